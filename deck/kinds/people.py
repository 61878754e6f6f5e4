"""People in groups (acknowledgements), or names on a quiet grid (funders, partners)."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Annotated

from deck.kinds._frame import LAYOUTS, hairline
from deck.markup import Text
from deck.material import Material
from deck.scene import Block, Column, Flow, Paragraph, Picture, Row, Scene, Shape, Space, Words
from deck.talk import Name, Record, SlideKind, described
from deck.value import replace

_ABREAST = 3
"""Groups that stand side by side."""
_SHORTEST, _LONGEST = 24, 40
"""Letters of the longest line of a group by which it gets its width: no column is a strip, or takes all."""


class Group(Record, frozen=True, kw_only=True):
    title: Annotated[Text, described("the department")]
    people: Annotated[tuple[Text, ...], described("who, a line each")] = ()

    @property
    def width(self) -> float:
        """Its share of the width: a column that is twice as wide does not read twice as well."""
        longest = max((len(one.plain) for one in self.people), default=0)
        return math.sqrt(min(max(longest, _SHORTEST), _LONGEST))

    def column(self, name: str) -> Column:
        """The names under a head that stands on a line with those of the other groups."""
        head = Shape(f"{name}-head", "head", Words((Paragraph(self.title),)))
        names = Shape(name, "names", Words(tuple(map(Paragraph, self.people))))
        return Column((head, Column((hairline(name), names), (0.0, 1.0), gap="tight")), gap="tight")


class Mark(Record, frozen=True, kw_only=True):
    name: Annotated[Text, described("whose mark it is")]
    file: Annotated[Name | None, described("an SVG of the project, instead of the name in letters")] = None


class People(SlideKind, frozen=True, kw_only=True):
    layouts = {
        "rows": ("diagram",),
        **LAYOUTS,
        "three_fine": ("first", "second", "third"),
        "two_fine": {"first": "left", "second": "right"},
        "fine": {"first": "body"},
        "text": {"first": "body"},
    }

    groups: Annotated[tuple[Group, ...], described("groups of people, a column each")] = ()
    wall: Annotated[tuple[Text | Mark, ...], described("names or marks on a grid")] = ()

    def compose(self, material: Material) -> Scene:
        if bool(self.groups) == bool(self.wall):
            material.report.error(
                "people-or-wall",
                "a slide of people has either `groups` or a `wall`",
                material.slide.span,
                "write one of the two; for both, make two slides",
            )
            return material.scene()
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
