"""Resolve a DOI: what its publisher has deposited about the paper, in one form whoever answers."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlsplit

from deck.refresh.client import CSL, BadAnswer, Client, NoAnswer, Unanswered
from deck.refresh.sources import Sources
from deck.refresh.title import marked, plain, without_retraction, words
from deck.value import Value

_IN_ADDRESS = "/:;()._-+~!$&',=@"
_DATES = ("issued", "published", "published-print", "published-online")


class Work(Value, frozen=True):
    """A paper as its publisher describes it; what is not given is empty."""

    title: str
    """In full, in the markup of CSL-JSON; without the word that it was retracted."""
    titles: tuple[str, ...]
    """Everything that it is called: without its subtitle, in its own language."""
    retracted: bool
    authors: tuple[dict[str, str], ...]
    """As CSL has them: family and given, particles and suffix, or literal."""
    journals: tuple[str, ...]
    """The name of the journal, then its short forms."""
    volume: str
    issue: str
    pages: tuple[str, ...]
    """Pages, or the number of the article, or both."""
    issued: tuple[int, ...]
    years: frozenset[int]
    """The years in which it appeared, online or in print."""
    by: str
    """Who says so."""


class NoSuchDoi(Exception):
    """Nobody has registered it."""


def resolve(doi: str, sources: Sources, client: Client) -> Work:
    """The paper of a DOI, by content negotiation, else by Crossref; raises NoSuchDoi, NoAnswer or BadAnswer."""
    ways = (
        (f"{sources.doi}/{quote(doi, safe=_IN_ADDRESS)}", CSL),
        (f"{sources.crossref}/works/{quote(doi, safe='')}", "application/json"),
    )
    problems: list[Unanswered] = []
    for address, accept in ways:
        try:
            return _work(client.ask(address, accept=accept), doi, urlsplit(address).netloc)
        except Unanswered as problem:
            problems.append(problem)
    if all(problem.status == 404 for problem in problems):
        raise NoSuchDoi(doi)
    # A 404 of one of them says little where the other one could not be asked.
    raise next(problem for problem in problems if problem.status != 404)


def _work(answer: Any, doi: str, by: str) -> Work:
    item = answer.get("message", answer) if isinstance(answer, dict) else None
    if not isinstance(item, dict):
        raise BadAnswer(f"`{by}` answers without a description of the paper", "try again later")
    said = item.get("DOI")
    if isinstance(said, str) and said.casefold() != doi.casefold():
        raise BadAnswer(f"`{by}` was asked for {doi} and answers for {said}", "is it the newest DOI of the paper?")
    title, titles, retracted = _titles(item)
    if not title:
        raise NoAnswer(f"`{by}` has no title for {doi}", "open the DOI in a browser", 200)
    return Work(
        title=title,
        titles=titles,
        retracted=retracted or _is_retracted(item),
        authors=tuple(_authors(item.get("author"))),
        journals=tuple(
            name
            for key in ("container-title", "container-title-short", "short-container-title", "journalAbbreviation")
            if (name := _text(item.get(key)))
        ),
        volume=_text(item.get("volume")),
        issue=_text(item.get("issue")),
        pages=tuple(text for key in ("page", "article-number", "number") if (text := _text(item.get(key)))),
        issued=next((date for key in _DATES if (date := _date(item.get(key)))), ()),
        years=frozenset(date[0] for key in _DATES if (date := _date(item.get(key)))),
        by=by,
    )


def _titles(item: dict[str, Any]) -> tuple[str, tuple[str, ...], bool]:
    """The title in full, all titles, and whether one of them says that the paper was retracted."""
    value = item.get("title")
    listed = value if isinstance(value, list) else [value]
    said = [without_retraction(marked(one)) for one in listed if marked(one)]
    if not said:
        return "", (), False
    first, subtitle = said[0][1], marked(item.get("subtitle"))
    full = f"{first}: {subtitle}" if subtitle and words(first)[-len(words(subtitle)) :] != words(subtitle) else first
    original = without_retraction(marked(item.get("original-title")))[1]
    every = (full, first, *(title for _, title in said), *([original] if original else []))
    return full, tuple(dict.fromkeys(every)), any(retracted for retracted, _ in said)


_RETRACTIONS = {"retraction", "partial_retraction", "withdrawal", "removal", "retracted"}


def _is_retracted(item: dict[str, Any]) -> bool:
    """Whether its record says so: Crossref lists notices about a paper, CSL-JSON has a status."""
    notices = item.get("updated-by")
    kinds = [one.get("type") for one in notices if isinstance(one, dict)] if isinstance(notices, list) else []
    related = item.get("relation")
    return any(isinstance(kind, str) and kind.lower() in _RETRACTIONS for kind in (*kinds, item.get("status"))) or (
        isinstance(related, dict) and bool(related.get("is-retracted-by"))
    )


def _text(value: Any) -> str:
    """A text, or the first of a list of texts (Crossref's way), without markup."""
    return plain(value)


def _authors(value: Any) -> Iterator[dict[str, str]]:
    for person in value if isinstance(value, list) else ():
        if not isinstance(person, dict):
            continue
        fields = {name: text for name in _NAME if (text := _text(person.get(name)))}
        body = _text(person.get("literal")) or _text(person.get("name"))
        if "family" in fields:
            yield fields
        elif body:
            yield {"literal": body}


_NAME = ("family", "given", "dropping-particle", "non-dropping-particle", "suffix")


def _is_number(part: Any) -> bool:
    return isinstance(part, str) and part.isascii() and part.isdigit() and len(part) < 5


def _date(value: Any) -> tuple[int, ...]:
    """Year, month and day as far as they can be: a month of 13 is none, nor is what follows it."""
    parts = value.get("date-parts") if isinstance(value, dict) else None
    first = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else ()
    numbers = [int(part) for part in first[:3] if type(part) is int or _is_number(part)]
    if len(numbers) != len(first[:3]) or not numbers or not 1400 <= numbers[0] <= 2100:
        return ()
    for length in range(len(numbers), 0, -1):
        try:
            datetime.date(*(*numbers[:length], 1, 1)[:3])
        except ValueError:
            continue
        return tuple(numbers[:length])
    return ()
