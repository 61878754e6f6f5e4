"""The names of people and bodies, as a list of references in the Vancouver style and a source line write them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

from deck.value import Value


class Name(Value, frozen=True):
    short: str
    """As running text calls it: van den Berg, Humboldt, World Health Organization."""
    listed: str
    """As a list has it: van den Berg A, Humboldt AF von, King M Jr."""
    is_body: bool = False
    """Whether it has no given name: a body, or somebody who is known by one name."""


def body(name: str) -> Name:
    return Name(name, name, True)


def person(family: str, given: str, particle: str = "", dropping: str = "", suffix: str = "") -> Name:
    """A person; `particle` always stands before the family name, `dropping` only beside the given name."""
    if not family:
        # Somebody who is known by one name is called by it in full.
        return body(" ".join(part for part in (given, dropping, particle, suffix.strip(" ,")) if part))
    # Quotation marks keep programs from looking for particles in a name.
    family = _without_degrees(family.strip('"'))
    given, found = _without_suffix(_without_degrees(unicodedata.normalize("NFC", given)))
    given, trailing = _without_particle(given)
    name = _joined(particle, family)
    first = _initials(given, is_shouted=_is_shouted(family) or any(_is_shouted(word) for word in given.split()))
    parts = (first, dropping or trailing, (suffix or found).strip(" ,."))
    if first == given and not first.isascii() and _is_close(family):
        return Name(name, " ".join(part for part in (f"{name}{first}", *parts[1:]) if part), not first)
    return Name(name, " ".join(part for part in (name, *parts) if part), not any(parts))


def et_al(names: Sequence[Name], shown: int, more: bool) -> str:
    """The first names as a list has them, and whether there are others: of two, neither is the other one."""
    if not names:
        return ""
    if len(names) == 2 and not more:
        shown = max(shown, 2)
    listed = ", ".join(name.listed for name in names[:shown])
    return listed + (" et al." if len(names) > shown or more else "")


_CLOSE: Final = (("\u3040", "\u30ff"), ("\u3400", "\u9fff"), ("\uac00", "\ud7af"), ("\uf900", "\ufaff"))
"""Kana, Han and Hangul, whose names are written without a space between their parts."""
_DEGREE: Final = (
    r"(?:M\.?D\.?|Ph\.? ?D\.?|D\.?Phil\.?|[MB]\.?Sc\.?|M\.?P\.?H\.?|Pharm\.?D\.?|Dr\.?P\.?H\.?|MBBS|MB ?BS|MBChB|MBA"
    r"|FRCPC?|FAAN|RN|BSN|MSN|MSc\.?N)"
)
_SURELY_DEGREE: Final = rf"(?:, *{_DEGREE}|(?:Ph\.? ?D|DPhil|[MB]Sc|PharmD|MBBS|MBChB)\b|^(?:Dr|Prof)\b)"
_DEGREES: Final = rf"[ ,]+{_DEGREE}(?:[ ,]+{_DEGREE})*$"
_ADDRESSED: Final = r"^(?:(?:Prof(?:essor)?|Dr)(?:\.| ) *)+(?=\w)"
_SUFFIX: Final = r"(?i)(?:jr|sr|[ivx]{1,4}|\d(?:st|nd|rd|th)|esq|m\.?d|ph\.?d)\.?"
_PARTICLES: Final = (
    " abbé af al am auf aus da dal dalla dalle de degli dei del dela della delle den der des di do dos du e el ibn "
    "la las le li lo los of op st 't te ten ter tot van vom von und vor y zu zum zur d' d’ l' l’ "
)
_HYPHENS: Final = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014", "-"))
_LONGEST_INITIALS: Final = 3
_SHORTENED_LENGTH: Final = len("Ph.")


def _is_close(family: str) -> bool:
    return any(low <= letter <= high for letter in family for low, high in _CLOSE)


def _joined(particle: str, family: str) -> str:
    """d’Alembert and al-Razi stand together, van den Berg apart."""
    if not particle:
        return family
    return particle + ("" if particle[-1] in "'’ʼ-‐‑" else " ") + family


def _without_degrees(name: str) -> str:
    """Without what somebody has earned and is not called by: `Anna, MD PhD`, `Prof. Anna`.

    Capitals alone, as in `Anna MD`, may be initials; behind a comma, or beside `PhD`, they are degrees.
    """
    if not re.search(_SURELY_DEGREE, name):
        return name
    found = re.search(_DEGREES, name)
    name = name[: found.start()] if found and found.start() else name
    return re.sub(_ADDRESSED, "", name)


def _without_suffix(given: str) -> tuple[str, str]:
    """Some programs write it behind the given name: `Martin Luther, Jr.`"""
    first, comma, last = given.rpartition(",")
    return (first.strip(), last.strip()) if comma and re.fullmatch(_SUFFIX, last.strip()) else (given, "")


def _without_particle(given: str) -> tuple[str, str]:
    """And so do they write the particle: `Ludwig van`."""
    words = given.split()
    end = len(words)
    while end > 1 and f" {words[end - 1]} " in _PARTICLES:
        end -= 1
    return " ".join(words[:end]).rstrip(","), " ".join(words[end:])


def _initials(given: str, is_shouted: bool) -> str:
    if given[:1].isupper() and given[1:].islower() and given.isalpha():
        return given[0]
    # Without what somebody is called besides: `Robert (Bob) A.`
    called = given if not re.search(r"[(\"“]", given) else re.sub(r"\([^)]*\)|\"[^\"]*\"|“[^”]*”", " ", given)
    words = called.replace(".", ". ").split()
    if any(_is_caseless(word) for word in words):
        return given
    return "".join(_part(word, is_shouted) for word in words).strip()


def _part(word: str, is_shouted: bool) -> str:
    if f" {word} " in _PARTICLES:
        return f" {word} "
    # Some letters stand for one: Ph. is Philippe, Th. is Thomas.
    if len(word) == _SHORTENED_LENGTH and word[:2].isalpha() and word.istitle() and word.endswith("."):
        return word[:-1]
    return "".join(
        part if _are_initials(part, is_shouted) else part[0].upper()
        for part in (_letters(part) for part in word.translate(_HYPHENS).split("-"))
        if part
    )


def _letters(part: str) -> str:
    """Without the signs around them, as in ‘Abd or J."""
    return "".join(letter for letter in part if letter.isalpha())


def _are_initials(part: str, is_shouted: bool) -> bool:
    """Whether capitals are initials already, as in `DW`; a short name in capitals is none where all names are."""
    if not part.isupper():
        return False
    return len(part) <= (_LONGEST_INITIALS - is_shouted) or not set(_vowels(part))


def _vowels(part: str) -> Iterator[str]:
    return (letter for letter in unicodedata.normalize("NFD", part) if letter in "AEIOUY")


def _is_shouted(word: str) -> bool:
    """Whether it is a name in capitals, as some programs write all names."""
    return len(word) > _LONGEST_INITIALS and word.isupper() and bool(set(_vowels(word)))


def _is_caseless(word: str) -> bool:
    """Whether its script has no capitals, and so no initials."""
    first = next((letter for letter in word if letter.isalpha()), "")
    return bool(first) and first.upper() == first.lower()
