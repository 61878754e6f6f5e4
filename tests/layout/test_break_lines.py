"""Where may a line end, and where does it?"""

from __future__ import annotations

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st
from uniseg.linebreak import line_break_units

from deck.language import leans_on_the_next
from deck.layout.break_lines import bound, break_lines, holds_together, places, units

WORDS = ["CAR", "T-cell", "therapy", "CD19/BCMA", "110 ± 32 days", "grade ≥3", "(n = 5)", "“cures”",
         "auto vs allo", "24–25 April", "Ωμέγα", "Ячейка", "long-term", "a — b", "5.5", "follow-up.", "5/5", "1/2",
         "B cell-mediated", "العلاج", "CD19،", "(المختبر)", "أشهر؟", "\u200e110", "«الشفاء»"]  # fmt: skip


def by_character(text: str) -> range:
    return range(len(text) + 1)


@given(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join))
def test_units_join_up_to_the_text_again(text):
    assert "".join(units(text)) == text


@pytest.mark.parametrize("text", WORDS)
def test_the_short_way_breaks_where_the_unicode_algorithm_does(text):
    assert list(units(f"see {text} here")) == list(line_break_units(f"see {text} here"))


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join), st.integers(4, 60))
def test_no_line_is_wider_than_the_box_unless_it_is_cut_inside_a_word(text, width):
    for start, end in break_lines(text, width, by_character(text)):
        assert len(text[start:end].rstrip(" ")) <= width


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join), st.integers(1, 60))
def test_lines_follow_one_another_without_gap(text, width):
    lines = list(break_lines(text, width, by_character(text)))
    assert "".join(text[start:end] for start, end in lines) == text


def test_french_punctuation_stays_with_its_word():
    assert units("Oui\u202f! Non") == ("Oui\u202f! ", "Non")


def test_chinese_breaks_between_characters():
    assert list(break_lines("董明皓田代实", 4, range(7))) == [(0, 4), (4, 6)]


def test_a_word_longer_than_the_line_is_cut_between_characters():
    lines = break_lines("Geschwindigkeitsbegrenzung", 10, range(27))
    assert list(lines) == [(0, 10), (10, 20), (20, 26)]


def test_an_arabic_mark_never_begins_a_line():
    assert units("العلاج ، ثم ؟") == ("العلاج ، ", "ثم ؟")


def test_a_soft_hyphen_is_a_break_only_where_its_hyphen_has_room():
    def lines(width):
        ends = list(accumulate((char != "\u00ad" for char in text), initial=0))
        return [text[start:end] for start, end in break_lines(text, width, ends, one)]

    text, one = "Blut\u00adbild\u00adver\u00adänderung hier", lambda at: 1.0
    assert lines(20) == ["Blut\u00adbild\u00adver\u00adänderung ", "hier"]
    assert lines(12) == ["Blut\u00adbild\u00adver\u00ad", "änderung ", "hier"]
    assert lines(11) == ["Blut\u00adbild\u00ad", "ver\u00adänderung ", "hier"]


def test_a_chinese_full_stop_may_hang_outside_the_line_and_a_question_mark_may_not():
    assert list(break_lines("董明皓。田代实", 3, range(8))) == [(0, 4), (4, 7)]
    assert list(break_lines("董明皓？田代实", 3, range(8))) == [(0, 2), (2, 5), (5, 7)]


def test_letters_that_are_kerned_make_room_in_their_line():
    text = f"{'a' * 40} {'b' * 40}"
    ends = [at - (0.5 if at > 60 else 0.0) for at in range(82)]
    assert list(break_lines(text, 80.5, ends)) == [(0, 81)]
    assert list(break_lines(text, 80.4, ends)) == [(0, 41), (41, 81)]


def test_characters_that_are_drawn_as_one_are_not_cut_apart():
    # "ffi" is one glyph, two wide; its first letter ends where the last one does.
    assert list(break_lines("affice", 2, [0, 1, 3, 3, 3, 4, 5])) == [(0, 1), (1, 4), (4, 6)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        *(("nach 110", "± 32"), ("110 ±", "32 Tagen"), ("etwa 95", "%"), ("5", "mg"), ("n", "= 5"), ("n =", "5")),
        *(("Nr.", "5"), ("n°", "5"), ("nº", "1394"), ("Abb.", "2"), ("siehe Abb.", "2"), ("§", "4"), ("p.", "12")),
        *(("رقم", "5"), ("CAR", "T cells"), ("(n", "= 5)"), ("2\u200e", "± 1")),
    ],
)
def test_a_number_holds_together_with_its_unit(before, after):
    text = f"{before} {after}"
    assert holds_together(text, len(before) + 1)


@pytest.mark.parametrize(
    ("before", "after"), [("fünf", "Tage"), ("2022", "Tage"), ("grade 3", "gave"), ("a", "b"), ("No", "5 of us")]
)
def test_other_words_may_part(before, after):
    assert not holds_together(f"{before} {after}", len(before) + 1)


