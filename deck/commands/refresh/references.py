"""`deck refresh references`: what the publishers say of the papers that the talk cites."""

from __future__ import annotations

from pathlib import Path

import click

from deck.console.open_talk import workspace
from deck.console.options import TALK
from deck.console.progress import progress_for
from deck.console.report import finish, shown

UNCHANGED = "nothing was changed"


@click.command()
@TALK
@click.option("--write", is_flag=True, help="Take the publishers' fields over into assets/references.json.")
@click.pass_obj
def references(options: dict[str, bool], talk: Path, write: bool) -> int:
    """Compare the references with their DOIs.

    Resolves every DOI of assets/references.json, and compares title, authors, journal, year, volume, issue and pages. A
    DOI that leads to another paper is an error. A field that was only recalled and is confirmed is named; with
    --write it is no longer recalled, and will be printed.

    \b
    Examples:
      deck refresh references
      deck refresh references --write
    """
    import datetime

    from deck.diagnostics import Report
    from deck.refresh.client import Client
    from deck.refresh.put import put
    from deck.refresh.references import compare_references
    from deck.refresh.sources import load_sources

    world, report = workspace(talk), Report()
    sources = load_sources(world, report, wanted=False)
    if sources is None:
        return finish(report, options, failed=UNCHANGED)
    today = datetime.date.today() if write else None
    compared = compare_references(world, sources, Client(sources.contact), report, today, progress_for(options))
    if compared is None:
        return finish(report, options, failed=UNCHANGED)
    if not options["quiet"]:
        click.echo(compared.text)
    # Before the file changes: a caret stands under the line that was read.
    code = finish(report, options)
    if not write or compared.data == (compared.as_read or b""):
        return code
    report = Report()
    if put({compared.path: compared.data}, {compared.path: compared.as_read}, world, report) and not options["quiet"]:
        click.echo(f"wrote   {shown(compared.path)}")
    return finish(report, options, failed=UNCHANGED) or code
