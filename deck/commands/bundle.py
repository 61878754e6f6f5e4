"""`deck bundle`: everything that event staff need, in one file."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deck.commands._each_language import Done, each_language
from deck.console.open_talk import workspace
from deck.console.options import LOCALES, NO_CODE, PACE, TALK, OutputFolder
from deck.console.report import GOOD, shown

if TYPE_CHECKING:
    from deck.diagnostics import Report
    from deck.page import Deck
    from deck.workspace import Workspace

HANDOUTS = ("3up", "notes", "large-print", "outline", "summary", "script", "run-sheet")


@click.command()
@TALK
@click.option("-o", "folder", type=OutputFolder(), help="Folder for the result (default: build beside the talk).")
@LOCALES
@click.option("--paper", type=click.Choice(["a4", "letter"]), default="a4", help="Size of the paper (default: a4).")
@PACE
@NO_CODE
@click.pass_obj
def bundle(
    options: dict[str, bool],
    talk: Path,
    folder: Path | None,
    locales: tuple[str, ...],
    paper: str,
    pace: float | None,
) -> int:
    """Pack what event staff need into one zip, in every language of the talk.

    Decks with and without notes, the slides as PDF, handouts, script and run sheet, the fonts with their licences, a
    page that says what each file is, and checksums. Names are plain ASCII; the same talk gives the same bytes.

    \b
    Examples:
      deck bundle
      deck bundle --locale de --paper letter
    """
    from deck.diagnostics import Report
    from deck.write.bundle import packed
    from deck.write.drawing.weight import amount
    from deck.write.outputs import bundle_name
    from deck.write.save import save

    world = workspace(talk)
    job = partial(_files, paper=paper, pace=pace)
    code, done = each_language(talk, locales or ("all",), options, job, "bundle")
    if code != GOOD:
        return code
    report = Report()
    path = (folder or world.build_folder) / bundle_name(world)
    data = packed([dict(one.files) for one in done])
    save(data, path, report, world)
    if report.has_errors:
        from deck.console.report import finish

        return finish(report, options)
    if not options["quiet"]:
        click.echo(f"wrote   {shown(path)}  ({amount(len(data))})")
    return GOOD


def _files(world: Workspace, deck: Deck, report: Report, paper: str, pace: float | None) -> Done:
    """All files of one language, by their names in the bundle."""
    from deck.write.bundle import INDEX, ascii_name, language_files
    from deck.write.deck_file import deck_file
    from deck.write.drawing import slide_pdf
    from deck.write.handout import PAPERS, Order, known_styles
    from deck.write.handout.leaks import Secrets, report_secrets
    from deck.write.handout_files import made_handouts
    from deck.write.outputs import tag

    begins = f"{ascii_name(world.slides_file.stem)}.{ascii_name(tag(deck))}."
    whole = deck_file(world, deck, report)
    without_notes = deck_file(world, deck, report, with_notes=False, with_hidden=False)
    if whole is None or without_notes is None:
        return Done()
    secrets = Secrets.of(deck)
    slides = slide_pdf(deck, deck.without_hidden.pages)
    report_secrets(secrets, without_notes, f"{begins}without-notes.pptx", report)
    report_secrets(secrets, slides, f"{begins}pdf", report)
    made = {
        f"{begins}pptx": whole,
        f"{begins}without-notes.pptx": without_notes,
        f"{begins}pdf": slides,
    }
    known = known_styles()
    orders = [Order(known[name], PAPERS[paper], pace=pace) for name in HANDOUTS]
    made |= made_handouts(world, deck, report, orders, begins, made, whole)
    files = language_files(world, deck, made, begins, report)
    for name, data in files.items():
        if name.startswith(INDEX):
            report_secrets(secrets, data, "index.html", report)
    return Done(files=tuple(files.items()))
