"""Native shapes and the lines between them, as PowerPoint paints its presets."""

from __future__ import annotations

import math
from collections.abc import Iterator

from deck import kit
from deck.brand.model import Color, ShapeStyle
from deck.brand.theme_colors import shaded
from deck.geometry import Box, Point, contain
from deck.page import PLAY_MARK, Connector, triangle
from deck.write.drawing.marks import Look, Mark, path, place, pt, rect


def shape(style: ShapeStyle, box: Box, right_to_left: bool) -> Iterator[Mark]:
    if style.fill is None and style.line is None:
        return
    look = Look(style.fill, style.line, style.line_pt, style.dash, opacity=style.opacity)
    match style.geometry:
        case "rect":
            yield rect(box, look)
        case "roundRect":
            yield rect(box, look, min(style.radius_pt, box.width / 2, box.height / 2))
        case "ellipse" | "circle":
            yield {"draw": "ellipse", **place(box), **look.data}
        case "homePlate":
            yield path(_home_plate(box, right_to_left), look, closed=True)
        case "bracket":
            corners = ((box.x, box.y), (box.x, box.bottom), (box.right, box.bottom), (box.right, box.y))
            yield path((Point(x, y) for x, y in corners), look)
        case unknown:
            raise ValueError(f"shape style `{style.name}` has the unknown geometry `{unknown}`")


def _home_plate(box: Box, right_to_left: bool) -> tuple[Point, ...]:
    # PowerPoint's own proportions: the point is half as deep as the shape is high.
    depth = min(box.width, box.height) / 2
    middle = box.y + box.height / 2
    back, shoulder, tip = (box.right, box.x + depth, box.x) if right_to_left else (box.x, box.right - depth, box.right)
    return (
        Point(back, box.y),
        Point(shoulder, box.y),
        Point(tip, middle),
        Point(shoulder, box.bottom),
        Point(back, box.bottom),
    )


def icon(name: str, box: Box, color: Color, paper: Color, turned: bool) -> Mark:
    """A drawing of the kit, as large as the box holds it: for each part its colour and its outlines."""
    drawing = kit.drawing(name)
    held = contain(drawing.width, drawing.height, box)
    scale = held.width / drawing.width
    parts = [
        {
            "fill": shaded(color, part.shade, paper).hex,
            "rings": [
                [
                    [do, *([pt(x), pt(y)] for x, y in spots)]
                    for do, spots in kit.placed(ring, scale, held.x, held.y, turned=turned, wide=drawing.width)
                ]
                for ring in part.rings
            ],
        }
        for part in drawing.parts
    ]
    return {"draw": "icon", "parts": parts}


def play_mark(box: Box, ground: Color, mark: Color) -> Iterator[Mark]:
    """Over a picture of what plays on the slide: whoever sees it on paper knows that there is more."""
    radius = min(box.width, box.height) * PLAY_MARK
    middle = Point(box.x + box.width / 2, box.y + box.height / 2)
    circle = Box(middle.x - radius, middle.y - radius, 2 * radius, 2 * radius)
    look = Look(ground, mark, radius * 0.06, opacity=0.75)
    yield {"draw": "ellipse", **place(circle), **look.data}
    yield path(triangle(middle, radius), Look(mark), closed=True)


def connector(link: Connector) -> Iterator[Mark]:
    line = Look(line=link.color, line_pt=link.width_pt)
    *body, before, tip = link.points
    if not link.arrow:
        yield path(link.points, line)
        return
    # PowerPoint's medium arrow head: three line widths long and wide, of a line that counts as 2 pt at least.
    length = 3 * max(link.width_pt, 2.0)
    distance = math.dist((before.x, before.y), (tip.x, tip.y)) or 1.0
    along = Point((tip.x - before.x) / distance, (tip.y - before.y) / distance)
    base = Point(tip.x - along.x * length, tip.y - along.y * length)
    half = Point(-along.y * length / 2, along.x * length / 2)
    # The line ends inside its head: past the tip it would blunt it.
    neck = min(length / 2, distance)
    yield path((*body, before, Point(tip.x - along.x * neck, tip.y - along.y * neck)), line)
    head = (tip, Point(base.x + half.x, base.y + half.y), Point(base.x - half.x, base.y - half.y))
    yield path(head, Look(link.color), closed=True)
