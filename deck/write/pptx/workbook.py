"""The workbook inside a chart: its numbers as the talk has them, in one table that an editor understands."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from pptx.chart.data import CategoryChartData, XyChartData
from pptx.chart.xlsx import CategoryWorkbookWriter, XyWorkbookWriter
from xlsxwriter import Workbook

from deck.value import Value

_ALWAYS = datetime.datetime(2000, 1, 1)
"""When every workbook was made: the same chart gives the same bytes."""
# Text is text: a cell that begins with = is no formula, and one with an address no link.
_PLAIN = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


class Formula(Value, frozen=True):
    """What a cell works out from others of its row, and what that is now."""

    formula: str
    """With `#` for the number of the row."""
    value: float


Cell = str | float | Formula | None


class Column(Value, frozen=True):
    """A column of the sheet; its head stands in the first row."""

    head: str
    cells: Sequence[Cell]


class Grid:
    """The columns of the one sheet, and how a chart refers to them."""

    def __init__(self, columns: Sequence[Column], right_to_left: bool) -> None:
        self.columns, self.right_to_left = columns, right_to_left

    def head(self, column: int) -> str:
        return f"Sheet1!${letter(column)}$1"

    def cells(self, column: int) -> str:
        return f"Sheet1!${letter(column)}$2:${letter(column)}${1 + len(self.columns[column].cells)}"

    def fill(self, sheet: Any) -> None:
        if self.right_to_left:
            sheet.right_to_left()
        for at, column in enumerate(self.columns):
            sheet.set_column(at, at, min(60, max(10, len(column.head), *(_length(cell) for cell in column.cells))))
            if column.head:
                sheet.write_string(0, at, column.head)
            for row, cell in enumerate(column.cells, 1):
                match cell:
                    case str() if cell:
                        sheet.write_string(row, at, cell)
                    case Formula(formula=formula, value=value):
                        sheet.write_formula(row, at, formula.replace("#", str(row + 1)), None, value)
                    case int() | float():
                        sheet.write_number(row, at, cell)


def letter(column: int) -> str:
    """A column as a sheet names it: A, B … AA."""
    name: str = CategoryWorkbookWriter._column_reference(column + 1)
    return name


def _length(cell: Cell) -> int:
    return len(cell) if isinstance(cell, str) else 0


@contextmanager
def _opened(file: Any) -> Iterator[tuple[Any, Any]]:
    workbook = Workbook(file, _PLAIN)
    workbook.set_properties({"created": _ALWAYS})
    yield workbook, workbook.add_worksheet()
    workbook.close()


class _CategoryWriter(CategoryWorkbookWriter):
    """python-pptx's, which puts the categories into the first column and each series into one behind it."""

    def __init__(self, data: Any, grid: Grid) -> None:
        super().__init__(data)
        self._grid = grid

    def _open_worksheet(self, xlsx_file: Any) -> Any:
        return _opened(xlsx_file)

    def _populate_worksheet(self, workbook: Any, worksheet: Any) -> None:
        self._grid.fill(worksheet)


class _XyWriter(XyWorkbookWriter):
    """python-pptx puts each series into a table of its own; here all are in one."""

    def __init__(self, data: Any, grid: Grid, places: Sequence[tuple[int, int]]) -> None:
        super().__init__(data)
        self._grid, self._places = grid, places

    def series_name_ref(self, series: Any) -> str:
        return self._grid.head(self._places[series.index][1])

    def x_values_ref(self, series: Any) -> str:
        return self._grid.cells(self._places[series.index][0])

    def y_values_ref(self, series: Any) -> str:
        return self._grid.cells(self._places[series.index][1])

    def _open_worksheet(self, xlsx_file: Any) -> Any:
        return _opened(xlsx_file)

    def _populate_worksheet(self, workbook: Any, worksheet: Any) -> None:
        self._grid.fill(worksheet)


def category_data(grid: Grid, number_format: str) -> CategoryChartData:
    """What python-pptx writes a chart of: categories in the first column, a series in each of the others."""
    data = CategoryChartData(number_format)
    first, *others = grid.columns
    data.categories = first.cells
    for column in others:
        data.add_series(column.head, column.cells)
    # Kept where python-pptx keeps its own once it has made it.
    data.__dict__["_workbook_writer"] = _CategoryWriter(data, grid)
    return data


def xy_data(grid: Grid, places: Sequence[tuple[int, int]], number_format: str) -> XyChartData:
    """The same of points: for each series the columns of what stands across and of what stands up."""
    data = XyChartData(number_format)
    for across, up in places:
        series = data.add_series(grid.columns[up].head)
        for x, y in zip(grid.columns[across].cells, grid.columns[up].cells, strict=True):
            series.add_data_point(_now(x), _now(y))
    data.__dict__["_workbook_writer"] = _XyWriter(data, grid, places)
    return data


def _now(cell: Cell) -> Any:
    return cell.value if isinstance(cell, Formula) else cell
