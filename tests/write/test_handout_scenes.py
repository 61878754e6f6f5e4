"""Does what is read start from scenes? A list over several slides is one list, and nothing in it is lost."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pdfplumber
import pytest

from deck.layout.measure import Measure
from deck.write.handout import PAPERS, known_styles
from deck.write.handout.content import content
from deck.write.handout.ending import ending
from tests.write.paper import TALK, Printer, told

HEAD = TALK.split("slides:\n")[0] + "slides:\n"
LONG = HEAD + (
    "  - id: long\n    kind: bullets\n    title: Many points\n    minutes: 2\n    notes: Say it once.\n"
    "    source: '[@mackensen2022; @reg1394]'\n    bullets:\n"
    + "".join(f"      - Point {number} of a list that is too long for one slide\n" for number in range(40))
    + "  - {id: after, kind: statement, title: After it, quote: [Words]}\n"
)
TREE = HEAD + (
    "  - id: tree\n    kind: tree\n    title: Kinds of cells\n    alt: {alt}\n"
    "    root: {{text: Cells}}\n    branches: [{{text: T cells}}, {{text: MS}}]\n"
)


def said(talk: Printer, style: str) -> dict[str, Any]:
    measure = Measure(talk.deck.brand)
    return content(talk.deck, talk.deck.pages, known_styles()[style], PAPERS["a4"], style == "script", measure)


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Printer:
    return told(tmp_path_factory.mktemp("long"), LONG)


@pytest.mark.parametrize("style", ["outline", "large-print", "script"])
def test_a_list_of_several_slides_has_one_heading(long: Printer, style: str) -> None:
    count = len(long.deck.pages) - 1
    assert count > 1
    slides = said(long, style)["slides"]
    assert [(one["numbers"], one["title"]) for one in slides] == [
        (f"1–{count}", "Many points"),
        (str(count + 1), "After it"),
    ]


def test_it_is_one_list_with_all_its_points(long: Printer) -> None:
    [block] = said(long, "outline")["slides"][0]["body"]
    assert len(block["items"]) == 40


def test_each_slide_that_is_shown_says_what_stands_on_it(long: Printer) -> None:
    first, *_, last, _ = said(long, "2up")["slides"]
    assert "Point 0 of" in first["sheets"][0]["spoken"] and "Point 39 of" not in first["sheets"][0]["spoken"]
    assert "Point 39 of" in last["sheets"][0]["spoken"]


def test_its_minutes_count_once(long: Printer) -> None:
    assert [page.minutes for page in long.deck.pages][:2] == [2, None]


def test_a_handout_takes_its_numbers_from_the_citations(long: Printer) -> None:
    listed = ending(long.deck, long.deck.pages, long.library)["references"]
    assert {one["number"] for one in listed} == set(long.deck.citations.numbers.values()) == {1, 2}


def test_a_list_beside_a_picture_is_whole(tmp_path: Path) -> None:
    talk = told(tmp_path, TREE.format(alt="Cells and systems"))
    [block] = said(talk, "outline")["slides"][0]["body"]
    assert [item["words"] for item in block["items"]] == ["Cells", "T cells", "MS"]


def test_what_the_description_says_whole_is_not_said_twice(tmp_path: Path) -> None:
    talk = told(tmp_path, TREE.format(alt="'Cells: T cells, MS'"))
    [block] = said(talk, "outline")["slides"][0]["body"]
    assert block["items"] == []


def test_the_outline_is_printed_with_one_heading(long: Printer) -> None:
    text = long.text("outline")
    assert text.count("Many points") == 1 and "(1/" not in text


LANES = """\
id: who
kind: process
title: Who does what
columns: [Screen, Feed]
lanes:
  - {title: Nurse, note: on day one, steps: {Screen: Water test, Feed: Sits upright}}
  - {title: Cook, steps: {Feed: Smooth texture}}
alt: Two lanes
"""


def test_who_does_what_at_which_step_is_a_table_for_who_reads_it(tmp_path: Path) -> None:
    _, table = said(told(tmp_path, LANES), "large-print")["slides"][0]["body"]
    assert table["head"] == ["", "Screen", "Feed"]
    assert table["rows"] == [["Nurse on day one", "Water test", "Sits upright"], ["Cook", "", "Smooth texture"]]


CHART = """\
id: found
kind: chart
title: Which method finds most
chart: column
csv: figures/data/found.csv
categories: method
value_axis: {title: "Patients, %"}
series: [{name: Found, values: patients}]
alt: The film finds most.
source: Ours
"""


@pytest.mark.parametrize(("axis", "head"), [("", ""), ("category_axis: {title: Way of looking}\n", "Way of looking")])
def test_a_chart_in_words_has_its_unit_and_no_name_of_a_field(axis: str, head: str, tmp_path: Path) -> None:
    data = {"figures/data/found.csv": "method,patients\nFilm,64\nWater,37\n"}
    [table] = said(told(tmp_path, CHART + axis, data), "large-print")["slides"][0]["body"]
    assert table["of"] == "Patients, %" and table["head"] == [head, "Found"]


@pytest.mark.parametrize("count", [8, 60, 200])
def test_in_large_print_the_words_of_a_picture_stand_on_its_page_however_many_they_are(
    count: int, tmp_path: Path
) -> None:
    know = " ".join(["Readers should know this."] * 12)
    alt = " ".join(f"word{number}" for number in range(count))
    yaml = f"id: b\nkind: pictures\ntitle: A room\nhandout: {know}\npictures: [{{file: assets/room.svg, alt: {alt}}}]\n"
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 9"><rect width="16" height="9" fill="#123"/></svg>'
    pdf = told(tmp_path, yaml, {"assets/room.svg": svg}).pdf("large-print")
    with pdfplumber.open(io.BytesIO(pdf)) as book:
        [page] = [page for page in book.pages if any(one["width"] > 300 for one in (*page.rects, *page.curves))]
        assert "Picture: word0" in page.extract_text()
        assert all(page.extract_text().strip().count("\n") >= 2 for page in book.pages)  # its head, its foot, and more


def test_in_large_print_a_picture_stands_with_its_words_on_one_page_as_large_as_that_has_room(tmp_path: Path) -> None:
    long = " ".join(["a point of many words that fills the page"] * 14)
    slides = f"""\
- {{id: a, kind: bullets, title: Before, bullets: [{long}]}}
- id: b
  kind: pictures
  title: A room
  pictures: [{{file: assets/room.svg, alt: A room with two beds}}]
"""
    drawn = '<rect width="160" height="90" fill="#123456"/>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 90">{drawn}</svg>'
    pdf = told(tmp_path, slides, {"assets/room.svg": svg}).pdf("large-print")
    with pdfplumber.open(io.BytesIO(pdf)) as book:
        showing = [page for page in book.pages if any(one["width"] > 300 for one in (*page.rects, *page.curves))]
        assert len(showing) == 1 and "Picture: A room" in showing[0].extract_text()
        assert max(one["width"] for one in (*showing[0].rects, *showing[0].curves)) > 0.6 * showing[0].width
