"""A mark in the words, and what it stands for at the foot of the slide: above the source, and read out once."""

from __future__ import annotations

from pathlib import Path

import pytest

from deck.page import Deck, Frame, TextBox
from deck.write.drawing import slide_pdf
from deck.write.handout.blocks import Reading, body, spoken
from deck.write.pptx.deck import write_pptx
from deck.write.pptx.read_back import differences
from tests.story import opened, tell
from tests.write.drawn import structure

SLIDE = """\
format: 2
talk: {title: T, speaker: S, language: LANGUAGE, status: final}
slides:
- id: a
  kind: bullets
  title: Eight patients[^1]
  bullets: ["All of them responded[^2]"]
  footnotes: [One dose each, "By **its** criteria"]
  source: A study
"""


def told(folder: Path, language: str = "en-GB") -> Deck:
    return tell(folder, SLIDE.replace("LANGUAGE", language)).without_mistakes()


def foot(deck: Deck) -> Frame:
    [page] = deck.pages
    return next(one.frame for one in page.elements if isinstance(one, TextBox) and one.name == "a.source")


@pytest.mark.parametrize("language", ["en-GB", "ar"])
def test_footnotes_stand_above_the_source(language: str, tmp_path: Path) -> None:
    deck = told(tmp_path, language)
    notes, source = foot(deck).paragraphs
    assert notes.paragraph.text.plain == "¹\xa0One dose each  ²\xa0By its criteria"
    assert source.paragraph.text.plain == "A study"
    assert not list(differences(write_pptx(deck), deck))
    assert slide_pdf(deck, deck.pages)


def test_their_numbers_are_raised_in_powerpoint(tmp_path: Path) -> None:
    [slide] = opened(told(tmp_path)).slides
    shape = next(one for one in slide.placeholders if one.text_frame.text.endswith("A study"))
    raised = [run.text for run in shape.text_frame.paragraphs[0].runs if run._r.rPr.get("baseline")]
    assert raised == ["1", "2"]


def test_they_are_read_out_once(tmp_path: Path) -> None:
    deck = told(tmp_path)
    [page] = deck.pages
    said = spoken(page.items, body(page.items, Reading(deck.brand, page.layout, page.language)))
    assert said.count("One dose each") == 1
    tags = " ".join(node.text for node in structure(slide_pdf(deck, deck.pages)).all("P"))
    assert tags.count("One dose each") == 1


def test_a_mark_of_a_slide_without_footnotes_is_its_authors_business(tmp_path: Path) -> None:
    lines = [line for line in SLIDE.replace("LANGUAGE", "en-GB").splitlines() if "footnotes" not in line]
    deck = tell(tmp_path, "\n".join(lines) + "\n").without_mistakes()
    assert len(foot(deck).paragraphs) == 1


def test_what_does_not_fit_at_the_foot_is_an_error_there(tmp_path: Path) -> None:
    long = " ".join(["so many words that nobody can read them at the foot of a slide"] * 8)
    _, mistakes = tell(tmp_path, SLIDE.replace("LANGUAGE", "en-GB").replace("One dose each", long)).built()
    assert [(one.line, one.told.code) for one in mistakes] == [(8, "text-overflows")]
