"""What does a PDF show to those who see it, and say to those who hear it? By pdfplumber, which knows nothing of us."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pdfplumber

UNSEEN_PT = 0.1
"""Smaller letters are for machines: the space at the end of a line."""


@dataclass(frozen=True)
class Letter:
    """A glyph: its text, its left edge and its baseline in points from the page's top left corner."""

    text: str
    x: float
    baseline: float
    right: float
    size: float
    font: str
    color: str


@dataclass(frozen=True)
class Tagged:
    """A node of the structure: `text` is all that is inside, in reading order."""

    tag: str
    text: str = ""
    alt: str = ""
    language: str = ""
    inside: tuple[Tagged, ...] = ()
    attributes: tuple[tuple[str, Any], ...] = ()

    def __getitem__(self, name: str) -> Any:
        return dict(self.attributes)[name]

    def all(self, *tags: str) -> Iterator[Tagged]:
        for node in self.inside:
            if node.tag in tags:
                yield node
            yield from node.all(*tags)

    @property
    def outline(self) -> str:
        """The tags alone: `L(LI(Lbl LBody(P)))`."""
        inside = " ".join(node.outline for node in self.inside)
        return f"{self.tag}({inside})" if inside else self.tag


def letters(pdf: bytes, page: int = 0) -> list[Letter]:
    """What is seen, in the order in which it is drawn."""
    with pdfplumber.open(io.BytesIO(pdf)) as book:
        sheet = book.pages[page]
        return [
            letter for letter in map(lambda glyph: _letter(glyph, sheet.height), sheet.chars) if letter.text.strip()
        ]


def _letter(glyph: Mapping[str, Any], height: float) -> Letter:
    size = glyph["size"] if glyph["size"] > UNSEEN_PT else 0.0
    color = "".join(f"{round(part * 255):02X}" for part in _rgb(glyph["non_stroking_color"]))
    font = re.sub("^[A-Z]{6}\\+", "", str(glyph["fontname"]))
    baseline = height - glyph["matrix"][5]
    return Letter(glyph["text"], glyph["x0"], round(baseline, 3), glyph["x1"], round(size, 2), font, color)


def _rgb(color: Sequence[float]) -> Sequence[float]:
    return color if len(color) == 3 else (color[0],) * 3


def lines(pdf: bytes, page: int = 0) -> list[tuple[str, float, float]]:
    """What is seen, a line at a time: its text, left edge and baseline; superscripts are lines of their own."""
    found: dict[float, list[Letter]] = {}
    for letter in letters(pdf, page):
        found.setdefault(letter.baseline, []).append(letter)
    return [
        ("".join(one.text for one in sorted(line, key=lambda one: one.x)), min(one.x for one in line), baseline)
        for baseline, line in found.items()
    ]


def structure(pdf: bytes, page: int = 0) -> Tagged:
    """What is read out for a page."""
    return structures(pdf)[page]


@lru_cache(maxsize=8)
def structures(pdf: bytes) -> tuple[Tagged, ...]:
    """What is read out for each page."""
    with pdfplumber.open(io.BytesIO(pdf)) as book:
        return tuple(map(_structure, book.pages))


def _structure(sheet: Any) -> Tagged:
    texts: dict[int, list[str]] = {}
    for glyph in sheet.chars:
        if glyph["mcid"] is not None:
            texts.setdefault(glyph["mcid"], []).append(glyph["text"])
    spoken = {number: _logical(parts) for number, parts in texts.items()}
    [document] = sheet.structure_tree or [{"type": "Document"}]
    return _tagged(document, spoken)


def _logical(glyphs: Sequence[str]) -> str:
    """The text of one run: what is written from right to left stands in a PDF as it is seen, from left to right."""
    backwards = any(unicodedata.bidirectional(char) in ("R", "AL") for glyph in glyphs for char in glyph)
    return "".join(reversed(glyphs) if backwards else glyphs)


def _tagged(node: Mapping[str, Any], spoken: Mapping[int, str]) -> Tagged:
    inside = tuple(_tagged(child, spoken) for child in node.get("children", ()))
    own = [(number, spoken.get(number, "")) for number in node.get("mcids", ())]
    # Marked content is numbered in reading order, so that what is between two children goes between them.
    parts = sorted(
        [*own, *((_first(child), text.text) for child, text in zip(node.get("children", ()), inside, strict=True))]
    )
    return Tagged(
        node["type"],
        "".join(text for _, text in parts),
        node.get("alt_text", ""),
        node.get("lang", ""),
        inside,
        tuple(node.get("attributes", {}).items()),
    )


def _first(node: Mapping[str, Any]) -> int:
    numbers = [*node.get("mcids", ()), *(_first(child) for child in node.get("children", ()))]
    return min(numbers, default=-1)
