"""Which abbreviations does a talk explain, and how long does it take?"""

from __future__ import annotations

import pytest

from deck.abbreviations import abbreviations, long_form
from deck.timing import clock, count_words
from deck.write.handout.blocks import breakable


def explained(*texts: str, listed: dict[str, str] | None = None) -> dict[str, str]:
    return {one.short: one.long for one in abbreviations(enumerate(texts, 1), listed)}


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("European Medicines Agency (EMA), page on advanced therapies", "EMA", "European Medicines Agency"),
        ("EMA and Committee for Advanced Therapies (CAT)", "CAT", "Committee for Advanced Therapies"),
        ("Advanced therapy medicinal products (ATMPs) are medicines", "ATMP", "Advanced therapy medicinal products"),
        (
            "in neuromyelitis optica spectrum disorder (NMOSD), 12 people",
            "NMOSD",
            "neuromyelitis optica spectrum disorder",
        ),
        ("Menschen mit Multipler Sklerose (MS)", "MS", "Multipler Sklerose"),
        ("EMA (European Medicines Agency) says so", "EMA", "European Medicines Agency"),
        ("AID: autoimmune diseases", "AID", "autoimmune diseases"),
    ],
)
def test_a_long_form_beside_its_short_one_is_an_explanation(text, short, long):
    assert explained(text) == {short: long}


def test_a_line_of_short_forms_is_a_list_in_any_language():
    assert explained("AID: أمراض المناعة الذاتية · MS: التصلّب المتعدّد") == {
        "AID": "أمراض المناعة الذاتية",
        "MS": "التصلّب المتعدّد",
    }


@pytest.mark.parametrize(
    "text",
    [
        "Lupus (SLE), n = 5",
        "in remission (DORIS)",
        "CD19: Tur et al. 2024; CD20: Qin et al. 2023",
        "EMA: page on advanced therapies",
        "a study that began in May (2024)",
        "Neurotoxicity (ICANS) was rare",
        "He came. European Medicines went (EMA)",
        "BCMA",
    ],
)
def test_what_nobody_explains_is_not_explained_by_us(text):
    assert explained(text) == {}


def test_what_the_talk_lists_counts_where_the_talk_uses_it_and_wins():
    listed = {"NMOSD": "neuromyelitis optica spectrum disorder", "XYZ": "never used", "EMA": "the agency"}
    assert explained("NMOSDs are rare", "European Medicines Agency (EMA)", listed=listed) == {
        "EMA": "the agency",
        "NMOSD": "neuromyelitis optica spectrum disorder",
    }


def test_an_abbreviation_knows_the_slide_that_explains_it_first():
    texts = [(3, "nothing"), (7, "multiple sclerosis (MS)"), (9, "multiple sclerosis (MS)")]
    assert [(one.short, one.slide) for one in abbreviations(texts)] == [("MS", 7)]


def test_at_least_half_of_the_letters_begin_words():
    assert long_form("MS", "multiple sclerosis") == "multiple sclerosis"
    assert long_form("DRN", "diseases in the brain") == ""


@pytest.mark.parametrize(
    ("text", "tag", "count"),
    [
        ("One, two – three! 11/12 and 110 ± 32.", "en", 7),
        ("CAR-T-Zellen (n = 5)", "de", 3),
        ("الخلايا التائية CAR T", "ar", 4),
        ("", "en", 0),
        ("— … !", "en", 0),
        ("五个病人", "zh-Hans", 4),
        ("这是 CAR-T 细胞。", "zh", 6),
        ("患者は5人でした", "ja", 7 + 2),
        ("ผู้ป่วย", "th", 4),
        ("다섯 명의 환자", "ko", 3),
    ],
)
def test_words_are_counted_and_in_some_scripts_characters(text, tag, count):
    assert count_words(text, tag) == count


def test_time_is_shown_to_five_seconds():
    assert [clock(minutes) for minutes in (0, 0.5, 1.02, 1.05, 61.9)] == ["0:00", "0:30", "1:00", "1:05", "61:55"]


@pytest.mark.parametrize(
    "text",
    ["a usual sentence of usual words that is rather long", "Neuromyelitis-optica-Spektrum-Erkrankungen sind selten"],
)
def test_words_break_nowhere_but_where_they_may(text):
    assert breakable(text) == text


def test_what_is_longer_than_a_line_may_be_broken_anywhere():
    long = "x" * 80
    assert breakable(f"see {long}").replace("\u200b", "") == f"see {long}"
    assert max(map(len, breakable(long).split("\u200b"))) <= 12
