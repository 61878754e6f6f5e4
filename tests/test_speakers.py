"""Two who speak together are named wherever one would be."""

from __future__ import annotations

from pathlib import Path

import pytest

from deck.write.drawing import slide_pdf
from tests.story import opened, tell

SLIDES = "\nslides:\n- {id: a, kind: statement, title: T, quote: [x]}\n"


def told(folder: Path, head: str, language: str = "en") -> object:
    return tell(folder, f"format: 2\ntalk: {{title: T, language: {language}, status: final, {head}}}{SLIDES}")


def test_both_are_authors_of_the_deck_and_of_its_pdf(tmp_path: Path) -> None:
    deck = told(tmp_path, "speakers: [Ada One, Ben Two]").without_mistakes()  # type: ignore[attr-defined]
    known = opened(deck).core_properties
    assert (known.author, known.last_modified_by) == ("Ada One; Ben Two", "Ada One; Ben Two")
    pdf = slide_pdf(deck, deck.pages)
    assert b"Ada One" in pdf and b"Ben Two" in pdf


@pytest.mark.parametrize(("language", "said"), [("en", "Ada One, Ben Two"), ("ar", "Ada One، Ben Two")])
def test_they_are_listed_as_the_language_lists(language: str, said: str, tmp_path: Path) -> None:
    deck = told(tmp_path, "speakers: [Ada One, Ben Two]", language).without_mistakes()  # type: ignore[attr-defined]
    assert deck.meta.said_by == said


@pytest.mark.parametrize(
    ("head", "code", "help"),
    [
        ("subject: S", "missing-field", "add `speaker: …`, or `speakers: [A, B]`"),
        ("speaker: A, speakers: [B]", "duplicate-key", "write all names under `speakers`, and take `speaker` away"),
    ],
)
def test_who_speaks_is_said_once(head: str, code: str, help: str, tmp_path: Path) -> None:
    from deck.diagnostics import Report
    from deck.pipeline import build

    report = Report()
    build(told(tmp_path, head).world, report)  # type: ignore[attr-defined]
    assert [(one.code, one.help) for one in report] == [(code, help)]
