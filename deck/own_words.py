"""What the program itself says: a folder of its words has one file a language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from deck.diagnostics import Report
from deck.source import load


@cache
def own_words(folder: Path, base: str) -> Mapping[str, Any]:
    """The words of a language that has a file in that folder, by name; none for any other."""
    path = folder / f"{base}.yaml"
    if not path.exists():
        return {}
    source = load(path, Report())
    assert source is not None and isinstance(source.data, dict)
    return source.data
