"""A chart drawn from the same numbers and places as PowerPoint's own, and as a table to whoever hears it."""

from __future__ import annotations

from collections.abc import Iterator

from deck.geometry import Box
from deck.page import ChartBox, Drawn
from deck.write.drawing.marks import Look, Mark, path, place
from deck.write.drawing.paint_text import Ground, frame, spoken


def chart(element: ChartBox, ground: Ground) -> Iterator[Mark]:
    """One figure, whose alternative text says the numbers too."""
    marks = [drawn_part(one) for one in element.drawn]
    marks += [mark for one in element.labels for mark in frame(one.frame, one.box, ground)]
    yield {"draw": "figure", "alt": spoken(element.told), "marks": marks}


def drawn_part(one: Drawn) -> Mark:
    """A line, an area or a dot of a chart."""
    look = Look(one.fill, one.line, one.line_pt, one.dash)
    if one.is_round:
        first, last = one.points
        return {"draw": "ellipse", **place(Box(first.x, first.y, last.x - first.x, last.y - first.y)), **look.data}
    return path(one.points, look, closed=one.fill is not None)
