"""What appears click by click: is everything shown in the end, with as many clicks as the speaker expects?"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from pptx.util import Emu

from deck import cli
from deck.layout.measure import Measure
from deck.layout.set_text import LINE
from deck.layout.steps import click_by_click
from deck.page import ChartBox, Deck, Group, TableBox, TextBox
from deck.value import replace
from deck.write.drawing import slide_pdf
from tests.story import Story, opened, tell

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"

LIST = "bullets: [First, {text: Second, sub: [under it, this too]}, Third]"
PANELS = "panels: [{title: One}, {title: Two}, {title: Three}]"
LANES = """\
alt: Two lanes
columns: [Take, Give]
lanes: [{title: Own, steps: {Take: blood, Give: back}}, {title: Other, steps: {Take: blood}}]"""
SPOKES = "alt: Spokes\ncentre: B\nspokes: [{verb: a, text: b}, {verb: c, text: d}, {verb: e, text: f}]"
BARS = """\
chart: column
alt: Bars
categories: [2021, 2022]
series: [{name: Drug, values: [1, 2]}, {name: Placebo, values: [2, 3]}]"""
EQUATIONS = "equations: [{equation: a + b, label: A sum}, {equation: c - d}, {equation: e}]"
FLOW = "alt: A flow\nboxes: {a: First, b: Second, c: Third}\narrows: [a -> b, a -> c]"
EVENTS = "alt: Events\nevents: [{at: One, text: a}, {at: Two, text: b}]"
TREE = "alt: A tree\nroot: {text: R}\nbranches: [{text: A, tag: here}, {text: B}]\nacross: {text: C}"
TERMS = "terms: [{term: A, means: [a]}, {term: B, means: [b]}]"
COLUMNS = "columns: [{title: A, points: [a]}, {title: B, points: [b]}]"
TABLE = """\
alt: A table
columns: [A, B]
rows:
  - [one, b]
  - group: G
    rows: [[two, d], [three, e]]"""
KINDS = {
    "bullets": (LIST, 3),
    "panels": (PANELS, 3),
    "process": (LANES, 2),
    "hub": (SPOKES, 3),
    "chart": (BARS, 2),
    "definitions": (TERMS, 2),
    "compare": (COLUMNS, 2),
    "table": (TABLE, 3),
    "equation": (EQUATIONS, 3),
    "flow": (FLOW, 3),
    "timeline": (EVENTS, 2),
    "tree": (TREE, 3),
}


def slide(kind: str, build: str = "each", fields: str = "") -> str:
    return f"id: one\nkind: {kind}\ntitle: T\nbuild: {build}\n{fields or KINDS[kind][0]}\n"


def clicks(sheet: Any) -> list[list[tuple[str, str]]]:
    """What each click shows, as PowerPoint walks its time line: the number of a shape, and which part of it."""
    [line] = [one for one in sheet._element.iter(f"{P}cTn") if one.get("nodeType") == "mainSeq"]
    found = []
    for click in line.iterfind(f"{P}childTnLst/{P}par"):
        delays = [one.get("delay") for one in click.find(f"{P}cTn/{P}stCondLst")]
        effects = [one for one in click.iter(f"{P}cTn") if one.get("presetID")]
        assert delays == ["indefinite"], "it waits for the speaker"
        assert [one.get("nodeType") for one in effects] == ["clickEffect"] + ["withEffect"] * (len(effects) - 1)
        assert {(one.get("presetID"), one.get("presetClass")) for one in effects} == {("1", "entr")}
        assert {one.get("val") for one in click.iter(f"{P}strVal")} == {"visible"}
        found.append([_target(one) for one in click.iter(f"{P}spTgt")])
    return found


def _target(element: Any) -> tuple[str, str]:
    paragraph, series = element.find(f".//{P}pRg"), element.find(f".//{A}chart")
    part = f"paragraph {paragraph.get('st')}" if paragraph is not None else ""
    return element.get("spid"), part or (f"series {series.get('seriesIdx')}" if series is not None else "")


def hidden_at_first(sheet: Any) -> set[tuple[str, str]]:
    """What the slide does not show before the first click: all that some effect lets in."""
    return {_target(one) for one in sheet._element.iter(f"{P}spTgt")}


@pytest.mark.parametrize("kind", KINDS)
def test_each_part_takes_one_click_and_nothing_is_left_hidden(kind: str, tmp_path: Path) -> None:
    deck = tell(tmp_path, slide(kind)).without_mistakes()
    [sheet] = opened(deck).slides
    made = clicks(sheet)
    assert len(made) == KINDS[kind][1]
    shown = [target for click in made for target in click]
    assert len(shown) == len(set(shown)), "nothing appears twice"
    assert set(shown) == hidden_at_first(sheet)
    # A formula and the picture of it, for programs that know none, are one shape.
    tree = sheet.shapes._spTree
    choices = [
        {one[0][0].get("id") for one in side if len(one)}
        for other in tree.iterfind("{*}AlternateContent")
        for side in other
    ]
    ids = {str(shape.shape_id) for shape in sheet.shapes}.union(*choices)
    assert {number for number, _ in shown} <= ids, "no shape inside a group: PowerPoint would not move it"


def test_builds_are_listed_once_for_each_text_and_chart(tmp_path: Path) -> None:
    for kind, build in (("bullets", {"build": "p"}), ("panels", {"animBg": "1"})):
        (tmp_path / kind).mkdir()
        [sheet] = opened(tell(tmp_path / kind, slide(kind)).without_mistakes()).slides
        builds = list(sheet._element.iter(f"{P}bldP"))
        assert len(builds) == len({one.get("spid") for one in builds}) == (1 if kind == "bullets" else 3)
        assert all(one.get(name) == value for one in builds for name, value in build.items())
    (tmp_path / "bars").mkdir()
    [sheet] = opened(tell(tmp_path / "bars", slide("chart")).without_mistakes()).slides
    [build] = sheet._element.iter(f"{A}bldChart")
    assert (build.get("bld"), build.get("animBg")) == ("series", "0"), "its axes are there from the beginning"


def test_parts_appear_in_the_order_that_is_written(tmp_path: Path) -> None:
    deck = tell(tmp_path, slide("panels", "[3, 1+2]")).without_mistakes()
    names = [[target.name.rpartition(".")[2] for target in step] for step in deck.pages[0].steps]
    assert names == [["panel-3"], ["panel-1", "panel-2"]]


def test_boxes_of_a_flow_appear_by_their_names_and_a_tree_level_by_level_under_its_root(tmp_path: Path) -> None:
    flow = tell(tmp_path / "flow", slide("flow", "[b, a+c]")).without_mistakes()
    assert [[target.name.rpartition(".")[2] for target in step] for step in flow.pages[0].steps] == [
        ["part-2"],
        ["part-1", "part-3"],
    ]
    [page] = tell(tmp_path / "tree", slide("tree")).without_mistakes().pages
    groups = {one.name: one for one in page.elements if isinstance(one, Group)}
    levels = [[child.name.rpartition(".")[2] for child in groups[target.name].children] for [target] in page.steps]
    assert levels == [["link-1", "link-2", "branch-1", "branch-2"], ["branch-1-tag"], ["across"]]


def test_what_is_not_named_is_there_from_the_beginning(tmp_path: Path) -> None:
    [sheet] = opened(tell(tmp_path, slide("bullets", "[3]")).without_mistakes()).slides
    assert [[part for _, part in click] for click in clicks(sheet)] == [["paragraph 4"]]


WIDE = """\
columns: [Characteristic, Randomised to the drug, Randomised to placebo, Difference, Confidence interval, P value]
rows:
  - [Age at the beginning, 71.8, 71.5, "0.3", from 4 to 5, "0.91"]
  - [Relapses in the year before, 1.4, 1.3, "0.1", from 2 to 4, "0.52"]
