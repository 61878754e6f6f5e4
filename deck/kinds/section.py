"""A divider: the section's name, and the talk's path with this step lit."""

from __future__ import annotations

from deck.kinds._frame import LAYOUTS
from deck.kinds._path import steps_of
from deck.markup import Text
from deck.material import Material, joined, literal
from deck.scene import Diagram, Item, Paragraph, Row, Scene, Shape, Words
from deck.talk import SlideKind


class Section(SlideKind, frozen=True, kw_only=True):
    layouts = {"section": ("diagram",), **LAYOUTS}

    def compose(self, material: Material) -> Scene:
        return material.scene(*self._path(material))

    def _path(self, material: Material) -> list[Item]:
        steps = steps_of(material.talk)
        here = material.slide.section
        if here not in steps:
            return []
        shapes = tuple(
            Shape(
                f"step-{number}",
                "trail",
                Words((Paragraph(_numbered(number, step.called)),)),
                "lit" if step == here else "plain",
            )
            for number, step in enumerate(steps, 1)
        )
        number, total = steps.index(here) + 1, len(steps)
        alt = material.say("part-of", number=number, total=total, name=here.called.plain)
        return [material.item("diagram", Diagram(alt, Row(shapes)))]


def _numbered(number: int, name: Text) -> Text:
    return joined(literal("  "), literal(str(number), name.span), name)
