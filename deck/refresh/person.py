"""Are two authors one person? Particles, suffixes, initials, institutions, in whichever fields they were put."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from deck.refresh.title import plain, words
from deck.value import Value

_PARTICLES = {
    *("van", "von", "vom", "zu", "zum", "zur", "der", "den", "de", "del", "della", "dello", "di", "da", "das", "do"),
    *("dos", "du", "des", "la", "le", "les", "lo", "el", "al", "ten", "ter", "te", "het", "op", "af", "av", "bin"),
    *("ibn", "ben", "abu", "san", "santa", "st", "saint", "y", "e", "d", "l", "t", "o"),
}
_SUFFIXES = {"jr", "sr", "junior", "senior", "ii", "iii", "iv", "2nd", "3rd", "4th", "filho", "neto", "phd", "md"}
_OTHERS = {("others",), ("et", "al"), ("and", "others"), ("and", "colleagues")}


class _Person(Value, frozen=True):
    """A name in its parts, as words."""

    given: tuple[str, ...]
    particles: tuple[str, ...]
    family: tuple[str, ...]
    suffix: tuple[str, ...]

    @property
    def every(self) -> list[str]:
        return sorted((*self.given, *self.particles, *self.family))


def stands_for_others(person: Mapping[str, Any]) -> bool:
    """Whether it is no author, but "et al."."""
    return tuple(words(_whole(person))) in _OTHERS


def called(person: Mapping[str, Any]) -> str:
    """The family name with its particles, or the name of a body."""
    parts = (person.get(name) for name in ("dropping-particle", "non-dropping-particle", "family"))
    return " ".join(filter(None, map(plain, parts))) or plain(person.get("literal")) or plain(person.get("name"))


def is_same_person(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """The same family name; the given names may be shortened to their letters, but not be others."""
    a, b = _read(one), _read(other)
    if a.suffix and b.suffix and a.suffix != b.suffix:
        return False
    if a.every == b.every:  # also where one of them is not taken apart, or the wrong way round
        return True
    if a.particles and b.particles and a.particles != b.particles:
        return False
    if a.family != b.family and not _spelled(one) & _spelled(other):
        return False
    return not a.given or not b.given or a.given[0][0] == b.given[0][0]


def _read(person: Mapping[str, Any]) -> _Person:
    body = "" if person.get("family") else plain(person.get("literal")) or plain(person.get("name"))
    if body:
        return _Person((), (), tuple(word for word in words(body) if word not in ("the", "and")), ())
    family, given = _words(person.get("family")), _words(person.get("given"))
    suffix = _words(person.get("suffix"))
    while len(family) > 1 and family[-1] in _SUFFIXES:
        suffix = [family.pop(), *suffix]
    while len(given) > 1 and given[-1] in _SUFFIXES:
        suffix = [given.pop(), *suffix]
    particles = [*_words(person.get("dropping-particle")), *_words(person.get("non-dropping-particle"))]
    behind: list[str] = []
    while len(given) > 1 and given[-1] in _PARTICLES and plain(person.get("given")).split()[-1].islower():
        behind.insert(0, given.pop())
    particles = [*behind, *particles]
    while len(family) > 1 and family[0] in _PARTICLES:
        particles.append(family.pop(0))
    return _Person(tuple(given), tuple(particles), tuple(family), tuple(suffix))


def _words(value: Any) -> list[str]:
    return words(re.sub(r"(?<=\w)\.(?=\w)", ". ", plain(value)))


def _spelled(person: Mapping[str, Any]) -> set[tuple[str, ...]]:
    """The family name with ä as a and as ae."""
    family = plain(person.get("family"))
    wide = family.casefold()
    for letter, spelled in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ø", "oe"), ("å", "aa")):
        wide = wide.replace(letter, spelled)
    return {_read({"family": family}).family, _read({"family": wide}).family} - {()}


def _whole(person: Mapping[str, Any]) -> str:
    return " ".join(filter(None, (plain(person.get(name)) for name in ("given", "family", "literal", "name"))))