@pytest.mark.parametrize(
    "text", ["CAR-|T", "C-|CAR168", "IL-|6", "EJP-|RD", "X-|ray", "T-|Zelle", "anti-CD19-CAR-|T-Zelle", "CAR-|T細胞"]
)
def test_a_name_holds_together_at_its_hyphen(text):
    assert holds_together(text.replace("|", ""), text.index("|"))


@pytest.mark.parametrize("text", ["cell-|based", "CAR-T-|Zelltherapie", "Sanofi-|Genzyme", "BMS-|Celgene"])
def test_other_hyphens_end_a_line(text):
    assert not holds_together(text.replace("|", ""), text.index("|"))


@pytest.mark.parametrize(
    ("text", "language", "leans"),
    [("w |AID", "pl", True), ("MS i |NMOSD", "pl", True), ("léčba v |Praze", "cs-CZ", True), ("a |to", "sk", True),
     ("typ B |i", "pl", False), ("witamina a-z |to", "pl", False), ("na |to", "pl", False), ("a |cell", "en", False)],
)  # fmt: skip
def test_a_word_of_one_letter_ends_no_line_in_polish_and_czech(text, language, leans):
    assert leans_on_the_next(text.replace("|", ""), text.index("|"), language) == leans


@pytest.mark.parametrize(
    ("text", "leans"),
    [("الخلايا البائية على |صنع", True), ("في |التصلب", True), ("وهي قائمة من |خلايا", True), ("وفي |لدى", True),
     ("العلاج |من", False), ("سلفي |هنا", False), ("CAR-T |في", False)],
)  # fmt: skip
def test_a_preposition_ends_no_line_in_arabic(text, leans):
    assert leans_on_the_next(text.replace("|", ""), text.index("|"), "ar") == leans
    assert not leans_on_the_next(text.replace("|", ""), text.index("|"), "de")


@pytest.mark.parametrize(
    ("text", "language", "leans"),
    [("grade |3", "en-GB", True), ("Phase |II", "en", True), ("of grade |≥3", "en", True), ("Grad |3", "de", True),
     ("Am Tag |110", "de", True), ("la phase |III", "fr", True), ("graad |2", "nl", True), ("الدرجة |3", "ar", True),
     ("المرحلة |I", "ar", True), ("في اليوم |5", "ar", True), ("phase |of", "en", False), ("the |3", "en", False),
     ("upgrade |3", "en", False), ("Grad |3", "pl", False)],
)  # fmt: skip
def test_a_number_stays_with_the_noun_that_it_numbers(text, language, leans):
    assert leans_on_the_next(text.replace("|", ""), text.index("|"), language) == leans


def test_and_stays_with_a_latin_name_in_arabic():
    assert leans_on_the_next("MS و NMO", 5, "ar")


@pytest.mark.parametrize("word", ["CAR-T", "T-cell", "B-Zellen", "X-ray", "UCAR-T", "C-CAR168"])
def test_a_hyphen_beside_a_single_letter_holds_together(word):
    assert holds_together(word, word.index("-") + 1)


@pytest.mark.parametrize("word", ["Anti-BCMA", "Sanofi-Genzyme", "follow-up"])
def test_other_hyphens_may_end_a_line(word):
    assert not holds_together(word, word.index("-") + 1)


def test_a_long_compound_still_breaks_behind_its_name():
    assert [at for at in (4, 6) if holds_together("CAR-T-Zelltherapie", at)] == [4]


def test_a_letter_that_is_wider_than_its_line_is_one_line() -> None:
    assert list(break_lines("2", 0.5, (0.0, 0.6))) == [(0, 1)]
    assert list(break_lines("", 0.5, (0.0,))) == [(0, 0)]


def test_a_letter_and_the_cells_that_it_names_stay_together() -> None:
    assert holds_together("receptor T cell therapy", 11)
    assert holds_together("antigen to B cells", 13)
    assert not holds_together("vitamin B improves", 10)


def test_a_box_with_less_than_no_room_gives_a_letter_a_line() -> None:
    assert list(break_lines("ab c", -3, by_character("ab c"))) == [(0, 1), (1, 2), (2, 3), (3, 4)]


@given(st.text(alphabet="aB1é -/–—.,:;!?()»%\u00ad\u200e\u2028\u00a0\u062c\u4e2d", max_size=30), st.data())
def test_places_of_a_text_that_is_bound_are_those_that_it_has(text: str, data: st.DataObject) -> None:
    offsets = [at for at, char in enumerate(text) if char in " -"]
    if not offsets:
        return
    at = data.draw(st.sampled_from(offsets))
    tied = text[:at] + {" ": "\u00a0", "-": "\u2011"}[text[at]] + text[at + 1 :]
    derived = bound(text, places(text), at)
    assert derived is None or derived == places(tied)
