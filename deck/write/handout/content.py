"""A talk as the templates of the handouts take it: plain data, which typst reads as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any

from deck import language
from deck.brand.model import Brand
from deck.brand.theme_colors import ENOUGH, contrast
from deck.layout.measure import Measure
from deck.page import Deck, Page
from deck.scene import title_is_shown, title_of
from deck.write.drawing.paint_text import locale_of
from deck.write.handout.blocks import Reading, body, in_a_row, line, plain, slot_words, spoken, words
from deck.write.handout.cells import Cell, cells
from deck.write.handout.sizes import HEAD_GAP_PT, Part, Sizer, head_sizes
from deck.write.handout.style import BOTTOM, SIDE, TOP, Paper, Style
from deck.write.handout.summary import summary

Data = dict[str, Any]

_SAID = (
    "abbreviations",
    "at-hand",
    "cue",
    "data-dates",
    "draft",
    "film-shows",
    "handout-text",
    "no-notes",
    "on-the-web",
    "page-of",
    "picture-shows",
    "references",
    "said-in-it",
    "slide-of",
    "slides-of",
    "sound-is",
    "speaker-notes",
)
"""Phrases that templates fill in or print as they are."""


def content(deck: Deck, pages: Sequence[Page], style: Style, paper: Paper, with_notes: bool, measure: Measure) -> Data:
    """What every style may show of these pages."""
    sheet, tag = style.on(paper), deck.meta.language
    turned = language.is_right_to_left(tag)
    code, region = locale_of(tag)
    proportions = deck.brand.width / deck.brand.height
    placed = cells(style.grid, sheet, proportions, turned) if style.grid else ()
    sizer = Sizer(measure, deck.brand.base)
    talk = _talk(deck)
    secret = deck.phrases.say("speaker-notes") if with_notes else ""
    slides = list(_entries(grouped(pages, style), deck.brand, with_notes))
    for slide in slides if placed else ():
        slide["head_size"] = _head_size(slide, placed[0], sizer)
    return {
        "style": style.name,
        "sheet": {
            "width": sheet.width,
            "height": sheet.height,
            "top": TOP,
            "side": SIDE,
            "bottom": BOTTOM,
            "gap": HEAD_GAP_PT,
        },
        "heads": head_sizes(sizer, sheet, talk["plain_title"], plain(talk["who"]), secret, style.size_pt >= 20),
        "look": _look(deck.brand, style),
        "lang": code,
        "region": region,
        "rtl": turned,
        "talk": talk,
        "say": {name: _template(deck, name) for name in _SAID},
        "draft": deck.meta.status == "draft",
        "draft_talk": deck.phrases.say("draft-talk"),
        "translation": deck.translation,
        "private": with_notes,
        "slide": {"width": deck.brand.width, "height": deck.brand.height},
        "slide_width": style.slide_share * sheet.text_area.width,
        "figure_width": style.figure_share * sheet.text_area.width,
        "total": len(deck.pages),
        "cells": [_placed(cell) for cell in placed],
        "summary": summary(deck, pages),
        "slides": slides,
    }


def _head_size(slide: Data, cell: Cell, sizer: Sizer) -> float:
    """The size at which section, number and title keep to their room above or beside the slide."""
    beside = bool(cell.lines)
    parts = [Part(f"{slide['numbers']}  {plain(slide['unseen'])}")]
    if slide["section"]:
        parts = (
            [*parts, Part(plain(slide["section"]))] if beside else [Part(f"{plain(slide['section'])}  {parts[0].text}")]
        )
    room = cell.head.height - (0 if beside else _ABOVE_SLIDE_PT)
    return sizer.fitting(parts, cell.head.width, room, (11, 10.5, 9.5, 8.5, 7.5, 6.5, 5.5))


_ABOVE_SLIDE_PT = 5.0


def _talk(deck: Deck) -> Data:
    meta = deck.meta
    return {
        "title": in_a_row(words(meta.title, meta.language)),
        "plain_title": meta.title.plain,
        "speaker": meta.said_by,
        "speakers": [*meta.names],
        "who": line(" · ".join(part for part in (meta.said_by, meta.event_line) if part), meta.language),
        "subject": meta.subject,
        "keywords": list(meta.keywords),
    }


def _look(brand: Brand, style: Style) -> Data:
    colors = {name: brand.colors[name].hex for name in ("ink", "text", "muted", "primary", "rule", "pale", "paper")}
    families = dict.fromkeys((brand.base, *brand.scripts.values(), *brand.fallbacks))
    have = {face.family for face in brand.faces}
    fonts = [name for name in families if name in have]
    return {
        **colors,
        # Words in a colour for dark slides are no more than bold on paper.
        "colors": {name: one.hex for name, one in brand.colors.items() if contrast(one.hex, "FFFFFF") >= ENOUGH},
        "fonts": fonts,
        "code": [name for name in (brand.monospace,) if name in have],
        "size": style.size_pt,
    }


def _template(deck: Deck, name: str) -> str:
    """A phrase with its fields left open: typst knows the number of a page, nobody else does."""
    fields = {field: f"{{{field}}}" for field in ("number", "total", "first", "last", "address")}
    return deck.phrases.say(name, **fields)


def grouped(pages: Sequence[Page], style: Style) -> list[list[Page]]:
    """The pages that stand under one heading: where slides are shown, each; where they are read, those of one scene."""
    groups: list[list[Page]] = []
    for page in pages:
        if groups and style.by_scene and groups[-1][0].scene is page.scene:
            groups[-1].append(page)
        else:
            groups.append([page])
    return groups


def _entries(groups: Sequence[Sequence[Page]], brand: Brand, with_notes: bool) -> Iterator[Data]:
    section = ""
    sheets = count()
    for place, pages in enumerate(groups):
        page, tag = pages[0], pages[0].language
        reading = Reading(brand, page.layout, tag)
        # All parts of a long list are the scene; of a page that stands alone, only its own part.
        items = page.scene.items if len(pages) == page.parts else page.items
        title = title_of(items)
        # A divider's title is its section's name: said once, as the heading that the section's slides stand under.
        divides = page.section != section and page.section == title
        begins = page.section if page.section != section and not divides else ""
        section = page.section
        first, last = page.number, pages[-1].number
        yield {
            "number": first,
            "last": last,
            "numbers": str(first) if first == last else f"{first}–{last}",
            "id": page.id,
            "place": place,
            "sheets": [{"at": next(sheets), "spoken": _spoken(one, reading)} for one in pages],
            "section": line(begins, tag),
            # A section is a heading of the first level; before the first one, slides are.
            "level": 2 if page.section and not divides else 1,
            "title": in_a_row((slot_words(items, "title", tag) or [line(title, tag)])[0]),
            # What stands on the slide need not stand beside it.
            "unseen": "" if title_is_shown(items) else line(title, tag),
            "kicker": slot_words(items, "kicker", tag),
            "source": slot_words(items, "source", tag),
            "body": body(items, reading),
            "kind": page.kind,
            "handout": [words(text, tag) for text in page.handout],
            "notes": [words(text, tag) for text in page.spoken] if with_notes else [],
            "at_hand": [words(text, tag) for text in page.at_hand] if with_notes else [],
            "cue": words(page.cue, tag) if page.cue else "",
        }


def _spoken(page: Page, reading: Reading) -> str:
    return spoken(page.items, body(page.items, reading))


def _placed(cell: Cell) -> Data:
    def box(of: Any) -> Data:
        return {"x": of.x, "y": of.y, "width": of.width, "height": of.height}

    return {
        "head": box(cell.head),
        "slide": box(cell.slide),
        "beside": box(cell.lines_box),
        "lines": list(cell.lines),
    }
