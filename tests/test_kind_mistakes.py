"""Is every slip of the pen in a slide answered, and none by a traceback? Each test began with a bug."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.story import opened, tell

ANSWERED = {
    "a lane whose only step is misspelt": (
        "kind: process\ntitle: T\nalt: a\ncolumns: [A, B]\nlanes:\n  - title: L\n    steps:\n      X: y",
        (9, "unknown-column"),
    ),
    "heads as a list for a CSV": (
        "kind: table\ntitle: T\nalt: a\ncsv: assets/programme.csv\ncolumns: [Day, Hour]",
        (6, "wrong-type"),
    ),
    "rows beside a CSV": (
        "kind: table\ntitle: T\nalt: a\ncsv: assets/programme.csv\ncolumns: {day: Day}\nrows: [[One]]",
        (7, "table-shape"),
    ),
    "widths that add up to nothing": (
        "kind: table\ntitle: T\nalt: a\ncolumns: [A, B]\nrows: [[a, b]]\nwidths: [0, 1]",
        (7, "wrong-type"),
    ),
    "no columns": ("kind: table\ntitle: T\nalt: a\ncolumns: []", (5, "wrong-number")),
    "a lead that its layout has no place for": (
        "kind: bullets\ntitle: T\nbullets: [a, b]\ncolumns: 2\nlead: Would be lost",
        (6, "no-place"),
    ),
    "a reference that nobody cites": ("kind: references\ntitle: T\nonly: [qin2023]", (4, "not-cited")),
    "a source on a cover": ("kind: cover\ntitle: T\nsource: Words", (4, "no-place")),
    "a source on a divider": ("kind: section\ntitle: T\nsource: Words", (4, "no-place")),
    "names of the author's own in a record of two fields": (
        "kind: definitions\ntitle: T\nterms: {CAR: a receptor, TNF: a factor}",
        (4, "wrong-type"),
    ),
    "a series that is called by its name": (
        "kind: chart\ntitle: T\nalt: a\nchart: column\ncategories: [A, B]\nseries: {One: [1, 2]}",
        (7, "wrong-type"),
    ),
    "a panel in words alone": ("kind: panels\ntitle: T\npanels: [One, {title: Two}]", (4, "wrong-type")),
    "an unknown citation in a cue": ("kind: statement\ntitle: T\nquote: [a]\ncue: '[@nope]'", (5, "unknown-reference")),
    "an empty title": ("kind: statement\nquote: [a]\ntitle: ''", (4, "missing-field")),
    "an empty alternative text": (
        "kind: figure\ntitle: T\nfigure: f\nalt: ''",
        (5, "missing-field"),
    ),
}


@pytest.mark.parametrize(("yaml", "answer"), ANSWERED.values(), ids=ANSWERED)
def test_it_is_answered_at_its_line(yaml: str, answer: tuple[int, str], tmp_path: Path) -> None:
    _, mistakes = tell(tmp_path, f"id: a\n{yaml}\n").built()
    assert [(line, told.code) for line, told in mistakes] == [answer]


def test_points_of_a_panel_may_be_one_text_of_lines_with_dashes(tmp_path: Path) -> None:
    yaml = "id: a\nkind: panels\ntitle: T\npanels:\n  - title: One\n    points: |\n      - a\n      - b\n"
    deck = tell(tmp_path, f"{yaml}  - {{title: Two, points: c}}\n").without_mistakes()
    said = [one.text_frame.text for one in opened(deck).slides[0].shapes if one.has_text_frame]
    assert any("a\nb" in words for words in said), said


def test_a_row_that_the_second_file_lacks_has_an_empty_cell(tmp_path: Path) -> None:
    yaml = "id: a\nkind: table\ntitle: T\nalt: a\ncsv: assets/programme.csv\njoin: assets/rooms.csv\n"
    tell(tmp_path, f"{yaml}columns: {{session: Session, room: Room}}\n").without_mistakes()


def test_a_short_row_of_a_csv_is_answered(tmp_path: Path) -> None:
    yaml = "id: a\nkind: table\ntitle: T\nalt: a\ncsv: d.csv\ncolumns: {a: A, b: B}\n"
    _, mistakes = tell(tmp_path, yaml, {"d.csv": "a,b\n1\n"}).built()
    assert [(line, told.code) for line, told in mistakes] == [(5, "bad-csv")]


@pytest.mark.parametrize("svg", ['<svg viewBox="0 0 9 9"><g', '<svg viewBox="0 0 0 0"></svg>'], ids=["broken", "empty"])
def test_a_picture_that_cannot_be_drawn_is_answered(svg: str, tmp_path: Path) -> None:
    yaml = "id: a\nkind: cover\ntitle: T\nlogos:\n  - {file: a.svg, alt: A}\n"
    _, mistakes = tell(tmp_path, yaml, {"a.svg": svg}).built()
    assert [(line, told.code) for line, told in mistakes] == [(5, "bad-picture")]


def test_a_misspelt_figure_is_named_in_every_run(tmp_path: Path) -> None:
    yaml = "id: a\nkind: figure\ntitle: T\nfigure: cels\nalt: a\n"
    story = tell(tmp_path, yaml, {"figures/cells.py": "def draw(canvas): ...\n"}, drawn=False)
    assert [[told.code for _, told in story.built()[1]] for _ in range(2)] == [["unknown-figure"], ["unknown-figure"]]


def test_a_references_slide_of_a_talk_that_cites_nothing_does_not_vanish(tmp_path: Path) -> None:
    deck, mistakes = tell(tmp_path, "id: a\nkind: references\ntitle: T\n").built()
    assert deck.pages or mistakes


def test_a_continued_slide_does_not_lose_a_part_to_a_slide_of_that_name(tmp_path: Path) -> None:
    items = "\n".join(f"    - {{lead: L, text: '{n} {'words ' * 60}'}}" for n in range(14))
    other = "- {id: a-2, kind: statement, title: Other, quote: [x]}"
    yaml = f"- id: a\n  kind: disclosures\n  title: T\n  items:\n{items}\n{other}\n"
    slides = opened(tell(tmp_path, yaml).without_mistakes()).slides
    titles = [slide.shapes.title.text_frame.text for slide in slides]
    assert titles == [*(f"T ({n}/{len(titles) - 1})" for n in range(1, len(titles))), "Other"]


def test_a_sections_name_that_is_too_long_for_its_step_is_shown_where_it_was_written(tmp_path: Path) -> None:
    talk = (
        "- {id: a, kind: agenda, title: What to expect}\n"
        "- id: b\n"
        "  kind: section\n"
        f"  section: {'more and ' * 300}more\n"
        "  title: Much\n"
    )
    _, mistakes = tell(tmp_path, talk).built()
    # On the agenda and on the divider.
    assert {(line, told.code) for line, told in mistakes} == {(4, "text-overflows")}
