"""Mend the slips of a talk whose cure its diagnostics name: shown line by line, and written when somebody agrees."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from deck.commands._source_file import save_source

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from deck.diagnostics import Found, Report
    from deck.kinds import Kinds
    from deck.source import Source
    from deck.workspace import Workspace

_MOST = 100
_LISTED = 12
"""Places that are named in one line."""


def fix_slips(world: Workspace, report: Report, agreed: bool, locales: Collection[str] = ()) -> None:
    """Show every line of the talk and its translations that would change, ask unless somebody `agreed` before, and
    change these lines and no others. In the translations of `locales` spaces are set as the language does, too."""
    from deck.resolve.own_kinds import load_kinds

    kinds = load_kinds(world)[0]
    found = [_File(world, path, kinds if path == world.slides_file else None, locales) for path in _files(world)]
    files = [file for file in found if file.changes]
    left = [place for file in found for place in file.left]
    if not files:
        click.echo("nothing that can be mended without you")
        return
    from deck.translation.typography import seen

    for file in files:
        for number, before, after in file.changes:
            click.echo(f"{file.name}:{number}\n  - {seen(before)}\n  + {seen(after)}")
    if left:
        click.echo(f"left to you, and told below: {', '.join(left[:_LISTED])}{' …' if len(left) > _LISTED else ''}")
    total = sum(len(file.changes) for file in files)
    if not agreed and not click.confirm(f"Change {'this line' if total == 1 else f'these {total} lines'}?"):
        click.echo("nothing was changed")
        return
    for file in files:
        save_source(file.mended, file.path, report, made_from=file.text)


def _files(world: Workspace) -> list[Path]:
    from deck.translation.overlay import path_of, tags

    return [world.slides_file, *(path_of(world, tag) for tag in tags(world))]


class _File:
    """A source as it is, and with all mended that can be."""

    def __init__(self, world: Workspace, path: Path, kinds: Kinds | None, locales: Collection[str]) -> None:
        """`kinds` are those of a talk; of a translation only its YAML is mended."""
        self.path, self.name = path, world.relative(path)
        try:
            text = world.door.read(path, "").decode("utf-8-sig")
        except (OSError, UnicodeDecodeError):  # said when it is read
            text = ""
        self.text = text.replace("\r\n", "\n").replace("\r", "\n")
        self.mended = _mended(self.text, self.name, kinds)
        if kinds is None and (path.stem in locales or "all" in locales):
            self.mended = _spaced(self.mended, self.name, path.stem)
        self.kinds = kinds

    @property
    def changes(self) -> list[tuple[int, str, str]]:
        """Number, line as it is, and line as it would be."""
        both = zip(self.text.split("\n"), self.mended.split("\n"), strict=True)
        return [(number, before, after) for number, (before, after) in enumerate(both, 1) if before != after]

    @property
    def left(self) -> list[str]:
        """Where what nobody can mend but its author is wrong: line and code."""
        from deck.diagnostics import Report
        from deck.salvage import what_can_be_read

        report = Report()
        read = what_can_be_read(self.mended, report, self.name)
        if read.source is not None and self.kinds is not None:
            report.add(*_found(read.source, self.kinds))
        return [f"{self.name}:{one.span.line} {one.code}" for one in report if one.span.file == self.name]


def _mended(text: str, name: str, kinds: Kinds | None) -> str:
    """The talk with all that can be mended: what is wrong behind a mistake may be seen when that is out of the way."""
    from deck.diagnostics import Report
    from deck.mend import mended
    from deck.salvage import what_can_be_read

    for _ in range(_MOST):
        report = Report()
        read = what_can_be_read(text, report, name)
        lines = text.split("\n")
        new = dict(read.mends)
        if read.source is not None:
            found = _found(read.source, kinds) if kinds is not None else ()
            for one in (*report, *found):
                number = one.span.line
                if one.span.file == name and number not in read.unread and number not in new:
                    new[number] = next(mended(one, lines), lines[number - 1])
        after = _with_lines(text, new)
        if _reads_worse(after, text, name):
            # One line that is not meant so is no reason to leave the others.
            good = {
                number: line
                for number, line in new.items()
                if not _reads_worse(_with_lines(text, {number: line}), text, name)
            }
            after = _with_lines(text, good)
        if after == text or _reads_worse(after, text, name):
            return text
        text = after
    return text


def _with_lines(text: str, new: Mapping[int, str]) -> str:
    return "\n".join(new.get(number, line) for number, line in enumerate(text.split("\n"), 1))


def _spaced(text: str, name: str, tag: str) -> str:
    """A translation with spaces as its language sets them, where no line has to be broken elsewhere for it."""
    from deck.diagnostics import Report
    from deck.source import read_yaml
    from deck.splice import Splice
    from deck.translation.faults import space_slips
    from deck.translation.overlay import read_overlay

    for _ in range(_ROUNDS):
        report = Report()
        source = read_yaml(text.encode(), report, name)
        overlay = read_overlay(source, tag, report) if source else None
        if source is None or overlay is None or report.has_errors:
            return text
        splice = Splice(source)
        for entry in overlay.entries:
            for slip in space_slips(entry, tag):
                splice.replace((*entry.steps, "text"), slip.start, slip.end, slip.space)
        if splice.text == text or splice.text.count("\n") != text.count("\n"):
            return text
        text = splice.text
    return text


_ROUNDS = 3
"""Two spaces before a mark become one, and that another."""


def _found(source: Source, kinds: Kinds) -> Found:
    """What is wrong in a talk that can be read, and what was only typed as on a typewriter."""
    from deck.checks.typing_slip import slips
    from deck.parse import parse

    talk, found = parse(source, kinds)
    return (*found, *(slips(talk) if talk is not None else ()))


def _reads_worse(after: str, before: str, name: str) -> bool:
    from deck.diagnostics import Report
    from deck.salvage import what_can_be_read

    def faults(text: str) -> int:
        report = Report()
        what_can_be_read(text, report, name)
        return len(report)

    return faults(after) > faults(before)
