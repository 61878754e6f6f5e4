"""A figure or a picture, alone or with a few points beside it, and lines that say what it shows."""

from __future__ import annotations

from typing import Annotated

from deck.kinds._shown import MIDDLE, CropChoice, Focus, picture_of
from deck.markup import Text
from deck.material import Material
from deck.scene import Paragraph, Scene, Words
from deck.talk import Name, SlideKind, described


class Figure(SlideKind, frozen=True, kw_only=True):
    layouts = {
        "figure": ("picture",),
        "figure_line": ("picture", "caption"),
        "figure_caption": ("picture", "caption"),
        "figure_text": ("picture", "body"),
        "figure_text_caption": ("picture", "body", "caption"),
    }

    figure: Annotated[Name | None, described("the name of a script in figures/, without .py")] = None
    file: Annotated[Name | None, described("instead of a figure, a picture of the project: SVG, PNG or JPEG")] = None
    alt: Annotated[Text, described("what a listener who cannot see it should learn")]
    crop: CropChoice = "fit"
    focus: Focus = MIDDLE
    caption: Annotated[tuple[Text, ...], described("small lines under the figure")] = ()
    points: Annotated[tuple[Text, ...], described("a few points beside the figure")] = ()

    def compose(self, material: Material) -> Scene:
        if (self.figure is None) == (self.file is None):
            material.refuse("file", "a slide shows either a `figure` or a `file`", "give one of the two")
            return material.scene()
        picture = picture_of(self.file, self.figure, self.alt, self.crop, self.focus, material)
        items = [material.item("picture", picture)] if picture else []
        if self.points:
            paragraphs = tuple(Paragraph(point, mark="dot") for point in self.points)
            items.append(material.item("body", Words(paragraphs)))
        if self.caption:
            items.append(material.words("caption", *self.caption))
        several = len(self.caption) > 1 and not self.points
        return material.scene(*items, first="figure_caption" if several else "")
