"""`deck pdf`: the slides as a PDF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from deck.console import LOCALES, STRICT, TALK, finish, languages, progress, require_finished, shown, slides, tag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deck.diagnostics import Report
    from deck.page import Deck, Page


@click.command()
@TALK
@click.option(
    "-o", "folder", type=click.Path(path_type=Path), help="Folder for the result (default: build beside the talk)."
)
@LOCALES
@STRICT
@click.option("--with-hidden", is_flag=True, help="Draw the hidden slides too.")
@click.option("--max-mb", type=click.FloatRange(min=0, min_open=True), help="Fail where a file is larger.")
@click.pass_obj
def pdf(
    options: dict[str, bool],
    talk: Path,
    folder: Path | None,
    locales: tuple[str, ...],
    strict: bool,
    with_hidden: bool,
    max_mb: float | None,
) -> int:
    """Draw the slides as a PDF, one a page, without an office suite.

    Hidden slides are left out. The file is tagged for screen readers (PDF/UA-1): a title, headings and bookmarks,
    alternative texts, lists and tables, in reading order; its fonts are inside.

    \b
    Examples:
      deck pdf
      deck pdf --locale de --strict
      deck pdf -o /media/stick --max-mb 5
      deck pdf --with-hidden
    """
    from deck.diagnostics import Report
    from deck.pipeline import build_from, read_talk
    from deck.workspace import Workspace
    from deck.write.save import save

    world, reading = Workspace.find(talk), Report()
    say = progress(options)
    said = read_talk(world, reading)
    reports, written, missing = [], [], []
    # One after the other: what typst remembers of the first language, fonts and most figures, serves all.
    for locale in languages(world, said, locales):
        reports.append(report := Report(*reading))
        deck = build_from(said, world, report, say, locale)
        if strict:
            require_finished(report, locale)
        data = _drawn(deck, with_hidden, max_mb, report) if deck is not None and not report.has_errors else None
        if deck is not None and data is not None:
            path = (folder or world.build_folder) / f"{world.slides_file.stem}.{tag(deck)}.pdf"
            save(data, path, report)
            line = f"wrote   {shown(path)}  ({_contents(deck, with_hidden)}, {_amount(len(data))})"
        if report.has_errors:
            missing.append(locale)
        else:
            written.append(line)
    several = f"no PDF was written for {', '.join(filter(None, missing))}; the last ones are untouched"
    failed = several if len(reports) > 1 else "no PDF was written; the last one is untouched"
    code = finish(Report(*(one for report in reports for one in report)), options, failed=failed, notes=False)
    if not options["quiet"]:
        for line in written:
            click.echo(line)
    return code


def _drawn(deck: Deck, with_hidden: bool, max_mb: float | None, report: Report) -> bytes | None:
    from deck.write.drawing import slide_pdf

    pages = [page for page in deck.pages if with_hidden or not page.hidden]
    if not pages:
        report.error("nothing-to-draw", "every slide is hidden", help="draw them with --with-hidden")
        return None
    data = slide_pdf(deck, pages)
    if max_mb is not None and len(data) > max_mb * 1e6:
        _report_size(len(data), max_mb, deck, pages, report)
        return None
    return data


def _contents(deck: Deck, with_hidden: bool) -> str:
    hidden = 0 if with_hidden else sum(page.hidden for page in deck.pages)
    return f"{slides(len(deck.pages) - hidden)}{f', {hidden} hidden left out' if hidden else ''}"


def _report_size(size: int, max_mb: float, deck: Deck, pages: Sequence[Page], report: Report) -> None:
    from deck.write.drawing import heaviest

    found = heaviest(pages, deck.brand)[:3]
    named = ", ".join(f"`{one.picture}` on slide `{one.slide}` ({_amount(one.bytes)})" for one in found)
    report.error(
        "file-too-large",
        f"the PDF has {_amount(size)}, and {_amount(round(max_mb * 1e6))} are allowed",
        help=f"make the largest pictures simpler or smaller: {named}" if found else "it has no pictures: allow more",
    )


def _amount(size: int) -> str:
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{max(1, round(size / 1e3))} kB"
