"""Notes are printed as the notes master says: without one they have Office's own look, and a deck gets one of ours."""

from __future__ import annotations

from collections.abc import Iterator

from deck.brand.brought.rules import Finding, Subject


def check(subject: Subject) -> Iterator[Finding]:
    if not subject.brought.has_notes_master:
        yield Finding("there is no notes master", "open View → Notes Master once and save the template")
