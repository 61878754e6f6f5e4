"""`deck build`: the PowerPoint deck."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deck.commands._each_language import Done, Translation, clear_left_over, each_language
from deck.console.options import LOCALES, NO_CODE, STRICT, TALK, OutputFolder
from deck.console.report import shown, slides

if TYPE_CHECKING:
    from deck.diagnostics import Report
    from deck.page import Deck
    from deck.workspace import Workspace


@click.command()
@TALK
@click.option("-o", "folder", type=OutputFolder(), help="Folder for the result (default: build beside the talk).")
@LOCALES
@click.option(
    "--stale",
    type=click.Choice(["source", "keep"]),
    default="source",
    help="Show the source where a translation is stale (default), or the old translation.",
)
@STRICT
@click.option("--without-notes", is_flag=True, help="Leave the speaker notes out: the file to hand out.")
@click.option("--with-hidden", is_flag=True, help="Keep the hidden slides in a deck without notes too.")
@click.option("--embed-fonts", is_flag=True, help="Put the fonts into the file. Not yet opened in PowerPoint.")
@NO_CODE
@click.pass_obj
def build(
    options: dict[str, bool],
    talk: Path,
    folder: Path | None,
    locales: tuple[str, ...],
    stale: str,
    strict: bool,
    without_notes: bool,
    with_hidden: bool,
    embed_fonts: bool,
) -> int:
    """Build the PowerPoint deck, in the talk's own language or in others.

    \b
    Examples:
      deck build
      deck build --locale de --strict
      deck build --locale all          every language, in parallel
      deck build talks/berlin.yaml -o /media/stick
      deck build --without-notes      the file to hand out: hidden slides stay behind too
    """
    job = partial(_write, folder=folder, without_notes=without_notes, embed_fonts=embed_fonts, with_hidden=with_hidden)
    code, done = each_language(talk, locales, options, job, "deck", Translation(stale == "keep", strict))
    clear_left_over(talk, "build", folder, done, options)
    return code


def _write(
    world: Workspace,
    deck: Deck,
    report: Report,
    folder: Path | None,
    without_notes: bool,
    with_hidden: bool,
    embed_fonts: bool,
) -> Done:
    """Write the deck of one language."""
    from deck.write.deck_file import deck_file
    from deck.write.outputs import deck_name, tag
    from deck.write.save import save

    whole = with_hidden or not without_notes
    data = deck_file(world, deck, report, not without_notes, embed_fonts, whole)
    if data is None:
        return Done()
    name = deck_name(world, tag(deck), without_notes)
    target = (folder or world.build_folder) / name
    if without_notes:
        # The file to give away is read back: nothing that only the notes say may be in it.
        from deck.write.handout.leaks import report_leaks

        report_leaks(data, name, deck, report)
    if report.has_errors:
        return Done()
    kept = save(data, target, report, world)
    pages = (deck if whole else deck.without_hidden).pages
    hidden = sum(page.hidden for page in deck.pages)
    said = f", {hidden} hidden{'' if whole else ' left out'}" if hidden else ""
    lines = [f"kept    {shown(kept)}  (somebody edited it after it was built)"] if kept else []
    lines.append(f"wrote   {shown(target)}  ({slides(len(pages))}{said})")
    return Done(tuple(lines), written=(target,), own="" if deck.translation else tag(deck))
