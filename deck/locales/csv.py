"""A spreadsheet for volunteers: one unit a row. Cells that a spreadsheet would compute begin with an apostrophe."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from deck.locales.imported import Imported, Unreadable, as_text
from deck.locales.unit import Unit

_COLUMNS = ("id", "state", "source", "text", "previous source", "room", "about")
# What makes a spreadsheet take a cell for a formula; and the guard itself, so that it can be told from the text.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")


def write(found: Sequence[Unit], title: str, source_tag: str, tag: str) -> bytes:
    """The units as CSV, with a byte order mark: without it, Excel takes the letters for those of its own country."""
    text = io.StringIO(newline="")
    rows = csv.writer(text)
    rows.writerow(_COLUMNS)
    for unit in found:
        room = f"{unit.budget.lines} × {unit.budget.width_pt:g} pt" if unit.budget else ""
        cells = (unit.id, unit.state.value, unit.source, unit.text, unit.previous, room, " · ".join(unit.context))
        rows.writerow([guarded(cell) for cell in cells])
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
    try:
        rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        missing = [name for name in ("id", "source", "text") if name not in (rows.fieldnames or ())]
        if missing:
            raise Unreadable(f"the first row names no column `{missing[0]}`", 1)
        found = []
        for row in rows:
            id, source, words = (unguarded(row.get(name) or "") for name in ("id", "source", "text"))
            lines = source.count("\n") + words.count("\n")
            found.append(Imported(id, source, words, rows.line_num - lines, row.get("state") == "stale"))
        return tuple(found)
    except csv.Error as problem:
        raise Unreadable(f"this is not CSV: {problem}", rows.line_num) from problem
