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


def told_apart(one: str, other: str) -> tuple[str, str]:
    """Both texts from a little before they begin to differ, cut to a line; signs that nobody sees are named, where
    these alone make the difference."""
    same = next((at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), None)
    same = min(len(one), len(other)) if same is None else same
    start = one.rfind(" ", 0, max(0, same - _BEFORE)) + 1 if max(len(one), len(other)) > _SHOWN else 0
    begun = "…" * (start > 0)
    pair = tuple(f"{begun}{text[start:]}".replace("\n", " ") for text in (one, other))
    short = tuple(text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…" for text in pair)
    if short[0].translate(_AS_SEEN) == short[1].translate(_AS_SEEN):
        short = tuple(_UNSEEN.sub(lambda sign: f"‹U+{ord(sign[0]):04X}›", text) for text in short)
    return short[0], short[1]


_SHOWN, _BEFORE = 60, 20
_SIGNS = "\u00a0\u2007\u2009\u202f\u00ad\u200b\u200c\u200d\u200e\u200f\u2010\u2011\u2060"
_UNSEEN = regex(f"[{_SIGNS}]")
_AS_SEEN = {ord(sign): " " if sign.isspace() else "-" if sign in "\u2010\u2011" else None for sign in _SIGNS}
