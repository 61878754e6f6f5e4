"""Is the talk as long as its slot, and is what nobody knows called unknown?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.story import HEAD, tell

WORDS = "word " * 130
"""A minute of English."""


def told(
    folder: Path, slides: str, slot: str = "  slot_minutes: 2\n", language: str = "en-GB"
) -> list[tuple[str, str]]:
    head = HEAD.replace("slides:\n", f"{slot}slides:\n").replace("en-GB", language)
    _, found = tell(folder, head + slides).built()
    return [(one.told.severity.value, one.told.message) for one in found]


def slide(name: str, **fields: str) -> str:
    said = "".join(f"    {field}: {value}\n" for field, value in fields.items())
    return f"  - id: {name}\n    kind: statement\n    title: {name}\n    quote: [x]\n{said}"


def test_a_talk_that_fits_is_not_mentioned(tmp_path: Path) -> None:
    assert told(tmp_path, slide("a", notes=WORDS) + slide("b", minutes="1")) == []


def test_the_slide_beyond_the_end_is_named_with_both_lengths(tmp_path: Path) -> None:
    slides = slide("a", notes=WORDS) + slide("b", minutes="1.5") + slide("c", minutes="0.5")
    head = HEAD.replace("slides:\n", "  slot_minutes: 2\nslides:\n")
    [(line, one)] = tell(tmp_path, head + slides).built()[1]
    assert one.message == "the talk takes 3:00 minutes of a slot of 2:00; this slide is beyond its end"
    assert (head + slides).splitlines()[line - 1] == "  - id: b"


def test_a_slide_without_notes_is_unknown_and_not_nothing(tmp_path: Path) -> None:
    [(severity, message)] = told(tmp_path, slide("a", notes=WORDS) + slide("b") + slide("c"))
    assert (severity, message) == (
        "note", "1:00 of 2:00 minutes are known; how long `b`, `c` takes, nobody has said"
    )  # fmt: skip


def test_a_note_of_few_words_is_a_cue_and_says_nothing_of_how_long_the_slide_stays(tmp_path: Path) -> None:
    slides = slide("a", notes=WORDS) + slide("b", notes="Three ways to look.") + slide("c", notes="word " * 25)
    [(severity, message)] = told(tmp_path, slides)
    assert severity == "note" and "1:10 of 2:00 minutes are known; how long `b` takes" in message


def test_nobody_speaks_at_a_hidden_slide(tmp_path: Path) -> None:
    assert told(tmp_path, slide("a", minutes="2") + slide("b", minutes="9", hidden="true")) == []


def test_a_talk_without_a_slot_is_not_measured(tmp_path: Path) -> None:
    assert told(tmp_path, slide("a", minutes="99"), slot="") == []


@pytest.mark.parametrize(("language", "beyond"), [("en", False), ("de", True), ("ar", True)])
def test_the_pace_is_that_of_the_language(tmp_path: Path, language: str, beyond: bool) -> None:
    found = told(tmp_path, slide("a", notes=WORDS), slot="  slot_minutes: 1\n", language=language)
    assert any("beyond its end" in message for _, message in found) is beyond