alt: A table of many columns"""


def test_rows_that_cannot_make_room_for_one_another_have_room_for_the_letters_of_another_font(tmp_path: Path) -> None:
    """PowerPoint and LibreOffice make a row higher where its words need another line: over the table below it."""
    deck = tell(tmp_path, slide("table", fields=WIDE)).without_mistakes()
    [box] = [one for one in deck.pages[0].elements if isinstance(one, TableBox)]
    measure = Measure(deck.brand)
    for cell, width in zip(box.cells[0], box.widths, strict=True):
        [laid] = cell.paragraphs
        wide = [laid.size_pt * measure.advance(word, "Inter", bold=True) for word in laid.paragraph.text.plain.split()]
        assert 1.2 * max(wide) <= width - cell.inset[0] - cell.inset[2], "no word of the head is cut in DejaVu Sans"
    assert box.heights[0] >= 2 * 2 + 2 * box.cells[0][0].paragraphs[0].size_pt * LINE, "a second line has room"
    written = [row._tr.tc_lst[0] for one in opened(deck).slides[0].shapes if one.has_table for row in one.table.rows]
    assert [Emu(cell.marT).pt for cell in written[1:]] == [2, 2], "and takes what is empty above and below"


def test_rows_are_tables_of_their_own_below_the_head_and_look_like_one(tmp_path: Path) -> None:
    deck = tell(tmp_path, slide("table", "[3, 1]")).without_mistakes()
    [sheet] = opened(deck).slides
    tables = [shape for shape in sheet.shapes if shape.has_table]
    rows = [[cell.text for row in one.table.rows for cell in list(row.cells)[:1]] for one in tables]
    # The second part, the name of the group with its first row, is there from the beginning.
    assert rows == [["A"], ["one"], ["G", "two"], ["three"]]
    assert [one.table.first_row for one in tables] == [True, False, False, False]
    assert [one.top + one.height for one in tables[:-1]] == pytest.approx([one.top for one in tables[1:]], abs=2)
    assert [sum(one.is_placeholder for one in tables), {one.width for one in tables}] == [1, {tables[0].width}]
    told = [one._element[0][0].get("descr") for one in tables]
    assert told[1] == "Part 2 of 4: A table"
    numbers = [str(one.shape_id) for one in tables]
    assert clicks(sheet) == [[(numbers[3], "")], [(numbers[1], "")]]


def test_cells_of_several_rows_appear_with_all_of_them(tmp_path: Path) -> None:
    table = "alt: A table, columns: [A, B], rows: [[one, b], ['^', c], [two, d]]"
    head = "format: 2\ntalk: {title: T, speaker: S, language: en-GB, status: final}\nslides:\n"
    talk = f"{head}  - {{id: one, kind: table, title: T, build: each, {table}}}\n"
    deck = tell(tmp_path, talk).without_mistakes()
    assert [[target.rows for target in step] for step in deck.pages[0].steps] == [[(1, 2)], [(3, 3)]]
    tables = [one for page in click_by_click(deck.pages) for one in page.elements if isinstance(one, TableBox)]
    assert [len(one.cells) for one in tables] == [1, 3, 4]


def test_rows_out_of_order_stay_where_they_are(tmp_path: Path) -> None:
    deck = tell(tmp_path, slide("table", "[3, 1]")).without_mistakes()
    [whole] = [one for one in deck.pages[0].elements if isinstance(one, TableBox)]
    second = [one for one in click_by_click(deck.pages)[1].elements if isinstance(one, TableBox)]
    assert [(len(one.cells), one.has_head) for one in second] == [(1, True), (3, False)]
    assert second[1].box.bottom == pytest.approx(whole.box.bottom)


def test_a_point_brings_along_what_stands_under_it(tmp_path: Path) -> None:
    [sheet] = opened(tell(tmp_path, slide("bullets")).without_mistakes()).slides
    assert [part for _, part in clicks(sheet)[1]] == ["paragraph 1", "paragraph 2", "paragraph 3"]


def test_a_connector_comes_with_the_later_of_its_ends(tmp_path: Path) -> None:
    deck = tell(tmp_path, slide("hub")).without_mistakes()
    groups = [one for one in deck.pages[0].elements if one.name.startswith("one.diagram")]
    joined = [[child.name.rpartition(".")[2] for child in group.children] for group in groups]
    assert joined == [["centre"], *([f"link-{n}", f"spoke-{n - 1}"] for n in (1, 2, 3))]


def test_a_list_on_several_slides_counts_its_points_through_them(tmp_path: Path) -> None:
    points = ", ".join(f"Point {n} {'and words ' * 12}" for n in range(1, 13))
    deck = tell(tmp_path, slide("bullets", "each", f"bullets: [{points}]")).without_mistakes()
    assert len(deck.pages) > 1
    assert sum(len(page.steps) for page in deck.pages) == 12
    assert all(
        len(clicks(sheet)) == len(page.steps) for sheet, page in zip(opened(deck).slides, deck.pages, strict=True)
    )
    last = len(deck.pages[0].steps) + 1
    (tmp_path / "order").mkdir()
    other = tell(tmp_path / "order", slide("bullets", f"[{last}, 1]", f"bullets: [{points}]")).without_mistakes()
    assert [len(page.steps) for page in other.pages[:2]] == [1, 1]


MISTAKES = {
    "a kind without parts": ("figure", "each", "figure: f\nalt: a", "no-place"),
    "a part that is not there": ("panels", "[1, 4]", "", "wrong-number"),
    "a part twice": ("panels", "[1, 1+2]", "", "wrong-number"),
    "no number": ("panels", "first", "", "wrong-type"),
    "no box": ("flow", "[b, d]", "", "wrong-type"),
    "each and more": ("panels", "[each, 1]", "", "wrong-type"),
}


@pytest.mark.parametrize(("kind", "build", "fields", "code"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_answered_at_its_line(kind: str, build: str, fields: str, code: str, tmp_path: Path) -> None:
    _, mistakes = tell(tmp_path, slide(kind, build, fields)).built()
    assert [(line, told.code) for line, told in mistakes] == [(4, code)]


def states(deck: Deck) -> Iterator[list[str]]:
    for page in click_by_click(deck.pages):
        yield [
            "".join(stretch.text for stretch in laid.stretches)
            for element in page.elements
            if isinstance(element, TextBox) and element.slot is not None and element.slot.name == "body"
            for laid in element.frame.paragraphs
        ]


def test_a_page_for_every_click_shows_what_has_appeared(tmp_path: Path) -> None:
    deck = tell(tmp_path, slide("bullets")).without_mistakes()
    second = ["Second", "under it", "this too"]
    assert list(states(deck)) == [[], ["First"], ["First", *second], ["First", *second, "Third"]]


def test_the_marks_of_a_series_come_with_it(tmp_path: Path) -> None:
    pages = click_by_click(tell(tmp_path, slide("chart")).without_mistakes().pages)
    boxes = [one for page in pages for one in page.elements if isinstance(one, ChartBox)]
    assert [{one.series for one in box.drawn} for box in boxes] == [{-1}, {-1, 0}, {-1, 0, 1}]
    numbers = [sum(".value-" in label.name for label in box.labels) for box in boxes]
    assert numbers == [0, 2, 4]


@pytest.mark.parametrize("kind", KINDS)
def test_the_last_state_is_the_whole_slide(kind: str, tmp_path: Path) -> None:
    [page] = tell(tmp_path, slide(kind)).without_mistakes().pages
    assert click_by_click([page])[-1].elements == page.elements


def test_the_pdf_has_a_page_for_every_click_and_one_bookmark(tmp_path: Path) -> None:
    deck = tell(
        tmp_path,
        f"- {slide('bullets')}".replace("\n", "\n  ")
        + "\n- {id: two, kind: statement, title: U, quote: ['[back](#one)']}\n",
    )
    deck = deck.without_mistakes()
    with pdfplumber.open(io.BytesIO(slide_pdf(deck, click_by_click(deck.pages)))) as pdf:
        assert ["Third" in (page.extract_text() or "") for page in pdf.pages] == [False, False, False, True, False]
        titles = [outline[1] for outline in pdf.doc.get_outlines()]
    assert titles == ["T", "U"]


def test_the_command_draws_steps_when_it_is_asked_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tell(tmp_path, slide("panels"))
    (tmp_path / "assets" / "brand").mkdir()
    (tmp_path / "assets" / "brand" / "brand.yaml").write_text("extends: plain\n", encoding="utf-8")
    for words, pages in (([], 1), (["--steps"], 4)):
        monkeypatch.setattr("sys.argv", ["deck", "--quiet", "pdf", str(tmp_path / "slides.yaml"), *words])
        assert cli.main() == 0
        [path] = (tmp_path / "build").glob("*.pdf")
        with pdfplumber.open(path) as pdf:
            assert len(pdf.pages) == pages


def test_a_deck_without_builds_has_no_time_line(tmp_path: Path) -> None:
    deck = tell(tmp_path, slide("panels").replace("build: each\n", "")).without_mistakes()
    assert list(opened(deck).slides[0]._element.iter(f"{P}timing")) == []


def with_transition(folder: Path, name: str) -> Story:
    story = tell(folder, slide("bullets"))
    house = folder / "house"
    house.mkdir()
    (house / "brand.yaml").write_text(f"extends: plain\ntransition: {name}\n", encoding="utf-8")
    return Story(replace(story.world, brand_folder=house), story.lines_before)


def test_a_brand_lets_slides_follow_by_a_fade(tmp_path: Path) -> None:
    [sheet] = opened(with_transition(tmp_path, "fade").without_mistakes()).slides
    names = [child.tag.removeprefix(P) for child in sheet._element]
    assert names == ["cSld", "clrMapOvr", "transition", "timing"]
    assert [child.tag for child in sheet._element.find(f"{P}transition")] == [f"{P}fade"]
    assert sheet._element.find(f"{P}transition").get("advTm") is None, "it waits for the speaker"


def test_a_transition_that_nobody_knows_is_told_in_the_brand(tmp_path: Path) -> None:
    story = with_transition(tmp_path, "fad")
    from deck.brand.load import load_brand
    from deck.diagnostics import Report

    report = Report()
    report.take(load_brand(story.world.brand_folder))
    [one] = report
    assert (one.span.line, one.help) == (2, "did you mean `fade`?")
