"""What a translator of a stale text sees: the words that are gone, and those that are new."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deck.locales import csv, po, xliff
from deck.translation.changes import changes, told
from tests.translation.telling import changed, translated
from tests.translation.test_exchange import exported
from tests.translation.test_pairing import TALK


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [("Plasma cells stay", "Plasma cells go", "Plasma cells [-stay-]{+go+}"),
     ("5 people, in 2 groups.", "6 people, in 2 groups.", "[-5-]{+6+} people, in 2 groups."),
     ("It is safe.", "It is not safe.", "It is {+not +}safe."),
     ("One\n\nTwo", "One", "One[- Two-]")],
)  # fmt: skip
def test_words_that_changed_are_marked(before: str, after: str, said: str) -> None:
    assert told(before, after) == said


@given(st.text("ab .,\n"), st.text("ab .,\n"))
def test_nothing_is_left_out_of_either(before: str, after: str) -> None:
    found = list(changes(before, after))
    assert "".join(words for kind, words in found if kind != "new") == before
    assert "".join(words for kind, words in found if kind != "gone") == after


@pytest.mark.parametrize("format", [po, xliff, csv])
def test_an_export_shows_what_has_changed(tmp_path: Path, format: ModuleType) -> None:
    story = changed(translated(tmp_path, TALK), TALK.replace("Plasma cells stay", "Plasma cells go")).updated()
    assert "changed since it was translated: Plasma cells [-stay-]{+go+}" in exported(story, format).decode()
