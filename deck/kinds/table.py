"""A table written out, or the rows of a CSV file; it continues when it is long."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Annotated

from deck.kinds._grid import Line, grid_of
from deck.markup import Text
from deck.material import Material, count, literal
from deck.regex import regex
from deck.scene import NO_LOOK, RowLook, Scene
from deck.scene import Table as Grid
from deck.talk import Name, Record, SlideKind, described
from deck.value import replace

Cell = Annotated[Text, described("what one cell says", may_be_empty=True)]
Share = Annotated[float, described("a relative width", gt=0, le=1000)]


_THOUSANDS = regex(r"\d{3}")


def _how_to_write(row: Sequence[Text], width: int) -> str:
    """What makes a row of another length fit, in its own words where these tell what was meant."""
    said = [cell.source.strip() for cell in row]
    if len(said) == 1:
        bars = "|" in said[0]
        parts = [part.strip() for part in said[0].split("|" if bars else ",") if part.strip()]
        if len(parts) == width > 1 or (bars and len(parts) > width):
            return f"a row is a list in brackets: write [{', '.join(parts[:width])}]"
    if len(said) < width:
        return 'write "" for a cell that stays empty'
    number = next((pair for pair in pairwise(said) if pair[0][-1:].isdigit() and _THOUSANDS.fullmatch(pair[1])), None)
    if number:
        return f'put quotes around a number that has a comma: "{",".join(number)}"'
    words = next((pair for pair in reversed([*pairwise(said)]) if pair[1][:1].islower()), _A_CELL)
    return f'put quotes around a cell that has a comma: "{", ".join(words)}"'


_A_CELL = ("Hand-foot syndrome", "diarrhoea")


class Rows(Record, frozen=True, kw_only=True):
    """Rows that are more than rows: a group, a total, the one that the talk is about."""

    group: Annotated[Text | None, described("what the rows under `rows` have in common, on a line of its own")] = None
    rows: Annotated[tuple[tuple[Cell, ...], ...], described("the rows of the group, which stand in")] = ()
    total: Annotated[tuple[Cell, ...], described("a row of totals, under a line")] = ()
    marked: Annotated[tuple[Cell, ...], described("a row that the talk is about, on a ground of its own")] = ()


class Table(SlideKind, frozen=True, kw_only=True):
    layouts = {"table": ("table",), "table_foot": ("table", "foot")}

    alt: Annotated[Text, described("what the table shows, in a sentence")]
    columns: Annotated[
        tuple[Cell, ...] | dict[Name, Text], described("the headings; with `csv` a heading for each field")
    ]
    rows: Annotated[tuple[tuple[Cell, ...] | Rows, ...], described("the cells, row by row; or groups of rows")] = ()
    foot: Annotated[tuple[Text, ...], described("notes under the table: abbreviations, what a mark means")] = ()
    csv: Annotated[
        Name | tuple[Name, ...] | None, described("a CSV file of the project to take the rows from, or several")
    ] = None
    join: Annotated[Name | None, described("a second CSV, joined on the fields that both have")] = None
    only: Annotated[dict[Name, tuple[str, ...]], described("keep rows whose field has one of these values")] = {}
    except_: Annotated[
        dict[Name, tuple[str, ...]], described("leave out rows whose field has one of these values")
    ] = {}
    values: Annotated[dict[Name, dict[str, Text]], described("what to show for a field's raw values")] = {}
    names: Annotated[
        tuple[Name, ...], described("fields of the `csv` whose cells are names, the same in every language")
    ] = ()
    widths: Annotated[tuple[Share, ...], described("relative widths of the columns")] = ()

    def with_shown_cells(self, material: Material, is_told: Callable[[str], bool]) -> Table:
        if not self.csv or not isinstance(self.columns, dict):
            return self
        # Imported here because a talk without data files needs none of it.
        from deck.kinds._data_rows import selection, with_cells_in_words

        return replace(self, values=with_cells_in_words(selection(self, self.columns), material, is_told))

    def compose(self, material: Material) -> Scene:
        header = tuple(self.columns.values()) if isinstance(self.columns, dict) else self.columns
        if not self._is_sound(material, len(header)):
            return material.scene()
        if self.csv is not None:
            grid = Grid(header, self._from_files(material), self.alt, self.widths)
        else:
            grid = grid_of(header, list(self._written(material, len(header))), self.alt, self.widths, material)
        notes = [material.words("foot", *self.foot)] if self.foot else []
        return material.scene(material.item("table", replace(grid, apart=bool(self.build))), *notes)

    def _is_sound(self, material: Material, width: int) -> bool:
        wrong: list[tuple[str, str, str, str]] = []
        if not width:
            wrong.append(("wrong-number", "columns", "a table needs a column", "give at least one heading"))
        if len(self.widths) not in (0, width):
            message = f"{len(self.widths)} widths for {width} columns"
            wrong.append(("table-shape", "widths", message, "give one width for each column"))
        if self.csv is not None and not isinstance(self.columns, dict):
            help = "write `columns:` as `field: heading`, a line each"
            wrong.append(("wrong-type", "columns", "with `csv` a column names its field", help))
        if self.csv == ():
            wrong.append(("wrong-number", "csv", "`csv` names no file", "name one, or write the `rows`"))
        if self.csv is not None and self.rows:
            message = "a table has either `rows` or a `csv`"
            wrong.append(("table-shape", "rows", message, "take one of the two away"))
        if self.csv is None:
            filters = (("join", self.join), ("only", self.only), ("except", self.except_))
            for field, value in (*filters, ("values", self.values), ("names", self.names)):
                if value:
                    wrong.append(("table-shape", field, f"`{field}` belongs to a `csv`", "take it away, or give `csv`"))
        for code, field, message, help in wrong:
            material.report.error(code, message, material.at(field), help)
        return not wrong

    def _written(self, material: Material, width: int) -> Iterator[Line]:
        """The rows as they are written, with what each of them is; those of another length are reported."""
        for line in self._lines():
            row, look = line
            if look.kind == "group" and len(row) == 1:
                empty = literal("", row[0].span)
                yield (*row, *(empty,) * (width - 1)), look
            elif len(row) == width:
                yield line
            else:
                material.report.error(
                    "table-shape",
                    f"this row has {count(len(row), 'cell')}, the table has {count(width, 'column')}",
                    row[0].span if row else self.title.span,
                    _how_to_write(row, width),
                )

    def _lines(self) -> Iterator[Line]:
        for one in self.rows:
            if isinstance(one, tuple):
                yield one, NO_LOOK
                continue
            if one.group is not None:
                yield (one.group,), RowLook("group")
            yield from ((row, RowLook(indent=1 if one.group is not None else 0)) for row in one.rows)
            if one.marked:
                yield one.marked, RowLook(marked=True)
            if one.total:
                yield one.total, RowLook("total")

    def _from_files(self, material: Material) -> tuple[tuple[Text, ...], ...]:
        # Imported here because a talk without data files needs none of it.
        from deck.kinds._data_rows import chosen_rows, selection, shown_cells

        assert isinstance(self.columns, dict)
        wanted = selection(self, self.columns)
        chosen = chosen_rows(wanted, material)
        return (shown_cells(wanted, chosen, material) if chosen else None) or ()
