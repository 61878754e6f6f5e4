"""Two slides that are shown have the same title.

Why: screen readers and PowerPoint's outline tell slides apart by their titles alone, and so does whoever asks for "the
slide about …" afterwards. A divider may be called like the slide that it leads to.

What to do: say in the title what is new on this slide.

    title: Results                  # the slide before is called so too
    title: Results after a year     # better
"""

from __future__ import annotations

from collections.abc import Iterator

from deck.diagnostics import Diagnostic, Severity
from deck.page import Deck

_LEAD = ("cover", "section")
"""Kinds of slides that only lead to others."""


def check(deck: Deck) -> Iterator[Diagnostic]:
    first: dict[str, str] = {}
    for page in deck.pages:
        # The parts of a long list share their title, and are numbered.
        if page.hidden or page.part > 1 or page.kind in _LEAD or page.slide.unreadable:
            continue
        told = " ".join(page.title.split()).casefold()
        if told and first.setdefault(told, page.id) != page.id:
            message = f"slide {page.number} `{page.id}` has the title of `{first[told]}`"
            where = page.slide.says.title.span
            yield Diagnostic(Severity.WARNING, "title-again", message, where, "say in it what is new on this slide")
