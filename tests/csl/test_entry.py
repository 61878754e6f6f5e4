"""What does a list print of each type of work, and what does a source line call it?"""

from __future__ import annotations

from typing import Any

import pytest

from deck.csl.entry import entry
from tests.csl.telling import alone, listed, loaded, reference

TUR = [{"family": "Tur", "given": "Carlo"}]
EDITORS = [{"family": "Ed", "given": "Itor"}, {"family": "Or", "given": "Ann"}]
DAY = {"date-parts": [[2024, 5, 3]]}
WEB = {"URL": "https://example.org/x", "accessed": {"date-parts": [[2024, 6, 1]]}}
PRESS = {"publisher": "A Press", "publisher-place": "Berlin"}


@pytest.mark.parametrize(
    ("fields", "printed"),
    [
        (
            {"type": "book", "title": "A handbook", "author": TUR, "edition": "3", **PRESS, "issued": DAY},
            "Tur C. A handbook. 3rd ed. Berlin: A Press; 2024.",
        ),
        (
            {"type": "book", "title": "A handbook", "editor": EDITORS, "volume": "2", **PRESS, "issued": DAY},
            "Ed I, Or A, editors. A handbook. Vol. 2. Berlin: A Press; 2024.",
        ),
        (
            {
                "type": "book",
                "title": "A handbook",
                "author": TUR,
                "editor": EDITORS[:1],
                "collection-title": "A series",
            },
            "Tur C. A handbook. Ed I, editor. A series.",
        ),
        (
            {
                "type": "chapter",
                "title": "A chapter",
                "author": TUR,
                "editor": EDITORS,
                "container-title": "A handbook",
                "edition": "2nd ed.",
                "page": "10-20",
                "issued": DAY,
                **PRESS,
            },
            "Tur C. A chapter. In: Ed I, Or A, editors. A handbook. 2nd ed. Berlin: A Press; 2024. p. 10–20.",
        ),
        (
            {"type": "chapter", "title": "A chapter?", "container-title": "A handbook", "container-author": TUR},
            "A chapter? In: Tur C. A handbook.",
        ),
        (
            {
                "type": "paper-conference",
                "title": "A talk",
                "author": TUR,
                "container-title": "Proceedings of X",
                "publisher": "ACM",
                "page": "1-8",
                "issued": DAY,
            },
            "Tur C. A talk. In: Proceedings of X. ACM; 2024. p. 1–8.",
        ),
        (
            {
                "type": "paper-conference",
                "title": "A talk",
                "author": TUR,
                "event-title": "EMSP",
                "event-place": "Berlin",
            },
            "Tur C. A talk. In: EMSP. Berlin.",
        ),
        (
            {
                "type": "report",
                "title": "A report",
                "author": [{"literal": "WHO"}],
                "number": "TR-12",
                "publisher": "WHO",
                "publisher-place": "Geneva",
                "issued": DAY,
            },
            "WHO. A report. Geneva: WHO; 3 May 2024. Report No. TR-12.",
        ),
        (
            {"type": "report", "title": "Report TR-12", "number": "TR-12", "publisher": "WHO"},
            "Report TR-12. WHO.",
        ),
        (
            {
                "type": "thesis",
                "title": "A thesis",
                "author": TUR,
                "genre": "PhD thesis",
                "publisher": "FAU",
                "issued": DAY,
            },
            "Tur C. A thesis [PhD thesis]. FAU; 2024.",
        ),
        (
            {"type": "webpage", "title": "A page", "container-title": "A site", "issued": DAY, **WEB},
            "A page. A site, 3 May 2024. https://example.org/x (accessed 1 June 2024)",
        ),
        (
            {"type": "webpage", "title": "A page", "author": [{"literal": "An Agency"}], "URL": "www.example.org/x"},
            "An Agency. A page. https://www.example.org/x",
        ),
        (
            {
                "type": "legislation",
                "title": "An act",
                "container-title": "OJ",
                "volume": "L 3",
                "page": "1-9",
                "issued": DAY,
            },
            "An act. OJ 2024;L 3:1–9.",
        ),
        (
            {"type": "bill", "title": "A bill", "number": "HR 12", "authority": "Congress", "issued": DAY},
            "A bill. Congress; 3 May 2024. HR 12.",
        ),
        (
            {
                "type": "dataset",
                "title": "Data",
                "author": TUR,
                "version": 1.2,
                "publisher": "Zenodo",
                "DOI": "10.5281/z",
                "issued": DAY,
            },
            "Tur C. Data. Version 1.2. Zenodo; 3 May 2024. doi:10.5281/z",
        ),
        (
            {"type": "software", "title": "A program", "author": TUR, "version": "2", "URL": "https://example.org"},
            "Tur C. A program. Version 2. https://example.org",
        ),
        (
            {
                "type": "article",
                "title": "A preprint",
                "author": TUR,
                "publisher": "medRxiv",
                "genre": "Preprint",
                "number": "arXiv:2301.1",
                "issued": DAY,
            },
            "Tur C. A preprint [Preprint]. medRxiv; 3 May 2024. arXiv:2301.1.",
        ),
        (
            {"type": "patent", "title": "A cell", "author": TUR, "number": "US 6,123,456 B2", "issued": DAY},
            "Tur C. A cell. 3 May 2024. Patent US 6,123,456 B2.",
        ),
        (
            {"type": "standard", "title": "Trials", "number": "ISO 14155:2020", "publisher": "ISO", "issued": DAY},
            "Trials. ISO; 3 May 2024. ISO 14155:2020.",
        ),
        (
            {
                "type": "article-newspaper",
                "title": "News",
                "container-title": "A Paper",
                "page": "A1-A2",
                "issued": DAY,
            },
            "News. A Paper 3 May 2024;A1–A2.",
        ),
        (
            {"type": "motion_picture", "title": "A film", "director": TUR, "issued": DAY},
            "Tur C. A film. 3 May 2024.",
        ),
        (
            {
                "type": "speech",
                "title": "A poster",
                "author": TUR,
                "genre": "Poster",
                "event-title": "EMSP",
                "issued": DAY,
            },
            "Tur C. A poster [Poster]. EMSP, 3 May 2024.",
        ),
        ({"type": "book"}, "item-0"),
    ],
)
def test_each_type_is_listed_with_what_finds_it(fields, printed):
    assert alone(**fields) == printed


