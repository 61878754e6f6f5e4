"""Which abbreviations does the talk explain, and in which words of its own?

Nothing is looked up elsewhere. A long form counts where the talk itself puts it beside the short one: in a line of
short forms ("AID: autoimmune diseases · MS: multiple sclerosis"), before brackets ("European Medicines Agency (EMA)")
or in them ("EMA (European Medicines Agency)"), if its letters bear it out; and where the talk lists it under
`abbreviations:`. What stands nowhere is left out, however well known it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from deck.regex import regex
from deck.value import Value

_SHORT = r"[A-Z][A-Za-z0-9]*[A-Z][A-Za-z0-9]*"
_LINE = regex(rf"({_SHORT}): +(\S.*)")
_BEFORE = regex(rf"\(({_SHORT})\)")
_INSIDE = regex(rf"\b({_SHORT}) \(([^()]+)\)")
_LONGEST = 10
_DASHES = "-‐‑/"


class Abbreviation(Value, frozen=True):
    short: str
    long: str
    slide: int
    """Where the talk explains it, or first uses it."""


def abbreviations(
    paragraphs: Iterable[tuple[int, str]], listed: Mapping[str, str] | None = None
) -> tuple[Abbreviation, ...]:
    """What the paragraphs, each with its slide's number, explain, and what they use of `listed`, from A to Z."""
    found: dict[str, Abbreviation] = {}
    for slide, text in paragraphs:
        for short, long in explained(text):
            found.setdefault(short, Abbreviation(short, long, slide))
        for short, long in (listed or {}).items():
            if short not in found and re.search(rf"(?<!\w){re.escape(short)}s?(?!\w)", text):
                found[short] = Abbreviation(short, long, slide)
    # What the speaker lists outright is how she wants it said.
    said = {short: (listed or {}).get(short, one.long) for short, one in found.items()}
    return tuple(Abbreviation(short, said[short], found[short].slide) for short in sorted(found, key=str.casefold))


def explained(text: str) -> Iterator[tuple[str, str]]:
    """The short forms that a paragraph explains, each with its long one."""
    yield from _line_of_short_forms(text)
    for match in _BEFORE.finditer(text):
        short = _singular(match[1])
        long = long_form(short, text[: match.start()])
        if long:
            yield short, long
    for match in _INSIDE.finditer(text):
        short = _singular(match[1])
        if long_form(short, match[2]) == match[2].strip():
            yield short, match[2].strip()


def _line_of_short_forms(text: str) -> Iterator[tuple[str, str]]:
    """A line that is nothing but short forms with their long ones; a single pair must have matching letters."""
    pairs = [_LINE.fullmatch(part.strip()) for part in text.split(" · ")]
    if not all(pairs):
        return
    for pair in pairs:
        assert pair is not None
        if len(pairs) > 1 or long_form(pair[1], pair[2]) == pair[2]:
            yield _singular(pair[1]), pair[2].rstrip(".")


def long_form(short: str, before: str) -> str:
    """The last words of `before` that `short` abbreviates; empty where its letters do not bear that out.

    The first letter must begin the first word, the others follow in order (after Schwartz and Hearst), and at least
    half of them must begin words, or any sentence would do.
    """
    if len(short) > _LONGEST:
        return ""
    # Words of another sentence or another bracket are no part of a name.
    before = re.split(r"[.;:!?()“”\"]\s", before + " ")[-1].rstrip()
    words = before.split()[-min(len(short) + 5, len(short) * 2) :]
    for start in reversed(range(len(words))):
        long = " ".join(words[start:])
        if 2 * _initials(short.casefold(), long.casefold()) >= len(short):
            return long if len(long) > len(short) and short not in words[start:] else ""
    return ""


def _initials(short: str, long: str) -> int:
    """How many letters of `short` can begin words where all of them stand in `long` in order; 0 where they do not."""
    if not long.startswith(short[:1]):
        return 0
    # For each place where the letters so far may end: how many of them begin a word there.
    ends = {0: 1}
    for letter in short[1:]:
        ends = {
            at: max(count for end, count in ends.items() if end < at) + _begins_word(long, at)
            for at, char in enumerate(long)
            if char == letter and min(ends) < at
        }
        if not ends:
            return 0
    return max(ends.values())


def _begins_word(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] == " " or text[at - 1] in _DASHES


def _singular(short: str) -> str:
    return short[:-1] if len(short) > 2 and short.endswith("s") and short[:-1].isupper() else short
