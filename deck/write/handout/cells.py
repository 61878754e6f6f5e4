"""Where slides, captions and ruled lines stand on a sheet with several slides."""

from __future__ import annotations

from collections.abc import Iterator

from deck.geometry import Box
from deck.value import Value, replace
from deck.write.handout.style import Grid, Paper

HEAD_PT = 20.0
"""Above a slide: its number, and the section that begins there."""
HEAD_BESIDE_PT = 44.0
"""Beside a slide, above the ruled lines: the same, one under the other."""
GAP_PT = 20.0
BESIDE_LINES = 0.74
"""The slide's share of the width beside ruled lines."""
LINE_PT = 24.0
"""From one ruled line to the next: room for handwriting."""


class Cell(Value, frozen=True):
    """The place of one slide, in points from the sheet's top left corner."""

    head: Box
    slide: Box
    lines: tuple[float, ...] = ()
    """How far down each ruled line stands; they run beside the slide to the end of `lines_box`."""
    lines_box: Box = Box(0, 0, 0, 0)


def cells(grid: Grid, paper: Paper, proportions: float, right_to_left: bool) -> tuple[Cell, ...]:
    """A sheet's cells in reading order; `proportions` is a slide's width over its height."""
    area = paper.text_area
    found = tuple(_cell(box, grid, proportions) for box in _boxes(grid, area))
    return tuple(_mirrored(cell, paper.width) for cell in found) if right_to_left else found


def _boxes(grid: Grid, area: Box) -> Iterator[Box]:
    width = (area.width - GAP_PT * (grid.columns - 1)) / grid.columns
    height = area.height / grid.rows
    for row in range(grid.rows):
        for column in range(grid.columns):
            yield Box(area.x + column * (width + GAP_PT), area.y + row * height, width, height)


def _cell(box: Box, grid: Grid, proportions: float) -> Cell:
    if not grid.lines:
        width = min(box.width, (box.height - HEAD_PT - GAP_PT / 2) * proportions)
        head = Box(box.x, box.y, box.width, HEAD_PT)
        return Cell(head, Box(box.x, box.y + HEAD_PT, width, width / proportions))
    width = min((box.width - GAP_PT) * BESIDE_LINES, (box.height - GAP_PT / 2) * proportions)
    slide = Box(box.x, box.y, width, width / proportions)
    head = Box(slide.right + GAP_PT, box.y, box.right - slide.right - GAP_PT, HEAD_BESIDE_PT)
    beside = Box(head.x, head.bottom, head.width, slide.bottom - head.bottom)
    count = int(beside.height / LINE_PT)
    return Cell(head, slide, tuple(slide.bottom - LINE_PT * line for line in reversed(range(count))), beside)


def _mirrored(cell: Cell, width: float) -> Cell:
    return replace(
        cell,
        head=cell.head.mirrored_in(width),
        slide=cell.slide.mirrored_in(width),
        lines_box=cell.lines_box.mirrored_in(width),
    )
