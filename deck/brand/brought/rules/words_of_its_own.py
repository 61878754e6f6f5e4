"""A text box on a layout says the same on every slide; what was meant as a prompt then stands in front of the room,
and a slide's own words stand on it."""

from __future__ import annotations

from collections.abc import Iterator

from deck.brand.brought.rules import Finding, Subject, called

_HELP = "delete the text box in the slide master view, and insert a placeholder for text in its place"
_SHOWN = 40


def check(subject: Subject) -> Iterator[Finding]:
    for sheet in subject.sheets:
        places = [one.box for one in sheet.holders if one.box and one.type not in ("ftr", "sldNum", "dt")]
        places += [one.box for sample in sheet.samples for one in sample if one.box]
        for words in dict.fromkeys(sheet.says_at(box) for box in places):
            if words:
                shown = words if len(words) <= _SHOWN else f"{words[:_SHOWN].rstrip()}…"
                yield Finding(f"a text box says “{shown}” where slides have text of their own", _HELP, called(sheet))
