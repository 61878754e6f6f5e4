"""Is what was found said in SARIF as those who read it expect: rules, places, reasons?"""

from __future__ import annotations

import json
from typing import Any

import pytest

from deck.diagnostics import Diagnostic, Report, Severity, Span
from deck.explain import explanation
from deck.pipeline import build
from deck.sarif import render_sarif
from tests.story import tell

TALK = """\
- {id: one, kind: statement, title: A, quote: ["[x](#no)"]}
- {id: two, kind: statement, title: A, quote: [x]}
- {id: three, kind: statement, title: A, quote: [x], ignore: {title-again: "a refrain"}}
"""
LEVELS = {"error", "warning", "note"}


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    story, report = tell(tmp_path_factory.mktemp("talk"), TALK), Report()
    build(story.world, report)
    report.add(Diagnostic(Severity.NOTE, "my-rule", "of the whole talk"))
    report.add(Diagnostic(Severity.WARNING, "my-rule", "elsewhere", Span("Über uns/a b.yaml", 3, 0, 0)))
    log = json.loads(render_sarif(report, story.world))
    assert (log["version"], len(log["runs"])) == ("2.1.0", 1)
    return log["runs"][0]


def test_every_result_has_a_rule_of_that_place_a_level_and_words(run: dict[str, Any]) -> None:
    rules = run["tool"]["driver"]["rules"]
    assert run["tool"]["driver"]["name"] == "deck"
    for one in run["results"]:
        assert rules[one["ruleIndex"]]["id"] == one["ruleId"]
        assert one["level"] in LEVELS
        assert one["message"]["text"]


def test_a_rule_says_what_it_is_and_what_to_do(run: dict[str, Any]) -> None:
    rules = {one["id"]: one for one in run["tool"]["driver"]["rules"]}
    assert len(rules) == len(run["tool"]["driver"]["rules"])
    again = rules["title-again"]
    assert again["shortDescription"]["text"] == "Two slides that are shown have the same title."
    assert again["help"]["text"] == explanation("title-again")
    assert again["defaultConfiguration"]["level"] == "warning"
    assert rules["my-rule"]["defaultConfiguration"]["level"] == "warning"


def test_a_place_is_a_file_with_a_line_and_columns_of_characters(run: dict[str, Any]) -> None:
    assert run["columnKind"] == "unicodeCodePoints"
    places = {one["ruleId"]: one["locations"][0]["physicalLocation"] for one in run["results"]}
    assert places["dangling-link"]["artifactLocation"]["uri"].endswith("/slides.yaml")
    assert places["dangling-link"]["region"] == {"startLine": 10, "startColumn": 53, "endColumn": 56}


def test_what_has_no_place_is_of_the_talk_s_file_and_a_path_is_an_address(run: dict[str, Any]) -> None:
    places = [one["locations"][0]["physicalLocation"] for one in run["results"] if one["ruleId"] == "my-rule"]
    of_talk = next(one for one in places if "region" not in one)
    assert of_talk["artifactLocation"]["uri"].endswith("/slides.yaml")
    other = next(one for one in places if "region" in one)
    assert other == {"artifactLocation": {"uri": "%C3%9Cber%20uns/a%20b.yaml"}, "region": {"startLine": 3}}


def test_what_the_talk_ignores_is_there_with_its_reason(run: dict[str, Any]) -> None:
    again = [one for one in run["results"] if one["ruleId"] == "title-again"]
    (ignored,) = (one["suppressions"][0] for one in again if "suppressions" in one)
    assert (len(again), ignored["kind"], ignored["justification"]) == (2, "inSource", "a refrain")
    assert ignored["location"]["physicalLocation"]["region"]["startLine"] == 12
