"""A CSV file in which single cells are changed, and rows added or taken out, while all else stays as it was typed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from deck.diagnostics import Report, Span, close_matches
from deck.refresh.written import Change, Written
from deck.regex import regex
from deck.value import Value

_SEPARATORS = (",", ";", "\t")
"""A comma, or what spreadsheets of some countries write instead."""
_LINE_END = regex(r"\r\n|\r|\n|\Z")
# What a spreadsheet takes for a formula, behind as many guards as there are.
_FORMULA = regex(r"'*[=+\-@\t\r＝＋－＠]")
_PLAIN_NUMBER = regex(r"[+-]?\d+([.,]\d+)?")


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

    def __init__(
        self,
        written: Written,
        columns: tuple[str, ...],
        rows: list[Row],
        report: Report,
        odd: list[Row] | None = None,
        separator: str = ",",
    ) -> None:
        self.written = written
        self.columns = columns
        self.rows = rows
        self.odd = odd or []
        """Rows with a mistake, which was reported: they stay as they are, and the others can be used."""
        self._report = report
        self._separator = separator
        self._added: list[Mapping[str, str]] = []
        self._removed: list[Row] = []

    @property
    def name(self) -> str:
        return self.written.path.name

    def span(self, row: Row, column: str) -> Span:
        cell = row.cells.get(column)
        return self.written.span(cell.start, cell.end) if cell is not None else self.written.span(row.start, row.end)

    def wrong(self, row: Row, column: str, message: str, help: str, code: str = "bad-csv") -> None:
        """Report a mistake at its cell, and set the row aside: it stays as it is, whatever is done to the others."""
        self._report.error(code, message, self.span(row, column), help)
        if row in self.rows:
            self.rows.remove(row)
            self.odd.append(row)

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
                    yield cell.start, cell.end, self._typed(row.now[column])

    def _lines(self) -> Iterator[Change]:
        text, newline = self.written.text, self.written.newline
        lines = [[cells.get(column, "") for column in self.columns] for cells in self._added]
        if lines and not text:
            lines.insert(0, list(self.columns))
        elif lines and not text.endswith(("\n", "\r")):
            yield len(text), len(text), newline
        for line in lines:
            yield len(text), len(text), self._separator.join(map(self._typed, line)) + newline

    def _typed(self, text: str) -> str:
        """A cell as a file has it; what a spreadsheet would run as a formula is guarded, as translators' files are."""
        if _FORMULA.match(text) and not _PLAIN_NUMBER.fullmatch(text):
            text = f"'{text}"
        needs_quotes = re.search(rf'["\r\n{self._separator}]|^\s|\s$', text)
        return '"' + text.replace('"', '""') + '"' if needs_quotes else text


def sheet_of(written: Written, needed: Collection[str], report: Report) -> Sheet | None:
    """The rows of a file; `needed` are the columns that it must have, or begins with when it is new.

    None, and a diagnostic, where it has not these columns. A row that is none is reported and set aside.
    """
    if written.read is None:
        return Sheet(written, tuple(needed), [], report)
    separator = _separator_of(written, needed)
    lines = _lines(written, separator)
    header = next(lines, None)
    if header is None:
        report.error("bad-csv", f"`{written.name}` is empty", written.span(0), "its first line names the columns")
        return None
    columns = tuple(cell.text for cell in header.cells)
    if not _are_columns(header, columns, needed, written, report):
        return None
    rows, odd = [], []
    for line in lines:
        row = Row(dict(zip(columns, line.cells, strict=False)), line.start, line.end)
        if line.mistake is None and len(line.cells) == len(columns):
            rows.append(row)
            continue
        odd.append(row)
        if line.mistake is not None:
            at, message, help = line.mistake
            report.error("bad-csv", message, written.span(at), help)
        else:
            have = f"this row has {len(line.cells)} cell{'' if len(line.cells) == 1 else 's'}, "
            help = f"every line needs as many {_NAMES[separator]} as the first; a cell with one in it needs quotes"
            span = written.span(line.start, line.cells[-1].end)
            report.error("bad-csv", f"{have}the first one {len(columns)}", span, help)
    return Sheet(written, columns, rows, report, odd, separator)