@pytest.mark.parametrize(
    ("edition", "printed"),
    [
        ("1", "1st ed."),
        ("2nd", "2nd ed."),
        ("11", "11th ed."),
        ("23rd edition", "23rd ed."),
        ("Revised", "Revised ed."),
    ],
)
def test_editions_are_counted(edition, printed):
    assert alone(type="book", title="A", edition=edition) == f"A. {printed}"


@pytest.mark.parametrize(
    ("fields", "short"),
    [
        ({"type": "book", "editor": EDITORS, "issued": DAY}, "Ed & Or 2024"),
        ({"type": "report", "title": "A report", "publisher": "WHO", "issued": DAY}, "WHO 2024"),
        ({"type": "webpage", "title": "A page", "container-title": "NHS", "issued": DAY}, "NHS 2024"),
        ({"type": "webpage", "title": "A page"}, "A page"),
        ({"type": "book", "title": "A handbook", "publisher": "A Press", "issued": DAY}, "A handbook 2024"),
        ({"type": "legislation", "title": "An act", "container-title": "OJ", "issued": DAY}, "An act 2024"),
        ({"type": "legislation", "title": "An act of", "title-short": "An act", "issued": DAY}, "An act"),
        ({"type": "article-journal", "title": "T", "container-title": "Nature", "issued": DAY}, "Nature 2024"),
        ({"type": "book"}, "item-0"),
    ],
)
def test_what_has_no_author_is_called_by_who_or_what_stands_for_one(fields, short):
    assert loaded(fields)[0][0].short == short


def test_a_short_title_that_a_program_put_there_does_not_stand_for_the_authors():
    assert reference(**{"title": "CAR T: a review", "title-short": "CAR T"}).short == "Tur 2024"


def test_an_author_who_was_only_recalled_is_not_replaced_by_an_editor():
    recalled = {"type": "book", "author": TUR, "editor": EDITORS, "custom": {"recalled_fields": ["author"]}}
    book = loaded({**recalled, "title": "A handbook", "issued": DAY})[0][0]
    assert (book.short, entry(book).plain) == ("A handbook 2024", "A handbook. 2024.")


@pytest.mark.parametrize(
    ("page", "printed"),
    [
        ("1-2", "1–2"),
        ("1–2", "1–2"),
        ("12--15", "12–15"),
        ("2124-32", "2124–32"),
        ("S1-S10", "S1–S10"),
        ("i-xii", "i–xii"),
        ("123-5.e4", "123–5.e4"),
        ("1-2, 5-7", "1–2, 5–7"),
        ("142-145 & 235", "142–145 & 235"),
        ("pp. 12-15", "12–15"),
        ("103-103", "103"),
        ("e200511", "e200511"),
        ("e-12", "e-12"),
        (7, "7"),
    ],
)
def test_page_ranges_have_a_dash_and_locators_keep_their_hyphen(page, printed):
    assert listed(page=page) == f"Tur C. A paper. Journal 2024;1:{printed}."


