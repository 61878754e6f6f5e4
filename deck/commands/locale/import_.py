"""`deck locale import`: take a translator's file over."""

from __future__ import annotations

from pathlib import Path

import click

from deck.commands.locale import _open
from deck.console.report import finish, shown


@click.command(name="import")
@_open.TAG
@click.argument("path", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_open.OF
@click.pass_obj
def import_(options: dict[str, bool], tag: str, path: Path, talk: Path) -> int:
    """Take the translations of a PO, XLIFF or CSV file into locales/TAG.yaml.

    A translation that has lost a citation, a value, a link or markup is refused with its line; then nothing is changed.
    What was translated from a source that has changed since is taken over as stale.

    \b
    Example:
      deck locale import de talk.de.po
    """
    from deck.diagnostics import Report, Span
    from deck.locales.imported import Unreadable
    from deck.locales.take_over import take_over
    from deck.translation.overlay import path_of

    report = Report()
    world, read = _open.read(talk, report)
    if read is None or report.has_errors:
        return finish(report, options)
    messages, overlay = _open.opened(world, read, tag, report)
    if overlay is None or report.has_errors:
        return finish(report, options)
    try:
        imported = _open.format_of(path).read(path.read_bytes())
    except Unreadable as problem:
        where = Span(shown(path), problem.line, 1 if problem.line else 0, 2 if problem.line else 0)
        report.error("bad-exchange", str(problem), where, "open it in the program that made it, and save it again")
        return finish(report, options)
    result = take_over(overlay, messages, imported, shown(path), _open.remarks(read), report)
    if result is None:
        return finish(report, options, failed="nothing was taken over")
    if result.text != overlay.source.text:
        _open.save_text(result.text, path_of(world, tag), report)
    if not options["quiet"]:
        unsure = f", {result.unsure} marked as fuzzy left as they are" if result.unsure else ""
        click.echo(f"{result.new} taken over, {result.stale} as stale{unsure}")
    return finish(report, options)
