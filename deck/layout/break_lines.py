"""Where may a line end (UAX #14), and where does it?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import accumulate

# Scripts whose breaks depend on spaces and a few marks only; everything else asks the full algorithm.
_SIMPLE = re.compile(
    r"[\u0020-\u007e\u00a0-\u02ff\u0300-\u052f\u0590-\u06ff\u1e00-\u1fff\u200e-\u2027\u202f-\u205e\u2070-\u20cf\u2100-\u21ff\u2200-\u22ff\u2700-\u27bf]*"
)
SOFT_HYPHEN = "\u00ad"
_HANGING = ("、", "。", "，", "．")
_CLOSE = 0.01
"""How near the end of a line, in shares of it, stretches are measured as one."""
# Signs and short names of units that stay on the line of their number.
UNITS = "%|‰|°C|°|mg|[µμ]g|ng|g|kg|m[lL]|d[lL]|l|L|mm|cm|nm|[µμ]m|mmol|h|min|T|Hz|kDa|IU|Gy"
_TOGETHER = re.compile(
    rf"(?<=\d)[ ](?=\u200e?(?:(?:{UNITS})(?!\w)|[±×=]))|(?<=[±×=<>≤≥~≈])[ ](?=\u200e?\d)|(?<=\w)[ ](?=[=<>≤≥][ ]?\d)"
)
_BREAK = re.compile(
    r"""
      [ ]+ (?! \u200e?[ !?)\]}/:;,.»،؛؟] | $ )     # after spaces, but never before closing marks
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


def holds_together(text: str, at: int) -> bool:
    """Whether the space before that offset stands between a number and its unit, or inside an expression."""
    return bool(_TOGETHER.match(text, at - 1))


def break_lines(
    text: str, width: float, advance: Callable[[int, int], float], hyphen: Callable[[int], float] = lambda at: 0.0
) -> Iterator[tuple[int, int]]:
    """Greedy lines of `text` as (start, end) offsets; spaces at a line's end hang outside the width.

    `advance(start, end)` is the width of that stretch, `hyphen(at)` that of the hyphen which a soft hyphen becomes at a
    line's end. A unit wider than the line is cut between characters, which is what PowerPoint and LibreOffice do.
    """
    parts = units(text)
    starts = [0, *accumulate(map(len, parts))]
    line = number = 0
    used = 0.0
    # Where the line may end for certain: behind a soft hyphen only if the hyphen has room as well.
    good = 0
    while number < len(parts):
        position, end = starts[number], starts[number + 1]
        core = position + len(parts[number].rstrip(" "))
        needed = advance(position, core)
        # A comma or full stop of Chinese and Japanese may stand outside the line.
        inside = core - 1 if core - 1 > position and text[core - 1] in _HANGING else core
        wanted = used + (needed if inside == core else advance(position, inside))
        if used > 0 and abs(wanted - width) < _CLOSE * width:
            # Added up, stretches lack the kerning between them.
            wanted = advance(line, inside)
        if used > 0 and wanted > width:
            number = good if starts[good] > line else number
            yield line, starts[number]
            line, used = starts[number], 0.0
            continue
        if used == 0 and needed > width:
            for index in range(position, core):
                if index > line and advance(line, index + 1) > width:
                    yield line, index
                    line = index
            used = advance(line, end)
        else:
            used += needed + (advance(core, end) if end > core else 0.0)
        number += 1
        if text[end - 1] != SOFT_HYPHEN or used + hyphen(end - 1) <= width:
            good = number
    yield line, len(text)
