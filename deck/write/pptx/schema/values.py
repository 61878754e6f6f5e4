"""Is the text of an attribute a value of its kind?"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from math import inf
from typing import Any

from deck.regex import regex

Check = Callable[[str], bool]

_BOOLEAN = frozenset(("0", "1", "false", "true"))
_ON_OFF = _BOOLEAN | {"on", "off", "t", "f", ""}
_NUMBER = regex(r"\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*", re.ASCII)
_NO_NUMBERS = ("INF", "-INF", "NaN")
_MOMENT = regex(
    r"-?\d{4,}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-4]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]\d\d:\d\d)?",
    re.ASCII,
)
_BASE64 = regex(r"\s*(?:[A-Za-z0-9+/]\s*){2,}(?:=\s*){0,2}|\s*", re.ASCII)
_HEX = regex(r"(?:[0-9A-Fa-f]{2})*", re.ASCII)


def check_of(alternatives: Sequence[list[Any]]) -> Check | None:
    """Whether a text is one of these values; None where every text is."""
    checks = [_check(one) for one in alternatives]
    if None in checks:
        return None
    known = [one for one in checks if one is not None]
    return known[0] if len(known) == 1 else lambda text: any(one(text) for one in known)


def is_plain(text: str) -> bool:
    """Whether a text that is read aloud has no control character."""
    return text.isprintable() or CONTROL.search(text) is None


CONTROL = regex("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")


def _check(value: list[Any]) -> Check | None:
    match value:
        case ["e", words]:
            return frozenset(words).__contains__
        case ["n", least, most]:
            return _whole(least, most)
        case ["d", *bounds]:
            return _number(*bounds)
        case ["b"]:
            return _BOOLEAN.__contains__
        case ["o"]:
            return _ON_OFF.__contains__
        case ["t"]:
            return _full(_MOMENT)
        case ["6"]:
            return _full(_BASE64)
        case ["h"]:
            return _full(_HEX)
        case ["s" | "h", least, most, pattern]:
            return _text(least, most, pattern, value[0] == "h")
        case ["l", inner]:
            each = check_of(inner)
            return None if each is None else lambda text: all(each(one) for one in text.split())
    return None


def _whole(least: int, most: int) -> Check:
    def fits(text: str) -> bool:
        if text.isdecimal():  # as nearly all are
            return least <= int(text) <= most and text.isascii()
        return text[:1] in ("-", "+") and text[1:].isdecimal() and text.isascii() and least <= int(text) <= most

    return fits


def _number(least: float | None = None, most: float | None = None) -> Check:
    low, high = -inf if least is None else least, inf if most is None else most
    return lambda text: low <= float(text) <= high if _NUMBER.fullmatch(text) else text in _NO_NUMBERS


def _text(least: int, most: int | None, pattern: str | None, is_hex: bool) -> Check:
    like = re.compile(pattern) if pattern else None

    def fits(text: str) -> bool:
        if len(text) < least or (most is not None and len(text) > most):
            return False
        return (like is None or like.fullmatch(text) is not None) and (not is_hex or _HEX.fullmatch(text) is not None)

    return fits


def _full(pattern: re.Pattern[str]) -> Check:
    return lambda text: pattern.fullmatch(text) is not None
