"""Read one value of brand.yaml with its place, and say what is wrong when it is not what it should be."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

from deck.diagnostics import Report, Span, close_matches
from deck.regex import regex
from deck.source import Source
from deck.value import Value

_NUMBER = regex(r"-?\d+(\.\d+)?", re.ASCII)
_FEW = 12
_LARGEST = 100_000
_HEX = regex(r"[0-9A-Fa-f]{6}", re.ASCII)


class Entry(Value, frozen=True):
    """A value where it stands; every reader reports a wrong value and returns a stand-in, so that reading goes on."""

    value: object
    path: tuple[str | int, ...]
    source: Source
    report: Report

    @property
    def span(self) -> Span:
        return self.source.span(self.path)

    @property
    def is_written(self) -> bool:
        """Whether the value stands in this file; else it is taken over from another."""
        found: Any = self.source.data
        try:
            for step in self.path:
                found = found[step]
        except (KeyError, IndexError, TypeError):
            return False
        return True

    @property
    def label(self) -> str:
        return ".".join(str(part) for part in self.path) or "brand.yaml"

    def wrong(self, message: str, help: str = "", code: str = "bad-brand") -> None:
        self.report.error(code, message, self.span, help)

    def text(self, default: str = "") -> str:
        if isinstance(self.value, str):
            return self.value
        self.wrong(f"`{self.label}` must be words")
        return default

    def number(self, default: float = 1.0) -> float:
        if isinstance(self.value, str) and _NUMBER.fullmatch(self.value) and abs(float(self.value)) < _LARGEST:
            return float(self.value)
        self.wrong(f"`{self.label}` must be a number")
        return default

    def length(self, default: float = 1.0) -> float:
        """A number above zero."""
        number = self.number(default)
        if number > 0:
            return number
        self.wrong(f"`{self.label}` must be more than 0")
        return default

    def whole(self, low: int, high: int, default: int = 0) -> int:
        number = self.number(default)
        if number == int(number) and low <= number <= high:
            return int(number)
        self.wrong(f"`{self.label}` must be a whole number from {low} to {high}")
        return default

    def flag(self) -> bool:
        if self.value not in ("true", "false"):
            self.wrong(f"`{self.label}` must be true or false")
        return self.value == "true"

    def hex(self) -> str:
        """RRGGBB, or nothing when it is not that."""
        # The sign with which the web begins a colour leaves no doubt.
        value = self.value.removeprefix("#") if isinstance(self.value, str) else ""
        if _HEX.fullmatch(value):
            return value.upper()
        self.wrong(f"`{self.label}` must be a colour of six hexadecimal digits", 'write it in quotes, as in "005A8C"')
        return ""

    def choice(self, known: Collection[str], what: str) -> str:
        """One of the known names; an unknown one gives the first of them."""
        first = next(iter(known), "")
        name = self.text(default=first)
        if name in known:
            return name
        hint = close_matches(name, known)
        if not hint and len(known) <= _FEW:
            hint = f"known: {', '.join(word or 'the empty word' for word in known)}"
        self.wrong(f"unknown {what} `{name}`", hint)
        return first

    def numbers(self, count: int) -> tuple[float, ...]:
        entries = list(self.items())
        if len(entries) == count:
            return tuple(entry.number() for entry in entries)
        if isinstance(self.value, list):
            self.wrong(f"`{self.label}` must be {count} numbers, not {len(entries)}")
        return (1.0,) * count

    def texts(self) -> tuple[str, ...]:
        return tuple(entry.text() for entry in self.items())

    def items(self) -> Iterator[Entry]:
        if not isinstance(self.value, list):
            self.wrong(f"`{self.label}` must be a list")
            return
        for index, value in enumerate(self.value):
            yield Entry(value, (*self.path, index), self.source, self.report)

    def entries(self) -> dict[str, Entry]:
        """The values of a mapping by key, whatever the keys are."""
        if not isinstance(self.value, dict):
            self.wrong(f"`{self.label}` must be a mapping of names to values")
            return {}
        return {key: Entry(value, (*self.path, key), self.source, self.report) for key, value in self.value.items()}

    def fields(self, required: Collection[str], optional: Collection[str] = ()) -> Fields:
        """The values of a mapping whose keys are known; unknown and missing ones are reported."""
        found = self.entries()
        known = (*required, *optional)
        for key in found:
            if key not in known:
                span = self.source.key_span((*self.path, key))
                self.report.error("bad-brand", f"`{self.label}` has no field `{key}`", span, close_matches(key, known))
        if isinstance(self.value, dict):
            # What is missing because it is misspelt was told.
            told = " ".join(close_matches(key, known) for key in found if key not in known)
            for key in required:
                if key not in found and f"`{key}`" not in told:
                    self.wrong(f"`{self.label}` needs the field `{key}`")
        return Fields({key: entry for key, entry in found.items() if key in known})


class Fields(dict[str, Entry]):
    """The fields of a mapping that are there; the readers fill in a default for the others."""

    def text(self, name: str, default: str = "") -> str:
        return self[name].text(default) if name in self else default

    def number(self, name: str, default: float) -> float:
        return self[name].number(default) if name in self else default

    def length(self, name: str, default: float) -> float:
        return self[name].length(default) if name in self else default

    def whole(self, name: str, low: int, high: int, default: int) -> int:
        return self[name].whole(low, high, default) if name in self else default

    def flag(self, name: str, default: bool = False) -> bool:
        return self[name].flag() if name in self else default

    def choice(self, name: str, known: Collection[str], what: str, default: str = "") -> str:
        return self[name].choice(known, what) if name in self else default
