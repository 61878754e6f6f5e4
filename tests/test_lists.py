"""Points under points, numbers that go on and words that are explained, on the slide, in PowerPoint and on paper."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from deck.page import Deck, LaidParagraph, TextBox
from deck.write.handout.blocks import Reading, body
from tests.story import opened, tell

SLIDES = """\
format: 2
talk: {title: T, speaker: S, language: LANGUAGE, status: final}
slides:
- id: a
  kind: bullets
  title: Steps
  marks: number
  start: 9
  sub_marks: number
  bullets:
    - Collect
      - under it
        - and under that
      - again
    - {term: Lymphodepletion, text: makes room}
- id: b
  kind: bullets
  title: Words
  bullets: [{text: One, sub: [{text: two, sub: [three]}]}, Four]
"""


def told(folder: Path, language: str = "en-GB") -> Deck:
    return tell(folder, SLIDES.replace("LANGUAGE", language)).without_mistakes()


def points(deck: Deck, page: int) -> tuple[LaidParagraph, ...]:
    return next(
        one.frame.paragraphs
        for one in deck.pages[page].elements
        if isinstance(one, TextBox) and one.name.endswith(".body")
    )


@pytest.mark.parametrize("page", [0, 1])
def test_a_point_stands_under_the_words_that_it_belongs_to(page: int, tmp_path: Path) -> None:
    first, second, third, *_ = points(told(tmp_path), page)
    assert second.indent_pt - second.hanging_pt == pytest.approx(first.indent_pt)
    assert third.indent_pt - third.hanging_pt == pytest.approx(second.indent_pt)


def test_from_right_to_left_marks_stand_as_far_in_from_the_other_side(tmp_path: Path) -> None:
    first, second, third, *_ = points(told(tmp_path, "ar"), 0)
    assert first.mark and second.mark and third.mark
    assert first.mark.x > second.mark.x > third.mark.x > third.lines[0].pieces[0].x


def test_a_list_goes_on_from_its_number_in_powerpoint(tmp_path: Path) -> None:
    slide = opened(told(tmp_path)).slides[0]
    numbers = [int(one.get("startAt", 1)) for one in slide.shapes._spTree.iter("{*}buAutoNum")]
    assert numbers == [9, 1, 1, 2, 10]


def test_two_digits_do_not_touch_the_words(tmp_path: Path) -> None:
    *_, last = points(told(tmp_path), 0)
    assert last.mark and last.mark.text == "10." and last.mark.run.bold, "as the words behind it, in every program"
    assert last.mark.x + last.mark.width < last.lines[0].pieces[0].x - 0.1 * last.size_pt


@pytest.mark.parametrize(("language", "said"), [("en-GB", "Lymphodepletion: "), ("fr", "Lymphodepletion\xa0: ")])
def test_a_term_stands_before_what_explains_it(language: str, said: str, tmp_path: Path) -> None:
    text = points(told(tmp_path, language), 0)[-1].paragraph.text
    assert text.plain == f"{said}makes room"
    assert [run.bold for run in text.runs] == [True, False]


def test_a_handout_keeps_levels_and_numbers(tmp_path: Path) -> None:
    deck = told(tmp_path)
    page = deck.pages[0]
    [block] = body(page.items, Reading(deck.brand, page.layout, page.language))
    assert (block["mark"], block["start"]) == ("number", 9)
    assert shape(block["items"][0]) == ["Collect", ["under it", ["and under that"]], ["again"]]
    assert block["items"][0]["numbered"]


def shape(item: dict[str, Any]) -> list[Any]:
    return [item["words"], *(shape(one) for one in item.get("items", ()))]


def test_numbers_belong_to_numbered_lists(tmp_path: Path) -> None:
    _, [mistake] = tell(tmp_path, "id: a\nkind: bullets\ntitle: T\nstart: 3\nbullets: [One]\n").built()
    assert (mistake.line, mistake.told.code, mistake.told.help) == (4, "no-place", "write `marks: number` beside it")
