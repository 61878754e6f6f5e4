"""A diagram with, or without, a line above it and lines below it, and what several kinds draw in one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from deck.kit import NATURAL
from deck.markup import Text
from deck.material import Material
from deck.scene import Content, Icon, Scene, Shape

LAYOUTS = {
    "diagram": ("diagram",),
    "diagram_foot": ("diagram", "foot"),
    "diagram_lead": ("lead", "diagram"),
    "diagram_lead_foot": ("lead", "diagram", "foot"),
}


def hairline(after: str) -> Shape:
    """What parts rows of one thing without putting each into a box; `after` is the name of the row above it."""
    return Shape(f"{after}-line", "hairline")


def sign_of(name: str, **look: Any) -> Icon:
    """A drawing of the kit in the colour that it has by itself; `look` is what an icon takes besides."""
    return Icon(name, NATURAL.get(name, "primary"), **look)


GROUND = "pale"
"""The colour of the disc on which a drawing stands that is a sign for the words beside it."""


def framed(material: Material, content: Content, lead: Text | None, foot: Sequence[Text]) -> Scene:
    """The scene with the lines that are given."""
    above = [material.words("lead", lead)] if lead else []
    below = [material.words("foot", *foot)] if foot else []
    return material.scene(*above, material.item("diagram", content), *below)
