"""Write the numbers of a text without words as the language does: no translator is asked for `47.3` or `1,234`.

What has words, and numbers among them, is translated; see `numbers.py` for whether it says the same.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from deck import language
from deck.markup import Run, Text
from deck.regex import regex
from deck.value import replace


def by_language(text: Text, tag: str, source_tag: str) -> Text:
    """The text with its numbers as `tag` writes them; values, code and what is no number (a day, a version) stay."""
    return replace(text, runs=tuple(_run(run, tag, source_tag) for run in text.runs))


def _run(run: Run, tag: str, source_tag: str) -> Run:
    if run.value or run.cite or run.code or not any(map(str.isdigit, run.text)):
        return run
    words = _pattern(source_tag).sub(lambda found: _written(found, tag, source_tag), run.text)
    return replace(run, text=words) if words != run.text else run


@cache
def _pattern(source_tag: str) -> re.Pattern[str]:
    group, mark = re.escape(language.group_mark(source_tag)), re.escape(language.decimal_mark(source_tag))
    # Not a part of a day, of a version or of a range of pages.
    return re.compile(
        rf"(?:(?P<before>[{_MONEY}])[ \u00a0\u202f]?)?(?<![\d.,:/])(?P<whole>\d{{1,3}}(?:{group}\d{{3}})+|\d+)"
        rf"(?:{mark}(?P<rest>\d+))?(?P<percent>%)?(?![.,:/]?\d)(?:[ \u00a0\u202f]?(?P<behind>[{_MONEY}]))?"
    )


_MONEY = "€$£¥₹₺₩₽₪"
_DASHES = "-–—"


def _written(found: re.Match[str], tag: str, source_tag: str) -> str:
    whole, rest, sign = found["whole"], found["rest"], found["percent"] or ""
    if language.group_mark(source_tag) in whole:
        digits = whole.replace(language.group_mark(source_tag), "")
        whole = language.number(Decimal(digits), tag, 0)
    number = whole + (language.decimal_mark(tag) + rest if rest else "")
    number += language.percent_gap(tag) + sign if sign else ""
    money = found["before"] or found["behind"]
    if not money:
        return number
    if _is_a_bound(found):  # of a range, which has one sign for both
        end = max(found.end(part) for part in ("whole", "rest", "percent"))
        return found.string[found.start() : found.start("whole")] + number + found.string[end : found.end()]
    before, gap = language.money_sign(tag)
    return f"{money}{gap}{number}" if before else f"{number}{gap}{money}"


def _is_a_bound(found: re.Match[str]) -> bool:
    """Whether it is one end of a range that has one sign for both, as in €40–60; in €40–€60 each has its own."""
    text, start, end = found.string, found.start(), found.end()
    behind = text[end : end + 2]
    return (behind[:1] in _DASHES and behind[1:].isdigit()) or bool(_BEGUN.search(text[:start]))


_BEGUN = regex(rf"(?<![{_MONEY}\d.,])(?<![{_MONEY}][ \u00a0\u202f])\d[\d.,]*[{_DASHES}]$")
"""The number that a range begins with, without a sign."""
