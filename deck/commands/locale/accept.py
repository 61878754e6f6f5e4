"""`deck locale accept`: say that stale translations were checked and hold."""

from __future__ import annotations

from pathlib import Path

import click

from deck.commands._source_file import save_source
from deck.commands.locale import _open
from deck.console.report import finish


@click.command()
@_open.TAG
@click.argument("slides", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Every stale entry of the file.")
@_open.OF
@click.pass_obj
def accept(options: dict[str, bool], tag: str, slides: tuple[str, ...], everything: bool, talk: Path) -> int:
    """Mark the stale entries of SLIDES as current: their texts were checked against the new sources.

    \b
    Examples:
      deck locale accept de agenda key-points
      deck locale accept de --all
    """
    from deck.diagnostics import Report, close_matches
    from deck.translation.overlay import path_of
    from deck.translation.pair import pair
    from deck.translation.update import accepted

    if bool(slides) == everything:
        raise click.UsageError("name the slides whose translations you have checked, or say --all")
    report = Report()
    world, read = _open.read(talk, report)
    if read is None or report.has_errors:
        return finish(report, options)
    messages, overlay = _open.opened(world, read, tag, report)
    if overlay is None or report.has_errors:
        return finish(report, options)
    known = dict.fromkeys(str(message.path[1]) for message in messages)
    for name in slides:
        if name not in known:
            raise click.UsageError(f"there is no slide `{name}`; {close_matches(name, known) or ', '.join(known)}")
    text, count = accepted(overlay, pair(messages, overlay), slides, read.meta.language, report)
    if count:
        saved = Report()
        save_source(text, path_of(world, tag), saved, overlay.source.text)
        report.add(*saved)
    if not options["quiet"] and (count or report.has_errors):
        click.echo(f"{count} {'entry' if count == 1 else 'entries'} accepted")
    elif not options["quiet"]:
        where = f" of {', '.join(f'`{name}`' for name in slides)}" if slides else ""
        click.echo(f"nothing waits to be accepted: no translation{where} is stale")
    return finish(report, options)
