"""`deck programme build`: every deck, PDF and handout that is not as it should be, and the staff's board."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from deck.commands.programme import _open
from deck.console.report import GOOD, finish, shown

if TYPE_CHECKING:
    from deck.diagnostics import Diagnostic
    from deck.programme.make import Result, Session
    from deck.programme.plan import Step


@click.command()
@_open.PROGRAMME
@_open.OUT
@_open.ONLY
@click.option("--dry-run", is_flag=True, help="Say what would be made, and why; make nothing.")
@_open.EXECUTOR
@_open.JOBS
@click.pass_obj
def build(
    options: dict[str, bool],
    programme: Path,
    folder: Path | None,
    wanted: tuple[str, ...],
    dry_run: bool,
    executor: str,
    jobs: int | None,
) -> int:
    """Make every talk of the programme in every language, as far as something changed, and the staff's board.

    A talk that has mistakes, hangs or fails is named, and all others are made. What comes out works from a memory
    stick: index.html is where to begin.

    \b
    Examples:
      deck programme build
      deck programme build --dry-run            what would be made, and why
      deck programme build --only room=Hall-1 --only day=2026-04-24
      deck programme build --only changed       nothing that was never made
    """
    from deck.console.progress import progress_for
    from deck.diagnostics import Report, Severity
    from deck.interrupts import is_interrupt
    from deck.programme.errors import NoCluster
    from deck.programme.make import make, opened

    report = Report()
    known = _open.loaded(programme, report)
    if known is None:
        return finish(report, options, failed="nothing was made")
    warned = report.found
    session = opened(known, folder)
    choose = _open.selected(wanted)
    _open.require_known(wanted, session.steps)
    if dry_run:
        return _would(session, [step for step in session.steps if step.why and choose(step)], report, options)
    told: list[Step] = []
    progress = progress_for(options)

    def tell(step: Step) -> None:
        told.append(step)
        if not options["quiet"] and step.outcome is not None:
            progress.aside()
            click.echo(_line(step))

    try:
        made = make(session, _open.executor(executor, known, jobs), report, choose, progress, tell)
    except NoCluster as problem:
        raise click.UsageError(str(problem)) from None
    except BaseException as problem:
        if not is_interrupt(problem):
            raise
        click.echo(f"stopped; the {len(told)} that are made are whole, run it again for the others", err=True)
        return 130
    _say(session, made, options)
    # What is only a warning stands on the board, talk by talk: here it would hide what has to be done now.
    errors, more = _some([one for one in report if one.severity is Severity.ERROR])
    code = finish(Report(*warned, *errors), options, failed="all other talks are made")
    for line in more:
        click.echo(line, err=True)
    return code


_SHOWN = 3
"""Mistakes of one talk that are printed: those of all others are to be seen too."""


def _some(errors: list[Diagnostic]) -> tuple[list[Diagnostic], list[str]]:
    """The first mistakes of each talk, and where to read the others."""
    by_file: dict[str, list[Diagnostic]] = {}
    for one in errors:
        by_file.setdefault(one.span.file, []).append(one)
    more = [
        f"{len(found) - _SHOWN} more in {file}: `deck check {file}` prints them"
        for file, found in by_file.items()
        if file and len(found) > _SHOWN
    ]
    return [one for found in by_file.values() for one in found[:_SHOWN]], more


def _line(step: Step) -> str:
    from deck.programme.plan import in_short
    from deck.programme.standing import standing

    assert step.outcome is not None
    how = standing(step)
    word = "built  " if step.outcome.is_good else f"{how.word}:"
    return f"{word} {step.slot.id} {step.language}  ({in_short(step.why)}; {step.outcome.seconds:.1f} s)"


def _would(session: Session, steps: list[Step], report: object, options: dict[str, bool]) -> int:
    from deck.programme.make import missing
    from deck.programme.plan import in_short

    for step in steps:
        click.echo(f"would make {step.slot.id} {step.language}: {in_short(step.why)}")
    for slot in missing(session.programme):
        click.echo(f"no slides yet: {slot.id}{f' ({slot.title})' if slot.title else ''}")
    click.echo(f"{len(steps)} of {sum(step.job is not None for step in session.steps)} would be made")
    return GOOD


def _say(session: Session, result: Result, options: dict[str, bool]) -> None:
    """What came of it, on a few lines."""
    if options["quiet"]:
        return
    from deck.programme.make import missing

    for path in result.edited:
        click.echo(f"kept    {shown(path)}  (somebody edited it after it was built)")
    if result.removed:
        click.echo(f"removed {len(result.removed)} files that no talk has any longer")
    absent = missing(session.programme)
    if absent:
        names = ", ".join(slot.id for slot in absent[:8]) + (" …" if len(absent) > 8 else "")
        verb = "talk has" if len(absent) == 1 else "talks have"
        click.echo(f"{len(absent)} {verb} no slides yet: {names}")
    number = len({step.slot.id for step in result.steps if step.job is not None})
    said = f"{len(result.made)} made" if result.made else "nothing changed"
    talks = "1 talk in its languages" if number == 1 else f"{number} talks in their languages"
    click.echo(f"{said}, {talks}; {shown(session.folder / 'index.html')}")
