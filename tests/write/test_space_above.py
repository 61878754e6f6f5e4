"""Is space above a paragraph written as it is, to a hundredth of a point?"""

from __future__ import annotations

import pytest

from deck.write.pptx.stencils import _points


@pytest.mark.parametrize(("points", "hundredths"), [(7.7, 770), (10.15, 1015), (24, 2400)])
def test_hundredths_of_a_point_are_rounded_and_not_cut_off(points: float, hundredths: int) -> None:
    assert _points(points).centipoints == hundredths
