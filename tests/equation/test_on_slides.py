"""Do formulas stand on slides where layout has measured them, and in PowerPoint as its own?"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from itertools import groupby
from pathlib import Path

import pdfplumber
import pytest
from lxml import etree

from deck.page import Deck, TextBox
from deck.write.drawing import draw, slide_pdf
from deck.write.pptx.deck import package_parts, write_pptx
from deck.write.pptx.invariants import violations
from deck.write.pptx.read_back import differences
from deck.write.screen.svg_page import Painter
from tests.story import tell

TALK = r"""format: 2
talk: {title: T, speaker: S, language: en-GB, status: final}
slides:
  - id: bayes
    kind: equation
    title: What a test tells
    equation: P(D \mid T) = \frac{P(T \mid D)\,P(D)}{P(T)}
    label: Bayes' theorem
  - id: line
    kind: bullets
    title: In a line
    bullets: ['The error falls as $\frac{1}{\sqrt{n}}$', 'It costs $5, and $\sum_{i=1}^n x_i$ is a sum']
"""
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
SLIDE, OTHER = "ppt/slides/slide1.xml", "ppt/slides/slide2.xml"
Parts = dict[str, bytes]


@pytest.fixture(scope="module")
def deck(tmp_path_factory: pytest.TempPathFactory) -> Deck:
    return tell(tmp_path_factory.mktemp("formulas"), TALK).without_mistakes()


@pytest.fixture(scope="module")
def parts(deck: Deck) -> Parts:
    return package_parts(deck)


def test_it_is_an_equation_of_powerpoints_own(parts: Parts) -> None:
    slide = etree.fromstring(parts[SLIDE])
    [formula] = slide.iter(f"{M}oMathPara")
    assert [one.tag for one in formula.iter(f"{M}f", f"{M}num", f"{M}den")] == [f"{M}f", f"{M}num", f"{M}den"]
    assert "".join(formula.itertext(f"{M}t")) == "P(D∣T)=P(T∣D)\u2009P(D)P(T)"


def test_other_programs_show_a_picture_of_it_that_says_it(parts: Parts) -> None:
    slide = etree.fromstring(parts[SLIDE])
    [picture] = slide.iter("{*}pic")
    assert picture.getparent().tag.endswith("Fallback")
    assert picture[0][0].get("descr", "").startswith("P open bracket D given T close bracket equals the fraction")


def test_in_a_line_other_programs_show_its_signs(parts: Parts) -> None:
    slide = etree.fromstring(parts[OTHER])
    [shape] = slide.iterfind(".//{*}Fallback/{*}sp")
    said = ["".join(paragraph.itertext("{*}t")) for paragraph in shape.iter("{*}p")]
    assert said == ["The error falls as 1/√n", "It costs $5, and ∑i=1n xi is a sum"]
    # Lowered and raised as runs are.
    assert [run[0].get("baseline") for run in shape.iter("{*}r") if run[1].text in ("i", "n")][1:] == [
        "-25000",
        "30000",
        "-25000",
    ]


def test_among_words_from_right_to_left_each_sign_has_its_place(tmp_path: Path) -> None:
    talk = TALK.replace("en-GB", "ar").replace("label: Bayes' theorem", "alt: A.")
    slide = etree.fromstring(package_parts(tell(tmp_path, talk).built()[0])[OTHER])
    said = "".join(slide.find(".//{*}Fallback//{*}p").itertext("{*}t"))
    assert said.replace("\u2066", "").endswith("\u200e1\u200e/\u200e√\u200e\u200en\u200e")


LINKED = TALK.replace(
    "bullets: ['The error", "bullets: ['[$a^2$](https://example.org/a), [see $b$](https://example.org/b)', 'The error"
)


def test_a_link_on_a_formula_stays_where_it_can_and_is_told_where_it_cannot(tmp_path: Path) -> None:
    deck, mistakes = tell(tmp_path, LINKED).built()
    [(line, told)] = mistakes
    assert (line, told.code, told.span.column) == (12, "bad-link", 17)
    slide = etree.fromstring(package_parts(deck)[OTHER])
    links = slide.iterfind(".//{*}Fallback//{*}hlinkClick")
    assert {one.get("tooltip") for one in links} == {"https://example.org/a", "https://example.org/b"}
    with pdfplumber.open(io.BytesIO(slide_pdf(deck, deck.pages))) as pdf:
        assert {one["uri"] for one in pdf.hyperlinks} == {"https://example.org/a", "https://example.org/b"}


def test_the_file_says_what_the_pages_say(deck: Deck) -> None:
    assert list(differences(write_pptx(deck), deck)) == []


def test_the_same_talk_gives_the_same_bytes(deck: Deck, tmp_path: Path) -> None:
    again = tell(tmp_path, TALK).without_mistakes()
    assert write_pptx(again) == write_pptx(deck)


def test_a_formula_is_as_high_as_it_is(deck: Deck) -> None:
    box = next(one for one in deck.pages[0].elements if isinstance(one, TextBox) and "equation-1" in one.name)
    [laid] = box.frame.paragraphs
    formula = laid.paragraph.text.runs[0].formula
    assert formula is not None
    assert laid.step_pt > (formula.ascent + formula.descent) * laid.size_pt > 1.5 * laid.size_pt
    assert laid.lines[0].width == pytest.approx(formula.width * laid.size_pt)


def test_it_is_painted_where_it_was_measured(deck: Deck) -> None:
    from PIL import Image

    [png] = draw(deck.pages[:1], deck.brand, ppi=72)
    box = next(one for one in deck.pages[0].elements if isinstance(one, TextBox) and "equation-1" in one.name).box
    seen = Image.open(io.BytesIO(png)).convert("L").crop((0, round(box.y), 960, round(box.bottom)))
    ink = seen.point(lambda level: 255 if level < 128 else 0).getbbox()
    assert ink is not None
    # Nothing is cut off above or below, and it stands in the middle.
    assert ink[1] > 1 and ink[3] < seen.height - 1
    assert ink[0] + ink[2] == pytest.approx(960, abs=4)


def test_a_browser_gets_paths(deck: Deck) -> None:
    svg = Painter(deck.brand).paint(deck.pages[1]).svg
    assert svg.count('aria-label="the fraction 1 over the square root of n, end of fraction"') == 1


def swap(part: str, pattern: str, new: str) -> Callable[[Parts], None]:
    def plant(parts: Parts) -> None:
        changed, count = re.subn(pattern, new, parts[part].decode(), count=1, flags=re.DOTALL)
        assert count, f"nothing in {part} matches {pattern}"
        parts[part] = changed.encode()

    return plant


PLANTED = {
    "no stand-in": ("formula_has_a_stand_in", swap(OTHER, r"<mc:Fallback>.*?</mc:Fallback>", "")),
    "an empty stand-in": ("formula_has_a_stand_in", swap(OTHER, r"(<mc:Fallback>).*?(</mc:Fallback>)", r"\1\2")),
    "a choice for all": ("formula_has_a_stand_in", swap(SLIDE, r'Requires="math"', 'Requires="p"')),
    "a formula in the stand-in": (
        "formula_has_a_stand_in",
        swap(OTHER, r"(<math:m .*?</math:m>)(.*<mc:Fallback>.*?<a:p>)", r"\1\2\1"),
    ),
    "another shape in its place": ("stand_in_is_the_same_shape", swap(SLIDE, r'(<p:pic>.*?name=")[^"]*', r"\1other")),
    "a half that is empty": ("formula_has_no_empty_place", swap(SLIDE, r"<m:num>.*?</m:num>", "<m:num/>")),
    "a sum of nothing": ("formula_has_no_empty_place", swap(OTHER, r"<m:sub>.*?</m:sub>", "<m:sub/>")),
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_defect_is_found(parts: Parts, name: str) -> None:
    rule, plant = PLANTED[name]
    broken = dict(parts)
    plant(broken)
    assert rule in {one.rule for one in violations(broken)}


def test_the_package_has_no_other(parts: Parts) -> None:
    assert violations(parts) == []


def test_a_formula_is_the_same_among_words_from_right_to_left(tmp_path: Path) -> None:
    """The space behind a word in it stands before what follows, not at its other end."""
    from PIL import Image

    gaps = []
    for tag in ("en-GB", "ar"):
        (tmp_path / tag).mkdir()
        talk = TALK.replace("en-GB", tag).replace("    label: Bayes' theorem\n", "")
        talk = talk.replace(r"equation: P(D \mid T)", r"equation: a \text{so that } b")
        deck = tell(tmp_path / tag, talk).built()[0]
        [png] = draw(deck.pages[:1], deck.brand, ppi=72)
        box = next(one for one in deck.pages[0].elements if isinstance(one, TextBox) and "equation-1" in one.name).box
        seen = Image.open(io.BytesIO(png)).convert("L").crop((300, round(box.y), 960, round(box.bottom)))
        columns = [min(seen.crop((x, 0, x + 1, seen.height)).tobytes()) < 128 for x in range(seen.width)]
        gaps.append([len(list(same)) for inked, same in groupby(columns) if not inked])
    assert gaps[0][1:-1] == pytest.approx(gaps[1][1:-1], abs=2)
