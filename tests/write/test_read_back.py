"""Is a difference between the pages and the file seen?"""

from __future__ import annotations

from pathlib import Path

import pytest

from deck.material import literal
from deck.page import Deck
from deck.scene import Item, Paragraph, Words
from deck.value import replace
from deck.write.pptx.deck import write_pptx
from deck.write.pptx.read_back import differences
from tests.story import said, tell

TALK = """\
- id: one
  kind: table
  title: Counts
  alt: counts
  columns: [A, B]
  rows: [[x, y]]
  notes: Say this.
- id: two
  kind: bullets
  title: Points
  bullets: [one, two]
"""


@pytest.fixture
def deck(tmp_path: Path) -> Deck:
    return tell(tmp_path, TALK).without_mistakes()


def test_what_was_written_is_what_is_read(deck: Deck) -> None:
    assert list(differences(write_pptx(deck), deck)) == []


def test_other_notes_are_seen(deck: Deck) -> None:
    assert differs(deck, notes=()) == ["slide 1: its notes differ"]


def test_another_title_is_seen(deck: Deck) -> None:
    sums = Item("title", Words((Paragraph(literal("Sums")),)))
    assert differs(deck, items=(sums,)) == ["slide 1: the title reads `Counts`"]


def test_a_slide_that_should_be_hidden_is_seen(deck: Deck) -> None:
    assert differs(deck, hidden=True) == ["slide 1: it is hidden, or should be"]


def test_a_lost_slide_is_seen(deck: Deck) -> None:
    written = write_pptx(replace(deck, pages=deck.pages[:1]))
    assert list(differences(written, deck)) == ["1 slides instead of 2"]


def test_text_that_changed_is_seen(deck: Deck, tmp_path: Path) -> None:
    other = tell(tmp_path / "other", TALK.replace("[[x, y]]", "[[x, z]]").replace("[one, two]", "[one, three]"))
    found = list(differences(write_pptx(deck), other.without_mistakes()))
    assert found == ["slide 1: the table `one.table` differs", "slide 2: `two.body` reads `one\ntwo`"]


def differs(deck: Deck, **changes: object) -> list[str]:
    """What is read otherwise when the first page says something else than the file."""
    page = deck.pages[0]
    first = replace(page, **changes) if "items" in changes else said(page, **changes)
    return list(differences(write_pptx(deck), replace(deck, pages=(first, *deck.pages[1:]))))
