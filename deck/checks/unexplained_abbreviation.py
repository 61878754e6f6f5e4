"""A slide shows an abbreviation that the talk explains nowhere, or only on a later slide.

Why: who does not know it asks a neighbour, or understands nothing of the sentence; patients, above all.

What is compared: words of two to six capitals, in a talk that lists `abbreviations:` in its head. Explained is what
stands in that list, and what a slide or its notes explain: EMA (European Medicines Agency), or "AID: autoimmune
diseases" in a source line. Covers, names, disclosures and references are left alone.

What to do: write it out where it is shown first, or put it in the list, which handouts print.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from re import Match

from deck.abbreviations import explained
from deck.diagnostics import Diagnostic, Severity
from deck.markup import Text
from deck.page import Deck, Page
from deck.regex import regex
from deck.texts import texts

_SHORT = regex(r"(?<![\w@/#&.-])([A-Z]{2,6})s?(?![\w/&]|[-.]\w)")
_LOWER = regex(r"[^\W\d_]*[a-z][^\W\d_]*")
_WORD = regex(r"[^\W\d_]+")
_NUMERAL = regex(r"[IVXL]+")
_KNOWN = ("EU", "EC", "UK", "US", "USA", "UN", "DNA", "RNA", "TV", "PC", "ID", "OK", "QR", "AM", "PM", "PDF")
"""What everybody knows, or reads as a name."""
_NAMES = ("cover", "disclosures", "people", "references", "paper", "code", "contact")
_SMALL = frozenset({"a", "and", "for", "in", "of", "on", "the", "to", "der", "die", "du", "la", "le", "les", "van"})


def check(deck: Deck) -> Iterator[Diagnostic]:
    # A translation has the abbreviations of its original, and those that it makes are its translator's.
    if not deck.meta.abbreviations or deck.talk.translation:
        return
    settled = {*deck.meta.abbreviations, *_KNOWN}
    for page in deck.pages:
        if page.hidden or page.part > 1 or page.kind in _NAMES:
            continue
        for text, short, at in _used(page, settled):
            since = 0 if short in settled else _explained_on(short, deck)
            if short not in settled and (since == 0 or since > page.number):
                where = text.place_at(at, at + len(short)).span
                later = f"before slide {since} explains it" if since else "and explained nowhere"
                message = f"`{short}` is shown on slide {page.number} `{page.id}`, {later}"
                help = "write it out here, or list it in the head of the talk under `abbreviations:`"
                yield Diagnostic(Severity.WARNING, "unexplained-abbreviation", message, where, help)
            settled.add(short)


def _explained_on(short: str, deck: Deck) -> int:
    """The first slide that shows or says what it stands for; 0 where none does."""
    for page in deck.pages:
        if not page.hidden and any(_explains(text.plain, short) for text in (*page.shown, *page.spoken)):
            return page.number
    return 0


def _explains(said: str, short: str) -> bool:
    """Whether some of the words begin with its letters, or it stands beside its long form."""
    words = (word.casefold() for word in _WORD.findall(said))
    begin = "".join(word[0] for word in words if word not in _SMALL)
    return short.casefold() in begin or (short in said and any(short == one for one, _ in explained(said)))


def _used(page: Page, settled: Container[str]) -> Iterator[tuple[Text, str, int]]:
    """Each abbreviation in what its author wrote for the slide, and where; without those that are settled."""
    # What stands in a data file is as it was printed.
    some = [text for text in page.shown if text.place.source is not None and _new(text.letters, settled)]
    if not some:  # mostly
        return
    sources = set(map(id, texts(tuple(item for item in page.items if item.slot == "source"))))
    ordinary = {word.casefold() for text in page.shown for word in _LOWER.findall(text.letters)}
    for text in some:
        in_capitals = not _LOWER.search(text.letters) and len(_WORD.findall(text.letters)) > 1
        if in_capitals or id(text) in sources:
            continue
        words = "".join("\n" * len(run.text) if run.cite or run.code or run.link else run.text for run in text.runs)
        for found in _new(words, settled):
            # A word that the slide also says in small letters is one in capitals.
            if found[1].casefold() not in ordinary:
                yield text, found[1], found.start()


def _new(said: str, settled: Container[str]) -> list[Match[str]]:
    return [one for one in _SHORT.finditer(said) if one[1] not in settled and not _NUMERAL.fullmatch(one[1])]
