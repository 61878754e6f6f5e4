"""Are words that the main face has no glyphs for set in the brand's other faces, joined and ordered as they must be?"""

from __future__ import annotations

import re
from pathlib import Path

import matplotlib
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from deck.brand.model import Brand, Face
from deck.figure import Canvas
from deck.resolve.draw_one import Drawn, Job, Order, draw_one
from deck.value import replace
from tests.figures.figure_talk import BOX, brand

def canvas_of(brand: Brand, language: str = "ar") -> Canvas:
    return Canvas.of_size("words", BOX, brand, Path(), language)


def width(words: str, brand: Brand) -> float:
    canvas = canvas_of(brand)
    text = canvas.figure.text(0, 0, words, fontproperties=canvas.font("label"))
    return float(text.get_window_extent(FigureCanvasAgg(canvas.figure).get_renderer()).width)


def glyphs(words: str, brand: Brand, language: str = "ar") -> list[str]:
    """The family of each glyph, from left to right."""
    canvas = canvas_of(brand, language)
    canvas.figure.text(0.1, 0.5, words, fontproperties=canvas.font("label"))
    with canvas.styled():
        svg = canvas.saved("svg").decode()
    used = re.findall(r'<use xlink:href="#([A-Za-z]+)[^"]*"(?: transform="translate\(([\d.]+)[^"]*\)")?', svg)
    return [family for family, _ in sorted(used, key=lambda one: float(one[1] or 0))]


def test_what_the_main_face_lacks_is_set_in_another_of_the_brand() -> None:
    assert glyphs("T细T", brand(), "zh") == ["Inter", "NotoSansSC", "Inter"]


def test_a_bold_role_falls_back_to_a_bold_face() -> None:
    files = [name.removeprefix("deck ") for name in canvas_of(arabic).font("label_bold").get_family()]
    assert [Path(file).name for file in files[:2]] == ["Inter-Bold.ttf", "DejaVuSans-Bold.ttf"]


def test_a_face_of_the_languages_script_comes_before_other_fallbacks() -> None:
    def second(language: str) -> str:
        return Path(canvas_of(arabic, language).font("label").get_family()[1]).name

    assert (second("ar"), second("zh")) == ("DejaVuSans.ttf", "NotoSansSC-Regular.ttf")


def test_two_brands_may_have_different_files_of_one_family(, tmp_path: Path) -> None:
    (tmp_path / "Inter-Regular.ttf").write_bytes((DEJAVU / "DejaVuSans.ttf").read_bytes())
    other = [Face("Inter", face.bold, face.italic, tmp_path / "Inter-Regular.ttf") for face in arabic.faces]
    assert width("B cells", replace(arabic, faces=tuple(other))) != width("B cells", arabic)


def test_arabic_letters_join() -> None:
    """Alone, the letters are wider than within a word."""
    assert width("ععع", arabic) < 3 * width("ع", arabic)
    assert width("لا", arabic) < 0.8 * (width("ل", arabic) + width("ا", arabic))


def test_arabic_runs_from_right_to_left_and_names_in_it_from_left_to_right() -> None:
    # "\u200f" is what `say` begins a line with.
    assert glyphs("\u200fCD19 خلايا", arabic)[-4:] == ["Inter"] * 4
    assert glyphs("خلايا CD19", arabic)[:4] == ["Inter"] * 4
    assert width("\u200fCD19", arabic) == width("CD19", arabic)


@pytest.mark.parametrize("kind", ["svg", "png", "pdf"])
def test_every_kind_of_file_has_the_other_faces(kind: str, ) -> None:
    with_arabic, without = (
        draw_one(job, Order(of, Path(), "ar"))
        for of in (arabic, brand())
        for job in [Job("words", BOX, problem="خلايا", kinds=(kind,))]
    )
    assert isinstance(with_arabic, Drawn) and isinstance(without, Drawn)
    assert (with_arabic.missing, "".join(sorted(without.missing))) == ("", "".join(sorted(set("خلايا"))))


def test_a_character_that_no_face_has_is_named() -> None:
    result = draw_one(Job("words", BOX, problem="a 🧬 b 🧬"), Order(brand(), Path(), "en"))
    assert isinstance(result, Drawn)
    assert result.missing == "🧬"


def test_an_svg_has_its_words_as_paths() -> None:
    result = draw_one(Job("words", BOX, problem="B cells خلايا", kinds=("svg",)), Order(arabic, Path(), "ar"))
    assert isinstance(result, Drawn)
    assert b"<text" not in result.files[0] and b"<use" in result.files[0]
