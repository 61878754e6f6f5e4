"""What has changed in a source since it was translated, word by word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from deck.regex import regex

Change = tuple[Literal["same", "gone", "new"], str]

_WORDS = regex(r"\s+|[^\s]+?(?=[\s.,;:!?()\[\]]|$)|[.,;:!?()\[\]]")


def changes(before: str, after: str) -> Iterator[Change]:
    """The two sources in one: what both say, what only the old one does, what only the new one does."""
    # Imported here because nearly no build has a stale text, and difflib costs start-up time.
    from difflib import SequenceMatcher

    old, new = _WORDS.findall(before), _WORDS.findall(after)
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield "same", "".join(old[a:b])
            continue
        if a < b:
            yield "gone", "".join(old[a:b])
        if c < d:
            yield "new", "".join(new[c:d])


def told(before: str, after: str) -> str:
    """The same on one line, as `git diff --word-diff` shows it; of long stretches that are the same, the ends."""
    marks = {"gone": "[-{}-]", "new": "{{+{}+}}"}
    said = (marks[kind].format(words) if kind in marks else _short(words) for kind, words in changes(before, after))
    return " ".join("".join(said).split())


def _short(words: str) -> str:
    return words if len(words) <= 60 else f"{words[:28]}… …{words[-28:]}"
