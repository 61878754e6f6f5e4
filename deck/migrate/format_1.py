"""How was a text read in format 1? Of the signs of today it knew `**`, `*`, `^`, `[…](…)`, `[@key]` and `{name}`."""

from __future__ import annotations

import re
from typing import Final

from deck.diagnostics import Report
from deck.markup import Reader, Text, parse
from deck.place import NO_PLACE, Place
from deck.regex import regex


def read(source: str, report: Report) -> Text:
    """The text as format 1 read it."""
    return parse(source, NO_PLACE, report, _Format1)


def literal(source: str) -> tuple[int, ...]:
    """Where format 1 read a letter that may be a sign today."""
    reader = _Format1(source, NO_PLACE, Report())
    reader.tokens()
    return tuple(sorted(set(reader.letters)))


def in_forms(source: str) -> tuple[tuple[int, int], ...]:
    """The words of counted values, which held no markup: where each begins and ends."""
    reader = _Format1(source, NO_PLACE, Report())
    reader.tokens()
    return tuple(reader.forms)


def signs_in(words: str, start: int = 0) -> tuple[int, ...]:
    """Where words that were letters alone hold what may be a sign today."""
    return tuple(start + found.end() - 1 for found in _ANY_SIGN.finditer(words))


_NEW: Final = frozenset("_~`<&$=-hm")
_SIGN: Final = regex(r"[_~`<$]|https?:(?=//)|mailto:|\[(?=\^)", re.IGNORECASE)
_ANY_SIGN: Final = regex(r"[\\*^\[_~`<$]|https?:(?=//)|mailto:", re.IGNORECASE)
_FORM: Final = regex(r"\{([^{}]*)\}")


class _Format1(Reader):
    def __init__(self, source: str, place: Place, report: Report) -> None:
        super().__init__(source, place, report)
        self._brackets = _matching_brackets(source)
        self.letters: list[int] = []
        self.forms: list[tuple[int, int]] = []

    def _read(self, at: int) -> int:
        found = _SIGN.match(self._source, at)
        if at != self._link_end and (self._source[at] in _NEW or (found and found[0] == "[")):
            if found:
                self.letters.append(found.end() - 1)
            return self._add("word", self._source[at], at, 1)
        return super()._read(at)

    def _read_forms(self, at: int, name: str, format: str, start: int) -> int:
        end = super()._read_forms(at, name, format, start)
        self.forms += [found.span(1) for found in _FORM.finditer(self._source, start, end)]
        return end


def _matching_brackets(source: str) -> dict[int, int]:
    """For every `[` the `]` that closes it, also between backticks."""
    found: dict[int, int] = {}
    waiting: list[int] = []
    for match in re.finditer(r"\\.|[\[\]]", source, re.DOTALL):
        if match[0] == "[":
            waiting.append(match.start())
        elif match[0] == "]" and waiting:
            found[waiting.pop()] = match.start()
    return found
