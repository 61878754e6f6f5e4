"""`deck locale export`: a file for a translator's program."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deck.commands.locale import _open
from deck.console.options import Output
from deck.console.report import finish, shown

if TYPE_CHECKING:
    from deck.translation.message import Message
    from deck.translation.overlay import Overlay


@click.command()
@_open.TAG
@click.option(
    "-o",
    "path",
    type=Output(".po", ".xlf", ".xliff", ".csv", ".tmx"),
    help="File to write; its ending is the format: po, xlf, csv, tmx.",
)
@_open.OF
@click.pass_obj
def export(options: dict[str, bool], tag: str, path: Path | None, talk: Path) -> int:
    """Write every string with its translation, context and room for a translator's program.

    PO for Poedit, Lokalize and Weblate, XLIFF 1.2 (.xlf) for agencies, CSV for a spreadsheet, TMX for a memory.

    \b
    Examples:
      deck locale export de -o talk.de.po
      deck locale export ar -o talk.ar.xlf
    """
    from deck.diagnostics import Report, Span
    from deck.locales.unit import units
    from deck.pipeline import build_from
    from deck.translation.glossary import load_glossary
    from deck.translation.pair import pair
    from deck.write.outputs import exchange_name
    from deck.write.save import now, save

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
    said = _open.told_to_translators(world)
    pairing = pair(messages, overlay)
    found = units(
        read, pairing, deck.pages, deck.brand, glossary, tag, said, pairing.left_out(overlay), overlay.obsolete
    )
    before = now(path) if path.is_file() else None
    held = _held(path, before, overlay, messages)
    if held:
        what = f"`{shown(path)}` holds {held} of a translator that were not taken over: it is not overwritten"
        help = f"`deck locale import {tag} {shown(path)}` takes them; or name another file with -o, or delete this one"
        report.error("cannot-write", what, Span(shown(path), 0, 0, 0), help)
        return finish(report, options)
    save(
        write(found, read.meta.title.plain, read.meta.language, tag), path, report, world, lambda found: found == before
    )
    code = finish(report, options)
    if not report.has_errors and not options["quiet"]:
        click.echo(f"wrote   {shown(path)}  ({len(found)} strings)")
    return code


def _held(path: Path, before: bytes | None, overlay: Overlay, messages: Sequence[Message]) -> str:
    """What of a translator's a file holds that the overlay does not: to write over it would lose that."""
    from deck.locales.imported import Unreadable
    from deck.locales.mark import fingerprint
    from deck.translation.message import normal

    if before is None:
        return ""
    try:
        imported = _open.format_of(path).read(before)
    except Unreadable:
        return "something that cannot be read, perhaps the work" if before.strip() else ""
    ours = {normal(entry.text) for entry in (*overlay.entries, *overlay.obsolete)}
    asked = "\n".join(entry.question for entry in overlay.entries)
    count = sum(
        (normal(one.text) not in ours and (one.mark is None or one.mark.text != fingerprint(one.text)))
        or one.question not in asked
        for one in imported
        if one.text or one.question
    )
    return "" if not count else "1 text" if count == 1 else f"{count} texts"
