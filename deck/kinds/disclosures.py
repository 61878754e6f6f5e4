"""A statement in full, point by point, each beside its lead words or behind them."""

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

    def row(self, name: str) -> Block:
        """The statement beside its lead words."""
        lead = Shape(f"{name}-lead", "lead", Words((Paragraph(self._bold(()), color="primary"),)))
        told = Shape(name, "told", Words((Paragraph(self.text),)))
        return self._on_its_ground(Row((lead, told), (1.9, 10.1), gap="none"))

    def joined(self, name: str) -> Block:
        """The statement behind its lead words, over the whole width."""
        return self._on_its_ground(Shape(name, "point", Words((Paragraph(self.run_in(color="primary")),))))

    def run_in(self, color: str = "") -> Text:
        """Both as one: where the statements are long, that leaves them the room that keeps them legible."""
        stop = () if self.lead.plain[-1:] in _STOPS else (Run("."),)
        return joined(literal(" "), self._bold(stop, color), self.text)

    def _bold(self, stop: tuple[Run, ...], color: str = "") -> Text:
        runs = (replace(run, bold=True, color=color or run.color) for run in (*self.lead.runs, *stop))
        return replace(self.lead, runs=tuple(runs))

    def _on_its_ground(self, block: Block) -> Block:
        """On a band as wide as the column; its words stand where those of the others do."""
        return Column((block,), ground="band", airy=True) if self.lit else block


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
        beside, behind = (
            material.scene(material.item("diagram", self._between_lines(blocks)))
            for blocks in (
                [point.row(f"point-{number}") for number, point in enumerate(self.items, 1)],
                [point.joined(f"point-{number}") for number, point in enumerate(self.items, 1)],
            )
        )
        return replace(beside, otherwise=replace(behind, otherwise=whole))

    def _between_lines(self, points: list[Block]) -> Column:
        """The points with a line between each two; what is left of the height is theirs alike."""
        blocks: list[Block] = []
        for number, point in enumerate(points):
            blocks += [hairline(f"point-{number}"), point] if blocks else [point]
        weights = tuple(float(at % 2 == 0) for at in range(len(blocks)))
        return Column(tuple(blocks), weights, gap="none", airy=True)
