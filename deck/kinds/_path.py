"""The steps of a talk: what its agenda lists and its dividers repeat."""

from __future__ import annotations

from deck.talk import Section, Talk, sections


def steps_of(talk: Talk) -> tuple[Section, ...]:
    """The sections that begin after the agenda, less those that the agenda skips; none without an agenda."""
    for place, slide in enumerate(talk.slides):
        if slide.kind == "agenda" and not slide.unreadable:
            before = set(sections(talk.slides[: place + 1]))
            skipped = set(getattr(slide.says, "skip", ()))
            return tuple(name for name in sections(talk.slides) if name not in before | skipped)
    return ()
