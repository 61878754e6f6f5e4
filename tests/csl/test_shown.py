"""Do styles of titles, addresses and retractions reach the slide, the card, the file and the paper?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from deck.write.pptx.deck import write_pptx
from tests.csl.telling import PAPER
from tests.story import Story, opened, tell
from tests.write.paper import told

SLIDES = """\
- id: one
  kind: bullets
  title: One message
  bullets: ["A point [@r]"]
  source: "[@r]"
- id: card
  kind: paper
  title: A paper
  papers: [{key: r}]
- id: references
  kind: references
  title: References
"""


def story(folder: Path, **fields: Any) -> Story:
    item = {"id": "r", **PAPER, **fields}
    return tell(folder, SLIDES, {"assets/references.json": json.dumps([item])})


def lines(folder: Path, **fields: Any) -> list[list[str]]:
    """The paragraphs of each slide."""
    deck, _ = story(folder, **fields).built()
    return [
        [paragraph.text for shape in slide.shapes if shape.has_text_frame for paragraph in shape.text_frame.paragraphs]
        for slide in opened(deck).slides
    ]


def test_a_retracted_paper_is_said_to_be_retracted_in_source_line_card_and_list(tmp_path):
    bullets, card, listed = lines(tmp_path, title="RETRACTED: A paper")
    assert "Tur 2024 (RETRACTED) [1]" in bullets
    assert "RETRACTED: A paper\N{NO-BREAK SPACE}[1]" in card
    assert "RETRACTED: Tur C. A paper. Journal 2024;1:1–2." in listed


def test_a_retraction_is_a_warning_once_where_it_is_cited_first(tmp_path):
    _, mistakes = story(tmp_path, status="retracted").built()
    assert [(one.line, one.told.code, one.told.severity.value) for one in mistakes] == [
        (4, "retracted-paper", "warning"),
    ]


def test_a_paper_with_an_address_leads_there_from_line_card_and_list(tmp_path):
    deck = story(tmp_path, URL="https://example.org/a/page").without_mistakes()
    slides = opened(deck).slides
    for slide in slides:
        links = [one.target_ref for one in slide.part.rels.values() if one.is_external]
        assert links == ["https://example.org/a/page"]
    assert any("\nexample.org/a/page" in shape.text_frame.text for shape in slides[1].shapes if shape.has_text_frame)


def test_an_address_that_no_line_can_hold_is_shortened_and_its_link_is_not(tmp_path):
    address = f"https://example.org/a/{'x' * 120}/page"
    deck, _ = story(tmp_path, URL=address).built()
    listed = opened(deck).slides[2]
    assert any(f"https://example.org/a/{'x' * 40}…/page" in shape.text_frame.text for shape in listed.placeholders)
    assert [one.target_ref for one in listed.part.rels.values() if one.is_external] == [address]


def test_letters_above_and_below_the_line_are_so_in_the_file(tmp_path):
    deck = story(tmp_path, title="CO<sub>2</sub> and 10<sup>6</sup> <i>cells</i>").without_mistakes()
    runs = {
        run.text: run.font._element
        for slide in list(opened(deck).slides)[1:]
        for shape in slide.shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
        for run in paragraph.runs
    }
    assert runs["2"].get("baseline") == "-25000"
    assert runs["6"].get("baseline") == "30000"
    assert runs["cells"].get("i") == "1"


@pytest.mark.parametrize("style", ["notes", "outline"])
def test_on_paper_a_list_says_the_same(tmp_path, style):
    item = {"id": "r", **PAPER, "title": "RETRACTED: CO<sub>2</sub>", "URL": "https://example.org"}
    files = {"assets/references.json": json.dumps([item])}
    printed = told(tmp_path, SLIDES, files, ignoring=("retracted-paper",)).text(style)
    assert "RETRACTED: Tur C. CO" in printed
    assert "Journal 2024;1:1–2. https://example.org" in printed


def test_a_title_with_styles_gives_a_file_without_faults(tmp_path):
    assert write_pptx(story(tmp_path, title="<b>A<sub>2</sub></b> &amp; <i>B<sup>2</sup></i>").without_mistakes())
