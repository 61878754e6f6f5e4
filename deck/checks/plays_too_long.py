"""A film or sound lasts longer than its slide may stay.

Why: it is stopped in the middle, or the slides after it are hurried.

What to do: cut it in a video editor, or give the slide the `minutes:` that it takes. Where a slide says no minutes,
what plays on it is counted with its notes.
"""

from __future__ import annotations

from collections.abc import Iterator

from deck.diagnostics import Diagnostic, Severity
from deck.page import Deck
from deck.timing import clock, played

_STEP = 5 / 60
"""Minutes are told to five seconds."""


def check(deck: Deck) -> Iterator[Diagnostic]:
    for page in deck.pages:
        minutes, lasts = page.minutes, played(page)
        if minutes is not None and lasts > minutes + _STEP:
            where = page.slide.places.get("minutes", page.span)
            message = (
                f"what plays on slide {page.number} `{page.id}` lasts {clock(lasts)}, and the slide {clock(minutes)}"
            )
            help = "cut it in a video editor, or give the slide more minutes"
            yield Diagnostic(Severity.WARNING, "plays-too-long", message, where, help)
