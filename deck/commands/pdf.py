"""`deck pdf`: the slides as a PDF."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deck.commands._each_language import Done, Translation, clear_left_over, each_language
from deck.console.options import LOCALES, MAX_MB, NO_CODE, STRICT, TALK, OutputFolder
from deck.console.report import shown, slides

if TYPE_CHECKING:
    from deck.diagnostics import Report
    from deck.page import Deck
    from deck.workspace import Workspace


@click.command()
@TALK
@click.option("-o", "folder", type=OutputFolder(), help="Folder for the result (default: build beside the talk).")
@LOCALES
@STRICT
@NO_CODE
@click.option("--with-hidden", is_flag=True, help="Draw the hidden slides too.")
@click.option("--steps", is_flag=True, help="A page for every click, where a slide appears click by click (`build:`).")
@MAX_MB
@click.pass_obj
def pdf(
    options: dict[str, bool],
    talk: Path,
    folder: Path | None,
    locales: tuple[str, ...],
    strict: bool,
    with_hidden: bool,
    steps: bool,
    max_mb: float | None,
) -> int:
    """Draw the slides as a PDF, one a page, without an office suite.

    Hidden slides are left out. The file is tagged for screen readers (PDF/UA-1): a title, headings and bookmarks,
    alternative texts, lists and tables, in reading order; its fonts are inside.

    \b
    Examples:
      deck pdf
      deck pdf --locale de --strict
      deck pdf -o /media/stick --max-mb 5
      deck pdf --with-hidden
      deck pdf --steps
    """
    job = partial(_write, folder=folder, with_hidden=with_hidden, steps=steps, max_mb=max_mb)
    code, done = each_language(talk, locales, options, job, "PDF", Translation(strict=strict))
    clear_left_over(talk, "pdf", folder, done, options)
    return code


def _write(
    world: Workspace,
    deck: Deck,
    report: Report,
    folder: Path | None,
    with_hidden: bool,
    steps: bool,
    max_mb: float | None,
) -> Done:
    """Draw the deck of one language."""
    from deck.write.drawing.weight import amount
    from deck.write.outputs import pdf_name, tag
    from deck.write.pdf_file import pdf_file
    from deck.write.save import save

    path = (folder or world.build_folder) / pdf_name(world, tag(deck))
    data = pdf_file(deck, path.name, with_hidden, max_mb, report, steps)
    if data is None:
        return Done()
    save(data, path, report, world)
    line = f"wrote   {shown(path)}  ({_contents(deck, with_hidden)}, {amount(len(data))})"
    return Done((line,), written=(path,), own="" if deck.translation else tag(deck))


def _contents(deck: Deck, with_hidden: bool) -> str:
    hidden = 0 if with_hidden else sum(page.hidden for page in deck.pages)
    return f"{slides(len(deck.pages) - hidden)}{f', {hidden} hidden left out' if hidden else ''}"
