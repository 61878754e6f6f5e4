"""A translation says the numbers of its source, in its own language's way."""

from __future__ import annotations

from pathlib import Path

import pytest

from deck.diagnostics import Report
from deck.locales.imported import Imported
from deck.locales.take_over import take_over
from deck.translation.numbers import number_faults
from deck.translation.pair import pair
from deck.translation.update import accepted
from tests.translation.telling import Translated, changed, translated

SAME = [
    ("de", "after 5.5 months, 3,184 people", "nach 5,5 Monaten, 3.184 Menschen"),
    ("fr", "3,184 people (26.9 %)", "3\u202f184 personnes (26,9 %)"),
    ("pl", "3,184 people on 24 April 2026", "3184 osób dnia 24 kwietnia 2026"),
    ("ja", "20,000 people on 24 April 2026", "2万人、2026年4月24日"),
    ("zh-Hans", "1.5 million cells", "150万个细胞"),
    ("de", "April 24–25, 2026", "24.–25. April 2026"),
    ("de", "24 April 2026", "24.04.2026"),
    ("de", "about ten of twelve", "etwa 10 von 12"),
    ("ar", "26.9 per cent of 3,184", "٢٦٫٩ في المئة من ٣٬١٨٤"),
    ("de", "NCT05828212, IL-6 and CD19", "CD19, IL6 und NCT05828212"),
    ("de", "a dose of 5 mg rituximab", "eine Dosis von 5 Milligramm Rituximab"),
    ("de", "at 2 pm", "um 14 Uhr"),
    ("de", "grade ≥3, a phase 1 trial", "vom Grad ≥ 3, eine Phase-1-Studie"),
    ("de", "they may come back", "sie können zurückkehren"),
    ("de", "within 40 days, for 2 years", "innerhalb von 40 Tagen, 2 Jahre lang"),
    ("de", "40 % in 40 days", "40 % in 40 Tagen"),
    ("he", "in 5 days", "תוך 5 ימים"),
]
WRONG = [
    ("de", "after 5.5 months", "nach 5.5 Monaten"),
    ("de", "after 5.5 months", "nach 55 Monaten"),
    ("de", "3,184 people", "3,184 Menschen"),
    ("de", "11 of 12", "12 von 12"),
    ("de", "5 mg a day", "5 g am Tag"),
    ("de", "5 mg a day", "5 µg am Tag"),
    ("de", "NCT05828212", "NCT05828221"),
    ("de", "CD19 cells", "CD20-Zellen"),
    ("de", "24 April 2026", "24. Mai 2026"),
    ("de", "rituximab and ocrelizumab", "Rituximab und Ofatumumab"),
    ("de", "grade ≥3", "Grad ≤ 3"),
    ("de", "doi 10.1056/NEJMoa2308917", "doi 10.1056/NEJMoa2308971"),
    ("ar", "26.9 per cent", "29.6 في المئة"),
    ("ja", "20,000 people", "20万人"),
    ("fr", "26.9 %", "26.9 %"),
    ("de", "within 40 days", "innerhalb von 40 Wochen"),
    ("fr", "for 5 months", "pendant 5 semaines"),
]


@pytest.mark.parametrize(("tag", "source", "text"), SAME)
def test_the_same_numbers_in_another_way_are_right(tag: str, source: str, text: str) -> None:
    assert list(number_faults(source, text, tag)) == []


@pytest.mark.parametrize(("tag", "source", "text"), WRONG)
def test_a_lost_or_changed_number_is_told(tag: str, source: str, text: str) -> None:
    assert list(number_faults(source, text, tag))


TALK = "- {id: one, kind: bullets, title: One, bullets: [After 5 months, Cells]}\n"


def test_what_is_meant_is_said_to_be(tmp_path: Path) -> None:
    story = translated(tmp_path, TALK)
    wrong = with_overlay(story, story.overlay.replace("text: DE After 5 months", "text: Nach fünf Monaten"))
    assert [one.code for one in wrong.built()[1] if one.code == "number-differs"]
    meant = wrong.overlay.replace("text: Nach fünf Monaten", "text: Nach fünf Monaten\n        on_purpose: in words")
    assert not [one.code for one in with_overlay(story, meant).built()[1] if one.code == "number-differs"]


def test_a_reason_that_names_numbers_excuses_no_others(tmp_path: Path) -> None:
    story = translated(tmp_path, TALK)
    entry = "text: Nach fünf Monaten\n        on_purpose: "
    for reason, told in (("7 is in words", True), ("5 is in words", False)):
        overlay = story.overlay.replace("text: DE After 5 months", f"{entry}{reason}")
        codes = [one.code for one in with_overlay(story, overlay).built()[1]]
        assert ("number-differs" in codes) == told


def test_what_was_checked_is_not_accepted_with_another_number(tmp_path: Path) -> None:
    story = changed(translated(tmp_path, TALK), TALK.replace("After 5 months", "After 6 months")).updated()
    text, count = accepted(story.read(), pair(story.messages, story.read()), ["one"])
    assert (count, text) == (0, story.overlay)


def test_an_import_tells_the_line_of_another_number(tmp_path: Path) -> None:
    story, report = translated(tmp_path, TALK), Report()
    given = [Imported("slides.one.bullets.1", "After 5 months", "Nach 6 Monaten", 7)]
    take_over(story.read(), story.messages, given, "talk.de.po", {}, report, theirs=True)
    assert [(one.code, one.span.line) for one in report] == [("number-differs", 7)]


def with_overlay(story: Translated, overlay: str) -> Translated:
    return Translated(story.world, story.talk, overlay)
