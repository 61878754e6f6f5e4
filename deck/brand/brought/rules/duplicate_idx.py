"""A slide knows its placeholders by their idx: of two with one, PowerPoint fills one and forgets the other when the
layout changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from deck.brand.brought.rules import Finding, Subject, called

_HELP = "delete one of them in the slide master view and insert it anew: PowerPoint numbers it"


def check(subject: Subject) -> Iterator[Finding]:
    for sheet in subject.sheets:
        for idx, times in Counter(one.idx for one in sheet.holders).items():
            if times > 1:
                yield Finding(f"{times} placeholders have the idx {idx}", _HELP, called(sheet))
