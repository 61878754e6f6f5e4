"""Read a data file so that whatever is wrong with it is named by its file, line and column."""

from __future__ import annotations

import csv
import datetime
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from deck.diagnostics import close_matches
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


class Place(Value, frozen=True):
    """Where a row stands, and which columns its file has."""

    path: Path
    line: int
    columns: tuple[str, ...]


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
        return self.read(int, "a whole number")

    def __float__(self) -> float:
        return self.read(float, "a number")

    def read(self, kind: Callable[[str], Read], what: str) -> Read:
        """The cell as another type; BadData, which says `what` is wanted, if it is none."""
        try:
            return kind(str(self))
        except ValueError:
            said = f"`{self}` is not {what}" if self.strip() else f"the cell is empty, not {what}"
            where = f"line {self.place.line} of `{self.place.path.name}`, column `{self.column}`"
            raise BadData(f"{where}: {said}", self.place.path, self.place.line) from None


class Row(dict[str, str]):
    """The cells of one line by their columns; a column that the file does not have is an error that lists them."""

    def __init__(self, cells: dict[str, str], *places: Place) -> None:
        super().__init__(cells)
        self.places = places

    def __missing__(self, column: str) -> str:
        columns = list(dict.fromkeys(name for place in self.places for name in place.columns))
        files = " and ".join(dict.fromkeys(f"`{place.path.name}`" for place in self.places))
        near = close_matches(str(column), columns)
        help = near or f"its columns are {', '.join(f'`{name}`' for name in columns)}"
        raise BadData(f"{files} has no column `{column}`", self.places[0].path, 1, help)

    def __or__(self, other: Any) -> Row:  # type: ignore[override]
        """Both rows as one, of two files perhaps; where both have a column, the cell of `other`."""
        return Row({**self, **other}, *self.places, *getattr(other, "places", ()))

    def day(self, column: str) -> datetime.date:
        """A cell that holds a day, as in 2026-04-25."""
        cell = self[column]
        assert isinstance(cell, Cell)
        return cell.read(datetime.date.fromisoformat, "a day, as in 2026-04-25")


def read_data(path: Path) -> Any:
    """The rows of a CSV file, or the value of a JSON file. Raises BadData."""
    text = _text(path)
    if path.suffix == ".json":
        try:
            return json.loads(text)
        except json.JSONDecodeError as problem:
            what = f"line {problem.lineno} of `{path.name}`, column {problem.colno}, is not JSON: {_lower(problem.msg)}"
            raise BadData(what, path, problem.lineno) from None
    return list(_rows(text, path))


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        known = [one.name for one in path.parent.glob("*")]
        help = close_matches(path.name, known) or "put it there, or correct its name in the script"
        raise BadData(f"there is no file `{path.as_posix()}`", path, 0, help) from None
    except OSError as problem:
        raise BadData(f"cannot read `{path.name}`: {_lower(problem.strerror or str(problem))}", path) from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        raise BadData(f"line {line} of `{path.name}` is not UTF-8 text", path, line, "save it in UTF-8") from None


def _rows(text: str, path: Path) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        columns = _columns(next(reader, []), path)
        line = reader.line_num
        for cells in reader:
            # A cell may hold line breaks: a row begins on the line after the last one's end.
            place, line = Place(path, line + 1, columns), reader.line_num
            if cells:
                yield _row(cells, place)
    except csv.Error as problem:
        what = f"line {reader.line_num} of `{path.name}` is not CSV: {_lower(str(problem))}"
        raise BadData(what, path, reader.line_num, "a quote that is opened is closed") from None


def _columns(names: list[str], path: Path) -> tuple[str, ...]:
    if not any(name.strip() for name in names):
        raise BadData(f"`{path.name}` is empty", path, 0, "its first line names its columns")
    twice = next((name for place, name in enumerate(names) if name in names[:place]), None)
    if twice is not None:
        raise BadData(f"`{path.name}` names the column `{twice}` twice", path, 1, "give each column a name of its own")
    return tuple(names)


def _row(cells: list[str], place: Place) -> Row:
    if len(cells) != len(place.columns):
        what = f"line {place.line} of `{place.path.name}` has {_counted(len(cells))}, its first line has "
        help = "every line needs as many commas as the first; a cell that holds a comma stands in double quotes"
        raise BadData(what + str(len(place.columns)), place.path, place.line, help)
    named = zip(place.columns, cells, strict=True)
    return Row({column: Cell.at(text, place, column) for column, text in named}, place)


def _counted(cells: int) -> str:
    return f"{cells} cell{'' if cells == 1 else 's'}"


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:]
