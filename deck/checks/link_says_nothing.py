"""A link is called "here", "link" or the like.

Why: a screen reader lists the links of a slide without the words around them, and on paper nobody can click on "here".

What is read: the slide, and what its handout says.

What to do: let the link say where it leads.

    quote: ["The data are [here](https://example.org/data)"]
    quote: ["See [the trial's data](https://example.org/data)"]        # better
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from deck.diagnostics import Diagnostic, Severity
from deck.page import Deck
from deck.regex import regex

# In the languages that the program itself speaks.
_NOTHING = regex(
    "here|click here|link|this link|more|read more|this|see here|hier|hier klicken|klicken sie hier|mehr|dieser link|"
    "klik hier|meer|lees meer|deze link|ici|cliquez ici|lien|ce lien|plus|en savoir plus|lire la suite|هنا|انقر هنا|"
    "اضغط هنا|رابط|المزيد"
)


def check(deck: Deck) -> Iterator[Diagnostic]:
    for page in deck.pages:
        for text in (*page.shown, *page.handout):
            # What is bold in a link, or a formula in it, parts no link in two.
            for link, runs in groupby(text.runs, key=lambda run: run.link):
                parts = list(runs)
                words = " ".join("".join(run.text for run in parts).split())
                if link and _NOTHING.fullmatch(words.strip(" .!…»«").casefold()):
                    message = f"a link on slide {page.number} `{page.id}` is called `{words}`"
                    help = "let it say where it leads: a screen reader lists links without the words around them"
                    yield Diagnostic(Severity.WARNING, "link-says-nothing", message, text.place_of(parts[0]).span, help)
