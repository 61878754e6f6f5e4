"""A placeholder without a prompt says nothing to whoever fills it: in edit view it is an empty frame."""

from __future__ import annotations

from collections.abc import Iterator

from deck.brand.brought.rules import Finding, Subject, called

_HELP = "write in the slide master view what belongs there, such as: The message of the slide"


def check(subject: Subject) -> Iterator[Finding]:
    for sheet in subject.sheets:
        if any(not one.prompt for one in (*sheet.contents, *([sheet.title] if sheet.title else []))):
            yield Finding("placeholders have no prompt", _HELP, called(sheet))
