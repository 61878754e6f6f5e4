"""Does a paragraph that is read from right to left get the marks it needs, and no others?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deck.layout.bidi import with_bidi_marks, without_marks
from deck.markup import Run

LEFT, RIGHT = "‹", "›"
"""How the marks are shown here."""
WORDS = [
    "العلاج",
    "CD19",
    "110 ± 32",
    "(n = 5)",
    "5/5",
    "92%",
    "،",
    "CD8+",
    "[7]",
    "10.1038/s41591",
    "يومًا",
    ".",
    "؛",
    "2024",
]


def seen(*words: str | Run) -> str:
    runs = with_bidi_marks([Run(word) if isinstance(word, str) else word for word in words])
    return "|".join(run.text.replace("\u200e", LEFT).replace("\u200f", RIGHT) for run in runs)


@pytest.mark.parametrize(
    "words",
    [
        "العلاج بخلايا CAR-T ثم BCMA",
        "في 5/5 من المرضى",
        "27 تجربة",
        "المرجع [7]، ثم (IL وغيره)",
        "24–25 أبريل 2026",
        "الدرجة ≥ 3",
        "5/5",
        "2026",
        "كلمات فقط.",
        "",
        "—",
    ],
)
def test_what_stands_right_by_itself_gets_no_mark(words: str) -> None:
    assert seen(words) == words


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        ("بعد 110 ± 32 يومًا", "بعد ‹110 ± 32 يومًا"),
        ("1 × 10⁶ خلية", "‹1 × 10⁶ خلية"),
        ("لدى 92% منهم", "لدى ‹92% منهم"),
        ("لدى 92 % منهم", "لدى ‹92 %‹ منهم"),
        ("نحو 70 mg يوميًا", "نحو ‹70 mg يوميًا"),
        ("الحرارة −5 °C اليوم", "الحرارة ‹−5 °C اليوم"),
        ("يوم 2024-05-01 صباحًا", "يوم ‹2024-05-01 صباحًا"),
        ("الوسم #EMSP2026 هنا", "الوسم ‹#EMSP2026‹ هنا"),
    ],
)
def test_a_number_with_its_unit_or_sign_is_read_from_left_to_right(words: str, marked: str) -> None:
    assert seen(words) == marked


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        ("المعرّف 10.1038/s41591-022 هنا", "المعرّف ‹10.1038/s41591-022‹ هنا"),
        ("التوجيه 2001/83/EC أولًا", "التوجيه ‹2001/83/EC أولًا"),
        ("الموقع https://example.org/talk/ هنا", "الموقع https://example.org/talk/‹ هنا"),
    ],
)
def test_an_address_is_one_word(words: str, marked: str) -> None:
    assert seen(words) == marked


def test_a_plus_belongs_to_the_name_before_it() -> None:
    assert seen("خلايا CD8+ وخلايا CD4+") == "خلايا CD8+‹ وخلايا CD4+‹"
    assert seen("خلايا CD8", Run("+", sup=True), " هنا") == "خلايا CD8|+‹| هنا"


def test_the_digits_of_a_name_stay_behind_its_letters_in_onlyoffice_too() -> None:
    """It would read `19CD`, and put all digits that end such a stretch of a line first."""
    assert seen("مقابل CD19 هنا") == "مقابل CD19‹ هنا"
    assert seen("في NCT04561557") == "في NCT04561557‹"
    assert seen("NCT04561557") == "NCT04561557‹"
    assert seen("رقم (IRAS 1011413) هنا").startswith("رقم (IRAS 1011413‹)")
    assert seen("Regulation No 1394/2007 of the Parliament") == "Regulation No 1394/2007‹ of the Parliament"
    assert seen("Regulation No 726/2004. Official Journal") == "Regulation No 726/2004‹. Official Journal"
    # A line may end between the two; behind a bracket the number is no part of the name.
    assert seen("ضد CD20/BCMA هنا") == "ضد CD20‹/BCMA هنا"
    assert seen("تجربة IMPACT-MS (21 يوليو)") == "تجربة IMPACT-MS (21 يوليو)"


def test_an_arabic_comma_parts_latin_names_as_it_parts_arabic_ones() -> None:
    assert seen("مثل CD19، BCMA، MOG") == "مثل CD19‹،› BCMA،› MOG"
    assert seen("MS، NMOSD") == "MS،› NMOSD"


def test_a_number_after_a_colon_is_no_part_of_the_latin_name_before_it() -> None:
    assert seen("27 تجربة في MS وMOGAD: 0 في المرحلة الثالثة") == "27 تجربة في MS وMOGAD:› 0 في المرحلة الثالثة"
    assert seen("تجارب CD19؛ 3 منها") == "تجارب CD19‹؛› 3 منها"
    assert seen("بحث CAR T trials: 27 studies في بلجيكا") == "بحث CAR T trials: 27 studies في بلجيكا"
    assert seen("تجارب: 5 في بلجيكا") == "تجارب: 5 في بلجيكا"
    assert seen("الساعة 10:30 في MS") == "الساعة 10:30 في MS"


def test_a_date_behind_a_latin_title_stands_to_its_left() -> None:
    assert seen("Follow-Up for 1 Year [19] · 6 أغسطس 2024").endswith("·› 6 أغسطس 2024")
    # Between numbers a dot multiplies.
    assert RIGHT not in seen("جرعة CAR 3 · 10 خلايا")


def test_both_brackets_of_a_pair_stand_in_one_direction() -> None:
    assert seen("بعد CD19 (BCMA) مباشرة") == "بعد CD19‹ (BCMA)‹ مباشرة"
    assert seen("بعد (n = 5) CD19") == "بعد (n = 5‹)› CD19‹"


def test_words_of_another_language_are_left_to_right_as_a_whole() -> None:
    assert seen("5/5 in remission (n = 5).") == "‹5/5 in remission (n = 5‹).‹"
    assert seen("Tur et al. 2024 [14]") == "Tur et al. 2024‹ [14]‹"


def test_a_mark_is_no_part_of_a_link() -> None:
    link = Run("10.1038/s41591", link="https://doi.org/10.1038/s41591")
    assert seen("doi: ", link) == "doi: |10.1038/s41591|‹"
    assert seen(link, " (2022)") == "‹|10.1038/s41591|‹ (2022)‹"


def test_marks_keep_the_look_of_their_run() -> None:
    runs = with_bidi_marks([Run("بعد "), Run("110 ± 32", bold=True), Run(" يومًا")])
    assert [(run.text, run.bold) for run in runs] == [("بعد \u200e", False), ("110 ± 32", True), (" يومًا", False)]


@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join), max_size=4))
def test_the_words_stay_and_marks_come_once(texts: list[str]) -> None:
    runs = [Run(text) for text in texts]
    once = with_bidi_marks(runs)
    assert without_marks("".join(run.text for run in once)) == "".join(texts)
    assert "".join(run.text for run in with_bidi_marks(once)) == "".join(run.text for run in once)
