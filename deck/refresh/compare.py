"""Does a reference say what its publisher says? Field by field, with the reasons for which two texts are one."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from typing import Any

from deck.refresh.works import Work
from deck.value import Value

OTHERS = "others"
"""The author that stands for "et al."."""
FIELDS = ("title", "author", "container-title", "issued", "volume", "issue", "page")
_ANOTHER_KIND = {"correction", "corrigendum", "erratum", "retraction", "retracted", "reply"}
_SAME_PAPER = 0.7


class Verdict(Enum):
    SAME = "agrees"
    DIFFERS = "differs"
    MISSING = "is missing"
    """The reference has no such field, the publisher has."""
    UNKNOWN = "is not given there"


class Finding(Value, frozen=True):
    """One field of a reference beside the publisher's."""

    field: str
    verdict: Verdict
    here: str
    there: str
    new: Any
    """What the field would say if the publisher's is taken over."""
    recalled: bool


def compare(item: Mapping[str, Any], work: Work) -> tuple[Finding, ...]:
    """Every field that the reference or the publisher has; the title first."""
    recalled = recalled_fields(item)
    findings = []
    for field in FIELDS:
        same, here, there, new = _READERS[field](item.get(field), work)
        if not here and not there:
            continue
        verdict = (
            Verdict.UNKNOWN if not there else Verdict.MISSING if not here else Verdict.SAME if same else Verdict.DIFFERS
        )
        findings.append(Finding(field, verdict, here, there, new, field in recalled))
    return tuple(findings)


def recalled_fields(item: Mapping[str, Any]) -> list[str]:
    custom = item.get("custom")
    fields = custom.get("recalled_fields") if isinstance(custom, dict) else None
    return list(fields) if isinstance(fields, list) else []


def is_other_paper(title: str, work: Work) -> bool:
    """Whether a title cannot be one of this work's titles, however it is shortened or typed."""
    return not any(_is_near(title, other) for other in _titles(work))


def _is_near(one: str, other: str) -> bool:
    a, b = _words(one), _words(other)
    if (set(a) ^ set(b)) & _ANOTHER_KIND:
        return False
    shorter, longer = sorted((a, b), key=len)
    if len(shorter) >= 4 and longer[: len(shorter)] == shorter:
        return True
    return difflib.SequenceMatcher(None, a, b, autojunk=False).ratio() >= _SAME_PAPER


Read = tuple[bool, str, str, Any]
"""Whether they agree, how both are written, and the value to take over."""


def _title(value: Any, work: Work) -> Read:
    here = _plain(value)
    return any(_words(here) == _words(title) for title in _titles(work)), here, work.title, work.title


def _titles(work: Work) -> list[str]:
    return [work.title, *([f"{work.title}: {work.subtitle}"] if work.subtitle else [])]


def _author(value: Any, work: Work) -> Read:
    people = [person for person in value if isinstance(person, dict)] if isinstance(value, list) else []
    return _are_the_authors(people, work.authors), _names(people), _names(work.authors), list(work.authors)


def _are_the_authors(here: Sequence[Mapping[str, Any]], there: Sequence[Mapping[str, Any]]) -> bool:
    """Whether they are the same people in the same order; "others" stands for any number of them."""
    gap = next((at for at, person in enumerate(here) if _plain(person.get("literal")) == OTHERS), None)
    if gap is None:
        return len(here) == len(there) and all(map(_is_same_person, here, there))
    first, last = here[:gap], here[gap + 1 :]
    if len(first) + len(last) >= len(there):
        return False
    return all(map(_is_same_person, first, there)) and all(map(_is_same_person, reversed(last), reversed(there)))


def _is_same_person(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """The same family name; the given names may be shortened to their letters, but not be others."""
    if _words(_family(one)) != _words(_family(other)):
        return False
    a, b = _words(_plain(one.get("given"))), _words(_plain(other.get("given")))
    return not a or not b or a[0][0] == b[0][0]


def _names(people: Sequence[Mapping[str, Any]]) -> str:
    names = [_family(person) for person in people]
    return ", ".join(names) if len(names) <= 4 else f"{', '.join(names[:3])} … {names[-1]} ({len(names)})"


def _family(person: Mapping[str, Any]) -> str:
    return _plain(person.get("family")) or _plain(person.get("literal"))


def _journal(value: Any, work: Work) -> Read:
    here = _plain(value)
    same = any(_journal_words(here) == _journal_words(name) for name in work.journals)
    there = work.journals[0] if work.journals else ""
    return same, here, there, there


def _journal_words(name: str) -> list[str]:
    return [word for word in _words(name.replace("&", " and ")) if word not in ("the", "and")]


def _issued(value: Any, work: Work) -> Read:
    parts = value.get("date-parts") if isinstance(value, dict) else None
    first = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
    here = str(first[0]) if first else ""
    there = "/".join(str(year) for year in sorted(work.years))
    return here in {str(year) for year in work.years}, here, there, {"date-parts": [list(work.issued)]}


def _page(value: Any, work: Work) -> Read:
    here = _plain(value)
    there = work.pages[0] if work.pages else ""
    return any(_pages(here) == _pages(pages) for pages in work.pages), here, there, there


def _pages(written: str) -> str:
    """Pages in full, so that 2124-32 is 2124-2132."""
    plain = re.sub(r"[\s\u2010-\u2015\u2212-]+", "-", written.casefold()).strip("-")
    match = re.fullmatch(r"([a-z]*)(\d+)-\1(\d+)(.*)", plain)
    if match is None or len(match[3]) >= len(match[2]):
        return plain
    return f"{match[1]}{match[2]}-{match[1]}{match[2][: -len(match[3])]}{match[3]}{match[4]}"


def _volume(value: Any, work: Work) -> Read:
    return _words(_plain(value)) == _words(work.volume), _plain(value), work.volume, work.volume


def _issue(value: Any, work: Work) -> Read:
    return _words(_plain(value)) == _words(work.issue), _plain(value), work.issue, work.issue


_READERS: dict[str, Callable[[Any, Work], Read]] = {
    "title": _title,
    "author": _author,
    "container-title": _journal,
    "issued": _issued,
    "volume": _volume,
    "issue": _issue,
    "page": _page,
}


def _plain(value: Any) -> str:
    return " ".join(str(value).split()) if isinstance(value, (str, int)) and not isinstance(value, bool) else ""


def _words(text: str) -> list[str]:
    """The words that matter: without case, accents, dashes, quotation marks and the like."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    return re.findall(r"[^\W_]+", "".join(c for c in folded if not unicodedata.combining(c)))
