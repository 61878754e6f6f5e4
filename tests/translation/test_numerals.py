"""What has no words is no translator's: its numbers are written as the language writes them, in tables as elsewhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from deck.diagnostics import Report
from deck.markup import parse
from deck.page import TableBox
from deck.place import NO_PLACE
from deck.translation.numerals import by_language
from tests.translation.telling import translated

TABLE = """
id: one
kind: table
title: Results
alt: what came out
columns: [Arm, Mean, Share]
rows:
  - [Placebo, "1,234.5", "12.5%"]
  - [CAR T, "0.62 (0.41–0.87)", "[2](https://a.org/1.5)"]
"""


@pytest.mark.parametrize(
    ("written", "tag", "shown"),
    [
        ("47.3", "de", "47,3"), ("0.62 (0.41–0.87)", "fr", "0,62 (0,41–0,87)"), ("47.3 ± 5.1", "nl", "47,3 ± 5,1"),
        ("1,234", "de", "1.234"), ("1,234,567.8", "fr", "1\u202f234\u202f567,8"), ("12.5%", "de", "12,5\u00a0%"),
        ("12%", "nl", "12%"), ("≥ 0.05", "pl", "≥ 0,05"), ("47.3", "he", "47.3"), ("47.3", "ar", "47.3"),
        ("24.04.2026", "de", "24.04.2026"), ("2026-04-24", "de", "2026-04-24"), ("10:30.5", "de", "10:30.5"),
        ("1.2.3", "de", "1.2.3"), ("5/5", "de", "5/5"), ("10^6^", "de", "10⁶"), ("`1.5`", "de", "1.5"),
        ("€1,450", "de", "1.450\u00a0€"), ("€1,450.50", "fr", "1\u202f450,50\u00a0€"), ("€40", "nl", "€\u00a040"),
        ("40 €", "ar", "40\u00a0€"), ("−€40", "de", "−40\u00a0€"), ("€40–60", "de", "€40–60"),
        ("$1,450–$2,000", "de", "1.450\u00a0$–2.000\u00a0$"), ("40–60 €", "nl", "40–60 €"),
        ("€ 40–60", "de", "€ 40–60"), ("$1.5", "pl", "1,5\u00a0$"), ("**1.5**", "de", "1,5"),
        ("−0.5", "de", "−0,5"), ("1,5", "de", "1,5"), ("12,34", "de", "12,34"),
    ],
)  # fmt: skip
def test_a_number_is_written_by_the_language(written: str, tag: str, shown: str) -> None:
    assert by_language(parse(written, NO_PLACE, Report()), tag, "en-GB").plain == shown


def test_a_german_talk_is_read_by_its_own_marks() -> None:
    assert by_language(parse("1.234,5", NO_PLACE, Report()), "en", "de").plain == "1,234.5"
    assert by_language(parse("0,5", NO_PLACE, Report()), "fr", "de").plain == "0,5"


def test_cells_of_a_table_follow_the_language_and_are_not_listed(tmp_path: Path) -> None:
    story = translated(tmp_path, TABLE)
    assert "1,234.5" not in story.overlay and "0.62" not in story.overlay
    deck, report = story.built()
    [table] = [one for one in deck.pages[0].elements if isinstance(one, TableBox)]
    cells = [[" ".join(laid.paragraph.text.plain for laid in cell.paragraphs) for cell in row] for row in table.cells]
    assert cells[1:] == [["DE Placebo", "1.234,5", "12,5\u00a0%"], ["DE CAR T", "0,62 (0,41–0,87)", "2"]]
    assert not report.has_errors


def test_a_number_may_be_said_otherwise_where_a_translation_says_it(tmp_path: Path) -> None:
    story = translated(tmp_path, TABLE)
    own = "text: DE Placebo\n        - source: '1,234.5'\n          text: rund 1.200\n"
    story = replace(story, overlay=story.overlay.replace("text: DE Placebo\n", own))
    assert story.updated().overlay == story.overlay
    deck, report = story.built()
    [table] = [one for one in deck.pages[0].elements if isinstance(one, TableBox)]
    assert [laid.paragraph.text.plain for laid in table.cells[1][1].paragraphs] == ["rund 1.200"]
    assert not report.has_errors
