"""Does our PDF show each line of text where LibreOffice, an independent program, shows it in the .pptx?"""

from __future__ import annotations

import io
import os
import re
import shutil
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from dataclasses import replace as changed_to
from pathlib import Path
from typing import Any

import pdfplumber
import pytest

from deck.diagnostics import Report
from deck.geometry import Box
from deck.layout.measure import Measure
from deck.layout.set_text import SUPERSCRIPT
from deck.page import Deck, Frame, Group, LaidParagraph, Page, TableBox, TextBox
from deck.pipeline import Edition, build
from deck.value import replace
from deck.workspace import Workspace
from deck.write.drawing import slide_pdf
from deck.write.pptx.deck import write_pptx
from tests.second_opinion.libreoffice import (
    AGREEMENT,
    DESCENT,
    Ours,
    bare,
    changed,
    convert,
    distance,
    our_paragraphs,
    with_all_slides,
    without_autofit,
)
from tests.story import PROJECT, tell

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed: second opinion skipped"),
]

# LibreOffice takes its time: the talk in further languages is asked for by DECK_LANGUAGES="en de fr nl ar".
LANGUAGES = os.environ.get("DECK_LANGUAGES", "en").split()
TALKS = sorted((PROJECT / "tests" / "languages").glob("*.yaml"))
"""Talks with every kind of slide."""
START_PT, TOP_PT = 1.0, 2.0
"""How far apart the two programs may begin a line, and put its top."""
PLANTED_PT = 6.0
WIDTH = 0.003
"""By how much of a line the programs measure text differently: a word that fits by less may stand on either line."""


# ---------------------------------------------------------------- what both show


@dataclass(frozen=True)
class Line:
    """A line as a PDF shows it: where it begins in reading direction, and the foot of its line box."""

    text: str
    start: float
    foot: float
    slack: float = 0.0
    """How far a line that is placed from its end may begin elsewhere, as it is measured differently."""


@dataclass(frozen=True)
class Pair:
    """A paragraph of the deck, and its lines in both PDFs."""

    slide: int
    ours: Ours
    drawn: Sequence[Line]
    shown: Sequence[Line]
    close: bool
    """Whether a word stood at the very end of the room where the two first differ."""
    own_way: frozenset[str] = frozenset()
    """What LibreOffice is known to do in its own way: breaks, begins, or has its top."""

    @property
    def breaks_alike(self) -> bool:
        return [bare(line.text) for line in self.drawn] == [bare(line.text) for line in self.shown]


@dataclass(frozen=True)
class Opinion:
    deck: Deck
    shown: Path
    """What LibreOffice makes of the .pptx, all slides shown."""
    folder: Path


