"""A table written out, or the rows of a CSV file; it continues when it is long."""

from __future__ import annotations

from typing import Annotated

from deck.diagnostics import close_matches
from deck.markup import Text
from deck.material import Material, count, literal
from deck.scene import Scene
from deck.scene import Table as Grid
from deck.talk import Name, SlideKind, described

Cell = Annotated[Text, described("what one cell says", may_be_empty=True)]
Share = Annotated[float, described("a relative width", gt=0, le=1000)]


class Table(SlideKind, frozen=True, kw_only=True):
    alt: Annotated[Text, described("what the table shows, in a sentence")]
    columns: Annotated[
        tuple[Cell, ...] | dict[Name, Text], described("the headings; with `csv` a heading for each field")
    ]
    rows: Annotated[tuple[tuple[Cell, ...], ...], described("the cells, row by row")] = ()
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
            return material.scene("table")
        rows = self._from_csv(material) if self.csv is not None else self._written(material, len(header))
        return material.scene("table", material.item("table", Grid(header, rows, self.alt, self.widths)))

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
                good.append(row)
            else:
                material.report.error(
                    "table-shape",
                    f"this row has {count(len(row), 'cell')}, the table has {count(width, 'column')}",
                    row[0].span if row else self.title.span,
                    'write "" for a cell that stays empty',
                )
        return tuple(good)

    def _from_csv(self, material: Material) -> tuple[tuple[Text, ...], ...]:
        assert self.csv is not None
        rows = self._read(material, (self.csv,) if isinstance(self.csv, Name) else self.csv)
        if self.join is not None:
            rows = _joined(rows, material.read_csv(self.join))
        if not rows or not isinstance(self.columns, dict) or self._report_unknown(material, rows[0]):
            return ()
        return tuple(
            tuple(self._cell(field, row[field]) for field in self.columns) for row in rows if self._wanted(row)
        )

    def _read(self, material: Material, files: tuple[Name, ...]) -> list[dict[str, str]]:
        """The rows of all files, one after the other; of a file with other fields than the first none."""
        rows: list[dict[str, str]] = []
        for file in files:
            more = material.read_csv(file)
            if rows and more and list(rows[0]) != list(more[0]):
                help = f"the first line of each file has to be that of `{files[0]}`"
                material.report.error("table-shape", f"`{file}` has other fields than `{files[0]}`", file.span, help)
            else:
                rows += more
        return rows

    def _cell(self, field: Name, raw: str) -> Text:
        return self.values.get(field, {}).get(raw) or literal(raw, field.span)

    def _wanted(self, row: dict[str, str]) -> bool:
        return all(row[field] in values for field, values in self.only.items()) and not any(
            row[field] in values for field, values in self.except_.items()
        )

    def _report_unknown(self, material: Material, row: dict[str, str]) -> bool:
        unknown = [
            name for part in (self.columns, self.only, self.except_, self.values) for name in part if name not in row
        ]
        for name in unknown:
            if isinstance(name, Name):
                help = close_matches(name, row) or f"its fields are {', '.join(f'`{field}`' for field in row)}"
                material.report.error("unknown-field", f"the CSV has no field `{name}`", name.span, help)
        return bool(unknown)


def _joined(rows: list[dict[str, str]], more: list[dict[str, str]]) -> list[dict[str, str]]:
    """Each row with the fields of the row of `more` that agrees with it in every field both have."""
    if not rows or not more:
        return rows
    shared = [field for field in rows[0] if field in more[0]]
    index = {tuple(row[field] for field in shared): row for row in more}
    empty = dict.fromkeys(more[0], "")
    return [{**index.get(tuple(row[field] for field in shared), empty), **row} for row in rows]
