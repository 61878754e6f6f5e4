"""A statement in full, point by point, each behind its lead words."""

from __future__ import annotations

from typing import Annotated

from deck.kinds._frame import hairline
from deck.markup import Run, Text
from deck.material import Material, joined, literal
from deck.scene import Block, Column, Flow, Paragraph, Row, Scene, Shape, Words
from deck.talk import Record, SlideKind, described
from deck.value import replace

_STOPS = ".:!?…。：؟"
_OF_ROWS = ("rows", "diagram")


class Point(Record, frozen=True, kw_only=True):
    lead: Annotated[Text, described("two or three words that say what it is about")]
    text: Annotated[Text, described("the statement in full")]
    lit: Annotated[bool, described("what matters most for this talk stands on a band")] = False

    def row(self, name: str) -> Row:
        """The statement beside its lead words."""
        tone = "primary" if self.lit else "plain"
        lead = Shape(f"{name}-lead", "lead", Words((Paragraph(self._bold(()), color="primary"),)), tone)
        told = Shape(name, "told", Words((Paragraph(self.text),)), tone)
        return Row((lead, told), (1.7, 10.3), gap="none")

    def run_in(self) -> Text:
        """Both as one: where the statements are long, that leaves them the room that keeps them legible."""
        stop = () if self.lead.plain[-1:] in _STOPS else (Run("."),)
        return joined(literal(" "), self._bold(stop), self.text)

    def _bold(self, stop: tuple[Run, ...]) -> Text:
        return replace(self.lead, runs=tuple(replace(run, bold=True) for run in (*self.lead.runs, *stop)))


class Disclosures(SlideKind, frozen=True, kw_only=True):
    layouts = {
        **dict.fromkeys(_OF_ROWS, ("diagram",)),
        "declared": {"left": "body"},
        "two_fine": ("left", "right"),
        "two_columns": ("left", "right"),
        "fine": {"left": "body"},
        "text": {"left": "body"},
    }

    items: Annotated[tuple[Point, ...], described("the statements, in order", min_length=1)]

    def compose(self, material: Material) -> Scene:
        points = tuple(Paragraph(point.run_in()) for point in self.items)
        whole = material.scene(material.item("left", Flow(("left", "right"), points)))
        if self.layout is not None and self.layout not in _OF_ROWS:
            return whole
        blocks: list[Block] = []
        for number, point in enumerate(self.items, 1):
            blocks += [hairline(f"point-{number - 1}")] if blocks else []
            blocks.append(point.row(f"point-{number}"))
        rows = Column(tuple(blocks), (0.0,) * len(blocks), gap="none")
        return replace(material.scene(material.item("diagram", rows)), otherwise=whole)
