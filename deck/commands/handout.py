"""`deck handout`: the talk on paper."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deck.commands._each_language import Done, clear_left_over, each_language
from deck.console.open_talk import workspace
from deck.console.options import LOCALES, MAX_MB, NO_CODE, PACE, TALK, OutputFolder
from deck.console.report import GOOD, deliver, finish, shown

if TYPE_CHECKING:
    from deck.diagnostics import Report
    from deck.page import Deck
    from deck.workspace import Workspace
    from deck.write.handout import Order


@click.command()
@TALK
@click.option("-o", "folder", type=OutputFolder(), help="Folder for the result (default: build beside the talk).")
@LOCALES
@NO_CODE
@click.option(
    "--style", "names", metavar="STYLE", multiple=True, help="How to set it; several times for several files."
)
@click.option("--paper", type=click.Choice(["a4", "letter"]), default="a4", help="Size of the paper (default: a4).")
@click.option("--ink-light", is_flag=True, help="Paint dark slides white.")
@click.option("--with-notes", is_flag=True, help="Print the speaker's notes too; every page then says so.")
@click.option("--with-hidden", is_flag=True, help="Print the hidden slides too.")
@PACE
@MAX_MB
@click.pass_obj
def handout(
    options: dict[str, bool],
    talk: Path,
    folder: Path | None,
    locales: tuple[str, ...],
    names: tuple[str, ...],
    paper: str,
    ink_light: bool,
    with_notes: bool,
    with_hidden: bool,
    pace: float | None,
    max_mb: float | None,
) -> int:
    """Put the talk on paper as a tagged PDF: for attendees, for the speaker, for event staff.

    Attendees read the slides and their `handout:` texts. The speaker's notes are in her script alone: a handout in
    which one of their sentences turns up is not written.

    \b
    Examples:
      deck handout                                  which styles there are
      deck handout --style 3up
      deck handout --style notes --style large-print --locale de --paper letter
      deck handout --style script --pace 110
    """
    from deck.diagnostics import Report, close_matches
    from deck.write.handout import PAPERS, Order, load_styles

    known, mistakes = load_styles(workspace(talk))
    code = finish(Report(*mistakes), options)
    if not names:
        return deliver("\n".join(f"{style.name:<12} {style.about}" for style in known.values()), code)
    for name in names:
        if name not in known and code == GOOD:
            raise click.UsageError(f"there is no style `{name}`; {close_matches(name, known) or ', '.join(known)}")
    if not known.keys() >= set(names):
        return code
    orders = [
        Order(known[name], PAPERS[paper], ink_light, with_notes, with_hidden, pace, max_mb)
        for name in dict.fromkeys(names)
    ]
    job = partial(_write, orders=orders, folder=folder)
    built, done = each_language(talk, locales, options, job, "handout")
    clear_left_over(talk, "handout", folder, done, options)
    return built or code


def _write(world: Workspace, deck: Deck, report: Report, orders: list[Order], folder: Path | None) -> Done:
    """Every handout that is asked for, in one language; all of them or none."""
    from deck.write.drawing.weight import amount
    from deck.write.handout_files import made_handouts
    from deck.write.outputs import begins, tag
    from deck.write.save import save

    target = folder or world.build_folder
    start = begins(world, tag(deck))
    made = made_handouts(world, deck, report, orders, start, _built(target, start))
    if report.has_errors:
        return Done()
    for name, pdf in made.items():
        save(pdf, target / name, report, world)
    lines = tuple(f"wrote   {shown(target / name)}  ({amount(len(pdf))})" for name, pdf in made.items())
    return Done(lines, written=tuple(target / name for name in made), own="" if deck.translation else tag(deck))


def _built(folder: Path, begins: str) -> dict[str, bytes]:
    """The files of this talk and language that are built already, for the run sheet."""
    from deck.door import read_regular

    return {
        path.name: read_regular(path)
        for path in sorted(folder.glob("*"))
        if path.is_file()
        and path.name.startswith(begins)
        and path.suffix in (".pptx", ".pdf")
        and ".edited-" not in path.name
    }
