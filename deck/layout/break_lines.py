"""Where may a line end (UAX #14), and where does it?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

# Scripts whose breaks depend on spaces and a few marks only; everything else asks the full algorithm.
_SIMPLE = re.compile(
    r"[\u0020-\u007e\u00a0-\u02ff\u0300-\u052f\u0590-\u06ff\u1e00-\u1fff\u2010-\u2027\u202f-\u205e\u2070-\u20cf\u2100-\u21ff\u2200-\u22ff\u2700-\u27bf]*"
)
_BREAK = re.compile(
    r"""
      [ ]+ (?! [ !?)\]}/:;,.»%] | $ )             # after spaces, but never before closing marks
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

        return tuple(line_break_units(text))
    parts, start = [], 0
    for match in _BREAK.finditer(text):
        if match.end() > start:
            parts.append(text[start : match.end()])
            start = match.end()
    if start < len(text):
        parts.append(text[start:])
    return tuple(parts)


def break_lines(text: str, width: float, advance: Callable[[int, int], float]) -> Iterator[tuple[int, int]]:
    """Greedy lines of `text` as (start, end) offsets; spaces at a line's end hang outside the width.

    `advance(start, end)` is the width of that stretch. A unit wider than the line is cut between characters,
    which is what PowerPoint and LibreOffice do.
    """
    line = position = 0
    used = 0.0
    for unit in units(text):
        end = position + len(unit)
        core = position + len(unit.rstrip(" "))
        needed = advance(position, core)
        if used > 0 and used + needed > width:
            yield line, position
            line, used = position, 0.0
        if used == 0 and needed > width:
            for index in range(position, core):
                if index > line and advance(line, index + 1) > width:
                    yield line, index
                    line = index
            used = advance(line, end)
        else:
            used += needed + (advance(core, end) if end > core else 0.0)
        position = end
    yield line, len(text)
