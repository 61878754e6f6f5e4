"""The sections that follow, as a path of numbered steps."""

from __future__ import annotations

from typing import Annotated

from deck.diagnostics import close_matches
from deck.kinds._frame import LAYOUTS
from deck.kinds._path import steps_of
from deck.markup import Text
from deck.material import Material, literal
from deck.scene import Column, Diagram, Link, Paragraph, Row, Scene, Shape, Words
from deck.talk import Name, SlideKind, described, sections


class Agenda(SlideKind, frozen=True, kw_only=True):
    layouts = LAYOUTS

    skip: Annotated[tuple[Name, ...], described("sections that the agenda does not list")] = ()

    def compose(self, material: Material) -> Scene:
        self._report_unknown(material)
        steps = steps_of(material.talk)
        if not steps:
            material.report.error(
                "nothing-to-list",
                "no section begins after the agenda",
                material.slide.span,
                "give the slide that begins each part a `section:`",
            )
            return material.scene()
        rows = tuple(self._step(number, step.called) for number, step in enumerate(steps, 1))
        links = tuple(
            Link(f"number-{number}", f"number-{number + 1}", "bottom", "top", tone="primary", arrow=False)
            for number in range(1, len(steps))
        )
        named = "; ".join(f"{number}. {step.called.plain}" for number, step in enumerate(steps, 1))
        alt = material.say("agenda-alt", steps=named)
        return material.scene(material.item("diagram", Diagram(alt, Column(rows), links)))

    def _step(self, number: int, name: Text) -> Row:
        """A numbered mark and, beside it, the section's name."""
        mark = Shape(f"number-{number}", "stop", Words((Paragraph(literal(str(number), self.title.span)),)))
        label = Shape(f"step-{number}", "step_name", Words((Paragraph(name),)))
        return Row((mark, label), (1, 11))

    def _report_unknown(self, material: Material) -> None:
        known: tuple[str, ...] = sections(material.talk.slides)
        for name in self.skip:
            if name not in known:
                help = close_matches(name, known) or "name a section as its slide does"
                material.report.error("unknown-section", f"there is no section `{name}`", name.span, help)
