"""The papers a talk may cite: CSL-JSON in, only what was verified out."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from deck.diagnostics import Report, Span, close_matches
from deck.markup import Run, Text
from deck.talk import Name
from deck.workspace import Workspace

_ET_AL_AFTER = 3


@dataclass(frozen=True, slots=True)
class Reference:
    """One item, with every field that was only recalled left out."""

    key: str
    title: str
    short_title: str
    authors: tuple[tuple[str, str], ...]
    """Family name (or the name of a body) and initials."""
    more_authors: bool
    journal: str
    volume: str
    issue: str
    page: str
    date: tuple[int, ...]
    doi: str

    @property
    def url(self) -> str:
        return f"https://doi.org/{self.doi}" if self.doi else ""

    @property
    def year(self) -> str:
        return str(self.date[0]) if self.date else ""

    @property
    def byline(self) -> str:
        """The authors as a card shows them."""
        return _et_al(self.authors, 1, self.more_authors)

    @property
    def where(self) -> str:
        """Journal, year, volume and pages, as far as they are known."""
        number = self.volume + (f"({self.issue})" if self.volume and self.issue else "")
        place = ":".join(part for part in (number, self.page) if part)
        if place:
            return " ".join(part for part in (self.journal, f"{self.year};{place}") if part)
        return ", ".join(part for part in (self.journal, self.day) if part)

    @property
    def day(self) -> str:
        """The date as exactly as it is known: 10 May 2024, July 2023 or 2024."""
        if len(self.date) < 2:
            return self.year
        month = datetime.date(2000, self.date[1], 1).strftime("%B")
        return " ".join([*(str(day) for day in self.date[2:3]), month, self.year])

    @property
    def short(self) -> str:
        """What a source line calls it: its short title, "Tur et al. 2024", or the journal where no author is known."""
        if self.short_title:
            return self.short_title
        if not self.authors:
            return " ".join(part for part in (self.journal or self.title, self.year) if part)
        others = " et al." if len(self.authors) > 1 or self.more_authors else ""
        return f"{self.authors[0][0]}{others} {self.year}".strip()

    def entry(self, span: Span) -> Text:
        """The reference as the list prints it (Vancouver), with its DOI as a link."""
        authors = _et_al(self.authors, _ET_AL_AFTER, self.more_authors)
        words = " ".join(f"{part.rstrip('.')}." for part in (authors, self.title, self.where) if part)
        runs = [Run(words)]
        if self.doi:
            runs += [Run(" doi:"), Run(self.doi, link=self.url)]
        return Text(tuple(runs), words, span)


@dataclass(frozen=True, slots=True)
class Library:
    references: dict[str, Reference]

    def find(self, key: Name, report: Report) -> Reference | None:
        """The reference of that key; a diagnostic where the author wrote it if there is none."""
        if key not in self.references:
            unknown_reference(str(key), key.span, self, report)
        return self.references.get(key)


def unknown_reference(key: str, span: Span, library: Library, report: Report) -> None:
    help = close_matches(key, tuple(library.references)) or "add it to assets/references.json"
    report.error("unknown-reference", f"there is no reference `{key}`", span, help)


def load_references(world: Workspace, report: Report) -> Library:
    """The talk's references; an empty library where the talk has none."""
    path = world.references_file
    if not path.exists():
        return Library({})
    name = world.relative(path)
    try:
        items = json.loads(path.read_bytes().decode("utf-8-sig"))
    except (ValueError, OSError) as problem:
        line = getattr(problem, "lineno", 1)
        column = getattr(problem, "colno", 1)
        report.error("bad-references", f"not a JSON file: {problem}", Span(name, line, column, column + 1))
        return Library({})
    found: dict[str, Reference] = {}
    if not isinstance(items, list):
        report.error("bad-references", "references are a JSON list of CSL items", Span(name, 1, 1, 2))
        return Library({})
    for item in items:
        if isinstance(item, dict) and isinstance(item.get("id"), str):
            found[item["id"]] = _reference(item)
        else:
            report.error("bad-references", "a reference without an `id`", Span(name, 1, 1, 2))
    return Library(found)


def _reference(item: dict[str, Any]) -> Reference:
    recalled = item.get("custom", {}).get("recalled_fields", [])
    known = {field: value for field, value in item.items() if field not in recalled}
    authors = [author for author in known.get("author", []) if author.get("literal") != "others"]
    parts = known.get("issued", {}).get("date-parts", [[]])
    return Reference(
        key=item["id"],
        title=str(known.get("title", "")),
        short_title=str(known.get("title-short", "")),
        authors=tuple(_author(author) for author in authors),
        more_authors=len(authors) < len(known.get("author", [])),
        journal=str(known.get("container-title", "")),
        volume=str(known.get("volume", "")),
        issue=str(known.get("issue", "")),
        page=str(known.get("page", "")).replace("-", "–"),
        date=tuple(int(part) for part in (parts[0] if parts else [])),
        doi=str(known.get("DOI", "")),
    )


def _author(author: dict[str, str]) -> tuple[str, str]:
    if "literal" in author:
        return author["literal"], ""
    given = author.get("given", "")
    words = [part for word in given.split() for part in word.split("-") if part]
    return author.get("family", ""), given if given.isupper() else "".join(word[0] for word in words)


def _et_al(authors: Sequence[tuple[str, str]], shown: int, more: bool) -> str:
    if not authors:
        return ""
    names = ", ".join(f"{family} {initials}".strip() for family, initials in authors[:shown])
    return names + (" et al." if len(authors) > shown or more else "")
