"""Rooms have projectors of 16:9 or 4:3: a slide of another shape stands small in the middle of the wall."""

from __future__ import annotations

from collections.abc import Iterator

from deck.brand.brought.rules import Finding, Subject
from deck.brand.brought.type import NARROW

_HELP = "Design → Slide Size → Widescreen; let PowerPoint scale to ensure fit"
_USUAL = (16 / 9, 16 / 10, 4 / 3)


def check(subject: Subject) -> Iterator[Finding]:
    wide, high = subject.brought.width, subject.brought.height
    size = f"{wide / 72:.2f} × {high / 72:.2f} in"
    if high > wide:
        yield Finding(f"slides are upright: {size}", _HELP)
    elif min(abs(wide / high - usual) for usual in _USUAL) > 0.02:
        yield Finding(f"slides have an unusual shape: {size}", _HELP)
    if 600 <= wide < NARROW and high <= wide:
        yield Finding(f"slides are {wide / 72:.2f} in wide: words in drawings and tables go down to 12 pt there", _HELP)
    if max(wide, high) > 1440 or max(wide, high) < 600:
        yield Finding(f"slides measure {size}: sizes of type say nothing beside those of other decks", _HELP)
