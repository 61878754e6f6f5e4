"""Figures alone and on one sheet, and nothing remembered of them: `deck figure`, `deck figures`, `deck clean`."""

from __future__ import annotations

import io
from pathlib import Path

import click
import pdfplumber
import pytest
from PIL import Image

from tests.figures.figure_talk import SQUARE, slides
from tests.figures.test_machinery_cache import kept
from tests.figures.test_machinery_processes import indented
from tests.hostile.project import Project

pytestmark = pytest.mark.usefixtures("drawn_here")

WORD = (
    'def draw(canvas):\n    canvas.figure.text(0.1, 0.5, canvas.say("B cells"), fontproperties=canvas.font("label"))\n'
)


@pytest.fixture
def talk(project: Project) -> Project:
    project.write("slides.yaml", (project.folder / "slides.yaml").read_text() + indented(slides("square", "word")))
    project.write("figures/square.py", SQUARE)
    project.write("figures/word.py", WORD)
    project.write("figures/spare.py", SQUARE)
    project.write("figures/no_figure.py", "ROWS = 3\n")
    return project


def pixels(path: Path) -> tuple[int, int]:
    return Image.open(path).size


def test_a_figure_is_drawn_alone_as_large_as_on_its_slide(talk: Project) -> None:
    code, out, err = talk.run("figure", "square")
    assert (code, err) == (0, "")
    assert out == "wrote   build/figures/square.png  (308 × 130 mm, as on slide slide-0)\n"
    wide, high = pixels(talk.folder / "build/figures/square.png")
    assert wide / high == pytest.approx(308.2 / 130.4, rel=0.01)
    assert not (talk.folder / ".cache" / "figures").exists() or not list((talk.folder / ".cache").rglob("*.png"))


def test_its_size_may_be_given(talk: Project) -> None:
    assert "(100 × 50 mm)" in talk.run("figure", "square", "--size", "100x50")[1]
    first = talk.folder / "build/figures/square.png"
    assert pixels(first) == (787, 393)
    talk.run("figure", "square", "--size", "144x72pt", "-o", "square.png")
    assert pixels(talk.folder / "square.png") == (400, 200)


def test_a_pdf_has_text_and_the_size_of_the_figure(talk: Project) -> None:
    assert talk.run("figure", "word", "--size", "200x100pt", "-o", "word.pdf")[0] == 0
    with pdfplumber.open(talk.folder / "word.pdf") as pdf:
        [page] = pdf.pages
        assert (page.width, page.height, page.extract_text()) == (200, 100, "B cells")
        assert not page.images
    first = (talk.folder / "word.pdf").read_bytes()
    talk.run("figure", "word", "--size", "200x100pt", "-o", "word.pdf")
    assert (talk.folder / "word.pdf").read_bytes() == first


def test_an_svg_is_the_one_of_the_slide(talk: Project) -> None:
    talk.run("figure", "word", "-o", "word.svg")
    assert (talk.folder / "word.svg").read_bytes() in talk.media(".svg")


def test_a_figure_may_be_in_another_language(talk: Project) -> None:
    # The made-up language stands in for those that somebody translates.
    code, out, _ = talk.run("figure", "word", "--locale", "qps-ploc")
    assert (code, out.split()[1]) == (0, "build/figures/word.qps-ploc.png")
    talk.run("figure", "word")
    pictures = [talk.folder / "build" / "figures" / name for name in ("word.png", "word.qps-ploc.png")]
    assert pictures[0].read_bytes() != pictures[1].read_bytes()


def test_a_figure_that_no_slide_shows_yet_is_drawn_too(talk: Project) -> None:
    assert talk.run("figure", "spare")[1].endswith("mm, on no slide yet)\n")


def test_a_figure_that_fails_says_why_and_nothing_of_the_rest_of_the_talk(talk: Project) -> None:
    talk.write("figures/word.py", "def draw(canvas):\n    1 / 0\n")
    talk.write("figures/square.py", "def draw(canvas):\n    2 / 0\n")
    code, out, err = talk.run("figure", "word")
    assert (code, out) == (1, "")
    assert "figure `word` failed: ZeroDivisionError" in err and "figures/word.py:2: 1 / 0" in err
    assert "square" not in err and not (talk.folder / "build" / "figures").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("figure", "sqare"), "there is no figure `sqare` in figures; did you mean `square`?"),
        (("figure", "nothing_like_it"), "there is spare, square, word"),
        (("figure", "square", "-o", "square.gif"), "`square.gif` must end in .png, .svg, .pdf"),
        (
            ("figure", "square", "--size", "100"),
            "`100` is not a size: write it as 120x80 for millimetres, or 340x227pt",
        ),
        (("figure", "square", "--size", "0x10"), "`0x10` is not a size"),
        (("figures", "-o", "all.svg"), "`all.svg` must end in .png, .pdf"),
    ],
)
def test_wrong_usage_is_answered(words: tuple[str, ...], said: str, talk: Project) -> None:
    with pytest.raises(click.UsageError) as caught:
        talk.run(*words)
    assert said in caught.value.message


def test_all_figures_are_on_one_sheet(talk: Project) -> None:
    code, out, err = talk.run("figures", "-o", "all.pdf")
    assert (code, out, err) == (0, "wrote   all.pdf  (3 figures)\n", "")
    with pdfplumber.open(talk.folder / "all.pdf") as pdf:
        [page] = pdf.pages
        said = page.extract_text()
    # What no slide shows has the place that the brand's layout gives it, and no more of the slide below.
    for name, about in (
        ("square", "308 × 130 mm · slide 2 slide-0"),
        ("word", "308 × 130 mm · slide 3 slide-1"),
        ("spare", "308 × 121 mm · on no slide"),
    ):
        assert name in said and about in said
    assert "no_figure" not in said


def test_the_sheet_is_a_picture_if_nobody_says_more(talk: Project) -> None:
    assert talk.run("figures")[1] == "wrote   build/figures/all.png  (3 figures)\n"
    picture = Image.open(io.BytesIO((talk.folder / "build/figures/all.png").read_bytes()))
    assert picture.width > 1500


def test_a_figure_that_fails_has_its_place_on_the_sheet(talk: Project) -> None:
    talk.write("figures/word.py", "def draw(canvas):\n    1 / 0\n")
    code, out, err = talk.run("figures", "-o", "all.pdf")
    assert (code, out) == (1, "wrote   all.pdf  (3 figures)\n")
    assert "figure `word` failed" in err


def test_a_talk_without_figures_says_so(project: Project) -> None:
    with pytest.raises(click.UsageError, match="the talk has no figure yet"):
        project.run("figures")


@pytest.mark.parametrize("quiet", [False, True])
def test_deck_clean_says_what_it_removed(quiet: bool, project: Project) -> None:
    words = ("--quiet", "clean") if quiet else ("clean",)
    kept(project.folder / ".cache" / "figures", "a", 1_500_000, 0)
    kept(project.folder / ".cache" / "emblems", "b", 100_000, 0)
    assert project.run(*words) == (0, "" if quiet else "removed 2 files, 1.6 MB, from .cache\n", "")
    assert project.run(*words) == (0, "" if quiet else "nothing to remove\n", "")
