"""Lanes of steps under common column heads, so that the eye sees which steps a lane does without."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated

from deck.diagnostics import close_matches
from deck.kinds._frame import LAYOUTS, framed, sign_of
from deck.kit import IconName
from deck.markup import Text
from deck.material import Material, count
from deck.scene import Block, Column, Diagram, Link, Paragraph, Row, Scene, Shape, Space, Words
from deck.talk import Name, Record, SlideKind, Tone, described


class Lane(Record, frozen=True, kw_only=True):
    title: Annotated[Text, described("what this lane is")]
    note: Annotated[Text | None, described("a line under the title")] = None
    steps: Annotated[
        dict[Name, Text], described("its steps by column; a column without one is passed by", min_length=1)
    ]
    tone: Annotated[Tone, described("the look of its steps")] = "plain"


_DRAWN = 44.0
"""Points that the drawing of a column wants to be high."""
_SHORT, _SHORT_NOTE = 12, 18
"""Letters of a lane's name, and of the smaller line under it, that need no more width than a step."""


class Process(SlideKind, frozen=True, kw_only=True):
    layouts = LAYOUTS

    columns: Annotated[tuple[Text, ...], described("the names of the steps, in order", min_length=2, max_length=7)]
    lanes: Annotated[tuple[Lane, ...], described("the lanes, from the top", min_length=1, max_length=4)]
    icons: Annotated[tuple[IconName, ...], described("a drawing of the kit above each column, in their order")] = ()
    alt: Annotated[Text, described("the process in words")]
    foot: Annotated[Text | None, described("a line below")] = None

    def compose(self, material: Material) -> Scene:
        self._report_unknown(material)
        if self.icons and len(self.icons) != len(self.columns):
            what = f"{count(len(self.icons), 'drawing')} for {count(len(self.columns), 'column')}"
            material.refuse("icons", what, "name one for each, in their order, or take `icons` away")
        rows: list[Block] = [self._head(), *(self._lane(number) for number in range(len(self.lanes)))]
        body = Column(tuple(rows), (0.0, *(1.0 for _ in self.lanes)), gap="tight", apart=2)
        links = tuple(link for number in range(len(self.lanes)) for link in self._links(number))
        return framed(material, Diagram(self.alt, body, links, self._told()), None, (self.foot,) if self.foot else ())

    def _told(self) -> tuple[tuple[str, ...], ...]:
        """Who does what at which step, for who reads it."""
        places = range(len(self.columns))
        rows = (
            (f"lane-{number}", *(f"step-{number}-{place}" if self._does(number, place) else "" for place in places))
            for number in range(len(self.lanes))
        )
        return ("", *(f"head-{place}" for place in places)), *rows

    def _does(self, number: int, place: int) -> bool:
        return Name(self.columns[place].name) in self.lanes[number].steps

    def _head(self) -> Row:
        return Row((Space(), *(self._head_of(number) for number in range(len(self.columns)))), self._weights())

    def _head_of(self, number: int) -> Block:
        """The name of a column, under its drawing; all names end on one line."""
        name = Shape(f"head-{number}", "column_head", Words((Paragraph(self.columns[number]),)))
        if number >= len(self.icons):
            return name
        icon = self.icons[number]
        return Column((sign_of(icon, wanted=_DRAWN), name), (0.0, 1.0), gap="none")

    def _lane(self, number: int) -> Row:
        lane = self.lanes[number]
        note = (Paragraph(lane.note, role="label"),) if lane.note else ()
        title = Shape(f"lane-{number}", "lane", Words((Paragraph(lane.title), *note)))
        steps = (self._step(number, place) for place in range(len(self.columns)))
        return Row((title, *steps), self._weights())

    def _step(self, number: int, place: int) -> Block:
        lane = self.lanes[number]
        text = lane.steps.get(Name(self.columns[place].name))
        return Shape(f"step-{number}-{place}", "step", Words((Paragraph(text),)), lane.tone) if text else Space()

    def _links(self, number: int) -> list[Link]:
        taken = [place for place in range(len(self.columns)) if self._does(number, place)]
        stops = [f"step-{number}-{place}" for place in taken]
        if taken and taken[0] > 0:
            stops.insert(0, f"lane-{number}")
        return [Link(one, after, tone="primary") for one, after in pairwise(stops)]

    def _weights(self) -> tuple[float, ...]:
        # Many steps need the width more than the name of their lane does, and so do few beside short names.
        wide = len(self.columns) < 5 and any(
            len(lane.title.plain) > _SHORT or (lane.note and len(lane.note.plain) > _SHORT_NOTE) for lane in self.lanes
        )
        return (2.1 if wide else 1.3, *(1.0 for _ in self.columns))

    def _report_unknown(self, material: Material) -> None:
        known = [name.name for name in self.columns]
        for lane in self.lanes:
            for name in lane.steps:
                if name not in known:
                    help = close_matches(name, known) or "use a name from `columns`"
                    material.report.error("unknown-column", f"there is no column `{name}`", name.span, help)
