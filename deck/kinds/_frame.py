"""A diagram with, or without, a line above it and lines below it."""

from __future__ import annotations

from collections.abc import Sequence

from deck.markup import Text
from deck.material import Material
from deck.scene import Content, Scene, Shape

LAYOUTS = {
    "diagram": ("diagram",),
    "diagram_foot": ("diagram", "foot"),
    "diagram_lead": ("lead", "diagram"),
    "diagram_lead_foot": ("lead", "diagram", "foot"),
}


def hairline(after: str) -> Shape:
    """What parts rows of one thing without putting each into a box; `after` is the name of the row above it."""
    return Shape(f"{after}-line", "hairline")


def framed(material: Material, content: Content, lead: Text | None, foot: Sequence[Text]) -> Scene:
    """The scene with the lines that are given."""
    above = [material.words("lead", lead)] if lead else []
    below = [material.words("foot", *foot)] if foot else []
    return material.scene(*above, material.item("diagram", content), *below)
