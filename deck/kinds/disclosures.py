"""A statement in full, point by point, each behind its lead words."""

from __future__ import annotations

from typing import Annotated

from deck.markup import Run, Text
from deck.material import Material, joined, literal
from deck.scene import Flow, Paragraph, Scene
from deck.talk import Record, SlideKind, described
from deck.value import replace

_STOPS = ".:!?…。：؟"


class Point(Record, frozen=True, kw_only=True):
    lead: Annotated[Text, described("two or three words that say what it is about")]
    text: Annotated[Text, described("the statement in full")]

    def run_in(self) -> Text:
        """Both as one: a line each would cost the room that keeps the statement legible."""
        stop = () if self.lead.plain[-1:] in _STOPS else (Run("."),)
        lead = replace(self.lead, runs=tuple(replace(run, bold=True) for run in (*self.lead.runs, *stop)))
        return joined(literal(" "), lead, self.text)


class Disclosures(SlideKind, frozen=True, kw_only=True):
    layouts = {
        "declared": {"left": "body"},
        "two_fine": ("left", "right"),
        "two_columns": ("left", "right"),
        "fine": {"left": "body"},
        "text": {"left": "body"},
    }

    items: Annotated[tuple[Point, ...], described("the statements, in order", min_length=1)]

    def compose(self, material: Material) -> Scene:
        points = tuple(Paragraph(point.run_in()) for point in self.items)
        return material.scene(material.item("left", Flow(("left", "right"), points)))
