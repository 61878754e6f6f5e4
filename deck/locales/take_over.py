"""Take translations that come back into the overlay: each against what was exported, and what the overlay says now.

Three texts meet: the one that was exported, the translator's, and ours. Whoever has changed it alone is right; where
both have, neither is: that is a conflict, and ours stays until somebody decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum

from deck import markup
from deck.diagnostics import Diagnostic, Report, Severity, Span
from deck.locales.earlier_imports import Settled, remembered, settled_of
from deck.locales.imported import Imported
from deck.locales.mark import fingerprint
from deck.locales.rewritten import is_rewritten
from deck.locales.xliff import refilled
from deck.place import Place
from deck.source import CONTROL
from deck.translation.changes import told_apart
from deck.translation.faults import differences, spaced
from deck.translation.lost import lost, lost_fields
from deck.translation.message import NOT_REVIEWED, Entry, Message, Paired, Path, Review, State, named, normal
from deck.translation.overlay import Overlay
from deck.translation.pair import pair
from deck.translation.update import Remarks, filled_in, read_again, updated
from deck.value import Value, replace


class Fate(Enum):
    """What becomes of one translation."""

    NEW = "taken over"
    STALE = "taken over as stale"
    CONFIRMED = "confirmed"
    SAME = "as it was"
    OURS = "changed here, not in the file"
    UNSURE = "marked as fuzzy, left as it is"
    LATE = "late"
    CONFLICT = "conflict"
    REFUSED = "refused"


class Step(Value, frozen=True):
    """One string of the file."""

    id: str
    fate: Fate
    ours: str
    theirs: str


class TakenOver(Value, frozen=True):
    """The overlay with the translations in it, and what became of each."""

    text: str
    steps: tuple[Step, ...]
    settled: tuple[Settled, ...]
    """What imports know from now on of the files that were imported."""
    blocking: int = 0
    """How many of the texts that were taken over stop a build until they are corrected."""

    def count(self, *fates: Fate) -> int:
        return sum(step.fate in fates for step in self.steps)

    @property
    def new(self) -> int:
        return self.count(Fate.NEW, Fate.CONFIRMED)

    @property
    def stale(self) -> int:
        """Translated from a source that has changed since the export."""
        return self.count(Fate.STALE)

    @property
    def unsure(self) -> int:
        return self.count(Fate.UNSURE)


def take_over(
    overlay: Overlay,
    messages: Sequence[Message],
    imported: Sequence[Imported],
    file: str,
    remarks: Remarks,
    report: Report,
    theirs: bool = False,
    source_tag: str = "en",
    ours: bool = False,
    earlier: Sequence[Settled] = (),
) -> TakenOver:
    """The overlay with all that can be taken over; what cannot is reported in the translator's file.

    `theirs` decides conflicts for the translator, `ours` for the overlay; `earlier` is what earlier imports settled.
    """
    text = updated(overlay, messages, remarks, _named_here(messages, imported)).text
    current = overlay if text == overlay.source.text else read_again(text, overlay)
    now = pair(messages, current).pairs
    places = {one.message.path: one for one in now if one.entry}
    # A note is in one piece here, or each of its paragraphs alone.
    strings = [one.message for one in now]
    read = tuple(map(_readable, _in_our_pieces(imported, now)))
    rows = _rows(_spaced(read, now, overlay.tag), strings, overlay.tag, file, report)
    given = replace(overlay, entries=tuple(rows[steps].entry for steps in rows), obsolete=())
    pairing = pair(strings, given)
    taken = [one for one in pairing.pairs if one.entry is not None]
    said = {named(one.message.path): fingerprint(one.entry.text) for one in taken if one.entry and one.entry.text}
    before = settled_of(said, earlier)
    settled = dict(before)
    steps: list[Step] = []
    blocking = 0
    texts: dict[Path, tuple[str, str]] = {}
    questions: dict[Path, str] = {}
    reviews: dict[Path, Review] = {}
    for paired in taken:
        mine = places.get(paired.message.path)
        if paired.entry is None or mine is None or mine.entry is None:
            continue
        row, id = rows[paired.entry.steps].imported, named(paired.message.path)
        asked = _asked(mine.entry.question, row.question)
        if asked != mine.entry.question:
            questions[mine.entry.steps] = asked
        if not paired.entry.text:
            continue
        base = before.get(id) or (row.mark.text if row.mark is not None else None)
        fate = _fate(paired.message, row, mine, overlay.tag, base, theirs)
        if fate in (*_TAKEN, Fate.CONFLICT) and not _is_sound(paired.message, paired.entry, report):
            fate = Fate.REFUSED
        decided = ours and fate is Fate.CONFLICT
        fate = Fate.OURS if decided else fate
        if fate in (Fate.NEW, Fate.CONFIRMED):
            theirs_here = replace(paired.entry, on_purpose=mine.entry.on_purpose)
            faults = tuple(differences(paired.message, theirs_here, overlay.tag, source_tag))
            # A stale text that only lost its mark has not been looked at.
            wrong = any(fault.severity is Severity.ERROR for fault in faults)
            fate = Fate.UNSURE if wrong and fate is Fate.CONFIRMED else fate
            blocking += wrong and fate is Fate.NEW
            report.add(*faults)
        # What a file has in common with all of its export does not tell it from others.
        own = id in settled or (row.mark is not None and _was_changed(row))
        if decided or fate in _TAKEN or (fate is Fate.SAME and own):
            settled[id] = said[id]
        steps.append(Step(id, fate, normal(mine.entry.text), normal(row.text)))
        report.add(*_told(steps[-1], paired.entry))
        if fate in _TAKEN:
            was = normal(row.source) if fate is Fate.STALE else ""
            text = mine.entry.text if fate is Fate.CONFIRMED else normal(row.text)
            texts[mine.entry.steps] = (text, was)
        review = _review(row, mine.entry, fate)
        if review != mine.entry.review:
            reviews[mine.entry.steps] = review
    for entry in pairing.unused:
        row = rows[entry.steps].imported
        if entry.text and not (row.unsure or row.is_memory):
            help = "export the file again, and translate what is new in it"
            what = f"the talk no longer says `{_short(entry.source)}`: its translation is not taken over"
            report.warning("unused-translation", what, entry.span, help)
    text = filled_in(current, texts, questions, reviews)
    known = remembered(settled, before, earlier)
    return TakenOver(text, tuple(steps), known, blocking)


def _named_here(messages: Sequence[Message], imported: Sequence[Imported]) -> set[Path]:
    """References, which need no name in another language, that the file has one for."""
    told = {words for one in imported if one.text for words in (one.id, normal(one.source))}
    references = (message for message in messages if message.path[0] == "references")
    return {one.path for one in references if named(one.path) in told or one.source in told}


def _in_our_pieces(imported: Sequence[Imported], now: Sequence[Paired]) -> Iterator[Imported]:
    """The rows, with notes that were exported in one piece in their paragraphs, where the overlay has those."""
    notes: dict[str, list[Paired]] = {}
    whole = {named(paired.message.path) for paired in now if "\n\n" in paired.message.source}
    for paired in now:
        if isinstance(paired.message.path[-1], int):
            notes.setdefault(named(paired.message.path[:-1]), []).append(paired)
    for one in imported:
        sources, texts = normal(one.source).split("\n\n"), normal(one.text).split("\n\n")
        if one.id.rpartition(".")[0] in whole:
            yield replace(one, problem="a paragraph alone, of a note that is translated in one piece here")
        elif one.id not in notes or len(sources) == 1 or not one.text:
            yield one
        elif len(sources) != len(texts):
            yield replace(one, problem="another number of paragraphs than its source")
        else:
            yield from _paragraphs(one, list(zip(sources, texts, strict=True)), notes[one.id])


def _spaced(imported: Sequence[Imported], now: Sequence[Paired], tag: str) -> tuple[Imported, ...]:
    """The rows, with spaces as the language sets them in what a translator has changed: no keyboard has these."""
    words = {named(one.message.path): one.entry for one in now if one.entry and not one.message.optional}
    return tuple(
        replace(one, text=spaced(replace(words[one.id], text=one.text), tag))
        if one.id in words and one.text and _was_changed(one)
        else one
        for one in imported
    )


def _paragraphs(one: Imported, parts: Sequence[tuple[str, str]], now: Sequence[Paired]) -> Iterator[Imported]:
    """A row for each paragraph; what was exported is known where nobody has changed it here, or there."""
    ours = {paired.message.source: normal(paired.entry.text) for paired in now if paired.entry is not None}
    untouched = one.mark is not None and one.mark.text == fingerprint(one.text)
    same = one.mark is not None and one.mark.text == fingerprint("\n\n".join(ours.values()))
    for place, (source, text) in enumerate(parts, 1):
        exported = text if untouched else ours.get(source, "") if same else None
        mark = one.mark and replace(one.mark, text=_UNKNOWN if exported is None else fingerprint(exported))
        yield replace(one, id=f"{one.id}.{place}", source=source, text=text, mark=mark)


_UNKNOWN = "what was exported is not known"

_TAKEN = (Fate.NEW, Fate.STALE, Fate.CONFIRMED)


class _Row(Value, frozen=True):
    imported: Imported
    entry: Entry


def _rows(
    imported: Sequence[Imported], messages: Sequence[Message], tag: str, file: str, report: Report
) -> Mapping[Path, _Row]:
    """The rows by where their strings stand; of several for one string, the one that was changed."""
    known = {named(message.path): message for message in messages}
    rows: dict[Path, _Row] = {}
    for number, one in enumerate(imported):
        span = Span(file, one.line, 1, 2)
        message = known.get(one.id)
        if one.problem:
            help = "open a fresh export, and write the translation there"
            report.error("bad-exchange", f"`{one.id or _short(one.source)}` has {one.problem}", span, help)
            continue
        one = _as_meant(one, message, tag)
        steps = message.path if message else _path(one.id, rows) or ("unknown", number)
        row = _Row(one, Entry(one.source, one.text, span, steps))
        before = rows.get(steps)
        if before is None or not before.imported.text or not _was_changed(before.imported):
            rows[steps] = row if before is None or one.text else before
        elif one.text and _was_changed(one) and normal(one.text) != normal(before.imported.text):
            what = f"`{one.id}` is translated twice: `{_short(before.imported.text)}` and `{_short(one.text)}`"
            report.error("bad-exchange", what, span, "delete the row that does not hold; the first one was read")
    return rows


def _as_meant(one: Imported, message: Message | None, tag: str) -> Imported:
    """A row without what programs make of its words: emptied elements, days written in another way."""
    if message is None:
        return one
    source, text = (refilled(words, message.source) for words in (one.source, one.text))
    return replace(one, source=message.source if is_rewritten(message.source, source, "en") else source, text=text)


def _path(id: str, rows: Mapping[Path, _Row]) -> Path | None:
    """Where a string stood whose slide has another name now."""
    parts = id.split(".")
    if len(parts) < 3 or parts[0] != "slides" or not all(parts):
        return None
    path = (*parts[:2], *(int(part) - 1 if part.isdecimal() else part for part in parts[2:]))
    above = any(path[:size] in rows for size in range(1, len(path)))
    return None if above or any(other[: len(path)] == path for other in rows) else path


def _was_changed(one: Imported) -> bool:
    return one.mark is None or one.mark.text != fingerprint(one.text)


def _fate(message: Message, row: Imported, ours: Paired, tag: str, base: str | None, theirs: bool) -> Fate:
    """What becomes of a row; `base` is what file and overlay had in common last, None where nobody knows."""
    assert ours.entry is not None
    have, want = normal(ours.entry.text), normal(row.text)
    is_late = normal(row.source) != normal(message.source)
    if row.is_memory and (have or is_late):
        return Fate.SAME if have == want else Fate.OURS
    if have == want or (have and is_rewritten(have, want, tag)):
        confirms = ours.state is State.STALE and not is_late and not row.unsure
        return Fate.UNSURE if row.unsure else Fate.CONFIRMED if confirms else Fate.SAME
    offered = row.mark is not None and row.mark.suggested
    if base == fingerprint(row.text) and not (offered and not have and not row.unsure):
        return Fate.UNSURE if row.unsure else Fate.OURS
    was_stale = ours.state is State.STALE or offered or (row.mark is not None and row.mark.stale)
    if row.unsure and not was_stale:
        return Fate.UNSURE
    if is_late and ours.state in (State.TRANSLATED, State.IDENTICAL):
        return Fate.LATE
    good = Fate.STALE if is_late else Fate.NEW
    if not have or theirs:
        return good
    if base is None:
        # A text that is not shown any more makes way for a current one.
        return good if ours.state is State.STALE and not is_late else Fate.CONFLICT
    return good if base == fingerprint(have) else Fate.CONFLICT


def _review(row: Imported, ours: Entry, fate: Fate) -> Review:
    """Who has read the text that stays: of a new one, whoever the file says, unless that was said of the old one."""
    said = row.review
    if said is not None and said.level == (row.mark.review if row.mark is not None else ""):
        said = None  # as it was exported
    if fate in _TAKEN:
        return said if said is not None and fate is not Fate.STALE else NOT_REVIEWED
    return said if said is not None and fate is Fate.SAME else ours.review


def _readable(row: Imported) -> Imported:
    """Remarks without signs that nobody sees and no overlay can hold; in a translation they are a mistake."""
    review = row.review
    if review is not None and CONTROL.search(review.by):
        review = replace(review, by=CONTROL.sub("", review.by))
    return replace(row, question=CONTROL.sub("", row.question), review=review)


def _asked(ours: str, theirs: str) -> str:
    """What has been asked here and there, each once."""
    return ours if theirs in ours else theirs if ours in theirs else f"{ours}\n{theirs}"


def _told(step: Step, entry: Entry) -> Iterator[Diagnostic]:
    if step.fate is Fate.CONFLICT:
        here, there = told_apart(step.ours, step.theirs)
        what = f"`{step.id}` was changed here and in the file: here `{here}`, there `{there}`"
        help = (
            "write the better one in the file, and import it with `--theirs`; `--ours` keeps what is here for all named"
        )
        yield Diagnostic(Severity.ERROR, "conflicting-translation", what, entry.span, help)
    elif step.fate is Fate.LATE:
        what = f"`{step.id}` was translated from an older source; the text here is current, and stays"
        help = f"it says `{_short(step.theirs)}`: copy what is better into the overlay, or export the file again"
        yield Diagnostic(Severity.WARNING, "late-translation", what, entry.span, help)


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
