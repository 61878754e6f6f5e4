"""From the back row of a hall, text below 18 pt is not read."""

from __future__ import annotations

from collections.abc import Iterator

from deck.brand.brought.rules import Finding, Subject, called

_HELP = "set the level to 18 pt or more in the slide master view"
_BODY, _TITLE = 18.0, 24.0


def check(subject: Subject) -> Iterator[Finding]:
    for sheet in subject.sheets:
        title = sheet.title
        if title is not None and title.look.size < _TITLE:
            yield Finding(f"titles have {title.look.size:g} pt", "set titles to 24 pt or more", called(sheet))
        for one in sheet.contents:
            small = dict.fromkeys(look.size for look in one.meant[:2] if look.size < _BODY)
            if one.type in ("body", "obj") and small and one.box and one.box.height > 100:
                yield Finding(f"text has {', '.join(f'{size:g}' for size in small)} pt", _HELP, called(sheet))
