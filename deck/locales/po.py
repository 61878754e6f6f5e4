"""gettext PO: one unit an entry, its id as `msgctxt`, its room as flags that Weblate checks."""

from __future__ import annotations

import re
from collections.abc import Sequence

import polib

from deck import language
from deck.locales.imported import Imported, Unreadable, as_text
from deck.locales.unit import Budget, Unit
from deck.translation.message import State


def write(found: Sequence[Unit], title: str, source_tag: str, tag: str) -> bytes:
    """The units as a PO file; a stale one is fuzzy and carries its previous source."""
    file = polib.POFile(wrapwidth=0)
    file.metadata = {
        "Project-Id-Version": title,
        "Report-Msgid-Bugs-To": "",
        "Last-Translator": "",
        "Language-Team": language.name(tag),
        "Language": tag.replace("-", "_"),
        "X-Source-Language": source_tag.replace("-", "_"),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    for unit in found:
        stale = unit.state is State.STALE
        file.append(
            polib.POEntry(
                msgctxt=unit.id,
                msgid=unit.source,
                msgstr=unit.text,
                previous_msgid=unit.previous if stale else None,
                comment="\n".join([*unit.context, *_room(unit)]),
                flags=[*(["fuzzy"] if stale else []), *(_flags(unit.budget) if unit.budget else [])],
            )
        )
    return (str(file) + "\n").encode()


_OPENED = re.compile(r'\s*(?:msg\w+(?:\[\d+\])?\s+)?"')
_CLOSED = re.compile(r'"(?:[^"\\]|\\.)*"\s*$')


def _room(unit: Unit) -> list[str]:
    keep = [f"stays as it is: {', '.join(unit.keep)}"] if unit.keep else []
    if unit.budget is None:
        return keep
    lines = "1 line" if unit.budget.lines == 1 else f"{unit.budget.lines} lines"
    room = f"room: {lines} of {unit.budget.width_pt:g} pt at {unit.budget.size_pt:g} pt"
    return [*keep, f"{room}, about {unit.budget.characters} characters"]


def _flags(budget: Budget) -> list[str]:
    """Weblate's own: a width in pixels and a number of lines, for text of that font and size."""
    font = budget.family.lower().replace(" ", "-")
    return [f"max-size:{budget.width_pt:.0f}:{budget.lines}", f"font-family:{font}", f"font-size:{budget.size_pt:g}"]


def read(content: bytes) -> tuple[Imported, ...]:
    """The entries of a PO file; Unreadable where it is none."""
    text = as_text(content)
    for number, line in enumerate(text.splitlines(), 1):
        # polib would cut the last letter off instead.
        if _OPENED.match(line) and not _CLOSED.search(line):
            raise Unreadable("a text in quotes is not closed", number)
    try:
        file = polib.pofile(text)
    except (OSError, ValueError, IndexError) as problem:
        named = re.search(r"line (\d+)", str(problem))
        raise Unreadable("this is not a PO file", int(named[1]) if named else 0) from problem
    return tuple(
        Imported(entry.msgctxt or "", entry.msgid, entry.msgstr, entry.linenum or 1, "fuzzy" in entry.flags)
        for entry in file
        if not entry.obsolete
    )
