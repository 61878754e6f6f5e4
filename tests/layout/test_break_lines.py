"""Where may a line end, and where does it?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from uniseg.linebreak import line_break_units

from deck.layout.break_lines import break_lines, units

WORDS = ["CAR", "T-cell", "therapy", "CD19/BCMA", "110 ± 32 days", "grade ≥3", "(n = 5)", "“cures”",
         "auto vs allo", "24–25 April", "Ωμέγα", "Ячейка", "long-term", "a — b", "5.5", "follow-up.", "5/5", "1/2",
         "B cell-mediated"]  # fmt: skip


def by_character(text: str):
    return lambda start, end: float(end - start)


@given(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join))
def test_units_join_up_to_the_text_again(text):
    assert "".join(units(text)) == text


@pytest.mark.parametrize("text", WORDS)
def test_the_short_way_breaks_where_the_unicode_algorithm_does(text):
    assert list(units(f"see {text} here")) == list(line_break_units(f"see {text} here"))


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join), st.integers(4, 60))
def test_no_line_is_wider_than_the_box_unless_it_is_cut_inside_a_word(text, width):
    for start, end in break_lines(text, width, by_character(text)):
        assert len(text[start:end].rstrip(" ")) <= width


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join), st.integers(1, 60))
def test_lines_follow_one_another_without_gap(text, width):
    lines = list(break_lines(text, width, by_character(text)))
    assert "".join(text[start:end] for start, end in lines) == text


def test_french_punctuation_stays_with_its_word():
    assert units("Oui\u202f! Non") == ("Oui\u202f! ", "Non")


def test_chinese_breaks_between_characters():
    assert list(break_lines("董明皓田代实", 4, by_character(""))) == [(0, 4), (4, 6)]


def test_a_word_longer_than_the_line_is_cut_between_characters():
    lines = break_lines("Geschwindigkeitsbegrenzung", 10, by_character(""))
    assert list(lines) == [(0, 10), (10, 20), (20, 26)]
