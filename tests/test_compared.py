"""Numbers at display size and things side by side: as large as there is room, and the same to whoever hears them."""

from __future__ import annotations

from pathlib import Path

import pytest

from deck.page import Deck, Page, TextBox
from deck.write.drawing import slide_pdf
from deck.write.handout.blocks import Reading, body, spoken
from tests.story import opened, tell
from tests.write.drawn import structure

COMPARED = """\
id: a
kind: compare
title: One or many
columns:
  - {title: Monolith, points: [{yes: Simple to deploy}, {no: "Teams deploy **alone**"}, One log]}
  - {title: "Microservices, each with a database and a team of its own", points: [{no: Simple to deploy}]}
"""
HEARD = "Yes: Simple to deploy. No: Teams deploy alone. One log."


def whole(yaml: str, language: str) -> str:
    head = f"talk: {{title: T, speaker: S, language: {language}, status: final}}\nslides:\n"
    return head + "".join(("  " if number else "- ") + line for number, line in enumerate(yaml.splitlines(True)))


def boxes(page: Page) -> dict[str, TextBox]:
    return {one.name.rpartition(".")[2]: one for one in page.elements if isinstance(one, TextBox)}


def heard(deck: Deck) -> str:
    [page] = deck.pages
    return spoken(page.items, body(page.items, Reading(deck.brand, page.layout, page.language)))


def test_a_screen_reader_says_ticks_and_crosses_in_the_deck(tmp_path: Path) -> None:
    deck = tell(tmp_path, COMPARED).without_mistakes()
    described = [node.get("descr") for node in opened(deck).slides[0].shapes._spTree.iter("{*}cNvPr")]
    assert HEARD in described and "No: Simple to deploy." in described


def test_and_in_the_pdf(tmp_path: Path) -> None:
    deck = tell(tmp_path, COMPARED).without_mistakes()
    labels = [node.text.strip() for node in structure(slide_pdf(deck, deck.pages)).all("Lbl")]
    assert labels == ["Yes:", "No:", "•", "No:"]


def test_and_in_handouts(tmp_path: Path) -> None:
    said = heard(tell(tmp_path, COMPARED).without_mistakes())
    assert said.startswith("Monolith. Yes: Simple to deploy. No: Teams deploy alone. One log. Microservices")


@pytest.mark.parametrize(("language", "no"), [("de", "Nein:"), ("fr", "Non:"), ("ar", "لا:"), ("nl", "Nee:")])
def test_in_its_language(language: str, no: str, tmp_path: Path) -> None:
    deck = tell(tmp_path, whole(COMPARED, language)).without_mistakes()
    described = [node.get("descr", "") for node in opened(deck).slides[0].shapes._spTree.iter("{*}cNvPr")]
    assert f"{no} Simple to deploy." in described


@pytest.mark.parametrize("language", ["en", "ar"])
def test_heads_are_equally_high_whatever_they_say(language: str, tmp_path: Path) -> None:
    [page] = tell(tmp_path, whole(COMPARED, language)).without_mistakes().pages
    one, other = boxes(page)["column-1-head"], boxes(page)["column-2-head"]
    assert len(list(other.frame.lines)) == 2 and len(list(one.frame.lines)) == 1
    assert (one.box.y, one.box.height) == (other.box.y, other.box.height)
    assert (one.box.x < other.box.x) == (language == "en")


NUMBERS = "id: a\nkind: number\ntitle: T\nnumbers:\n"


def test_all_numbers_of_a_slide_have_the_size_of_the_longest(tmp_path: Path) -> None:
    yaml = NUMBERS + "  - {number: 7}\n  - {number: 110 ± 32 days}\n"
    [page] = tell(tmp_path, yaml).without_mistakes().pages
    sizes = {laid.size_pt for name in ("number-1", "number-2") for laid in boxes(page)[name].frame.paragraphs}
    assert len(sizes) == 1 and 54 <= min(sizes) < 96


def test_a_number_alone_is_as_large_as_can_be(tmp_path: Path) -> None:
    [page] = tell(tmp_path, NUMBERS + "  - {number: 5/5, label: in remission}\n").without_mistakes().pages
    [laid] = boxes(page)["number-1"].frame.paragraphs
    assert laid.size_pt == page_role_size(page)


def page_role_size(page: Page) -> float:
    return boxes(page)["number-1"].frame.paragraphs[0].role.largest


@pytest.mark.parametrize(
    ("numbers", "rows"), [("1 2 3 4", 1), ("1,000 2,000 3,000 4,000", 2), ("1,000 2,000 3,000", 1)]
)
def test_four_long_numbers_stand_two_by_two(numbers: str, rows: int, tmp_path: Path) -> None:
    yaml = NUMBERS + "".join(f'  - {{number: "{number}"}}\n' for number in numbers.split())
    [page] = tell(tmp_path, yaml).without_mistakes().pages
    assert len({round(one.box.y) for name, one in boxes(page).items() if name.startswith("number-")}) == rows


def test_where_a_number_comes_from_has_its_name_as_in_a_source_line(tmp_path: Path) -> None:
    yaml = NUMBERS + '  - {number: 5/5, label: "people [@mackensen2022]", source: "[@mackensen2022]"}\n'
    said = heard(tell(tmp_path, yaml).without_mistakes())
    assert said == "5/5. people [1]. Mackensen et al. 2022 [1]."


def test_a_head_does_not_touch_its_box_whose_corners_are_round_as_its_own(tmp_path: Path) -> None:
    deck = tell(tmp_path, whole(COMPARED, "en")).without_mistakes()
    [page] = deck.pages
    head, body = boxes(page)["column-1-head"], boxes(page)["column-1"]
    assert body.box.y - head.box.bottom == pytest.approx(deck.brand.gaps["tight"], abs=0.1)
    assert head.style.geometry == body.style.geometry == "roundRect"
