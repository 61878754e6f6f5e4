"""Does a reference say what its publisher says? Field by field, with the reasons for which two texts are one."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from typing import Any

from deck.refresh.person import called, is_same_person, stands_for_others
from deck.refresh.title import is_same, marked, plain, without_retraction, words
from deck.refresh.works import Work
from deck.value import Value

FIELDS = ("title", "author", "container-title", "issued", "volume", "issue", "page")
_ANOTHER_KIND = {
    *("correction", "corrections", "corrigendum", "corrigenda", "erratum", "errata", "addendum", "retraction", "reply"),
}
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
    kept: str = ""
    """What it says here, with its markup."""


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
        findings.append(Finding(field, verdict, here, there, new, field in recalled, marked(item.get(field))))
    return tuple(findings)


def recalled_fields(item: Mapping[str, Any]) -> list[str]:
    custom = item.get("custom")
    fields = custom.get("recalled_fields") if isinstance(custom, dict) else None
    return list(fields) if isinstance(fields, list) else []


def says_retracted(item: Mapping[str, Any]) -> bool:
    """Whether the reference itself says that its paper was retracted."""
    return without_retraction(plain(item.get("title")))[0] or str(item.get("status")).lower() == "retracted"


def is_other_paper(title: str, work: Work) -> bool:
    """Whether a title cannot be one of this work's titles, however it is shortened or typed."""
    return not any(_is_near(without_retraction(title)[1], other) for other in work.titles)


def _is_near(one: str, other: str) -> bool:
    a, b = words(one), words(other)
    if _notice(a) != _notice(b):
        return False
    shorter, longer = sorted((a, b), key=len)
    if len(shorter) >= 4 and longer[: len(shorter)] == shorter:
        return True
    return difflib.SequenceMatcher(None, a, b, autojunk=False).ratio() >= _SAME_PAPER


def _notice(title: Sequence[str]) -> set[str]:
    """What a title says that it is about another paper."""
    concern = "expression of concern" in " ".join(title)
    return set(title) & _ANOTHER_KIND | ({"concern"} if concern else set())


Read = tuple[bool, str, str, Any]
"""Whether they agree, how both are written, and the value to take over."""


def _title(value: Any, work: Work) -> Read:
    here = without_retraction(marked(value))[1]
    return any(is_same(here, title) for title in work.titles), plain(value), plain(work.title), work.title


def _author(value: Any, work: Work) -> Read:
    people = [person for person in value if isinstance(person, dict)] if isinstance(value, list) else []
    taken = _taken(people, work.authors)
    return _are_the_authors(people, work.authors), _names(people), _names(work.authors), taken