def test_pages_that_are_not_known_yet_are_not_printed():
    assert listed(page="n/a-n/a") == "Tur C. A paper. Journal 2024;1."


def test_an_issue_without_a_volume_is_not_lost():
    assert listed(volume="", issue="5") == "Tur C. A paper. Journal 2024;(5):1–2."


def test_an_article_that_is_numbered_in_place_of_pages_has_its_number():
    assert listed(page="", **{"article-number": "eabc12"}) == "Tur C. A paper. Journal 2024;1:eabc12."


@pytest.mark.parametrize(
    "doi",
    [
        "10.1000/r",
        "https://doi.org/10.1000/r",
        "http://dx.doi.org/10.1000/r",
        "www.doi.org/10.1000/r",
        "doi:10.1000/r",
        "DOI: 10.1000/r",
        "info:doi/10.1000/r",
        "https://doi.org/doi:10.1000/r",
        "https://doi-org.proxy.example.edu/10.1000/r",
        "10.1000%2Fr",
    ],
)
def test_a_doi_is_one_however_it_is_addressed(doi):
    assert reference(DOI=doi).url == "https://doi.org/10.1000/r"
    assert listed(DOI=doi).endswith(" doi:10.1000/r")


@pytest.mark.parametrize(
    "doi", ["https://doi.org/10.1002/(SICI)1%3C1::AID%3E3.0.CO;2-%23", "10.1002/(SICI)1&lt;1::AID&gt;3.0.CO;2-#"]
)
def test_a_doi_is_printed_as_it_is_and_addressed_as_it_must_be(doi):
    assert reference(DOI=doi).doi == "10.1002/(SICI)1<1::AID>3.0.CO;2-#"
    assert reference(DOI=doi).url == "https://doi.org/10.1002/(SICI)1%3C1::AID%3E3.0.CO;2-%23"


def test_an_address_that_is_a_doi_is_one():
    assert reference(URL="https://doi.org/10.1000/r").doi == "10.1000/r"


def test_a_doi_that_was_only_recalled_is_not_printed_as_an_address_either():
    recalled = {"DOI": "10.1000/r", "URL": "https://doi.org/10.1000/r", "custom": {"recalled_fields": ["DOI"]}}
    assert listed(**recalled) == "Tur C. A paper. Journal 2024;1:1–2."


@pytest.mark.parametrize("address", ["javascript:alert(1)", "C:\\paper.pdf", "ftp://example.org", "https://u:p@x.org"])
def test_an_address_that_a_deck_may_not_carry_is_reported_and_left_out(address):
    (page,), reported = loaded({"title": "A page", "URL": address})
    assert (page.url, len(reported), reported[0][:8]) == ("", 1, "warning:")


def test_crossref_writes_lists_and_objects_where_others_write_words():
    work = {
        "type": "journal-article",
        "title": ["Cross <jats:italic>reference</jats:italic>"],
        "subtitle": ["a study"],
        "short-title": [],
        "container-title": ["The Journal"],
        "short-container-title": ["J"],
        "author": [{"given": "A.", "family": "B", "sequence": "first", "affiliation": []}],
        "issued": {"date-parts": [[2024, None]]},
        "publisher": "Elsevier BV",
        "article-number": "e100",
        "volume": "3",
        "event": None,
        "institution": [{"name": "X"}],
        "archive": ["Portico"],
        "relation": {},
        "URL": "http://dx.doi.org/10.1000/abc",
        "DOI": "10.1000/abc",
    }
    assert alone(**work) == "B A. Cross reference: a study. The Journal 2024;3:e100. doi:10.1000/abc"
    chapter: dict[str, Any] = {"type": "book-chapter", "title": ["C"], "container-title": ["Series", "Book"]}
    assert alone(**chapter, page="1-1") == "C. In: Book. p. 1."
    preprint = {"type": "posted-content", "subtype": "preprint", "title": ["P"], "institution": [{"name": "bioRxiv"}]}
    assert alone(**preprint) == "P [preprint]. bioRxiv."


def test_a_preprint_with_a_volume_keeps_the_server_that_it_is_on():
    preprint = {"type": "article", "title": "A paper", "publisher": "medRxiv", "volume": "3"}
    assert alone(**preprint, issued={"date-parts": [[2024]]}) == "A paper. Vol. 3. medRxiv; 2024."


def test_a_short_title_stands_for_one_that_is_not_there():
    assert "A short one." in listed(title=None, **{"title-short": "A short one"})
