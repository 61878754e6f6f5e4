"""A JSON file in which single values are changed while all else stays as it was typed."""

from __future__ import annotations

import json
import re
from typing import Any

from deck.diagnostics import Span
from deck.refresh.written import Change, Written
from deck.regex import regex
from deck.value import Value

_SPACE = regex(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder()


class Member(Value, frozen=True):
    """One name of an object with its value: where the name begins, and where the value begins and ends."""

    key: int
    start: int
    end: int


class Object:
    """One object of the file, by its members."""

    def __init__(self, written: Written, start: int, changes: list[Change]) -> None:
        """`written` is known to hold sound JSON, with an object at `start`; what is set goes into `changes`."""
        self.written = written
        self.changes = changes
        self.start = start
        self.members: dict[str, Member] = {}
        text, at = written.text, _space(written.text, start + 1)
        while text[at] != "}":
            name, behind = _DECODER.raw_decode(text, at)
            begin = _space(text, _space(text, behind) + 1)
            end = _DECODER.raw_decode(text, begin)[1]
            self.members[name] = Member(at, begin, end)
            at = _space(text, end)
            if text[at] == ",":
                at = _space(text, at + 1)
        self.end = at + 1

    def span(self, name: str) -> Span:
        """The member; the object where it has no such member."""
        member = self.members.get(name)
        if member is None:
            return self.written.span(self.start, self.end)
        return self.written.span(member.key, member.end)

    def inner(self, name: str) -> Object:
        """A member that is an object itself."""
        return Object(self.written, self.members[name].start, self.changes)

    def set(self, name: str, value: Any, after: tuple[str, ...] = ()) -> None:
        """Give a member another value; a new one stands behind the last of `after` that is there."""
        member = self.members.get(name)
        if member is not None:
            self.changes.append((member.start, member.end, self._typed(value, member)))
            return
        known = [self.members[one] for one in after if one in self.members] or list(self.members.values())
        place = max(known, key=lambda one: one.end)
        typed = f"{_dumped(name)}: {self._typed(value)}"
        self.changes.append((place.end, place.end, f",{self._between}{typed}"))

    @property
    def _between(self) -> str:
        """What stands between two members: a line break with the indentation, or a space."""
        first = min(member.key for member in self.members.values())
        space = self.written.text[self.start + 1 : first]
        return space if "\n" in space or "\r" in space else " "

    def _typed(self, value: Any, old: Member | None = None) -> str:
        """The value as the file writes others: over several lines, indented as its neighbours, or on one line."""
        between = self._between
        was = self.written.text[old.start : old.end] if old is not None else ""
        short = len(was) > 2 and was[0] in "[{" and "\n" not in was
        if between == " " or short or not isinstance(value, (list, dict)) or not value:
            return _dumped(value)
        indent = re.sub(r".*[\r\n]", "", between, flags=re.DOTALL)
        outer = re.sub(r".*[\r\n]", "", self.written.text[: self.start], flags=re.DOTALL)
        step = indent.removeprefix(outer[: len(outer) - len(outer.lstrip())]) or "  "
        lines = _dumped(value, step).split("\n")
        return (self.written.newline + indent).join(lines)


def objects(written: Written, changes: list[Change]) -> list[tuple[int, Object]]:
    """The objects of a file that is a list, each with its place in it; the file is known to hold sound JSON."""
    text, found, number = written.text, [], 0
    at = _space(text, _space(text, 0) + 1)
    while text[at] != "]":
        end = _DECODER.raw_decode(text, at)[1]
        if text[at] == "{":
            found.append((number, Object(written, at, changes)))
        at, number = _space(text, end), number + 1
        if text[at] == ",":
            at = _space(text, at + 1)
    return found


def _dumped(value: Any, indent: str | None = None) -> str:
    """As JSON; half of a pair of surrogates as an escape, as it was read: it cannot be written as such."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return re.sub("[\ud800-\udfff]", lambda half: f"\\u{ord(half[0]):04x}", text)


def _space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    assert found is not None
    return found.end()
