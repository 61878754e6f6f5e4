"""A spreadsheet for volunteers: one unit a row. Cells that a spreadsheet would compute begin with an apostrophe."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

from deck.locales.imported import Imported, Unreadable, as_text, some
from deck.locales.mark import mark_in
from deck.locales.reviewed import parted, review_in
from deck.locales.unit import Unit, remarks
from deck.translation.message import State

# What a translator in a spreadsheet works with stands first, what only programs need last. The names of most are those
# by which translate-toolkit and Weblate know them, in whatever order; the others are for people.
_COLUMNS = ("source", "target", "fuzzy", "translator_comments", "developer_comments")
_MORE = ("suggestion", "previous source", "review", "id", "location", "context")
# What such files were called by us and are by others.
_ALIASES = {
    "text": "target", "translation": "target", "translated": "target", "original": "source", "state": "fuzzy",
    "key": "id", "identified": "id", "translator comments": "translator_comments",
    "developer comments": "developer_comments", "notes": "translator_comments",
}  # fmt: skip
_FUZZY = frozenset({"1", "x", "true", "yes", "fuzzy", "stale", "wahr", "vrai", "waar"})
# What makes a spreadsheet take a cell for a formula; and the guard itself, so that it can be told from the text.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")


def write(found: Sequence[Unit], title: str, source_tag: str, tag: str) -> bytes:
    """The units as CSV, with a byte order mark: without it, Excel takes the letters for those of its own country."""
    text = io.StringIO(newline="")
    rows = csv.writer(text)
    rows.writerow((*_COLUMNS, *_MORE))
    for unit in found:
        fuzzy = "True" if unit.state is State.STALE else ""
        said = "\n".join(remarks(unit, tag))
        cells = (unit.source, unit.text, fuzzy, unit.question, said)
        more = (unit.near.text if unit.near else "", unit.previous, str(unit.review), unit.id, unit.id, unit.id)
        rows.writerow([guarded(cell) for cell in (*cells, *more)])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell


def read(content: bytes) -> tuple[Imported, ...]:
    """The rows of such a file, as a spreadsheet saves it: with commas, semicolons or tabs."""
    text = as_text(content)
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    found, last = [], 0
    try:
        columns = _columns(next(rows, []))
        last = rows.line_num
        for cells in rows:
            if any(cells):
                found.append(_imported(dict(zip(columns, map(unguarded, cells), strict=False)), last + 1))
            last = rows.line_num
    except csv.Error as problem:
        raise Unreadable(f"this is not CSV: {problem}", rows.line_num) from problem
    return some(found)


def _columns(head: Sequence[str]) -> list[str]:
    names = [name.strip().casefold() for name in head]
    columns = [name if name in (*_COLUMNS, *_MORE) else _ALIASES.get(name, name) for name in names]
    if "id" not in columns:  # a column of the file's own programs may say the same
        columns = ["id" if name == next(iter({"context", "location"} & set(columns)), "") else name for name in columns]
    missing = [name for name in ("id", "source", "target") if name not in columns]
    if missing:
        raise Unreadable(f"the first row names no column `{missing[0]}`", 1)
    return columns


def _imported(row: Mapping[str, str], line: int) -> Imported:
    question, review = parted(row.get("translator_comments", ""))
    return Imported(
        row.get("id", ""),
        row.get("source", ""),
        row.get("target", ""),
        line,
        row.get("fuzzy", "").strip().casefold() in _FUZZY,
        mark_in(row.get("developer_comments", "")),
        question=question,
        review=review_in(row.get("review", "")) or review,
    )
