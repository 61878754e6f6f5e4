"""One term is spelled in two ways: IL-6 and IL6, CAR-T and CAR T, follow-up and followup.

Why: the audience looks for the difference that the two spellings seem to make, and a search finds half of the slides.

What is compared: words on slides that are the same but for a hyphen or a space between capitals, digits or parts of a
word. Published titles and references are as they were printed.

What to do: choose one, and write it everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from deck.diagnostics import Diagnostic, Severity
from deck.markup import Text
from deck.page import Deck, Page
from deck.regex import regex
from deck.texts import texts

# Capitals with a capital or a digit behind them, such as CAR-T, IL 6, CD19.
_SHORT = regex(r"(?<![\w-])([A-Z]{2,6})([- ]?)([A-Z]|\d{1,3})(?![\w/.,]|[ -]?\d)")
_HYPHENATED = regex(r"(?<![\w/.-])([^\W\d_]{2,})-([^\W\d_]{2,})(?![\w/-])")
_HYPHENS = str.maketrans("\u2010\u2011\u00a0", "-- ")
_PRINTED = ("references", "paper", "code")


def check(deck: Deck) -> Iterator[Diagnostic]:
    said = list(_said(deck))
    hyphenated = {found[0].casefold() for _, _, words in said if "-" in words for found in _HYPHENATED.finditer(words)}
    joined = {word.replace("-", "") for word in hyphenated if not word.isupper()}
    first: dict[str, tuple[str, Page]] = {}
    told: set[str] = set()
    for page, text, words in said:
        for term, written, at in _terms(words, joined):
            usual, where = first.setdefault(term, (written, page))
            if written != usual and term not in told:
                told.add(term)
                message = f"`{written}` on slide {page.number} `{page.id}` is `{usual}` on slide `{where.id}`"
                place = text.place_at(at, at + len(written)).span
                yield Diagnostic(Severity.WARNING, "two-spellings", message, place, "write it in one way")


def _said(deck: Deck) -> Iterator[tuple[Page, Text, str]]:
    """Every text that its author wrote for a slide, and its words with hyphens and spaces of one sort."""
    for page in deck.pages:
        if page.kind not in _PRINTED and page.part == 1:
            sources = set(map(id, texts(tuple(item for item in page.items if item.slot == "source"))))
            for text in page.shown:
                # What stands in a data file, in a citation or in code is as it was printed.
                if text.place.source is not None and id(text) not in sources:
                    words = "".join("\n" * len(run.text) if run.cite or run.code else run.text for run in text.runs)
                    yield page, text, words.translate(_HYPHENS)


def _terms(words: str, joined: set[str]) -> Iterator[tuple[str, str, int]]:
    """Each term without its hyphen or space, as it is written, and where."""
    for found in _SHORT.finditer(words):
        yield found[1] + found[3], found[0], found.start()
    if joined:
        at = 0
        for word in words.split(" "):
            bare = word.strip(".,;:!?()“”").casefold()
            if bare.replace("-", "") in joined:
                yield bare.replace("-", ""), bare, at + word.casefold().find(bare)
            at += len(word) + 1
