"""The sections that follow, as a path of numbered steps."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Annotated

from deck.diagnostics import close_matches
from deck.kinds._frame import GROUND, LAYOUTS
from deck.kinds._path import steps_of
from deck.kit import NATURAL, IconName
from deck.markup import Text
from deck.material import Material, count, literal
from deck.scene import Block, Column, Diagram, Flow, Icon, Link, Paragraph, Row, Scene, Shape, Space, Words
from deck.talk import Name, Section, SlideKind, described, sections
from deck.value import replace

_ONE_COLUMN, _MOST_MARKS = 6, 12
"""Steps that stand in one column, and in two; more, or those that have no room, are a numbered list, which continues
when it is long."""
_ABREAST, _DRAWN = 4, 150.0
"""Steps with drawings that stand side by side at most, and points that such a drawing wants to be high."""


class Agenda(SlideKind, frozen=True, kw_only=True):
    layouts = {**LAYOUTS, "text": ("body",)}
    meets_others = True

    skip: Annotated[tuple[Name, ...], described("sections that the agenda does not list")] = ()
    icons: Annotated[tuple[IconName, ...], described("a drawing of the kit for each section that it lists")] = ()

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
        if self.icons and (len(self.icons) != len(steps) or len(steps) > _ONE_COLUMN):
            help = f"one each for up to {_ONE_COLUMN} steps, in their order; or take `icons` away"
            material.refuse(
                "icons", f"there are {count(len(self.icons), 'drawing')} for {count(len(steps), 'step')}", help
            )
        listed = tuple(Paragraph(step.called, mark="number", number=at) for at, step in enumerate(steps, 1))
        as_list = material.scene(material.item("body", Flow(("body",), listed)))
        if len(steps) > _MOST_MARKS:
            return as_list
        named = "; ".join(f"{number}. {step.called.plain}" for number, step in enumerate(steps, 1))
        alt = material.say("agenda-alt", steps=named)
        path = replace(material.scene(material.item("diagram", Diagram(alt, *self._path(steps)))), otherwise=as_list)
        if not self.icons or not 1 < len(steps) <= _ABREAST:
            return path
        return replace(material.scene(material.item("diagram", Diagram(alt, *self._across(steps)))), otherwise=path)

    def _across(self, steps: Sequence[Section]) -> tuple[Block, tuple[Link, ...]]:
        """The steps side by side, each on an axis of its own: its drawing, large, over its mark and its name, and a
        line from mark to mark."""
        columns = []
        for at, (icon, step) in enumerate(zip(self.icons, steps, strict=False), 1):
            name = Shape(f"step-{at}", "step_under", Words((Paragraph(step.called),)))
            drawn = Icon(icon, _color(icon), _DRAWN, disc=GROUND)
            head = Column((Space(), drawn, Space()), (1.0, 0.0, 1.0), gap="none")
            columns.append(Column((head, Column((self._mark(at), name), (1.0, 2.4)))))
        numbers = range(1, len(columns))
        links = (Link(f"number-{at}", f"number-{at + 1}", tone="primary", arrow=False) for at in numbers)
        return Row(tuple(columns), gap="wide", aligned=True, apart=1), tuple(links)

    def _path(self, steps: Sequence[Section]) -> tuple[Block, tuple[Link, ...]]:
        """The steps one under the other, in two columns where there are many, each column with a line through it."""
        half = len(steps) if len(steps) <= _ONE_COLUMN else math.ceil(len(steps) / 2)
        columns: list[Block] = []
        links: list[Link] = []
        for first in range(1, len(steps) + 1, half):
            numbers = range(first, min(first + half, len(steps) + 1))
            rows: list[Block] = [
                self._step(at, steps[at - 1].called, (1, 11 if half == len(steps) else 8)) for at in numbers
            ]
            rows += [Space()] * (half - len(rows))
            columns.append(Column(tuple(rows), gap="normal" if half <= _ONE_COLUMN - 1 else "tight", apart=1))
            links += [
                Link(f"number-{at}", f"number-{at + 1}", "bottom", "top", tone="primary", arrow=False)
                for at in numbers[:-1]
            ]
        return (Row(tuple(columns)) if len(columns) > 1 else columns[0]), tuple(links)

    def _step(self, number: int, name: Text, weights: tuple[float, float]) -> Row:
        """A numbered mark and, beside it, the section's name behind its drawing."""
        mark, label = self._mark(number), self._name(number, name)
        if number > len(self.icons):
            return Row((mark, label), weights)
        icon = self.icons[number - 1]
        return Row((mark, Icon(icon, _color(icon)), label), (weights[0], 1.2, weights[1] - 1.2))

    def _mark(self, number: int) -> Shape:
        return Shape(f"number-{number}", "stop", Words((Paragraph(literal(str(number), self.title.span)),)))

    def _name(self, number: int, name: Text) -> Shape:
        return Shape(f"step-{number}", "step_name", Words((Paragraph(name),)))

    def _report_unknown(self, material: Material) -> None:
        known: tuple[str, ...] = sections(material.talk.slides)
        for name in self.skip:
            if name not in known:
                help = close_matches(name, known) or "name a section as its slide does"
                material.report.error("unknown-section", f"there is no section `{name}`", name.span, help)


def _color(icon: IconName) -> str:
    """Its own colour where that says what it is; what has none is the path's, not paler than its neighbours."""
    own = NATURAL.get(icon, "primary")
    return "primary" if own == "muted" else own
