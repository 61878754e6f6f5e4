"""Does LibreOffice, an independent program, break our lines where we broke them, and stay inside our boxes?"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from deck.diagnostics import Report
from deck.geometry import Box
from deck.page import Deck, Frame, Group, Page, TableBox, TextBox
from deck.pipeline import build
from deck.workspace import Workspace
from deck.write.pptx.package import write_pptx

pytestmark = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not installed: second opinion skipped"
)

PROJECT = Path(__file__).parents[2]
AGREEMENT = 0.97
"""Share of the paragraphs of two or more lines that must have the same number of lines in both programs."""
SLACK_PT = 2.0
DESCENT = 0.2
"""How far a line reaches below its baseline in LibreOffice, in sizes: its lines are 1.2 high, the baseline at 1.0."""
NARROWED = "agenda.title"
DOUBLED = "key-points.body"


# ---------------------------------------------------------------- the talk, as LibreOffice shows it


@dataclass(frozen=True)
class Opinion:
    """The deck as we laid it out, and three PDF files that LibreOffice made of it."""

    deck: Deck
    shown: Path
    whole: Path
    """Hidden slides are shown."""
    damaged: Path
    """As `whole`, with one box made narrow and the text of another doubled."""


@pytest.fixture(scope="module")
def opinion(tmp_path_factory: pytest.TempPathFactory) -> Opinion:
    deck = build(Workspace.find(PROJECT / "slides.yaml"), Report())
    assert deck is not None
    folder = tmp_path_factory.mktemp("libreoffice")
    shown = changed(write_pptx(deck), without_autofit)
    whole = changed(shown, with_all_slides)
    damaged = changed(changed(whole, narrowed), doubled)
    decks = {"shown": shown, "whole": whole, "damaged": damaged}
    for name, data in decks.items():
        (folder / f"{name}.pptx").write_bytes(data)
    convert([folder / f"{name}.pptx" for name in decks], folder)
    return Opinion(deck, *(folder / f"{name}.pdf" for name in decks))


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


def narrowed(name: str, xml: str) -> str:
    box = '<a:xfrm><a:off x="914400" y="914400"/><a:ext cx="914400" cy="914400"/></a:xfrm>'
    return re.sub(rf'(name="{NARROWED}"(?:(?!</p:sp>).)*)<p:spPr/>', rf"\1<p:spPr>{box}</p:spPr>", xml, count=1)


def doubled(name: str, xml: str) -> str:
    def twice(shape: re.Match[str]) -> str:
        return re.sub("<a:t>(.*?)</a:t>", r"<a:t>\1 \1</a:t>", shape[0])

    return re.sub(rf'name="{DOUBLED}".*?</p:sp>', twice, xml, count=1)


# ---------------------------------------------------------------- a paragraph, here and there


@dataclass(frozen=True)
class Ours:
    """A paragraph as layout set it."""

    slide: int
    shape: str
    box: Box
    size_pt: float
    lines: tuple[str, ...]

    @property
    def letters(self) -> str:
        return bare("".join(self.lines))


@dataclass(frozen=True)
class Theirs:
    """The same paragraph in LibreOffice's PDF; no lines where it was not found."""

    lines: tuple[str, ...] = ()
    box: Box = field(default_factory=lambda: Box(0, 0, 0, 0))


Pair = tuple[Ours, Theirs]


def bare(text: str) -> str:
    """The letters alone: spaces at a line's end are gone in a PDF, and a soft hyphen shows only where it breaks."""
    return re.sub(r"[\s\u00ad\u200b\u2060]+", "", text)


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
        lines = tuple(line.text.strip() for line in laid.lines)
        if bare("".join(lines)):
            yield Ours(page.number, shape, box, laid.size_pt, lines)


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
            for pair in matched(list(our_paragraphs(page)), drawn)
        ]


def matched(wanted: Sequence[Ours], drawn: Any) -> Iterator[Pair]:
    """A PDF holds its letters in the order of shapes and paragraphs; of equal texts each takes the nearest."""
    glyphs = [(letter, glyph) for glyph in drawn.chars for letter in bare(glyph["text"])]
    letters = "".join(letter for letter, _ in glyphs)
    taken: set[int] = set()
    for ours in wanted:
        starts = [found.start() for found in re.finditer(f"(?={re.escape(ours.letters)})", letters)]
        free = [start for start in starts if start not in taken]
        if not free:
            yield ours, Theirs()
            continue
        start = min(free, key=lambda start: distance(glyphs[start][1], ours.box))
        end = start + len(ours.letters)
        taken.update(range(start, end))
        yield ours, read([glyph for _, glyph in glyphs[start:end]], ours.size_pt, drawn.height)


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
    left, right = min(glyph["x0"] for glyph in glyphs), max(glyph["x1"] for glyph in glyphs)
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
        if len(ours.lines) != len(theirs.lines)
    ]


def outside(found: Sequence[Pair], slide: Box) -> list[str]:
    """Texts that leave their own box or the slide, with how far."""
    told = []
    for ours, theirs in found:
        if theirs.lines and not (ours.box.contains(theirs.box, SLACK_PT) and slide.contains(theirs.box, SLACK_PT)):
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


@pytest.fixture(scope="module")
def agreed(opinion: Opinion) -> list[Pair]:
    return pairs(opinion.deck, opinion.whole)


@pytest.fixture(scope="module")
def quarrelled(opinion: Opinion) -> list[Pair]:
    return pairs(opinion.deck, opinion.damaged)


def test_every_visible_slide_is_a_page_of_the_pdf(opinion: Opinion) -> None:
    import pdfplumber

    with pdfplumber.open(opinion.shown) as book:
        assert len(book.pages) == sum(not page.hidden for page in opinion.deck.pages)


def test_every_paragraph_is_found_in_the_pdf(agreed: list[Pair]) -> None:
    lost = [f"slide {ours.slide} {ours.shape}: {ours.letters}" for ours, theirs in agreed if not theirs.lines]
    assert not lost, listed(lost)


def test_nearly_all_long_paragraphs_have_as_many_lines_as_ours(agreed: list[Pair]) -> None:
    both, missed = long_ones(agreed), misses(agreed)
    told = listed([f"{len(missed)} of {len(both)} paragraphs have another number of lines", *missed])
    assert len(both) > 50
    assert len(missed) <= (1 - AGREEMENT) * len(both), told


def test_no_text_leaves_its_box(opinion: Opinion, agreed: list[Pair]) -> None:
    slide = Box(0, 0, opinion.deck.brand.width, opinion.deck.brand.height)
    left = outside(agreed, slide)
    assert not left, listed(left)


def test_a_box_that_is_too_narrow_is_noticed(quarrelled: list[Pair]) -> None:
    assert any(NARROWED in miss for miss in misses(quarrelled))


def test_text_that_is_twice_as_long_is_noticed(opinion: Opinion, quarrelled: list[Pair]) -> None:
    slide = Box(0, 0, opinion.deck.brand.width, opinion.deck.brand.height)
    assert any(DOUBLED in told for told in (*misses(quarrelled), *outside(quarrelled, slide)))
