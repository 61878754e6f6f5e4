"""What do the rows of a table say besides their words: groups, what stands in, and cells that are one?

"Table 1" of a paper is read as it is typed: a row with a bold first cell and nothing else names those after it, and a
cell that begins with two spaces stands in.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from deck.markup import Text
from deck.material import Material
from deck.scene import RowLook, Table
from deck.value import replace

Line = tuple[tuple[Text, ...], RowLook]
_LEFT, _ABOVE = "<", "^"
_DEEPEST = 2


def grid_of(
    header: tuple[Text, ...], lines: Sequence[Line], alt: Text, widths: tuple[float, ...], material: Material
) -> Table:
    """The table; a cell `<` belongs to the one on its left, `^` to the one above it, in talks of format 2."""
    lines = [_typed(line) for line in lines]
    rows = [tuple(_bold(cell) for cell in cells) if look.kind != "row" else cells for cells, look in lines]
    spans = (
        _merged(rows, {row for row, (_, look) in enumerate(lines) if look.kind == "group"}, material)
        if material.talk.format >= 2
        else ()
    )
    looks = tuple(look for _, look in lines)
    plain = all(look == RowLook() for look in looks)
    return Table(header, tuple(map(tuple, rows)), alt, widths, () if plain else looks, spans)


def _typed(line: Line) -> Line:
    cells, look = line
    if look != RowLook() or not cells:
        return line
    first, *others = cells
    if len(cells) > 1 and first.runs and all(run.bold for run in first.runs) and all(one.is_empty for one in others):
        return cells, RowLook("group")
    indent = min(_DEEPEST, (len(first.source) - len(first.source.lstrip(" "))) // 2)
    return cells, replace(look, indent=indent)


def _bold(cell: Text) -> Text:
    return replace(cell, runs=tuple(replace(run, bold=True) for run in cell.runs))


def _merged(rows: list[tuple[Text, ...]], groups: AbstractSet[int], material: Material) -> tuple[tuple[int, ...], ...]:
    """The cells that go on to the right or below, whose marks are taken away; what goes on from nothing is an error."""
    size: dict[tuple[int, int], tuple[int, int]] = {}
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            sign = cell.plain.strip()
            if sign in (_LEFT, _ABOVE):
                home = _home(rows, row, column, sign)
                if home is None or home[0] in groups:
                    side = "on its left" if sign == _LEFT else "above it"
                    help = f"write \\{sign} for the sign itself"
                    material.report.error("table-shape", f"there is no cell {side} to go on", cell.span, help)
                    continue
                down, across = size.get(home, (1, 1))
                size[home] = max(down, row - home[0] + 1), max(across, column - home[1] + 1)
    covered = set()
    for (row, column), (down, across) in size.items():
        for r, c in ((r, c) for r in range(row, row + down) for c in range(column, column + across)):
            if (r, c) == (row, column):
                continue
            if rows[r][c].plain.strip() not in (_LEFT, _ABOVE):
                what = "cells that are one make a rectangle, and this one is in the way"
                material.report.error("table-shape", what, rows[r][c].span, "write `<` or `^` here, or elsewhere less")
                return ()
            covered.add((r, c))
    for r, c in covered:
        emptied = replace(rows[r][c], runs=())
        rows[r] = (*rows[r][:c], emptied, *rows[r][c + 1 :])
    return tuple((*home, *sizes) for home, sizes in size.items())


def _home(rows: Sequence[Sequence[Text]], row: int, column: int, sign: str) -> tuple[int, int] | None:
    """The cell that another belongs to, over others that do."""
    while sign in (_LEFT, _ABOVE):
        row, column = (row, column - 1) if sign == _LEFT else (row - 1, column)
        if row < 0 or column < 0:
            return None
        sign = rows[row][column].plain.strip()
    return row, column
