"""What stands outside the slide nobody sees, and text in it is told to screen readers alone."""

from __future__ import annotations

from collections.abc import Iterator

from deck.brand.brought.rules import Finding, Subject, called
from deck.geometry import Box

_SLACK = 2.0
_HELP = "move it onto the slide in the slide master view"


def check(subject: Subject) -> Iterator[Finding]:
    page = Box(0, 0, subject.brought.width, subject.brought.height)
    for sheet in subject.sheets:
        for one in sheet.holders:
            if one.box is not None and not page.contains(one.box, _SLACK):
                what = "the title" if one.type in ("title", "ctrTitle") else f"the placeholder {one.type} {one.idx}"
                yield Finding(f"{what} reaches over the edge of the slide", _HELP, called(sheet))