@pytest.fixture(scope="module", params=[*LANGUAGES, *(f"every kind in {path.stem}" for path in TALKS)])
def opinion(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Opinion:
    folder = tmp_path_factory.mktemp("libreoffice")
    deck = the_talk(request.param) if request.param in LANGUAGES else every_kind(request.param.split()[-1], folder)
    (folder / "talk.pptx").write_bytes(changed(changed(write_pptx(deck), without_autofit), with_all_slides))
    convert([folder / "talk.pptx"], folder)
    return Opinion(deck, folder / "talk.pdf", folder)


def the_talk(language: str) -> Deck:
    deck = build(Workspace.find(PROJECT / "slides.yaml"), Report(), Edition("" if language == "en" else language))
    assert deck is not None and deck.meta.language.split("-")[0] == language
    return deck


def every_kind(language: str, folder: Path) -> Deck:
    yaml = (PROJECT / "tests" / "languages" / f"{language}.yaml").read_text(encoding="utf-8")
    return tell(folder, yaml).without_mistakes()


@pytest.fixture(scope="module")
def pairs(opinion: Opinion) -> list[Pair]:
    return list(compared(opinion.deck, opinion.deck.pages, opinion.shown))


def compared(deck: Deck, pages: Sequence[Page], shown: Path) -> Iterator[Pair]:
    """Every paragraph of those pages, drawn by us and shown by LibreOffice's PDF of the whole deck."""
    drawn = slide_pdf(deck, pages)
    with pdfplumber.open(io.BytesIO(drawn)) as ours, pdfplumber.open(shown) as theirs:
        assert len(theirs.pages) == len(deck.pages) and len(ours.pages) == len(pages)
        for page, mine in zip(pages, ours.pages, strict=True):
            yield from on_page(deck, page, mine, theirs.pages[page.number - 1])


def on_page(deck: Deck, page: Page, mine: Any, theirs: Any) -> Iterator[Pair]:
    measure = Measure(deck.brand)
    wanted = [
        Wanted(ours, *laid)
        for ours, laid in zip(our_paragraphs(page), laid_on(page), strict=True)
        # LibreOffice 7.4 shows the columns of every table from left to right.
        if not (deck.brand.right_to_left and ".table[" in ours.shape)
    ]
    found = bags_of if deck.brand.right_to_left else lines_of
    for one, drawn, shown in zip(wanted, found(wanted, mine), found(wanted, theirs), strict=True):
        # PowerPoint, and we, put the foot of a line by the font's own share; LibreOffice a fifth below the baseline.
        share = 1.2 * (1 - measure.ascent_share(deck.brand.family(one.laid.role)))
        size = one.laid.size_pt
        close = could_be_close(one, measure) if deck.brand.right_to_left else is_close(one, drawn, shown, measure)
        yield Pair(
            page.number,
            one.ours,
            footed(drawn, share * size),
            footed(shown, DESCENT * size),
            close,
            own_ways(one, deck),
        )


def own_ways(one: Wanted, deck: Deck) -> frozenset[str]:
    """What LibreOffice 7.4 does in its own way, where PowerPoint does as we do."""
    ways = set()
    if one.laid.align != "left" and "\N{SOFT HYPHEN}" in one.written:
        # It shows, and centres, no hyphen of a broken word.
        ways.add("begins")
    if one.ours.mixes_scripts or ("“" in one.written and deck.brand.language.startswith("zh")):
        # It moves Latin and Chinese words apart, and makes a quotation mark as wide as an ideograph.
        ways |= {"breaks", "begins"}
    # Its lines from right to left are not known, but that it breaks after no slash, and between a hyphen and a number.
    slash = any(line.text.endswith("/") for line in one.laid.lines[:-1])
    hyphen = len(one.laid.lines) > 1 and bool(re.search(r"[A-Za-z]-\d", one.written))
    if deck.brand.right_to_left and (slash or hyphen):
        ways.add("breaks")
    if deck.brand.own_family and any(stretch.run.link for stretch in one.laid.stretches):
        # Lines with a link are as high as their font says.
        ways.add("has its top")
    return frozenset(ways)


def footed(lines: Sequence[Line], descent: float) -> list[Line]:
    """Lines of which so far only the baseline is known."""
    return [changed_to(line, foot=line.foot + descent) for line in lines]


@dataclass(frozen=True)
class Wanted:
    """A paragraph to be found, and the width that its lines have."""

    ours: Ours
    laid: LaidParagraph
    room: float
    inset: float

    @property
    def mark(self) -> Iterator[Box]:
        """Where its bullet or number stands."""
        if self.laid.mark:
            box = self.ours.box
            yield Box(box.x + self.inset + self.laid.mark.x - 2, box.y, self.laid.mark.width + 4, box.height)

    @property
    def written(self) -> str:
        return "".join(stretch.text for stretch in self.laid.stretches)

    @property
    def letters(self) -> str:
        return bare(self.written)

    def offset(self, letter: int) -> int:
        """Where in the text its letter of that number stands."""
        return [at for at, char in enumerate(self.written) if bare(char)][letter]

    @property
    def pattern(self) -> str:
        """The letters; at a soft hyphen, a program that breaks there may show a hyphen."""
        parts = (bare(part) for part in self.written.split("\N{SOFT HYPHEN}"))
        return "-?".join(map(re.escape, parts))


def laid_on(page: Page) -> Iterator[tuple[LaidParagraph, float, float]]:
    """The paragraphs in the order of `our_paragraphs`, with the width and the left inset of their lines."""
    for element in page.elements:
        match element:
            case TextBox():
                yield from laid_in(element.frame, element.box.width)
            case Group(children=children):
                for child in children:
                    if isinstance(child, TextBox):
                        yield from laid_in(child.frame, child.box.width)
            case TableBox(cells=rows, widths=widths):
                for row in rows:
                    for cell, width in zip(row, widths, strict=True):
                        yield from laid_in(cell, width)


def laid_in(frame: Frame, width: float) -> Iterator[tuple[LaidParagraph, float, float]]:
    for laid in frame.paragraphs:
        if bare("".join(line.text for line in laid.lines)):
            yield laid, width - frame.inset[0] - frame.inset[2] - laid.indent_pt, frame.inset[0]


def lines_of(wanted: Sequence[Wanted], sheet: Any) -> Iterator[list[Line]]:
    """The lines of each paragraph in a PDF, which holds the letters of one together; of equal ones the nearest."""
    letters = [(letter, glyph) for glyph in sheet.chars for letter in bare(glyph["text"])]
    text = "".join(letter for letter, _ in letters)
    taken: set[int] = set()
    for one in wanted:
        found = [match.span(1) for match in re.finditer(f"(?=({one.pattern}))", text) if match.start() not in taken]
        if not found:
            yield []
            continue
        start, end = min(found, key=lambda span: distance(letters[span[0]][1], one.ours.box))
        taken.update(range(start, end))
        glyphs = list(without_hyphens(letters[start:end], one.letters))
        yield list(lines_in(glyphs, one.laid.size_pt, sheet.height))


def without_hyphens(found: Sequence[tuple[str, Any]], letters: str) -> Iterator[Any]:
    """The glyphs of the letters alone, without those that stand where a word was broken."""
    rest = iter(letters)
    next_one = next(rest, "")
    for letter, glyph in found:
        if letter == next_one:
            yield glyph
            next_one = next(rest, "")


def lines_in(glyphs: Sequence[Any], size: float, height: float) -> Iterator[Line]:
    """A new line begins where the baseline falls by more than from a superscript back to its line."""
    lines: list[list[Any]] = []
    baseline = 0.0
    for glyph in glyphs:
        at = height - glyph["matrix"][5]
        if not lines or at > baseline + 0.6 * size:
            lines.append([])
            baseline = at
        lines[-1].append(glyph)
        baseline = max(baseline, at)
    for line in lines:
        start = min(glyph["x0"] for glyph in line)
        yield Line("".join(glyph["text"] for glyph in line), start, max(height - glyph["matrix"][5] for glyph in line))


# ---------------------------------------------------------------- what is read from right to left

ALIKE = 0.9
"""Share of its letters by which a line is known: LibreOffice's PDF lacks some marks, and ours has some twice."""


def bags_of(wanted: Sequence[Wanted], sheet: Any) -> Iterator[list[Line]]:
    """The lines of each paragraph by the letters in them, in any order: no two programs order Arabic alike in a PDF."""
    marks = [area for one in wanted for area in one.mark]
    shown = list(stretches_of(sheet, marks))
    for one in wanted:
        found = [(line, nearest(line.text, one.ours.box, shown, y)) for line, y in expected(one)]
        yield [Line(line.text, at.start, at.foot, at.slack) for line, at in found if at is not None]


def expected(one: Wanted) -> Iterator[tuple[Any, float]]:
    """The lines of the layout, and about how far down the page each stands."""
    laid = one.laid
    top = one.ours.box.y + one.ours.box.height / 2
    for line in laid.lines:
        yield line, top + line.baseline - laid.lines[0].baseline


def stretches_of(sheet: Any, marks: Sequence[Box]) -> Iterator[Line]:
    """Letters that stand on one baseline without a gap, without bullets and numbers."""
    glyphs = [
        glyph
        for glyph in sheet.chars
        # A vowel sign has no width; a PDF may name it by its letter, and as that letter's neighbour.
        if bare(glyph["text"]) and glyph["width"] > 0.5 and not any(distance(glyph, area) == 0 for area in marks)
    ]
    plain = sorted(glyphs, key=lambda glyph: (round(sheet.height - glyph["matrix"][5], 0), glyph["x0"]))
    run: list[Any] = []
    for glyph in plain:
        before = run[-1] if run else glyph
        apart = abs(glyph["matrix"][5] - before["matrix"][5]) > 1 or glyph["x0"] - before["x1"] > glyph["size"]
        if run and apart:
            yield stretch(run, sheet.height)
            run = []
        run.append(glyph)
    if run:
        yield stretch(run, sheet.height)


def stretch(glyphs: Sequence[Any], height: float) -> Line:
    text = "".join(glyph["text"] for glyph in glyphs)
    right, left = max(glyph["x1"] for glyph in glyphs), min(glyph["x0"] for glyph in glyphs)
    return Line(text, right, height - glyphs[0]["matrix"][5], WIDTH * (right - left))


def nearest(text: str, box: Box, shown: Sequence[Line], y: float) -> Line | None:
    """The stretch with the letters of that text that stands nearest to where it should."""
    alike = [line for line in shown if likeness(line.text, text) >= ALIKE]
    inside = [line for line in alike if box.y - 9 < line.foot < box.bottom + 9 and box.x < line.start < box.right + 9]
    return min(inside, key=lambda line: abs(line.foot - y), default=None)


def likeness(one: str, other: str) -> float:
    mine, theirs = Counter(letters(one)), Counter(letters(other))
    return 2 * (mine & theirs).total() / max(1, mine.total() + theirs.total())


def letters(text: str) -> str:
    """Letters without the marks above and below them."""
    plain = unicodedata.normalize("NFKD", re.sub(r"\(cid:\d+\)", "", bare(text)))
    return "".join(char for char in plain if unicodedata.category(char) not in ("Mn", "Cf"))


def is_close(one: Wanted, drawn: Sequence[Line], shown: Sequence[Line], measure: Measure) -> bool:
    """Whether the longer one of the first lines that differ fills its room to a hair, or is a hair too long."""
    start = 0
    for ours, theirs in zip(drawn, shown, strict=False):
        if bare(ours.text) != bare(theirs.text):
            end = start + max(len(bare(ours.text)), len(bare(theirs.text)))
            return abs(width(one.laid, start, end, measure) - one.room) < WIDTH * one.room
        start += len(bare(ours.text))
    return False


def could_be_close(one: Wanted, measure: Measure) -> bool:
    """Whether any line fills its room to a hair, or would with the next word."""
    end = 0
    for line in one.laid.lines:
        start, end = end, end + len(bare(line.text))
        word = len(bare(re.match(r"\s*\S*", one.written[one.offset(end - 1) + 1 :])[0]))  # type: ignore[index]
        for stop in {end, min(end + word, len(one.letters))}:
            if abs(width(one.laid, start, stop, measure) - one.room) < WIDTH * one.room:
                return True
    return False


def width(laid: LaidParagraph, start: int, end: int, measure: Measure) -> float:
    """How wide a part of a paragraph, counted in its letters, is on one line."""
    whole = "".join(stretch.text for stretch in laid.stretches)
    places = [at for at, char in enumerate(whole) if bare(char)]
    left, right = places[start], places[end - 1] + 1
    total, first = 0.0, 0
    for stretch in laid.stretches:
        run, part = stretch.run, stretch.text[max(0, left - first) : max(0, right - first)]
        size = laid.size_pt * (SUPERSCRIPT if run.sup else 1)
        total += size * measure.advance(part, stretch.family, laid.role.bold or run.bold, run.italic)
        first += len(stretch.text)
    return total


# ---------------------------------------------------------------- what they disagree about


@dataclass(frozen=True)
class Shift:
    slide: int
    where: str
    what: str
    by: float
    told: str


def shifts(pairs: Sequence[Pair]) -> list[Shift]:
    """Lines that the programs show in other places, the worst first; only of boxes that are broken alike."""
    broken = {(pair.slide, pair.ours.shape) for pair in pairs if not pair.breaks_alike}
    # A line of another height moves all others of its box.
    higher = {(pair.slide, pair.ours.shape) for pair in pairs if "has its top" in pair.own_way}
    found = [
        shift
        for pair in pairs
        if (pair.slide, pair.ours.shape) not in broken
        for ours, theirs in zip(pair.drawn, pair.shown, strict=True)
        for shift in shifted(pair, ours, theirs)
        if not (shift.what == "has its top" and (pair.slide, pair.ours.shape) in higher)
    ]
    return sorted(found, key=lambda shift: -shift.by)


def shifted(pair: Pair, ours: Line, theirs: Line) -> Iterator[Shift]:
    for what, mine, other, slack in (
        ("begins", ours.start, theirs.start, START_PT + ours.slack),
        ("has its top", ours.foot, theirs.foot, TOP_PT),
    ):
        by = abs(mine - other)
        if by > slack and what not in pair.own_way:
            where = f"slide {pair.slide} {pair.ours.shape}"
            yield Shift(pair.slide, where, what, by, f"{where}: {what} {by:.1f} pt away: {ours.text!r}")


def told(found: Sequence[Shift]) -> str:
    if not found:
        return ""
    slides = len({shift.slide for shift in found})
    worst = f"the worst is slide {found[0].slide}, by {found[0].by:.1f} pt; {len(found)} lines on {slides} slides"
    return "\n".join(("", worst, *(shift.told for shift in found[:20])))


def broken_elsewhere(pairs: Sequence[Pair]) -> list[str]:
    return [
        f"slide {pair.slide} {pair.ours.shape}: ours {[line.text for line in pair.drawn]},"
        f" theirs {[line.text for line in pair.shown]}"
        for pair in pairs
        if not pair.breaks_alike and not pair.close and "breaks" not in pair.own_way
    ]


# ---------------------------------------------------------------- do they?


def test_every_paragraph_is_in_both(opinion: Opinion, pairs: list[Pair]) -> None:
    # Letters in any order are found a line at a time: one that is broken elsewhere is told of below.
    by_lines = opinion.deck.brand.right_to_left
    lost = [f"slide {p.slide} {p.ours.shape}: {p.ours.text}" for p in pairs if not (p.drawn and (p.shown or by_lines))]
    assert len(pairs) > 50 and not lost, "\n".join(lost)


def test_lines_are_broken_in_the_same_places(pairs: list[Pair]) -> None:
    long = [pair for pair in pairs if len(pair.drawn) > 1 or len(pair.shown) > 1]
    other = broken_elsewhere(pairs)
    assert len(long) > 10
    # LibreOffice does not break after a slash, and does between a hyphen and a number.
    assert len(other) <= max(2, (1 - AGREEMENT) * len(long)), "\n".join(("", *other))


def test_lines_begin_and_stand_in_the_same_places(pairs: list[Pair]) -> None:
    found = shifts(pairs)
    assert not found, told(found)


@pytest.mark.parametrize(("right", "down"), [(PLANTED_PT, 0.0), (0.0, PLANTED_PT), (0.0, -PLANTED_PT)])
def test_a_box_that_is_drawn_somewhere_else_is_noticed_and_its_slide_named(
    opinion: Opinion, pairs: list[Pair], right: float, down: float
) -> None:
    page, box = a_box_in_the_middle(opinion.deck, pairs)
    moved = replace(box, box=replace(box.box, x=box.box.x + right, y=box.box.y + down))
    elements = tuple(moved if one is box else one for one in page.elements)
    found = shifts(list(compared(opinion.deck, [replace(page, elements=elements)], opinion.shown)))
    assert {shift.where for shift in found} == {f"slide {page.number} {box.name}"}
    assert found[0].by == pytest.approx(PLANTED_PT, abs=1)
    assert f"the worst is slide {page.number}, by" in told(found)


def a_box_in_the_middle(deck: Deck, pairs: Sequence[Pair]) -> tuple[Page, TextBox]:
    """One of which LibreOffice shows every line as we do."""
    alike = {pair.ours.shape for pair in pairs} - {p.ours.shape for p in pairs if p.own_way or not p.breaks_alike}
    found = [
        (page, element)
        for page in deck.pages
        for element in page.elements
        if isinstance(element, TextBox) and element.name in alike
    ]
    return found[len(found) // 2]
