"""People, and brand.yaml, find a layout by its name: of two that have one, they take either."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from deck.brand.brought.rules import Finding, Subject

_HELP = "rename one in the slide master view: right-click the layout, Rename Layout"


def check(subject: Subject) -> Iterator[Finding]:
    for number, master in enumerate(subject.brought.masters, 1):
        for name, times in Counter(sheet.name for sheet in master.sheets).items():
            if times > 1:
                yield Finding(f"{times} layouts of master {number} are called `{' '.join(name.split())}`", _HELP)
