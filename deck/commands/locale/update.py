"""`deck locale update`: bring a translation up to date with the talk."""

from __future__ import annotations

from pathlib import Path

import click

from deck.commands._source_file import save_source
from deck.commands.locale import _open
from deck.console.report import finish


@click.command()
@_open.TAG
@_open.OF
@click.pass_obj
def update(options: dict[str, bool], tag: str, talk: Path) -> int:
    """Bring locales/TAG.yaml up to date: new sources, missing entries; what is gone goes under `obsolete:`.

    A stale entry keeps the source that it was made from as `was:`, beside the new one. Comments stay, and no
    translation is lost.

    \b
    Example:
      deck locale update de
    """
    from deck.diagnostics import Report
    from deck.translation.overlay import path_of
    from deck.translation.update import updated

    report = Report()
    world, read = _open.read(talk, report)
    if read is None or report.has_errors:
        return finish(report, options)
    messages, overlay = _open.opened(world, read, tag, report)
    if overlay is None or report.has_errors:
        return finish(report, options)
    result = updated(overlay, messages, _open.remarks(read))
    if result.text != overlay.source.text:
        save_source(result.text, path_of(world, tag), report, overlay.source.text)
    if not options["quiet"]:
        counts = f"{result.added} added, {result.stale} stale, {result.gone} obsolete"
        left = ", ".join(
            f"{count} {what}" for count, what in ((result.waiting, "empty"), (result.stale, "stale")) if count
        )
        same = result.text == overlay.source.text
        nothing = f"nothing to update: every text of the talk has its entry{f' ({left})' if left else ''}"
        click.echo(nothing if same and not result.undecided else counts)
        if result.undecided:
            click.echo("not decided, for these were edited and moved at once:")
        for line in result.undecided:
            click.echo(f"  {line}".replace("\n", " "))
    return finish(report, options)
