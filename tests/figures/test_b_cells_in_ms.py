"""Do the roles of B cells read as one row, whatever stands above them?"""

from __future__ import annotations

from tests.figures.seen import drawn, texts

ROLES = {"Present", "Release", "Steer", "Gather", "Mature"}


def test_what_b_cells_do_stands_on_one_line() -> None:
    canvas = drawn("b_cells_in_ms")
    roofs = [text.get_position()[1] for text in texts(canvas) if text.get_text() in ROLES]
    assert len(roofs) == len(ROLES)
    assert len(set(roofs)) == 1
