"""A list has one point.

Why: a mark promises that others follow. One point is a sentence, and reads better as one.

A point under a point may stand alone: it is a remark on that one.

What to do: write it as a sentence (`kind: statement`), or add what is missing.

    kind: bullets
    bullets: [Few infections were seen]
    kind: statement
    quote: [Few infections were seen]        # better
"""

from __future__ import annotations

from collections.abc import Iterator

from deck.diagnostics import Diagnostic, Severity
from deck.page import Deck
from deck.scene import Flow, Words

_MARKS = ("dot", "number")


def check(deck: Deck) -> Iterator[Diagnostic]:
    for page in deck.pages:
        # The parts of a long list may have one point each, and a bibliography may be of one paper.
        if page.part > 1 or page.kind == "references" or page.slide.unreadable:
            continue
        lists = (item.content for item in page.scene.items if isinstance(item.content, (Words, Flow)))
        # Of two columns each may have one.
        points = [one for each in lists for one in each.paragraphs if one.mark in _MARKS]
        if len(points) == 1:
            message = f"the list on slide {page.number} `{page.id}` has one point"
            help = "write it as a sentence, or add what is missing"
            yield Diagnostic(Severity.WARNING, "lonely-point", message, points[0].text.span, help)
