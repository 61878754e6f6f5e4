"""How is a person told what was found and written, and with which exit code?"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from deck.diagnostics import Diagnostic, Report
    from deck.write.left_over import LeftOver

GOOD, MISTAKES, BUG = 0, 1, 70
_OF_ONE_KIND = 5
"""So many warnings of one kind are told by a command that builds; more would bury what else it says."""
DOOR = "deck.door"
"""What a command's context knows of it: the door of its talk, by which source lines are read too."""


def finish(report: Report, options: dict[str, bool], good: str = "", failed: str = "", notes: bool = True) -> int:
    """Print the report; the exit code is 1 when it has an error.

    Without `notes`, which are for who asks for all, of many warnings of one kind the first are printed.
    """
    from deck.diagnostics import Severity, render_text

    wanted = {Severity.ERROR} if options["quiet"] else {Severity.ERROR, Severity.WARNING, Severity.NOTE}
    if not notes:
        wanted -= {Severity.NOTE}
    # Once a report: the files may be others when the next one is printed.
    lines = cache(_source_lines)
    color = sys.stderr.isatty() and "NO_COLOR" not in os.environ
    found = [diagnostic for diagnostic in report if diagnostic.severity in wanted]
    warned = Counter(one.code for one in found if one.severity is Severity.WARNING)
    told = Counter[str]()
    # What stops a build comes last, where it is seen: nothing scrolls it away.
    for diagnostic in sorted(found, key=lambda one: one.severity is Severity.ERROR):
        code, is_warning = diagnostic.code, diagnostic.severity is Severity.WARNING
        told[code] += is_warning
        if notes or not is_warning or told[code] <= _OF_ONE_KIND:
            click.echo(render_text(diagnostic, lines, color), err=True)
        elif told[code] == warned[code]:
            more = warned[code] - _OF_ONE_KIND
            check = _listed_by(one for one in found if one.code == code and one.severity is Severity.WARNING)
            click.echo(f"warning[{code}]: {more} more of this kind (`{check}` lists them)", err=True)
    errors = sum(diagnostic.severity is Severity.ERROR for diagnostic in report)
    waiting = sum(diagnostic.code == "needs-approval" for diagnostic in report)
    if errors:
        click.echo(f"{errors} error{'s' * (errors > 1)}{'; ' + failed if failed else ''}", err=True)
        return MISTAKES
    if waiting and not notes and not options["quiet"]:
        click.echo(f"draft   {waiting} slides await the speaker's approval (`deck check` lists them)")
    if good and not options["quiet"]:
        click.echo(good)
    return GOOD


def _listed_by(found: Iterable[Diagnostic]) -> str:
    """The command that prints all of these: what stands in a translation is found with that."""
    files = (Path(one.span.file) for one in found)
    tags = {file.stem for file in files if file.parent.name == "locales"}
    return f"deck check --locale {tags.pop() if len(tags) == 1 else 'all'}" if tags else "deck check"


def _source_lines(file: str) -> Sequence[str]:
    """The lines under which a caret is drawn; none where the file cannot be read."""
    from deck.door import Door

    context = click.get_current_context(silent=True)
    door = context.meta.get(DOOR) if context is not None else None
    try:
        return (door or Door()).read(Path(file)).decode("utf-8-sig", errors="replace").split("\n")
    except (OSError, ValueError):
        return ()


def deliver(text: str, code: int = GOOD, end: str = "\n") -> int:
    """Print what a command was asked for; the exit code says if it could not be printed."""
    from deck.printing import why_lost

    click.echo(text + end, nl=False)
    return MISTAKES if why_lost(sys.stdout) else code


def print_left_over(left: LeftOver, options: dict[str, bool]) -> None:
    """Name the old files that went, and those that stay because somebody edited them."""
    if not options["quiet"]:
        for line in left.lines(shown):
            click.echo(line)


def slides(number: int) -> str:
    return f"{number} slide{'' if number == 1 else 's'}"


def shown(path: Path) -> str:
    try:
        return os.path.relpath(path)
    except ValueError:  # another drive on Windows
        return str(path)