_NAMES = {",": "commas", ";": "semicolons", "\t": "tabs"}


class _Line(Value, frozen=True):
    """One line of the table that is not empty."""

    cells: list[Cell]
    start: int
    end: int
    mistake: tuple[int, str, str] | None = None
    """Where it cannot be read on, why, and what to do."""


def _separator_of(written: Written, needed: Collection[str]) -> str:
    """By which of them the first line names most of the columns."""

    def named(separator: str) -> int:
        header = next(_lines(written, separator), None)
        return len({cell.text for cell in header.cells} & set(needed)) if header is not None else 0

    return max(_SEPARATORS, key=named)


def _are_columns(
    header: _Line, columns: tuple[str, ...], needed: Collection[str], written: Written, report: Report
) -> bool:
    span = written.span(header.start, header.cells[-1].end)
    twice = next((name for at, name in enumerate(columns) if name in columns[:at]), None)
    if header.mistake is not None:
        at, message, help = header.mistake
        report.error("bad-csv", message, written.span(at), help)
        return False
    if twice is not None:
        help = "give one of them another name"
        report.error("bad-csv", f"`{written.name}` names the column `{twice}` twice", span, help)
    for name in needed:
        if name not in columns:
            help = close_matches(name, columns) or "its first line names the columns"
            report.error("bad-csv", f"`{written.name}` has no column `{name}`", span, help)
    return twice is None and all(name in columns for name in needed)


def _lines(written: Written, separator: str) -> Iterator[_Line]:
    """Every line that is not empty; one with a stray quotation mark ends where its text does, and hides no other."""
    pattern = re.compile(rf'"(?:[^"]|"")*"|[^"{separator}\r\n][^{separator}\r\n]*|')
    text, at, width = written.text, 0, 0
    while at < len(text):
        line = _line(text, at, separator, pattern, width)
        at, width = line.end, width or len(line.cells)
        if line.mistake is not None or len(line.cells) > 1 or line.cells[0].end > line.cells[0].start:
            yield line


def _line(text: str, start: int, separator: str, pattern: re.Pattern[str], width: int) -> _Line:
    """The line that begins here, of as many cells as the others if that is known."""
    at, cells = start, []
    while True:
        found = pattern.match(text, at)
        assert found is not None  # it matches an empty cell too
        cells.append(Cell(found.start(), found.end(), _meant(found[0])))
        at = found.end()
        if text[at : at + 1] != separator:
            break
        at += 1
    line_end, end_of_text = _LINE_END.match(text, at), _end_of_text(text, start)
    # Cells over several lines, and not as many as there should be: an opening mark found that of another row.
    astray = line_end is not None and end_of_text < at and width not in (0, len(cells))
    if line_end is not None and not astray:
        return _Line(cells, start, line_end.end())
    opened = next((cell.start for cell in cells if cell.end > end_of_text), at)
    what = "text follows a quotation mark" if opened == at and text[at] != '"' else "a quotation mark has no partner"
    help = 'write "" for a quotation mark in a cell, and put the cell in quotes'
    after = _LINE_END.match(text, end_of_text)
    assert after is not None
    return _Line([cell for cell in cells if cell.end <= end_of_text], start, after.end(), (opened, what, help))


def _end_of_text(text: str, start: int) -> int:
    found = re.compile(r"[\r\n]|\Z").search(text, start)
    assert found is not None
    return found.start()


def _meant(typed: str) -> str:
    said = typed[1:-1].replace('""', '"') if typed.startswith('"') else typed
    return said[1:] if said.startswith("'") and _FORMULA.match(said) else said
