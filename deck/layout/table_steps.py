"""The rows of a table that appear click by click: PowerPoint moves whole tables, so that each is one of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from deck.page import Page, TableBox, Target
from deck.value import replace

Rows = tuple[int, int]
"""The first and the last; the head is row 0."""


def rows_that_appear(table: TableBox) -> Iterator[Rows]:
    """What can appear by itself: a row with those that its cells reach into, the name of a group with its first."""
    first, reach = 1, 0
    for at in range(1, len(table.cells)):
        reach = max(reach, at, *(at + down - 1 for (row, _), (down, _) in table.merged.items() if row == at))
        is_name = table.look(at).kind == "group" and at < len(table.cells) - 1
        if at == reach and not is_name:
            yield first, at
            first = at + 1


def in_frames(table: TableBox, page: Page) -> Sequence[TableBox]:
    """The table as it stands in the file: what is there from the beginning, and what appears, each a table."""
    apart = {target.rows for step in page.steps for target in step if target.name == table.name and target.rows}
    return _cut(table, apart) if apart else (table,)


def without_rows(table: TableBox, hidden: Sequence[Target]) -> Sequence[TableBox]:
    """What is seen of the table while these rows are not; rows stay where they are."""
    gone = {row for one in hidden if one.rows for row in range(one.rows[0], one.rows[1] + 1)}
    runs = [list(run) for kept, run in groupby(range(len(table.cells)), key=lambda row: row not in gone) if kept]
    return [_rows_of(table, (run[0], run[-1]), (at, len(runs))) for at, run in enumerate(runs, 1)]


def name_of(table: str, rows: Rows) -> str:
    """What the table of these rows is called; that with the head has the name of the whole."""
    return f"{table}.row-{rows[0]}" if rows[0] else table


def _cut(table: TableBox, apart: set[Rows]) -> Sequence[TableBox]:
    cuts = {edge for first, last in apart for edge in (first, last + 1)}
    edges = sorted({0, len(table.cells), *cuts})
    runs = [(first, end - 1) for first, end in pairwise(edges)]
    return [_rows_of(table, run, (at, len(runs))) for at, run in enumerate(runs, 1)]


def _rows_of(table: TableBox, rows: Rows, piece: tuple[int, int]) -> TableBox:
    first, end = rows[0], rows[1] + 1
    heights = table.heights[first:end]
    return replace(
        table,
        name=name_of(table.name, rows),
        box=replace(table.box, y=table.box.y + sum(table.heights[:first]), height=sum(heights)),
        heights=heights,
        cells=table.cells[first:end],
        looks=table.looks[first:end],
        spans=tuple((row - first, *others) for row, *others in table.spans if first <= row < end),
        piece=piece,
    )
