"""Which characters must change for a text of format 1 to say today what it said?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple

from deck.diagnostics import Report, Severity
from deck.markup import Run, Text, merged, paragraphs, parse, write
from deck.migrate import format_1
from deck.place import NO_PLACE
from deck.regex import regex
from deck.value import replace


class Edit(NamedTuple):
    """Characters `start` to `end` of a text become `new`."""

    start: int
    end: int
    new: str


class Cannot(Exception):
    """A text that no escapes make say what it said."""


def carried(words: str, is_prose: bool = False) -> tuple[Edit, ...]:
    """The changes to a text; in prose, lines that would be items of a list today stay in their paragraph."""
    parts = paragraphs(words) if is_prose else ((words, 0),)
    found = [_further(edit, start) for part, start in parts for edit in _carried(part)]
    if is_prose:
        taken = {edit.start for edit in found}
        found += [Edit(at, at, "\\") for at in _items(words) if at not in taken]
    return tuple(sorted(found))


def carried_letters(words: str) -> tuple[Edit, ...]:
    """The changes to what held no markup at all in format 1, as the name of a section."""
    return _escaped(words, format_1.signs_in(words), lambda told: _today(told) == _letters(words))


def says_otherwise(words: str) -> bool:
    """Whether a text says something else today than in format 1, or has a mistake that was none."""
    if not _PERHAPS.search(words):
        return False
    text, errors = _read(words, format_1.read)
    now, others = _read(words, _read_today)
    return not errors and (bool(others) or _said(_unlinked(now), _today) != _said(_unlinked(text), _letters))


def says_otherwise_as_letters(words: str) -> bool:
    """The same for what held no markup at all in format 1."""
    return _today(words) != _letters(words)


def holds_items(words: str) -> bool:
    """Whether prose has a line that is an item of a list today, and was part of its paragraph."""
    return any(True for _ in _items(words))


def _unlinked(text: Text) -> Text:
    """Without the links of addresses as they stand, which say the same to a reader."""
    runs = (replace(run, link="") if run.link.endswith(run.text) else run for run in text.runs)
    return replace(text, runs=tuple(merged(runs)))


def applied(words: str, edits: Sequence[Edit]) -> str:
    for edit in sorted(edits, reverse=True):
        words = words[: edit.start] + edit.new + words[edit.end :]
    return words


def moved(edits: Sequence[Edit], words: str, other: str) -> tuple[Edit, ...]:
    """The same changes to a text that has its line breaks elsewhere."""
    here, there = ([at for at, sign in enumerate(one) if not sign.isspace()] for one in (words, other))
    place = dict(zip([*here, len(words)], [*there, len(other)], strict=True))
    return tuple(Edit(place[edit.start], place[edit.start] + edit.end - edit.start, edit.new) for edit in edits)


def _further(edit: Edit, by: int) -> Edit:
    return Edit(edit.start + by, edit.end + by, edit.new)


def _carried(words: str) -> tuple[Edit, ...]:
    if not _PERHAPS.search(words):
        return ()
    forms = _forms(words)
    before, errors = _read(words, format_1.read)
    wanted = _said(before, _letters)

    def holds(told: str) -> bool:
        text, others = _read(told, _read_today)
        return others <= errors and _said(text, _today) == wanted

    try:
        return tuple(sorted((*_escaped(words, format_1.literal(words), holds, forms), *forms)))
    except Cannot:
        return _written_anew(words, before, holds)


def _forms(words: str) -> tuple[Edit, ...]:
    """The changes to the forms of counted values."""
    spans = format_1.in_forms(words)
    return tuple(_further(edit, start) for start, end in spans for edit in carried_letters(words[start:end]))


def _escaped(
    words: str, places: Sequence[int], holds: Callable[[str], bool], others: Sequence[Edit] = ()
) -> tuple[Edit, ...]:
    """As few backslashes at these places as it takes, the first rather than the last of a pair."""

    def holds_with(chosen: Iterable[int]) -> bool:
        return holds(applied(words, [*(Edit(at, at, "\\") for at in chosen), *others]))

    if holds_with(()):
        return ()
    chosen = list(places)
    if not holds_with(chosen):
        raise Cannot
    # To try each takes a reading of the text: of a wall of signs all are escaped.
    for at in reversed(places if len(places) <= _MOST else ()):
        fewer = [one for one in chosen if one != at]
        if holds_with(fewer):
            chosen = fewer
    return tuple(Edit(at, at, "\\") for at in chosen)


def _written_anew(words: str, before: Text, holds: Callable[[str], bool]) -> tuple[Edit, ...]:
    """The differences to how the same runs are written today, where a backslash would change a style beside it."""
    # Imported here because hardly any text needs it.
    from difflib import SequenceMatcher

    told = write(
        replace(run, forms=tuple((name, applied(form, carried_letters(form))) for name, form in run.forms))
        for run in before.runs
    )
    if not holds(told):
        raise Cannot
    typed = re.sub(r"[\n\t]", " ", words)
    steps = SequenceMatcher(None, typed, told, autojunk=False).get_opcodes()
    return tuple(Edit(start, end, told[first:last]) for tag, start, end, first, last in steps if tag != "equal")


def _read(words: str, read: Callable[[str, Report], Text]) -> tuple[Text, set[str]]:
    report = Report()
    text = read(words, report)
    return text, {one.code for one in report if one.severity is Severity.ERROR}


def _said(text: Text, form: Callable[[str], tuple[Run, ...]]) -> list[Any]:
    """What a text says; `form` reads the words of a counted value."""
    return [(replace(run, forms=()), [(name, form(words)) for name, words in run.forms]) for run in text.runs]


def _today(words: str) -> tuple[Run, ...]:
    return tuple(merged(_read(words, _read_today)[0].runs))


def _read_today(words: str, report: Report) -> Text:
    return parse(words, NO_PLACE, report)


def _letters(words: str) -> tuple[Run, ...]:
    """Words that hold no markup."""
    return tuple(merged([Run(re.sub(r"[ \t]*\n[ \t\n]*", " ", words).replace("\t", " ").strip(" "))]))


def _items(words: str) -> Iterator[int]:
    """Where a line of prose begins as an item of a list does; the sign that tells, which may be escaped."""
    for found in _ITEM.finditer(words):
        yield found.end("number") if found["number"] else found.start("sign")


_MOST: Final = 40
_PERHAPS: Final = regex(r"[_~`<$&{]|\[\^|https?://|mailto:", re.IGNORECASE)
_ITEM: Final = regex(r"^[ \t]*(?P<sign>[-*•]|(?P<number>\d{1,2})[.)])[ \t]+(?=\S)", re.MULTILINE)
