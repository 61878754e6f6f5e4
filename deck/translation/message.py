"""One string to translate, and how it stands with its translation."""

from __future__ import annotations

from enum import Enum
from functools import cached_property, lru_cache
from typing import TypeAlias

from deck.diagnostics import Span
from deck.place import NO_PLACE, Place
from deck.regex import regex
from deck.value import Value

Path: TypeAlias = tuple[str | int, ...]
"""Where a string stands: ("slides", id, field, place in a list …), ("talk", field), ("figures", name, place) or
("phrases", name)."""


class Message(Value, frozen=True):
    """What the author wrote in one place."""

    path: Path
    source: str
    place: Place = NO_PLACE
    plain: bool = False
    """Words without markup."""
    optional: bool = False
    """An asset or address that another language may replace, and need not."""

    @property
    def span(self) -> Span:
        return self.place.span if self.place.is_known else Span.NOWHERE


class State(Enum):
    TRANSLATED = "translated"
    IDENTICAL = "identical"
    """The translation is the source, on purpose: a name, a number."""
    STALE = "stale"
    """The source has changed since it was translated."""
    MISSING = "missing"


REVIEWED, APPROVED = "reviewed", "approved"


class Review(Value, frozen=True):
    """Who has read one translation, and when; a `level` of "" where nobody has."""

    level: str = ""
    by: str = ""
    date: str = ""

    def __str__(self) -> str:
        by = f" by {self.by}" if self.by else ""
        return f"{self.level}{by}{f', {self.date}' if self.date else ''}"


NOT_REVIEWED = Review()


class Entry(Value, frozen=True):
    """What an overlay says of one string. A `text` of "" is still to be written."""

    source: str
    text: str
    span: Span
    """Of the text, or of the entry where it has none."""
    steps: Path
    """Where it stands in the overlay file."""
    was: str = ""
    """The source that a stale text was made from."""
    at: str = ""
    """Of an obsolete entry: where it stood."""
    question: str = ""
    """What the translator asks the speaker."""
    on_purpose: str = ""
    """What differs from the source and is meant to: the numbers, or why."""

    review: Review = NOT_REVIEWED
    """Of the text, as long as its source is the one that it was read with."""

    @property
    def translated_from(self) -> str:
        return self.was or self.source


class Paired(Value, frozen=True, dict=True):
    """A string and its translation, if there is one."""

    message: Message
    entry: Entry | None = None

    @cached_property
    def state(self) -> State:
        if self.entry is None or not self.entry.text.strip():
            return State.MISSING
        source, entry = self.message.source, self.entry
        # Nearly always they are the same letter by letter.
        if entry.translated_from != source and normal(entry.translated_from) != normal(source):
            return State.STALE
        return State.IDENTICAL if normal(entry.text) == normal(source) else State.TRANSLATED

    @property
    def review(self) -> Review:
        """Who has read the translation; of a source that has changed since, nobody."""
        good = self.entry is not None and self.state in (State.TRANSLATED, State.IDENTICAL)
        return self.entry.review if good and self.entry is not None else NOT_REVIEWED


def normal(source: str) -> str:
    """A text without the line breaks that only its file has: to wrap a paragraph in another way changes nothing."""
    # Most texts stand on one line, and each is asked for many times while two files are laid side by side.
    if "\n" not in source and "\t" not in source and "  " not in source:
        return source.strip(" ")
    return _unwrapped(source)


@lru_cache(maxsize=4096)
def _unwrapped(source: str) -> str:
    paragraphs = (" ".join(_WHITE.split(part.strip(" \t\n"))) for part in _GAP.split(source))
    return "\n\n".join(part for part in paragraphs if part)


# Not \s: a no-break space belongs to the text.
_WHITE = regex(r"[ \t\n]+")
_GAP = regex(r"\n[ \t]*\n\s*")


def part_of(path: Path) -> Path:
    """A slide or figure; or all of the talk's own fields, of the references, of what the program says."""
    return path[: 2 if path[0] in ("slides", "figures") else 1]


def name_of(part: Path) -> str:
    """By which a part is known between builds: a slide by its id, as in all stages; no id has a dot in it."""
    return str(part[1]) if part[0] == "slides" else f"{named(part)}."


def named(path: Path) -> str:
    """A path as people read it: `slides.agenda.title`, `slides.key-points.bullets.3`."""
    return ".".join(str(step + 1 if isinstance(step, int) else step) for step in path)


def spelled(path: Path) -> str:
    """The same as places spell it: `slides[agenda].title`, `slides[key-points].bullets[3]`."""
    first, *rest = path
    steps = (f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in rest)
    return f"slides[{rest[0]}]{''.join(list(steps)[1:])}" if first == "slides" else f"{first}{''.join(steps)}"
