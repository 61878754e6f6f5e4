"""A statement in full, point by point under lead words, in two columns."""

from __future__ import annotations

from typing import Annotated

from deck.markup import Text
from deck.material import Material
from deck.scene import Flow, Paragraph, Scene
from deck.talk import Record, SlideKind, described


class Point(Record, frozen=True, kw_only=True):
    lead: Annotated[Text, described("two or three words that say what it is about")]
    text: Annotated[Text, described("the statement in full")]


class Disclosures(SlideKind, frozen=True, kw_only=True):
    layouts = {
        "two_fine": ("left", "right"),
        "two_columns": ("left", "right"),
        "fine": {"left": "body"},
        "text": {"left": "body"},
    }

    items: Annotated[tuple[Point, ...], described("the statements, in order", min_length=1)]

    def compose(self, material: Material) -> Scene:
        paragraphs = tuple(
            paragraph
            for point in self.items
            for paragraph in (
                Paragraph(point.lead, role="fine_bold", color="primary", keep=True),
                Paragraph(point.text, role="fine_tight"),
            )
        )
        return material.scene(material.item("left", Flow(("left", "right"), paragraphs)))
