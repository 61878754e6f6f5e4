"""How does LibreOffice show a deck? Its lines and places, paragraph by paragraph, beside ours."""

from __future__ import annotations

import io
import os
import re
import subprocess
import unicodedata
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont

from deck.geometry import Box
from deck.page import Deck, Frame, Group, Page, TableBox, TextBox
from deck.value import replace

PROJECT = Path(__file__).parents[2]
AGREEMENT = 0.97
"""Share of the paragraphs of two or more lines that must have the same number of lines in both programs."""
SLACK_PT = 2.0
DESCENT = 0.2
"""How far a line reaches below its baseline in LibreOffice, in sizes: its lines are 1.2 high, the baseline at 1.0."""


def convert(decks: Sequence[Path], folder: Path) -> None:
    """PDF files beside the decks, by a LibreOffice that knows no settings and no fonts but ours."""
    fonts = folder / "fonts.conf"
    fonts.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>{PROJECT / 'assets' / 'fonts'}</dir><cachedir>{folder / 'fonts-cache'}</cachedir></fontconfig>",
        encoding="utf-8",
    )
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    done = subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, *decks],
        env={**os.environ, "FONTCONFIG_FILE": str(fonts), "HOME": str(folder)},
        check=True,
        capture_output=True,
        timeout=300,
    )
    # LibreOffice reports success even when it wrote nothing.
    assert all(deck.with_suffix(".pdf").exists() for deck in decks), done.stderr.decode(errors="replace")


Change = Callable[[str, str], str]
"""A part's name and XML -> its XML."""


def changed(deck: bytes, change: Change) -> bytes:
    """The deck with `change` made to every XML part."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(deck)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(name, data.decode()) if name.endswith(".xml") else data)
    return buffer.getvalue()


def without_autofit(name: str, xml: str) -> str:
    """LibreOffice refits on load whatever a box says of its fit, and so hides text that is too long."""
    return re.sub(r"<a:normAutofit\b[^>]*?(/>|>.*?</a:normAutofit>)", "<a:noAutofit/>", xml)


def with_all_slides(name: str, xml: str) -> str:
    return xml.replace(' show="0"', "", 1) if name.startswith("ppt/slides/") else xml


# ---------------------------------------------------------------- a paragraph, here and there


@dataclass(frozen=True)
class Ours:
    """A paragraph as layout set it."""

    slide: int
    shape: str
    box: Box
    size_pt: float
    text: str
    lines: tuple[str, ...]
    room: float = 0.0
    """How wide its lines may be."""

    @property
    def table(self) -> str:
        """Which table it stands in, if any."""
        return f"{self.slide} {self.shape.split('[')[0]}" if "[" in self.shape else ""

    @property
    def is_an_address(self) -> bool:
        return bool(re.fullmatch(r"[!-~]+/[!-~]+", bare(self.text)))

    @property
    def mixes_scripts(self) -> bool:
        """Whether Latin and Chinese words stand side by side: LibreOffice moves them apart, PowerPoint does not."""
        return bool(
            re.search("[A-Za-z0-9]", self.text) and re.search("[\u3001-\u303f\u4e00-\u9fff\uff01-\uff65]", self.text)
        )


@dataclass(frozen=True)
class Theirs:
    """The same paragraph in LibreOffice's PDF; no lines where it was not found."""

    lines: tuple[str, ...] = ()
    box: Box = field(default_factory=lambda: Box(0, 0, 0, 0))


Pair = tuple[Ours, Theirs]


def bare(text: str) -> str:
    """The letters alone: spaces at a line's end are gone in a PDF, a soft hyphen shows only where it breaks, one that
    does not break is a hyphen."""
    return re.sub(r"[\s\u00ad\u200b-\u200f\u2060]+", "", text).replace("\u2011", "-")


def base_letters(text: str) -> str:
    """As `bare`, without what a PDF may lose or turn in Arabic: vowel signs, drawn-out strokes, sides of brackets."""
    kept = (char for char in unicodedata.normalize("NFKC", bare(text)) if unicodedata.category(char) != "Mn")
    return "".join(kept).replace("ـ", "").translate(str.maketrans(")]}»", "([{«"))


def our_paragraphs(page: Page) -> Iterator[Ours]:
    for element in page.elements:
        match element:
            case TextBox():
                yield from in_frame(page, element.name, element.box, element.frame)
            case Group(children=children):
                for child in children:
                    if isinstance(child, TextBox):
                        yield from in_frame(page, child.name, child.box, child.frame)
            case TableBox():
                yield from in_cells(page, element)


