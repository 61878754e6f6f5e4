"""What is wrong in sources.yaml, and where does it say so?"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from deck.diagnostics import Report
from deck.refresh.sources import Sources, load_sources
from deck.workspace import Workspace

GOOD = "searches:\n- {name: MS, condition: multiple sclerosis}\n"


def read(folder: Path, text: str | None, wanted: bool = True) -> tuple[Sources | None, list[str]]:
    data = folder / "figures" / "data"
    data.mkdir(parents=True)
    if text is not None:
        (data / "sources.yaml").write_text(text, encoding="utf-8")
    report = Report()
    sources = load_sources(Workspace.find(folder / "slides.yaml"), report, wanted)
    return sources, [f"{one.span.line}:{one.span.column} {one.code}: {one.message}" for one in report]


def test_a_search_is_sent_as_the_registry_calls_it(tmp_path):
    text = "each: {term: CAR T}\nsearches:\n- {name: MS, condition: multiple sclerosis}\n- {name: all, term: CAAR}\n"
    sources, wrong = read(tmp_path, text)
    assert wrong == []
    assert sources is not None
    assert [search.fields for search in sources.searches] == [
        {"query.cond": "multiple sclerosis", "query.term": "CAR T"},
        {"query.term": "CAAR"},
    ]


def test_the_public_services_are_asked_unless_it_says_otherwise(tmp_path):
    sources, _ = read(tmp_path, GOOD + "crossref: http://127.0.0.1:8000/\nclaims: 2026-04-25\n")
    assert sources is not None
    assert sources.registry == "https://clinicaltrials.gov/api/v2"
    assert sources.crossref == "http://127.0.0.1:8000"
    assert sources.claims == date(2026, 4, 25)


def test_a_talk_without_sources_can_look_up_references(tmp_path):
    assert read(tmp_path, None, wanted=False) == (Sources(), [])


def test_without_sources_no_trials_are_looked_up(tmp_path):
    sources, [wrong] = read(tmp_path, None)
    assert sources is None
    assert "no-such-file: there is no file" in wrong


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("- MS\n", "1:1 bad-sources: sources.yaml holds no fields"),
        ("searhces: []\n" + GOOD, "1:1 unknown-field: sources.yaml has no field `searhces`"),
        ("doi: https://doi.org\n", "1:1 bad-sources: there is no list of `searches`"),
        ("searches: []\n", "1:1 bad-sources: there is no list of `searches`"),
        ("searches: MS\n", "1:11 bad-sources: `searches` is not a list"),
        ("searches:\n- MS\n", "2:3 bad-sources: a search holds no fields"),
        ("searches:\n- {name: MS}\n", "2:3 bad-sources: a search needs a `name` and what to look for"),
        ("searches:\n- {condition: MS}\n", "2:3 bad-sources: a search needs a `name` and what to look for"),
        ("searches:\n- {name: MS, disease: MS}\n", "2:14 unknown-field: a search has no field `disease`"),
        ("searches:\n- {name: MS, condition: [MS]}\n", "2:25 bad-sources: `condition` is not a text"),
        (GOOD + "- {name: MS, term: CAR}\n", "3:10 bad-sources: two searches are called `MS`"),
        (GOOD + "claims: 25 April\n", "3:9 bad-sources: `25 April` is not a day"),
        (GOOD + "claims: 2026-02-30\n", "3:9 bad-sources: `2026-02-30` is not a day"),
        (GOOD + "claims: 2026-W17-6\n", "3:9 bad-sources: `2026-W17-6` is not a day"),
        (GOOD + "claims: '0001-01-01'\n", "3:9 bad-sources: `0001-01-01` is not a day"),
        (GOOD + "claims:\n", "3:8 bad-sources: `claims` is not a text"),
        (GOOD + "registry: clinicaltrials.gov\n", "3:11 bad-sources: `clinicaltrials.gov` is not the address of a"),
        (GOOD + "registry: https://a.org:x\n", "3:11 bad-sources: `https://a.org:x` is not the address of a service"),
        (GOOD + "registry: file:///etc\n", "3:11 bad-sources: `file:///etc` is not the address of a service"),
        (GOOD + "doi: http://doi.org\n", "3:6 bad-sources: `http://doi.org` can be read and changed on its way"),
        (GOOD + "contact: Ann\n", "3:10 bad-sources: `Ann` is not an e-mail address"),
        (GOOD + "countries: {Korea: Korea}\n", "3:20 bad-sources: `Korea` is not a country's code"),
        (GOOD + "countries: [KR]\n", "3:12 bad-sources: `countries` holds no fields"),
        (GOOD + "each: CAR T\n", "3:7 bad-sources: `each` holds no fields"),
    ],
)
def test_a_mistake_is_named_with_its_place(text, told, tmp_path):
    sources, wrong = read(tmp_path, text)
    assert sources is None
    assert any(one.startswith(told) for one in wrong), wrong


def test_the_talks_own_sources_are_sound_and_look_for_what_a_plain_search_misses():
    report = Report()
    sources = load_sources(Workspace.find(Path(__file__).parents[2] / "slides.yaml"), report)
    assert list(report) == []
    assert sources is not None
    conditions = " ".join(search.fields["query.cond"] for search in sources.searches)
    for disease in ("multiple sclerosis", "NMOSD", "MOGAD", "B-cell mediated autoimmune disorders"):
        assert disease in conditions
