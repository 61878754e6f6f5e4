"""People in groups (acknowledgements), or names on a quiet grid or in a list (funders, partners)."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Annotated, Literal

from deck.kinds._frame import LAYOUTS, hairline
from deck.kit import NATURAL, IconName, drawing
from deck.markup import Text
from deck.material import Material
from deck.scene import Block, Column, Flow, Icon, Paragraph, Picture, Row, Scene, Shape, Space, Words
from deck.talk import Name, Record, SlideKind, described
from deck.value import replace

_ABREAST = 3
"""Groups that stand side by side."""
_MANY, _DRAWN, _DRAWN_WIDE = 8, 66.0, 1.8
"""More names than that stand in two columns; and how high a group's drawing wants to be, in points, and how wide a
square one, as a share of the groups' widths."""
_SHORTEST, _LONGEST = 28, 40
"""Letters of the longest line of a group by which it gets its width: no column is a strip, or takes all."""


class Group(Record, frozen=True, kw_only=True):
    title: Annotated[Text, described("the department")]
    people: Annotated[tuple[Text, ...], described("who, a line each")] = ()
    icon: Annotated[IconName | None, described("a drawing of the kit above them")] = None

    @property
    def width(self) -> float:
        """Its share of the width: a column that is twice as wide does not read twice as well."""
        longest = max((len(one.plain) for one in self.people), default=0)
        return len(self.halves) * math.sqrt(min(max(longest, _SHORTEST), _LONGEST))

    @property
    def halves(self) -> tuple[tuple[Text, ...], ...]:
        """Its names in one column or, where they are many, in two."""
        half = math.ceil(len(self.people) / 2)
        return (self.people[:half], self.people[half:]) if len(self.people) > _MANY else (self.people,)

    def column(self, name: str) -> Column:
        """The names under a head that stands on a line with those of the other groups."""
        head: Block = Shape(f"{name}-head", "head", Words((Paragraph(self.title),)))
        if self.icon:
            share = min(_DRAWN_WIDE * drawing(self.icon).proportion, self.width / 3)
            head = Row(
                (Icon(self.icon, NATURAL.get(self.icon, "primary"), _DRAWN, at_start=True), head),
                (share, self.width - share),
                gap="tight",
            )
        parts = (
            Shape(name if not number else f"{name}-{number + 1}", "names", Words(tuple(map(Paragraph, part))))
            for number, part in enumerate(self.halves)
        )
        return Column(
            (head, Column((hairline(name), Row(tuple(parts), gap="tight")), (0.0, 1.0), gap="tight")), gap="tight"
        )


class Mark(Record, frozen=True, kw_only=True):
    name: Annotated[Text, described("whose mark it is")]
    file: Annotated[Name | None, described("an SVG of the project, instead of the name in letters")] = None


class People(SlideKind, frozen=True, kw_only=True):
    layouts = {
        "rows": ("diagram",),
        **LAYOUTS,
        "wall": ("names",),
        "three_fine": ("first", "second", "third"),
        "two_fine": {"first": "left", "second": "right"},
        "fine": {"first": "body"},
        "text": {"first": "body", "names": "body"},
    }

    groups: Annotated[tuple[Group, ...], described("groups of people, a column each")] = ()
    wall: Annotated[tuple[Text | Mark, ...], described("names or marks on a grid")] = ()
    form: Annotated[Literal["grid", "list"], described("a wall's names on a grid, or in a list, large")] = "grid"

    def compose(self, material: Material) -> Scene:
        if bool(self.groups) == bool(self.wall):
            material.report.error(
                "people-or-wall",
                "a slide of people has either `groups` or a `wall`",
                material.slide.span,
                "write one of the two; for both, make two slides",
            )
            return material.scene()
        if self.wall and self.form == "list":
            return material.scene(material.words("names", *self._names()))
        if not self.groups:
            return material.scene(material.item("diagram", self._grid()))
        flow = Flow(("first", "second", "third"), tuple(self._paragraphs()))
        followed = material.scene(material.item("first", flow))
        # An author may choose a layout in which they follow one another.
        chosen = self.layout is not None and self.layout not in ("rows", *LAYOUTS)
        if chosen or not (1 < len(self.groups) <= _ABREAST and all(group.people for group in self.groups)):
            return followed
        columns = tuple(group.column(f"group-{number}") for number, group in enumerate(self.groups, 1))
        abreast = Row(columns, tuple(group.width for group in self.groups), aligned=True)
        return replace(material.scene(material.item("diagram", abreast)), otherwise=followed)

    def _paragraphs(self) -> Iterator[Paragraph]:
        for number, group in enumerate(self.groups):
            alone = not group.people
            yield Paragraph(group.title, role="fine_bold", color="primary", keep=not alone, new_column=0 < number < 3)
            yield from (Paragraph(person, role="fine_tight") for person in group.people)

    def _names(self) -> Iterator[Text]:
        for one in self.wall:
            name = one.name if isinstance(one, Mark) else one
            yield replace(name, runs=tuple(replace(run, bold=True) for run in name.runs))

    def _grid(self) -> Column:
        across = 4 if len(self.wall) > 6 else min(3, len(self.wall))
        cells = [self._mark(number) for number in range(len(self.wall))]
        rows = [cells[at : at + across] for at in range(0, len(cells), across)]
        return Column(tuple(Row((*row, *(Space() for _ in range(across - len(row))))) for row in rows))

    def _mark(self, number: int) -> Block:
        mark = self.wall[number]
        if isinstance(mark, Mark) and mark.file is not None:
            return Picture(mark.name, file=mark.file, span=mark.file.span)
        name = mark.name if isinstance(mark, Mark) else mark
        return Shape(f"mark-{number}", "wordmark", Words((Paragraph(name),)))
