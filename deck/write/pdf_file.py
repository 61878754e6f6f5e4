"""The slides as the bytes of a PDF, for whoever writes one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deck.diagnostics import Report
    from deck.page import Deck


def pdf_file(
    deck: Deck, name: str, with_hidden: bool, max_mb: float | None, report: Report, steps: bool = False
) -> bytes | None:
    """The file, in which nothing is that only the notes say; None after a mistake.

    `max_mb` is in megabytes; with `steps` a slide has a page for every click.
    """
    from deck.layout.steps import click_by_click
    from deck.write.drawing import slide_pdf
    from deck.write.drawing.weight import report_size
    from deck.write.handout.leaks import report_leaks

    pages = [page for page in deck.pages if with_hidden or not page.hidden]
    if not pages:
        report.error("nothing-to-draw", "every slide is hidden", help="draw them with --with-hidden")
        return None
    data = slide_pdf(deck, click_by_click(pages) if steps else pages)
    report_leaks(data, name, deck, report)
    report_size(data, max_mb, "the PDF", deck, pages, report)
    return None if report.has_errors else data
