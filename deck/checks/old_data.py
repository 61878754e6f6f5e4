"""The data of a slide are older on the day of the talk than they may be.

Why: registries change every week. Who looks the numbers up during the talk finds others.

What is compared: days that `{name}` takes from the data, such as "Data of 25 April 2026", with the talk's `date:`. They
may be a year old where neither `oldest_data_days:` in the head of the talk nor the event's rules say otherwise.

What to do: fetch the data again (`deck refresh trials`), or say how old they may be.
"""

from __future__ import annotations

from collections.abc import Iterator

from deck import language
from deck.diagnostics import Diagnostic, Severity
from deck.page import Deck


def check(deck: Deck) -> Iterator[Diagnostic]:
    # A translation has the data of its original.
    told = [(page, text) for page in deck.pages for text in page.shown if any(run.dated for run in text.runs)]
    today = language.last_day(deck.meta.date, deck.meta.language) if told and not deck.talk.translation else None
    if today is None:
        return
    most = deck.meta.oldest_data_days
    if deck.rules is not None and deck.rules.oldest_data_days is not None:
        most = min(most, deck.rules.oldest_data_days)
    seen = set()
    for page, text in told:
        for run in text.runs:
            if run.dated and run.dated not in seen and (today - run.dated).days > most:
                seen.add(run.dated)
                old = (today - run.dated).days
                message = f"the data on slide {page.number} `{page.id}` are {old} days old on the day of the talk"
                help = f"fetch them again, or say in the head that they may be: `oldest_data_days: {old}`"
                yield Diagnostic(Severity.WARNING, "old-data", message, text.place_of(run).span, help)
