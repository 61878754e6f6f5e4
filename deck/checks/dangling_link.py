"""A link leads to a slide that is not in the talk.

Why: a click during the talk would lead nowhere.

What to do: write the id of a slide after the #, as in `[the map](#trial-map)`.
"""

from __future__ import annotations

from collections.abc import Iterator

from deck.diagnostics import Diagnostic, Severity, close_matches
from deck.page import Deck


def check(deck: Deck) -> Iterator[Diagnostic]:
    known = [page.id for page in deck.pages]
    for page in deck.pages:
        for text in page.shown:
            for run in text.runs:
                if run.link.startswith("#") and run.link[1:] not in known:
                    help = close_matches(run.link[1:], known) or "write the id of a slide after the #"
                    message = f"there is no slide `{run.link[1:]}` to link to"
                    if run.link[1:] in deck.talk.left_out:
                        message = f"the slide `{run.link[1:]}` is left out in this language (`leave_out: true`)"
                        help = "link to another slide here, or show that one"
                    where = text.place_of(run).behind(run.link).span
                    yield Diagnostic(Severity.ERROR, "dangling-link", message, where, help)
