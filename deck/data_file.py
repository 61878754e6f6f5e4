"""Read a data file so that whatever is wrong with it is named by its file, line and column."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from deck import spreadsheet
from deck.code_page import decoded
from deck.diagnostics import close_matches
from deck.door import Refused, read_regular
from deck.regex import regex
from deck.value import Value

Read = TypeVar("Read")


_CORRECT = "correct the file there, or the script if the file is right"


class BadData(ValueError):
    """What cannot be used of a data file, in words for whoever keeps it; `line` is 0 where it is the whole file.

    A ValueError, because matplotlib tries whether a text is a number, as others do.
    """

    def __init__(self, what: str, path: Path, line: int = 0, help: str = _CORRECT) -> None:
        # All of it in `args`, by which an exception goes from one process to another.
        super().__init__(what, path, line, help)
        self.what, self.path, self.line, self.help = what, path, line, help

    def __str__(self) -> str:
        return self.what


class Sheet:
    """A table as its file has it: its columns, what parts its cells, and its rows."""

    def __init__(self, path: Path, places: tuple[str, ...], separator: str) -> None:
        self.path, self.places, self.separator = path, places, separator
        self.columns = tuple(name for name in places if name)
        self.rows: list[Row] = []
        self._columns: dict[str, spreadsheet.Column] = {}

    def column(self, name: str) -> spreadsheet.Column:
        """A column, by which an unclear cell of it is understood."""
        if name not in self._columns:
            cells = [str(row[name]) for row in self.rows]
            self._columns[name] = spreadsheet.Column(cells, name, self.separator)
        return self._columns[name]


class Place(Value, frozen=True):
    """Where a row stands."""

    sheet: Sheet
    line: int


class Cell(str):
    """The text of a cell, which knows its place: `int(cell)` and `float(cell)` name it where that is no number."""

    place: Place
    column: str

    @classmethod
    def at(cls, text: str, place: Place, column: str) -> Cell:
        cell = cls(text)
        cell.place, cell.column = place, column
        return cell

    def __int__(self) -> int:
        return self.read(_whole, "a whole number")

    def __float__(self) -> float:
        return float(self.read(spreadsheet.number, "a number"))

    def shown(self, tag: str) -> str:
        """The cell as a slide in that language says it; BadData where nobody can tell what it means."""
        return self.read(lambda text, column: spreadsheet.shown(text, column, tag), "a cell")

    def read(self, kind: Callable[[str, spreadsheet.Column], Read], what: str) -> Read:
        """The cell as another type; BadData, which says `what` is wanted, if it is none."""
        sheet, line = self.place.sheet, self.place.line
        where = f"line {line} of `{sheet.path.name}`, column `{self.column}`"
        try:
            return kind(str(self), sheet.column(self.column))
        except spreadsheet.Unclear as unclear:
            raise BadData(f"{where}: {unclear}", sheet.path, line, unclear.help) from None
        except ValueError:
            said = f"`{self}` is not {what}" if self.strip() else f"the cell is empty, not {what}"
            raise BadData(f"{where}: {said}", sheet.path, line) from None


class Row(dict[str, str]):
    """The cells of one line by their columns; a column that the file does not have is an error that lists them."""

    def __init__(self, cells: dict[str, str], *places: Place) -> None:
        super().__init__(cells)
        self.places = places

    @property
    def line(self) -> int:
        return self.places[0].line

    def __missing__(self, column: str) -> str:
        columns = list(dict.fromkeys(name for place in self.places for name in place.sheet.columns))
        files = " and ".join(dict.fromkeys(f"`{place.sheet.path.name}`" for place in self.places))
        near = close_matches(str(column), columns)
        help = near or f"its columns are {', '.join(f'`{name}`' for name in columns)}"
        raise BadData(f"{files} has no column `{column}`", self.places[0].sheet.path, 1, help)

    def __or__(self, other: Any) -> Row:  # type: ignore[override]
        """Both rows as one, of two files perhaps; where both have a column, the cell of `other`."""
        return Row({**self, **other}, *self.places, *getattr(other, "places", ()))

    def day(self, column: str) -> datetime.date:
        """A cell that holds a day, as in 2026-04-25."""
        cell = self[column]
        assert isinstance(cell, Cell)
        return cell.read(spreadsheet.day, "a day, as in 2026-04-25")


def read_data(path: Path) -> Any:
    """The rows of a CSV file, or the value of a JSON file. Raises BadData."""
    data = _bytes(path)
    if path.suffix == ".json":
        try:
            return json.loads(_text(data, path))
        except json.JSONDecodeError as problem:
            what = f"line {problem.lineno} of `{path.name}`, column {problem.colno}, is not JSON: {_lower(problem.msg)}"
            raise BadData(what, path, problem.lineno) from None
    return read_sheet(data, path).rows


def read_sheet(data: bytes, path: Path) -> Sheet:
    """The table of a CSV file, whatever program saved it. Raises BadData."""
    for begins, what in _NO_TABLES.items():
        if data.lstrip()[: len(begins)].lower() == begins:
            raise BadData(
                f"`{path.name}` is {what}, whatever it is called", path, 0, "save it as CSV where it comes from"
            )
    text = _text(data, path)
    told = _TOLD.match(text)
    start = told.end() if told else 0
    separator = told[1] if told else _separator(text, path)
    reader = csv.reader(io.StringIO(text[start:], newline=""), delimiter=separator, strict=True)
    before = text.count("\n", 0, start)
    lines, at = [], before + 1
    try:
        for cells in reader:
            # A cell may hold line breaks: a row begins on the line after the last one's end.
            if any(cell.strip() for cell in cells):
                lines.append((at, cells))
            at = before + reader.line_num + 1
    except csv.Error as problem:
        at = before + reader.line_num
        what = f"line {at} of `{path.name}` is not CSV: {_lower(str(problem))}"
        raise BadData(what, path, at, "a quote that is opened is closed") from None
    if not lines:
        raise BadData(f"`{path.name}` is empty", path, 0, "its first line names its columns")
    (_, names), *found = lines
    sheet = Sheet(path, _columns(names, found, path), separator)
    sheet.rows += (_row(cells, Place(sheet, at)) for at, cells in found)
    return sheet


_NO_TABLES = {
    b"pk\x03\x04": "a workbook or another zip file",
    b"\xd0\xcf\x11\xe0": "an old workbook of Excel",
    b"%pdf-": "a PDF",
    b"<html": "a web page",
    b"<!doctype html": "a web page",
    b"<?xml": "XML",
    b"{\\rtf": "RTF",
}
"""What is no table, by its first bytes in small letters."""
# Excel writes `sep=;` above the columns, and obeys it.
_TOLD = regex(r"sep=([,;\t|])\r?\n", re.IGNORECASE)
_FIRST_LINE = regex(r'\s*((?:[^"\r\n]|"[^"]*")*)')


def _bytes(path: Path) -> bytes:
    try:
        return read_regular(path)
    except Refused as refused:
        raise BadData(refused.said(path.name), path, 0, refused.help or _CORRECT) from None
    except FileNotFoundError:
        known = [one.name for one in path.parent.glob("*")]
        help = close_matches(path.name, known) or "put it there, or correct its name in the script"
        raise BadData(f"there is no file `{path.as_posix()}`", path, 0, help) from None


def _text(data: bytes, path: Path) -> str:
    """The text of a file in whatever encoding a spreadsheet saves; é is one letter, however it was typed."""
    try:
        return unicodedata.normalize("NFC", decoded(data))
    except UnicodeError as problem:
        start = problem.start if isinstance(problem, UnicodeDecodeError) else 0
        line = data.count(b"\n", 0, start) + 1
        what = f"line {line} of `{path.name}` is not UTF-8 text"
        said = problem.reason if isinstance(problem, UnicodeDecodeError) else ""
        raise BadData(f"{what}{said}", path, line, _SAVE) from None


_SAVE = 'save it in UTF-8; in Excel as "CSV UTF-8"'


def _separator(text: str, path: Path) -> str:
    """What parts the cells: the one sign of the first line by which all lines have as many of them."""
    first = _FIRST_LINE.match(text)
    heads = re.sub(r'"[^"]*"', "", first[1] if first else "")
    there = [sign for sign in "\t;," if sign in heads]
    if not there and "|" in heads and _is_even(text, "|"):
        return "|"
    if len(there) < 2:
        return there[0] if there else ","
    even = [sign for sign in there if _is_even(text, sign)]
    if len(even) > 1 and "\t" not in even:
        help = "put a cell that holds one of them in double quotes"
        raise BadData(f"`{path.name}` can be read with `,` and with `;` between its cells", path, 1, help)
    return even[0] if even else max(there, key=heads.count)


def _is_even(text: str, separator: str) -> bool:
    try:
        return len({len(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator) if row}) == 1
    except csv.Error:
        return False


def _columns(names: list[str], rows: list[tuple[int, list[str]]], path: Path) -> tuple[str, ...]:
    """The names of the columns; "" for one without a name and without a cell, as spreadsheets leave them."""
    names = [" ".join(name.translate(_UNSEEN).split()) for name in names]
    twice = next((name for place, name in enumerate(names) if name and name in names[:place]), None)
    if twice is not None:
        raise BadData(f"`{path.name}` names the column `{twice}` twice", path, 1, "give each column a name of its own")
    for place, name in enumerate(names):
        if not name and any(cell.strip() for _, cells in rows for cell in cells[place : place + 1]):
            what = f"column {place + 1} of `{path.name}` has cells and no name"
            raise BadData(what, path, 1, "name it in the first line, or take it away")
    return tuple(names)


# What comes along from a web page, and would make `value` another name than `value`.
_UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))


def _row(cells: list[str], place: Place) -> Row:
    sheet = place.sheet
    if len(cells) != len(sheet.places):
        what = f"line {place.line} of `{sheet.path.name}` has {_counted(len(cells))}, its first line has "
        sign = {",": "comma", ";": "semicolon", "\t": "tab"}.get(sheet.separator, f"`{sheet.separator}`")
        help = f"every line needs as many {sign}s as the first; a cell that holds a {sign} stands in double quotes"
        raise BadData(what + str(len(sheet.places)), sheet.path, place.line, help)
    named = zip(sheet.places, cells, strict=True)
    return Row({column: Cell.at(text, place, column) for column, text in named if column}, place)


def _whole(text: str, column: spreadsheet.Column) -> int:
    found = spreadsheet.number(text, column)
    if found != found.to_integral_value():
        raise ValueError(text)
    return int(found)


def _counted(cells: int) -> str:
    return f"{cells} cell{'' if cells == 1 else 's'}"


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:]
