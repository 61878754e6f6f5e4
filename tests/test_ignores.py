"""May a talk say that a warning does not apply, with a reason, and is it told when that is not so?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from deck import cli
from deck.diagnostics import Report
from deck.ignores import without_effect
from deck.pipeline import Edition, build
from tests.story import tell

AGAIN = "- {id: one, kind: statement, title: A, quote: [x]}\n- {id: two, kind: statement, title: A, quote: [x]%s}\n"
OTHER = "- {id: three, kind: statement, title: A, quote: [x]}\n"
OWN = """\
from deck.interface import Diagnostic, Severity


def check(deck):
    yield Diagnostic(Severity.WARNING, "my-rule", "mine", deck.pages[0].span)
"""
GERMAN = """\
slides:
  one: {title: {source: A, text: B}, quote: [{source: x, text: x}]}
  two: {title: {source: C, text: B}, quote: [{source: x, text: x}]}
"""


def said(folder: Path, yaml: str, files: dict[str, str] | None = None, locale: str = "") -> Report:
    story = tell(folder, yaml, files)
    report = Report()
    assert build(story.world, report, Edition(locale)) is not None
    return report


def codes(report: Report) -> list[str]:
    return [one.code for one in report]


def test_what_a_slide_ignores_is_kept_with_its_reason(tmp_path: Path) -> None:
    report = said(tmp_path, AGAIN % ", ignore: {title-again: two halves}")
    assert codes(report) == []
    assert [(one.code, why.reason) for one, why in report.ignored.items()] == [("title-again", "two halves")]


def test_another_slide_is_told_all_the_same(tmp_path: Path) -> None:
    found = said(tmp_path, AGAIN % ", ignore: {title-again: two halves}" + OTHER)
    assert [one.message for one in found] == ["slide 3 `three` has the title of `one`"]


def test_a_talk_ignores_on_every_slide(tmp_path: Path) -> None:
    head = "talk: {title: T, speaker: S, status: final, ignore: {title-again: a poem}}\nslides:\n"
    assert codes(said(tmp_path, head + AGAIN % "" + OTHER)) == []


def test_what_is_found_in_a_translation_belongs_to_its_slide(tmp_path: Path) -> None:
    yaml = (AGAIN % ", ignore: {title-again: one word for both}").replace(
        "id: two, kind: statement, title: A", "id: two, kind: statement, title: C"
    )
    report = said(tmp_path, yaml, {"locales/de.yaml": GERMAN}, "de")
    assert "title-again" not in codes(report)
    assert [Path(one.span.file).name for one in report.ignored] == ["de.yaml"]


def test_a_rule_of_the_talk_s_own_is_ignored_too(tmp_path: Path) -> None:
    slide = "- {id: one, kind: statement, title: A, quote: [x], ignore: {my-rule: not here}}\n"
    assert codes(said(tmp_path, slide, {"checks/my_rule.py": OWN})) == []


MISTAKES = {
    "an unknown code": ("title-agian: x", ["unknown-choice", "title-again"]),
    "no reason": ("title-again: ", ["missing-field", "title-again"]),
    "an empty reason": ('title-again: " "', ["missing-field", "title-again"]),
    "an approval": ("needs-approval: x", ["cannot-ignore", "title-again"]),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_and_ignores_nothing(tmp_path: Path, name: str) -> None:
    entry, expected = MISTAKES[name]
    assert sorted(codes(said(tmp_path, AGAIN % f", ignore: {{{entry}}}"))) == sorted(expected)


def test_an_error_stays_one(tmp_path: Path) -> None:
    slide = '- {id: one, kind: statement, title: A, quote: ["[x](#no)"], ignore: {dangling-link: later}}\n'
    assert sorted(codes(said(tmp_path, slide))) == ["cannot-ignore", "dangling-link"]


def test_what_has_no_effect_is_told_when_every_language_was_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    yaml = (AGAIN % ", ignore: {title-again: one word for both}").replace(
        "id: two, kind: statement, title: A", "id: two, kind: statement, title: C"
    )
    story = tell(tmp_path, yaml, {"locales/de.yaml": GERMAN})
    (tmp_path / "assets" / "brand").symlink_to(story.world.brand_folder)
    monkeypatch.chdir(tmp_path)

    def found(*arguments: str) -> list[str]:
        cli.cli(["check", "--format", "json", *arguments], standalone_mode=False)
        return [one["code"] for one in json.loads(capsys.readouterr().out)]

    assert "ignores-nothing" not in found()
    assert "ignores-nothing" not in found("--locale", "all")
    (tmp_path / "locales" / "de.yaml").write_text(GERMAN.replace("{source: C, text: B}", "{source: C, text: D}"))
    assert "ignores-nothing" in found("--locale", "all")


def test_of_several_what_has_an_effect_is_not_named(tmp_path: Path) -> None:
    story = tell(tmp_path, AGAIN % ", ignore: {title-again: x, uneven-ends: y}")
    report = Report()
    deck = build(story.world, report)
    assert deck is not None
    told = list(without_effect(deck.talk, report.ignored.values(), report))
    assert [one.message for one in told] == ["there is no `uneven-ends` on slide `two` to ignore"]


REQUIRED = "talk: {title: T, speaker: S, status: %s, require: {%s}}\nslides:\n"


def test_what_the_talk_requires_is_an_error_with_the_reason(tmp_path: Path) -> None:
    report = said(tmp_path, REQUIRED % ("final", "title-again: our house rule") + AGAIN % "")
    assert [(one.code, one.severity.value, one.notes) for one in report] == [
        ("title-again", "error", ("an error in this talk: our house rule",))
    ]


def test_a_note_may_be_required_too(tmp_path: Path) -> None:
    slide = "- {id: one, kind: statement, title: A, quote: [x], draft: [quote]}\n"
    report = said(tmp_path, REQUIRED % ("draft", "needs-approval: it is printed tomorrow") + slide)
    assert [(one.code, one.severity.value) for one in report] == [("needs-approval", "error")]


def test_what_is_required_is_not_ignored_elsewhere(tmp_path: Path) -> None:
    report = said(tmp_path, REQUIRED % ("final", "title-again: a rule") + AGAIN % ", ignore: {title-again: mine}")
    assert sorted(codes(report)) == ["cannot-ignore", "title-again"]


def test_a_mistake_in_what_is_required_is_told_at_its_place(tmp_path: Path) -> None:
    entries = "title-agian: x, uneven-ends: ' '"
    report = said(tmp_path, REQUIRED % ("final", entries) + AGAIN % "")
    assert codes(report) == ["unknown-choice", "missing-field", "title-again"]
    assert {one.span.line for one in report if one.code != "title-again"} == {1}


def test_what_is_kept_to_is_not_mentioned(tmp_path: Path) -> None:
    slide = "- {id: one, kind: statement, title: A, quote: [x]}\n"
    assert codes(said(tmp_path, REQUIRED % ("final", "title-again: a rule") + slide)) == []


FULL = "talk: {title: T, speaker: S, status: final%s}\nslides:\n"


def levels(folder: Path, head: str = "", slide: str = "") -> list[tuple[str, str]]:
    found = said(folder, FULL % head + AGAIN % slide)
    return sorted((one.code, one.severity.value) for one in found)


@pytest.mark.parametrize(
    ("head", "slide", "expected"),
    [
        ("", ", require: {title-again: a reviewer asks}", [("title-again", "error")]),
        (", require: {title-again: x}", "", [("title-again", "error")]),
        ("", ", tolerate: {title-again: two halves}", [("title-again", "note")]),
        (", tolerate: {title-again: a poem}", "", [("title-again", "note")]),
        # A slide says it of itself, whatever the talk says of all.
        (", tolerate: {title-again: a poem}", ", require: {title-again: not here}", [("title-again", "error")]),
        (", ignore: {title-again: a poem}", ", require: {title-again: not here}", [("title-again", "error")]),
        (", tolerate: {title-again: a poem}", ", ignore: {title-again: halves}", []),
        (", ignore: {title-again: a poem}", ", tolerate: {title-again: halves}", [("title-again", "note")]),
        # What nobody may pass over is not lessened by a slide.
        (
            ", require: {title-again: x}",
            ", tolerate: {title-again: y}",
            [("cannot-ignore", "error"), ("title-again", "error")],
        ),
    ],
)
def test_a_talk_and_a_slide_say_how_much_a_warning_weighs(
    tmp_path: Path, head: str, slide: str, expected: list[tuple[str, str]]
) -> None:
    assert levels(tmp_path, head, slide) == expected


def test_the_reason_stands_beside_it(tmp_path: Path) -> None:
    for way, told in (("tolerate", "a note here: halves"), ("require", "an error on this slide: halves")):
        [one] = said(tmp_path, AGAIN % f", {way}: {{title-again: halves}}")
        assert one.notes == (told,)


@pytest.mark.parametrize("way", ["tolerate", "require"])
@pytest.mark.parametrize(
    ("entry", "code"), [("title-agian: x", "unknown-choice"), ('title-again: " "', "missing-field")]
)
def test_a_mistake_in_weighing_is_told_and_changes_nothing(way: str, entry: str, code: str, tmp_path: Path) -> None:
    assert levels(tmp_path, "", f", {way}: {{{entry}}}") == sorted([(code, "error"), ("title-again", "warning")])


def test_what_no_talk_may_lessen_is_refused(tmp_path: Path) -> None:
    assert ("cannot-ignore", "error") in levels(tmp_path, "", ", tolerate: {retracted-paper: x}")


def test_what_is_tolerated_and_found_nowhere_is_named(tmp_path: Path) -> None:
    report = Report()
    deck = build(tell(tmp_path, AGAIN % ", tolerate: {title-again: x, uneven-ends: y}").world, report)
    assert deck is not None
    told = list(without_effect(deck.talk, (*report.ignored.values(), *report.tolerated.values()), report))
    assert [one.message for one in told] == ["there is no `uneven-ends` on slide `two` to tolerate"]
