"""One picture over the whole slide, with the title and a few words on it; a scrim keeps these readable."""

from __future__ import annotations

from typing import Annotated, Literal

from deck.kinds._shown import MIDDLE, Focus, picture_of
from deck.markup import Text
from deck.material import Material
from deck.scene import Column, Item, Scene, Shape
from deck.talk import Name, SlideKind, described


class FullPicture(SlideKind, frozen=True, kw_only=True):
    layouts = {
        f"full_picture{side}{lines}": ("picture", "scrim", *(("text",) if lines else ()))
        for side in ("", "_top")
        for lines in ("", "_text")
    }

    file: Annotated[Name | None, described("a picture of the project: SVG, PNG or JPEG; it fills the slide")] = None
    figure: Annotated[Name | None, described("instead of a file, the name of a script in figures/, without .py")] = None
    alt: Annotated[Text, described("what a listener who cannot see it should learn")]
    focus: Focus = MIDDLE
    text: Annotated[tuple[Text, ...], described("a line or two under the title")] = ()
    words: Annotated[Literal["bottom", "top"], described("where title and text stand on the picture")] = "bottom"

    def compose(self, material: Material) -> Scene:
        crop = "fit" if self.figure is not None else "fill"
        picture = picture_of(self.file, self.figure, self.alt, crop, self.focus, material)
        if picture is None:
            return material.scene()
        span = material.slide.span
        # What lies behind: painted first, the picture read with the title, the scrim not at all.
        behind = [
            Item("picture", picture, span, background=True),
            Item("scrim", Column((Shape("scrim", "scrim"),)), span, background=True),
        ]
        lines = [material.words("text", *self.text)] if self.text else []
        first = f"full_picture{'_top' if self.words == 'top' else ''}{'_text' if self.text else ''}"
        return material.scene(*behind, *lines, first=first)
