"""A column of a table has no name.

Why: a screen reader says the name of the column with each cell, and who sees the table late does not know what it
holds. The first column may have none: it names the rows.

What to do: write in the header what the cells are.

    columns: [Trial, "", Phase]
    columns: [Trial, Target, Phase]        # better
"""

from __future__ import annotations

from collections.abc import Iterator

from deck.diagnostics import Diagnostic, Severity
from deck.page import Deck
from deck.scene import Table


def check(deck: Deck) -> Iterator[Diagnostic]:
    for page in deck.pages:
        if page.part > 1:
            continue
        for item in page.items:
            if isinstance(item.content, Table):
                for number, name in enumerate(item.content.header[1:], 2):
                    if name.is_empty:
                        message = f"column {number} of the table on slide {page.number} `{page.id}` has no name"
                        where = name.span if name.place.is_known else item.span
                        help = "write what its cells are"
                        yield Diagnostic(Severity.WARNING, "empty-header", message, where, help)
