"""What did earlier imports settle of a translator's file? Mended and imported again, it meets its own texts here.

An export marks each text with what it was; once an import has taken a text over, what stands here is the file's own. A
file is known again by what it says: most of what was settled is in it as it was then. So that of a second translator,
who began with the same export, stays another file.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from deck.value import Value

Texts = Mapping[str, str]
"""Fingerprints of texts by the ids of their strings."""
_MOST = 20
"""Files that are remembered for a language: the oldest goes first."""
_OF_ITS_NAME = 3


class Settled(Value, frozen=True):
    """What a file said, of the strings of which file and overlay agreed, or somebody has decided."""

    file: str
    texts: Texts


def settled_of(file: str, texts: Texts, earlier: Sequence[Settled]) -> Settled:
    """What was settled of that file, whose strings say `texts`; nothing where it is a new one."""
    found = max(earlier, key=lambda one: _agreeing(one, file, texts), default=None)
    known = found is not None and _agreeing(found, file, texts) > 0
    return Settled(file, found.texts if found is not None and known else {})


def _agreeing(one: Settled, file: str, texts: Texts) -> int:
    """How many strings say what they said then; 0 where more say something else. Its name counts as a few of them."""
    same = sum(texts.get(id) == text for id, text in one.texts.items()) + _OF_ITS_NAME * (one.file == file)
    return same if same >= sum(id in texts and texts[id] != text for id, text in one.texts.items()) else 0


def remembered(one: Settled, before: Settled, earlier: Sequence[Settled]) -> tuple[Settled, ...]:
    """What is remembered from now on, when of a file is settled `one` that was `before`."""
    others = [other for other in earlier if other.texts != before.texts]
    return (*others, one)[-_MOST:] if one.texts else tuple(earlier)


def name_of(tag: str) -> str:
    """Under which name a project's cache keeps it; not one that is made again, and goes when the cache is emptied."""
    return f"imports/{tag}.json"


def written(settled: Sequence[Settled]) -> bytes:
    """What `read` reads."""
    return json.dumps([[one.file, dict(one.texts)] for one in settled]).encode()


def read(kept: bytes | None) -> tuple[Settled, ...]:
    """What was kept, if anything was."""
    return tuple(Settled(file, texts) for file, texts in json.loads(kept or b"[]"))
