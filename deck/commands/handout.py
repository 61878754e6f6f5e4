"""`deck handout`: the talk on paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from deck.console import LOCALES, MISTAKES, TALK, built, finish, remembering, shown, tag

if TYPE_CHECKING:
    from deck.page import Deck
    from deck.workspace import Workspace
    from deck.write.handout import Order


@click.command()
@TALK
@LOCALES
@click.option("--style", "names", multiple=True, help="How to set it; several times for several files.")
@click.option("--paper", type=click.Choice(["a4", "letter"]), default="a4", help="Size of the paper (default: a4).")
@click.option("--ink-light", is_flag=True, help="Paint dark slides white.")
@click.option("--with-notes", is_flag=True, help="Print the speaker's notes in it; every page then says so.")
@click.option("--with-hidden", is_flag=True, help="Print the hidden slides too.")
@click.option("--pace", type=click.FloatRange(20, 1000), help="Words a minute, for the minutes of a script.")
@click.option("--max-mb", type=click.FloatRange(0, min_open=True), help="Fail where a file is larger.")
@click.option(
    "-o", "folder", type=click.Path(path_type=Path), help="Folder for the result (default: build beside the talk)."
)
@click.pass_obj
def handout(
    options: dict[str, bool],
    talk: Path,
    locales: tuple[str, ...],
    names: tuple[str, ...],
    paper: str,
    ink_light: bool,
    with_notes: bool,
    with_hidden: bool,
    pace: float | None,
    max_mb: float | None,
    folder: Path | None,
) -> int:
    """Put the talk on paper as tagged PDF: for attendees, for the speaker, for event staff.

    \b
    Examples:
      deck handout                                  which styles there are
      deck handout --style 3up
      deck handout --style notes --style large-print --locale de --paper letter
      deck handout --style script --pace 110
    """
    from deck.diagnostics import close_matches
    from deck.write.handout import PAPERS, Order, styles

    known = styles()
    for name in names:
        if name not in known:
            raise click.UsageError(f"there is no style `{name}`; {close_matches(name, known) or ', '.join(known)}")
    if not names:
        for style in known.values():
            click.echo(f"{style.name:<12} {style.about}")
        return 0
    orders = [Order(known[name], PAPERS[paper], ink_light, with_notes, with_hidden, pace, max_mb) for name in names]
    return max(_written(talk, locale, orders, folder, options) for locale in locales or (None,))


def _written(talk: Path, locale: str | None, orders: list[Order], folder: Path | None, options: dict[str, bool]) -> int:
    """Every style in one language, from one build of the talk."""
    from deck.references import load_references
    from deck.write.handout import make
    from deck.write.save import save

    world, report, deck = built(talk, options, locale)
    if deck is None or report.has_errors:
        return finish(report, options, failed="no handout was written", notes=False)
    library = load_references(world, report)
    target = folder or world.build_folder
    for order in orders:
        sheet = _run_sheet(deck, world, target, order) if order.style.reader == "staff" else None
        pdf = make(deck, order, world, library, report, sheet)
        if report.has_errors:
            finish(report, options, failed=f"the {order.name} handout was not written", notes=False)
            return MISTAKES
        path = target / f"{world.slides_file.stem}.{tag(deck)}.{order.name}.pdf"
        save(pdf, path, report)
        if not report.has_errors and not options["quiet"]:
            click.echo(f"wrote   {shown(path)}  ({len(pdf) / 1e6:.1f} MB)")
    return finish(report, options, notes=False)


def _run_sheet(deck: Deck, world: Workspace, folder: Path, order: Order) -> dict[str, Any]:
    """What the run sheet says; of files it knows those of this talk and language that are built."""
    from deck.write.handout.run_sheet import run_sheet
    from deck.write.pptx.package import write_pptx

    begins = f"{world.slides_file.stem}.{tag(deck)}."
    files = {
        path.name: path.read_bytes()
        for path in sorted(folder.glob("*"))
        if path.name.startswith(begins) and path.suffix in (".pptx", ".pdf") and ".edited-" not in path.name
    }
    files.pop(f"{begins}{order.name}.pdf", None)
    return run_sheet(deck, write_pptx(deck, raster=remembering(world)), files, order.pace)
