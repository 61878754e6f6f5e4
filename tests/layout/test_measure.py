"""How wide is a text, and which family sets each stretch of it?"""

from __future__ import annotations

import shutil
from itertools import pairwise
from pathlib import Path

import pytest
import uharfbuzz
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from deck.brand.load import load_brand
from deck.brand.model import Brand
from deck.layout.measure import Measure

PROJECT = Path(__file__).parent.parent.parent
ARABIC = PROJECT / "assets" / "fonts" / "NotoSansArabic-Regular.ttf"
TEXTS = st.text(st.sampled_from("CAR T-cell 110 ± 32 ≥ 秦川 ✉ Ωμέγα Яд fi AV To.,“”\u00a0\u2060"), max_size=30)


def brand() -> Brand:
    found = load_brand(PROJECT / "assets" / "brand")[0]
    assert found is not None
    return found


BRAND = brand()
MEASURE = Measure(BRAND)


@given(TEXTS)
def test_the_stretches_of_a_text_join_up_to_it_again(text: str) -> None:
    assert "".join(stretch for stretch, _ in MEASURE.stretches(text, BRAND.base)) == text


@given(TEXTS)
def test_neighbouring_stretches_are_in_different_families(text: str) -> None:
    families = [family for _, family in MEASURE.stretches(text, BRAND.base)]
    assert all(one != after for one, after in pairwise(families))


@given(TEXTS)
def test_what_is_remembered_is_what_is_shaped_afresh(text: str) -> None:
    for stretch, family in MEASURE.stretches(text, BRAND.base):
        assert MEASURE.advance(stretch, family) == Measure(BRAND).advance(stretch, family)


@given(TEXTS, TEXTS)
def test_kerning_across_a_cut_is_all_that_makes_a_whole_differ_from_its_parts(one: str, other: str) -> None:
    apart = sum(width(text) for text in (one, other))
    # No pair of the brand's font is kerned by more than a quarter of an em.
    assert abs(width(one + other) - apart) <= 0.25 + 1e-9


@given(TEXTS)
def test_no_text_has_a_negative_width(text: str) -> None:
    assert width(text) >= 0


def test_bold_is_wider_and_kerning_counts() -> None:
    assert MEASURE.advance("remission", BRAND.base, bold=True) > MEASURE.advance("remission", BRAND.base)
    assert MEASURE.advance("AV", BRAND.base) < MEASURE.advance("A", BRAND.base) + MEASURE.advance("V", BRAND.base)


@pytest.mark.parametrize(
    ("char", "family"), [("A", "Inter"), ("✓", "Inter"), ("秦", "Noto Sans SC"), ("✉", "Noto Sans Symbols 2")]
)
def test_a_character_is_set_in_the_first_family_that_has_it(char: str, family: str) -> None:
    assert MEASURE.family_of(char, BRAND.base) == family


def test_an_emoji_is_missing_and_an_invisible_joiner_is_not() -> None:
    assert list(MEASURE.missing("a\u2060b 🧬", BRAND.base)) == [4]


def width(text: str) -> float:
    return sum(MEASURE.advance(stretch, family) for stretch, family in MEASURE.stretches(text, BRAND.base))


# ---------------------------------------------------------------- a deck in another script


def stretches(text: str, language: str) -> list[tuple[str, str]]:
    found = load_brand(PROJECT / "assets" / "brand", language)[0]
    assert found is not None
    short = {"Inter": "I", "Noto Sans Arabic": "A", "Noto Sans SC": "H"}
    return [(stretch, short[family]) for stretch, family in Measure(found).stretches(text, found.base)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("استجاب 5/5 من المرضى.", [("استجاب ", "A"), ("5/5 ", "I"), ("من المرضى.", "A")]),
        ("«الشفاء» قريب", [("«الشفاء» قريب", "A")]),
        ("خلايا CAR-T، ثم", [("خلايا ", "A"), ("CAR-T", "I"), ("، ثم", "A")]),
        ("(IL-6 وغيره)", [("(IL-6 ", "I"), ("وغيره", "A"), (")", "I")]),
        ("CAR-T. «نعم»", [("CAR-T. ", "I"), ("«نعم»", "A")]),
    ],
)
def test_marks_stand_in_the_face_of_the_arabic_word_beside_them(text: str, wanted: list[tuple[str, str]]) -> None:
    assert stretches(text, "ar") == wanted


def test_a_font_that_was_cut_down_to_its_letters_borrows_the_space(tmp_path: Path) -> None:
    """Files that web pages load by the range of a script have none, and `.notdef` would be drawn, twice as wide."""
    shutil.copytree(PROJECT / "assets" / "brand", tmp_path / "brand")
    shutil.copytree(PROJECT / "assets" / "fonts", tmp_path / "fonts")
    for path in (tmp_path / "fonts").glob("NotoSansArabic-*.ttf"):
        font = TTFont(path)
        for table in font["cmap"].tables:
            table.cmap = {code: name for code, name in table.cmap.items() if not chr(code).isspace()}
        font.save(path)
    found = load_brand(tmp_path / "brand", "ar")[0]
    assert found is not None
    stretches = list(Measure(found).stretches("من المرضى", found.base))
    assert [text for text, family in stretches if family == found.base] == [" "]


def test_chinese_quotation_marks_are_chinese_only_in_a_chinese_deck() -> None:
    assert stretches("“治好”是", "zh-Hans") == [("“治好”是", "H")]
    assert stretches("“治好”", "en") == [("“", "I"), ("治好", "H"), ("”", "I")]


def test_arabic_letters_are_measured_joined() -> None:
    word = "السيتوكينات"
    assert MEASURE.advance(word, "Noto Sans Arabic") < 0.8 * sum(MEASURE.advance(c, "Noto Sans Arabic") for c in word)


def test_every_arabic_letter_of_a_word_is_one_glyph() -> None:
    """Where a font draws dots apart, PDFs lose letters."""
    words = "الخلايا الذئبة أساسيات المتعدّد يومًا التصلّب مستشفى"
    font = TTFont(ARABIC)
    kept = {feature.FeatureTag for feature in font["GSUB"].table.FeatureList.FeatureRecord}
    assert {"init", "medi", "fina", "isol", "rlig"} <= kept
    assert {ord(char) for char in words} <= set(font.getBestCmap())
    for word in words.split():
        buffer = uharfbuzz.Buffer()
        buffer.add_str(word)
        buffer.guess_segment_properties()
        uharfbuzz.shape(uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(ARABIC)))), buffer)
        assert len(buffer.glyph_infos) <= len(word), word


def test_a_soft_hyphen_has_no_width() -> None:
    assert MEASURE.advance("Blut\u00adbild", BRAND.base) == pytest.approx(width("Blut") + width("bild"), abs=0.02)
