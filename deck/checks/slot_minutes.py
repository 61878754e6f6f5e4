"""The talk does not fit its slot, or nobody can know whether it does.

Why: a talk that runs over takes the time of the next one, or loses its last slides, which are its most important ones.

What is counted: a slide stays as long as its `minutes:` say, else as long as its notes take to say, at 130 words a
minute in English, 110 in German, 120 in Dutch, 135 in French, 105 in Arabic. A slide with neither is unknown, not
nothing, and so is one whose notes take less than ten seconds: they are a cue, not what is said. Hidden slides and
references take no time. Nothing is said where neither the talk nor its event says `slot_minutes:`.

What to do: say less, hide a slide, or give slides their `minutes:`; `deck handout --style script --pace 110` counts at
a pace of your own.
"""

from __future__ import annotations

from collections.abc import Iterator

from deck.diagnostics import Diagnostic, Severity
from deck.page import Deck
from deck.timing import clock, pace_of, timed

_FEW = 5
_SECOND = 1 / 60


def check(deck: Deck) -> Iterator[Diagnostic]:
    slot, tag = _slot(deck), deck.meta.language
    if slot is None or any(slide.unreadable for slide in deck.talk.slides):
        return
    shown = [page for page in deck.pages if not page.hidden and page.part == 1]
    minutes = timed(shown, pace_of(tag), tag)
    total = sum(one.length for one in minutes)
    silent = [page for page, one in zip(shown, minutes, strict=True) if one.unknown]
    if total > slot + _SECOND:
        late = next(page for page, one in zip(shown, minutes, strict=True) if one.start + one.length > slot + _SECOND)
        more = f", and {len(silent)} slides of unknown length besides" if silent else ""
        message = (
            f"the talk takes {clock(total)} minutes of a slot of {clock(slot)}{more}; this slide is beyond its end"
        )
        help = "say less, hide a slide, or change the `minutes:` that the slides before it take"
        yield Diagnostic(Severity.WARNING, "slot-minutes", message, late.span, help)
    elif silent:
        names = ", ".join(f"`{page.id}`" for page in silent[:_FEW]) + (" …" if len(silent) > _FEW else "")
        message = f"{clock(total)} of {clock(slot)} minutes are known; how long {names} takes, nobody has said"
        help = "write what is said as notes, or `minutes:`"
        yield Diagnostic(Severity.NOTE, "slot-minutes", message, silent[0].span, help)


def _slot(deck: Deck) -> float | None:
    """What the speaker was given, or else what the event gives everybody."""
    return deck.meta.slot_minutes or (deck.rules.slot_minutes if deck.rules is not None else None)
