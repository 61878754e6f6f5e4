"""Who has read a translation is known string by string, travels both ways, and holds for the source that was read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from lxml import etree

from deck.diagnostics import Report
from deck.locales import csv, po, xliff
from deck.locales.reviewed import parted, review_in
from deck.source import read_yaml
from deck.translation.message import Review
from deck.translation.overlay import read_overlay
from deck.translation.pair import pair
from deck.translation.status import status
from deck.translation.update import accepted
from tests.translation.telling import Translated, changed, translated
from tests.translation.test_exchange import exported, taken
from tests.translation.test_pairing import TALK

FORMATS = (po, xliff, csv)
TEXT = "text: DE B cells come back\n"
READ = TEXT + "        state: approved\n        by: Ana Reyes\n        date: 2026-11-29\n"
ANA = Review("approved", "Ana Reyes", "2026-11-29")


@pytest.fixture
def story(tmp_path: Path) -> Translated:
    before = translated(tmp_path, TALK)
    return replace(before, overlay=before.overlay.replace(TEXT, READ))


def review_of(story: Translated, source: str = "B cells come back") -> Review:
    return next(one.review for one in story.paired().pairs if one.message.source == source)


def taken_over(story: Translated, format: ModuleType, content: bytes) -> Translated:
    return replace(story, overlay=taken(story, format.read(content)).text)


def test_status_lists_who_has_read_how_many(story: Translated) -> None:
    told = status(story.read(), story.paired())
    assert told.reviews == {"approved by Ana Reyes, 2026-11-29": 1}


def test_a_source_that_changes_takes_the_approval_back_until_it_is_as_it_was(story: Translated) -> None:
    other = changed(story, TALK.replace("B cells come back", "B cells may come back")).updated()
    assert review_of(other, "B cells may come back") == Review() and status(other.read(), other.paired()).reviews == {}
    assert review_of(changed(other, TALK).updated()) == ANA


def test_to_accept_a_stale_text_is_not_to_approve_it(story: Translated) -> None:
    other = changed(story, TALK.replace("B cells come back", "B cells may come back")).updated()
    text, count = accepted(other.read(), pair(other.messages, other.read()), ["first"])
    after = replace(other, overlay=text)
    assert count == 1 and "state:" not in text.replace("status:", "") and "by: Ana" not in text
    assert not [name for name, state in after.states().items() if "slides" in name and state == "stale"]


@pytest.mark.parametrize("format", FORMATS)
def test_an_approval_goes_out_and_comes_back_unchanged(story: Translated, format: ModuleType) -> None:
    assert next(one for one in format.read(exported(story, format)) if "come back" in one.source).review == ANA
    assert taken_over(story, format, exported(story, format)).overlay == story.overlay


@pytest.mark.parametrize("format", FORMATS)
def test_a_translator_who_changes_an_approved_text_does_not_approve_it(story: Translated, format: ModuleType) -> None:
    sent = exported(story, format).replace(b"DE B cells come back", b"DE B cells return")
    after = taken_over(story, format, sent)
    assert "DE B cells return" in after.overlay and review_of(after) == Review() and "Ana" not in after.overlay


@pytest.mark.parametrize("format", FORMATS)
def test_what_was_changed_here_keeps_its_review(story: Translated, format: ModuleType) -> None:
    ours = replace(story, overlay=story.overlay.replace("DE B cells come back", "DE B cells are here again"))
    assert review_of(taken_over(ours, format, exported(story, format))) == ANA


def test_a_reviewer_of_a_po_file_writes_a_comment(tmp_path: Path) -> None:
    story = translated(tmp_path, TALK)
    sent = exported(story, po).decode()
    at = sent.index('msgctxt "slides.first.title"')
    start = sent.rindex("\n\n", 0, at) + 2
    after = taken_over(story, po, (sent[:start] + "# state: reviewed by Jo Lind\n" + sent[start:]).encode())
    assert review_of(after, "A first slide") == Review("reviewed", "Jo Lind") and "question:" not in after.overlay


def test_a_reviewer_signs_off_in_xliff_by_its_own_states(tmp_path: Path) -> None:
    story = translated(tmp_path, TALK)
    tree = etree.fromstring(exported(story, xliff))
    unit = next(one for one in tree.iter("{*}trans-unit") if one.get("id") == "slides.first.title")
    unit.find("{*}target").set("state", "signed-off")
    assert review_of(taken_over(story, xliff, etree.tostring(tree)), "A first slide") == Review("reviewed")


def test_xliff_names_the_reviewer_in_a_phase(story: Translated) -> None:
    tree = etree.fromstring(exported(story, xliff))
    [phase] = tree.iter("{*}phase")
    assert (phase.get("contact-name"), phase.get("date")) == ("Ana Reyes", "2026-11-29T00:00:00Z")
    [target] = [one for one in tree.iter("{*}target") if one.get("state") == "final"]
    assert target.get("phase-name") == phase.get("phase-name")


def test_an_approval_is_taken_back_in_a_spreadsheet(story: Translated) -> None:
    sent = exported(story, csv).replace(b'"approved by Ana Reyes, 2026-11-29"', b"translated")
    assert review_of(taken_over(story, csv, sent)) == Review()


@pytest.mark.parametrize(
    ("words", "review"),
    [
        ("state: approved by Ana Reyes, 2026-11-29", ANA), ("Approved by Ana Reyes, 2026-11-29", ANA),
        ("reviewed", Review("reviewed")), ("reviewed 2026-11-29", Review("reviewed", "", "2026-11-29")),
        ("translated", Review()), ("to be approved by Ana", None), ("", None),
    ],
)  # fmt: skip
def test_a_review_is_read_as_people_write_it(words: str, review: Review | None) -> None:
    assert review_in(words) == review


def test_a_question_beside_a_state_stays_a_question() -> None:
    assert parted("Which cells?\nstate: reviewed by Jo\nAll of them?") == (
        "Which cells?\nAll of them?",
        Review("reviewed", "Jo"),
    )
    assert parted("Is this approved?") == ("Is this approved?", None)


@pytest.mark.parametrize(
    ("lines", "code"),
    [("state: stale", "unknown-choice"), ("by: Ana", "missing-field"), ("state: final", "unknown-choice")],
)
def test_an_unknown_state_is_told_at_its_line(lines: str, code: str) -> None:
    text = f"slides:\n  one:\n    title:\n      source: A\n      text: B\n      {lines}\n"
    report = Report()
    source = read_yaml(text.encode(), report, "locales/de.yaml")
    assert source is not None
    read_overlay(source, "de", report)
    assert [(one.code, one.span.line) for one in report] == [(code, 6)]


def test_questions_and_reviews_come_back_from_what_is_obsolete(story: Translated) -> None:
    gone = changed(story, TALK.replace("    - B cells come back\n", "")).updated()
    assert "by: Ana Reyes" in gone.overlay
    assert review_of(changed(gone, TALK).updated()) == ANA
