"""Where do lines, bullets and marks stand, from the left and from the right?"""

from __future__ import annotations

from pathlib import Path

import pytest

from deck.brand.load import load_brand
from deck.geometry import Box
from deck.layout.measure import Measure
from deck.layout.set_text import Setting, TypeSetter
from deck.markup import Run, Text
from deck.page import Frame, LaidParagraph
from deck.scene import Mark, Paragraph, Words

BRAND_FOLDER = Path(__file__).parents[2] / "assets" / "brand"


def laid(
    words: str, width: float = 400, language: str = "en", mark: Mark = "none", align: str = "start"
) -> LaidParagraph:
    return framed(words, width, language, mark, align).paragraphs[0]


def framed(words: str, width: float, language: str = "en", mark: Mark = "none", align: str = "start") -> Frame:
    brand = load_brand(BRAND_FOLDER, language)[0]
    assert brand is not None
    role = brand.roles["card"]
    setting = Setting(role, role.color, mark, align)
    paragraph = Paragraph(Text((Run(words),), words), mark=mark)
    return TypeSetter(brand, Measure(brand)).frame(Words((paragraph,)), setting, Box(0, 0, width, 500), {})


def lines(words: str, width: float, language: str = "en") -> list[str]:
    return [line.text for line in laid(words, width, language).lines]


def test_a_number_is_bound_to_its_unit_only_where_a_line_would_end_between_them() -> None:
    words = "absent for 110 ± 32 days"
    assert laid(words).stretches[0].text == words
    assert lines(words, 150) == ["absent for", "110\u00a0±\u00a032 days"]
    assert laid(words, 150).stretches[0].text == "absent for 110\u00a0±\u00a032 days"


def test_a_soft_hyphen_is_a_hyphen_at_the_end_of_a_line_and_nothing_elsewhere() -> None:
    words = "Blut\u00adbild\u00adver\u00adänderungen"
    assert lines(words, 400) == ["Blutbildveränderungen"]
    assert lines(words, 130) == ["Blutbildver-", "änderungen"]
    assert [stretch.text for stretch in laid(words, 130).stretches] == ["Blutbildver-änderungen"]


def test_a_latin_name_in_arabic_is_not_parted_at_its_hyphen() -> None:
    words = "اجتماعات من Sanofi-Genzyme وحدها"
    width = 250
    assert laid(words, language="ar").stretches[1].text == "Sanofi-Genzyme "
    assert lines(words, width, "ar") == ["اجتماعات", "من\u00a0Sanofi\u2011Genzyme وحدها"]
    assert parted("the meetings of Sanofi-Therapeutics", width)


def test_french_spaces_do_not_break_and_are_kept() -> None:
    words = "Peut-on parler de «\u00a0guérison\u00a0»\u202f?"
    for width in range(160, 400, 20):
        # What is bound besides, so that no word stands alone on the last line, was a space.
        shown = " ".join(lines(words, width))
        assert len(shown) == len(words)
        assert all(one == typed or typed == " " for one, typed in zip(shown, words, strict=True))


def test_no_word_of_a_short_text_stands_alone_on_its_last_line() -> None:
    words = "Drug-free remission held after B cells had returned"
    for width in range(200, 420, 10):
        last = lines(words, width)
        assert len(last) == 1 or len(last) > 4 or len(last[-1].replace("\u00a0", " ").split()) > 1


def test_no_more_words_come_down_than_leave_the_line_above_its_length() -> None:
    wide = lines("Two high waters in each", 185)
    assert [line.replace("\u00a0", " ") for line in wide] == ["Two high waters", "in each"]


def test_a_bullet_hangs_at_the_right_of_an_arabic_paragraph() -> None:
    english, arabic = laid("cells", mark="dot"), laid("خلايا", language="ar", mark="dot")
    assert english.mark and arabic.mark
    assert english.mark.x == 0
    assert arabic.mark.x + arabic.mark.width == pytest.approx(400)
    assert english.lines[0].pieces[0].x == english.indent_pt
    line = arabic.lines[0]
    assert line.pieces[0].x + line.width == pytest.approx(400 - arabic.indent_pt)


def test_the_end_of_an_arabic_line_is_its_left() -> None:
    assert laid("خلايا", language="ar", align="end").lines[0].pieces[0].x == 0
    assert laid("cells", align="end").lines[0].pieces[0].x > 300


