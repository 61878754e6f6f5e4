"""Where may a page or a line of a handout end, and where not?"""

from __future__ import annotations

import io
import re

import pdfplumber
import pikepdf
import pytest

from deck.markup import Run, Text
from deck.write.handout.blocks import words
from tests.write.paper import pages_of, told

KNOW = "What to know"
MANY = "\n".join(
    f"- {{id: s{number}, kind: bullets, title: Number {number}, kicker: Above,"
    f" bullets: [{', '.join(number % 12 * ['One'] + ['Two'])}], handout: '{'readers know that ' * 20}'}}"
    for number in range(1, 60)
)


@pytest.mark.parametrize("style", ["outline", "large-print"])
def test_no_heading_stays_behind_on_the_page_before(tmp_path, style):
    pages = pages_of(told(tmp_path, MANY).pdf(style))
    assert sum(page.count(KNOW) for page in pages) == 59
    for page in pages:
        *_, last, _foot = [line for line in page.splitlines() if line.strip()]
        assert last.strip() not in (KNOW, "Above") and not re.fullmatch(r"\d+ +Number \d+", last.strip())


@pytest.mark.parametrize("style", ["notes", "large-print", "outline"])
def test_a_divider_does_not_stay_behind_at_the_foot_of_a_page(tmp_path, style):
    parts = "".join(
        f"- {{id: s{number}, kind: statement, title: Number {number}, quote: [A], handout: '{'word ' * 9 * number}'}}\n"
        f"- {{id: d{number}, kind: section, section: Part {number}, title: Part {number}}}\n"
        for number in range(1, 16)
    )
    last = "- {id: last, kind: statement, title: The last, quote: [A]}"
    for page in pages_of(told(tmp_path, parts + last).pdf(style)):
        *_, last_said, _foot = [line for line in page.splitlines() if line.strip()]
        assert not re.fullmatch(r"\d+ +Part \d+", last_said.strip())


@pytest.mark.parametrize("style", ["outline", "large-print", "notes", "script", "3up"])
def test_a_divider_is_the_heading_of_its_section(tmp_path, style):
    talk = told(
        tmp_path,
        "- {id: a, kind: section, section: The promise, title: The promise}\n"
        "- {id: b, kind: statement, title: What it is, quote: [A]}\n"
        "- {id: c, kind: section, section: The end, title: How it ends}",
    )
    with pikepdf.open(io.BytesIO(talk.pdf(style))).open_outline() as outline:
        shown = [(item.title, [child.title for child in item.children]) for item in outline.root]
    assert shown[:2] == [("1 The promise", ["2 What it is"]), ("The end", ["3 How it ends"])]


@pytest.mark.parametrize(("name", "torn"), [("CAR-T", "CAR-"), ("B-cells", "B-"), ("C-CAR168", "C-")])
def test_a_single_letter_keeps_its_hyphen(tmp_path, name, torn):
    said = " ".join(f"{'i' * (number % 9)} {name}" for number in range(200))
    lines = "\n".join(
        pages_of(told(tmp_path, f"{{id: a, kind: statement, title: T, quote: [A], handout: {said}}}").pdf("notes"))
    )
    assert lines.count(name) == 200
    assert not [line for line in lines.splitlines() if line.endswith(torn)]


def test_in_a_line_from_right_to_left_the_hyphen_is_one_that_does_not_break():
    runs = (Run("علاج CAR-T و B-cells في "), Run("example.org/e-book", link="https://example.org/e-book"))
    name, address = words(Text(runs, ""), "ar")
    assert "CAR\u2011T" in name["text"] and "B\u2011cells" in name["text"]
    # An address is copied from the page.
    assert "e-book" in address["text"] and address["url"] == "https://example.org/e-book"


def test_a_longer_word_may_be_parted_at_its_hyphen(tmp_path):
    said = " ".join(f"{'i' * (number % 9)} half-and-half" for number in range(200))
    lines = "\n".join(
        pages_of(told(tmp_path, f"{{id: a, kind: statement, title: T, quote: [A], handout: {said}}}").pdf("notes"))
    )
    assert [line for line in lines.splitlines() if line.endswith("-")]


def test_a_high_figure_leaves_room_for_the_title_above_it(tmp_path):
    line = "def draw(canvas):\n    canvas.axes(60, 40, canvas.width - 120, canvas.height - 80).plot([0, 1], [0, 1])\n"
    title = "A title that goes on and on until it takes two lines of large print"
    pdf = told(
        tmp_path,
        "- {id: a, kind: statement, title: Before, quote: [A]}\n"
        f"- {{id: b, kind: figure, title: {title}, kicker: Above it, figure: line, alt: A line, points: [One, Two]}}",
        {"figures/line.py": line},
    ).pdf("large-print")
    with pdfplumber.open(io.BytesIO(pdf)) as book:
        page = next(page for page in book.pages if "goes on" in page.extract_text())
        assert page.curves or page.lines or page.rects
        assert page.extract_text().index("Above it") < page.extract_text().index("A line")
