"""Which characters of a talk's files must change, so that it says by the rules of today what it said by older ones?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from deck.diagnostics import Report, Span
from deck.markup import Text
from deck.migrate.carry import (
    Cannot,
    Edit,
    applied,
    carried,
    carried_letters,
    holds_items,
    moved,
    says_otherwise,
    says_otherwise_as_letters,
)
from deck.parse import FORMATS
from deck.regex import regex
from deck.source import Source, Steps
from deck.splice import Splice
from deck.talk import Prose, Record, Slide, Talk
from deck.translation.message import normal

_Sort = Callable[[str], tuple[Edit, ...]]
"""How the changes to a text are found: as one that held markup, as prose, or as letters alone."""


class Known(NamedTuple):
    """What the talk said, by its words without line breaks: the words as they stand, and what must change in them."""

    texts: Mapping[str, tuple[str, tuple[Edit, ...]]]
    done: frozenset[str]
    """What those that change say afterwards: an entry made from one is done already."""
    prose: frozenset[str]
    """Names of the fields that hold paragraphs."""
    letters: frozenset[str]
    """Names of the fields that hold no markup."""


def migrated_talk(source: Source, talk: Talk, report: Report) -> tuple[str, Known]:
    """The file of the talk in today's format, and what its overlays must follow."""
    splice = Splice(source)
    texts: dict[str, tuple[str, tuple[Edit, ...]]] = {}
    fields: dict[str, set[str]] = {"prose": set(), "letters": {"section"}}
    for steps, value in _written(talk):
        field = next(str(step) for step in reversed(steps) if isinstance(step, str))
        if isinstance(value, Prose):
            fields["prose"].add(field)
        words = source.words(steps)
        sort = carried_letters if isinstance(value, str) else _carried_prose if isinstance(value, Prose) else carried
        edits = _edits(words, sort, source, steps, report)
        if not isinstance(value, Prose | str):
            edits = _with_dashes(edits, source, steps)
        texts[normal(words)] = (words, edits)
        _put(splice, steps, edits)
    splice.put_before((next(iter(source.data)),), f"format: {FORMATS[-1]}")  # type: ignore[arg-type]
    done = frozenset(normal(applied(words, edits)) for words, edits in texts.values() if edits)
    return splice.text, Known(texts, done, frozenset(fields["prose"]), frozenset(fields["letters"]))


def migrated_overlay(source: Source, known: Known, report: Report) -> str:
    """The file of a translation: its sources follow the talk, its texts say what they said."""
    splice = Splice(source)
    for part in ("talk", "slides", "obsolete"):
        for steps, entry in _entries(source.data.get(part) if isinstance(source.data, dict) else None, (part,)):
            names = [str(step) for step in (*steps, *_named(entry.get("at"))) if isinstance(step, str)]
            field = next((name for name in reversed(names) if not name.isdigit()), "")
            plain = part == "talk" and field in _PLAIN_IN_HEAD
            sort: _Sort = carried_letters if field in known.letters else carried
            sort = _carried_prose if field in known.prose else sort
            if plain or normal(entry["source"] or "") in known.done:
                continue
            for name in ("source", "was", "text"):
                words = source.words((*steps, name)) if entry.get(name) else ""
                if not words:
                    continue
                before = known.texts.get(normal(words))
                edits = (
                    moved(before[1], before[0], words)
                    if before and name != "text"
                    else _edits(words, sort, source, (*steps, name), report)
                )
                _put(splice, (*steps, name), edits)
    return splice.text


def read_otherwise(talk: Talk) -> Iterator[Span]:
    """Where the texts of a talk of format 1 stand that say something else today, or hold a mistake that was none."""
    # No older talk has a slide of equations, in which every sign is one of a formula.
    for value in (talk.meta, *(slide for slide in talk.slides if slide.kind != "equation")):
        for text in _texts(value):
            parts = text if isinstance(text, Prose) else (text,)
            if _is_list(text) or any(says_otherwise(part.source) for part in parts):
                yield next((part.span for part in parts if says_otherwise(part.source)), parts[0].span)
        if isinstance(value, Slide) and "section" in value.places and says_otherwise_as_letters(value.section):
            yield value.section.called.span


def _is_list(text: Text | Prose) -> bool:
    """Whether lines of a paragraph are items of a list today. Points under a point were never meant as a line."""
    if not isinstance(text, Prose) or not isinstance(text[0].place.source, Source):
        return False
    return holds_items(text[0].place.source.words(text[0].place.steps))


def _written(talk: Talk) -> Iterator[tuple[Steps, Text | Prose | str]]:
    """Every text that stands in the file, once, with where it stands."""
    seen: set[Steps] = set()
    for value in (talk.meta, *talk.slides):
        for text in _texts(value):
            first = text[0] if isinstance(text, Prose) else text
            steps = first.place.steps if isinstance(first, Text) else ()
            if steps and steps not in seen:
                seen.add(steps)
                yield steps, text
        if isinstance(value, Slide) and "section" in value.places:
            yield (*value.section.called.place.steps,), str(value.section)


def _texts(value: Any) -> Iterator[Text | Prose]:
    match value:
        case Text():
            if not _is_formula(value):
                yield value
        case Prose():
            if value:
                yield value
        case Slide():
            yield from _texts(value.says)
        case Record():
            for name in value.__struct_fields__:
                yield from _texts(getattr(value, name))
        case tuple():
            for part in value:
                yield from _texts(part)
        case dict():
            for part in value.values():
                yield from _texts(part)


def _is_formula(text: Text) -> bool:
    """Whether its field holds nothing but a formula, as none did before."""
    source, alone = text.place.source, len(text.runs) == 1 and text.runs[0].formula is not None
    return alone and isinstance(source, Source) and source.words(text.place.steps).strip() != text.source


def _entries(data: Any, steps: Steps) -> Iterator[tuple[Steps, dict[str, Any]]]:
    match data:
        case {"source": str() | None}:
            yield steps, data
        case dict():
            for name, part in data.items():
                yield from _entries(part, (*steps, name))
        case list():
            for number, part in enumerate(data):
                yield from _entries(part, (*steps, number))


def _named(at: object) -> list[str]:
    """The steps of the place where an obsolete entry stood."""
    return at.split(".") if isinstance(at, str) else []


def _edits(words: str, sort: _Sort, source: Source, steps: Steps, report: Report) -> tuple[Edit, ...]:
    try:
        return sort(words)
    except Cannot:
        help = "look at it in the deck; write a `\\` in front of each sign that is meant as a letter"
        report.warning("old-format", "this text may say something else now", source.span(steps), help)
        return ()


def _carried_prose(words: str) -> tuple[Edit, ...]:
    return carried(words, is_prose=True)


def _with_dashes(edits: tuple[Edit, ...], source: Source, steps: Steps) -> tuple[Edit, ...]:
    """A further line of a text that begins with a dash is a point of its own today."""
    taken = {edit.start for edit in edits}
    return (*edits, *(Edit(at, at, "\\") for at in _dashes(source, steps) if at not in taken))


def _dashes(source: Source, steps: Steps) -> Iterator[int]:
    """Where the further lines of a text begin with a dash."""
    return (at for _, at, line in source.lines_of(steps)[1:] if _DASH.match(line))


def _put(splice: Splice, steps: Steps, edits: tuple[Edit, ...]) -> None:
    for edit in edits:
        splice.replace(steps, edit.start, edit.end, edit.new)


_DASH: Final = regex(r"[-*•] +(?=\S)")
_PLAIN_IN_HEAD: Final = frozenset(("affiliation", "event", "place", "date", "subject", "keywords"))
