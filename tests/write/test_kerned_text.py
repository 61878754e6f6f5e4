"""Does each sign of full-width text stand in pictures where layout put it?"""

from __future__ import annotations

from deck.markup import Run
from deck.page import Piece
from deck.write.drawing.paint_text import _unsqueezed


def test_kerned_signs_keep_their_own_widths() -> None:
    piece = Piece("も、う", 0.0, 27.0, "Noto Sans JP", Run("も、う"), 10.0, (9.0, 8.0, 10.0))
    assert [(part.text, width) for part, width in _unsqueezed(piece)] == [("も", 9.0), ("、", 8.0), ("う", 10.0)]


def test_text_that_nothing_pushes_together_stays_one_piece() -> None:
    piece = Piece("うも", 0.0, 20.0, "Noto Sans JP", Run("うも"), 10.0)
    assert list(_unsqueezed(piece)) == [(piece, None)]
