"""What stands at the end of a handout: references, abbreviations, dates of data, disclosures, where the talk is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from deck import language
from deck.abbreviations import abbreviations
from deck.csl.entry import entry
from deck.markup import Text
from deck.page import Deck, Page
from deck.references import Library
from deck.texts import texts
from deck.write.handout.blocks import Reading, body, line, words
from deck.write.handout.file_text import text_of

Data = dict[str, Any]


def ending(deck: Deck, shown: Sequence[Page], library: Library, with_notes: bool = False) -> Data:
    """The end matter of a handout that shows these pages, and their notes where it prints these; a part that has
    nothing to say is empty."""
    numbers = {page.number for page in shown}
    # The event may ask for them in every handout.
    declared = [page for page in deck.pages if page.kind == "disclosures"]
    declared = [page for page in declared if page.number in numbers or deck.meta.print_disclosures]
    beside = [page for page in declared if page.number not in numbers]
    return {
        "references": _references(deck, [*shown, *beside], library),
        "abbreviations": _abbreviations(deck, shown, with_notes),
        "dates": _dates(deck, shown),
        "disclosures": [_disclosure(page, deck) for page in declared if page.part == 1],
        "url": deck.meta.url,
    }


def _references(deck: Deck, shown: Sequence[Page], library: Library) -> list[Data]:
    """What these pages cite, with its number in the talk and the slides here that cite it."""
    numbers = deck.citations.numbers
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
        if cited[key] and key in library.references
    ]


def _cited(texts: Iterator[Any]) -> Iterator[str]:
    for text in texts:
        for run in text.runs:
            yield from run.cite


def _on_slides(numbers: Sequence[int], deck: Deck) -> str:
    if not numbers:
        return ""
    listed = language.listed([str(number) for number in numbers], deck.meta.language)
    return deck.phrases.say("on-slides", count=len(numbers), numbers=listed)


def _abbreviations(deck: Deck, shown: Sequence[Page], with_notes: bool) -> list[Data]:
    listed = {short: text.plain for short, text in deck.meta.abbreviations.items()}
    paragraphs = ((page.number, said) for page in shown for said in _said(page, with_notes))
    return [
        {"short": one.short, "long": line(one.long, deck.meta.language), "on": _on_slides([one.slide], deck)}
        for one in abbreviations(paragraphs, listed)
    ]


def _said(page: Page, with_notes: bool) -> Iterator[str]:
    """All that readers may meet on a page: its texts, the words in its pictures, and notes where they are printed."""
    yield from (text.plain for text in _texts(page))
    yield from _in_pictures(page)
    if with_notes:
        yield from (text.plain for text in (*page.spoken, *page.at_hand))


def _in_pictures(page: Page) -> Iterator[str]:
    for picture in page.pictures:
        if picture.image is not None:
            yield from text_of(picture.image.svg or picture.image.png)


def _dates(deck: Deck, shown: Sequence[Page]) -> list[Data]:
    """What the slides say of the day of their data, each statement once, with the slides that make it."""
    found: dict[str, tuple[Any, list[int]]] = {}
    for page in shown:
        dated = [text for text in _texts(page) if any(run.dated for run in text.runs)]
        below = [text for text in dated if text.plain != page.title]
        for text in below or dated:
            found.setdefault(text.plain, (words(text, page.language), []))[1].append(page.number)
    return [{"words": said, "on": _on_slides(numbers, deck)} for said, numbers in found.values()]


def _disclosure(page: Page, deck: Deck) -> Data:
    blocks = body(page.scene.items, Reading(deck.brand, page.layout, page.language))
    return {"title": line(page.scene.title, page.language), "blocks": blocks}


def _texts(page: Page) -> Iterator[Text]:
    """Every text that readers of a handout may see of a page."""
    yield from texts(page.items)
    yield from page.handout


def public_texts(deck: Deck) -> Iterator[str]:
    """What attendees may read: slides, handout texts, what staff are told, and what the talk and the program say of
    themselves; none of the notes."""
    meta = deck.meta
    yield from (meta.title.plain, *meta.names, *meta.affiliation, meta.event_line, meta.subject, *meta.keywords)
    yield from (f"{short} {long.plain}" for short, long in meta.abbreviations.items())
    yield from (text.plain for text in (meta.contact, meta.emergency_contact) if text is not None)
    yield from deck.phrases.all_of_them()
    for scene in deck.scenes:
        says = scene.slide.says
        yield scene.slide.section.called.plain
        yield from (text.plain for text in texts((scene.items, says.handout)))
        if says.cue is not None:
            yield says.cue.plain
    for media in (picture.media for page in deck.pages for picture in page.plays):
        yield from media.captions.said if media is not None and media.captions is not None else ()


def picture_words(deck: Deck) -> Iterator[str]:
    """What the talk's own pictures say, as far as it stands in them as words."""
    for page in deck.pages:
        yield from _in_pictures(page)
