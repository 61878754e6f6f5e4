"""A cover has words that stand in for others to come.

Why: `Some info` on the last slide keeps a place for what the speaker has not given yet. Nobody in the room should read
it, so it is not shown; and it must not be forgotten.

What to do: write what it stands for, where it belongs, and take `waiting:` away.

    - id: thank-you
      kind: cover
      style: closing
      waiting: Some info         # then: contact: true, and the talk's own `contact:`
"""

from __future__ import annotations

from collections.abc import Iterator

from deck.diagnostics import Diagnostic, Severity
from deck.page import Deck


def check(deck: Deck) -> Iterator[Diagnostic]:
    for page in deck.pages:
        waiting = getattr(page.slide.says, "waiting", None)
        if waiting:
            yield Diagnostic(
                Severity.NOTE,
                "still-waiting",
                f"slide {page.number} `{page.id}`: “{waiting}” still stands for what is to come, and is not shown",
                waiting.span,
                "write what it stands for, and take `waiting` away",
            )
