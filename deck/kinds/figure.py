"""A figure, alone or with a few points beside it, and lines that say what it shows."""

from __future__ import annotations

from typing import Annotated

from deck.markup import Text
from deck.material import Material
from deck.scene import Paragraph, Picture, Scene, Words
from deck.talk import Name, SlideKind, described


class Figure(SlideKind, frozen=True, kw_only=True):
    figure: Annotated[Name, described("the name of a script in figures/, without .py")]
    alt: Annotated[Text, described("what a listener who cannot see it should learn")]
    caption: Annotated[tuple[Text, ...], described("small lines under the figure")] = ()
    points: Annotated[tuple[Text, ...], described("a few points beside the figure")] = ()

    def compose(self, material: Material) -> Scene:
        layout = "figure" + ("_text" if self.points else "") + ("_caption" if self.caption else "")
        if layout == "figure_caption" and len(self.caption) == 1:
            layout = "figure_line"
        items = [material.item("picture", Picture(self.alt, figure=self.figure, span=self.figure.span))]
        if self.points:
            paragraphs = tuple(Paragraph(point, mark="dot") for point in self.points)
            items.append(material.item("body", Words(paragraphs)))
        if self.caption:
            items.append(material.words("caption", *self.caption))
        return material.scene(layout, *items)
