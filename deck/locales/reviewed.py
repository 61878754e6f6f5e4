"""Who has read a translation, as a line among the remarks: `state: approved by A. Reviewer, 2026-11-29`."""

from __future__ import annotations

import re

from deck.regex import regex
from deck.translation.message import APPROVED, REVIEWED, Review

TRANSLATED = "translated"
_LINE = regex(
    rf"^[ \t]*(?:state:[ \t]*)?(?P<level>{TRANSLATED}|{REVIEWED}|{APPROVED})"
    r"(?:[ \t]+by[ \t]+(?P<by>[^\n,]*[^\n,\s]))?(?:,?[ \t]*(?P<date>\d{4}-\d\d-\d\d))?[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)


def line(review: Review) -> str:
    """The review as a remark; nothing where nobody has read the translation."""
    return f"state: {review}" if review.level else ""


def review_in(words: str) -> Review | None:
    """The review that a cell or line states; `translated` takes one back, None where nothing is stated."""
    found = _LINE.search(words)
    if found is None:
        return None
    level = found["level"].lower()
    return Review() if level == TRANSLATED else Review(level, found["by"] or "", found["date"] or "")


def parted(remarks: str) -> tuple[str, Review | None]:
    """A translator's remarks without the line that states who has read the translation, and what that says."""
    lines = remarks.split("\n")
    states = [one for one in lines if one.lstrip().lower().startswith("state:") and _LINE.match(one)]
    rest = "\n".join(one for one in lines if one not in states).strip()
    return rest, review_in(states[-1]) if states else None
