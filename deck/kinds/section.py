"""A divider: the number of the part, very large, the talk's path up to it as dots, and the name of the section."""

from __future__ import annotations

from deck.kinds._frame import LAYOUTS
from deck.kinds._path import steps_of
from deck.material import Material, literal
from deck.scene import Column, Diagram, Item, Paragraph, Scene, Words
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
        number, total = steps.index(here) + 1, len(steps)
        alt = material.say("part-of", number=number, total=total, name=here.called.plain)
        numeral = Words((Paragraph(literal(str(number), here.called.span), role="numeral"),))
        # Letters: they stay round, and in one row, for any number of parts.
        dots = "  ".join("●" if step <= number else "○" for step in range(1, total + 1))
        path = Words((Paragraph(literal(dots, here.called.span), color="sky"),))
        return [material.item("diagram", Diagram(alt, Column((numeral, path), (0.0, 0.0), gap="none")))]
