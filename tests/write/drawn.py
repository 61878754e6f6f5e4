"""What does a PDF show to those who see it, and say to those who hear it? By pdfplumber, which knows nothing of us."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import pdfplumber
from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager

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


@lru_cache(maxsize=256)
def structure(pdf: bytes, page: int = 0) -> Tagged:
    """What is read out for a page."""
    return structures(pdf)[page]


@lru_cache(maxsize=8)
def structures(pdf: bytes) -> tuple[Tagged, ...]:
    """What is read out for each page."""
    with pdfplumber.open(io.BytesIO(pdf)) as book:
        return tuple(map(_structure, book.pages))


def _structure(sheet: Any) -> Tagged:
    reader = _Reader()
    PDFPageInterpreter(PDFResourceManager(), reader).process_page(sheet.page_obj)
    spoken = {number: "".join(parts) for number, parts in reader.texts.items()}
    [document] = sheet.structure_tree or [{"type": "Document"}]
    return _tagged(document, spoken)


@dataclass
class _Around:
    """A marked content that is open: its number, and the text of its glyphs if it says that itself."""

    number: int | None = None
    said: str | None = None
    backwards: bool = False
    glyphs: list[str] = field(default_factory=list)


class _Reader(PDFTextDevice):
    """Collects the text of each numbered marked content: by its glyphs, by ActualText, backwards in ReversedChars."""

    def __init__(self) -> None:
        super().__init__(PDFResourceManager())
        self.texts: dict[int, list[str]] = {}
        self._open = [_Around()]

    def begin_tag(self, tag: Any, props: Any = None) -> None:
        properties = props if isinstance(props, dict) else {}
        outer = self._open[-1]
        said = _decoded(properties["ActualText"]) if "ActualText" in properties else outer.said
        if said is not None and outer.said is None:
            outer.glyphs.append(said)
        self._open.append(_Around(properties.get("MCID", outer.number), said, tag.name == "ReversedChars"))

    def end_tag(self) -> None:
        inner = self._open.pop()
        glyphs = reversed(inner.glyphs) if inner.backwards else inner.glyphs
        if inner.number is None or inner.number == self._open[-1].number:
            self._open[-1].glyphs.extend(glyphs)
        else:
            self.texts.setdefault(inner.number, []).extend(glyphs)

    def render_char(self, matrix: Any, font: Any, fontsize: Any, scaling: Any, rise: Any, cid: Any, *_: Any) -> float:
        if self._open[-1].said is None:
            self._open[-1].glyphs.append(font.to_unichr(cid))
        return float(font.char_width(cid) * fontsize * scaling)


def _decoded(text: bytes) -> str:
    return text.decode("utf-16" if text[:2] in (b"\xfe\xff", b"\xff\xfe") else "latin-1")


def _tagged(node: Mapping[str, Any], spoken: Mapping[int, str]) -> Tagged:
    inside = tuple(_tagged(child, spoken) for child in node.get("children", ()))
    own = [(number, spoken.get(number, "")) for number in node.get("mcids", ())]
    # Marked content is numbered in reading order, so that what is between two children goes between them.
    parts = sorted(
        [*own, *((_first(child), text.text) for child, text in zip(node.get("children", ()), inside, strict=True))]
    )
    return Tagged(
        node["type"],
        node["actual_text"] if "actual_text" in node else "".join(text for _, text in parts),
        node.get("alt_text", ""),
        node.get("lang", ""),
        inside,
        tuple(node.get("attributes", {}).items()),
    )


def _first(node: Mapping[str, Any]) -> int:
    numbers = [*node.get("mcids", ()), *(_first(child) for child in node.get("children", ()))]
    return min(numbers, default=-1)
