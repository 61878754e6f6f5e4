"""`deck locale import`: take a translator's file over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deck.commands._source_file import save_source
from deck.commands.locale import _open
from deck.console.report import finish, shown

if TYPE_CHECKING:
    from deck.locales.take_over import TakenOver


@click.command(name="import")
@_open.TAG
@click.argument("path", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say of each string what would become of it; change nothing.")
@click.option("--theirs", is_flag=True, help="Where a text was changed here and in FILE, take the file's.")
@click.option("--ours", is_flag=True, help="Where a text was changed here and in FILE, keep the one that is here.")
@_open.OF
@click.pass_obj
def import_(options: dict[str, bool], tag: str, path: Path, dry_run: bool, theirs: bool, ours: bool, talk: Path) -> int:
    """Take the translations of a PO, XLIFF, CSV or TMX file into locales/TAG.yaml; TMX fills only what is missing.

    What was changed here since the export, or since the same file was imported, stays; what was changed here and in
    the file is a conflict, and named. A file may be mended and imported as often as need be. A
    translation that has lost a citation, a value, a link or markup is refused with its line; all others are taken.
    What was translated from a source that has changed since is taken over as stale, unless there is a current text.

    \b
    Examples:
      deck locale import de talk.de.po
      deck locale import de talk.de.xlf --dry-run
    """
    from deck.diagnostics import Report, Span
    from deck.locales import earlier_imports
    from deck.locales.imported import Unreadable
    from deck.locales.take_over import take_over
    from deck.locales.which_language import other_language
    from deck.translation.overlay import path_of

    if theirs and ours:
        raise click.UsageError("`--theirs` and `--ours` are one or the other")
    report = Report()
    world, read = _open.read(talk, report)
    if read is None or report.has_errors:
        return finish(report, options)
    messages, overlay = _open.opened(world, read, tag, report)
    if overlay is None or report.has_errors:
        return finish(report, options)
    try:
        imported = _open.read_exchange(path, tag)
    except Unreadable as problem:
        where = Span(shown(path), problem.line, 1 if problem.line else 0, 2 if problem.line else 0)
        report.error("bad-exchange", str(problem), where, "open it in the program that made it, and save it again")
        return finish(report, options)
    other, line = other_language(imported, tag)
    if other:
        where = Span(shown(path), line, 1 if line else 0, 2 if line else 0)
        help = f"`deck locale import {other} …` takes it there; if it is not, correct what the file says of itself"
        report.error("other-language", f"this file is in `{other}`, not in `{tag}`", where, help)
        return finish(report, options)
    kept = earlier_imports.name_of(tag)
    earlier = earlier_imports.read(world.cached(kept))
    remarks, own = _open.remarks(read), read.meta.language
    result = take_over(overlay, messages, imported, shown(path), remarks, report, theirs, own, ours, earlier)
    if result.text != overlay.source.text and not dry_run:
        saved = Report()
        save_source(result.text, path_of(world, tag), saved, overlay.source.text)
        report.add(*saved)
    if not dry_run:
        world.put_in_cache(kept, earlier_imports.written(result.settled))
    if not options["quiet"]:
        for printed in _lines(result, dry_run):
            click.echo(printed)
    return finish(report, options)


def _lines(result: TakenOver, dry_run: bool) -> Iterator[str]:
    from deck.locales.take_over import Fate

    for step in result.steps if dry_run else ():
        if step.fate not in (Fate.SAME, Fate.OURS):
            yield f"{step.fate.value}: {step.id}"
            yield f"    here   {step.ours or '(nothing)'}".replace("\n", "\n           ")
            yield f"    file   {step.theirs}".replace("\n", "\n           ")
    counts = {
        "taken over": result.new,
        f"of these stop{'s' * (result.blocking == 1)} the build until corrected": result.blocking,
        "as stale": result.stale,
        "changed here and kept": result.count(Fate.OURS),
        "marked as fuzzy left as they are": result.unsure,
        "late": result.count(Fate.LATE),
        "in conflict": result.count(Fate.CONFLICT),
        "refused": result.count(Fate.REFUSED),
    }
    always = ("taken over", "as stale")
    said = ", ".join(f"{count} {what}" for what, count in counts.items() if count or what in always)
    yield f"would be: {said}" if dry_run else said
