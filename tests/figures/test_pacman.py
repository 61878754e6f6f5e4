"""Does the comic strip tell its four beats in order, in shapes of its own?"""

from __future__ import annotations

from math import hypot

import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import Circle

from deck.figure import Canvas
from tests.figures.seen import drawn, texts, words
from tests.figures.stretched import Longer

NAMES = ["Recognise", "Engage", "Kill", "Move on, multiply"]


@pytest.fixture(scope="module")
def canvas() -> Canvas:
    return drawn("pacman")


@pytest.mark.parametrize("right_to_left", [False, True])
def test_the_beats_stand_in_reading_order_over_their_names(right_to_left: bool) -> None:
    canvas = drawn("pacman", right_to_left=right_to_left)
    middle = {text.get_text(): (box.x0 + box.x1) / 2 for text, box in texts(canvas).items()}
    assert sorted(NAMES, key=middle.__getitem__, reverse=right_to_left) == NAMES
    assert sorted("1234", key=middle.__getitem__, reverse=right_to_left) == list("1234")
    assert all(abs(middle[number] - middle[name]) < 100 for number, name in zip("1234", NAMES, strict=True))


def test_both_cells_and_what_they_carry_are_named(canvas: Canvas) -> None:
    assert {"CAR T cell", "B cell", "CAR", "marker"} <= set(words(canvas).split(" | "))


@pytest.mark.parametrize("longer", [False, True])
def test_each_name_stands_inside_its_cell(longer: bool) -> None:
    canvas = drawn("pacman", words=Longer() if longer else None)
    names = [Longer().get(name) if longer else name for name in ("CAR T cell", "B cell")]
    cells = [patch for patch in canvas.figure.findobj(Circle) if patch.radius > 28]
    found = {text.get_text().replace("\n", " "): box for text, box in texts(canvas).items()}
    for name in names:
        corners = found[name].corners()
        assert any(all(hypot(x - c.center[0], y - c.center[1]) < c.radius for x, y in corners) for c in cells), name


def test_there_are_more_car_t_cells_at_the_end(canvas: Canvas) -> None:
    bodies = [
        patch.center[0]
        for patch in canvas.figure.findobj(Circle)
        if patch.radius > 20 and to_hex(patch.get_facecolor()).upper() == canvas.color("primary").upper()
    ]
    assert [sum(left <= x < left + canvas.width / 4 for x in bodies) for left in quarters(canvas)] == [1, 1, 1, 3]


def quarters(canvas: Canvas) -> list[float]:
    return [canvas.width * place / 4 for place in range(4)]


@pytest.mark.parametrize("longer", [False, True])
def test_nothing_is_drawn_outside_its_frame(longer: bool) -> None:
    canvas = drawn("pacman", words=Longer() if longer else None)
    foot = min(patch.get_y() for patch in canvas.figure.axes[0].patches if hasattr(patch, "get_boxstyle"))
    assert foot > 40
    for patch in canvas.figure.findobj(Circle):
        (x, y), radius = patch.center, patch.radius
        assert radius <= x <= canvas.width - radius
        assert foot + radius <= y <= canvas.height - radius


def test_the_two_kinds_of_cells_differ_by_shape(canvas: Canvas) -> None:
    """One is filled and has forked receptors, the other is hollow and has knobs."""
    fills = {to_hex(patch.get_facecolor()).upper() for patch in canvas.figure.findobj(Circle) if patch.radius > 28}
    assert {canvas.color("primary").upper(), canvas.color("paper").upper()} <= fills
    knobs = [patch for patch in canvas.figure.findobj(Circle) if 2 < patch.radius < 4]
    assert len(knobs) == 3 * 9  # three B cells with their markers; the fourth is in pieces
