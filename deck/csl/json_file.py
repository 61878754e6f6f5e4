"""The text of references.json, and where its parts stand in it."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import Any

from deck.diagnostics import Report, Span
from deck.regex import regex
from deck.value import Value

_COMMAS = "a comma, bracket or quote is missing or too many, here or just before; or export the library again"
_EXPORT = "export the library as CSL-JSON (Zotero: Better CSL JSON), saved as UTF-8"


class Stretch(Value, frozen=True):
    """One item of the list, and from where to where it stands."""

    value: Any
    start: int
    end: int


class JsonFile(Value, frozen=True):
    name: str
    text: str
    report: Report
    lines: tuple[int, ...] = ()
    """Where each line begins."""

    def span(self, at: int, end: int = 0) -> Span:
        """From one place to another, as far as they are on one line; a single character without an end."""
        line = bisect_right(self.lines, at)
        column = at - self.lines[line - 1] + 1
        stretch = self.text[at:end].partition("\n")[0].rstrip()
        return Span(self.name, line, column, column + max(1, len(stretch)))

    def unreadable(self, message: str, at: int, help: str) -> None:
        self.report.error("bad-references", message, self.span(at), help)


def opened(name: str, content: bytes, report: Report) -> JsonFile | None:
    """The file as text; nothing, and a diagnostic, where it is none."""
    try:
        return _file(name, content.decode("utf-8-sig"), report)
    except UnicodeDecodeError as problem:
        before = _file(name, content[: problem.start].decode("utf-8-sig"), report)
        before.unreadable("not UTF-8 text", len(before.text), _EXPORT)
        return None


def _file(name: str, text: str, report: Report) -> JsonFile:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lengths = [len(line) + 1 for line in text.split("\n")]
    return JsonFile(name, text, report, tuple(accumulate(lengths[:-1], initial=0)))


def items(file: JsonFile) -> list[Stretch]:
    """The items of the list; none, and a diagnostic, where there is no list."""
    try:
        found = json.loads(file.text)
    except json.JSONDecodeError as problem:
        file.unreadable("JSON cannot be read here", problem.pos, _COMMAS)
        return []
    except (ValueError, RecursionError):
        found = None
    if isinstance(found, list):
        return list(_stretches(file.text))
    file.unreadable("references are a JSON list of CSL items", 0, _EXPORT)
    return []


def _stretches(text: str) -> Iterator[Stretch]:
    decoder = json.JSONDecoder()
    at = text.index("[") + 1
    while text[start := _BETWEEN.match(text, at).end()] != "]":  # type: ignore[union-attr]
        value, at = decoder.raw_decode(text, start)
        yield Stretch(value, start, at)


_BETWEEN = regex(r"[\s,]*")
