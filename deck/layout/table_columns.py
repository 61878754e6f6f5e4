"""What stands in a column of a table: numbers, which are compared digit below digit, or words?"""

from __future__ import annotations

from collections.abc import Sequence

from deck.markup import Text
from deck.regex import regex

_SIGN = r"[<>≤≥≈~±+\-−–(]?\s?"
_NUMBER = regex(rf"{_SIGN}[€$£]?\s?\d")
_WORDS = regex(r"[^\W\d_]+")
_LETTERS = 4
"""A number may have a unit with so many letters."""
_PLAIN = regex(rf"{_SIGN}\d[\d\s.,'’\u00a0\u202f]*")
_NOTHING = ("", "–", "-", "—", "NA", "n/a")


def holds_numbers(cells: Sequence[Text]) -> bool:
    """Whether a column is one of numbers: nearly all that it says are, and at least one."""
    said = [one for one in (cell.plain.strip() for cell in cells) if one not in _NOTHING]
    numbers = sum(is_number(one) for one in said)
    return bool(numbers) and numbers >= 0.75 * len(said)


def is_number(said: str) -> bool:
    """Whether it is a number, perhaps with an interval, a share or a unit: `71.8 ± 9.6`, `1364 (43.6)`, `< 0.001`."""
    return bool(_NUMBER.match(said)) and sum(len(word) for word in _WORDS.findall(said)) <= _LETTERS


def fraction(said: str, mark: str) -> str:
    """What a single number has from its decimal mark on; empty where it is whole."""
    found = said.rfind(mark)
    return said[found:] if found >= 0 else ""


def aligns_on_mark(cells: Sequence[Text], mark: str) -> bool:
    """Whether all that a column says are single numbers, of which some have more decimals than others."""
    said = [one for one in (cell.plain.strip() for cell in cells) if one not in _NOTHING]
    if not said or not all(_PLAIN.fullmatch(one) and one.count(mark) <= 1 for one in said):
        return False
    return len({len(fraction(one, mark)) for one in said}) > 1
