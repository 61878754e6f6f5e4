"""Lists of Latin names in Chinese and Japanese lines: a program that takes one for a word needs a space to part it."""

from __future__ import annotations

import pytest

from deck.markup import Run
from deck.page import Stretch
from deck.write.pptx.text import _SEAM, _opened_lists


@pytest.mark.parametrize(
    ("parts", "opened"),
    [
        (["来自Merck、Novartis。"], "来自Merck、~Novartis。"),
        (["Merck", "、", "Roche", "（瑞士）、", "UCB"], "Merck、~Roche（瑞士）、UCB"),
        (["A、B，C：D"], "A、~B，~C：~D"),
        (["默克、罗氏"], "默克、罗氏"),
        (["Merck, ", "Roche"], "Merck, Roche"),
    ],
)
def test_the_smallest_space_stands_between_names_alone(parts: list[str], opened: str) -> None:
    found = list(_opened_lists([Stretch(part, Run(part), "Inter") for part in parts]))
    assert "".join("~" if one.run is _SEAM else one.text for one in found) == opened
