"""Does the comic strip tell its four beats in order, in shapes of its own?"""

from __future__ import annotations

import runpy
from math import hypot

import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import Circle

from deck.figure import Canvas
from tests.figures.seen import PROJECT, drawn, texts

SCRIPT = runpy.run_path(str(PROJECT / "figures" / "pacman.py"))


@pytest.fixture(scope="module")
def canvas() -> Canvas:
    """The figure at the size of its slot in the talk."""
    return drawn("pacman", 873.6, 286)


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
