"""`deck build`: the PowerPoint deck."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from deck.console import (
    LOCALES,
    STRICT,
    TALK,
    finish,
    languages,
    progress,
    remembering,
    require_finished,
    shown,
    slides,
    tag,
    workers,
)

if TYPE_CHECKING:
    from deck.diagnostics import Diagnostic
    from deck.talk import Talk
    from deck.workspace import Workspace

FAILED = "no deck was written; the last one is untouched"


@click.command()
@TALK
@click.option(
    "-o", "folder", type=click.Path(path_type=Path), help="Folder for the result (default: build beside the talk)."
)
@LOCALES
@click.option(
    "--stale",
    type=click.Choice(["source", "keep"]),
    default="source",
    help="Show the source where a translation is stale (default), or the old translation.",
)
@STRICT
@click.option("--without-notes", is_flag=True, help="Leave the speaker notes out: the file to hand out.")
@click.option("--embed-fonts", is_flag=True, help="Put the fonts into the file. Not yet opened in PowerPoint.")
@click.pass_obj
def build(
    options: dict[str, bool],
    talk: Path,
    folder: Path | None,
    locales: tuple[str, ...],
    stale: str,
    strict: bool,
    without_notes: bool,
    embed_fonts: bool,
) -> int:
    """Build the PowerPoint deck, in the talk's own language or in others.

    \b
    Examples:
      deck build
      deck build --locale de --strict
      deck build --locale all          every language, in parallel
      deck build talks/berlin.yaml -o /media/stick
      deck build --without-notes
    """
    wanted = _Wanted(folder, without_notes, embed_fonts, stale == "keep", strict)
    results = _built(talk, locales, wanted, options)
    from deck.diagnostics import Report

    report = Report(*(one for result in results for one in result.found))
    missing = [result.locale for result in results if not result.lines]
    failed = f"no deck was written for {', '.join(filter(None, missing))}; the last ones are untouched"
    code = finish(report, options, failed=failed if len(results) > 1 else FAILED, notes=False)
    if not options["quiet"]:
        for result in results:
            for line in result.lines:
                click.echo(line)
    return code


class _Wanted(NamedTuple):
    """What is to be written."""

    folder: Path | None
    without_notes: bool
    embed_fonts: bool
    keep_stale: bool
    strict: bool


class _Result(NamedTuple):
    """What became of one language."""

    locale: str
    found: tuple[Diagnostic, ...]
    lines: tuple[str, ...] = ()


def _built(path: Path, locales: tuple[str, ...], wanted: _Wanted, options: dict[str, bool]) -> list[_Result]:
    from deck.diagnostics import Report
    from deck.pipeline import read_talk
    from deck.workspace import Workspace

    world, report = Workspace.find(path), Report()
    say = progress(options)
    say("reading the talk")
    talk = read_talk(world, report)
    tags = languages(world, talk, locales)
    if len(tags) == 1 or talk is None:
        return [_one(world, talk, tags[0], wanted, tuple(report), say)]
    say(f"building {len(tags)} languages")
    # One reading of the talk serves them all; each is laid out and written in a process of its own.
    with workers(len(tags)) as pool:
        waiting = [pool.submit(_one, world, talk, tag, wanted, tuple(report)) for tag in tags]
        results = [one.result() for one in waiting]
    say("")
    return results


def _one(
    world: Workspace,
    talk: Talk | None,
    locale: str,
    wanted: _Wanted,
    before: tuple[Diagnostic, ...],
    say: Callable[[str], None] = lambda stage: None,
) -> _Result:
    """Build and write one language; nothing is written where the talk has mistakes in it."""
    from deck.diagnostics import Report
    from deck.pipeline import build_from
    from deck.write.pptx.embed_fonts import embedded_fonts
    from deck.write.pptx.package import write_pptx
    from deck.write.save import save

    report = Report(*before)
    deck = build_from(talk, world, report, say, locale, wanted.keep_stale)
    if wanted.strict:
        require_finished(report, locale)
    fonts = embedded_fonts(deck, report) if deck is not None and wanted.embed_fonts else ()
    if deck is None or report.has_errors:
        return _Result(locale, tuple(report))
    name = f"{world.slides_file.stem}.{tag(deck)}{'.without-notes' if wanted.without_notes else ''}.pptx"
    target = (wanted.folder or world.build_folder) / name
    data = write_pptx(deck, not wanted.without_notes, fonts, remembering(world))
    if wanted.without_notes:
        # The file to give away is read back: nothing that only the notes say may be in it.
        from deck.write.handout.leaks import report_leaks

        report_leaks(data, name, deck, report)
    if report.has_errors:
        return _Result(locale, tuple(report))
    kept = save(data, target, report)
    hidden = sum(page.hidden for page in deck.pages)
    lines = [f"kept    {shown(kept)}  (somebody edited it after it was built)"] if kept else []
    lines.append(f"wrote   {shown(target)}  ({slides(len(deck.pages))}{f', {hidden} hidden' if hidden else ''})")
    return _Result(locale, tuple(report), tuple(lines) if not report.has_errors else ())
