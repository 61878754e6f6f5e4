"""Resolve a DOI: what its publisher has deposited about the paper, in one form whoever answers."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlsplit

from deck.refresh.client import CSL, BadAnswer, Client, NoAnswer, Unanswered
from deck.refresh.sources import Sources
from deck.value import Value

_IN_ADDRESS = "/:;()._-+~!$&',=@"
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_DATES = ("issued", "published", "published-print", "published-online")


class Work(Value, frozen=True):
    """A paper as its publisher describes it; what is not given is empty."""

    title: str
    subtitle: str
    authors: tuple[dict[str, str], ...]
    """As CSL has them: family and given, or literal."""
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
    if not _text(item.get("title")):
        raise NoAnswer(f"`{by}` has no title for {doi}", "open the DOI in a browser", 200)
    return Work(
        title=_text(item.get("title")),
        subtitle=_text(item.get("subtitle")),
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


def _text(value: Any) -> str:
    """A text, or the first of a list of texts (Crossref's way), without markup."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return ""
    plain = html.unescape(_TAG.sub("", html.unescape(str(value))))
    return " ".join("".join(c if c.isprintable() or c.isspace() else "" for c in plain).split())


def _authors(value: Any) -> Iterator[dict[str, str]]:
    for person in value if isinstance(value, list) else ():
        if not isinstance(person, dict):
            continue
        particle = _text(person.get("non-dropping-particle")) or _text(person.get("dropping-particle"))
        family = " ".join(part for part in (particle, _text(person.get("family"))) if part)
        body = _text(person.get("literal")) or _text(person.get("name"))
        if family:
            given = _text(person.get("given"))
            yield {"family": family, "given": given} if given else {"family": family}
        elif body:
            yield {"literal": body}


def _is_number(part: Any) -> bool:
    return isinstance(part, str) and part.isascii() and part.isdigit() and len(part) < 5


def _date(value: Any) -> tuple[int, ...]:
    parts = value.get("date-parts") if isinstance(value, dict) else None
    first = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else ()
    numbers = [int(part) for part in first[:3] if isinstance(part, int) or _is_number(part)]
    if len(numbers) != len(first[:3]) or not numbers or not 1000 <= numbers[0] <= 9999:
        return ()
    return tuple(numbers)
