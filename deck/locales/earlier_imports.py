"""What did earlier imports settle of a translator's file? Mended and imported again, it meets its own texts here.

An export marks each text with what it was; once an import has taken a text over, what stands here is the file's own. A
file is known again by what it says, whatever its name: most of what was settled is in it as it was then. So that of a
second translator, who began with the same export, stays another file, and where both changed a text it is a conflict.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

Settled = Mapping[str, str]
"""What a file said of the strings of which it and the overlay agreed, or somebody has decided: fingerprints by the ids
of the strings."""
_MOST = 20
"""Files that are remembered for a language: the oldest goes first."""


def settled_of(texts: Settled, earlier: Sequence[Settled]) -> Settled:
    """What was settled of the file whose strings say `texts`; nothing where it is a new one."""
    found = max(earlier, key=lambda one: _agreeing(one, texts), default={})
    return found if _agreeing(found, texts) else {}


def _agreeing(one: Settled, texts: Settled) -> int:
    """How many strings say what they said then; 0 where more say something else."""
    same = sum(texts.get(id) == text for id, text in one.items())
    return same if same >= sum(id in texts and texts[id] != text for id, text in one.items()) else 0


def remembered(one: Settled, before: Settled, earlier: Sequence[Settled]) -> tuple[Settled, ...]:
    """What is remembered from now on, when of a file is settled `one` that was `before`."""
    others = [other for other in earlier if other != before]
    return (*others, one)[-_MOST:] if one else tuple(earlier)


def name_of(tag: str) -> str:
    """Under which name a project's cache keeps it; not one that is made again, and goes when the cache is emptied."""
    return f"imports/{tag}.json"


def written(settled: Sequence[Settled]) -> bytes:
    """What `read` reads."""
    return json.dumps([dict(one) for one in settled]).encode()


def read(kept: bytes | None) -> tuple[Settled, ...]:
    """What was kept, if anything was."""
    return tuple(json.loads(kept or b"[]"))
