"""Code in a sentence stands in letters of its own, wherever it is shown."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from deck.brand.load import load_brand
from deck.diagnostics import Report
from deck.layout.measure import Measure
from deck.page import Deck, Piece
from deck.value import replace
from deck.workspace import Workspace
from deck.write.drawing import slide_pdf
from deck.write.handout.blocks import Reading, body
from deck.write.pptx.deck import write_pptx
from tests.story import PROJECT, Story, opened, tell

SLIDE = """\
format: 2
talk: {title: T, speaker: S, language: en-GB, status: final}
slides:
- id: a
  kind: bullets
  title: What `make` does
  bullets: ["Call `deck build -o x` **or `make`**", "`β` is Greek", "`a<br>b` stays"]
"""
ARABIC = SLIDE.replace("en-GB", "ar").replace("Call", "اكتب")


def pieces(deck: Deck) -> list[Piece]:
    return [piece for page in deck.pages for frame, _ in page.frames for line in frame.lines for piece in line.pieces]


def code(deck: Deck) -> dict[str, Piece]:
    return {piece.text: piece for piece in pieces(deck) if piece.run.code}


def test_it_is_set_and_measured_in_the_brands_monospaced_face(tmp_path: Path) -> None:
    deck = tell(tmp_path, SLIDE).without_mistakes()
    found = code(deck)
    assert {piece.family for piece in found.values()} == {"JetBrains Mono", "Inter"}
    assert found["deck build -o x"].width == pytest.approx(0.6 * 15 * found["deck build -o x"].size_pt)
    assert found["β"].family == "Inter", "letters that it lacks are those of the text"
    assert "a<br>b" in found


def test_powerpoint_is_told_the_face_and_not_to_spell_it(tmp_path: Path) -> None:
    [slide] = opened(tell(tmp_path, SLIDE).without_mistakes()).slides
    runs = [run for shape in slide.placeholders for para in shape.text_frame.paragraphs for run in para.runs]
    told = {run.text: (run.font.name, run.font.bold, run._r.rPr.get("noProof")) for run in runs}
    assert told["deck build -o x"] == ("JetBrains Mono", None, "1")
    assert told["make"] == ("JetBrains Mono", True, "1") and told["Call "] == (None, None, None)


def test_pdf_and_embedded_fonts_have_it(tmp_path: Path) -> None:
    deck = tell(tmp_path, SLIDE).without_mistakes()
    pdf = slide_pdf(deck, deck.pages)
    assert b"JetBrainsMono-Regular" in pdf and b"JetBrainsMono-Bold" in pdf


def test_handouts_know_it(tmp_path: Path) -> None:
    deck = tell(tmp_path, SLIDE).without_mistakes()
    [page] = deck.pages
    [block] = body(page.items, Reading(deck.brand, page.layout, page.language))
    assert {"text": "deck build -o x", "code": True} in block["items"][0]["words"]


def test_from_right_to_left(tmp_path: Path) -> None:
    deck = tell(tmp_path, ARABIC).without_mistakes()
    assert [piece.family for piece in code(deck).values() if "build" in piece.text] == ["JetBrains Mono"]
    assert write_pptx(deck) and slide_pdf(deck, deck.pages)


def without_monospace(folder: Path) -> Story:
    story = tell(folder, SLIDE)
    assets = folder / "house"
    shutil.copytree(PROJECT / "assets" / "brand", assets / "brand")
    shutil.copytree(PROJECT / "assets" / "fonts", assets / "fonts")
    look = assets / "brand" / "brand.yaml"
    look.write_text(re.sub(r"\n  monospace: .*", "", look.read_text(encoding="utf-8")), encoding="utf-8")
    return Story(replace(story.world, brand_folder=assets / "brand"), story.lines_before)


def test_a_brand_without_one_sets_it_as_the_text_around_it(tmp_path: Path) -> None:
    deck, _ = without_monospace(tmp_path).built()
    assert {piece.family for piece in code(deck).values()} == {"Inter"}
    assert "JetBrains" not in str([run.font.name for run in _runs(deck)])


def test_a_family_that_is_not_there_is_named_where_the_brand_names_it(tmp_path: Path) -> None:
    world: Workspace = without_monospace(tmp_path).world
    look = world.brand_folder / "brand.yaml"
    told = look.read_text(encoding="utf-8").replace("  headings: Inter\n", "  headings: Inter\n  monospace: Courier\n")
    look.write_text(told, encoding="utf-8")
    report = Report()
    report.take(load_brand(world.brand_folder))
    [one] = report
    assert (one.code, one.message) == ("bad-font", "there is no font `Courier`")
    assert told.splitlines()[one.span.line - 1] == "  monospace: Courier"


def test_all_its_letters_are_of_one_width() -> None:
    brand = Report().take(load_brand(PROJECT / "assets" / "brand"))
    measure = Measure(brand)
    letters = [chr(at) for at in (*range(0x21, 0x7F), *range(0xA1, 0x100)) if at != 0xAD]
    for bold in (False, True):
        assert {round(measure.advance(letter, "JetBrains Mono", bold), 4) for letter in letters} == {0.6}
    assert measure.advance("->", "JetBrains Mono") == pytest.approx(1.2), "no arrow is made of two signs"


def _runs(deck: Deck) -> list[object]:
    [slide] = opened(deck).slides
    return [run for shape in slide.placeholders for para in shape.text_frame.paragraphs for run in para.runs]
