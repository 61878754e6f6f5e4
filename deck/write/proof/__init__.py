"""A proof of a translation, for its translator and the native reviewer: each slide beside its strings."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from deck import language
from deck.locales.unit import Place, Unit, place_of, room_on
from deck.page import Deck, Page
from deck.translation.changes import changes
from deck.translation.message import Paired, State
from deck.write.drawing import STANDARDS, compile, folders_of, slide_files
from deck.write.drawing.paint_text import locale_of

_TEMPLATE = Path(__file__).with_name("proof.typ")
_PIXELS_PER_INCH = 72
_NAMES = {
    State.TRANSLATED: "translated",
    State.IDENTICAL: "as in the source",
    State.STALE: "stale: the source has changed",
    State.MISSING: "missing: shown in the source's language",
}


def proof(deck: Deck, pairs: Sequence[Paired], units: Sequence[Unit], source_tag: str, review: str) -> bytes:
    """The proof as a PDF; `deck` is the translated talk, `pairs` and `units` are its strings.

    What may stay without a translation, such as what a law is called, is shown where it has one.
    """
    by_path = {paired.message.path: paired for paired in pairs}
    room = room_on(deck.pages, deck.brand)
    strings: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for unit in units:
        paired = by_path[unit.path]
        if paired.message.optional and not unit.text:
            continue
        part = (str(unit.path[0]), str(unit.path[1]) if unit.path[0] in ("slides", "figures") else "")
        strings.setdefault(part, []).append(_string(paired, unit, room))
    firsts = [page for page in deck.pages if page.part == 1]
    more: dict[str, list[Page]] = {page.id: [] for page in firsts}
    for page in deck.pages:
        more[page.scene.id].append(page)
    shown = [page for page in firsts if ("slides", page.id) in strings]
    drawn = [page for first in shown for page in more[first.id]]
    sheet = {page.id: place for place, page in enumerate(drawn)}
    tag = deck.meta.language
    data = {
        "title": deck.meta.title.plain,
        "language": f"{language.name(tag)} ({tag})",
        "review": review,
        "lang": locale_of(tag)[0],
        "source_lang": locale_of(source_tag)[0],
        "rtl": language.is_right_to_left(tag),
        "fonts": _fonts(deck),
        "slide": {"width": deck.brand.width, "height": deck.brand.height},
        "parts": [*_slides(shown, more, sheet, strings), *_others(strings)],
    }
    files = {"main.typ": _TEMPLATE.read_bytes(), "proof.json": json.dumps(data, ensure_ascii=False).encode()}
    return compile(
        {**slide_files(drawn, deck.brand, _PIXELS_PER_INCH), **files},
        folders_of(deck.brand.faces),
        pdf_standards=STANDARDS,
    )[0]


def _slides(
    pages: Sequence[Page],
    more: Mapping[str, Sequence[Page]],
    sheet: Mapping[str, int],
    strings: Mapping[tuple[str, str], list[dict[str, Any]]],
) -> Iterator[dict[str, Any]]:
    for page in pages:
        yield {
            "name": f"{page.number}  {page.id}{'  (hidden)' if page.hidden else ''}",
            "sheets": [sheet[one.id] for one in more[page.id]],
            "alt": page.title,
            "strings": strings["slides", page.id],
        }


def _others(strings: Mapping[tuple[str, str], list[dict[str, Any]]]) -> Iterator[dict[str, Any]]:
    for (part, name), found in strings.items():
        if part != "slides":
            named = {
                "talk": "The talk",
                "figures": f"Figure {name}",
                "references": "References",
                "phrases": "What the program says",
            }.get(part, part)
            yield {"name": named, "sheets": [], "alt": "", "strings": found}


def _string(paired: Paired, unit: Unit, room: Mapping[Place, Any]) -> dict[str, Any]:
    has_text = paired.entry is not None and bool(paired.entry.text)
    budget = room.get(place_of(paired.entry.span)) if paired.entry is not None and has_text else None
    return {
        "id": unit.id.split(".", 2)[-1],
        "source": unit.source.split("\n\n"),
        "text": unit.text.split("\n\n") if unit.text else [],
        "changes": [list(one) for one in changes(unit.previous, unit.source)] if unit.previous else [],
        "question": unit.question,
        "near": [unit.near.source, unit.near.text] if unit.near else [],
        "state": f"{_NAMES[unit.state]}{f'; {unit.review}' if unit.review.level else ''}",
        "good": unit.state in (State.TRANSLATED, State.IDENTICAL),
        "fill": f"{budget.used_lines} of {budget.lines} lines at {budget.size_pt:g} pt" if budget else "",
        "full": budget.fill if budget else 0,
    }


def _fonts(deck: Deck) -> list[str]:
    families = dict.fromkeys((deck.brand.base, *deck.brand.scripts.values(), *deck.brand.fallbacks))
    have = {face.family for face in deck.brand.faces}
    return [family for family in families if family in have]
