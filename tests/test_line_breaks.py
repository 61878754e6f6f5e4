"""A line that its author ends, on the slide, in the notes, in what is heard and in what is translated."""

from __future__ import annotations

from pathlib import Path

import pytest

from deck.markup import BREAK
from deck.page import Deck, TextBox
from deck.write.drawing import slide_pdf
from deck.write.handout.blocks import Reading, body
from deck.write.pptx.deck import write_pptx
from deck.write.pptx.read_back import differences
from tests.story import opened, tell
from tests.write.drawn import structure

HEAD = "format: 2\ntalk: {title: T, speaker: S, language: en-GB, status: final}\nslides:\n"
SLIDE = f"""\
{HEAD}- id: a
  kind: bullets
  title: One medicine,<br>**one** patient
  bullets: ["Given once<br/>and never again", "CD19^+^<br>cells"]
  notes: Say it.<br>Wait for silence.
"""
TABLE = f"""\
{HEAD}- id: b
  kind: table
  title: Doses
  columns: [Drug, Dose]
  rows: [[Rituximab, "1000 mg<br>twice"], [Ocrelizumab, 600 mg]]
  alt: Two drugs and their doses
"""
PANELS = f"""\
{HEAD}- id: c
  kind: panels
  title: How it goes
  panels: [{{title: "Take<br>cells", text: "Once<br>only"}}, {{title: Give them, text: Twice}}]
"""
ARABIC = f"""\
{HEAD.replace("en-GB", "ar")}- id: a
  kind: statement
  title: علاج<br>بالخلايا
  quote: ["خلايا CAR-T<br>مرة واحدة (2024)<br>110 ± 32"]
"""


def lines(deck: Deck) -> dict[str, list[list[str]]]:
    """The lines of every paragraph, by the name of its box."""
    boxes = [one for page in deck.pages for one in page.elements if isinstance(one, TextBox)]
    return {
        box.name.rpartition(".")[2]: [[line.text for line in laid.lines] for laid in box.frame.paragraphs]
        for box in boxes
    }


def test_lines_end_where_their_author_says(tmp_path: Path) -> None:
    deck = tell(tmp_path, SLIDE).without_mistakes()
    assert lines(deck)["title"] == [["One medicine,", "one patient"]]
    assert lines(deck)["body"] == [["Given once", "and never again"], ["CD19+", "cells"]]


def test_powerpoint_gets_breaks_of_its_own(tmp_path: Path) -> None:
    deck = tell(tmp_path, SLIDE).without_mistakes()
    slide = opened(deck).slides[0]
    assert slide.shapes.title.text == "One medicine,\vone patient"
    assert slide.notes_slide.notes_text_frame.text == "Say it.\vWait for silence."
    sizes = {node.get("sz") for node in slide.shapes.title._element.iter("{*}rPr")}
    assert len(sizes) == 1, "a break is as high as its line"
    assert not list(differences(write_pptx(deck), deck))


def test_a_cell_is_as_wide_as_its_longest_line(tmp_path: Path) -> None:
    (tmp_path / "long").mkdir()
    [broken] = tell(tmp_path, TABLE).without_mistakes().pages
    [whole] = tell(tmp_path / "long", TABLE.replace("<br>", " ")).without_mistakes().pages
    narrow, wide = (next(one for one in page.elements if hasattr(one, "cells")) for page in (broken, whole))
    assert [line.text for line in narrow.cells[1][1].lines] == ["1000 mg", "twice"]
    assert narrow.widths[1] < wide.widths[1] and narrow.heights[1] > narrow.heights[2]


def test_a_card_breaks_its_head(tmp_path: Path) -> None:
    deck = tell(tmp_path, PANELS).without_mistakes()
    frames = [[line.text for line in frame.lines] for page in deck.pages for frame, _ in page.frames]
    assert ["Take", "cells", "Once", "only"] in frames


def test_whoever_hears_the_slide_hears_two_words(tmp_path: Path) -> None:
    deck = tell(tmp_path, SLIDE).without_mistakes()
    [page] = deck.pages
    assert page.title == "One medicine, one patient"
    tree = structure(slide_pdf(deck, deck.pages))
    [heading] = tree.all("H1") or tree.all("Title")
    assert " ".join(heading.text.split()) == "One medicine, one patient"
    listed = [" ".join(node.text.split()) for node in tree.all("LBody")]
    assert listed == ["Given once and never again", "CD19⁺ cells"]


def test_a_handout_breaks_the_line_too(tmp_path: Path) -> None:
    deck = tell(tmp_path, SLIDE).without_mistakes()
    [page] = deck.pages
    [block] = body(page.items, Reading(deck.brand, page.layout, page.language))
    assert block["items"][0]["words"] == [
        {"text": "Given once"},
        {"text": " ", "break": True},
        {"text": "and never again"},
    ]


def test_from_right_to_left(tmp_path: Path) -> None:
    deck = tell(tmp_path, ARABIC).without_mistakes()
    assert [len(laid) for laid in lines(deck)["quote"]] == [3]
    assert not list(differences(write_pptx(deck), deck))
    [page] = deck.pages
    quote = next(one for one in page.elements if one.name == "a.quote")
    assert isinstance(quote, TextBox)
    assert BREAK in "".join(stretch.text for stretch in quote.frame.paragraphs[0].stretches)
    assert slide_pdf(deck, deck.pages)


@pytest.mark.parametrize("title", ["One<br>two", "**One**<br>two"])
def test_nothing_that_is_printed_in_a_row_holds_the_sign(title: str, tmp_path: Path) -> None:
    deck = tell(tmp_path, f"{HEAD}- {{id: a, kind: statement, title: '{title}', quote: [x]}}\n").without_mistakes()
    assert BREAK.encode() not in b"".join(_parts(write_pptx(deck)))


def _parts(data: bytes) -> list[bytes]:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [archive.read(name) for name in archive.namelist()]
