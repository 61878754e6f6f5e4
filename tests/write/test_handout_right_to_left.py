"""Is paper in Arabic read from the right, and do its notes stay private too?"""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from unicodedata import bidirectional

import pikepdf
import pytest

from deck.diagnostics import Report
from deck.write.handout.cells import GAP_PT, HEAD_BESIDE_PT
from deck.write.handout.ending import public_texts
from deck.write.handout.file_text import text_of
from deck.write.handout.leaks import Secrets
from deck.write.handout.style import PAPERS, known_styles
from tests.write.drawn import letters
from tests.write.paper import ATTENDEES, STYLES, Printer, frames_of, size_of, told, words_of

ARABIC = (Path(__file__).parents[1] / "languages" / "ar.yaml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Printer:
    """Every kind of slide in Arabic."""
    return told(tmp_path_factory.mktemp("talk"), ARABIC)


@cache
def printed(talk: Printer, style: str) -> tuple[bytes, Report]:
    return talk.pdf(style), talk.report


def pdf_of(talk: Printer, style: str) -> bytes:
    return printed(talk, style)[0]


@pytest.mark.parametrize("style", STYLES)
def test_every_style_is_printed_without_a_complaint(talk, style):
    pdf, report = printed(talk, style)
    assert pdf
    assert list(report) == []


@pytest.mark.parametrize("style", ["2up", "3up", "4up", "6up"])
def test_slides_run_from_right_to_left_and_then_down(talk, style):
    grid = known_styles()[style].grid
    assert grid is not None
    pdf = pdf_of(talk, style)
    width, _ = size_of(pdf)
    written = letters(pdf)
    frames = sorted(frames_of(pdf), key=lambda frame: (round(frame[1]), -frame[0]))
    for number, (left, top, wide, _) in enumerate(frames, 1):
        # Its number stands above it, at its right edge; where there are lines beside it, above these.
        edge, highest = (left - GAP_PT, -HEAD_BESIDE_PT) if style == "3up" else (left + wide, 0)
        above = [one.text for one in written if highest < top - one.baseline < 40 and abs(one.right - edge) < 3]
        assert str(number) in above
    if style == "3up":
        assert all(left > width / 4 for left, *_ in frames)


def test_a_page_that_is_read_from_the_right_has_its_number_at_the_left(talk):
    words = words_of(pdf_of(talk, "outline"))[0]
    foot = [word for word in words if word["top"] > PAPERS["a4"].height - 50]
    assert min(word["x0"] for word in foot) < 60 and max(word["x1"] for word in foot) > 530


def test_numbers_and_latin_names_stand_as_they_are_written(talk):
    text = " ".join(word["text"] for page in words_of(pdf_of(talk, "outline")) for word in page)
    assert "#EMSP2026" in text and "EMSP2026#" not in text


def secrets_of(talk: Printer) -> Secrets:
    return Secrets(talk.deck.pages, public_texts(talk.deck))


def test_notes_are_found_in_the_finished_file_though_letters_lie_in_it_as_they_are_seen(talk):
    secret = [leak.sentence for leak in secrets_of(talk).told_in(text_of(pdf_of(talk, "script")))]
    spoken = [sentence for page in talk.deck.pages for text in page.notes for sentence in [text.plain] if sentence]
    assert secret and {sentence[:20] for sentence in spoken} <= {sentence[:20] for sentence in secret}


@pytest.mark.parametrize("style", ATTENDEES)
def test_attendees_get_none_of_them(talk, style):
    assert secrets_of(talk).told_in(text_of(pdf_of(talk, style))) == []


def test_words_are_heard_as_they_were_written(talk):
    pdf = pikepdf.open(io.BytesIO(pdf_of(talk, "outline")))
    read_aloud = [str(thing.ActualText).strip() for thing in pdf.objects if is_spoken(thing)]
    shown = [page for page in talk.deck.pages if not page.hidden]
    written = [word for page in shown for word in page.title.split() if bidirectional(word[0]) == "AL"]
    assert written and set(written) <= set(read_aloud)
    with pdf.open_outline() as outline:
        assert outline.root[0].title == talk.deck.pages[0].section


def is_spoken(thing: object) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and "/ActualText" in thing
