"""How does a talk stand in a language: built, stale, with mistakes, not there? And what does its speaker still owe?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from deck.diagnostics import Severity
from deck.programme.job import Facts
from deck.programme.manifest import Slot
from deck.programme.plan import Step, in_short
from deck.timing import clock
from deck.value import Value

GOOD, OLD, BAD, NONE = "good", "old", "bad", "none"
"""Tones: as it should be; usable and not the newest; staff have to do something; there is nothing."""


class Standing(Value, frozen=True):
    """In a word, in which tone, and what is to be known besides."""

    word: str
    tone: str
    notes: tuple[str, ...] = ()


class Talk(Value, frozen=True):
    """A talk of the programme with how it stands in each language."""

    slot: Slot
    steps: tuple[Step, ...]

    @property
    def facts(self) -> Facts | None:
        """What is known of it, in its own language if possible."""
        known = [step for step in self.steps if step.outcome is not None and step.outcome.facts is not None]
        first = self.own if self.own in known else next(iter(known), None)
        return first.outcome.facts if first is not None and first.outcome is not None else None

    @property
    def own(self) -> Step | None:
        """The talk in the language that its speaker wrote it in."""
        return next((step for step in self.steps if step.job is not None and not step.job.locale), None)

    @property
    def notes(self) -> tuple[str, ...]:
        """What holds for it in every language."""
        facts = self.facts
        if facts is None or self.slot.cancelled:
            return ()
        waits = f"{counted(facts.unapproved, 'slide')} unapproved" if facts.unapproved else ""
        return tuple(filter(None, ("draft" if facts.is_draft else "", waits)))

    @property
    def title(self) -> str:
        return self.slot.title or (self.facts.title if self.facts else "") or self.slot.id

    @property
    def speakers(self) -> tuple[str, ...]:
        return self.slot.speakers or (self.facts.speakers if self.facts else ())


def talks_of(steps: Sequence[Step]) -> tuple[Talk, ...]:
    """The steps by talk, in their order."""
    return tuple(Talk(slot, tuple(own)) for slot, own in groupby(steps, key=lambda step: step.slot))


def standing(step: Step, own: Step | None = None) -> Standing:
    """How a talk stands in one language; mistakes that are told of it in its `own` are only counted."""
    if step.slot.cancelled:
        return Standing("cancelled", NONE)
    if not step.slot.is_there:
        return Standing("no slides yet", BAD)
    if step.job is None:
        return Standing("no translation", NONE)
    if step.failure is not None:
        return Standing("failed", BAD, (step.failure.message,))
    if step.outcome is None:
        return Standing("not built", NONE)
    notes = (*_mistakes(step, own), *_notes(step))
    if not step.outcome.is_good:
        wrong = sum(one.severity is Severity.ERROR for one in step.outcome.found)
        return Standing(counted(wrong, "mistake"), BAD, notes)
    if step.why:
        return Standing("stale", OLD, (in_short(step.why), *notes))
    return Standing("built", OLD if step.outcome.facts and step.outcome.facts.stale else GOOD, notes)


def _mistakes(step: Step, own: Step | None) -> Iterator[str]:
    told = own.outcome.found if own is not None and own is not step and own.outcome is not None else ()
    assert step.outcome is not None
    for one in step.outcome.found:
        if one.severity is Severity.ERROR and one not in told:
            yield one.message


def _notes(step: Step) -> Iterator[str]:
    assert step.outcome is not None
    facts = step.outcome.facts
    if facts is None:
        return
    if facts.overflowing:
        yield f"{counted(facts.overflowing, 'text')} overflow{'s' if facts.overflowing == 1 else ''}"
    if facts.stale:
        yield f"{counted(facts.stale, 'slide')} not all translated"
    if facts.draft_translation:
        yield "a draft translation"
    if facts.left_out:
        yield f"without {counted(facts.left_out, 'part')} that {'is' if facts.left_out == 1 else 'are'} code"


def owed(talk: Talk) -> tuple[str, ...]:
    """What its speaker is asked for, a sentence each; nothing where all is well."""
    return () if talk.slot.cancelled else tuple(_owed(talk))


def _owed(talk: Talk) -> Iterator[str]:
    if not talk.slot.is_there:
        yield "There are no slides of it yet."
        return
    facts = talk.facts
    wrong = {one.message: one for step in talk.steps if step.outcome for one in step.outcome.found
             if one.severity is Severity.ERROR}  # fmt: skip
    for one in list(wrong.values())[:5]:
        line = f", line {one.span.line}" if one.span.line else ""
        yield f"It has a mistake{f' ({one.span.file}{line})' if one.span.file else ''}: {one.message}."
    if facts is None:
        return
    if facts.is_only_a_cover:
        yield "It has a cover and no other slide yet."
        return
    over = over_minutes(talk)
    if over > 0:
        yield f"It takes {clock(facts.minutes)} minutes, which is {clock(over)} more than its slot has."
    if facts.waiting:
        yield f"On {counted(facts.waiting, 'slide')} something stands in for words to come."
    if facts.unapproved:
        yield f"{counted(facts.unapproved, 'slide')} {'has' if facts.unapproved == 1 else 'have'} drafts to approve."
    elif facts.is_draft:
        yield "It still says `status: draft`."
    if facts.disclosure == "none":
        yield "It has no slide with disclosures."


def over_minutes(talk: Talk) -> float:
    """Minutes beyond the end of its slot; 0 where it fits, or where that is not known."""
    slot, facts = talk.slot.minutes or (talk.facts.slot if talk.facts else None), talk.facts
    if facts is None or slot is None or facts.minutes <= slot + 1 / 60:
        return 0.0
    return facts.minutes - slot


def counted(number: int, what: str) -> str:
    """A number of things, as in 1 slide or 3 slides."""
    return f"{number} {what}{'' if number == 1 else 's'}"
