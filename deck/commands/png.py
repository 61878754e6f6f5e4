"""`deck png`: slides as pictures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from deck.console.open_talk import built
from deck.console.options import LOCALE, NO_CODE, TALK, OutputFolder
from deck.console.report import finish, print_left_over, shown

if TYPE_CHECKING:
    from deck.page import Page


@click.command()
@TALK
@LOCALE
@NO_CODE
@click.option(
    "-o",
    "folder",
    type=OutputFolder(),
    help="Folder for the pictures (default: build/png, or build/png/LANGUAGE).",
)
@click.option("--slide", "wanted", multiple=True, help="Id or number of a slide; may be given several times.")
@click.option("--with-hidden", is_flag=True, help="Draw the hidden slides too.")
@click.option("--width", default=1280, type=click.IntRange(160, 7680), help="Width of each picture in pixels.")
@click.pass_obj
def png(
    options: dict[str, bool],
    talk: Path,
    locale: str | None,
    folder: Path | None,
    wanted: tuple[str, ...],
    with_hidden: bool,
    width: int,
) -> int:
    """Draw slides as pictures, without PowerPoint or LibreOffice.

    A talk with mistakes is drawn as far as it can be read. Hidden slides are left out, unless one is asked for by name.

    \b
    Examples:
      deck png
      deck png --slide trial-map --width 1920
      deck png --locale de
    """
    world, report, deck = built(talk, options, locale)
    if deck is None:
        return finish(report, options)
    from deck.diagnostics import Report
    from deck.write.drawing import draw
    from deck.write.handout.leaks import Secrets, report_secrets
    from deck.write.left_over import clear
    from deck.write.outputs import picture_name, pictures_folder, tag
    from deck.write.save import save

    unknown = set(wanted) - {name for page in deck.pages for name in _names(page)}
    if unknown:
        known = ", ".join(page.id for page in deck.pages)
        raise click.UsageError(f"no slide is called {', '.join(sorted(unknown))}; the slides are {known}")
    pages = [page for page in deck.pages if (_names(page) & set(wanted) if wanted else with_hidden or not page.hidden)]
    target = folder or pictures_folder(world, tag(deck) if locale else "")
    saved = Report()
    pictures = draw(pages, deck.brand, "png", ppi=width / (deck.brand.width / 72))
    secrets = Secrets.of(deck)
    for page, picture in zip(pages, pictures, strict=True):
        report_secrets(secrets, picture, picture_name(page, deck), saved)
    for page, picture in zip(pages, () if saved.has_errors else pictures, strict=False):
        save(picture, target / picture_name(page, deck), saved, world)
    report.add(*saved)
    code = finish(report, options, notes=False)
    if not saved.has_errors:
        written = [target / picture_name(page, deck) for page in pages]
        # A slide that cannot be read may have lost its id for the moment only.
        talks = {picture_name(page, deck) for page in deck.pages}
        left = clear(world, "png", target, written, lambda name: name in talks or report.has_errors)
        print_left_over(left, options)
    if not options["quiet"]:
        what = "1 picture" if len(pictures) == 1 else f"{len(pictures)} pictures"
        click.echo(f"wrote   {what} to {shown(target)}")
    return code


def _names(page: Page) -> set[str]:
    return {page.id, str(page.number)}
