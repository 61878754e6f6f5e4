"""`deck migrate`: an older talk in today's format."""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deck.commands._source_file import save_source
from deck.console.open_talk import workspace
from deck.console.options import NO_CODE, TALK
from deck.console.report import GOOD, finish

if TYPE_CHECKING:
    from deck.diagnostics import Report
    from deck.source import Source
    from deck.workspace import Workspace

UNCHANGED = "nothing was changed"


@click.command()
@TALK
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@NO_CODE
@click.pass_obj
def migrate(options: dict[str, bool], talk: Path, dry_run: bool) -> int:
    """Bring an older talk and its translations to today's format.

    A few signs are read today that were letters in older talks: each that would change what the talk says gets a
    backslash, and `format: 2` stands at the top. Comments stay, and no translation becomes stale.

    \b
    Examples:
      deck migrate --dry-run
      deck migrate
    """
    from deck.diagnostics import Report

    world, report = workspace(talk), Report()
    changed = _migrated(world, report)
    if changed is None:
        return GOOD if not report.has_errors else finish(report, options, failed=UNCHANGED)
    if not options["quiet"]:
        for source, text in changed.values():
            _show(source, text)
    for path, (source, text) in changed.items():
        if dry_run or text == source.text or report.has_errors:
            continue
        save_source(text, path, report, source.text, quiet=options["quiet"])
    return finish(report, options, good=UNCHANGED if dry_run else "")


def _migrated(world: Workspace, report: Report) -> dict[Path, tuple[Source, str]] | None:
    """Each file with its text in today's format; None where there is nothing to do, or a mistake in the way."""
    from deck.migrate.talk import migrated_overlay, migrated_talk
    from deck.parse import FORMATS, parse
    from deck.resolve.own_kinds import load_kinds
    from deck.source import load
    from deck.translation.overlay import path_of, tags

    source = load(world.slides_file, report, world.relative(world.slides_file), world.door)
    kinds, of_kinds = load_kinds(world)
    talk, mistakes = parse(source, kinds) if source else (None, ())
    if source is None or talk is None or any(slide.unreadable for slide in talk.slides):
        report.add(*of_kinds, *mistakes)
        return None
    if talk.format == int(FORMATS[-1]):
        click.echo(f"{source.file} has today's format already")
        return None
    text, known = migrated_talk(source, talk, report)
    changed = {}
    for tag in tags(world):
        path = path_of(world, tag)
        overlay = load(path, report, world.relative(path), world.door)
        if overlay is None:
            return None
        changed[path] = (overlay, migrated_overlay(overlay, known, report))
    # Last: as long as it is not in today's format, another run does what this one could not.
    return {**changed, world.slides_file: (source, text)}


def _show(source: Source, text: str) -> None:
    """The lines that change."""
    lines = unified_diff(source.text.split("\n"), text.split("\n"), source.file, source.file, n=0, lineterm="")
    for line in lines:
        click.echo(line)
