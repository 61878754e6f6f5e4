"""Two to four panels side by side, each with a large number or word, or a short text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from deck.kinds._frame import LAYOUTS, framed
from deck.kit import NATURAL, IconName
from deck.markup import Text
from deck.material import Material
from deck.scene import Block, Column, Icon, Paragraph, Row, Scene, Shape, Words
from deck.talk import Record, SlideKind, Tone, described


class Panel(Record, frozen=True, kw_only=True):
    big: Annotated[Text | None, described("a number or a word, very large")] = None
    title: Annotated[Text | None, described("a heading")] = None
    text: Annotated[Text | None, described("a sentence or two")] = None
    points: Annotated[tuple[Text, ...], described("a short list")] = ()
    tone: Annotated[Tone, described("its look")] = "plain"
    icon: Annotated[IconName | None, described("a drawing of the kit above it; what it says, the words say too")] = None

    def under_icon(self, shape: Shape) -> Block:
        """The panel with its drawing above it, where it has one."""
        if self.icon is None:
            return shape
        return Column((Icon(self.icon, NATURAL.get(self.icon, "primary")), shape), (1.0, 0.0), gap="tight")

    def paragraphs(self) -> Iterator[Paragraph]:
        if self.big:
            yield Paragraph(self.big, role="display")
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
        shapes = tuple(
            panel.under_icon(Shape(f"panel-{number}", "panel", Words(tuple(panel.paragraphs())), panel.tone))
            for number, panel in enumerate(self.panels, 1)
        )
        return framed(material, Row(shapes), self.lead, (self.foot,) if self.foot else ())
