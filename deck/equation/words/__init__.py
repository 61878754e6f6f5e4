"""OPEN SET: what the signs of a formula are called, and how its parts are put together; one language per file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from deck.own_words import own_words

_FOLDER = Path(__file__).parent


def words_of(base: str) -> Mapping[str, str]:
    """The words of a language that has a file here; none for any other."""
    return own_words(_FOLDER, base)
