"""Does the comic strip tell its four beats in order, in shapes of its own?"""

from __future__ import annotations

import runpy
from itertools import combinations
from math import hypot
from pathlib import Path

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.patches import Circle
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from deck.brand.load import load_brand
from deck.diagnostics import Report
from deck.figure import SMALLEST, Canvas
from deck.geometry import Box

PROJECT = Path(__file__).parent.parent.parent

SCRIPT = runpy.run_path(str(PROJECT / "figures" / "pacman.py"))


@pytest.fixture(scope="module")
def canvas() -> Canvas:
    """The figure at the size of its slot in the talk."""
    drawn = Canvas.of_size(
        "pacman",
        Box(0, 0, 873.6, 286),
        load_brand(PROJECT / "assets" / "brand", Report()),
        PROJECT / "figures" / "data",
    )
    SCRIPT["draw"](drawn)
    return drawn


def texts(canvas: Canvas) -> dict[Text, Bbox]:
    """Every text that is seen, and its box in points."""
    renderer = FigureCanvasAgg(canvas.figure).get_renderer()
    canvas.figure.draw(renderer)
    points = 72 / canvas.figure.dpi
    shown = [text for text in canvas.figure.findobj(Text) if text.get_visible() and text.get_text().strip()]
    boxes = {}
    for text in shown:
        box = Text.get_window_extent(text, renderer)
        if within_view(text):
            boxes[text] = Bbox(box.get_points() * points)
    return boxes


def within_view(text: Text) -> bool:
    """matplotlib keeps the labels of axes that are off and does not draw them."""
    return text.axes is None or text.axes.axison or text in text.axes.texts


def words(canvas: Canvas) -> str:
    return "\n".join(text.get_text() for text in texts(canvas))


def test_no_text_is_too_small(canvas: Canvas) -> None:
    sizes = {text.get_text(): text.get_fontsize() for text in texts(canvas)}
    assert len(sizes) > 5
    assert {said: size for said, size in sizes.items() if size < SMALLEST} == {}


def test_all_text_is_inside_the_canvas(canvas: Canvas) -> None:
    outside = {
        text.get_text(): box.extents.round(1).tolist()
        for text, box in texts(canvas).items()
        if box.x0 < 0 or box.y0 < 0 or box.x1 > canvas.width or box.y1 > canvas.height
    }
    assert outside == {}


def test_no_two_texts_overlap(canvas: Canvas) -> None:
    pairs = combinations(texts(canvas).items(), 2)
    assert [(a.get_text(), b.get_text()) for (a, one), (b, other) in pairs if one.overlaps(other)] == []


def test_the_beats_stand_from_left_to_right_over_their_names(canvas: Canvas) -> None:
    middle = {text.get_text(): (box.x0 + box.x1) / 2 for text, box in texts(canvas).items()}
    names = ["Recognise", "Engage", "Kill", "Move on, multiply"]
    assert sorted(names, key=lambda name: middle[name]) == names
    assert sorted("1234", key=lambda number: middle[number]) == list("1234")
    assert all(abs(middle[number] - middle[name]) < 100 for number, name in zip("1234", names, strict=True))


def test_both_cells_are_named(canvas: Canvas) -> None:
    assert {"CAR T\ncell", "B cell"} <= {text.get_text() for text in texts(canvas)}


def test_each_name_stands_inside_its_cell(canvas: Canvas) -> None:
    cells = [patch for patch in canvas.figure.findobj(Circle) if patch.radius > 30]
    for text, box in texts(canvas).items():
        if "cell" in text.get_text() and text.get_zorder() == 5:
            assert any(all(hypot(x - c.center[0], y - c.center[1]) < c.radius for x, y in box.corners()) for c in cells)


def test_there_are_more_car_t_cells_at_the_end(canvas: Canvas) -> None:
    bodies = [
        patch.center[0]
        for patch in canvas.figure.findobj(Circle)
        if patch.radius > 20 and to_hex(patch.get_facecolor()).upper() == canvas.color("primary").upper()
    ]
    assert [sum(left <= x < left + canvas.width / 4 for x in bodies) for left in quarters(canvas)] == [1, 1, 1, 3]


def quarters(canvas: Canvas) -> list[float]:
    return [canvas.width * place / 4 for place in range(4)]


def test_nothing_is_drawn_outside_the_canvas(canvas: Canvas) -> None:
    for patch in canvas.figure.findobj(Circle):
        (x, y), radius = patch.center, patch.radius
        assert radius <= x <= canvas.width - radius
        assert radius <= y <= canvas.height - radius
