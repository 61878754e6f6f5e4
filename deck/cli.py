"""Arguments in, exit code out: every command prints, none decides anything."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from deck.brand.template import Raster
    from deck.diagnostics import Report
    from deck.geometry import Box
    from deck.page import Deck
    from deck.workspace import Workspace
    from deck.write.pptx.embed_fonts import EmbeddedFont

GOOD, MISTAKES, BUG = 0, 1, 70
Command = TypeVar("Command", bound=Callable[..., Any])

TALK = click.argument("talk", type=click.Path(path_type=Path), default="slides.yaml")


def main() -> int:
    """Run the command line; a bug of ours says so and leaves exit code 70."""
    # A build is one burst of small objects that all live to its end: to look for dead ones costs a sixth of its time.
    gc.disable()
    try:
        return cli(standalone_mode=False) or GOOD
    except click.ClickException as problem:
        problem.show()
        return problem.exit_code
    except click.Abort:
        click.echo("stopped; nothing was changed", err=True)
        return 130
    except Exception:  # the last resort: whatever gets here is our mistake, not the author's
        import traceback

        traceback.print_exc()
        click.echo(
            "\nThis is a bug in deck, not in your talk. Your files are unchanged. Please report the lines above.",
            err=True,
        )
        return BUG


def entry() -> None:
    """The `deck` command."""
    raise SystemExit(main())


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="talk-deck", message="deck %(version)s")
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
@click.option("-v", "--verbose", is_flag=True, help="Print each stage and how long it took.")
@click.pass_context
def cli(context: click.Context, quiet: bool, verbose: bool) -> None:
    """Turn a YAML outline of a talk into a branded, native PowerPoint deck.

    \b
    Examples:
      deck new my-talk && cd my-talk && deck build
      deck build                      slides.yaml -> build/slides.en.pptx
      deck check --format json        every mistake, for another program
      deck png --slide key-points     look at one slide without PowerPoint
    """
    context.obj = {"quiet": quiet, "verbose": verbose}


@cli.command()
@TALK
@click.option(
    "-o", "folder", type=click.Path(path_type=Path), help="Folder for the result (default: build beside the talk)."
)
@click.option("--locale", help="Language to build (default: the talk's own).")
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
    world, report, deck = _built(talk, options, locale)
    if deck is None or report.has_errors:
        return _finish(report, options, failed="no deck was written; the last one is untouched", notes=False)
    from deck.write.pptx.package import write_pptx
    from deck.write.save import save

    fonts = _fonts(deck, report) if embed_fonts else ()
    if report.has_errors:
        return _finish(report, options, failed="no deck was written; the last one is untouched", notes=False)
    path = (
        folder or world.build_folder
    ) / f"{world.slides_file.stem}.{_tag(deck)}{'.without-notes' if without_notes else ''}.pptx"
    kept = save(write_pptx(deck, not without_notes, fonts, _remembering(world)), path, report)
    if report.has_errors:
        return _finish(report, options, notes=False)
    code = _finish(report, options, notes=False)
    if kept is not None:
        click.echo(f"kept    {_shown(kept)}  (somebody edited it after it was built)")
    if not options["quiet"]:
        hidden = sum(page.hidden for page in deck.pages)
        click.echo(f"wrote   {_shown(path)}  ({_slides(len(deck.pages))}{f', {hidden} hidden' if hidden else ''})")
    return code


@cli.command()
@TALK
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print what was found."
)
@click.option("--locale", help="Language to check (default: the talk's own).")
@click.option("--fallback", is_flag=True, help="Warn of text that leaves its box where the brand's fonts are missing.")
@click.pass_obj
def check(options: dict[str, bool], talk: Path, form: str, locale: str | None, fallback: bool) -> int:
    """Check the talk without writing anything: mistakes, text that does not fit, what awaits approval.

    The finished deck is also read back by another program, python-pptx, and compared.

    \b
    Examples:
      deck check
      deck check --format json > report.json
      deck check --fallback           what breaks in the brand's stand-in font
    """
    world, report, deck = _built(talk, options, locale)
    if deck is not None and not report.has_errors:
        _read_back(deck, world)
    if fallback and deck is not None:
        from deck.layout.fallback import check_fallback

        check_fallback(deck.pages, deck.brand, report)
    if form == "json":
        from deck.diagnostics import render_json

        click.echo(render_json(report))
        return MISTAKES if report.has_errors else GOOD
    return _finish(report, options, good="no mistakes found")


@cli.command()
@TALK
@click.option("-o", "folder", type=click.Path(path_type=Path), help="Folder for the pictures (default: build/png).")
@click.option("--slide", "wanted", multiple=True, help="Id or number of a slide; may be given several times.")
@click.option("--width", default=1280, type=click.IntRange(160, 7680), help="Width of each picture in pixels.")
@click.pass_obj
def png(options: dict[str, bool], talk: Path, folder: Path | None, wanted: tuple[str, ...], width: int) -> int:
    """Draw slides as pictures, without PowerPoint or LibreOffice.

    A talk with mistakes is drawn as far as it can be read.

    \b
    Examples:
      deck png
      deck png --slide trial-map --width 1920
    """
    world, report, deck = _built(talk, options, None)
    if deck is None:
        return _finish(report, options)
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
    code = _finish(report, options, notes=False)
    if not options["quiet"]:
        click.echo(f"wrote   {len(pictures)} pictures to {_shown(target)}")
    return code


@cli.command()
@click.argument("name", required=False)
def kinds(name: str | None) -> int:
    """List the slide kinds, or the fields of one.

    \b
    Examples:
      deck kinds
      deck kinds paper
    """
    from deck import kinds as folder
    from deck.diagnostics import close_matches
    from deck.schema import described_fields, summary

    known = folder.kind_names()
    if name is None:
        for one in known:
            click.echo(f"{one:<12} {summary(one)}")
        return GOOD
    if name not in known:
        raise click.UsageError(f"there is no kind `{name}`; {close_matches(name, known) or ', '.join(known)}")
    click.echo(f"{name}: {summary(name)}\n")
    for field, required, description in described_fields(folder.kind(name)):
        click.echo(f"  {field:<10} {'required' if required else '        '}  {description}")
    return GOOD


@cli.command()
@click.argument("code")
def explain(code: str) -> int:
    """Explain the code of a diagnostic.

    \b
    Example:
      deck explain text-overflows
    """
    from deck.explain import codes, explanation

    text = explanation(code)
    if text is None:
        from deck.diagnostics import close_matches

        raise click.UsageError(f"there is no code `{code}`; {close_matches(code, codes()) or ', '.join(codes())}")
    click.echo(text)
    return GOOD


@cli.command()
@click.option("-o", "path", type=click.Path(path_type=Path), help="File to write (default: standard output).")
def schema(path: Path | None) -> int:
    """Print the JSON Schema by which editors complete and check slides.yaml.

    \b
    Example:
      deck schema -o assets/slides.schema.json
    """
    import json

    from deck.schema import json_schema

    text = json.dumps(json_schema(), indent=1, ensure_ascii=False) + "\n"
    if path is None:
        click.echo(text, nl=False)
    else:
        path.write_text(text, encoding="utf-8")
    return GOOD


@cli.group()
def brand() -> None:
    """Work with the brand in assets/brand."""


@brand.command()
@TALK
@click.option("-o", "path", type=click.Path(path_type=Path), help="File to write (default: build/NAME.potx).")
@click.pass_obj
def export(options: dict[str, bool], talk: Path, path: Path | None) -> int:
    """Write the brand as a PowerPoint template (.potx) for people who work in PowerPoint.

    \b
    Example:
      deck brand export -o build/brand.potx
    """
    from deck.brand.load import load_brand
    from deck.brand.template import template_parts, write_potx
    from deck.diagnostics import Report
    from deck.workspace import Workspace
    from deck.write.save import save

    world, report = Workspace.find(talk), Report()
    found = load_brand(world.brand_folder, report)
    if found is None or report.has_errors:
        return _finish(report, options)
    target = path or world.build_folder / f"{'-'.join(found.name.lower().split())}.potx"
    save(write_potx(template_parts(found, "en-GB")), target, report)
    if not report.has_errors:
        click.echo(f"wrote   {_shown(target)}")
    return _finish(report, options)


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path))
def new(folder: Path) -> int:
    """Begin a talk in FOLDER: a small slides.yaml with a brand, fonts and a reference, which builds.

    \b
    Example:
      deck new my-talk && cd my-talk && deck build
    """
    from deck.starter import begin

    begin(folder)
    click.echo(f"wrote   {folder}/slides.yaml and its assets\n\nnow:    cd {folder} && deck build")
    return GOOD


def _built(talk: Path, options: dict[str, bool], locale: str | None) -> tuple[Workspace, Report, Deck | None]:
    from deck.diagnostics import Report
    from deck.pipeline import build
    from deck.workspace import Workspace

    world, report = Workspace.find(talk), Report()
    deck = build(world, report, _progress(options))
    if deck is not None and locale not in (None, deck.meta.language, _tag(deck)):
        raise click.UsageError(
            f"the talk is written in {deck.meta.language}; there is no translation to `{locale}` yet"
        )
    return world, report, deck


def _read_back(deck: Deck, world: Workspace) -> None:
    """Write the deck into memory and have python-pptx read it: what differs is a bug of ours."""
    from deck.write.pptx.package import write_pptx
    from deck.write.pptx.read_back import differences

    found = list(differences(write_pptx(deck, raster=_remembering(world)), deck))
    if found:
        raise RuntimeError("the finished deck does not say what the talk says:\n" + "\n".join(found[:10]))


def _remembering(world: Workspace) -> Raster:
    """Emblems become PNGs once: to load typst for them again would cost a small build a tenth of its time."""
    import hashlib

    from deck.brand.template import raster_emblem

    def raster(svg: bytes, box: Box) -> bytes:
        key = hashlib.sha256(repr((box.width, box.height)).encode() + svg).hexdigest()
        return world.remembered(f"emblems/{key}.png", lambda: raster_emblem(svg, box))

    return raster


def _fonts(deck: Deck, report: Report) -> tuple[EmbeddedFont, ...]:
    from deck.write.pptx.embed_fonts import embedded_fonts

    return embedded_fonts(deck, report)


def _progress(options: dict[str, bool]) -> Callable[[str], None]:
    """Names each stage: on one line that is rewritten while a person watches, a line each with -v, else not at all."""
    import time

    started = time.perf_counter()
    watching = sys.stderr.isatty() and not options["quiet"] and not options["verbose"]

    def say(stage: str) -> None:
        if options["verbose"]:
            click.echo(f"{time.perf_counter() - started:6.2f} s  {stage}", err=True)
        elif watching:
            click.echo(f"\r\033[K{stage} …" if stage else "\r\033[K", err=True, nl=False)

    return say


def _finish(report: Report, options: dict[str, bool], good: str = "", failed: str = "", notes: bool = True) -> int:
    """Print the report; the exit code is 1 when it has an error."""
    from deck.diagnostics import Severity, render_text

    wanted = {Severity.ERROR} if options["quiet"] else {Severity.ERROR, Severity.WARNING, Severity.NOTE}
    if not notes:
        wanted -= {Severity.NOTE}
    color = sys.stderr.isatty() and "NO_COLOR" not in os.environ
    for diagnostic in report:
        if diagnostic.severity in wanted:
            click.echo(render_text(diagnostic, _source_lines, color), err=True)
    errors = sum(diagnostic.severity is Severity.ERROR for diagnostic in report)
    waiting = sum(diagnostic.code == "needs-approval" for diagnostic in report)
    if errors:
        click.echo(f"{errors} error{'s' * (errors > 1)}{'; ' + failed if failed else ''}", err=True)
        return MISTAKES
    if waiting and not notes and not options["quiet"]:
        click.echo(f"draft   {waiting} slides await the speaker's approval (`deck check` lists them)")
    if good and not options["quiet"]:
        click.echo(good)
    return GOOD


@cache
def _source_lines(file: str) -> Sequence[str]:
    """The lines under which a caret is drawn; none where the file cannot be read."""
    try:
        return Path(file).read_text(encoding="utf-8-sig", errors="replace").split("\n")
    except (OSError, ValueError):
        return ()


def _slides(number: int) -> str:
    return f"{number} slide{'' if number == 1 else 's'}"


def _tag(deck: Deck) -> str:
    return deck.meta.language.split("-")[0]


def _shown(path: Path) -> str:
    try:
        return os.path.relpath(path)
    except ValueError:  # another drive on Windows
        return str(path)
