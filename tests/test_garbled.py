"""Letters that were read in another encoding than they were saved in: are they seen, and no others?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from deck import spreadsheet
from deck.garbled import garbled, ungarbled
from tests.csl.telling import loaded

LETTERS = "äöüßÄÖÜéèêàçñåøµ°±·–—“”‘’…€α βγμ≤≥−×"


@given(some.text(LETTERS + "abc 12.", min_size=1, max_size=12))
def test_whatever_was_garbled_is_seen_and_read_back(words: str) -> None:
    try:
        seen = words.encode("utf-8").decode("cp1252")
    except UnicodeDecodeError:  # a letter that Windows could not have shown
        return
    assert (garbled(seen) is not None) == (not words.isascii())
    assert ungarbled(seen) == words


@pytest.mark.parametrize(
    "words",
    [
        "São Paulo, CORAÇÃO",
        "CAFÉ»",
        "»Ä«",
        "Â",
        "â",
        "Île, Ïambe",
        "pâté",
        "ÂGE",
        "5 ± 2 µg",
        "naïve",
        "Ångström",
        "Ελληνικά",
    ],
)
def test_what_people_write_is_left_alone(words: str) -> None:
    assert garbled(words) is None


def test_a_cell_and_a_name_are_told() -> None:
    with pytest.raises(spreadsheet.Unclear, match="it is `Zürich`"):
        spreadsheet.shown("ZÃ¼rich", spreadsheet.Column(), "en-GB")
    told = loaded({"title": "A", "author": [{"family": "MÃ¼ller", "given": "J"}]})[1]
    assert told == ["warning: `MÃ¼ller` of `item-0` was read in another encoding than it was saved in: it is `Müller`"]
