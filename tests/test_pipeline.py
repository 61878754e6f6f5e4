"""Does a mistake in one place leave what is found in another alone?"""

from __future__ import annotations

from pathlib import Path

from deck.diagnostics import Report
from deck.pipeline import Edition, build
from tests.story import tell

SLIDES = """\
- id: one
  kind: bullets
  title: One
  bullets: [Not in German]
- id: two
  kind: bullets
  title: Two
  bullts: [misspelt]
"""
GERMAN = """\
review: {status: draft}
talk:
  title: {source: A test talk, text: Ein Vortrag}
slides: {}
"""


def test_a_slip_on_one_slide_silences_no_missing_translation_of_another(tmp_path: Path) -> None:
    report = Report()
    build(tell(tmp_path, SLIDES, {"locales/de.yaml": GERMAN}).world, report, Edition("de"))
    found = [(one.code, one.message) for one in report]
    assert ("unknown-field", "unknown field `bullts`") in found
    assert any(code == "missing-translation" and "`slides.one`" in message for code, message in found)


def test_a_slide_that_lacks_its_data_is_not_followed_by_nothing_to_list(tmp_path: Path) -> None:
    rows = "- {id: one, kind: table, title: One, csv: none.csv, columns: {A: a}, alt: Rows, source: '[@a]'}\n"
    report = Report()
    build(tell(tmp_path, f"{rows}- {{id: two, kind: references, title: Sources}}\n").world, report)
    assert "nothing-to-list" not in {one.code for one in report} and report.has_errors


def test_an_unreadable_slide_is_not_followed_by_nothing_to_list(tmp_path: Path) -> None:
    slides = "- {id: one, kind: bullets, title: One, bullts: ['[@a]']}\n- {id: two, kind: references, title: Sources}\n"
    report = Report()
    build(tell(tmp_path, slides).world, report)
    assert "nothing-to-list" not in {one.code for one in report}
