"""What a talk knows of a work that it may cite, and what it calls it."""

from __future__ import annotations

import re
from enum import Enum
from typing import Final
from urllib.parse import quote

from deck.csl.dates import NO_DATE, Date
from deck.csl.marked_up import plain
from deck.csl.names import Name, et_al
from deck.diagnostics import Span
from deck.markup import Run
from deck.phrases import Phrases
from deck.value import Value

OWN_LANGUAGE: Final = "en"
"""What the titles of references.json are written in."""
_UNBROKEN: Final = r"([^/?-]{40})[^/?-]{9,}"
"""What no line can be broken in, such as the token of a session."""
_IN_ADDRESS: Final = "/:;()._-+~!$&',=@"
ENGLISH: Final = Phrases(OWN_LANGUAGE)


class Standing(Enum):
    """Whether a work still stands; the value is the phrase that says so."""

    GOOD = ""
    RETRACTED = "retracted"
    NOTICE = "retraction-notice"
    """It is itself the notice that another work is retracted."""


class Reference(Value, frozen=True):
    """One item, with every field that was only recalled left out."""

    key: str
    kind: str = ""
    """Its CSL type, such as `article-journal`."""
    title: tuple[Run, ...] = ()
    short_title: str = ""
    """What it is called instead of by its authors."""
    authors: tuple[Name, ...] = ()
    more_authors: bool = False
    editors: tuple[Name, ...] = ()
    more_editors: bool = False
    host: tuple[Name, ...] = ()
    """Who wrote the book that a chapter stands in."""
    journal: str = ""
    """What it appeared in: a journal, a book, a website."""
    series: str = ""
    publisher: str = ""
    publisher_place: str = ""
    edition: str = ""
    version: str = ""
    genre: str = ""
    number: str = ""
    volume: str = ""
    issue: str = ""
    page: str = ""
    date: Date = NO_DATE
    accessed: Date = NO_DATE
    doi: str = ""
    web: str = ""
    """Where it is on the web, besides its DOI."""
    standing: Standing = Standing.GOOD
    is_by_nobody: bool = False
    """Whether no author is known to it, rather than one that was only recalled."""
    span: Span = Span.NOWHERE
    """Where it stands in the file."""

    @property
    def url(self) -> str:
        return f"https://doi.org/{quote(self.doi, safe=_IN_ADDRESS)}" if self.doi else self.web

    @property
    def shown_address(self) -> str:
        """Its web address as far as a line can hold it; the link leads to the whole."""
        return re.sub(_UNBROKEN, r"\1…", self.web)

    @property
    def year(self) -> str:
        return self.date.year

    @property
    def byline(self) -> str:
        """Who made it, as a card shows them."""
        makers, more = self._makers
        return et_al(makers, 1, more)

    @property
    def appeared_in(self) -> str:
        """A journal, a book, a website; or else who published it."""
        return self.journal or self.publisher

    @property
    def place(self) -> str:
        """Volume, issue and pages, as far as they are known."""
        number = self.volume + (f"({self.issue})" if self.issue else "")
        return ":".join(part for part in (number, self.page) if part)

    @property
    def is_named_by_words(self) -> bool:
        """Whether its short name is no person's: such a name may be said in another language."""
        return bool(self.short_title) or (len(self.authors) == 1 and self.authors[0].is_body)

    @property
    def short(self) -> str:
        """What a source line calls it: its short title, "Tur et al. 2024", or the journal where no author is known."""
        return plain(self.short_runs)

    @property
    def short_runs(self) -> tuple[Run, ...]:
        if self.short_title:
            return (Run(self.short_title),)
        year = f" {self.year}" if self.year else ""
        makers, more = self._makers
        if makers:
            if len(makers) == 2 and not more:
                return (Run(f"{makers[0].short} & {makers[1].short}{year}"),)
            others = " et al." if len(makers) > 1 or more else ""
            return (Run(f"{makers[0].short}{others}{year}"),)
        called = self.journal if self.kind in _CALLED_BY_JOURNAL else ""
        called = called or (self.publisher if self.kind in _CALLED_BY_PUBLISHER else "")
        if called or not self.title:
            return (Run(f"{called or self.appeared_in}{year}".strip() or self.key),)
        return (*self.title, Run(year)) if year else self.title

    def retraction(self, phrases: Phrases = ENGLISH) -> str:
        """That it is retracted, wherever it is shown; nothing of a work that stands."""
        return phrases.say(self.standing.value) if self.standing is not Standing.GOOD else ""

    @property
    def is_edited(self) -> bool:
        """Whether its editors stand where authors would."""
        return bool(self.editors) and self.is_by_nobody and self.kind not in PERIODICALS

    @property
    def _makers(self) -> tuple[tuple[Name, ...], bool]:
        if self.authors or not self.is_edited:
            return self.authors, self.more_authors
        return self.editors, self.more_editors


PERIODICALS: Final = frozenset(
    ("", "article", "article-journal", "article-magazine", "article-newspaper", "periodical", "review", "review-book")
)
"""What appears in numbers and pages of something that goes on appearing."""
PARTS: Final = frozenset(("chapter", "entry", "entry-dictionary", "entry-encyclopedia", "paper-conference"))
"""What stands in a book."""
_CALLED_BY_JOURNAL: Final = PERIODICALS | {"post", "post-weblog", "webpage", "broadcast"}
_CALLED_BY_PUBLISHER: Final = frozenset(("report", "webpage", "post", "post-weblog", "pamphlet", "press-release"))
