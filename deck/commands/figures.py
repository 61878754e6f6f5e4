"""`deck figures`: all figures on one sheet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from deck.console.open_talk import workspace
from deck.console.options import LOCALE, NO_CODE, TALK, Output
from deck.console.progress import progress_for
from deck.console.report import finish, print_left_over, shown

if TYPE_CHECKING:
    from deck.page import Deck, PictureBox
    from deck.workspace import Workspace


@click.command()
@TALK
@LOCALE
@NO_CODE
@click.option("-o", "path", type=Output(".png", ".pdf"), help="File, .png or .pdf (default: build/figures/all.png).")
@click.pass_obj
def figures(options: dict[str, bool], talk: Path, locale: str | None, path: Path | None) -> int:
    """Draw all figures on one sheet, with their names and sizes; those of the talk as large as on their slides.

    \b
    Examples:
      deck figures
      deck figures -o figures.pdf
    """
    from deck.diagnostics import Report
    from deck.figure_inputs import figures as known_figures
    from deck.pipeline import Edition, laid_out, read_talk
    from deck.resolve.draw_figures import draw_pictures
    from deck.write.drawing.sheet import draw_sheet
    from deck.write.left_over import clear
    from deck.write.outputs import figure_name, figures_folder
    from deck.write.save import save

    kind = path.suffix.lower() if path else ".png"
    world, of_talk, report = workspace(talk), Report(), Report()
    progress = progress_for(options)
    laid = laid_out(read_talk(world, of_talk), world, of_talk, Edition(locale or ""), progress)
    if laid is None:
        return finish(of_talk, options)
    wanted = _pictures(laid, world)
    if not wanted:
        raise click.UsageError("the talk has no figure yet")
    drawn = report.take(
        draw_pictures(list(wanted), laid.brand, world, laid.talk.words, laid.talk.meta.language, progress)
    )
    progress.done()
    target = path or figures_folder(world) / figure_name("all", locale)
    sheet = draw_sheet(list(zip(drawn, wanted.values(), strict=True)), laid.brand, "pdf" if kind == ".pdf" else "png")
    kept = Report()
    save(sheet, target, kept, world)
    report.add(*kept)
    if not path and not kept.has_errors:
        known = {"all", *known_figures(world)}
        print_left_over(
            clear(world, "figures", target.parent, [target], lambda file: file.split(".")[0] in known), options
        )
    if not kept.has_errors and not options["quiet"]:
        click.echo(f"wrote   {shown(target)}  ({len(drawn)} figure{'' if len(drawn) == 1 else 's'})")
    return finish(report, options)


def _pictures(laid: Deck, world: Workspace) -> dict[PictureBox, str]:
    """Every figure of the talk in each of its sizes, and every other one, with the slides that show it."""
    from deck.figure_inputs import figures
    from deck.resolve.draw_figures import alone

    found: dict[tuple[str, float, float], tuple[PictureBox, list[str]]] = {}
    for page in laid.pages:
        for picture in page.pictures:
            if picture.figure:
                key = (picture.figure, picture.box.width, picture.box.height)
                found.setdefault(key, (picture, []))[1].append(f"{page.number} {page.id}")
    shown = {picture: f"slide {', '.join(slides)}" for picture, slides in found.values()}
    room = laid.brand.picture_box
    named = {picture.figure for picture in shown}
    return shown | {alone(name, room): "on no slide" for name in figures(world) if name not in named}
