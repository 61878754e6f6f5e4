"""gettext PO: one unit an entry, its id as `msgctxt`, its room as flags that Weblate checks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import polib

from deck import language
from deck.locales.imported import Imported, Unreadable, as_text, some
from deck.locales.mark import mark_in
from deck.locales.reviewed import line as reviewed_line
from deck.locales.reviewed import parted
from deck.locales.unit import Budget, Unit, remarks
from deck.regex import regex
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
        # A near translation waits for somebody to look at it, as `msgmerge` leaves them.
        fuzzy = unit.state is State.STALE or unit.near is not None
        previous = unit.near.source if unit.near else unit.previous
        file.append(
            polib.POEntry(
                msgctxt=unit.id,
                msgid=unit.source,
                msgstr=unit.near.text if unit.near else unit.text,
                previous_msgid=previous if fuzzy else None,
                tcomment="\n".join(filter(None, (unit.question, reviewed_line(unit.review)))),
                comment="\n".join(remarks(unit, tag, suggested=True)),
                flags=[*(["fuzzy"] if fuzzy else []), *_flags(unit)],
            )
        )
    return (str(file) + "\n").encode()


_OPENED = regex(r'\s*(?:msg\w+(?:\[\d+\])?\s+)?"')
_CLOSED = regex(r'"(?:[^"\\]|\\.)*"\s*$')


def _flags(unit: Unit) -> list[str]:
    """Weblate's own: names in braces that stay; a width in pixels and a number of lines, for that font and size."""
    # Not where a brace is part of a plural: Weblate would take its forms for names.
    fields = ["python-brace-format"] if unit.fields else []
    return [*fields, *(_room(unit.budget) if unit.budget else [])]


def _room(budget: Budget) -> list[str]:
    font = budget.family.lower().replace(" ", "-")
    return [f"max-size:{budget.width_pt:.0f}:{budget.lines}", f"font-family:{font}", f"font-size:{budget.size_pt:g}"]


def read(content: bytes) -> tuple[Imported, ...]:
    """The entries of a PO file; Unreadable where it is none."""
    text = as_text(content)
    for number, written in enumerate(text.splitlines(), 1):
        # polib would cut the last letter off instead.
        if _OPENED.match(written) and not _CLOSED.search(written):
            raise Unreadable("a text in quotes is not closed", number)
    if not text.strip():
        raise Unreadable("there is no string in this file")
    try:
        file = polib.pofile(text)
    except (OSError, ValueError, IndexError) as problem:
        named = re.search(r"line (\d+)", str(problem))
        raise Unreadable("this is not a PO file", int(named[1]) if named else 0) from problem
    tag = file.metadata.get("Language", "").strip().replace("_", "-")
    entries = [entry for entry in file if not entry.obsolete]
    lines = list(_lines_of_texts(text))
    if len(lines) != len(entries):  # a file that says something twice, or has no head
        lines = [entry.linenum or 1 for entry in entries]
    return some([_imported(entry, line, tag) for entry, line in zip(entries, lines, strict=True)])


def _lines_of_texts(text: str) -> Iterator[int]:
    """Where each translation stands, of which polib knows only where the remarks above it begin."""
    said = ""
    for number, line in enumerate(text.splitlines(), 1):
        if begun := _SOURCE.match(line):
            said = "context" if begun[1] == "ctxt" else f"{said} {begun[2]}"
        elif said and line.startswith('"'):
            said += line
        elif said and line.startswith("msgstr"):
            # The head of the file is what translates nothing.
            if said.replace('"', "").strip():
                yield number
            said = ""


_SOURCE = regex(r'msg(ctxt|id)\s+(".*)')


def _imported(entry: polib.POEntry, line: int, tag: str) -> Imported:
    # Programs that turn XLIFF into PO keep an id as the place of its string.
    id = entry.msgctxt or next((place for place, _ in entry.occurrences), "")
    plural = "plural forms: one string has one text here, with `{n, plural, …}` in it" if entry.msgid_plural else ""
    question, review = parted(entry.tcomment)
    return Imported(
        id,
        entry.msgid,
        entry.msgstr,
        line,
        "fuzzy" in entry.flags,
        mark_in(entry.comment),
        tag,
        question,
        review,
        plural,
    )
