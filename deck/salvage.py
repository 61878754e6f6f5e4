"""What can be read of a talk whose YAML has mistakes, so that one run shows them all?

A line whose meaning is plain is read as it was meant; a slide that cannot be read is passed over. Both are reported,
and the file stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from deck.diagnostics import Diagnostic, Report, Severity
from deck.door import Door
from deck.mend import mended
from deck.regex import regex
from deck.source import Source, load, read_yaml
from deck.value import Value, field

_MOST = 40
"""Mistakes in YAML that are told in one run: each costs a reading or two."""
_ITEM = regex(r"^( *)- ")
_ID = regex(r"^( *- +id: *[a-z0-9]+(?:-[a-z0-9]+)*) *$")
_SLIDES = regex(r"^slides: *(?:#.*)?$")


class Salvaged(Value, frozen=True):
    """A talk as far as it can be read."""

    source: Source | None
    unread: frozenset[int] = frozenset()
    """Lines that are not read as they stand: what is found in these follows from a mistake that is told."""
    mends: Mapping[int, str] = field(default_factory=dict)
    """Lines that are read as they may be meant."""


def load_what_can_be_read(path: Path, report: Report, name: str, door: Door | None = None) -> Salvaged:
    """The talk, with every mistake of its YAML in the report."""
    door = door or Door()
    first = Report()
    source = load(path, first, name, door)
    if source is not None or not any(_is_fault(one) for one in first):
        report.add(*first)
        return Salvaged(source)
    text = door.read(path, name).decode("utf-8-sig", "replace")
    return what_can_be_read(text.replace("\r\n", "\n").replace("\r", "\n"), report, name)


def what_can_be_read(text: str, report: Report, name: str) -> Salvaged:
    """The same for text that is already in memory."""
    lines = text.split("\n")
    source, found = _read(lines, name)
    report.add(*found)
    unread: set[int] = set()
    mends: dict[int, str] = {}
    for _ in range(_MOST):
        fault = next((one for one in found if _is_fault(one)), None)
        if source is not None or fault is None:
            return Salvaged(source, frozenset(unread), mends)
        source, found, lines, changed = _gone_on(lines, fault, name)
        if not changed:
            break
        unread |= changed
        if lines[fault.span.line - 1].strip() and changed == {fault.span.line}:
            mends[fault.span.line] = lines[fault.span.line - 1]
        report.add(*(one for one in found if one.span.line not in unread))
    return Salvaged(None, frozenset(unread), mends)


def _is_fault(one: Diagnostic) -> bool:
    """Whether it is what keeps a file from being read, and stands in a line."""
    return one.code == "yaml-syntax" and one.severity is Severity.ERROR and one.span.line > 0


def _gone_on(
    lines: list[str], fault: Diagnostic, name: str
) -> tuple[Source | None, Sequence[Diagnostic], list[str], set[int]]:
    """The talk with that mistake out of the way, what is wrong then, its lines, and those that were changed."""
    at = fault.span.line - 1
    for line in mended(fault, lines):
        trial = [*lines[:at], line, *lines[at + 1 :]]
        source, found = _read(trial, name)
        if source is not None or not any(one.span.line <= fault.span.line for one in found if _is_fault(one)):
            return source, found, trial, {fault.span.line}
    without = _without_slide(lines, at)
    if without is None:
        return None, (), lines, set()
    trial, changed = without
    source, found = _read(trial, name)
    return source, found, trial, changed


def _read(lines: Sequence[str], name: str) -> tuple[Source | None, Sequence[Diagnostic]]:
    report = Report()
    source = read_yaml("\n".join(lines).encode(), report, name)
    return source, tuple(report)


def _without_slide(lines: list[str], at: int) -> tuple[list[str], set[int]] | None:
    """The lines with nothing but the name of the slide that this line is in; None where it is in none."""
    head = next((number for number, line in enumerate(lines) if _SLIDES.match(line)), None)
    if head is None or at <= head:
        return None
    first = next((found for line in lines[head + 1 :] if (found := _ITEM.match(line))), None)
    if first is None:
        return None
    starts = [number for number in range(head + 1, len(lines)) if lines[number].startswith(f"{first[1]}- ")]
    start = max((number for number in starts if number <= at), default=starts[0])
    end = next((number for number in starts if number > start), len(lines))
    named = _ID.match(lines[start])
    name = named[1] if named and start != at else f"{first[1]}- id: slide-{starts.index(start) + 1}"
    if lines[start:end] == [name, *[""] * (end - start - 1)]:  # passed over before: it goes on for ever
        return None
    return [*lines[:start], name, *[""] * (end - start - 1), *lines[end:]], set(range(start + 1, end + 1))
