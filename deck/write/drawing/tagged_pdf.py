"""The slides as one PDF that a screen reader can read (PDF/UA-1)."""

from __future__ import annotations

import json
from collections.abc import Sequence

from deck.page import Deck, Page
from deck.talk import Meta
from deck.write.drawing.paint_text import locale_of, spoken
from deck.write.drawing.render import compile, folders_of, slide_files, template

STANDARDS = ("ua-1",)


def slide_pdf(deck: Deck, pages: Sequence[Page]) -> bytes:
    """These pages of the deck, one a page; the same deck gives the same bytes."""
    files = {"main.typ": template("main.typ"), **slide_files(pages, deck.brand)}
    actual_text = needs_actual_text(files["pages.json"])
    files["talk.json"] = json.dumps({**properties(deck.meta), "actual_text": actual_text}, ensure_ascii=False).encode()
    return compile(files, folders_of(deck.brand.faces), pdf_standards=STANDARDS, actual_text=actual_text)[0]


def needs_actual_text(sheets: bytes) -> bool:
    """Whether there are words on the sheets whose glyphs alone do not say what was written."""
    return b'"words":' in sheets or b'"actual":' in sheets


def properties(meta: Meta) -> dict[str, object]:
    """What a PDF says of the talk. No date: one of our own making would change the bytes of an unchanged talk."""
    language, region = locale_of(meta.language)
    return {
        "title": spoken(meta.title.plain),
        "authors": [*meta.names],
        "description": meta.subject or None,
        "keywords": list(meta.keywords),
        "lang": language,
        "region": region,
    }
