"""People in groups (acknowledgements), or names on a quiet grid (funders, partners)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from deck.kinds._frame import LAYOUTS
from deck.markup import Text
from deck.material import Material
from deck.scene import Block, Column, Flow, Paragraph, Picture, Row, Scene, Shape, Space, Words
from deck.talk import Name, Record, SlideKind, described


class Group(Record, frozen=True, kw_only=True):
    title: Annotated[Text, described("the department")]
    people: Annotated[tuple[Text, ...], described("who, a line each")] = ()


class Mark(Record, frozen=True, kw_only=True):
    name: Annotated[Text, described("whose mark it is")]
    file: Annotated[Name | None, described("an SVG of the project, instead of the name in letters")] = None


class People(SlideKind, frozen=True, kw_only=True):
    layouts = {
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
        if self.groups:
            flow = Flow(("first", "second", "third"), tuple(self._paragraphs()))
            return material.scene(material.item("first", flow))
        return material.scene(material.item("diagram", self._grid()))

    def _paragraphs(self) -> Iterator[Paragraph]:
        for number, group in enumerate(self.groups):
            alone = not group.people
            yield Paragraph(group.title, role="fine_bold", color="primary", keep=not alone, new_column=0 < number < 3)
            yield from (Paragraph(person, role="fine_tight") for person in group.people)

    def _grid(self) -> Column:
        across = 4 if len(self.wall) > 6 else min(3, len(self.wall))
        cells = [self._mark(number) for number in range(len(self.wall))]
        rows = [cells[at : at + across] for at in range(0, len(cells), across)]
        return Column(tuple(Row(*_centred(row, across)) for row in rows))

    def _mark(self, number: int) -> Block:
        mark = self.wall[number]
        if isinstance(mark, Mark) and mark.file is not None:
            return Picture(mark.name, file=mark.file, span=mark.file.span)
        name = mark.name if isinstance(mark, Mark) else mark
        return Shape(f"mark-{number}", "wordmark", Words((Paragraph(name),)))


def _centred(cells: list[Block], across: int) -> tuple[tuple[Block, ...], tuple[float, ...]]:
    """The cells of a row with their shares of the width: fewer than there are elsewhere stand in the middle."""
    missing = across - len(cells)
    if not missing:
        return tuple(cells), ()
    return (Space(), *cells, Space()), (missing / 2, *(1.0 for _ in cells), missing / 2)
