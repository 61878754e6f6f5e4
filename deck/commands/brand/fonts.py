"""`deck brand fonts`: fonts for the script of a language."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from deck.commands._source_file import save_source
from deck.commands.brand._loaded import loaded
from deck.console.options import TALK
from deck.console.report import finish, shown

if TYPE_CHECKING:
    from deck.diagnostics import Report
    from deck.source import Source
    from deck.splice import Splice

FOLDER = "fonts"
"""Beside brand.yaml: where fonts go that a brand brings whose others come with the program."""


@click.command()
@click.argument("tag")
@click.argument("place", metavar="FROM", type=click.Path(exists=True, path_type=Path))
@click.option("--family", default="", help="Which family to take, where several have the letters.")
@TALK
@click.pass_obj
def fonts(options: dict[str, bool], tag: str, place: Path, family: str, talk: Path) -> int:
    """Bring fonts for the language TAG to the brand, with their licence, and name them in brand.yaml.

    FROM is a folder or a package (.deb, .tgz, .whl, .zip) with TrueType fonts and their licence, such as Debian's
    fonts-noto-core or the npm package @expo-google-fonts/noto-sans-jp. Lines become as high as those of the brand's
    own font, where the licence allows that.

    \b
    Examples:
      deck brand fonts he fonts-noto-core_20201225-1_all.deb
      deck brand fonts ja ~/Downloads/noto-sans-jp
    """
    from deck import language
    from deck.brand.bring_fonts import CannotBring, bring_fonts, line_of
    from deck.diagnostics import Report
    from deck.workspace import Workspace
    from deck.write.save import save

    if not language.is_tag(tag):
        raise click.UsageError(f"`{tag}` is no language tag, such as el, ja or zh-Hans")
    world, report = Workspace.find(talk), Report()
    home, brand = loaded(world, report)
    if brand is None or report.has_errors:
        return finish(report, options)
    own = next(face for face in brand.faces if face.family == brand.base and not face.bold and not face.italic)
    script = language.script(tag)
    try:
        brought = bring_fonts(place, script, family, line_of(own.path))
    except CannotBring as problem:
        report.error("bad-font", str(problem), help=problem.help)
        return finish(report, options)
    named = _named(home / "brand.yaml")
    folder = home / (named or FOLDER)
    files = {**brought.files, f"LICENSE-{brought.family.replace(' ', '')}.txt": brought.licence}
    for name, data in files.items():
        if not _has(folder / name, data):  # brought before
            save(data, folder / name, report, world)
    if report.has_errors:
        return finish(report, options)
    _name(home / "brand.yaml", script, brought.family, "" if named else FOLDER, report)
    if not report.has_errors and not options["quiet"]:
        click.echo(f"wrote   {', '.join(files)} to {shown(folder)}")
        click.echo(f"{brought.family} sets the script {script}; its licence lies beside it")
    return finish(report, options)


def _has(path: Path, data: bytes) -> bool:
    from deck.write.save import now

    try:
        return now(path) == data
    except OSError:  # what is no file is refused when it is to be written
        return False


def _named(path: Path) -> str:
    """The folder of its fonts that brand.yaml names; nothing where it takes those of the program."""
    from deck.diagnostics import Report
    from deck.source import load

    source = load(path, Report())
    data: Any = source.data if source else {}
    return str((data.get("typography") or {}).get("fonts", ""))


def _name(path: Path, script: str, family: str, fonts: str, report: Report) -> None:
    """Name the family of a script in brand.yaml, and its folder if it has none, with few characters changed."""
    from deck.source import load
    from deck.splice import Splice

    source = load(path, report)
    if source is None:
        return
    steps = ("typography", "scripts")
    data: Any = source.data  # the brand was read before
    said = data.get("typography")
    if not said:
        text = f"{source.text.rstrip()}\n\ntypography:\n  fonts: {fonts}\n  scripts: {{{script}: {family}}}\n"
        save_source(text, path, report, made_from=source.text, quiet=True)
        return
    splice = Splice(source)
    top = ("typography", next(iter(said)))
    known = said.get("scripts")
    new = [f"fonts: {fonts}"] if fonts else []
    if not known:
        _put(splice, source, ("typography",), top, [*new, f"scripts: {{{script}: {family}}}"])
    else:
        _put(splice, source, ("typography",), top, new)
        if script not in known:
            _put(splice, source, steps, (*steps, next(iter(known))), [f"{script}: {family}"])
        else:
            named = known[script]
            at: tuple[str, ...] = (*steps, script) if isinstance(named, str) else (*steps, script, "family")
            splice.replace(at, 0, len(named if isinstance(named, str) else named["family"]), family)
    if splice.text != source.text:
        save_source(splice.text, path, report, made_from=source.text, quiet=True)


def _put(splice: Splice, source: Source, inside: tuple[str, ...], before: tuple[str, ...], new: list[str]) -> None:
    """Names and values in front of the first of a mapping, on its line or on lines of their own."""
    if not new:
        return
    if source.is_on_one_line(inside):
        splice.put_in(before, "".join(f"{one}, " for one in new))
        return
    start = source.key_offset(before)
    column = start - (source.text.rfind("\n", 0, start) + 1)
    splice.put_in(before, "".join(f"{one}\n{' ' * column}" for one in new))
