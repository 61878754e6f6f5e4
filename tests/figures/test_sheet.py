"""Do words on a figure break, shrink and turn as they should?"""

from __future__ import annotations

import pytest
from matplotlib.text import Text

from deck.figure import SMALLEST, Canvas
from deck.geometry import Box
from tests.figures.seen import DATA, brand, letters, script

INFINITE = float("inf")


def sheet(right_to_left: bool = False, *, turns: bool = True):
    canvas = Canvas.of_size("drawn", Box(0, 0, 400, 200), brand(right_to_left), DATA)
    return script("sheet")["sheet"](canvas, turns=turns)


def size(lines) -> float:
    return float(lines.font.get_size_in_points())


def test_words_that_fit_stay_on_one_line_in_the_size_of_their_role() -> None:
    said = sheet().set("B cells", "card_title", 300)
    assert (said.text, size(said)) == ("B cells", 20)


def test_words_walk_down_the_brands_sizes_before_they_break() -> None:
    page = sheet()
    wide = page.set("closed to recruitment", "label").width
    said = page.set("closed to recruitment", "label", wide - 1)
    assert (said.text, size(said)) == ("closed to recruitment", 16)


def test_no_size_is_below_what_can_be_read_or_what_the_role_allows() -> None:
    assert size(sheet().set("closed to recruitment " * 9, "label", 80)) == 16
    assert size(sheet().set("closed to recruitment " * 9, "card_title", 80)) == brand().roles["card_title"].floor == 18
    assert size(sheet().set("closed", "source")) == brand().roles["source"].size == SMALLEST


def test_words_break_where_two_lines_may_be_rather_than_shrink() -> None:
    said = sheet().set("closed to recruitment", "label", 110, lines=2)
    assert (said.text, size(said)) == ("closed to\nrecruitment", 18)


def test_lines_are_of_like_length() -> None:
    said = sheet().set("After CD19 CAR T cells", "label", 150, lines=2)
    assert said.text == "After CD19\nCAR T cells"


def test_a_word_shrinks_before_it_is_cut_in_two() -> None:
    page = sheet()
    wide = page.set("Plasmablast", "label_bold").width
    assert page.set("Plasmablast", "label_bold", wide - 2, lines=2).text == "Plasmablast"
    assert page.set("Plasmablast", "label_bold", 50).text.replace("\n", "") == "Plasmablast"
    assert page.set("Plasmablast", "label_bold", 50).width <= 50


@pytest.mark.parametrize(
    ("words", "wide", "broken"),
    [
        ("CAR-T-Zelltherapie", 95, "CAR-T-\nZelltherapie"),
        ("MS/NMOSD", 60, "MS/\nNMOSD"),
        ("Plasma\u00adblast", 60, "Plasma-\nblast"),
        ("Plasma\u00adblast", 300, "Plasmablast"),
        ("50\u00a0% von 12", 52, "50\u00a0%\nvon 12"),
    ],
)
def test_a_line_may_end_where_the_language_lets_it(words: str, wide: float, broken: str) -> None:
    assert sheet().set(words, "label", wide, lines=2, size=14).text == broken


def test_what_is_one_name_or_one_number_stays_on_its_line() -> None:
    pieces = script("sheet")["_pieces"]
    assert pieces("CAR T cells, CAR-T, n = 5") == ["CAR T cells, ", "CAR-T, ", "n = 5"]
    assert pieces("110 ± 32 days") == ["110 ", "± 32 ", "days"]
    assert pieces("T-Zellen, B-cel, X-ray") == ["T-Zellen, ", "B-cel, ", "X-ray"]
    assert pieces("pro-B-Zelle") == ["pro-B-", "Zelle"]


def test_a_script_with_higher_lines_has_room_for_them() -> None:
    page = sheet()
    words = "الخلايا البائية وَالتائية"
    drawn = page.set(words, "label", 60, lines=3)
    assert drawn.count > 1
    assert drawn.height >= page._high(drawn.text, drawn.font)


def test_a_script_without_spaces_breaks_between_its_signs() -> None:
    pieces = script("sheet")["_pieces"]
    assert pieces("细胞治疗 CAR") == ["细", "胞", "治", "疗", " ", "CAR"]
    assert pieces("CAR-T細胞、死ぬ（二度）") == ["CAR-T", "細", "胞、", "死", "ぬ", "（二", "度）"]
    assert pieces("CAR-T-Zelle MS、") == ["CAR-T-", "Zelle ", "MS、"]


def test_words_that_belong_together_have_one_size() -> None:
    page = sheet()
    wide = page.set("Plasmablast", "label_bold").width - 1
    assert {size(said) for said in page.set_alike(["Naive", "Plasmablast"], "label_bold", wide)} == {16}


def test_what_was_measured_is_what_is_drawn() -> None:
    page = sheet()
    for words in ("Plasmablast", "closed to recruitment", "26.9% of 3,184", "Müller 2024"):
        said = page.set(words, "label")
        drawn = page.write(said, 5, 100)
        assert letters(page.canvas, drawn).width <= said.width + 0.5
        assert Text.get_window_extent(drawn).height * 0.72 == pytest.approx(said.height, abs=0.5)


def test_a_mirrored_sheet_begins_at_the_right() -> None:
    for page in (sheet(), sheet(right_to_left=True), sheet(right_to_left=True, turns=False)):
        drawn = page.write(page.set("B cell", "label"), 20, 100)
        box = letters(page.canvas, drawn)
        if page.mirrored:
            assert box.x1 == pytest.approx(380, abs=1.5)
        else:
            assert box.x0 == pytest.approx(20, abs=1.5)


def test_the_middle_of_a_line_is_that_of_its_capitals_whatever_its_letters() -> None:
    page = sheet()
    boxes = [letters(page.canvas, page.write(page.set(words, "label"), 20, 100)) for words in ("ABE", "Bgyp")]
    assert boxes[0].y0 + boxes[0].height / 2 == pytest.approx(100, abs=0.6)
    assert boxes[1].y1 == pytest.approx(boxes[0].y1, abs=1)
