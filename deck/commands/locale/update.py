"""`deck locale update`: bring a translation up to date with the talk."""

from __future__ import annotations

from pathlib import Path

import click

from deck.commands.locale import _open
from deck.console.report import MISTAKES, finish


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
    from deck.translation.edit import OnOneLine
    from deck.translation.overlay import path_of
    from deck.translation.update import updated

    report = Report()
    world, read = _open.read(talk, report)
    if read is None or report.has_errors:
        return finish(report, options)
    messages, overlay = _open.opened(world, read, tag, report)
    if overlay is None or report.has_errors:
        return finish(report, options)
    try:
        result = updated(overlay, messages, _open.remarks(read))
    except OnOneLine as problem:
        where = overlay.source.span(problem.steps)
        help = "write it as lines, one key a line, so that entries can be added"
        report.error("bad-overlay", "this part is written on one line and lacks entries", where, help)
        finish(report, options)
        return MISTAKES
    if result.text != overlay.source.text:
        _open.save_text(result.text, path_of(world, tag), report)
    if not options["quiet"]:
        click.echo(f"{result.added} added, {result.stale} stale, {result.gone} obsolete")
    return finish(report, options)
