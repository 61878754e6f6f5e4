"""What an export remembers of a text, so that an import knows what the translator has changed and what we have."""

from __future__ import annotations

import hashlib

from deck.regex import regex
from deck.translation.message import normal
from deck.value import Value


class Mark(Value, frozen=True):
    """The text as it was exported, as a fingerprint: to replace words everywhere in the file leaves it alone."""

    tag: str
    text: str
    stale: bool = False

    def __str__(self) -> str:
        return f"exported ({self.tag}): {self.text}{' stale' if self.stale else ''}"


def fingerprint(text: str) -> str:
    """Equal for texts that differ only in where their lines are wrapped."""
    return hashlib.sha256(normal(text).encode()).hexdigest()[:12]


def mark_in(remarks: str) -> Mark | None:
    """The mark among the remarks on a string, where the translator's program has left it there."""
    found = _MARK.search(remarks)
    return Mark(found["tag"], found["text"], bool(found["stale"])) if found else None


_MARK = regex(r"exported \((?P<tag>[\w-]+)\): (?P<text>[0-9a-f]{12})(?P<stale> stale)?")
