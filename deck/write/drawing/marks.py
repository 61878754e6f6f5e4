"""What the template can paint: plain data, lengths in points."""

from __future__ import annotations

from collections.abc import Iterable

from deck.brand.model import Color
from deck.geometry import Box, Point
from deck.value import Value

Mark = dict[str, object]
"""One painted thing: `draw` says which painter of the template takes it."""


class Look(Value, frozen=True):
    """How a shape is painted; a colour of None is not painted."""

    fill: Color | None = None
    line: Color | None = None
    line_pt: float = 0.0
    dash: bool = False
    smooth: bool = False
    opacity: float = 1.0

    @property
    def data(self) -> Mark:
        return {
            "fill": f"{self.fill.hex}{self._alpha}" if self.fill else None,
            "line": self.line.hex if self.line else None,
            "line_pt": pt(self.line_pt),
            # PowerPoint's "dash": four line widths painted, three left out.
            "dash": [pt(4 * self.line_pt), pt(3 * self.line_pt)] if self.dash else [],
            "cap": "round" if self.smooth else "butt",
            "join": "round" if self.smooth else "miter",
        }

    @property
    def _alpha(self) -> str:
        return "" if self.opacity == 1 else f"{round(self.opacity * 255):02X}"


def rect(box: Box, look: Look, radius: float = 0.0) -> Mark:
    return {"draw": "rect", **place(box), "radius": pt(radius), **look.data}


def path(points: Iterable[Point], look: Look, closed: bool = False) -> Mark:
    return {"draw": "path", "points": [[pt(point.x), pt(point.y)] for point in points], "closed": closed, **look.data}


def place(box: Box) -> dict[str, float]:
    return {"x": pt(box.x), "y": pt(box.y), "width": pt(box.width), "height": pt(box.height)}


def pt(value: float) -> float:
    return round(value, 3)
