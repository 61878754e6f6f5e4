"""Take translations that come back into the overlay: all of them, or none where one of them would do harm."""

from __future__ import annotations

from collections.abc import Sequence

from deck import markup
from deck.diagnostics import Report, Span
from deck.locales.imported import Imported
from deck.place import Place
from deck.source import CONTROL
from deck.translation.lost import lost, lost_fields
from deck.translation.message import Entry, Message, Path, State, named, normal
from deck.translation.overlay import Overlay
from deck.translation.pair import pair
from deck.translation.update import Remarks, filled_in, read_again, updated
from deck.value import Value, replace


class TakenOver(Value, frozen=True):
    """The overlay with the translations in it, and how many there were of each sort."""

    text: str
    new: int
    stale: int
    """Translated from a source that has changed since the export."""
    unsure: int


def take_over(
    overlay: Overlay,
    messages: Sequence[Message],
    imported: Sequence[Imported],
    file: str,
    remarks: Remarks,
    report: Report,
) -> TakenOver | None:
    """None, and diagnostics in the translator's file, where a translation lost what it must keep."""
    known = {named(message.path): message.path for message in messages}
    entries = tuple(
        Entry(one.source, one.text, Span(file, one.line, 0, 0), known.get(one.id, ("unknown", place)))
        for place, one in enumerate(imported)
    )
    unsure = {entry.steps for entry, one in zip(entries, imported, strict=True) if one.unsure}
    pairing = pair(messages, replace(overlay, entries=entries, obsolete=()))
    current = read_again(updated(overlay, messages, remarks).text, overlay)
    places = {one.message.path: one.entry for one in pair(messages, current).pairs if one.entry}
    texts: dict[Path, tuple[str, str]] = {}
    new = stale = 0
    for paired in pairing.pairs:
        entry = paired.entry
        if entry is None or paired.state is State.MISSING or paired.message.optional or entry.steps in unsure:
            continue
        if not _is_sound(paired.message, entry, report):
            continue
        place = places[paired.message.path]
        was = entry.source if paired.state is State.STALE else ""
        if normal(place.text) != normal(entry.text) or place.was != was:
            texts[place.steps] = (normal(entry.text), was)
            new, stale = new + (not was), stale + bool(was)
    for entry in pairing.unused:
        if entry.text and entry.steps not in unsure:
            help = "export the file again, and translate what is new in it"
            what = f"the talk no longer says `{_short(entry.source)}`: its translation is not taken over"
            report.warning("unused-translation", what, entry.span, help)
    if report.has_errors:
        return None
    return TakenOver(filled_in(current, texts), new, stale, len(unsure))


def _is_sound(message: Message, entry: Entry, report: Report) -> bool:
    """Whether a translation is text that a deck can hold, with all that its source cites, counts and links to."""
    found = Report()
    control = CONTROL.search(entry.text)
    if control is not None:
        what = f"invisible control character U+{ord(control.group()):04X} in the translation of `{named(message.path)}`"
        found.error("control-character", what, entry.span, "delete it; it often comes along with pasted text")
    elif message.plain:
        what = lost_fields(message.source, entry.text)
        if what:
            found.error(
                "lost-in-translation", what, entry.span, "write the names in braces as they stand in the source"
            )
    else:
        before = markup.parse(message.source, Place.at(entry.span), Report())
        after = markup.parse(entry.text, Place.at(entry.span), found)
        for what, _ in lost(before.runs, after.runs):
            help = "a translation keeps what the source cites, links to and counts"
            found.error("lost-in-translation", f"{what} (`{named(message.path)}`)", entry.span, help)
    report.add(*found)
    return not found.has_errors


def _short(source: str) -> str:
    return source if len(source) <= 60 else f"{source[:59]}…"
