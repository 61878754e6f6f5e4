"""Which program makes the files? With another one, all is made again."""

from __future__ import annotations

import os
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from deck.cache import PROGRAM, key_of

_HERE = Path(__file__).parents[1]
_DRAWN_WITH = ("pptx", "typst", "matplotlib", "uharfbuzz", "PIL", "pikepdf")


@cache
def program() -> str:
    """One name for this version of deck and of what it draws with; a file of deck that somebody edits changes it."""
    own = [
        (entry.path, entry.stat().st_size, entry.stat().st_mtime_ns)
        for folder, _, _ in os.walk(_HERE)
        if "__pycache__" not in folder
        for entry in os.scandir(folder)
        if entry.is_file()
    ]
    return key_of("program", PROGRAM, sorted((os.path.relpath(path, _HERE), *known) for path, *known in own), others())


def others() -> list[str]:
    """The versions of libraries by the names of their installed files: to ask each for its own takes far longer."""
    places = {Path(found.origin).parents[1] for name in _DRAWN_WITH if (found := find_spec(name)) and found.origin}
    return sorted(entry.name for place in places for entry in place.glob("*.dist-info"))
