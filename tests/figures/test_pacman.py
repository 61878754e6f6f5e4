"""Does the comic strip tell its four beats in order, in shapes of its own?"""

from __future__ import annotations

import pytest
from matplotlib.artist import Artist
from matplotlib.transforms import Bbox

from deck.figure import Canvas
from tests.figures.seen import drawn, texts, with_gid, words
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
    boxes = {text.get_text(): box for text, box in texts(canvas).items()}
    assert all(boxes[number].y0 > boxes[name].y1 for number, name in zip("1234", NAMES, strict=True))
    feet = [boxes[name].y0 for name in NAMES]
    assert max(feet) - min(feet) < 6


def test_nothing_that_is_drawn_touches_the_edge_of_its_panel(canvas: Canvas) -> None:
    cards = [patch for patch in canvas.figure.axes[0].patches if hasattr(patch, "get_boxstyle")]
    panels = [(card.get_x(), card.get_x() + card.get_width()) for card in cards]
    for box in (box_of(one, canvas) for one in canvas.figure.axes[0].collections):
        assert any(left + 4 < box.x0 and box.x1 < right - 4 for left, right in panels)


def test_both_cells_and_what_they_carry_are_named(canvas: Canvas) -> None:
    assert {"CAR T cell", "B cell", "CAR", "marker"} <= set(words(canvas).split(" | "))


@pytest.mark.parametrize("right_to_left", [False, True])
def test_the_car_t_cell_has_its_mouth_in_every_beat_and_turns_it_to_the_target(right_to_left: bool) -> None:
    canvas = drawn("pacman", right_to_left=right_to_left)
    for beat in "124":
        hunter, target = (with_gid(canvas, f"{who}.{beat}")[""] for who in ("car-t", "b-cell"))
        across = [box_of(artist, canvas).x0 + box_of(artist, canvas).width / 2 for artist in (hunter, target)]
        assert (across[0] < across[1]) != right_to_left
        # Half way from its middle to the target there is nothing of it.
        box = box_of(hunter, canvas)
        mouth = (box.x0 if right_to_left else box.x1) * 0.8 + (box.x0 + box.width / 2) * 0.2, box.y0 + box.height / 2
        outlines = [hunter.get_transform().transform_path(path) for path in hunter.get_paths()]
        scale = canvas.figure.dpi / 72
        assert not any(outline.contains_point((mouth[0] * scale, mouth[1] * scale)) for outline in outlines)


def test_there_are_more_car_t_cells_at_the_end(canvas: Canvas) -> None:
    hunters = [*with_gid(canvas, "car-t.").values(), *with_gid(canvas, "copy.").values()]
    places = [box_of(hunter, canvas).x0 for hunter in hunters]
    assert [sum(left <= x < left + canvas.width / 4 for x in places) for left in quarters(canvas)] == [1, 1, 1, 3]
    sizes = sorted(round(box_of(hunter, canvas).height) for hunter in hunters)
    assert sizes[0] == sizes[1] < sizes[2]  # the copies are smaller


def box_of(artist: Artist, canvas: Canvas) -> Bbox:
    """Where a drawing's body is, in points."""
    boxes = [artist.get_transform().transform_path(path).get_extents() for path in artist.get_paths()]
    return Bbox(Bbox.union(boxes).get_points() * 72 / canvas.figure.dpi)


def quarters(canvas: Canvas) -> list[float]:
    return [canvas.width * place / 4 for place in range(4)]


@pytest.mark.parametrize("longer", [False, True])
def test_nothing_is_drawn_outside_its_frame(longer: bool) -> None:
    canvas = drawn("pacman", words=Longer() if longer else None)
    frames = [patch for patch in canvas.figure.axes[0].patches if hasattr(patch, "get_boxstyle")]
    foot = min(patch.get_y() for patch in frames)
    assert len(frames) == 4 and foot > 40
    for artist in canvas.figure.axes[0].collections:
        box = box_of(artist, canvas)
        [_] = [f for f in frames if f.get_x() - 1 <= box.x0 and box.x1 <= f.get_x() + f.get_width() + 1]
        assert foot <= box.y0 and box.y1 <= canvas.height


def test_the_target_is_in_pieces_where_it_is_killed(canvas: Canvas) -> None:
    pieces = with_gid(canvas, "fragment.").values()
    assert len(pieces) == 7
    assert not with_gid(canvas, "b-cell.3")
    assert all(canvas.width / 2 < piece.center[0] < canvas.width * 3 / 4 for piece in pieces)
