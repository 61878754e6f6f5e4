"""Fill a table of a slide: columns, rows and the text of its cells."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from pptx.util import Emu

from deck.brand.drawingml import emu
from deck.page import Frame, TableBox
from deck.write.pptx.stencils import Stencils
from deck.write.pptx.text import TextWriter

_MARGINS = ("marL", "marT", "marR", "marB")


def fill_table(table: Any, element: TableBox, stencils: Stencils, text: TextWriter) -> None:
    """Give an `a:tbl` without columns and rows those of the element."""
    # By its element: `table.columns[0].width` would add up all widths again for each.
    for width in _emus(element.widths):
        table.tblGrid.add_gridCol(width=Emu(width))
    for height, frames in zip(element.heights, element.cells, strict=True):
        row = table.add_tr(height=Emu(emu(height)))
        row.extend(_cell(frame, stencils, text) for frame in frames)


def _cell(frame: Frame, stencils: Stencils, text: TextWriter) -> Any:
    cell = stencils.cell()
    body, properties = cell
    for name, inset in zip(_MARGINS, frame.inset, strict=True):
        properties.set(name, str(emu(inset)))
    text.fill_cell(body, frame)
    return cell


def _emus(widths: tuple[float, ...]) -> list[int]:
    """Widths whose sum is exactly that of the table: rounding is carried along."""
    edges = [0.0]
    for width in widths:
        edges.append(edges[-1] + width)
    return [emu(b) - emu(a) for a, b in pairwise(edges)]
