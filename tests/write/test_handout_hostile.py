"""Does paper hold what is long, empty, wide or strange, without cutting anything off?"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from deck.write.handout.style import BOTTOM, SIDE, TOP
from tests.slow import slow
from tests.story import PROJECT
from tests.write.paper import SLIDE_BY_SLIDE, STYLES, Printer, pages_of, size_of, told, words_of

FLOWING = ("notes", "outline", "large-print")


def endless(folder: Path, count: int) -> Printer:
    """So many words of notes and of handout text, in paragraphs of a hundred, between two short slides."""
    words = [f"word{number}" for number in range(count)]
    paragraphs = "\n\n".join("      " + " ".join(words[at : at + 100]) for at in range(0, count, 100))
    slides = f"""\
- {{id: before, kind: statement, title: The slide before, quote: [A], notes: Short, handout: Brief}}
- id: endless
  kind: statement
  title: The endless one
  quote: [B]
  handout: |
{paragraphs}
  notes: |
{paragraphs}
- {{id: after, kind: statement, title: The slide after, quote: [C], notes: Also short, handout: Also brief}}
"""
    return told(folder, slides)


@pytest.mark.parametrize(
    ("style", "count"),
    [("notes", 1_000), *(slow(style, 10_000) for style in ("notes", "outline", "large-print", "script"))],
)
def test_an_endless_text_goes_on_from_page_to_page(tmp_path, style, count):
    pdf = endless(tmp_path, count).pdf(style)
    text = " ".join(pages_of(pdf))
    assert re.findall(r"\bword(\d+)", text) == [str(number) for number in range(count)]
    assert text.index("The slide before") < text.index("word0")
    assert text.index(f"word{count - 1}") < text.index("The slide after")
    assert_inside_and_apart(pdf)


@pytest.mark.parametrize(
    ("style", "count"),
    [
        ("3up", 70),
        ("notes", 70),
        ("run-sheet", 70),
        *(slow(style, 300) for style in ("3up", "6up", "notes", "script", "run-sheet")),
    ],
)
def test_a_talk_of_hundreds_of_slides_has_them_all_in_order(tmp_path, style, count):
    slides = "\n".join(
        f"- {{id: s{number}, kind: statement, title: Slide number {number}, quote: [Q], notes: Words {number}}}"
        for number in range(1, count + 1)
    )
    text = " ".join(pages_of(told(tmp_path, slides).pdf(style)))
    titles = dict.fromkeys(re.findall(r"Slide number (\d+)", text))
    assert list(titles) == [str(number) for number in range(1, count + 1)]


@pytest.mark.parametrize("style", ["outline", "large-print"])
def test_a_table_of_twenty_columns_is_read_row_by_row(tmp_path, style):
    names = [f"Column{number}" for number in range(20)]
    rows = ", ".join(f"[{', '.join(f'{row}x{column}' for column in range(20))}]" for row in range(3))
    talk = told(
        tmp_path,
        f"{{id: t, kind: table, title: Wide, alt: Much, columns: [{', '.join(names)}], rows: [{rows}], "
        f"widths: [{', '.join(['1'] * 20)}]}}",
        ignoring=("text-overflows",),
    )
    pdf = talk.pdf(style)
    cells = re.findall(r"Column(\d+) (\d+)x(\d+)", " ".join(" ".join(pages_of(pdf)).split()))
    assert cells == [(str(column), str(row), str(column)) for row in range(3) for column in range(20)]
    assert_inside_and_apart(pdf)


def test_a_table_that_fits_is_a_table(tmp_path):
    rows = ", ".join(f"[A cell of {row}, Another, A third]" for row in range(4))
    talk = told(tmp_path, f"{{id: t, kind: table, title: Narrow, alt: Few, columns: [A, B, C], rows: [{rows}]}}")
    assert re.search(r"A B C\n\s*A cell of 0 Another A third", talk.text("outline"))


@pytest.mark.parametrize("style", SLIDE_BY_SLIDE)
def test_an_empty_talk_prints_cleanly(tmp_path, style):
    talk = told(
        tmp_path,
        "- {id: a, kind: statement, title: One, quote: [A]}\n- {id: b, kind: statement, title: Two, quote: [B]}",
    )
    pages = pages_of(talk.pdf(style))
    assert "One" in pages[0] and "Two" in " ".join(pages)
    assert list(talk.report) == []


@pytest.mark.parametrize("style", SLIDE_BY_SLIDE)
def test_what_looks_like_code_is_text(tmp_path, style):
    code = r"#panic(1) \$x\$ = b \_c\_ \`d\` <e> // f /* g */ #import h @i ~ j \-- k ''l"
    slides = f"{{id: a, kind: statement, title: '{code} title', quote: ['{code} quote'],"
    talk = told(tmp_path, f"{slides} notes: '{code} for the speaker', handout: '{code} for readers'}}")
    code = code.replace("''", "'").replace("\\", "")
    text = " ".join(talk.text(style).split())
    assert f"{code} title" in text
    assert (f"{code} for readers" in text) == (style in FLOWING)
    assert (f"{code} for the speaker" in text) == (style == "script")


def test_a_word_that_is_longer_than_a_line_is_broken_and_stays_on_the_page(tmp_path):
    address = "https://example.org/" + "a-very-long-address/" * 12
    talk = told(
        tmp_path, f"{{id: a, kind: statement, title: One, quote: [A], handout: 'See {address} and {'x' * 300}'}}"
    )
    for style in FLOWING:
        pdf = talk.pdf(style)
        assert_inside_and_apart(pdf)
        letters = re.sub(r"[\s\u200b]", "", " ".join(pages_of(pdf)))
        assert address in letters and "x" * 300 in letters


def test_characters_that_no_font_has_are_named_and_leave_a_square(tmp_path):
    talk = told(tmp_path, "{id: a, kind: statement, title: One, quote: [A], handout: Good 😀 morning, notes: 🎉}")
    pdf = talk.pdf("notes")
    [warning] = talk.report
    assert (warning.severity.value, warning.code, warning.span.line > 0) == ("warning", "glyph-missing", True)
    assert "😀" in warning.message
    assert re.search("Good [□?] morning", " ".join(pages_of(pdf)))


def test_invisible_and_reordering_characters_do_no_harm(tmp_path):
    strange = "soft\u00adhyphen zero\u200bwidth joiner\u200d \u2066isolated\u2069 \ufe0f mark\u0301"
    talk = told(
        tmp_path, f"{{id: a, kind: statement, title: One, quote: [A], handout: '{strange} end', notes: '{strange}'}}"
    )
    for style in ("notes", "script"):
        assert "isolated" in talk.text(style)


def test_a_very_long_title_of_the_talk_stays_on_the_page(tmp_path):
    title = "A title that goes on " * 14
    head = f"talk: {{title: '{title}', speaker: {'Somebody ' * 12}, event: {'Meeting ' * 12}, language: en}}\n"
    talk = told(tmp_path, head + "slides:\n- {id: a, kind: statement, title: One, quote: [A]}")
    for style in STYLES:
        pdf = talk.pdf(style)
        assert " ".join(" ".join(pages_of(pdf)[:2]).split()).count("goes on") >= 14
        width, height = size_of(pdf)
        for word in words_of(pdf)[0]:
            assert word["x0"] > 0 and word["x1"] < width and word["top"] > 8 and word["bottom"] < height


def test_the_same_talk_gives_the_same_bytes_elsewhere_and_later(tmp_path):
    script = """
