"""People in groups (acknowledgements), or names on a quiet grid or in a list (funders, partners)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Annotated, Literal

from deck.kinds._frame import LAYOUTS, sign_of
from deck.kit import IconName
from deck.markup import Text
from deck.material import Material
from deck.scene import Block, Column, Flow, Gap, Paragraph, Picture, Row, Scene, Shape, Space, Words
from deck.talk import Name, Record, SlideKind, described
from deck.value import replace

_MOST = 4
"""Groups that stand on a slide, each in a band of its own."""
_LEAST, _SHORT, _LONG = 22, 25, 60
"""Letters by which the narrowest column and the widest get their widths, three of which stand side by side; and of
what takes a line by itself."""
_ONE_COLUMN = 8
"""Names that stand in one column of a list."""
_DRAWN = 46.0
"""Points that the drawing of a group wants to be high."""
_HEAD, _WIDE_HEAD, _NAMES = 3.0, 3.6, 9.0
"""The shares of the width that heads, heads where there is little height, and names have; and of that of a head what
its drawing and its words have."""
_SIGN, _TITLE = 1.0, 3.0


class Group(Record, frozen=True, kw_only=True):
    title: Annotated[Text, described("the department")]
    people: Annotated[tuple[Text, ...], described("who, a line each")] = ()
    icon: Annotated[IconName | None, described("a drawing of the kit beside its name")] = None

    def columns(self, abreast: int) -> list[tuple[Text, ...]]:
        """Its names in so many columns, one after the other from the top; and last what needs a line by itself."""
        long = next((at for at in range(len(self.people)) if self._stands_alone(at)), len(self.people))
        rows = math.ceil(long / abreast)
        return [*(self.people[at * rows : min((at + 1) * rows, long)] for at in range(abreast)), self.people[long:]]

    def band(self, name: str, widths: tuple[float, ...], drawn: bool, wide: float) -> Row:
        """Its head, so `wide`, and beside that its names in columns; `drawn`: there are drawings beside heads."""
        head: Block = Shape(f"{name}-head", "group", Words((Paragraph(self.title),)))
        if drawn:
            sign = sign_of(self.icon, wanted=_DRAWN, at_start=True) if self.icon else Space()
            head = Row((sign, head), (_SIGN, _TITLE), gap="tight")
        *columns, long = self.columns(len(widths))
        parts = [
            Shape(name if not number else f"{name}-{number + 1}", "names", Words(tuple(map(Paragraph, part))))
            if part
            else Space()
            for number, part in enumerate(columns)
        ]
        blocks: list[Block] = [Row(tuple(parts), widths, gap="tight")] if columns[0] else []
        if long:
            blocks.append(Shape(f"{name}-long", "names", Words(tuple(map(Paragraph, long)))))
        return Row((head, Column(tuple(blocks), (0.0,) * len(blocks), gap="none")), (wide, _NAMES))

    def _stands_alone(self, at: int) -> bool:
        """Whether all from there on are too long for a column."""
        return all(len(one.plain) > _LONG for one in self.people[at:])


class Mark(Record, frozen=True, kw_only=True):
    name: Annotated[Text, described("whose mark it is")]
    file: Annotated[Name | None, described("an SVG of the project, instead of the name in letters")] = None


class People(SlideKind, frozen=True, kw_only=True):
    layouts = {
        "rows": ("diagram",),
        **LAYOUTS,
        "team": ("diagram",),
        "wall": ("diagram",),
        "three_fine": ("first", "second", "third"),
        "two_fine": {"first": "left", "second": "right"},
        "fine": {"first": "body"},
        "text": {"first": "body"},
    }

    groups: Annotated[
        tuple[Group, ...],
        described("groups of people, a band each; many groups, or long ones, follow one another in columns"),
    ] = ()
    wall: Annotated[tuple[Text | Mark, ...], described("names or marks on a grid")] = ()
    form: Annotated[
        Literal["grid", "list"], described("a wall's names on a grid, or large in a list on dark ground")
    ] = "grid"

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
            return material.scene(material.item("diagram", self._names()), first="wall")
        if not self.groups:
            return material.scene(material.item("diagram", self._grid()))
        flow = Flow(("first", "second", "third"), tuple(self._paragraphs()))
        followed = material.scene(material.item("first", flow))
        # An author may choose a layout in which they follow one another.
        chosen = self.layout is not None and self.layout not in ("rows", *LAYOUTS)
        if chosen or not (1 < len(self.groups) <= _MOST and all(group.people for group in self.groups)):
            return followed
        bands = replace(material.scene(material.item("diagram", self._bands(_HEAD))), otherwise=followed)
        # Beside drawings of their own they need none of people.
        if any(group.icon for group in self.groups):
            return bands
        over_people = material.scene(material.item("diagram", self._bands(_WIDE_HEAD)))
        return replace(over_people, layouts={"team": ("diagram",), **bands.layouts}, otherwise=bands)

    def _bands(self, head: float) -> Column:
        """Each group in a band over the whole width, all names on one grid; what is left of the height is theirs."""
        names = [len(one.plain) for group in self.groups for one in group.people]
        abreast = 3 if sum(long <= _SHORT for long in names) >= 0.75 * len(names) else 2
        # All on one grid: each column as wide as its longest name asks for, within reason.
        listed = [group.columns(abreast) for group in self.groups]
        widths = tuple(
            float(max([_LEAST, *(min(len(name.plain), _SHORT) for parts in listed for name in parts[at])]))
            for at in range(abreast)
        )
        drawn = any(group.icon for group in self.groups)
        blocks: list[Block] = []
        for number, group in enumerate(self.groups, 1):
            band = group.band(f"group-{number}", widths, drawn, head)
            blocks.append(Column((band,), ground="roll", airy=True))
        return Column(tuple(blocks), gap="tight", airy=True)

    def _paragraphs(self) -> Iterator[Paragraph]:
        for number, group in enumerate(self.groups):
            alone = not group.people
            yield Paragraph(group.title, role="fine_bold", color="primary", keep=not alone, new_column=0 < number < 3)
            yield from (Paragraph(person, role="fine_tight") for person in group.people)

    def _names(self) -> Column | Row:
        """The names one under the other, in two columns where they are many, beside what is drawn on the layout."""
        names = [one.name if isinstance(one, Mark) else one for one in self.wall]
        listed = [Shape(f"name-{at}", "listed", Words((Paragraph(name),))) for at, name in enumerate(names, 1)]
        if len(listed) <= _ONE_COLUMN:
            return Column(tuple(listed), gap="none")
        half = math.ceil(len(listed) / 2)
        hole = (Space(),) * (len(listed) % 2)
        return Row((Column(tuple(listed[:half]), gap="none"), Column((*listed[half:], *hole), gap="none")))

    def _grid(self) -> Column:
        across = 4 if len(self.wall) > 6 else min(3, len(self.wall))
        return _in_rows([self._mark(number) for number in range(len(self.wall))], across, "normal")

    def _mark(self, number: int) -> Block:
        mark = self.wall[number]
        if isinstance(mark, Mark) and mark.file is not None:
            return Picture(mark.name, file=mark.file, span=mark.file.span)
        name = mark.name if isinstance(mark, Mark) else mark
        return Shape(f"mark-{number}", "wordmark", Words((Paragraph(name),)))


def _in_rows(cells: Sequence[Block], across: int, gap: Gap) -> Column:
    """Cells of one size, so many in a row."""
    rows = [cells[at : at + across] for at in range(0, len(cells), across)]
    return Column(tuple(Row((*row, *(Space() for _ in range(across - len(row)))), gap=gap) for row in rows), gap=gap)
