"""`deck refresh trials`: what the registry says of the trials now."""

from __future__ import annotations

from pathlib import Path

import click

from deck.console.open_talk import workspace
from deck.console.options import NO_CODE, TALK
from deck.console.progress import progress_for
from deck.console.report import finish, shown

UNCHANGED = "nothing was changed"


@click.command()
@TALK
@NO_CODE
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@click.pass_obj
def trials(options: dict[str, bool], talk: Path, dry_run: bool) -> int:
    """Ask the registry what is new among the trials.

    Looks for the searches of figures/data/sources.yaml, writes a dated snapshot with its difference from the last one
    into figures/data/snapshots. A talk that has tables of its own says in figures/refresh.py what a new state of the
    registry means for them (the module deck.interface tells how).

    \b
    Examples:
      deck refresh trials --dry-run
      deck refresh trials
    """
    from deck.diagnostics import Report
    from deck.refresh.client import Client
    from deck.refresh.put import complete, put
    from deck.refresh.sources import load_sources
    from deck.refresh.trials import refresh_trials

    world, report = workspace(talk), Report()
    if not dry_run:
        complete(world, report)
    sources = load_sources(world, report)
    if sources is None:
        return finish(report, options, failed=UNCHANGED)
    refreshed = refresh_trials(world, sources, Client(sources.contact), report, progress_for(options))
    if refreshed is None:
        return finish(report, options, failed=UNCHANGED)
    if not options["quiet"]:
        click.echo(refreshed.text)
    written = not dry_run and put(refreshed.files, refreshed.as_read, world, report)
    if written and not options["quiet"]:
        for path in refreshed.files:
            click.echo(f"wrote   {shown(path)}")
    failed = "all else was done" if written else UNCHANGED
    return finish(report, options, failed=failed, good=UNCHANGED if dry_run else "")
