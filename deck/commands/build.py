"""`deck build`: the PowerPoint deck."""

from __future__ import annotations

from pathlib import Path

import click

from deck.console import LOCALE, TALK, built, finish, remembering, shown, slides, tag


@click.command()
@TALK
@click.option(
    "-o", "folder", type=click.Path(path_type=Path), help="Folder for the result (default: build beside the talk)."
)
@LOCALE
@click.option("--without-notes", is_flag=True, help="Leave the speaker notes out: the file to hand out.")
@click.option("--embed-fonts", is_flag=True, help="Put the fonts into the file. Not yet opened in PowerPoint.")
@click.pass_obj
def build(
    options: dict[str, bool],
    talk: Path,
    folder: Path | None,
    locale: str | None,
    without_notes: bool,
    embed_fonts: bool,
) -> int:
    """Build the PowerPoint deck.

    \b
    Examples:
      deck build
      deck build talks/berlin.yaml -o /media/stick
      deck build --without-notes
    """
    world, report, deck = built(talk, options, locale)
    if deck is None or report.has_errors:
        return finish(report, options, failed="no deck was written; the last one is untouched", notes=False)
    from deck.write.pptx.embed_fonts import embedded_fonts
    from deck.write.pptx.package import write_pptx
    from deck.write.save import save

    fonts = embedded_fonts(deck, report) if embed_fonts else ()
    if report.has_errors:
        return finish(report, options, failed="no deck was written; the last one is untouched", notes=False)
    path = (
        folder or world.build_folder
    ) / f"{world.slides_file.stem}.{tag(deck)}{'.without-notes' if without_notes else ''}.pptx"
    kept = save(write_pptx(deck, not without_notes, fonts, remembering(world)), path, report)
    if report.has_errors:
        return finish(report, options, notes=False)
    code = finish(report, options, notes=False)
    if kept is not None:
        click.echo(f"kept    {shown(kept)}  (somebody edited it after it was built)")
    if not options["quiet"]:
        hidden = sum(page.hidden for page in deck.pages)
        click.echo(f"wrote   {shown(path)}  ({slides(len(deck.pages))}{f', {hidden} hidden' if hidden else ''})")
    return code
