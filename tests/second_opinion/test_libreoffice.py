"""Does LibreOffice, an independent program, break our lines where we broke them, and stay inside our boxes?"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from deck.diagnostics import Report
from deck.geometry import Box
from deck.page import Deck
from deck.pipeline import build
from deck.workspace import Workspace
from deck.write.pptx.deck import write_pptx
from tests.second_opinion.libreoffice import (
    AGREEMENT,
    PROJECT,
    Pair,
    changed,
    convert,
    listed,
    long_ones,
    misses,
    outside,
    pairs,
    with_all_slides,
    without_autofit,
)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed: second opinion skipped"),
]

NARROWED = "agenda.title"
DOUBLED = "atmp.quote"


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


def narrowed(name: str, xml: str) -> str:
    box = '<a:xfrm><a:off x="914400" y="914400"/><a:ext cx="914400" cy="914400"/></a:xfrm>'
    return re.sub(rf'(name="{NARROWED}"(?:(?!</p:sp>).)*)<p:spPr/>', rf"\1<p:spPr>{box}</p:spPr>", xml, count=1)


def doubled(name: str, xml: str) -> str:
    def twice(shape: re.Match[str]) -> str:
        return re.sub("<a:t>(.*?)</a:t>", r"<a:t>\1 \1</a:t>", shape[0])

    return re.sub(rf'name="{DOUBLED}".*?</p:sp>', twice, xml, count=1)


# ---------------------------------------------------------------- what they disagree about


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
    lost = [f"slide {ours.slide} {ours.shape}: {ours.text}" for ours, theirs in agreed if not theirs.lines]
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
