"""Mend the slips of a talk whose cure its diagnostics name: shown line by line, and written when somebody agrees."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from deck.commands._source_file import save_source

if TYPE_CHECKING:
    from deck.diagnostics import Report
    from deck.kinds import Kinds
    from deck.workspace import Workspace

_MOST = 100


def fix_slips(world: Workspace, report: Report, agreed: bool) -> None:
    """Show every line that would change, ask unless somebody `agreed` before, and change these lines and no others."""
    from deck.resolve.own_kinds import load_kinds

    path = world.slides_file
    try:
        text = world.door.read(path, "").decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):  # said when the talk is read
        return
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    name = world.relative(path)
    mended = _mended(text, name, load_kinds(world)[0])
    changes = [
        (number, before, after)
        for number, (before, after) in enumerate(zip(text.split("\n"), mended.split("\n"), strict=True), 1)
        if before != after
    ]
    if not changes:
        click.echo("nothing that can be mended without you")
        return
    for number, before, after in changes:
        click.echo(f"{name}:{number}\n  - {before}\n  + {after}")
    lines = "this line" if len(changes) == 1 else f"these {len(changes)} lines"
    if agreed or click.confirm(f"Change {lines}?", default=False):
        save_source(mended, path, report, made_from=text)
    else:
        click.echo("nothing was changed")


def _mended(text: str, name: str, kinds: Kinds) -> str:
    """The talk with all that can be mended: what is wrong behind a mistake may be seen when that is out of the way."""
    from deck.diagnostics import Report
    from deck.mend import mended
    from deck.parse import parse
    from deck.salvage import what_can_be_read

    for _ in range(_MOST):
        report = Report()
        read = what_can_be_read(text, report, name)
        lines = text.split("\n")
        new = dict(read.mends)
        if read.source is not None:
            _, found = parse(read.source, kinds)
            for one in (*report, *found):
                number = one.span.line
                if one.span.file == name and number not in read.unread and number not in new:
                    new[number] = next(mended(one, lines), lines[number - 1])
        after = "\n".join(new.get(number, line) for number, line in enumerate(lines, 1))
        if after == text or _reads_worse(after, text, name):
            return text
        text = after
    return text


def _reads_worse(after: str, before: str, name: str) -> bool:
    from deck.diagnostics import Report
    from deck.salvage import what_can_be_read

    def faults(text: str) -> int:
        report = Report()
        what_can_be_read(text, report, name)
        return len(report)

    return faults(after) > faults(before)
