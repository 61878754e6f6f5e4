"""Is what we write without CLDR what CLDR writes?"""

from __future__ import annotations

import datetime

import pytest
from babel.dates import format_date
from babel.numbers import format_decimal

from deck import language
from deck.written_number import written


@pytest.mark.parametrize("value", [0, 7, 27, 999, 1000, 42500, -3, 0.5, 12345.678, 26.9])
def test_english_numbers_are_those_of_cldr(value: float) -> None:
    assert written(value, "en-GB").replace("\N{MINUS SIGN}", "-") == format_decimal(value, locale="en_GB")


@pytest.mark.parametrize("month", range(1, 13))
def test_english_days_are_those_of_cldr(month: int) -> None:
    day = datetime.date(2026, month, 5)
    assert language.day(day, "en-GB") == format_date(day, "long", locale="en_GB")


def test_arabic_numbers_have_latin_digits_with_latin_separators() -> None:
    assert written(1234.5, "ar") == "1,234.5"
    assert language.day(datetime.date(2026, 4, 25), "ar") == "25 أبريل 2026"


def test_arabic_counts_in_six_forms() -> None:
    assert {language.plural(count, "ar") for count in (0, 1, 2, 3, 11, 100)} == {
        "zero",
        "one",
        "two",
        "few",
        "many",
        "other",
    }


@pytest.mark.parametrize(
    ("tag", "script"),
    [("en-GB", "Latn"), ("ar", "Arab"), ("el", "Grek"), ("zh-Hans", "Hans"), ("zh-TW", "Hant"), ("sr-Latn", "Latn"),
     ("qps-ploc", "Latn"), ("qps-plocm", "Latn")],
)  # fmt: skip
def test_a_tag_tells_its_script(tag: str, script: str) -> None:
    assert language.script(tag) == script


def test_only_arabic_and_the_mirrored_pseudo_language_read_from_right_to_left() -> None:
    tags = ("en", "de", "ar", "he", "zh", "qps-ploc", "qps-plocm")
    assert [tag for tag in tags if language.is_right_to_left(tag)] == ["ar", "he", "qps-plocm"]


@pytest.mark.parametrize(
    ("tag", "parted"), [("en", "MS: x"), ("fr", "MS\u00a0: x"), ("fr-CA", "MS: x"), ("ar", "MS: x")]
)
def test_a_label_is_parted_from_its_words_as_the_language_does(tag: str, parted: str) -> None:
    assert f"MS{language.colon(tag)}x" == parted


DAYS = [
    ("24–25 April 2026", "en-GB", (2026, 4, 25)),
    ("April 24–25, 2026", "en", (2026, 4, 25)),
    ("30 April – 2 May 2026", "en", (2026, 5, 2)),
    ("April 30 – May 2, 2026", "en", (2026, 5, 2)),
    ("Friday, 24 April 2026", "en", (2026, 4, 24)),
    ("24.–25. April 2026", "de", (2026, 4, 25)),
    ("24.04.2026", "de", (2026, 4, 24)),
    ("24 et 25 avril 2026", "fr", (2026, 4, 25)),
    ("24-25 أبريل 2026", "ar", (2026, 4, 25)),
    ("2026-04-24", "nl", (2026, 4, 24)),
    ("April 2026", "en", (2026, 4, 1)),
    ("03/04/2026", "en", None),
    ("31 April 2026", "en", None),
    ("spring 2026", "en", None),
    ("", "en", None),
]


@pytest.mark.parametrize(("words", "tag", "day"), DAYS)
def test_the_last_day_of_a_date_is_read_where_it_is_sure(words: str, tag: str, day: tuple[int, int, int]) -> None:
    assert language.last_day(words, tag) == (day and datetime.date(*day))
