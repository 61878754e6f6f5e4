"""Has a work been retracted? What publishers, Crossref, PubMed and Web of Science put into an item to say so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from deck.csl.reference import Standing
from deck.markup import Run
from deck.value import replace


def standing_of(item: Mapping[str, Any], title: str) -> Standing:
    """What the item itself says; `title` is its title in plain words."""
    hinted = re.search(_RETRACTS, title) is not None
    if _is_retracted(item) or (hinted and (re.match(_MARK_BEFORE, title) or re.search(_MARK_BEHIND, title))):
        return Standing.RETRACTED
    if any(_updates(item, "update-to")) or (hinted and re.match(_NOTICE, title)):
        return Standing.NOTICE
    return Standing.GOOD


def retracted_dois(item: Mapping[str, Any]) -> Iterator[str]:
    """Of a notice: which other works it retracts, in small letters."""
    for update in _updates(item, "update-to"):
        if isinstance(update.get("DOI"), str):
            yield update["DOI"].casefold()


def is_mark(words: str) -> bool:
    return re.match(_RETRACTS, words) is not None


def without_mark(title: tuple[Run, ...]) -> tuple[Run, ...]:
    """The title as it was before its publisher put a word to it."""
    words = "".join(run.text for run in title)
    before, behind = re.match(_MARK_BEFORE, words), re.search(_MARK_BEHIND, words)
    return tuple(_between(title, before.end() if before else 0, behind.start() if behind else len(words)))


def _between(runs: tuple[Run, ...], start: int, end: int) -> Iterator[Run]:
    at = 0
    for run in runs:
        text = run.text[max(start - at, 0) : max(end - at, 0)]
        at += len(run.text)
        # The space behind a mark may be in the next run.
        text = text.lstrip() if at > start >= at - len(run.text) else text
        if text:
            yield replace(run, text=text)


_WORK: Final = r"(?: (?:article|chapter|paper|publication|study))?"
_MARK_BEFORE: Final = (
    rf"(?i)(?:(?:RETRACTED|WITHDRAWN|REMOVED|TEMPORARY REMOVAL){_WORK}(?: ?[:—] ?| [–-] )"
    rf"|[\[(](?:retracted|withdrawn|removed){_WORK}[\])] ?[:—–-]? ?)"
)
_MARK_BEHIND: Final = (
    r"(?i) ?[\[(](?:retracted|withdrawn)"
    r"(?:(?:[.,;:]| (?:article|chapter|paper|publication|study|see|in \d|on \d|by)\b)[^()\[\]]{0,200})?[\])]\.?$"
    r"|(?i: [–—-] (?:retracted|withdrawn)\.?)$"
)
_NOTICE: Final = (
    r"(?i)[\[(]?(?:Retraction(?::|—|–| to[: ]| \[)|(?:Retraction|Withdrawal|Removal) (?:note|notice|statement)\b"
    r"|(?:Notice|Statement) of (?:retraction|withdrawal|removal)\b)"
)
_RETRACTS: Final = r"(?i)retract|withdraw|remov"
_SAID: Final = (
    r"(?im)^\W*(?:status: *)?(?:retracted|withdrawn)(?: (?:article|paper|publication|study))?"
    r"(?:\W*|[ :,(]+(?:in \d|on \d|by\b|\d{4}\b).*)$"
)


def _is_retracted(item: Mapping[str, Any]) -> bool:
    relations = item.get("relation")
    named = relations if isinstance(relations, dict) else {}
    return (
        any(_updates(item, "updated-by"))
        or any(re.match("is-(retracted|withdrawn|removed)", str(name)) and found for name, found in named.items())
        or any(re.search(_SAID, str(item.get(name) or "")) for name in ("status", "genre", "note"))
    )


def _updates(item: Mapping[str, Any], name: str) -> Iterator[Mapping[str, Any]]:
    updates = item.get(name)
    for update in updates if isinstance(updates, list) else ():
        if isinstance(update, dict) and re.search(_RETRACTS, str(update.get("type") or update.get("label") or "")):
            yield update
