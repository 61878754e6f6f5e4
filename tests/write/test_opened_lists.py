"""Lists of Latin names in Chinese and Japanese lines: a program that takes one for a word needs a space to part it."""

from __future__ import annotations

import pytest

from deck.markup import Run
from deck.page import Stretch
from deck.write.pptx.text import _BEHIND_SLASH, _BETWEEN_NAMES, _SEAM, _bound, _opened


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
    found = list(_opened([Stretch(part, Run(part), "Inter") for part in parts], _BETWEEN_NAMES))
    assert "".join("~" if one.run is _SEAM else one.text for one in found) == opened


def test_a_slash_between_words_is_such_a_place_but_not_in_an_address() -> None:
    link = Run("https://a.org/b/c", link="https://a.org/b/c")
    parts = [Run("CD19/"), Run("CD20/CD22 "), link]
    found = _opened([Stretch(run.text, run, "Inter") for run in parts], _BEHIND_SLASH)
    said = "".join("~" if one.run is _SEAM else one.text for one in found)
    assert said == "CD19/~CD20/~CD22 https://a.org/b/c"


def test_a_name_keeps_its_number() -> None:
    assert _bound(Stretch("KYV-101 and B-cell", Run(""), "Inter")).text == "KYV\u2011101 and B-cell"
