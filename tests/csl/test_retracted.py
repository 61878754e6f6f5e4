"""Is a retracted paper said to be retracted, whoever says so and wherever it is shown?"""

from __future__ import annotations

import pytest

from deck.csl.entry import entry
from deck.csl.reference import Standing
from tests.csl.telling import PAPER, in_language, listed, loaded, reference, styled


@pytest.mark.parametrize(
    "title",
    [
        "RETRACTED: A paper",
        "Retracted: A paper",
        "RETRACTED ARTICLE: A paper",
        "WITHDRAWN: A paper",
        "[Retracted] A paper",
        "A paper [Retracted]",
        "A paper - RETRACTED",
        "A paper (Retracted article. See vol. 3, p. 5, 2020)",
        "<b>RETRACTED:</b> A paper",
    ],
)
def test_its_publisher_says_so_in_the_title(title):
    printed = entry(reference(title=title))
    assert styled(printed.runs) == "**RETRACTED: **Tur C. A paper. Journal 2024;1:1–2."


@pytest.mark.parametrize(
    "fields",
    [
        {"updated-by": [{"type": "retraction", "DOI": "10.1000/notice"}]},
        {"updated-by": [{"type": "correction"}, {"type": "withdrawal"}]},
        {"relation": {"is-retracted-by": [{"id": "10.1000/notice"}]}},
        {"status": "Retracted"},
        {"genre": "Retracted Publication"},
        {"note": "PMID: 1\nStatus: Retracted"},
    ],
)
def test_crossref_pubmed_or_a_person_says_so(fields):
    assert reference(**fields).standing is Standing.RETRACTED


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "Retracted publications in medicine: a review"},
        {"title": "Retraction of the lateral rectus muscle"},
        {"title": "Withdrawal of therapy: a trial"},
        {"title": "Removal of CAR T cells"},
        {"title": "Withdrawn-state heroin use"},
        {"title": "Position of the eyelid (retracted or not)"},
        {"note": "Withdrawn consent of two patients is described"},
        {"updated-by": [{"type": "correction", "DOI": "10.1000/x"}]},
        {"note": "was never retracted"},
        {"relation": {"is-retracted-by": []}},
    ],
)
def test_a_paper_about_such_things_stands(fields):
    assert reference(**fields).standing is Standing.GOOD


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "Retraction: A paper"},
        {"title": "Retraction—A paper"},
        {"title": "Retraction Note: A paper"},
        {"title": "Retraction notice to “A paper” [J 1 (2020)]"},
        {"title": "Notice of Retraction: A paper"},
        {"update-to": [{"type": "retraction", "DOI": "10.1000/gone"}]},
    ],
)
def test_a_notice_is_said_to_be_one(fields):
    assert listed(**fields).startswith("RETRACTION NOTICE: Tur C. ")


def test_a_notice_among_the_references_tells_of_the_paper_it_retracts():
    notice = {**PAPER, "update-to": [{"type": "retraction", "DOI": "10.1000/GONE"}]}
    paper, _ = loaded({**PAPER, "DOI": "10.1000/gone"}, notice)[0]
    assert paper.standing is Standing.RETRACTED


def test_it_is_said_in_the_language_of_the_deck():
    assert in_language("de", title="RETRACTED: A paper").startswith("ZURÜCKGEZOGEN: Tur C. A paper.")


@pytest.mark.parametrize("note", ["Retracted 2025", "Retracted: 2025-01-03", "retracted (2024)", "Retracted in 2025"])
def test_a_note_with_its_year_says_so(note):
    assert reference(note=note).standing is Standing.RETRACTED
