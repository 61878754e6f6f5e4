"""`deck pdf`: the slides as a PDF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from deck.console import TALK, built, finish, shown, slides, tag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deck.diagnostics import Report
    from deck.page import Deck, Page

_UNTOUCHED = "no PDF was written; the last one is untouched"


@click.command()
@TALK
@click.option(
    "-o", "folder", type=click.Path(path_type=Path), help="Folder for the result (default: build beside the talk)."
)
@click.option("--locale", help="Language to draw (default: the talk's own).")
@click.option("--with-hidden", is_flag=True, help="Draw the hidden slides too.")
@click.option("--max-mb", type=click.FloatRange(min=0, min_open=True), help="Fail where the file is larger.")
@click.pass_obj
def pdf(
    options: dict[str, bool],
    talk: Path,
    folder: Path | None,
    locale: str | None,
    with_hidden: bool,
    max_mb: float | None,
) -> int:
    """Draw the slides as a PDF, one a page, without an office suite.

    Hidden slides are left out. The file is tagged for screen readers (PDF/UA-1): a title, headings and bookmarks,
    alternative texts, lists and tables, in reading order; its fonts are inside.

    \b
    Examples:
      deck pdf
      deck pdf -o /media/stick --max-mb 5
      deck pdf --with-hidden
    """
    world, report, deck = built(talk, options, locale)
    if deck is None or report.has_errors:
        return finish(report, options, failed=_UNTOUCHED, notes=False)
    from deck.write.drawing import slide_pdf
    from deck.write.save import save

    pages = [page for page in deck.pages if with_hidden or not page.hidden]
    if not pages:
        report.error("nothing-to-draw", "every slide is hidden", help="draw them with --with-hidden")
        return finish(report, options, failed=_UNTOUCHED, notes=False)
    data = slide_pdf(deck, pages)
    if max_mb is not None and len(data) > max_mb * 1e6:
        _report_size(len(data), max_mb, deck, pages, report)
        return finish(report, options, failed=_UNTOUCHED, notes=False)
    path = (folder or world.build_folder) / f"{world.slides_file.stem}.{tag(deck)}.pdf"
    save(data, path, report)
    code = finish(report, options, notes=False)
    if not report.has_errors and not options["quiet"]:
        left_out = len(deck.pages) - len(pages)
        hidden = f", {left_out} hidden left out" if left_out else ""
        click.echo(f"wrote   {shown(path)}  ({slides(len(pages))}{hidden}, {_amount(len(data))})")
    return code


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
