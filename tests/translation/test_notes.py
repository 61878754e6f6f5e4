"""Notes are translated a paragraph at a time; overlays that have a note in one piece go on working."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from deck.locales import csv, po, xliff
from deck.translation.message import normal
from tests.translation.telling import REVIEWED, Translated, changed, talk_of
from tests.translation.test_exchange import exported, taken, taken_with

TALK = """
id: one
kind: bullets
bullets: [Wait]
title: A title
notes: |
  First things first.

  Then the rest of it.

  - and a list
"""
WHOLE = f"""{REVIEWED}slides:
  one:
    title: {{source: A title, text: Ein Titel}}
    bullets:
      - source: Wait
        text: Warten
    notes:
      source: |-
        First things first.

        Then the rest of it.

        - and a list
      text: |-
        Das Wichtigste zuerst.

        Dann alles andere.

        - und eine Liste
"""
THREE = ["Das Wichtigste zuerst.", "Dann alles andere.", "• und eine Liste"]


def story(folder: Path, overlay: str = WHOLE, slides: str = TALK) -> Translated:
    return Translated(*talk_of(folder, slides), overlay)


def spoken(told: Translated) -> list[str]:
    deck, _ = told.built()
    return [text.plain for text in deck.pages[0].notes]


def sources(told: Translated) -> dict[str, str]:
    return {entry.source: entry.text for entry in told.read().entries if "notes" in entry.steps}


def test_a_note_in_one_piece_is_spoken_as_before(tmp_path: Path) -> None:
    assert not any("slides" in name for name in story(tmp_path).states()) and spoken(story(tmp_path)) == THREE


def test_an_update_divides_it_and_nothing_is_stale(tmp_path: Path) -> None:
    after = story(tmp_path).updated()
    assert sources(after) == {
        "First things first.": "Das Wichtigste zuerst.",
        "Then the rest of it.": "Dann alles andere.",
        "- and a list": "- und eine Liste",
    }
    assert "stale" not in after.states().values() and not after.read().obsolete
    assert spoken(after) == THREE and after.updated().overlay == after.overlay


def test_of_a_note_that_has_changed_only_that_paragraph_goes_back(tmp_path: Path) -> None:
    after = changed(story(tmp_path), TALK.replace("the rest", "all the rest")).updated()
    stale = {name for name, state in after.states().items() if state == "stale"}
    assert stale == {"slides.one.notes.2"} and "was: Then the rest of it." in after.overlay
    assert spoken(after) == [THREE[0], "Then all the rest of it.", THREE[2]]


def test_a_note_that_says_more_in_fewer_paragraphs_stays_in_one_piece(tmp_path: Path) -> None:
    joined = WHOLE.replace("zuerst.\n\n", "zuerst.\n")
    after = story(tmp_path, joined).updated()
    assert "stale" not in after.states().values() and normal("Dann alles") in normal(after.overlay)
    assert spoken(after) == ["Das Wichtigste zuerst. Dann alles andere.", THREE[2]]
    later = changed(after, TALK.replace("the rest", "all the rest")).updated()
    assert later.states()["slides.one.notes"] == "stale" and "zuerst. Dann" in normal(later.overlay).replace("\n", " ")


def test_a_comment_inside_of_a_note_is_not_lost(tmp_path: Path) -> None:
    after = story(tmp_path, WHOLE.replace("      text: |-", "      # ask Anna\n      text: |-", 1)).updated()
    assert "# ask Anna" in after.overlay and spoken(after) == THREE


def test_a_question_is_asked_once_and_a_reason_holds_for_each(tmp_path: Path) -> None:
    overlay = WHOLE + "      question: Which rest?\n      on_purpose: as it is said\n"
    after = story(tmp_path, overlay).updated()
    assert after.overlay.count("question: Which rest?") == 1 and after.overlay.count("on_purpose:") == 3


@pytest.mark.parametrize("renamed", [False, True])
def test_a_slide_that_was_renamed_takes_its_note_along(tmp_path: Path, renamed: bool) -> None:
    slides = TALK.replace("id: one", "id: first") if renamed else TALK
    after = changed(story(tmp_path), slides).updated()
    assert len(sources(after)) == 3 and "missing" not in {
        state for name, state in after.states().items() if name.startswith("slides")
    }


ONE = TALK[: TALK.index("\n  Then")]


def test_a_second_paragraph_leaves_the_first_as_it_was(tmp_path: Path) -> None:
    overlay = (
        WHOLE[: WHOLE.index("    notes:")] + "    notes:\n      source: First things first.\n      text: Zuerst.\n"
    )
    before = story(tmp_path, overlay, ONE)
    assert "slides.one.notes" not in before.states()
    after = changed(before, TALK).updated()
    assert sources(after)["First things first."] == "Zuerst." and spoken(after)[0] == "Zuerst."
    assert {name for name in after.states() if "notes" in name} == {"slides.one.notes.2", "slides.one.notes.3"}
    assert not after.read().obsolete and after.updated().overlay == after.overlay


def test_a_note_of_which_one_paragraph_is_left_keeps_its_words(tmp_path: Path) -> None:
    after = changed(story(tmp_path).updated(), ONE).updated()
    assert "slides.one.notes" not in after.states() and spoken(after) == [THREE[0]]
    assert {entry.text for entry in after.read().obsolete} == {"Dann alles andere.", "- und eine Liste"}
    again = changed(after, TALK).updated()
    assert sources(again) == sources(story(tmp_path).updated()) and spoken(again) == THREE


def test_an_edited_paragraph_that_is_left_alone_is_stale(tmp_path: Path) -> None:
    after = changed(story(tmp_path).updated(), ONE.replace("First things first", "First things come first")).updated()
    assert normal("Das Wichtigste zuerst.") in after.overlay and len(after.read().obsolete) <= 3


@pytest.mark.parametrize("format", [po, xliff, csv])
def test_a_file_that_was_exported_in_one_piece_comes_back_in_paragraphs(tmp_path: Path, format: object) -> None:
    whole = story(tmp_path)
    sent = exported(whole, format)  # type: ignore[arg-type]
    edited = sent.replace(b"Dann alles andere.", b"Danach alles andere.")
    assert edited != sent
    result = taken(whole, format.read(edited))  # type: ignore[attr-defined]
    after = replace(whole, overlay=result.text)
    assert spoken(after) == [THREE[0], "Danach alles andere.", THREE[2]] and result.new == 1


def test_what_was_changed_here_since_is_a_conflict_in_its_paragraph(tmp_path: Path) -> None:
    whole = story(tmp_path)
    sent = exported(whole, po).replace(b"Dann alles andere.", b"Danach alles andere.")
    ours = replace(whole, overlay=whole.overlay.replace("Dann alles andere.", "Sodann alles andere."))
    result, report = taken_with(ours, po.read(sent))
    assert [one.code for one in report] == ["conflicting-translation"] and "Sodann alles andere." in result.text


def test_paragraphs_that_meet_a_note_in_one_piece_are_refused(tmp_path: Path) -> None:
    joined = story(tmp_path, WHOLE.replace("zuerst.\n\n", "zuerst.\n"))
    sent = exported(story(tmp_path).updated(), po).replace(b"Dann alles andere.", b"Danach alles.")
    result, report = taken_with(joined, po.read(sent))
    assert {one.code for one in report} == {"bad-exchange"} and "Danach" not in result.text
