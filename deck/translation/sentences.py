"""Which sentences of a source have no counterpart in its translation? By their lengths, names and numbers, in order.

Sentences are laid side by side in the one way that costs least (after Gale and Church, 1993): one beside one, two
joined, one divided, one left out. Nothing is said unless to leave one out explains the lengths much better.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TypeAlias

from deck import language
from deck.regex import regex
from deck.translation.message import normal

# How long a translation from English is beside its source, in letters, by script; between two other languages, as much
# as their own lengths differ.
_LENGTHS = {"Arab": 0.95, "Hebr": 0.8, "Jpan": 0.5, "Hans": 0.35, "Hant": 0.35, "Kore": 0.55, "Grek": 1.2}
_LATIN = 1.17


def dropped(source: str, text: str, tag: str, source_tag: str = "en") -> Iterator[str]:
    """The sentences of the source that the text does without."""
    for ours, theirs in _by_paragraph(source, text, tag, source_tag):
        if len(theirs) >= len(ours) or not theirs:
            continue
        cost, beads = _laid_beside(ours, theirs, tag, source_tag, may_drop=True)
        whole, _ = _laid_beside(ours, theirs, tag, source_tag, may_drop=False)
        left_out = [place for place, bead in _places(beads) if bead == _LEFT_OUT]
        if left_out and whole - cost > _SURE * len(left_out):
            yield from (ours[place] for place in left_out)


def _by_paragraph(
    source: str, text: str, tag: str, source_tag: str
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The sentences of both; paragraph by paragraph, where there are as many."""
    ours, theirs = (normal(words).split("\n\n") for words in (source, text))
    if len(ours) == len(theirs):
        for one, other in zip(ours, theirs, strict=True):
            yield sentences(one, source_tag), sentences(other, tag)
    else:
        yield sentences(source, source_tag), sentences(text, tag)


def is_far_shorter(source: str, text: str, tag: str, source_tag: str = "en") -> bool:
    """Whether a part of a text that is no mere heading must be missing."""
    scale = _length(tag) / _length(source_tag)
    # A term may be a sign or two for each of its words in Chinese or Japanese.
    least = 30 if scale > 0.7 else 100
    if len(source) < least:
        return False
    ours, theirs = (_letters(without_markup(words)) for words in (source, text))
    return ours >= least and theirs < 0.45 * ours * scale


def beside(source: str, text: str, tag: str, source_tag: str = "en") -> Iterator[tuple[str, str]]:
    """The sentences of a source, each with what stands beside it in the translation."""
    for ours, theirs in _by_paragraph(source, text, tag, source_tag):
        if len(ours) == len(theirs):
            yield from zip(ours, theirs, strict=True)
            continue
        at = other = 0
        for count, others in _laid_beside(ours, theirs, tag, source_tag, may_drop=True)[1]:
            yield " ".join(ours[at : at + count]), " ".join(theirs[other : other + others])
            at, other = at + count, other + others


# Each is asked for by several questions, one after the other.
@lru_cache(maxsize=64)
def sentences(text: str, tag: str) -> tuple[str, ...]:
    """The sentences of a text; what stands in a paragraph of its own is one at least."""
    return tuple(
        one
        for paragraph in normal(text).split("\n\n")
        for one in _divided(without_markup(paragraph), tag)
        if _letters(one)
    )


def without_markup(words: str, cited: str = "") -> str:
    """Without addresses and marks, in which a dot ends nothing; 0 for what is computed, `cited` for what is cited."""
    if not _ANY_MARKUP.search(words):
        return words
    words = _CITED.sub(cited, _VALUE.sub("0", _COLOR.sub("", words)))
    # A mark alone is a sign, as `*` is before the words of a footnote.
    while (bare := _PAIR.sub(r"\2", words)) != words:
        words = bare
    return _MARKUP.sub("", words)


_ANY_MARKUP = regex(r"[\\\[{*~^`]|https?:")
_COLOR = regex(r"(?<=\])\{ *\.[^{}]*\}")
_VALUE = regex(r"\{(?:[^{}]|\{[^{}]*\})*\}")
_CITED = regex(r"\[@[^\]]*\]")
_PAIR = regex(r"(?<!\\)(\*{1,3}|~~?|\^|`)(?=[^\s*~^`])((?:[^\n]|\n(?!\n))*?)(?<=[^\s\\])\1")
_MARKUP = regex(r"\]\([^)]*\)|[\[\]]|\\(?=[*~^`])|https?://\S+")


