"""Which mistakes of programme.yaml are told, where, and how?"""

from __future__ import annotations

from pathlib import Path

import pytest

from deck.diagnostics import Report
from deck.programme.manifest import load_programme

NO_TAG = "`x` is no language tag, such as el, nl or pt-BR"
GOOD = "programme:\n  event: Our meeting\ntalks:\n  - {code: ONE}\n"


def mistakes(folder: Path, text: str) -> list[tuple[str, int, str]]:
    (folder / "programme.yaml").write_text(text, encoding="utf-8")
    report = Report()
    load_programme(folder, report)
    return [(one.code, one.span.line, one.message) for one in report]


def test_a_programme_of_one_talk_has_none(tmp_path):
    assert mistakes(tmp_path, GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("event:", "evnt:", ("unknown-field", 2, "unknown field `evnt`")),
        ("{code: ONE}", "{title: One}", ("missing-field", 4, "`code` is missing")),
        ("{code: ONE}", "{code: a/b}", ("wrong-type", 4, "`code` cannot be `a/b`")),
        ("{code: ONE}", "{code: ONE, minutes: 0}", ("wrong-type", 4, "`minutes` cannot be `0`")),
        ("{code: ONE}", "{code: ONE, start: 10:00}", ("wrong-type", 4, "`start` cannot be `10:00`")),
        ("{code: ONE}", "{code: ONE, own_code: yes}", ("unknown-choice", 4, "`own_code` cannot be `yes`")),
        ("{code: ONE}", "{code: ONE, file: ../x}", ("outside-project", 4, "`../x` is not inside the programme")),
        ("{code: ONE}", "{code: ONE}\n  - {code: one}", ("duplicate-id", 5, "two talks have the code `one`")),
        ("event: Our meeting", "languages: [x]", ("unknown-locale", 2, NO_TAG)),
        ("event: Our meeting", "artefacts: [d]", ("unknown-choice", 2, "`d` is nothing that can be made of a talk")),
        ("event: Our meeting", "brand: brnd", ("no-such-file", 2, "there is no `brand.yaml` in `brnd`")),
        ("event: Our meeting", "from: schedul.json", ("no-such-file", 2, "there is no file `schedul.json`")),
    ],
)  # fmt: skip
def test_a_mistake_is_told_once_and_in_its_line(tmp_path, old, new, told):
    assert mistakes(tmp_path, GOOD.replace(old, new)) == [told]


def test_talks_come_in_the_order_in_which_they_begin(tmp_path):
    text = (
        "programme: {}\ntalks:\n  - {code: LATE, start: 2026-04-25 09:00}\n  - {code: NEVER}\n"
        "  - {code: EARLY, start: 2026-04-24T09:00}\n"
    )
    (tmp_path / "programme.yaml").write_text(text, encoding="utf-8")
    programme = load_programme(tmp_path, Report())
    assert programme is not None and [slot.id for slot in programme.talks] == ["EARLY", "LATE", "NEVER"]


def test_two_files_of_the_same_talk_are_one_mistake(tmp_path):
    text = GOOD.replace("{code: ONE}", "{code: ONE, file: a}\n  - {code: TWO, file: a/slides.yaml}")
    assert mistakes(tmp_path, text) == [("duplicate-id", 5, "`TWO` and `ONE` are made of the same file")]
