"""What commands share: how a talk is built, how a report is printed, and the exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

    from deck.diagnostics import Report
    from deck.page import Deck
    from deck.talk import Talk
    from deck.workspace import Workspace
    from deck.write.left_over import LeftOver

GOOD, MISTAKES, BUG = 0, 1, 70
Command = TypeVar("Command", bound=Callable[..., Any])

TALK = click.argument("talk", type=click.Path(path_type=Path), default="slides.yaml")


LOCALE = click.option("--locale", metavar="TAG", help="Language, such as de (default: the talk's own).")
LOCALES = click.option(
    "--locale",
    "locales",
    metavar="TAG",
    multiple=True,
    help="Language, such as de; several times, or all (default: the talk's own).",
)

NO_CODE = click.option("--no-code", is_flag=True, help="Leave out what the talk's own hooks.py would change.")


def built(
    talk: Path, options: dict[str, bool], locale: str | None, keep_stale: bool = False
) -> tuple[Workspace, Report, Deck | None]:
    """The talk in a language, built as far as it can be."""
    from deck.diagnostics import Report
    from deck.pipeline import build
    from deck.workspace import Workspace

    world, report = Workspace.find(talk), Report()
    return world, report, build(world, report, progress(options), locale or "", keep_stale)


STRICT = click.option("--strict", is_flag=True, help="Fail where a translation is stale or missing.")
UNFINISHED = ("stale-translation", "missing-translation", "ambiguous-translation")


def require_finished(report: Report, locale: str) -> None:
    """Make a translation that is not complete and current an error."""
    late = [one for one in report if one.code in UNFINISHED]
    if late:
        help = "finish it, or leave out --strict: what is missing or stale is then shown in the talk's own language"
        what = f"the translation to `{locale}` is not complete and current"
        report.error("unfinished-translation", what, late[0].span, help)


def languages(world: Workspace, talk: Talk | None, wanted: tuple[str, ...]) -> tuple[str, ...]:
    """The languages to build: "" is the talk's own; `all` is that one and every overlay's."""
    from deck.translation.overlay import refused, tags

    own = talk.meta.language if talk else ""
    every = ("", *(tag for tag in tags(world) if not refused(tag, own))) if "all" in wanted else ()
    named = [tag for one in wanted for tag in (every if one == "all" else (one,))]
    return tuple(dict.fromkeys(named)) or ("",)


def workers(jobs: int) -> ProcessPoolExecutor:
    """Processes for so many jobs, no more than the machine has processors."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    # A forked process has all modules loaded. macOS does not allow it to use its own frameworks then, and the threads
    # of typst do not live on in it: what it asks of them would never be answered.
    forks = "fork" in multiprocessing.get_all_start_methods() and sys.platform != "darwin"
    forks = forks and "typst" not in sys.modules
    context = multiprocessing.get_context("fork" if forks else "spawn")
    return ProcessPoolExecutor(min(jobs, os.cpu_count() or 1), context)


def progress(options: dict[str, bool]) -> Callable[[str], None]:
    """Names each stage: on one line that is rewritten while a person watches, a line each with -v, else not at all."""
    import time

    started = time.perf_counter()
    watching = sys.stderr.isatty() and not options["quiet"] and not options["verbose"]

    def say(stage: str) -> None:
        if options["verbose"]:
            click.echo(f"{time.perf_counter() - started:6.2f} s  {stage}", err=True)
        elif watching:
            click.echo(f"\r\033[K{stage} …" if stage else "\r\033[K", err=True, nl=False)

    return say


def finish(report: Report, options: dict[str, bool], good: str = "", failed: str = "", notes: bool = True) -> int:
    """Print the report; the exit code is 1 when it has an error."""
    from deck.diagnostics import Severity, render_text

    wanted = {Severity.ERROR} if options["quiet"] else {Severity.ERROR, Severity.WARNING, Severity.NOTE}
    if not notes:
        wanted -= {Severity.NOTE}
    color = sys.stderr.isatty() and "NO_COLOR" not in os.environ
    for diagnostic in report:
        if diagnostic.severity in wanted:
            click.echo(render_text(diagnostic, source_lines, color), err=True)
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


@cache
def source_lines(file: str) -> Sequence[str]:
    """The lines under which a caret is drawn; none where the file cannot be read."""
    try:
        return Path(file).read_text(encoding="utf-8-sig", errors="replace").split("\n")
    except (OSError, ValueError):
        return ()


def deliver(text: str, code: int = GOOD, end: str = "\n") -> int:
    """Print what a command was asked for; the exit code says if it could not be printed."""
    from deck.printing import why_lost

    click.echo(text + end, nl=False)
    return MISTAKES if why_lost(sys.stdout) else code


def say_left_over(left: LeftOver, options: dict[str, bool]) -> None:
    """Say which old files went, and which stay because somebody edited them."""
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
