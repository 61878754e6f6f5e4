"""Are words that the main face has no glyphs for set in the brand's other faces, joined and ordered as they must be?"""

from __future__ import annotations

import re
from pathlib import Path

import matplotlib
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text
from matplotlib.textpath import TextPath
from matplotlib.transforms import Bbox

from deck.brand.model import Brand
from deck.figure import Canvas
from deck.resolve.draw_one import Drawn, Job, Order, draw_one
from deck.value import replace
from tests.figures.figure_talk import BOX, brand

BRAND = brand()
WITHOUT_ARABIC = replace(
    BRAND,
    faces=tuple(face for face in BRAND.faces if "Arabic" not in face.family),
    fallbacks=tuple(family for family in BRAND.fallbacks if "Arabic" not in family),
)


def written(words: str, language: str = "ar", brand: Brand = BRAND, **how: object) -> tuple[Canvas, Text]:
    canvas = Canvas.of_size("words", BOX, brand, Path(), language)
    return canvas, canvas.figure.text(0.1, 0.5, words, fontproperties=canvas.font("label"), **how)


def extent(words: str, brand: Brand = BRAND) -> Bbox:
    canvas, text = written(words, brand=brand)
    return text.get_window_extent(FigureCanvasAgg(canvas.figure).get_renderer())


def glyphs(words: str, language: str = "ar") -> list[str]:
    """The face of each glyph, from left to right."""
    canvas, _ = written(words, language)
    with canvas.styled():
        svg = canvas.saved("svg").decode()
    used = re.findall(r'<use xlink:href="#(\w+)[^"]*"(?: transform="translate\(([\d.]+)[^"]*\)")?', svg)
    return [family for family, _ in sorted(used, key=lambda one: float(one[1] or 0))]


def files(role: str, language: str) -> list[str]:
    """The font files that are asked for a glyph, in turn."""
    families = Canvas.of_size("words", BOX, BRAND, Path(), language).font(role).get_family()
    return [Path(family.removeprefix("deck ")).name for family in families]


def test_what_the_main_face_lacks_is_set_in_another_of_the_brand() -> None:
    assert glyphs("T细T", "zh") == ["Inter", "NotoSansSC", "Inter"]


def test_a_bold_role_falls_back_to_a_bold_face() -> None:
    assert files("label_bold", "ar")[:2] == ["Inter-Bold.ttf", "NotoSansArabic-Bold.ttf"]


def test_a_face_of_the_languages_script_comes_before_other_fallbacks() -> None:
    assert files("label", "ar")[1] == "NotoSansArabic-Regular.ttf"
    assert files("label", "zh")[1] == "NotoSansSC-Regular.ttf"


def test_two_brands_may_have_different_files_of_one_family(tmp_path: Path) -> None:
    dejavu = Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"
    (tmp_path / "Inter-Regular.ttf").write_bytes(dejavu.read_bytes())
    faces = tuple(replace(face, path=tmp_path / "Inter-Regular.ttf") for face in BRAND.faces)
    assert extent("B cells", replace(BRAND, faces=faces)).width != extent("B cells").width


def test_arabic_letters_join() -> None:
    """A letter has another shape at the beginning of a word, in it and at its end; some two have one together."""
    canvas, _ = written("ععع")
    with canvas.styled():
        shapes = re.findall(rb'<path id="NotoSansArabic-[^"]+"', canvas.saved("svg"))
    assert len(shapes) == 3
    assert glyphs("لا").count("NotoSansArabic") == 1, "and a mark that nobody sees"


def test_arabic_runs_from_right_to_left_and_names_in_it_from_left_to_right() -> None:
    # "\u200f" is what `say` begins a line with.
    assert glyphs("\u200fCD19 خلايا")[:4] == ["NotoSansArabic"] * 4
    assert glyphs("خلايا CD19")[:4] == ["Inter"] * 4
    assert extent("\u200fCD19").width == extent("CD19").width


@pytest.mark.parametrize(("language", "left"), [("ar", False), ("de", True)])
def test_lines_begin_at_the_side_where_they_are_read_from(language: str, left: bool) -> None:
    canvas, _ = written("CAR T\na much longer line", language)
    with canvas.styled():
        svg = canvas.saved("svg").decode()
    [first, second] = re.findall(r'<g transform="translate\(([\d.]+) [\d.]+\) scale', svg)
    assert (first == second) is left
    assert float(first) >= float(second)


def test_every_kind_of_file_has_the_other_faces() -> None:
    job = Job("words", BOX, problem="خلايا", kinds=("svg", "png", "pdf"))
    with_arabic, without = (draw_one(job, Order(of, Path(), "ar")) for of in (BRAND, WITHOUT_ARABIC))
    assert isinstance(with_arabic, Drawn) and isinstance(without, Drawn)
    assert (with_arabic.missing, set(without.missing)) == ("", set("خلايا"))
    assert all(one != other for one, other in zip(with_arabic.files, without.files, strict=True))


def test_a_character_that_no_face_has_is_named() -> None:
    result = draw_one(Job("words", BOX, problem="a 🧬 b 🧬"), Order(BRAND, Path(), "en"))
    assert isinstance(result, Drawn)
    assert result.missing == "🧬"


def test_an_svg_has_its_words_as_paths() -> None:
    result = draw_one(Job("words", BOX, problem="B cells خلايا", kinds=("svg",)), Order(BRAND, Path(), "ar"))
    assert isinstance(result, Drawn)
    assert b"<text" not in result.files[0] and b"<path" in result.files[0]


def test_words_are_as_wide_in_pixels_as_they_are_in_paths():
    """Else what ends at a line in the vector picture runs over it in the other."""
    words = "Earlier stages not drawn: not verified in our sources"
    canvas, text = written(words, language="en")
    with canvas.styled():
        pixels = text.get_window_extent(FigureCanvasAgg(canvas.figure).get_renderer()).width * 72 / canvas.figure.dpi
    path = TextPath((0, 0), words, size=text.get_fontsize(), prop=text.get_fontproperties())
    assert pixels == pytest.approx(path.get_extents().width, rel=0.006)