def _taken(here: Sequence[Mapping[str, Any]], there: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The publisher's authors; those whom the reference has already as it writes them, with all it knows."""
    left, taken = list(here), []
    for other in there:
        same = [one for one in left if is_same_person(one, other)]
        mine = next((one for one in same if plain(one.get("given")) == plain(other.get("given"))), (same or [other])[0])
        left = [one for one in left if one is not mine]
        taken.append(mine)
    return taken


def _are_the_authors(here: Sequence[Mapping[str, Any]], there: Sequence[Mapping[str, Any]]) -> bool:
    """Whether they are the same people in the same order; "others" stands for any number of them."""
    gap = next((at for at, person in enumerate(here) if stands_for_others(person)), None)
    if gap is None:
        return len(here) == len(there) and all(map(is_same_person, here, there))
    first, last = here[:gap], here[gap + 1 :]
    if len(first) + len(last) >= len(there):
        return False
    return all(map(is_same_person, first, there)) and all(map(is_same_person, reversed(last), reversed(there)))


def _names(people: Sequence[Mapping[str, Any]]) -> str:
    names = [called(person) for person in people]
    return ", ".join(names) if len(names) <= 4 else f"{', '.join(names[:3])} … {names[-1]} ({len(names)})"


def _journal(value: Any, work: Work) -> Read:
    here = plain(value)
    same = any(_is_same_journal(_journal_words(here), _journal_words(name)) for name in work.journals)
    there = work.journals[0] if work.journals else ""
    return same, here, there, there


def _is_same_journal(one: Sequence[str], other: Sequence[str]) -> bool:
    """Word for word the same, or one of them shortened as libraries do it: N Engl J Med."""
    return len(one) == len(other) and all(a.startswith(b) or b.startswith(a) for a, b in zip(one, other, strict=True))


def _journal_words(name: str) -> list[str]:
    """Without the place that libraries add: Lancet (London, England)."""
    bare = re.sub(r"(?<=\S)\s*\([^()]*\)\s*\Z", "", name)
    return [word for word in words(bare) if word not in _LITTLE]


_LITTLE = {"the", "and", "of", "in", "for", "on", "der", "die", "und", "de", "la", "et", "+", "-"}


def _issued(value: Any, work: Work) -> Read:
    here = _years(value)
    there = "/".join(str(year) for year in sorted(work.years))
    new = {"date-parts": [list(work.issued)]}
    if isinstance(value, dict):
        new = {name: old for name, old in value.items() if name not in ("raw", "literal", "season")} | new
    return any(year in here for year in map(str, work.years)), "/".join(here), there, new


def _years(value: Any) -> list[str]:
    """The years of a date in any of CSL's forms: parts, a range of them, or in words."""
    if isinstance(value, dict):
        parts = value.get("date-parts")
        listed = [part[0] for part in parts if isinstance(part, list) and part] if isinstance(parts, list) else []
        years = list(filter(None, map(plain, listed)))
        return years or [year for name in ("raw", "literal") for year in _years(value.get(name))]
    return list(dict.fromkeys(re.findall(r"(?<!\d)[12]\d{3}(?!\d)", plain(value))))


def _page(value: Any, work: Work) -> Read:
    here = plain(value)
    there = work.pages[0] if work.pages else ""
    return any(_are_pages(_pages(here), _pages(pages)) for pages in work.pages), here, there, there


def _are_pages(here: str, there: str) -> bool:
    """Whether they are the same; where the publisher has the first page alone, that it is the first."""
    return here == there or ("-" not in there and here.split("-")[0] == there)


def _pages(written: str) -> str:
    """Pages in full, so that 2124-32 is 2124-2132."""
    bare = re.sub(r"^\s*(?:pp?|pages?|art(?:icle)?|no)\b[. ]*", "", written.casefold())
    plain = re.sub(r"[\s\u2010-\u2015\u2212-]+", "-", bare).strip("-.")
    match = re.fullmatch(r"([a-z]*)(\d+)-(?:\1)?(\d+)(.*)", plain)
    if match is None:
        return plain
    end = match[2][: max(0, len(match[2]) - len(match[3]))] + match[3]
    return f"{match[1]}{match[2]}-{match[1]}{end}{match[4]}"


def _volume(value: Any, work: Work) -> Read:
    return _number(plain(value)) == _number(work.volume), plain(value), work.volume, work.volume


def _issue(value: Any, work: Work) -> Read:
    return _number(plain(value)) == _number(work.issue), plain(value), work.issue, work.issue


def _number(written: str) -> list[str]:
    """A volume or an issue without what it is called: Vol. 28 and 028 are 28, Supplement 1 is S1."""
    short = re.sub(r"(?i)\bsuppl(?:ement)?[\W_]*(?=\d)", "s", written.replace("_", " "))
    found = [word for word in words(short) if word not in ("vol", "volume", "no", "nr", "number", "issue", "+", "-")]
    return [word.lstrip("0") or word for word in found]


_READERS: dict[str, Callable[[Any, Work], Read]] = {
    "title": _title,
    "author": _author,
    "container-title": _journal,
    "issued": _issued,
    "volume": _volume,
    "issue": _issue,
    "page": _page,
}
