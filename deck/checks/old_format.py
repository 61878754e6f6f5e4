"""The talk was written for format 1, and some of its texts hold signs that mean more today.

Why: since format 2 `_italic_`, `__bold__`, `~low~`, `~~struck out~~`, `` `code` ``, addresses as they stand, `[^1]` and
lines with a dash or `•` are read as in Markdown, `$…$` is a formula, and names of sections hold markup. What
was letters in an older talk would look otherwise, or is a mistake.

What to do: `deck migrate --dry-run` shows which characters would change for the talk to say what it said; `deck
migrate` changes them, in the overlays too. If the signs are meant as they are read now, write `format: 2` at the top.
"""

from __future__ import annotations

from collections.abc import Iterator

from deck.diagnostics import Diagnostic, Severity
from deck.page import Deck


def check(deck: Deck) -> Iterator[Diagnostic]:
    if deck.talk.format > 1 or deck.talk.translation:
        return
    # Imported here because a talk of today needs none of it.
    from deck.migrate.talk import read_otherwise

    # A text that is a list now may hold signs as well.
    found = {(span.line, span.column): span for span in read_otherwise(deck.talk)}
    if found:
        what = f"{len(found)} text{'s are' if len(found) > 1 else ' is'} read otherwise than before format 2"
        help = (
            "`deck migrate` keeps what they said; write `format: 2` at the top if they are meant as they are read now"
        )
        yield Diagnostic(Severity.WARNING, "old-format", what, found[min(found)], help)
