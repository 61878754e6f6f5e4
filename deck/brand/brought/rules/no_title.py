"""An outline and a screen reader know a slide by its title: a layout without one makes slides without a name."""

from __future__ import annotations

from collections.abc import Iterator

from deck.brand.brought.rules import Finding, Subject, called

_HELP = "select the layout in the slide master view and tick Title under Slide Master → Master Layout"


def check(subject: Subject) -> Iterator[Finding]:
    for sheet in subject.sheets:
        if sheet.title is None:
            yield Finding("there is no title", _HELP, called(sheet))
