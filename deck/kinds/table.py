"""A table written out, or the rows of a CSV file; it continues when it is long."""

from __future__ import annotations

from typing import Annotated

from deck.markup import Run, Text
from deck.material import Material, count
from deck.scene import Scene
from deck.scene import Table as Grid
from deck.talk import Name, SlideKind, described
from deck.value import replace

Cell = Annotated[Text, described("what one cell says", may_be_empty=True)]
Share = Annotated[float, described("a relative width", gt=0, le=1000)]


class Table(SlideKind, frozen=True, kw_only=True):
    layouts = {"table": ("table",)}

    alt: Annotated[Text, described("what the table shows, in a sentence")]
    columns: Annotated[
        tuple[Cell, ...] | dict[Name, Text], described("the headings; with `csv` a heading for each field")
    ]
    rows: Annotated[tuple[tuple[Cell, ...], ...], described("the cells, row by row; spaces in quotes indent one")] = ()
    csv: Annotated[
        Name | tuple[Name, ...] | None, described("a CSV file of the project to take the rows from, or several")
    ] = None
    join: Annotated[Name | None, described("a second CSV, joined on the fields that both have")] = None
    only: Annotated[dict[Name, tuple[str, ...]], described("keep rows whose field has one of these values")] = {}
    except_: Annotated[
        dict[Name, tuple[str, ...]], described("leave out rows whose field has one of these values")
    ] = {}
    values: Annotated[dict[Name, dict[str, Text]], described("what to show for a field's raw values")] = {}
    widths: Annotated[tuple[Share, ...], described("relative widths of the columns")] = ()

    def compose(self, material: Material) -> Scene:
        header = tuple(self.columns.values()) if isinstance(self.columns, dict) else self.columns
        if not self._is_sound(material, len(header)):
            return material.scene()
        rows = self._from_files(material) if self.csv is not None else self._written(material, len(header))
        return material.scene(material.item("table", Grid(header, rows, self.alt, self.widths)))

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
            given = (("join", self.join), ("only", self.only), ("except", self.except_), ("values", self.values))
            for field, value in given:
                if value:
                    wrong.append(("table-shape", field, f"`{field}` belongs to a `csv`", "take it away, or give `csv`"))
        for code, field, message, help in wrong:
            material.report.error(code, message, material.at(field), help)
        return not wrong

    def _written(self, material: Material, width: int) -> tuple[tuple[Text, ...], ...]:
        good = []
        for row in self.rows:
            if len(row) == width:
                good.append(tuple(map(_indented, row)))
            else:
                material.report.error(
                    "table-shape",
                    f"this row has {count(len(row), 'cell')}, the table has {count(width, 'column')}",
                    row[0].span if row else self.title.span,
                    'write "" for a cell that stays empty',
                )
        return tuple(good)

    def _from_files(self, material: Material) -> tuple[tuple[Text, ...], ...]:
        # Imported here because a talk without data files needs none of it.
        from deck.kinds._data_rows import data_rows

        return data_rows(self, material)


def _indented(cell: Text) -> Text:
    """A cell that begins with spaces, as the parts of a group do, stands as far in as it was written."""
    spaces = len(cell.source) - len(cell.source.lstrip(" "))
    if not spaces or cell.is_empty:
        return cell
    return replace(cell, runs=(Run("\N{NO-BREAK SPACE}" * spaces), *cell.runs))
