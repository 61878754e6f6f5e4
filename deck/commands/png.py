"""`deck png`: slides as pictures."""

from __future__ import annotations

from pathlib import Path

import click

from deck.console import LOCALE, TALK, built, finish, shown


@click.command()
@TALK
@LOCALE
@click.option("-o", "folder", type=click.Path(path_type=Path), help="Folder for the pictures (default: build/png).")
@click.option("--slide", "wanted", multiple=True, help="Id or number of a slide; may be given several times.")
@click.option("--width", default=1280, type=click.IntRange(160, 7680), help="Width of each picture in pixels.")
@click.pass_obj
def png(
    options: dict[str, bool], talk: Path, locale: str | None, folder: Path | None, wanted: tuple[str, ...], width: int
) -> int:
    """Draw slides as pictures, without PowerPoint or LibreOffice.

    A talk with mistakes is drawn as far as it can be read.

    \b
    Examples:
      deck png
      deck png --slide trial-map --width 1920
    """
    world, report, deck = built(talk, options, locale)
    if deck is None:
        return finish(report, options)
    from deck.write.drawing import draw
    from deck.write.save import save

    pages = [page for page in deck.pages if not wanted or {page.id, str(page.number)} & set(wanted)]
    if not pages:
        raise click.UsageError(
            f"no slide is called {', '.join(wanted)}; the slides are {', '.join(p.id for p in deck.pages)}"
        )
    target = folder or world.build_folder / "png"
    pictures = draw(pages, deck.brand, "png", ppi=width / (deck.brand.width / 72))
    for page, picture in zip(pages, pictures, strict=True):
        save(picture, target / f"{page.number:02d}-{page.id}.png", report)
    code = finish(report, options, notes=False)
    if not options["quiet"]:
        click.echo(f"wrote   {len(pictures)} pictures to {shown(target)}")
    return code
