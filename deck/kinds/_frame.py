"""A diagram with, or without, a line above it and lines below it."""

from __future__ import annotations

from collections.abc import Sequence

from deck.markup import Text
from deck.material import Material
from deck.scene import Content, Scene


def framed(material: Material, content: Content, lead: Text | None, foot: Sequence[Text]) -> Scene:
    """The scene on the layout that has just the lines that are given."""
    above = [material.words("lead", lead)] if lead else []
    below = [material.words("foot", *foot)] if foot else []
    layout = "diagram" + ("_lead" if above else "") + ("_foot" if below else "")
    return material.scene(layout, *above, material.item("diagram", content), *below)
