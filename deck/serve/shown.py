"""What the process that builds tells the one that answers the browser: plain values."""

from __future__ import annotations

from typing import Union

from deck.diagnostics import Severity
from deck.value import Value


class Word(Value, frozen=True, array_like=True):
    """A stretch of notes in one look."""

    text: str
    bold: bool = False
    italic: bool = False
    raised: int = 0
    """1 for a superscript, -1 for a subscript."""


class Place(Value, frozen=True, array_like=True):
    """A line of a file, by its name as messages say it; line 0 is the file as a whole."""

    file: str
    line: int


class Spot(Value, frozen=True):
    """A box of a page: where it is, in points, how full, and on which lines it was written."""

    name: str
    x: float
    y: float
    width: float
    height: float
    fill: float
    said: str
    """The beginning of what stands in it."""
    places: tuple[Place, ...]


class Lines(Value, frozen=True):
    """A stretch of a file, from the line `first` on."""

    file: str
    first: int
    lines: tuple[str, ...]


class Wrong(Value, frozen=True):
    """A diagnostic, with the picture of it that the commands print."""

    severity: Severity
    message: str
    picture: str
    place: Place
    code: str = ""
    """Empty for what is no mistake of the talk."""


class Shown(Value, frozen=True):
    """A page of the talk in one language."""

    id: str
    number: int
    title: str
    kind: str
    section: str
    hidden: bool
    svg: str
    steps: tuple[str, ...]
    """As it is seen before each click that shows something more."""
    spots: tuple[Spot, ...]
    notes: tuple[tuple[Word, ...], ...]
    at_hand: tuple[tuple[Word, ...], ...]
    yaml: tuple[Lines, ...]
    start: float
    """When it begins, in minutes from the beginning of the talk."""
    minutes: float
    timed: bool
    """Whether its author said how long it stays, or its notes do."""
    wrong: tuple[Wrong, ...] = ()
    """What is wrong with it."""
    unread: bool = False
    """Whether the slide could not be read, so that its page says so and nothing else."""
    stale: bool = False
    """Whether it is what was shown before, because there is nothing newer."""


class Face(Value, frozen=True):
    """A font file of the brand, by the name that pages call it."""

    family: str
    bold: bool
    italic: bool
    file: str


class Edition(Value, frozen=True):
    """The talk in one language; without pages, it could not be built."""

    locale: str
    """Empty for the talk's own."""
    language: str
    right_to_left: bool
    size: tuple[float, float]
    """Of a page, in points."""
    pages: tuple[Shown, ...] | None
    wrong: tuple[Wrong, ...]
    """All that was found, in the order in which commands print it."""


class Begun(Value, frozen=True, tag="begun"):
    """What the talk is called, and in which languages it can be shown, the talk's own first."""

    read: bool
    """Whether it could be read: if not, the other fields say what is known without it."""
    title: str
    languages: tuple[tuple[str, str], ...]
    """Each as its tag (empty for the talk's own) and its name."""


class Built(Value, frozen=True, tag="built"):
    """One language is done; of the pictures that its pages name, only those are sent that nobody has yet."""

    edition: Edition
    files: dict[str, bytes]
    names: tuple[str, ...] = ()
    """All pictures that its pages name."""
    faces: tuple[Face, ...] = ()


class Done(Value, frozen=True, tag="done"):
    """All that was asked for is done; what it was made from, by path, with the digest of what was read there.

    A path may be a pattern, whose digest is that of the names that it matched. An empty one: there was nothing.
    """

    made_from: dict[str, str]


class Broken(Value, frozen=True, tag="broken"):
    """A mistake of ours, in Python's words."""

    why: str


Told = Union[Begun, Built, Done, Broken]  # noqa: UP007 -- msgspec reads it


class Wish(Value, frozen=True):
    """What is to be built, in this order; "" is the talk's own language."""

    locales: tuple[str, ...]
