"""Fill a table of a slide: columns, rows and the text of its cells."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from pptx.util import Emu

from deck.brand.drawingml import emu
from deck.layout.set_table import LEAST_AROUND
from deck.page import Frame, TableBox
from deck.write.pptx.stencils import Stencils
from deck.write.pptx.text import TextWriter

_MARGINS = ("marL", "marT", "marR", "marB")


def fill_table(table: Any, element: TableBox, stencils: Stencils, text: TextWriter) -> None:
    """Give an `a:tbl` without columns and rows those of the element."""
    # By its element: `table.columns[0].width` would add up all widths again for each.
    for width in _emus(element.widths):
        table.tblGrid.add_gridCol(width=Emu(width))
    merged, covered = element.merged, element.covered
    for at, (height, frames) in enumerate(zip(element.heights, element.cells, strict=True)):
        row = table.add_tr(height=Emu(emu(height)))
        look = element.look(at)
        for place, frame in enumerate(frames):
            cell = _cell(frame, stencils, text, grows=element.piece[1] == 1)
            if look.kind == "total" or look.marked:
                stencils.emphasize(cell, total=look.kind == "total", marked=look.marked)
            row.append(cell)
            if (at, place) in merged:
                cell.rowSpan, cell.gridSpan = merged[at, place]
            elif (at, place) in covered:
                _hide(cell, at, place, merged)


def _cell(frame: Frame, stencils: Stencils, text: TextWriter, grows: bool) -> Any:
    """A row of a table of its own may not grow: another line takes what is empty above and below the words."""
    cell = stencils.cell()
    body, properties = cell
    left, above, right, below = frame.inset
    if not grows:
        above, below = min(above, LEAST_AROUND), min(below, LEAST_AROUND)
    for name, inset in zip(_MARGINS, (left, above, right, below), strict=True):
        properties.set(name, str(emu(inset)))
    text.fill_cell(body, frame)
    return cell


def _hide(cell: Any, row: int, column: int, merged: Mapping[tuple[int, int], tuple[int, int]]) -> None:
    """A place that another cell takes, from the left or from above."""
    for (top, left), (down, across) in merged.items():
        if top <= row < top + down and left <= column < left + across:
            cell.hMerge, cell.vMerge = column > left, row > top
            # As PowerPoint writes it: the first place of a row that is covered from above still says how wide.
            if column == left:
                cell.gridSpan = across
            if row == top:
                cell.rowSpan = down


def _emus(widths: tuple[float, ...]) -> list[int]:
    """Widths whose sum is exactly that of the table: rounding is carried along."""
    edges = [0.0]
    for width in widths:
        edges.append(edges[-1] + width)
    return [emu(b) - emu(a) for a, b in pairwise(edges)]
