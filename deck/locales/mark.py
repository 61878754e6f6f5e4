"""What an export remembers of a text, so that an import knows what the translator has changed and what we have."""

from __future__ import annotations

import hashlib

from deck.regex import regex
from deck.translation.message import APPROVED, REVIEWED, normal
from deck.value import Value


class Mark(Value, frozen=True):
    """The text as it was exported, as a fingerprint: to replace words everywhere in the file leaves it alone."""

    tag: str
    text: str
    stale: bool = False
    suggested: bool = False
    """The text was that of a near source, for somebody to look at."""
    review: str = ""
    """How far it had been read: `reviewed`, `approved`."""

    def __str__(self) -> str:
        more = (_STALE if self.stale else "", _SUGGESTED if self.suggested else "", self.review)
        return " ".join((f"exported ({self.tag}): {self.text}", *filter(None, more)))


def fingerprint(text: str) -> str:
    """Equal for texts that differ only in where their lines are wrapped."""
    return hashlib.sha256(normal(text).encode()).hexdigest()[:12]


def mark_in(remarks: str) -> Mark | None:
    """The mark among the remarks on a string, where the translator's program has left it there."""
    found = _MARK.search(remarks)
    if found is None:
        return None
    more = found["more"].split()
    review = next((one for one in more if one in (REVIEWED, APPROVED)), "")
    return Mark(found["tag"], found["text"], _STALE in more, _SUGGESTED in more, review)


_STALE, _SUGGESTED = "stale", "suggested"
_MARK = regex(
    r"exported \((?P<tag>[\w-]+)\): (?P<text>[0-9a-f]{12})"
    rf"(?P<more>(?: (?:{_STALE}|{_SUGGESTED}|{REVIEWED}|{APPROVED})\b)*)"
)
