"""`deck programme check`: what is wrong with the programme and with each of its talks, without writing anything."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from deck.commands.programme import _open
from deck.console.report import GOOD, MISTAKES, deliver, finish


@click.command()
@_open.PROGRAMME
@_open.ONLY
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print what was found."
)
@_open.EXECUTOR
@_open.JOBS
@click.pass_obj
def check(
    options: dict[str, bool], programme: Path, wanted: tuple[str, ...], form: str, executor: str, jobs: int | None
) -> int:
    """Check the programme and every talk of it, in every language: each mistake with its file and line.

    \b
    Examples:
      deck programme check
      deck programme check --only talk=ABC123 --format json
    """
    from deck.console.progress import progress_for
    from deck.diagnostics import Report
    from deck.programme.errors import NoCluster
    from deck.programme.make import checked, opened

    report = Report()
    known = _open.loaded(programme, report)
    if known is not None:
        session = opened(known)
        choose = _open.selected(wanted)
        _open.require_known(wanted, session.steps)
        try:
            checked(session, _open.executor(executor, known, jobs), report, choose, progress_for(options))
        except NoCluster as problem:
            raise click.UsageError(str(problem)) from None
    if form == "json":
        from deck.diagnostics import render_json
        from deck.printing import needs_escapes

        return deliver(render_json(report, escaped=needs_escapes(sys.stdout)), MISTAKES if report.has_errors else GOOD)
    return finish(report, options, good="no mistakes found")
