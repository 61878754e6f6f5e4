"""A divider: the number of the part, very large, the talk's path up to it as dots, and the name of the section."""

from __future__ import annotations

from deck.kinds._frame import LAYOUTS
from deck.kinds._path import steps_of
from deck.material import Material, literal
from deck.scene import Column, Diagram, Item, Paragraph, Scene, Words
from deck.talk import SlideKind
from deck.value import replace


class Section(SlideKind, frozen=True, kw_only=True):
    layouts = {"section": ("diagram",), **LAYOUTS}
    meets_others = True

    def compose(self, material: Material) -> Scene:
        steps = steps_of(material.talk)
        here = material.slide.section
        if here not in steps:
            return material.scene()
        number, total = steps.index(here) + 1, len(steps)
        scene = material.scene(self._path(material, number, total))
        if self.layout is not None:
            return scene
        # A brand may draw something of its own for each part.
        return replace(scene, layouts={f"section_{number}": self.layouts["section"], **scene.layouts})

    def _path(self, material: Material, number: int, total: int) -> Item:
        here = material.slide.section
        alt = material.say("part-of", number=number, total=total, name=here.called.plain)
        numeral = Words((Paragraph(literal(str(number), here.called.span), role="numeral"),))
        if total == 1:  # a path of one step tells nothing
            return material.item("diagram", Diagram(alt, numeral))
        # Letters: they stay round, and in one row, for any number of parts.
        dots = "  ".join("●" if step <= number else "○" for step in range(1, total + 1))
        path = Words((Paragraph(literal(dots, here.called.span), role="path", color="sky"),))
        return material.item("diagram", Diagram(alt, Column((numeral, path), (0.0, 0.0), gap="none")))
