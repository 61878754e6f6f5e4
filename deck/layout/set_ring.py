"""Where do the parts of a ring stand, and what is written in and beside it?"""

from __future__ import annotations

import math
from collections.abc import Iterator

from deck import language
from deck.chart import LEAST_PART, Chart
from deck.geometry import Box, Point
from deck.layout.chart_colors import COLORS, color_on, quieter
from deck.layout.chart_table import told
from deck.layout.chart_words import ChartWords
from deck.layout.set_text import Sizes, TypeSetter
from deck.page import ChartBox, Drawn, TextBox

HOLE = 0.5
"""The share of a ring's diameter that its hole takes: LibreOffice knows no other."""
EDGE_PT = 1.5
"""Between two parts."""
_GAP, _SWATCH = 6.0, 0.6
_MOST_NAMED = 0.5
_STEP = math.radians(3)


def set_ring(chart: Chart, name: str, box: Box, setter: TypeSetter, sizes: Sizes) -> ChartBox:
    """The ring at the start of its box, the names of its parts beside it."""
    write, brand = ChartWords(name, setter, sizes, chart.span), setter.brand
    values = [max(0.0, value or 0.0) for value in chart.series[0].values]
    whole = sum(values)
    colors = tuple(
        quieter(brand.colors[COLORS[at % len(COLORS)]], brand.colors["paper"])
        if chart.loud and at not in chart.loud
        else brand.colors[COLORS[at % len(COLORS)]]
        for at in range(len(values))
    )
    swatch = _SWATCH * write.size
    names = min(write.widest(chart.categories), _MOST_NAMED * box.width - swatch - _GAP)
    beside = swatch + _GAP + names
    side = max(1.0, min(box.height, box.width - beside - 4 * _GAP))
    used = side + 4 * _GAP + beside
    left = box.x + (box.width - used) / 2
    turned = brand.right_to_left
    ring = Box(left + used - side if turned else left, box.y + (box.height - side) / 2, side, side)
    labels: list[TextBox] = []
    drawn: list[Drawn] = []
    angle = 0.0
    for at, value in enumerate(values):
        sweep = 2 * math.pi * value / whole
        if value:
            drawn.append(Drawn(tuple(_part(ring, angle, sweep)), colors[at], brand.colors["paper"], EDGE_PT))
        if value / whole >= LEAST_PART and chart.labelled is not False:
            middle = _at(ring, (1 + HOLE) / 4, angle + sweep / 2)
            thick = side * (1 - HOLE) / 2
            room = Box(middle.x - thick / 2, middle.y - write.pitch / 2, thick, write.pitch)
            text = write.number(language.percent(value / whole, brand.language))
            labels.append(
                write.label(f"value-1-{at + 1}", text, room, "center", color=color_on(colors[at], brand.colors))
            )
        angle += sweep
    row = min(1.6 * write.pitch, box.height / len(values))
    top = box.y + (box.height - row * len(values)) / 2
    start = left if turned else left + side + 4 * _GAP
    for at, text in enumerate(chart.categories):
        level = top + row * (at + 0.5)
        edge = start + beside - swatch if turned else start
        square = Box(edge, level - swatch / 2, swatch, swatch)
        corners = (
            (square.x, square.y),
            (square.right, square.y),
            (square.right, square.bottom),
            (square.x, square.bottom),
        )
        drawn.append(Drawn(tuple(Point(*one) for one in corners), fill=colors[at]))
        room = Box(start if turned else start + swatch + _GAP, level - row / 2, names + 0.5, row)
        labels.append(write.label(f"legend-{at + 1}", text, room, "right" if turned else "left", "centre"))
    legend = Box(start, top, beside + 1, row * len(values))
    return ChartBox(
        name,
        box,
        told(chart, brand.language),
        chart,
        ring,
        write.size,
        write.role.color,
        brand.colors["rule"],
        (colors,),
        tuple(labels),
        tuple(drawn),
        says_values=chart.labelled is not False,
        legend=legend,
        from_right=turned,
    )


def _part(ring: Box, begin: float, sweep: float) -> Iterator[Point]:
    """The outline of a part: along the ring outside, and back inside."""
    steps = max(1, math.ceil(sweep / _STEP))
    for step in range(steps + 1):
        yield _at(ring, 0.5, begin + sweep * step / steps)
    for step in range(steps, -1, -1):
        yield _at(ring, HOLE / 2, begin + sweep * step / steps)


def _at(ring: Box, share: float, angle: float) -> Point:
    """A point at that share of the ring's diameter from its centre; angles go clockwise from the top."""
    centre = ring.centre
    return Point(centre.x + share * ring.width * math.sin(angle), centre.y - share * ring.height * math.cos(angle))
