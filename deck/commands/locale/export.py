"""`deck locale export`: a file for a translator's program."""

from __future__ import annotations

from pathlib import Path

import click

from deck.commands.locale import _open
from deck.console.report import finish, shown


@click.command()
@_open.TAG
@click.option(
    "-o", "path", type=click.Path(path_type=Path), help="File to write; its ending is the format: po, xlf, csv."
)
@_open.OF
@click.pass_obj
def export(options: dict[str, bool], tag: str, path: Path | None, talk: Path) -> int:
    """Write every string with its translation, context and room for a translator's program.

    PO for Poedit, Lokalize and Weblate, XLIFF 1.2 (.xlf) for agencies, CSV for a spreadsheet.

    \b
    Examples:
      deck locale export de -o talk.de.po
      deck locale export ar -o talk.ar.xlf
    """
    from deck.diagnostics import Report
    from deck.locales.unit import units
    from deck.pipeline import build_from
    from deck.translation.glossary import load_glossary
    from deck.translation.pair import pair
    from deck.write.outputs import exchange_name
    from deck.write.save import save

    report = Report()
    world, read = _open.read(talk, report)
    if read is None or report.has_errors:
        return finish(report, options)
    messages, overlay = _open.opened(world, read, tag, report)
    path = path or world.build_folder / exchange_name(world, tag)
    write = _open.format_of(path).write
    # The talk in its own language shows how much room each string has.
    deck = build_from(read, world, Report())
    glossary = load_glossary(world, report)
    if overlay is None or deck is None or report.has_errors:
        return finish(report, options)
    found = units(read, pair(messages, overlay), deck.pages, deck.brand, glossary)
    save(write(found, read.meta.title.plain, read.meta.language, tag), path, report)
    code = finish(report, options)
    if not report.has_errors and not options["quiet"]:
        click.echo(f"wrote   {shown(path)}  ({len(found)} strings)")
    return code
