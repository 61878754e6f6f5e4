"""A talk changes under its translation: what keeps its text, what becomes stale, and what is never guessed?"""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deck.diagnostics import Report, Span
from deck.source import read_yaml
from deck.translation.message import Entry, Message, State
from deck.translation.overlay import Overlay, Review
from deck.translation.pair import pair
from tests.translation.telling import changed, translated

TALK = """\
- id: first
  kind: bullets
  title: A first slide
  bullets:
    - B cells come back
    - Plasma cells stay
    - T cells are unchanged
  notes: |
    Say it slowly, and
    look at the room.

    Then wait.
- id: second
  kind: hub
  title: A second slide
  centre: B cells
  alt: B cells in the centre
  spokes:
    - {verb: Present, text: antigen}
    - {verb: Release, text: cytokines}
    - {verb: Gather, text: in follicles}
"""


def test_what_has_just_been_translated_is_current(tmp_path: Path) -> None:
    assert translated(tmp_path, TALK).states() == {}


def test_a_changed_source_makes_exactly_its_entry_stale(tmp_path: Path) -> None:
    story = changed(translated(tmp_path, TALK), TALK.replace("Plasma cells stay", "Plasma cells mostly stay"))
    assert story.states() == {"slides.first.bullets.2": "stale"}


def test_one_changed_field_of_a_record_makes_that_field_stale_alone(tmp_path: Path) -> None:
    story = changed(translated(tmp_path, TALK), TALK.replace("text: cytokines", "text: messengers"))
    assert story.states() == {"slides.second.spokes.2.text": "stale"}


def test_wrapping_a_note_in_another_way_changes_nothing(tmp_path: Path) -> None:
    story = changed(translated(tmp_path, TALK), TALK.replace("slowly, and\n    look", "slowly,\n    and look"))
    assert story.states() == {}


def test_reordering_slides_and_items_loses_nothing(tmp_path: Path) -> None:
    first, second = TALK.split("- id: second")
    lines = first.splitlines(keepends=True)
    lines[4:7] = [lines[6], lines[4], lines[5]]
    before = translated(tmp_path, TALK)
    story = changed(before, f"- id: second{second}{''.join(lines)}")
    assert story.states() == {}
    assert story.texts() == before.texts()


def test_a_renamed_slide_keeps_its_translations(tmp_path: Path) -> None:
    story = changed(translated(tmp_path, TALK), TALK.replace("id: first", "id: the-first"))
    assert story.states() == {}
    assert "the-first:" in story.updated().overlay
    assert "\n  first:" not in story.updated().overlay


def test_a_point_that_moves_to_another_slide_takes_its_translation_along(tmp_path: Path) -> None:
    moved = (
        TALK.replace("    - Plasma cells stay\n", "")
        + "- {id: third, kind: bullets, title: New, bullets: [Plasma cells stay]}\n"
    )
    story = changed(translated(tmp_path, TALK), moved)
    assert story.states() == {"slides.third.title": "missing"}
    assert story.texts()["Plasma cells stay"] == "DE Plasma cells stay"


def test_an_edited_item_beside_a_new_one_is_found_by_its_words(tmp_path: Path) -> None:
    edited = TALK.replace(
        "    - Plasma cells stay\n", "    - Plasma cells stay there\n    - Something else entirely, with other words\n"
    )
    story = changed(translated(tmp_path, TALK), edited)
    assert story.states() == {"slides.first.bullets.2": "stale", "slides.first.bullets.3": "missing"}


def test_items_edited_and_moved_at_once_are_reported_and_not_guessed(tmp_path: Path) -> None:
    shuffled = TALK.replace(
        "    - B cells come back\n    - Plasma cells stay\n    - T cells are unchanged\n",
        "    - T cells are unchanged\n    - One new point\n    - B cells come back\n    - Two new points\n",
    ).replace("- Plasma cells stay", "")
    before = translated(
        tmp_path, TALK.replace("    - Plasma cells stay\n", "    - Old words\n    - Plasma cells stay\n")
    )
    story = changed(before, shuffled)
    assert story.paired().ambiguous == (("slides", "first", "bullets"),)
    assert {"slides.first.bullets.2", "slides.first.bullets.4"} <= set(story.states())
    kept = story.updated()
    assert {entry.text for entry in kept.read().obsolete} == {"DE Old words", "DE Plasma cells stay"}


def test_the_same_words_twice_may_be_translated_in_two_ways(tmp_path: Path) -> None:
    story = translated(tmp_path, TALK.replace("Plasma cells stay", "B cells come back"))
    overlay = story.overlay.replace("DE B cells come back", "first way", 1)
    again = changed(
        type(story)(story.world, story.talk, overlay), TALK.replace("Plasma cells stay", "B cells come back")
    )
    texts = [one.entry.text for one in again.paired().pairs if one.entry and one.message.source == "B cells come back"]
    assert texts == ["first way", "DE B cells come back"]


WORDS = st.lists(
    st.text("abcdefgh ", min_size=3, max_size=12).map(str.strip).filter(len), min_size=1, max_size=7, unique=True
)


@given(WORDS, st.randoms())
def test_any_order_of_a_list_finds_every_translation(words: list[str], chance: random.Random) -> None:
    shuffled = chance.sample(words, len(words))
    pairing = pair(_messages(shuffled), _overlay(words))
    assert [one.entry.text for one in pairing.pairs if one.entry] == [f"DE {word}" for word in shuffled]
    assert not pairing.unused and not pairing.ambiguous


@given(WORDS, st.data())
def test_one_edit_in_any_place_is_stale_there_and_nowhere_else(words: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(words) - 1))
    edited = [f"{word} edited" if number == place else word for number, word in enumerate(words)]
    pairing = pair(_messages(edited), _overlay(words))
    assert [number for number, one in enumerate(pairing.pairs) if one.state is State.STALE] == [place]
    assert pairing.pairs[place].entry is not None and pairing.pairs[place].entry.text == f"DE {words[place]}"


@given(WORDS, WORDS)
def test_no_translation_is_ever_given_to_two_strings(before: list[str], after: list[str]) -> None:
    pairing = pair(_messages(after), _overlay(before))
    used = [one.entry.steps for one in pairing.pairs if one.entry]
    assert len(used) == len(set(used))
    assert len(used) + len(pairing.unused) == len(before)


def _messages(words: list[str]) -> tuple[Message, ...]:
    return tuple(Message(("slides", "one", "bullets", place), word) for place, word in enumerate(words))


def _overlay(words: list[str]) -> Overlay:
    source = read_yaml(b"review: {}", Report(), "locales/de.yaml")
    assert source is not None
    entries = tuple(
        Entry(word, f"DE {word}", Span.NOWHERE, ("slides", "one", "bullets", place)) for place, word in enumerate(words)
    )
    return Overlay("de", source, entries, Review())


@pytest.mark.parametrize("text", ["", "   "])
def test_an_empty_text_is_missing(text: str) -> None:
    entry = Entry("a", text, Span.NOWHERE, ("slides",))
    from deck.translation.message import Paired

    assert Paired(Message(("slides",), "a"), entry).state is State.MISSING
