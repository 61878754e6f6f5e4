"""OPEN SET: what the signs of a formula are called, and how its parts are put together; one language per file."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from deck.diagnostics import Report
from deck.source import load

_FOLDER = Path(__file__).parent


@cache
def words_of(base: str) -> Mapping[str, str]:
    """The words of a language that has a file here; none for any other."""
    path = _FOLDER / f"{base}.yaml"
    if not path.exists():
        return {}
    source = load(path, Report())
    assert source is not None and isinstance(source.data, dict)
    return source.data  # type: ignore[return-value]
