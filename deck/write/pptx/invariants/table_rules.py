"""What must hold in tables: rows fill the grid, and cells that reach over others cover what they say."""

from __future__ import annotations

from collections.abc import Iterator

from deck.write.pptx.invariants.read import A, Element, Sheet, whole

Finding = tuple[Element | str, str]
"""The element, and what is wrong with it."""

_A16 = "{http://schemas.microsoft.com/office/drawing/2014/main}"
_TRUE = ("1", "true")


def rows_fill_the_grid(sheet: Sheet) -> Iterator[Finding]:
    """PowerPoint refuses a table with a row of more or fewer cells than the grid has columns."""
    for table in sheet.found[f"{A}tbl"]:
        columns = len(table.findall(f"{A}tblGrid/{A}gridCol"))
        if not columns:
            yield table, "the table has no columns"
        for number, row in enumerate(table.iterchildren(f"{A}tr"), start=1):
            if (cells := len(row.findall(f"{A}tc"))) != columns:
                yield row, f"row {number} has {cells} cells, the grid has {columns} columns"


def rows_and_columns_are_told_apart(sheet: Sheet) -> Iterator[Finding]:
    """PowerPoint puts together what two people change by the ids of rows and columns: of two it takes either."""
    for tag in (f"{_A16}rowId", f"{_A16}colId"):
        for table in sheet.found[f"{A}tbl"] if sheet.found[tag] else ():
            seen = set()
            for one in table.iter(tag):
                if one.get("val") in seen:
                    yield one, "another one of the table has this id"
                seen.add(one.get("val"))


def spans_cover_their_cells(sheet: Sheet) -> Iterator[Finding]:
    """PowerPoint offers a repair for a cell that reaches over others when these do not say so, or over the edge."""
    if not any(one.keys() for one in sheet.found[f"{A}tc"]):
        return
    for table in sheet.found[f"{A}tbl"]:
        cells = [list(row.iterchildren(f"{A}tc")) for row in table.iterchildren(f"{A}tr")]
        covered = {}
        for down, row in enumerate(cells):
            for right, cell in enumerate(row):
                if (down, right) in covered:
                    continue
                wide, high = (_span(cell, name) for name in ("gridSpan", "rowSpan"))
                if any((whole(cell.get(name, "1")) or 0) < 1 for name in ("gridSpan", "rowSpan")):
                    yield cell, "it reaches over fewer columns or rows than one"
                if down + high > len(cells) or right + wide > len(row):
                    yield cell, f"it reaches over {wide} columns and {high} rows, beyond the table"
                for below in range(down, down + high):
                    for beside in range(right, right + wide):
                        covered[below, beside] = (beside > right, below > down)
        for down, row in enumerate(cells):
            for right, cell in enumerate(row):
                said = tuple(cell.get(name) in _TRUE for name in ("hMerge", "vMerge"))
                if said != covered.get((down, right), (False, False)):
                    message = (
                        "says that another one covers it, and none does" if any(said) else "is covered by another one"
                    )
                    yield cell, f"the cell of row {down + 1}, column {right + 1} {message}"


def _span(cell: Element, name: str) -> int:
    return max(whole(cell.get(name)) or 1, 1)
