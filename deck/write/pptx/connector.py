"""Lead a connector from one shape to another, glued to a side of each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from deck.brand.drawingml import emu
from deck.geometry import Box
from deck.page import Connector

# Numbers of the connection sites that the preset geometries define; `begin_connect` moves ends to four of them only.
_SITES = {"top": 0, "left": 1, "bottom": 2, "right": 3}
_ELLIPSE_SITES = {"top": 0, "left": 2, "bottom": 4, "right": 6}
_QUARTER = 5400000


def connect(line: Any, element: Connector, shapes: Mapping[str, tuple[Any, str]]) -> None:
    """Place a `p:cxnSp` and glue its ends to shapes, which are known by name with their geometry."""
    _place(line.spPr.xfrm, element)
    glue = line.nvCxnSpPr.cNvCxnSpPr
    for end, name, side in (
        (glue.get_or_add_stCxn(), element.start, element.start_side),
        (glue.get_or_add_endCxn(), element.end, element.end_side),
    ):
        shape, geometry = shapes[name]
        end.id = shape.shape_id
        end.idx = (_ELLIPSE_SITES if geometry in ("ellipse", "circle") else _SITES)[side]


def _place(transform: Any, element: Connector) -> None:
    """The transform of a straight line, or of an elbow that leaves sideways or downwards."""
    start, end = element.points[0], element.points[-1]
    width, height = abs(end.x - start.x), abs(end.y - start.y)
    box = Box(min(start.x, end.x), min(start.y, end.y), width, height)
    leftwards, upwards = end.x < start.x, end.y < start.y
    if len(element.points) > 2 and element.start_side not in ("left", "right"):
        # The preset elbow leaves sideways; one that leaves downwards is the same, turned by a quarter.
        box = box.centred(height, width)
        transform.set("rot", str(_QUARTER if leftwards else 3 * _QUARTER))
        leftwards, upwards = not leftwards, False
    if leftwards:
        transform.flipH = True
    if upwards:
        transform.flipV = True
    for name, value in (("x", box.x), ("y", box.y)):
        transform.off.set(name, str(emu(value)))
    for name, value in (("cx", box.width), ("cy", box.height)):
        transform.ext.set(name, str(emu(value)))
