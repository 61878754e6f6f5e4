"""What the speaker's script says of time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from deck.page import Deck, Page
from deck.timing import by_character, clock, count, pace_of, timed
from deck.write.handout.run_sheet import say_time

Data = dict[str, Any]


def script(deck: Deck, pages: Sequence[Page], pace: float | None) -> Data:
    """The minutes of the whole talk, and how they were counted."""
    tag, say = deck.meta.language, deck.phrases.say
    pace = pace or pace_of(tag)
    minutes = timed([page for page in pages if page.part == 1], pace, tag)
    total, unknown = sum(one.length for one in minutes), sum(one.unknown for one in minutes)
    units = sum(count(page, tag) for page in pages)
    how = "by-characters" if by_character(tag) else "by-words"
    return {
        "time": {
            "total": say_time(deck, total, len(pages), unknown),
            "how": say(how, count=units, pace=pace),
        },
        "minutes": [
            say("minutes-at" if one.length else "starts-at", time=clock(one.length), start=clock(one.start))
            for one in minutes
        ],
    }
