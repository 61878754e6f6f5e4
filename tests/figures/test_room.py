"""Does a label find the best free place on a map?"""

from __future__ import annotations

import numpy as np
import pytest

from tests.figures.seen import script

SQUARE = np.array([[40.0, 40.0], [100.0, 40.0], [100.0, 80.0], [40.0, 80.0]])
ROOM = script("room")


def room():
    made = ROOM["Room"](0, 0, 200, 120)
    made.cost[made.inside(SQUARE)] = ROOM["OURS"]
    return made


def test_a_label_that_its_country_holds_stands_in_its_middle() -> None:
    space = room()
    place = space.within(space.inside(SQUARE), [(30, 10)])
    assert (place.across, place.up) == pytest.approx((70, 60), abs=3)
    assert place.end is None


def test_a_label_that_is_too_wide_for_its_country_is_not_held() -> None:
    space = room()
    assert space.within(space.inside(SQUARE), [(70, 10)]) is None
    assert space.within(space.inside(SQUARE), [(30, 50)]) is None
    assert space.within(space.inside(SQUARE), [(300, 10)]) is None


def test_boxes_under_each_other_may_be_of_different_width() -> None:
    """The lower one in a narrow foot, where the upper one has no room."""
    pipe = np.array([[0, 60], [0, 100], [90, 100], [90, 60], [55, 60], [55, 20], [35, 20], [35, 60]], dtype=float)
    space = room()
    country = space.inside(pipe)
    place = space.within(country, [(80, 30), (14, 30)])
    assert place is not None
    assert place.across == pytest.approx(45, abs=5)
    assert space.within(country, [(80, 30), (40, 30)]) is None


def test_a_label_beside_its_country_covers_nothing_and_its_line_ends_inside() -> None:
    space = room()
    place = space.beside(space.inside(SQUARE), (70, 60), 80, 16)
    left, right, bottom, top = place.across - 40, place.across + 40, place.up - 8, place.up + 8
    assert right <= 40 or left >= 100 or top <= 40 or bottom >= 80
    assert left >= 0 and right <= 200 and bottom >= 0 and top <= 120
    assert 40 < place.end[0] < 100 and 40 < place.end[1] < 80


def test_what_is_taken_is_left_free() -> None:
    space = room()
    first = space.beside(space.inside(SQUARE), (70, 60), 80, 16)
    space.take(first.across - 40, first.up - 8, first.across + 40, first.up + 8)
    second = space.beside(space.inside(SQUARE), (70, 60), 80, 16)
    assert abs(first.across - second.across) >= 80 or abs(first.up - second.up) >= 16


def test_sea_is_better_than_land_and_land_than_a_country_with_a_number() -> None:
    """East is sea, west is land, north and south are countries with numbers."""
    space = ROOM["Room"](0, 0, 400, 200)
    country = space.inside(np.array([[180.0, 80.0], [220.0, 80.0], [220.0, 120.0], [180.0, 120.0]]))
    space.cost[:] = ROOM["OURS"]
    space.cost[70 // 2 : 130 // 2, :] = 0
    space.cost[70 // 2 : 130 // 2, : 180 // 2] = ROOM["LAND"] * 20
    space.cost[country] = ROOM["OURS"]
    place = space.beside(country, (200, 100), 60, 20)
    assert place.across > 220 and 80 <= place.up <= 120


def test_no_line_runs_through_another_label() -> None:
    space = room()
    space.take(0, 82, 200, 90)
    place = space.beside(space.inside(SQUARE), (70, 60), 60, 16)
    assert place.up < 82


def test_where_there_is_no_room_there_is_no_place() -> None:
    space = room()
    space.taken[:] = True
    assert space.beside(space.inside(SQUARE), (70, 60), 60, 16) is None
    assert room().beside(room().inside(SQUARE), (70, 60), 300, 16) is None


def test_a_country_smaller_than_a_square_is_pointed_to_at_its_place() -> None:
    space = room()
    place = space.beside(np.zeros_like(space.taken), (150.0, 100.0), 40, 16)
    assert place.end == (150.0, 100.0)