# A mark that ends a sentence, with what is closed behind it; in Chinese and Japanese no space follows.
_END = regex(r"[.!?…؟]+[\"”“»’)\u202f\u00a0]*(?=\s+[^\s])|[。！？]+[」』”）]*")
# A dot behind these ends nothing: a letter alone, and what people shorten.
_SHORT = regex(
    r"(?:^|[\s(.])(?:\w|[Dd]r|[Pp]rof|St|[Nn]o|[Nn]r|vs|ca|[Ff]ig|[Aa]bb|al|etc|usw|bzw|resp|approx|inkl|vgl|incl"
    r"|np|tzn|tj|m\.in|wg|art|[Aa]rt)\.$"
)


def _divided(paragraph: str, tag: str) -> Iterator[str]:
    start = 0
    for found in _END.finditer(paragraph):
        before, after = paragraph[start : found.end()], paragraph[found.end() :].lstrip()
        if found[0] == "." and (_SHORT.search(before) or after[:1].islower() or _is_ordinal(before, after, tag)):
            continue
        yield before.strip()
        start = found.end()
    if paragraph[start:].strip():
        yield paragraph[start:].strip()


def _is_ordinal(before: str, after: str, tag: str) -> bool:
    """`24. April` is one day in German, not the end of a sentence."""
    word = re.match(r"[^\W\d_]+", after)
    return before[-2:-1].isdigit() and bool(word) and word[0].casefold() in language.months(tag)  # type: ignore[index]


def _letters(words: str) -> int:
    return len(_NO_LETTER.sub("", words))


_NO_LETTER = regex(r"[\W_]+")


# ---------------------------------------------------------------- side by side

_Sentence: TypeAlias = tuple[int, frozenset[str]]
"""How many letters it has, and what of it a translation rarely changes."""
Bead: TypeAlias = tuple[int, int]
"""So many sentences of the source beside so many of the translation."""

_ALONE, _JOINED, _DIVIDED, _LEFT_OUT, _ADDED = (1, 1), (2, 1), (1, 2), (1, 0), (0, 1)
# Measured on the shipped translations: each of their sentences left out in turn, four of five are told; none falsely.
_PENALTY = {
    _ALONE: 0.0,
    _JOINED: 4.0,
    _DIVIDED: 4.0,
    (2, 2): 8.0,
    (3, 1): 8.0,
    (1, 3): 8.0,
    _LEFT_OUT: 4.0,
    _ADDED: 5.0,
}
_SURE = 0.5
_ASIDE = 6
"""So many sentences may be added or left out in a row."""
_SPREAD = 0.3
"""Lengths of sentences and their translations differ by about so much of themselves (logarithms)."""


def _laid_beside(
    ours: Sequence[str], theirs: Sequence[str], tag: str, source_tag: str, may_drop: bool
) -> tuple[float, list[Bead]]:
    """What it costs to lay the sentences side by side, and how they lie then."""
    scale = _length(tag) / _length(source_tag)
    sides = [[(_letters(one), _anchors(one)) for one in side] for side in (ours, theirs)]
    slope = len(theirs) / max(1, len(ours))
    best: dict[Bead, tuple[float, list[Bead]]] = {(0, 0): (0.0, [])}
    for i in range(len(ours) + 1):
        for j in range(len(theirs) + 1):
            if (i, j) not in best or abs(j - i * slope) > _ASIDE:
                continue
            cost, beads = best[i, j]
            for bead, penalty in _PENALTY.items():
                if bead == _LEFT_OUT and not may_drop:
                    continue
                to = (i + bead[0], j + bead[1])
                if to[0] > len(ours) or to[1] > len(theirs):
                    continue
                more = penalty + _unlike(sides[0][i : to[0]], sides[1][j : to[1]], scale)
                if to not in best or cost + more < best[to][0]:
                    best[to] = (cost + more, [*beads, bead])
    return best.get((len(ours), len(theirs)), (math.inf, []))


def _unlike(ours: Sequence[_Sentence], theirs: Sequence[_Sentence], scale: float) -> float:
    """How little these say the same: lengths that differ, names and numbers that are not shared."""
    if not ours or not theirs:
        return 0.0
    long, other = sum(size for size, _ in ours) * scale + 4, sum(size for size, _ in theirs) + 4
    length = (math.log(other / long) / _SPREAD) ** 2 / 2
    one, two = (frozenset[str]().union(*(anchors for _, anchors in side)) for side in (ours, theirs))
    return min(length, 12.0) + 1.2 * len(one - two)


def _anchors(words: str) -> frozenset[str]:
    """What a translation rarely changes: numbers, and words with capitals or digits inside."""
    return frozenset(re.findall(r"\d+|\b[A-Z]+[A-Z\d-]+\b|\{\w+", words))


def _length(tag: str) -> float:
    return 1.0 if language.base(tag) == "en" else _LENGTHS.get(language.script(tag), _LATIN)


def _places(beads: Sequence[Bead]) -> Iterator[tuple[int, Bead]]:
    at = 0
    for bead in beads:
        yield at, bead
        at += bead[0]
