"""When was it published, in all the ways in which programs say so?"""

from __future__ import annotations

from typing import Any

import pytest

from tests.csl.telling import in_language, listed, loaded, reference

UNNUMBERED = {"volume": "", "page": ""}


def dated(issued: Any, **fields: Any) -> str:
    """What the list prints as its date."""
    printed = listed(issued=issued, **{**UNNUMBERED, **fields})
    return printed.removeprefix("Tur C. A paper. Journal").removeprefix(", ").removesuffix(".")


@pytest.mark.parametrize(
    ("issued", "day", "year"),
    [
        ({"date-parts": [[2024, 5, 3]]}, "3 May 2024", "2024"),
        ({"date-parts": [["2024", "5", "3"]]}, "3 May 2024", "2024"),
        ({"date-parts": [["2024", "5", ""]]}, "May 2024", "2024"),
        ({"date-parts": [[2024, 5, None]]}, "May 2024", "2024"),
        ({"raw": "2024-05-03"}, "3 May 2024", "2024"),
        ({"raw": "2024/05/03"}, "3 May 2024", "2024"),
        ({"raw": "2024-05"}, "May 2024", "2024"),
        ({"raw": "2024-00-00"}, "2024", "2024"),
        ({"raw": "2024-05-03T00:00:00Z"}, "3 May 2024", "2024"),
        ({"raw": "3 May 2024"}, "3 May 2024", "2024"),
        ({"raw": "3rd May, 2024"}, "3 May 2024", "2024"),
        ({"raw": "May 3, 2024"}, "3 May 2024", "2024"),
        ({"raw": "2024 Sept. 3"}, "3 September 2024", "2024"),
        ("2024-05-03", "3 May 2024", "2024"),
        (2024, "2024", "2024"),
        ({"year": 2024, "month": 5, "day": 3}, "3 May 2024", "2024"),
        ({"year": "2024"}, "2024", "2024"),
        ({"date-time": "2024-05-03T00:00:00Z", "timestamp": 1714694400000}, "3 May 2024", "2024"),
        ({"literal": "in press"}, "in press", "in press"),
        ({"literal": "n.d."}, "n.d", "n.d."),
        ({"literal": "Michaelmas term 2024"}, "Michaelmas term 2024", "2024"),
        ({"date-parts": [[2024]], "season": "2"}, "summer 2024", "2024"),
        ({"date-parts": [[2024]], "season": "Autumn"}, "autumn 2024", "2024"),
        ({"date-parts": [[2024, 21]]}, "spring 2024", "2024"),
        ({"date-parts": [["1999", "21"], ["2001", "22"]]}, "spring 1999 – summer 2001", "1999–2001"),
        ({"date-parts": [[1987], [0]]}, "1987–", "1987–"),
        ({"raw": "Winter 2023/2024"}, "winter 2023–2024", "2023–2024"),
        ({"date-parts": [[2023], [2024]]}, "2023–2024", "2023–2024"),
        ({"date-parts": [[2023, 5], [2024, 6]]}, "May 2023 – June 2024", "2023–2024"),
        ({"date-parts": [[2024, 5, 3], [2024, 5, 7]]}, "3 May 2024 – 7 May 2024", "2024"),
        ({"date-parts": [[2020], [0, 0, 0]]}, "2020–", "2020–"),
        ({"raw": "2023/2024"}, "2023–2024", "2023–2024"),
        ({"raw": "2023-05/2024-06"}, "May 2023 – June 2024", "2023–2024"),
        ({"date-parts": [[1990]], "circa": True}, "ca. 1990", "ca. 1990"),
        ({"date-parts": [[1990, 3]], "circa": 1}, "ca. March 1990", "ca. 1990"),
        ({"raw": "circa 1990"}, "ca. 1990", "ca. 1990"),
        ({"raw": "1990?"}, "ca. 1990", "ca. 1990"),
        ({"date-parts": [[-50]]}, "50 BC", "50 BC"),
        ({"date-parts": [[None]]}, "", ""),
        ({"date-parts": [[]]}, "", ""),
        ({}, "", ""),
        (None, "", ""),
    ],
)
def test_a_date_is_said_as_exactly_as_it_is_known(issued, day, year):
    assert dated(issued) == day
    assert reference(issued=issued).short == f"Tur {year}".strip()


def test_a_day_that_two_readers_read_differently_stays_as_it_was_written():
    assert dated({"raw": "05/03/2024"}) == "05/03/2024"


def test_numbers_of_a_journal_are_dated_by_their_year():
    assert listed(issued={"date-parts": [[2023, 12], [2024, 1]]}).endswith("Journal 2023–2024;1:1–2.")


def test_what_has_no_date_but_a_status_says_that():
    assert dated({}, status="in press") == "in press"


def test_crossref_knows_a_date_under_other_names():
    assert dated({"date-parts": [[None]]}, **{"published-print": {"date-parts": [[2023, 4]]}}) == "April 2023"


def test_a_date_that_was_only_recalled_is_found_under_no_other_name():
    recalled = {"custom": {"recalled_fields": ["issued"]}, "published-print": {"date-parts": [[2023, 4]]}}
    assert dated({"date-parts": [[2023]]}, **recalled) == ""


def test_seasons_and_stretches_are_said_in_the_language_of_the_deck():
    assert in_language("de", issued={"date-parts": [[2024]], "season": 1}, **UNNUMBERED).endswith(", Frühjahr 2024.")
    stretch = {"date-parts": [[2024, 5], [2024, 6]]}
    assert in_language("nl", issued=stretch, **UNNUMBERED).endswith(", mei 2024 – juni 2024.")
    assert in_language("ar", issued=stretch, **UNNUMBERED).endswith(", May 2024 – June 2024.")


def test_the_day_it_was_looked_at_is_read_in_the_same_ways():
    page = {"type": "webpage", "URL": "https://example.org/x", **UNNUMBERED}
    assert listed(**page, accessed={"raw": "2024-06-01"}).endswith("https://example.org/x (accessed 1 June 2024)")
    assert in_language("de", **page, accessed={"raw": "2024-06-01"}).endswith("(abgerufen am 1. Juni 2024)")


def test_a_day_of_looking_at_it_that_is_none_is_reported():
    assert loaded({"accessed": "yesterday"})[1] == ["error: the date `accessed` of `item-0` cannot be read"]


@pytest.mark.parametrize("fields", [{"issued": {"date": "2023-05-01"}}, {"issued": None, "year": "2023"}])
def test_a_year_under_a_name_of_another_program_is_not_lost(fields):
    assert listed(**fields) == "Tur C. A paper. Journal 2023;1:1–2."
