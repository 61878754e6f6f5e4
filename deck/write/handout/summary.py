"""The talk in short, for those it is about: what was said, what it means, what is not known, where to read on.

It says what the talk's handout texts say, and nothing of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from deck.markup import Text
from deck.page import Deck, Page
from deck.talk import Handout
from deck.write.handout.blocks import words

Data = dict[str, Any]
_PARTS = ("was-said", "it-means", "not-known", "read-on")


def summary(deck: Deck, pages: Sequence[Page]) -> Data:
    """Its parts in order, each with its name and paragraphs; those that say nothing are left out.

    Where slides tell their handout texts in parts, these are the summary; where none does, all texts are what was said.
    """
    first = [page for page in pages if page.part == 1]
    told = [(page, page.slide.says.handout) for page in first]
    parted = any(isinstance(said, Handout) for _, said in told)
    parts: list[Data] = [{"name": deck.phrases.say(name), "paragraphs": [], "links": []} for name in _PARTS]
    for page, said in told:
        texts = said.parts if isinstance(said, Handout) else () if parted else (said,)
        for part, paragraphs in zip(parts, texts, strict=False):
            part["paragraphs"] += [words(text, page.language) for text in paragraphs]
            part["links"] += [address for text in paragraphs for address in _addresses(text)]
    last = parts[-1]
    last["links"] = list(dict.fromkeys([*last["links"], *([deck.meta.url] if deck.meta.url else [])]))
    return {
        "title": deck.phrases.say("in-short"),
        "parts": [part for part in parts if part["paragraphs"] or (part is last and part["links"])],
    }


def says_something(deck: Deck) -> bool:
    """Whether any slide has a text for readers, which is all that a summary says."""
    return any(page.handout for page in deck.pages if not page.hidden)


def _addresses(text: Text) -> list[str]:
    return [run.link for run in text.runs if run.link.startswith(("https://", "http://"))]
