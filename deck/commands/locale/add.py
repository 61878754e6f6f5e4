"""`deck locale add`: begin a translation."""

from __future__ import annotations

from pathlib import Path

import click

from deck.commands._source_file import save_source
from deck.commands.locale import _open
from deck.console.report import finish


@click.command()
@_open.TAG
@_open.OF
@click.pass_obj
def add(options: dict[str, bool], tag: str, talk: Path) -> int:
    """Begin a translation: write locales/TAG.yaml with every source text, waiting for its translation.

    TAG is a BCP 47 language tag, such as el, nl, ar or pt-BR.

    \b
    Example:
      deck locale add el
    """
    from deck import language
    from deck.brand.folder import folder_of
    from deck.brand.load import load_brand
    from deck.diagnostics import Report, Span
    from deck.layout.lay_out import lacks_script
    from deck.layout.measure import Measure
    from deck.translation.catalogue import catalogue
    from deck.translation.overlay import path_of, refused
    from deck.translation.update import begun

    report = Report()
    world, read = _open.read(talk, report)
    if read is None or report.has_errors:
        return finish(report, options)
    what = refused(tag, read.meta.language)
    if what or language.base(tag) == "qps":
        meant = language.as_tag(tag)
        help = f"; did you mean `{meant}`?" if meant and meant != tag else ""
        raise click.UsageError(f"{what}{help}" if what else "the made-up languages need no file: build with `--locale`")
    path = path_of(world, tag)
    if path.exists():
        raise click.UsageError(
            f"{world.relative(path)} is there already; `deck locale update {tag}` brings it up to date"
        )
    if not world.door.admits(path):
        raise click.UsageError(f"{world.relative(path)} would not be inside the project; nothing was changed")
    text = begun(tag, language.name(tag), catalogue(read, world, tag), _open.remarks(read))
    save_source(text, path, report)
    folder, _ = folder_of(world, read.meta.brand)
    brand, _ = load_brand(folder, tag, door=world.door) if folder else (None, ())
    no_font = lacks_script(Measure(brand), brand.base, tag) if brand else ""
    if no_font:
        help = f"`deck brand fonts {tag} FROM` brings one, with its licence, from a folder or a package"
        report.warning("glyph-missing", no_font, Span.NOWHERE, help)
    return finish(report, options)
