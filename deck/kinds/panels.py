"""Two to four panels side by side, each with a large number or word, or a short text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from deck.kinds._frame import LAYOUTS, framed
from deck.markup import Text
from deck.material import Material
from deck.scene import Paragraph, Row, Scene, Shape, Words
from deck.talk import Record, SlideKind, Tone, described

_SHORT = 8
"""Letters of what is set at display size."""


class Panel(Record, frozen=True, kw_only=True):
    big: Annotated[Text | None, described("a number or a word, very large")] = None
    title: Annotated[Text | None, described("a heading")] = None
    text: Annotated[Text | None, described("a sentence or two")] = None
    points: Annotated[tuple[Text, ...], described("a short list")] = ()
    tone: Annotated[Tone, described("its look")] = "plain"

    def paragraphs(self, big: str) -> Iterator[Paragraph]:
        """`big` is the role of the large number or word."""
        if self.big:
            yield Paragraph(self.big, role=big)
        if self.title:
            yield Paragraph(self.title, role="card_title")
        if self.text:
            yield Paragraph(self.text)
        yield from (Paragraph(point, mark="dot") for point in self.points)


class Panels(SlideKind, frozen=True, kw_only=True):
    layouts = LAYOUTS

    panels: Annotated[tuple[Panel, ...], described("the panels, in reading order", min_length=2, max_length=4)]
    lead: Annotated[Text | None, described("one sentence above")] = None
    foot: Annotated[Text | None, described("one sentence below")] = None

    def compose(self, material: Material) -> Scene:
        # Only short words have room to be shouted, and only where two stand abreast.
        shouted = len(self.panels) == 2 and all(len(one.big.plain) <= _SHORT for one in self.panels if one.big)
        big = "display" if shouted else "number"
        shapes = tuple(
            Shape(f"panel-{number}", "panel", Words(tuple(panel.paragraphs(big))), panel.tone)
            for number, panel in enumerate(self.panels, 1)
        )
        return framed(material, Row(shapes), self.lead, (self.foot,) if self.foot else ())
