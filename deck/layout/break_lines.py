"""Where may a line end (UAX #14), and where does it?"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import accumulate
from typing import NamedTuple

from deck.markup import BREAK
from deck.regex import regex

# Scripts whose breaks depend on spaces and a few marks only; everything else asks the full algorithm.
_SIMPLE = regex(
    r"[\u0020-\u007e\u00a0-\u02ff\u0300-\u052f\u0590-\u06ff\u1e00-\u1fff\u200e-\u2028\u202f-\u205e\u2070-\u20cf\u2100-\u21ff\u2200-\u22ff\u2700-\u27bf]*"
)
_LONGEST = 20_000
"""Characters: no slide holds a tenth of them."""
SOFT_HYPHEN = "\u00ad"
HANGS = f" {BREAK}"
"""What takes no room at the end of a line."""
_HANGING = ("、", "。", "，", "．")
# Signs and short names of units that stay on the line of their number.
UNITS = "%|‰|°C|°|mg|[µμ]g|ng|g|kg|m[lL]|d[lL]|l|L|mm|cm|nm|[µμ]m|mmol|h|min|T|Hz|kDa|IU|Gy"
_TOGETHER = regex(
    rf"(?:(?<=\d)|(?<=\d\u200e))[ ](?=\u200e?(?:(?:{UNITS})(?!\w)|[±×=]))"
    r"|(?<=[±×=<>≤≥~≈])[ ](?=\u200e?\d)|(?<=\w)[ ](?=[=<>≤≥][ ]?\d)"
    # A dash between spaces ends a line, and begins none.
    r"|[ ](?=[\u200e\u200f]?[\u2013\u2014](?:[ ]|$))"
)
_LETTER_BEHIND = regex(r"[^\W\d_](?![^\W_])")
_LETTER_BEFORE = regex(r"(?<![\w-])[^\W\d_]-$")
# CAR T, IL A: initials and the single capital behind them.
_CAPITALS, _CAPITAL = regex(r"[A-Z]{2}[ ]$"), regex(r"[A-Z](?!\w)")
# T cells, B-cell line: a letter and the cells that it names.
_LETTER_OF_CELLS = regex(r"(?<![\w-])[BTK][ ]$")
_CELLS = regex(r"cell|lympho|Zell|Lympho|cel")
# Before a number, in the languages of talks: number, figure, table, page, volume, article, paragraph, about.
_ABBREVIATED = regex(
    r"(?<!\w)(?:(?:[Nn][ro]|[Nn]um|Abb|Afb|Abs|[Ff]ig|[Tt]abl?|Bd|Kap|[Cc]h|[Vv]ol|[Aa]rt|[Ee]q|Gl|pp?|Se?|blz|ca?|v|ed)\."
    r"|[Nn][º°]|№|§+|رقم|شكل|جدول|ص)[ ]$"
)
_BREAK = regex(
    r"""
      \u2028                                      # where the author says so
    | [ ]+ (?! \u200e?[ !?)\]}/:;,.»،؛؟] | $ )     # after spaces, but never before closing marks
    | (?<=[^\s\-/]) [-\u2010] (?= [^\W\d_] )      # after a hyphen inside a word
    | [\u2013\u00ad] (?= [^\s!?)\]},.;:»] )       # after an en dash or a soft hyphen
    | (?<=[^\s/]) / (?= [^\W\d_] )                # after a slash between words
    | \u2014 (?= [^\s!?)\]},.;:»] )               # after an em dash
    | (?<=[^\s]) (?= \u2014 )                     # and before it
    | [!?] (?= [^\W_] )
    """,
    re.VERBOSE,
)


@lru_cache(maxsize=1_000)
def units(text: str) -> tuple[str, ...]:
    """`text` cut at every place where a line may end; the parts join up to `text` again."""
    if not _SIMPLE.fullmatch(text):
        from uniseg.linebreak import line_break_units

        # The full algorithm takes a minute for what nobody can read: behind that a line may end anywhere.
        return (*line_break_units(text[:_LONGEST]), *text[_LONGEST:])
    parts, start = [], 0
    for match in _BREAK.finditer(text):
        if match.end() > start:
            parts.append(text[start : match.end()])
            start = match.end()
    if start < len(text):
        parts.append(text[start:])
    return tuple(parts)


# `CAR-T`, `IL-6`, `X-ray`: one letter beside a hyphen, or an abbreviation with a short second part.
_NAME = regex(
    r"(?<=[A-Z0-9])-(?=[A-Za-z0-9](?![A-Za-z0-9]))|(?<=[A-Z]{2})-(?=[A-Z]{2}(?![^\W_]))|(?<=(?<![\w-])[A-Za-z])-(?=\w)"
)


def holds_together(text: str, at: int) -> bool:
    """Whether the space or hyphen before that offset stands inside what is read as one: a number and its unit, an
    expression, an abbreviation and its number (Nr. 5), a name with a single letter in it (CAR-T, T-cell)."""
    if text[at - 1] == "-":
        if _LETTER_BEHIND.match(text, at) or _LETTER_BEFORE.search(text, max(0, at - 3), at):
            return True
        return bool(_NAME.match(text, at - 1))
    if _TOGETHER.match(text, at - 1) or (_CAPITALS.search(text, max(0, at - 3), at) and _CAPITAL.match(text, at)):
        return True
    if _CELLS.match(text, at) and _LETTER_OF_CELLS.search(text, max(0, at - 3), at):
        return True
    return text[at - 1] == " " and text[at : at + 1].isdigit() and bool(_ABBREVIATED.search(text, max(0, at - 8), at))


_ONE_LETTER = regex(r"(?<![\w'’-])[aiouwzksvAIOUWZKSV][ ]")


def leans_on_the_next(text: str, at: int, language: str) -> bool:
    """Whether the space before that offset stands behind a word of one letter: it ends no line in Polish or Czech."""
    return language[:2] in ("pl", "cs", "sk") and bool(_ONE_LETTER.match(text, at - 2))


class Places(NamedTuple):
    """Where the units of a text are, by offset."""

    starts: tuple[int, ...]
    """Where each begins, and where the last one ends."""
    cores: tuple[int, ...]
    """Where each ends but for what hangs outside the line: its spaces, and the sign that ends the line."""
    inner: tuple[int, ...]
    """How far each must be inside the line: a comma or full stop of Chinese and Japanese may stand outside."""


@lru_cache(maxsize=10_000)
def places(text: str) -> Places:
    parts = units(text)
    starts = (0, *accumulate(map(len, parts)))
    cores = tuple(start + len(part.rstrip(HANGS)) for start, part in zip(starts, parts, strict=False))
    inner = tuple(
        core - 1 if core - 1 > start and text[core - 1] in _HANGING else core
        for start, core in zip(starts, cores, strict=False)
    )
    return Places(starts, cores, inner)


_LEANS = frozenset(" -/\u2013\u2014\u00ad\u200e\u00a0\u2028")


def bound(text: str, of: Places, at: int) -> Places | None:
    """The places of a text once the space or hyphen at that offset does not break; None where others may change."""
    unit = bisect_right(of.starts, at)
    beside = text[at - 1 : at] + text[at + 1 : at + 2]
    # Spaces and dashes in a row, and what stands at an end, are worked out anew.
    alone = at > 0 and unit < len(of.cores) and of.starts[unit] == at + 1 and not any(map(_LEANS.__contains__, beside))
    if not alone or not _SIMPLE.fullmatch(text):
        return None
    return Places(*(one[:place] + one[place + 1 :] for one, place in zip(of, (unit, unit - 1, unit - 1), strict=True)))


def break_lines(
    text: str,
    width: float,
    ends: Sequence[float],
    hyphen: Callable[[int], float] = lambda at: 0.0,
    known: Places | None = None,
) -> Iterator[tuple[int, int]]:
    """Greedy lines of `text` as (start, end) offsets; spaces at a line's end hang outside the width.

    `ends[at]` is how far the text on one line has come before the character at that offset, with one more for its end;
    `hyphen(at)` is the width of the hyphen that a soft one becomes at a line's end. A unit wider than the line is cut
    between characters, which is what PowerPoint and LibreOffice do. Behind a `BREAK` a line begins in any case. `known`
    are the places of the text, where the caller has them.
    """
    # An indent may be wider than its box.
    width = max(0.0, width)
    if BREAK not in text:
        yield from _lines(text, width, ends, hyphen, known)
        return
    start = 0
    for part in text.split(BREAK):
        end = start + len(part)
        for first, last in _lines(part, width, ends[start : end + 1], partial(_further, hyphen, start)):
            # The sign belongs to the line that it ends.
            yield start + first, start + last + (last == len(part) and end < len(text))
        start = end + 1


def _further(of: Callable[[int], float], start: int, at: int) -> float:
    return of(start + at)


def _lines(
    text: str, width: float, ends: Sequence[float], hyphen: Callable[[int], float], known: Places | None = None
) -> Iterator[tuple[int, int]]:
    line = 0
    if ends[len(text.rstrip(" "))] - ends[0] > width:
        starts, cores, inner = known or places(text)
        reach = [ends[end] for end in inner]
        number = 0
        while (after := bisect_right(reach, ends[line] + width, number)) < len(cores):
            if after > number:
                at = _behind_hyphen(text, starts[number + 1 : after + 1], ends[line] + width, ends, hyphen)
                number += at + 1
                yield line, starts[number]
                line = starts[number]
                continue
            while ends[cores[number]] - ends[line] > width:
                cut = max(bisect_right(ends, ends[line] + width, line) - 1, line + 1)
                yield line, cut
                line = cut
    # A last letter that is wider than the line by itself has been a line already.
    if line < len(text) or not text:
        yield line, len(text)


def _behind_hyphen(
    text: str, starts: Sequence[int], limit: float, ends: Sequence[float], hyphen: Callable[[int], float]
) -> int:
    """Which of these places is the last one to end a line at: behind a soft hyphen only if the hyphen has room."""
    for at in reversed(range(len(starts))):
        if text[starts[at] - 1] != SOFT_HYPHEN or ends[starts[at]] + hyphen(starts[at] - 1) <= limit:
            return at
    return len(starts) - 1