def in_frame(page: Page, shape: str, box: Box, frame: Frame) -> Iterator[Ours]:
    for laid in frame.paragraphs:
        text = "".join(stretch.text for stretch in laid.stretches)
        if bare(text):
            lines = tuple(line.text.strip() for line in laid.lines)
            room = box.width - frame.inset[0] - frame.inset[2] - laid.indent_pt
            yield Ours(page.number, shape, box, laid.size_pt, text, lines, room)


def in_cells(page: Page, table: TableBox) -> Iterator[Ours]:
    y = table.box.y
    for number, (row, height) in enumerate(zip(table.cells, table.heights, strict=True), 1):
        x = table.box.x
        for column, (cell, width) in enumerate(zip(row, table.widths, strict=True), 1):
            yield from in_frame(page, f"{table.name}[{number},{column}]", Box(x, y, width, height), cell)
            x += width
        y += height


def pairs(deck: Deck, pdf: Path) -> list[Pair]:
    """Every paragraph of the deck with its place in a PDF that shows all slides."""
    import pdfplumber

    with pdfplumber.open(pdf) as book:
        assert len(book.pages) == len(deck.pages)
        return [
            pair
            for page, drawn in zip(deck.pages, book.pages, strict=True)
            for pair in matched(list(our_paragraphs(page)), drawn, deck.brand.right_to_left)
        ]


def matched(wanted: Sequence[Ours], drawn: Any, from_right: bool = False) -> Iterator[Pair]:
    """A PDF holds its letters in the order of shapes and paragraphs; of equal texts each takes the nearest.

    In Arabic it holds each stretch of a line from left to right: there the letters of a paragraph are known, and where
    they stand among the others, but not their order.
    """
    letters_of = base_letters if from_right else bare
    glyphs = [(letter, glyph) for glyph in drawn.chars if readable(glyph) for letter in letters_of(glyph["text"])]
    letters = "".join(letter for letter, _ in glyphs)
    taken: set[int] = set()
    for ours in wanted:
        sought = letters_of(ours.text)
        starts = shuffled(sought, letters) if from_right else in_order(sought, letters)
        spans = [
            glyphs[start : start + len(sought)]
            for start in starts
            if taken.isdisjoint((start, start + len(sought) - 1))
        ]
        if not spans:
            yield ours, Theirs()
            continue
        found = min(spans, key=lambda span: max(distance(glyph, ours.box) for _, glyph in span))
        start = next(at for at, pair in enumerate(glyphs) if pair is found[0])
        taken.update(range(start, start + len(sought)))
        yield ours, read([glyph for _, glyph in found], ours.size_pt, drawn.height)


def rows_of(drawn: Any) -> Iterator[str]:
    """Letters on one baseline, from left to right."""
    rows: dict[int, list[Any]] = {}
    for glyph in filter(readable, drawn.chars):
        rows.setdefault(round(glyph["matrix"][5]), []).append(glyph)
    for row in rows.values():
        yield "".join(glyph["text"] for glyph in sorted(row, key=lambda glyph: glyph["x0"]))


def readable(glyph: Any) -> bool:
    """Whether the PDF knows a glyph's letter; the stroke that draws an Arabic word out has one that its font lacks."""
    letter = glyph["text"]
    return not letter.startswith("(cid:") and not (
        "Arabic" in glyph["fontname"] and letter.isascii() and letter not in arabic_font()
    )


@cache
def arabic_font() -> frozenset[str]:
    """The characters of ours."""
    glyphs = TTFont(PROJECT / "assets" / "fonts" / "NotoSansArabic-Bold.ttf").getBestCmap()
    return frozenset(map(chr, glyphs))


def in_order(sought: str, letters: str) -> Iterator[int]:
    return (found.start() for found in re.finditer(f"(?={re.escape(sought)})", letters))


def shuffled(sought: str, letters: str) -> Iterator[int]:
    """Where a stretch of the letters is made of the same ones, in whatever order."""
    missing = Counter(sought)
    missing.subtract(letters[: len(sought)])
    for start in range(len(letters) - len(sought) + 1):
        if start:
            missing[letters[start - 1]] += 1
            missing[letters[start + len(sought) - 1]] -= 1
        if not any(missing.values()):
            yield start


