"""Derived colours are PowerPoint's own, and contrast is WCAG's."""

import pytest

from deck.brand.theme_colors import contrast, lightened


@pytest.mark.parametrize(
    ("color", "lum_mod", "lum_off", "expected"),
    [
        # What PowerPoint shows for the Office theme's blue: lighter 80 %, 60 %, 40 %, darker 25 %, 50 %.
        ("4472C4", 20, 80, "DAE3F3"),
        ("4472C4", 40, 60, "B4C7E7"),
        ("4472C4", 60, 40, "8FAADC"),
        ("4472C4", 75, 0, "2F5597"),
        ("4472C4", 50, 0, "203864"),
        ("000000", 50, 50, "808080"),
    ],
)
def test_lighter_means_what_powerpoint_means(color, lum_mod, lum_off, expected):
    ours = lightened(color, lum_mod, lum_off)
    channels = [(int(ours[i : i + 2], 16), int(expected[i : i + 2], 16)) for i in (0, 2, 4)]
    assert all(abs(one - other) <= 1 for one, other in channels), (ours, expected)


def test_contrast_runs_from_one_to_twenty_one():
    assert contrast("FFFFFF", "000000") == pytest.approx(21)
    assert contrast("777777", "777777") == 1
    assert contrast("767676", "FFFFFF") == pytest.approx(4.54, abs=0.01)
