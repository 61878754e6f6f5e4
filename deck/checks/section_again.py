"""A section begins a second time after another one.

Why: PowerPoint's sections follow one another; two of the same name confuse the navigation and screen readers.

What to do: give the later part a name of its own, or move its slides to the first one.
"""

from __future__ import annotations

from collections.abc import Iterator

from deck.diagnostics import Diagnostic, Severity
from deck.page import Deck


def check(deck: Deck) -> Iterator[Diagnostic]:
    closed: set[str] = set()
    current = ""
    for page in deck.pages:
        if page.section != current:
            closed.add(current)
            current = page.section
            if current in closed:
                message = f"the section `{current}` begins a second time"
                yield Diagnostic(
                    Severity.ERROR, "section-again", message, page.span, "give it another name, or move its slides up"
                )