def distance(glyph: dict[str, float], box: Box) -> float:
    """How far the middle of a letter is from a box, in points."""
    x, y = (glyph["x0"] + glyph["x1"]) / 2, (glyph["top"] + glyph["bottom"]) / 2
    return max(box.x - x, 0.0, x - box.right) + max(box.y - y, 0.0, y - box.bottom)


def read(glyphs: Sequence[Any], size_pt: float, page_height: float) -> Theirs:
    """Lines of glyphs; a new one begins where the baseline falls by more than from a superscript back to its line."""
    lines: list[str] = []
    baselines: list[float] = []
    for glyph in glyphs:
        baseline = page_height - glyph["matrix"][5]
        if not lines or baseline > baselines[-1] + size_pt * 0.6:
            lines.append("")
            baselines.append(baseline)
        lines[-1] += glyph["text"]
        baselines[-1] = max(baselines[-1], baseline)
    left = min(glyph["x0"] for glyph in glyphs)
    # Chinese full stops and commas may hang outside.
    right = max(glyph["x0"] if glyph["text"] in "、。，．：；！？" else glyph["x1"] for glyph in glyphs)
    top, bottom = baselines[0] - (1 - DESCENT) * size_pt, baselines[-1] + DESCENT * size_pt
    return Theirs(tuple(lines), Box(left, top, right - left, bottom - top))


# ---------------------------------------------------------------- what they disagree about


def long_ones(found: Sequence[Pair]) -> list[Pair]:
    return [(ours, theirs) for ours, theirs in found if len(ours.lines) > 1 or len(theirs.lines) > 1]


def misses(found: Sequence[Pair]) -> list[str]:
    return [
        f"slide {ours.slide} {ours.shape}: ours {len(ours.lines)} {' | '.join(ours.lines)!r},"
        f" theirs {len(theirs.lines)} {' | '.join(theirs.lines)!r}"
        for ours, theirs in long_ones(found)
        if len(ours.lines) != len(theirs.lines) and not filled_to_the_brim(ours, theirs)
    ]


BRIM = 0.99
"""Share of its room that a line of theirs fills where we, who keep some in reserve, and measure otherwise, need two."""


def filled_to_the_brim(ours: Ours, theirs: Theirs) -> bool:
    """Whether they have one line less because one of them has words that we leave to the next: no line is too long."""
    return len(theirs.lines) == len(ours.lines) - 1 and BRIM * ours.room <= theirs.box.width <= ours.room + SLACK_PT


def outside(found: Sequence[Pair], slide: Box, from_right: bool = False) -> list[str]:
    """Texts that leave their own box or the slide, with how far."""
    told = []
    # It moves Latin and Chinese words apart; a row with a cell that needs one more line for it pushes all others.
    pushed = {
        ours.table
        for ours, theirs in found
        if ours.mixes_scripts and ours.table and len(theirs.lines) > len(ours.lines)
    }
    # So does a text of both in a box that is as high as its words, with all that stands below it there.
    lower: dict[tuple[int, str], float] = defaultdict(float)
    for ours, theirs in found:
        if ours.mixes_scripts and len(theirs.lines) > len(ours.lines):
            lower[ours.slide, ours.shape] += theirs.box.height * (1 - len(ours.lines) / len(theirs.lines))
    for ours, theirs in found:
        if ours.table in pushed:
            continue
        down = lower[ours.slide, ours.shape]
        # In a line from right to left it breaks an address within a word, and puts the first part of it too far left.
        if from_right and ours.is_an_address and list(map(bare, theirs.lines)) != list(map(bare, ours.lines)):
            continue
        if theirs.lines and not (
            replace(ours.box, height=ours.box.height + down).contains(theirs.box, SLACK_PT)
            and slide.contains(theirs.box, SLACK_PT)
        ):
            over = (
                ours.box.x - theirs.box.x,
                ours.box.y - theirs.box.y,
                theirs.box.right - ours.box.right,
                theirs.box.bottom - ours.box.bottom,
            )
            sides = ", ".join(
                f"{by:.1f} pt {side}"
                for by, side in zip(over, ("left", "above", "right", "below"), strict=True)
                if by > SLACK_PT
            )
            told.append(f"slide {ours.slide} {ours.shape}: {sides or 'off the slide'}: {theirs.lines[-1]!r}")
    return told


def listed(found: Sequence[str]) -> str:
    text = "\n".join(found)
    print(text)
    return "\n" + text