import sys, hashlib
from pathlib import Path
sys.path.insert(0, {root!r})
from tests.write.paper import STYLES, told
talk = told(Path(sys.argv[1]))
print(*(hashlib.sha256(talk.pdf(style)).hexdigest() for style in STYLES))
"""
    seen = set()
    for number, zone in enumerate(("UTC", "Asia/Tokyo")):
        folder = tmp_path / f"{'x' * number}here"
        folder.mkdir()
        environment = {
            **os.environ,
            "PYTHONHASHSEED": str(number),
            "TZ": zone,
            "SOURCE_DATE_EPOCH": str(number * 10**9),
        }
        command = [sys.executable, "-c", script.format(root=str(PROJECT)), str(folder)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        seen.add(done.stdout)
    assert len(seen) == 1


def assert_inside_and_apart(pdf: bytes) -> None:
    """No word leaves the page's margins, and no two lines of running text stand in one another."""
    width, height = size_of(pdf)
    for page in words_of(pdf):
        text = [word for word in page if word["top"] >= TOP - 1 and word["bottom"] <= height - BOTTOM + 1]
        assert all(word["x0"] >= SIDE - 0.5 and word["x1"] <= width - SIDE + 0.5 for word in text)
        tops = sorted({round(word["bottom"], 1) for word in text if word["size"] >= 10})
        gaps = [below - above for above, below in pairwise(tops) if below - above > 1.5]
        assert not gaps or min(gaps) > 8
