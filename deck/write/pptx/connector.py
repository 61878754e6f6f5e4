"""Lead a connector from one shape to another, glued to a side of each."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from deck.brand.drawingml import emu
from deck.geometry import Box, Point
from deck.page import Connector

# Numbers of the connection sites that the preset geometries define; `begin_connect` moves ends to four of them only.
_SITES = {"top": 0, "left": 1, "bottom": 2, "right": 3}
_ELLIPSE_SITES = {"top": 0, "left": 2, "bottom": 4, "right": 6}
_QUARTER = 5400000
_ELBOWS = {3: "bentConnector2", 6: "bentConnector5"}
"""Presets by their points, where it is not the one with four."""


def connect(line: Any, element: Connector, shapes: Mapping[str, tuple[Any, str]]) -> None:
    """Place a `p:cxnSp` and glue its ends to shapes, which are known by name with their geometry."""
    _place(line.spPr.xfrm, element)
    if len(element.points) in _ELBOWS:
        line.spPr.prstGeom.set("prst", _ELBOWS[len(element.points)])
    bends = _bends(element)
    if any(abs(bend - _HALF) > 1 for bend in bends):
        line.spPr.prstGeom.rewrite_guides([(f"adj{number}", bend) for number, bend in enumerate(bends, 1)])
    glue = line.nvCxnSpPr.cNvCxnSpPr
    for end, name, side in (
        (glue.get_or_add_stCxn(), element.start, element.start_side),
        (glue.get_or_add_endCxn(), element.end, element.end_side),
    ):
        shape, geometry = shapes[name]
        end.id = shape.shape_id
        end.idx = (_ELLIPSE_SITES if geometry in ("ellipse", "circle") else _SITES)[side]


_HALF = 50_000
_LEAST = 1.0
"""Points: a bend is a share of the way from end to end, and where that is none it has no place."""


def _bends(element: Connector) -> list[int]:
    """Where an elbow turns, in hundred-thousandths of the way from its beginning to its end: along, across, along."""
    if len(element.points) < 4:
        return []
    start, end, sideways = element.points[0], element.points[-1], element.start_side in ("left", "right")

    def share(point: Point, along: bool) -> int:
        across = along == sideways
        way = (
            (point.x - start.x) / _at_least(end.x - start.x)
            if across
            else (point.y - start.y) / _at_least(end.y - start.y)
        )
        return round(100_000 * way)

    first, second, third = element.points[1:4]
    if len(element.points) == 4:
        return [share(first, True)]
    return [share(first, True), share(second, False), share(third, True)]


def _at_least(length: float) -> float:
    return length if abs(length) >= _LEAST else math.copysign(_LEAST, length)


def _place(transform: Any, element: Connector) -> None:
    """The transform of a straight line, or of an elbow that leaves sideways or up- or downwards."""
    start, end = element.points[0], element.points[-1]
    across, down = end.x - start.x, end.y - start.y
    sideways = element.start_side in ("left", "right")
    if len(element.points) > 2:
        is_long = len(element.points) > 4
        across = _at_least(across) if sideways or is_long else across
        down = _at_least(down) if not sideways or is_long else down
    width, height = abs(across), abs(down)
    box = Box(min(start.x, start.x + across), min(start.y, start.y + down), width, height)
    leftwards, upwards = across < 0, down < 0
    if len(element.points) > 2 and not sideways:
        # The preset elbow leaves sideways; one that leaves downwards is the same, turned by a quarter.
        box = box.centred(height, width)
        transform.set("rot", str(_QUARTER if leftwards else 3 * _QUARTER))
        leftwards, upwards = leftwards == upwards, False
    if leftwards:
        transform.flipH = True
    if upwards:
        transform.flipV = True
    for name, value in (("x", box.x), ("y", box.y)):
        transform.off.set(name, str(emu(value)))
    for name, value in (("cx", box.width), ("cy", box.height)):
        transform.ext.set(name, str(emu(value)))
