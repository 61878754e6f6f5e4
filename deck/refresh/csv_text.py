"""A CSV file in which single cells are changed, and rows added or taken out, while all else stays as it was typed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from deck.diagnostics import Report, Span, close_matches
from deck.refresh.written import Change, Written
from deck.value import Value

_CELL = re.compile(r'"(?:[^"]|"")*"|[^",\r\n][^,\r\n]*|')
_LINE_END = re.compile(r"\r\n|\r|\n|\Z")
_IN_QUOTES = re.compile(r'[",\r\n]|^\s|\s$')


class Cell(Value, frozen=True):
    start: int
    end: int
    text: str


class Row:
    """One row: where its cells stand in the file, and what they say by `now`."""

    def __init__(self, cells: Mapping[str, Cell], start: int, end: int) -> None:
        self.cells = dict(cells)
        self.now = {column: cell.text for column, cell in cells.items()}
        self.start = start
        self.end = end
        """Behind its line break."""

    def __getitem__(self, column: str) -> str:
        """What the cell says now; nothing where the file has no such column."""
        return self.now.get(column, "")


class Sheet:
    """The rows of one file, and what was done to them."""

    def __init__(self, written: Written, columns: tuple[str, ...], rows: list[Row]) -> None:
        self.written = written
        self.columns = columns
        self.rows = rows
        self._added: list[Mapping[str, str]] = []
        self._removed: list[Row] = []

    @property
    def name(self) -> str:
        return self.written.path.name

    def span(self, row: Row, column: str) -> Span:
        cell = row.cells.get(column)
        return self.written.span(cell.start, cell.end) if cell is not None else self.written.span(row.start, row.end)

    def set(self, row: Row, column: str, text: str) -> bool:
        """Change one cell; whether it said something else before."""
        if column not in row.cells or row[column] == text:
            return False
        row.now[column] = text
        return True

    def add(self, cells: Mapping[str, str]) -> None:
        """A row at the end of the file."""
        self._added.append(cells)

    def remove(self, row: Row) -> None:
        self.rows.remove(row)
        self._removed.append(row)

    @property
    def data(self) -> bytes:
        """The file with its changes."""
        return self.written.spliced(
            [*self._cells(), *((row.start, row.end, "") for row in self._removed), *self._lines()]
        )

    def _cells(self) -> Iterator[Change]:
        for row in self.rows:
            for column, cell in row.cells.items():
                if row.now[column] != cell.text:
                    yield cell.start, cell.end, _typed(row.now[column])

    def _lines(self) -> Iterator[Change]:
        text, newline = self.written.text, self.written.newline
        lines = [",".join(_typed(cells.get(column, "")) for column in self.columns) for cells in self._added]
        if lines and not text:
            lines.insert(0, ",".join(self.columns))
        elif lines and not text.endswith(("\n", "\r")):
            yield len(text), len(text), newline
        for line in lines:
            yield len(text), len(text), line + newline


def sheet_of(written: Written, needed: Collection[str], report: Report) -> Sheet | None:
    """The rows of a file; `needed` are the columns that it must have, or begins with when it is new."""
    if written.read is None:
        return Sheet(written, tuple(needed), [])
    lines = list(_lines(written, report))
    if not lines:
        if not report.has_errors:
            report.error("bad-csv", f"`{written.name}` is empty", written.span(0), "its first line names the columns")
        return None
    (header, _, _), *others = lines
    columns = tuple(cell.text for cell in header)
    for name in needed:
        if name not in columns:
            help = close_matches(name, columns) or "its first line names the columns"
            report.error("bad-csv", f"`{written.name}` has no column `{name}`", written.span(0, header[-1].end), help)
    rows = []
    for cells, start, end in others:
        if len(cells) == len(columns):
            rows.append(Row(dict(zip(columns, cells, strict=True)), start, end))
        else:
            have = f"this row has {len(cells)} cell{'' if len(cells) == 1 else 's'}, the first one {len(columns)}"
            help = "every line needs as many commas as the first; a cell with a comma in it needs quotes"
            report.error("bad-csv", have, written.span(start, cells[-1].end), help)
    return None if report.has_errors else Sheet(written, columns, rows)


def _lines(written: Written, report: Report) -> Iterator[tuple[list[Cell], int, int]]:
    """The cells of every line that is not empty, and where the line begins and ends."""
    text, at = written.text, 0
    while at < len(text):
        start, cells = at, []
        while True:
            found = _CELL.match(text, at)
            assert found is not None  # it matches an empty cell too
            cells.append(Cell(found.start(), found.end(), _meant(found[0])))
            at = found.end()
            if text[at : at + 1] != ",":
                break
            at += 1
        line_end = _LINE_END.match(text, at)
        if line_end is None:
            what = "a quotation mark has no partner" if text[at] == '"' else "text follows a quotation mark"
            help = 'write "" for a quotation mark in a cell, and put the cell in quotes'
            report.error("bad-csv", what, written.span(at), help)
            return
        at = line_end.end()
        if len(cells) > 1 or cells[0].end > cells[0].start:
            yield cells, start, at


def _meant(typed: str) -> str:
    return typed[1:-1].replace('""', '"') if typed.startswith('"') else typed


def _typed(text: str) -> str:
    """A cell as a file has it."""
    return '"' + text.replace('"', '""') + '"' if _IN_QUOTES.search(text) else text
