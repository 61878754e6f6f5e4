"""Where does another program draw the marks and words of a chart? Beside ours, in shares of the plot."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from deck.geometry import Box, Point
from deck.layout.set_chart import DOT_PT
from deck.page import ChartBox, Deck, Drawn, TextBox
from tests.second_opinion.libreoffice import bare, in_order

AGREEMENT = 0.02
"""How far a mark may stand from ours, in shares of the plot's width and height."""
SAME_COLOR = 0.02
EXEMPT = ("legend-",)
"""Every program sets the entries of a legend after its own taste, in the place that it is given."""


class Apart(NamedTuple):
    """A mark or a word, and how far it stands from ours."""

    slide: int
    what: str
    across: float
    down: float

    @property
    def is_far(self) -> bool:
        return max(self.across, self.down) > AGREEMENT


def distances(deck: Deck, pdf: Path) -> Iterator[Apart]:
    """Every bar, point, area, part of a ring and label of the charts, and how far it is from its like in the PDF."""
    import pdfplumber

    with pdfplumber.open(pdf) as book:
        for page, drawn in zip(deck.pages, book.pages, strict=True):
            scale = deck.brand.width / float(drawn.width)
            for box in page.elements:
                if isinstance(box, ChartBox):
                    yield from _marks(page.number, box, list(_filled(drawn, scale)))
                    yield from _words(page.number, box, drawn, scale)


def _marks(slide: int, box: ChartBox, there: list[tuple[Box, str]]) -> Iterator[Apart]:
    for one in box.drawn:
        if one.fill is None or _is_sample(one, box):
            continue
        ours = _around(one)
        alike = [place for place, color in there if color == one.fill.hex]
        is_point = max(ours.width, ours.height) <= DOT_PT + 0.01
        what = "point" if is_point else "bar" if len(one.points) <= 4 else "area"
        yield _nearest(slide, what, ours, alike, box)


def _is_sample(one: Drawn, box: ChartBox) -> bool:
    legend = box.legend
    return legend is not None and legend.contains(_around(one), 1.0)


def _words(slide: int, box: ChartBox, drawn: Any, scale: float) -> Iterator[Apart]:
    glyphs = [(letter, one) for one in drawn.chars for letter in bare(one["text"])]
    letters = "".join(letter for letter, _ in glyphs)
    for label in box.labels:
        name = label.name.rpartition(".")[2]
        lines = list(label.frame.lines)
        sought = bare(lines[0].text) if len(lines) == 1 else ""
        if not sought or name.startswith(EXEMPT):
            continue
        spans = [glyphs[at : at + len(sought)] for at in in_order(sought, letters)]
        alike = [_seen([glyph for _, glyph in span], drawn, scale) for span in spans]
        yield _nearest(slide, f"{name} {lines[0].text!r}", _set(label), alike, box)


def _seen(glyphs: list[Any], drawn: Any, scale: float) -> Box:
    """A line without height on the baseline: how high a letter's box is, fonts in PDFs say in various ways."""
    left, right = min(one["x0"] for one in glyphs), max(one["x1"] for one in glyphs)
    return Box(left * scale, (float(drawn.height) - glyphs[0]["matrix"][5]) * scale, (right - left) * scale, 0.0)


def _set(label: TextBox) -> Box:
    """The same of a label's one line."""
    [line] = label.frame.lines
    left = min((piece.x for piece in line.pieces), default=0.0)
    return Box(label.box.x + left, label.box.y + label.frame.top + line.baseline, line.width, 0.0)


def _nearest(slide: int, what: str, ours: Box, alike: list[Box], box: ChartBox) -> Apart:
    def apart(there: Box) -> tuple[float, float]:
        return (
            abs(there.centre.x - ours.centre.x) / box.plot.width,
            abs(there.centre.y - ours.centre.y) / box.plot.height,
        )

    across, down = min(map(apart, alike), key=max, default=(1.0, 1.0))
    return Apart(slide, what, across, down)


def _around(one: Drawn) -> Box:
    xs, ys = [p.x for p in one.points], [p.y for p in one.points]
    return Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def _filled(drawn: Any, scale: float) -> Iterator[tuple[Box, str]]:
    for kind in ("rects", "curves"):
        for one in getattr(drawn, kind):
            color = one.get("non_stroking_color")
            if one.get("fill") and color and len(color) == 3:
                place = Box(one["x0"], one["top"], one["x1"] - one["x0"], one["bottom"] - one["top"])
                first, last = Point(place.x * scale, place.y * scale), Point(place.right * scale, place.bottom * scale)
                yield Box(first.x, first.y, last.x - first.x, last.y - first.y), _hex(color)


def _hex(color: Any) -> str:
    return "".join(f"{round(float(part) * 255):02X}" for part in color)