def test_centred_words_leave_room_for_a_bullet_on_its_own_side() -> None:
    line = laid("خلايا", language="ar", mark="dot", align="centre").lines[0]
    middle = line.pieces[0].x + line.width / 2
    assert middle == pytest.approx((400 - laid("خلايا", language="ar", mark="dot").indent_pt) / 2)


def test_what_is_drawn_has_the_marks_of_direction_and_the_paragraph_has_not() -> None:
    paragraph = laid("بعد 110 ± 32 يومًا", language="ar")
    assert "".join(stretch.text for stretch in paragraph.stretches) == "بعد \u200e110 ± 32 يومًا"
    assert paragraph.lines[0].text == "بعد \u200e110 ± 32 يومًا"
    assert paragraph.paragraph.text.plain == "بعد 110 ± 32 يومًا"


def test_arabic_lines_stand_further_apart() -> None:
    words = "العلاج بخلايا CAR-T"
    assert framed(words, 100, "ar").height > framed(words, 100, "en").height


@pytest.mark.parametrize(("ground", "seen"), [("ink", "sky"), ("paper", "text"), ("sky", "text")])
def test_a_colour_for_our_dividers_gives_way_where_a_templates_ground_hides_it(ground: str, seen: str) -> None:
    brand = load_brand(BRAND_FOLDER, "en")[0]
    assert brand is not None
    words = Words((Paragraph(Text((Run("1"),), "1"), role="numeral", color="sky"),))
    setting = Setting(brand.roles["body"], brand.colors["text"], ground=brand.colors[ground].hex)
    [laid] = TypeSetter(brand, Measure(brand)).frame(words, setting, Box(0, 0, 400, 300), {}).paragraphs
    assert laid.color == brand.colors[seen]


def test_a_footer_has_the_colour_and_the_side_of_each_layout_it_stands_on() -> None:
    brand = load_brand(BRAND_FOLDER, "en")[0]
    assert brand is not None
    setter, words = TypeSetter(brand, Measure(brand)), Words((Paragraph(Text((Run("Berlin"),), "Berlin")),))
    on = [Setting(brand.roles["footer"], brand.colors[name], align=side)
          for name, side in (("muted", "start"), ("paper", "end"))]  # fmt: skip
    seen = [setter.footer(words, one, Box(0, 0, 300, 20), {}).paragraphs[0] for one in on]
    assert [(one.color.name, one.align) for one in seen] == [("muted", "left"), ("paper", "right")]


def test_a_short_compound_is_on_one_line_where_that_takes_no_line_more() -> None:
    words = "retreatment, and a long-term follow-up"
    assert lines(words, 175) == ["retreatment, and a", "long-term", "follow\u2011up"]
    # A long one may end a line.
    assert parted("a neuro-immunology committee", 130)


def test_a_compound_is_parted_rather_than_that_a_line_is_added() -> None:
    words = "retreatment, and a long-term follow-up"
    assert parted(words, 145)
    assert len(lines(words.replace("-", "\u2011"), 145)) > len(lines(words, 145))


def parted(words: str, width: float) -> list[str]:
    """Its lines that end at a hyphen."""
    return [line for line in lines(words, width) if line.endswith("-")]


def test_a_latin_name_in_arabic_is_on_one_line_where_that_takes_no_line_more() -> None:
    words = "تنسيق الدراسات: Lauren Meers وElena Verheyden وCaroline Vinck"
    for width in range(300, 460, 20):
        broken = lines(words, width, "ar")
        starts = [line.lstrip(" و") for line in broken[1:]]
        assert not any(start.startswith(("Meers", "Verheyden", "Vinck")) for start in starts), (width, broken)


def test_no_line_begins_with_a_dash_between_spaces() -> None:
    words = "Prof. dr. Baets – Head of department"
    for width in range(150, 330, 10):
        assert not any(line.startswith("–") for line in lines(words, width))
    assert lines(words, 200) == ["Prof. dr. Baets –", "Head of department"]


def test_a_list_of_names_on_two_lines_ends_the_first_behind_a_comma() -> None:
    names = "Lauren Meers, Elena Verheyden, Caroline Vinck, Sophie van Hoof"
    first, second = lines(names, 520)
    assert (first[-1], second[:6]) == (",", "Sophie")
