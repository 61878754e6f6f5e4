"""The slides as one PDF that a screen reader can read (PDF/UA-1), and which pictures make it large."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from deck.brand.model import Brand
from deck.page import Deck, Group, Image, Page, PictureBox
from deck.talk import Meta
from deck.value import Value
from deck.write.drawing.paint_text import locale_of, spoken
from deck.write.drawing.render import compile, slide_files, template

STANDARDS = ("ua-1",)


def slide_pdf(deck: Deck, pages: Sequence[Page]) -> bytes:
    """These pages of the deck, one a page; the same deck gives the same bytes."""
    files = {"main.typ": template("main.typ"), **slide_files(pages, deck.brand)}
    heard = has_heard(files["pages.json"])
    files["talk.json"] = json.dumps({**properties(deck.meta), "heard": heard}, ensure_ascii=False).encode()
    return compile(files, deck.brand.faces, pdf_standards=STANDARDS, heard=heard)[0]


def has_heard(sheets: bytes) -> bool:
    """Whether there are words on the sheets that are to be heard as they were written."""
    return b'"words":' in sheets


def properties(meta: Meta) -> dict[str, object]:
    """What a PDF says of the talk. No date: one of our own making would change the bytes of an unchanged talk."""
    language, region = locale_of(meta.language)
    return {
        "title": spoken(meta.title.plain),
        "authors": [meta.speaker],
        "description": meta.subject or None,
        "keywords": list(meta.keywords),
        "lang": language,
        "region": region,
    }


class Weight(Value, frozen=True):
    """How many bytes of a PDF a picture takes, and the slide that shows it first."""

    bytes: int
    picture: str
    slide: str


def heaviest(pages: Sequence[Page], brand: Brand) -> list[Weight]:
    """The pictures of the pages, those first that take most room in a PDF."""
    weights = {}
    for page, picture, image in _pictures(pages):
        if image not in weights:
            alone = Page(page.id, page.number, page.layout, (picture,), page.title, page.language)
            files = {"main.typ": _ALONE, **slide_files([alone], brand)}
            size = len(compile(files, brand.faces)[0])
            weights[image] = Weight(size, picture.figure or picture.file or picture.name, page.id)
    return sorted(weights.values(), key=lambda weight: -weight.bytes)


_ALONE = b"""
#import "slide.typ": slide
#slide(json("pages.json").first(), tagged: false)
"""


def _pictures(pages: Sequence[Page]) -> Iterator[tuple[Page, PictureBox, Image]]:
    for page in pages:
        for element in page.elements:
            for child in element.children if isinstance(element, Group) else (element,):
                if isinstance(child, PictureBox) and child.image is not None:
                    yield page, child, child.image
