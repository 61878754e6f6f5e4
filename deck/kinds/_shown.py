"""A picture as several kinds show it: which, what it shows, and what of it is seen."""

from __future__ import annotations

from typing import Annotated, Literal

from deck.markup import Text
from deck.material import Material
from deck.scene import Paragraph, Picture, Shown, Words
from deck.talk import Name, Record, described

Percent = Annotated[float, described("per cent of the picture's width, then of its height", ge=0, le=100)]
Focus = Annotated[
    tuple[Percent, ...],
    described("what stays in view: per cent from the picture's left, and from its top", min_length=2, max_length=2),
]
CropChoice = Annotated[Literal["fit", "fill"], described("all of it, or as much as fills its place")]
MIDDLE = (50.0, 50.0)


class ShownPicture(Record, frozen=True, kw_only=True):
    file: Annotated[Name | None, described("a picture of the project: SVG, PNG or JPEG")] = None
    figure: Annotated[Name | None, described("instead of a file, the name of a script in figures/, without .py")] = None
    alt: Annotated[Text, described("what a listener who cannot see it should learn")]
    caption: Annotated[tuple[Text, ...], described("small lines under the picture")] = ()
    crop: CropChoice = "fit"
    focus: Focus = MIDDLE

    def shown(self, material: Material) -> Shown | None:
        """The picture with its caption; None, and a diagnostic, where it names none or two."""
        picture = picture_of(self.file, self.figure, self.alt, self.crop, self.focus, material)
        return Shown(picture, Words(tuple(map(Paragraph, self.caption)))) if picture else None


def picture_of(
    file: Name | None, figure: Name | None, alt: Text, crop: str, focus: tuple[float, ...], material: Material
) -> Picture | None:
    """The picture that a record names; None, and a diagnostic, where it names none or two, or crops what is drawn."""
    if (figure is None) == (file is None):
        where = file.span if file is not None else alt.span
        material.report.error("no-place", "a picture is either a `figure` or a `file`", where, "give one of the two")
        return None
    if figure is not None:
        if crop == "fill":
            help = "take `crop` away: a figure is drawn to fill its place"
            material.report.error("no-place", "a figure cannot be cropped", figure.span, help)
            return None
        return Picture(alt, figure=figure, span=figure.span)
    assert file is not None
    if crop == "fit" and focus != MIDDLE:
        what = "`focus` says what a crop keeps in view, and nothing is cropped"
        material.report.error("no-place", what, file.span, "add `crop: fill`, or take `focus` away")
    shares = tuple(share / 100 for share in focus)
    ratio = material.proportions(file)
    return Picture(alt, file=file, span=file.span, crop=crop, focus=shares, ratio=ratio)  # type: ignore[arg-type]
