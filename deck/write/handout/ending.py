"""What stands at the end of a handout: references, abbreviations, dates of data, disclosures, where the talk is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from deck import language
from deck.csl.entry import entry
from deck.page import Deck, Frame, Group, Page, PictureBox, TableBox, TextBox
from deck.references import Library
from deck.write.handout.abbreviations import abbreviations
from deck.write.handout.blocks import body, line, words

Data = dict[str, Any]


def ending(deck: Deck, shown: Sequence[Page], library: Library) -> Data:
    """The end matter of a handout that shows these pages; a part that has nothing to say is empty."""
    return {
        "references": _references(deck, shown, library),
        "abbreviations": _abbreviations(deck, shown),
        "dates": _dates(deck, shown),
        "disclosures": [_disclosure(page) for page in deck.pages if page.kind == "disclosures"],
        "url": deck.meta.url,
    }


def _references(deck: Deck, shown: Sequence[Page], library: Library) -> list[Data]:
    """What the talk cites, with its number in the talk and the slides here that cite it."""
    numbers = _numbers(deck.pages)
    cited: dict[str, list[int]] = {key: [] for key in numbers}
    for page in shown:
        for key in _cited(_texts(page)):
            if page.number not in cited[key]:
                cited[key].append(page.number)
    tag = deck.meta.language
    return [
        {
            "number": number,
            "words": words(entry(library.references[key], deck.phrases), tag),
            "doi": library.references[key].url,
            "on": _on_slides(cited[key], deck),
        }
        for key, number in sorted(numbers.items(), key=lambda item: item[1])
        if key in library.references
    ]


def _numbers(pages: Sequence[Page]) -> dict[str, int]:
    """The number of each paper, as it stands in the talk between brackets."""
    found: dict[str, int] = {}
    for page in pages:
        for text in (*_texts(page), *page.notes, *([page.cue] if page.cue else [])):
            for run in text.runs:
                if run.cite:
                    # Between them stand a comma, or what a language has instead of it.
                    found |= dict(zip(run.cite, map(int, re.findall(r"\d+", run.text)), strict=True))
    return found


def _cited(texts: Iterator[Any]) -> Iterator[str]:
    for text in texts:
        for run in text.runs:
            yield from run.cite


def _on_slides(numbers: Sequence[int], deck: Deck) -> str:
    if not numbers:
        return ""
    listed = language.listed([str(number) for number in numbers], deck.meta.language)
    return deck.phrases.say("on-slides", count=len(numbers), numbers=listed)


def _abbreviations(deck: Deck, shown: Sequence[Page]) -> list[Data]:
    listed = {short: text.plain for short, text in deck.meta.abbreviations.items()}
    paragraphs = ((page.number, text.plain) for page in shown for text in _texts(page))
    return [
        {"short": one.short, "long": line(one.long, deck.meta.language), "on": _on_slides([one.slide], deck)}
        for one in abbreviations(paragraphs, listed)
    ]


def _dates(deck: Deck, shown: Sequence[Page]) -> list[Data]:
    """What the slides say of the day of their data, each statement once, with the slides that make it."""
    found: dict[str, tuple[Any, list[int]]] = {}
    for page in shown:
        dated = [text for text in _texts(page) if any(run.dated for run in text.runs)]
        below = [text for text in dated if text.plain != page.title]
        for text in below or dated:
            found.setdefault(text.plain, (words(text, page.language), []))[1].append(page.number)
    return [{"words": said, "on": _on_slides(numbers, deck)} for said, numbers in found.values()]


def _disclosure(page: Page) -> Data:
    return {"title": line(page.title, page.language), "blocks": body(page)}


def _texts(page: Page) -> Iterator[Any]:
    """Every text that readers of a handout may see of a page."""
    for element in page.elements:
        match element:
            case TextBox(frame=frame):
                yield from _in_frame(frame)
            case TableBox(alt=alt, cells=cells):
                yield alt
                for row in cells:
                    for cell in row:
                        yield from _in_frame(cell)
            case PictureBox(alt=alt):
                yield alt
            case Group(alt=alt, children=children):
                yield alt
                for child in children:
                    if isinstance(child, TextBox):
                        yield from _in_frame(child.frame)
    yield from page.handout


def _in_frame(frame: Frame) -> Iterator[Any]:
    for laid in frame.paragraphs:
        yield laid.paragraph.text


def public_texts(deck: Deck) -> Iterator[str]:
    """What attendees may read: slides, handout texts, and what the talk says of itself; none of the notes."""
    meta = deck.meta
    yield from (meta.title.plain, meta.speaker, *meta.affiliation, meta.event_line, meta.subject, *meta.keywords)
    yield from (f"{short} {long.plain}" for short, long in meta.abbreviations.items())
    for page in deck.pages:
        yield from (page.title, page.section)
        yield from (text.plain for text in _texts(page))
