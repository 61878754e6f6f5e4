"""What does a table of a paper look like: numbers below numbers, groups, totals, cells that are one?"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from deck.layout.table_columns import aligns_on_mark, holds_numbers
from deck.markup import Run, Text
from deck.page import Deck, Frame, Page, TableBox
from deck.write.drawing import slide_pdf
from deck.write.handout.blocks import Reading, body, spoken
from deck.write.pptx.deck import write_pptx
from deck.write.pptx.read_back import differences
from tests.story import opened, tell
from tests.write.drawn import structure

HEAD = "format: 2\ntalk: {title: T, speaker: S, language: %s, status: final}\nslides:\n"
TABLE_1 = """\
  - id: a
    kind: table
    title: Table 1
    alt: Both groups.
    columns: [Characteristic, Drug, Placebo, P]
    rows:
      - ["Age, years", 71.8 ± 9.6, 71.5 ± 9.5, 0.21]
      - ["**Medical history**", "", "", ""]
      - ["  Diabetes", 1401 (44.7), 1405 (44.9), 0.9231]
      - group: Drugs
        rows:
          - [Beta-blocker, 2592 (82.8), 25 (82.5), 0.7]
      - total: [All, 3131, 3132, ""]
"""
MERGED = """\
  - id: a
    kind: table
    title: Merged
    alt: Merged cells.
    columns: [Who, Before, After]
    rows:
      - [Anna, same, <]
      - [^, "2", "3"]
      - [Bo, block, <]
      - [Cy, ^, ^]
"""


def whole(slides: str, language: str = "en") -> str:
    return HEAD % language + slides


def table(page: Page) -> TableBox:
    return next(one for one in page.elements if isinstance(one, TableBox))


def cells(texts: str) -> list[Text]:
    return [Text((Run(one.strip()),), one) for one in texts.split("|")]


def right_edge(found: TableBox, row: int, column: int) -> float:
    """How far the last letter of a cell stands from the right edge of its column."""
    cell: Frame = found.cells[row][column]
    [line] = cell.lines
    return (
        cell.inset[2] + found.widths[column] - cell.inset[0] - cell.inset[2] - line.pieces[-1].x - line.pieces[-1].width
    )


# ---------------------------------------------------------------- numbers


@pytest.mark.parametrize(
    "column",
    [
        "12 | 1988",
        "71.8 ± 9.6 | 0.5",
        "1364 (43.6) | – | 8",
        "< 0.001 | 0.21",
        "729 (472–1299) | 1",
        "5 mg | 10 mg",
        "€ 12 | 3",
    ],
)
def test_a_column_of_numbers_is_known_by_what_it_says(column: str) -> None:
    assert holds_numbers(cells(column))


@pytest.mark.parametrize(
    "column", ["24 April 2026 | 3 May 2026", "one | 2", "", "2 patients were lost | 3", "yes | no"]
)
def test_a_column_of_words_stays_one(column: str) -> None:
    assert not holds_numbers(cells(column))


@pytest.mark.parametrize(
    ("column", "mark", "aligned"),
    [
        ("0.5 | 10.25", ".", True),
        ("0,5 | 10,25 | 3", ",", True),
        ("0.5 | 0.7", ".", False),
        ("0.5 (1) | 10.25", ".", False),
        ("1,364 | 12.5", ".", True),
    ],
)
def test_only_single_numbers_with_other_decimals_are_set_on_their_mark(column: str, mark: str, aligned: bool) -> None:
    assert aligns_on_mark(cells(column), mark) is aligned


@pytest.mark.parametrize("language", ["en", "ar"])
def test_marks_of_a_column_stand_below_each_other(language: str, tmp_path: Path) -> None:
    [page] = tell(tmp_path, whole(TABLE_1, language)).without_mistakes().pages
    found = table(page)
    whole_edges = [right_edge(found, row, 3) for row in (1, 3, 5)]
    # 0.21, 0.9231 and 0.7: what one has more after its mark it stands further to the right.
    assert whole_edges[1] == pytest.approx(6, abs=0.1)
    assert whole_edges[1] < whole_edges[0] < whole_edges[2]


def test_a_number_keeps_its_interval_on_one_line_and_stands_at_the_right(tmp_path: Path) -> None:
    yaml = whole(TABLE_1).replace('"Age, years"', f'"{"Age of all who took part " * 8}"')
    [page] = tell(tmp_path, yaml).without_mistakes().pages
    found = table(page)
    assert len(list(found.cells[1][0].lines)) > 1
    assert [len(list(found.cells[1][column].lines)) for column in (1, 2, 3)] == [1, 1, 1]
    assert {round(right_edge(found, row, 1), 1) for row in (0, 1, 3, 5, 6)} == {6.0}


# ---------------------------------------------------------------- groups


def test_groups_are_read_as_they_are_typed_or_told(tmp_path: Path) -> None:
    deck = tell(tmp_path, whole(TABLE_1)).without_mistakes()
    looks = [(look.kind, look.indent) for look in table(deck.pages[0]).looks]
    assert looks == [("row", 0), ("row", 0), ("group", 0), ("row", 1), ("group", 0), ("row", 1), ("total", 0)]
    shown = shape(deck)
    assert [shown.cell(row, 0).span_width for row in range(7)] == [1, 1, 4, 1, 4, 1, 1]
    assert shown.cell(3, 0).margin_left > shown.cell(1, 0).margin_left
    assert all(run.font.bold for row in (2, 4, 6) for run in shown.cell(row, 0).text_frame.paragraphs[0].runs)


def shape(deck: Deck) -> Any:
    return next(one.table for one in opened(deck).slides[0].shapes if one.has_table)


def test_a_group_stands_in_from_the_right_where_the_deck_is_read_from_there(tmp_path: Path) -> None:
    shown = shape(tell(tmp_path, whole(TABLE_1, "ar")).without_mistakes())
    assert shown.cell(3, 0).margin_right > shown.cell(1, 0).margin_right


def test_a_long_table_goes_on_with_a_group_and_never_leaves_its_name_alone(tmp_path: Path) -> None:
    groups = "".join(
        f"      - group: Group {g}\n        rows:\n" + "".join(f"          - [Row {g}.{r}, {r}]\n" for r in range(4))
        for g in range(4)
    )
    head = "  - id: a\n    kind: table\n    title: Long\n    alt: Long.\n    columns: [Row, n]\n    rows:\n"
    pages = tell(tmp_path, whole(head + groups)).without_mistakes().pages
    assert len(pages) > 1
    said = [[next((line.text for line in row[0].lines), "") for row in table(page).cells] for page in pages]
    assert all(rows[0] == "Row" and rows[1].startswith("Group") and not rows[-1].startswith("Group") for rows in said)


def test_a_group_that_is_longer_than_a_slide_is_named_again(tmp_path: Path) -> None:
    rows = "".join(f"          - [Row {r}, {r}]\n" for r in range(30))
    head = "  - id: a\n    kind: table\n    title: Long\n    alt: Long.\n    columns: [Row, n]\n    rows:\n"
    pages = tell(tmp_path, whole(f"{head}      - group: All\n        rows:\n{rows}")).without_mistakes().pages
    assert [next(iter(table(page).cells[1][0].lines)).text for page in pages] == ["All"] * len(pages)
    shown = [next(iter(row[0].lines)).text for page in pages for row in table(page).cells[2:]]
    assert shown == [f"Row {number}" for number in range(30)]


# ---------------------------------------------------------------- cells that are one


def test_cells_that_are_one_are_one_in_the_deck(tmp_path: Path) -> None:
    deck = tell(tmp_path, whole(MERGED)).without_mistakes()
    shown = shape(deck)
    origins = {
        (row, column): (shown.cell(row, column).span_height, shown.cell(row, column).span_width)
        for row in range(5)
        for column in range(3)
        if shown.cell(row, column).is_merge_origin
    }
    assert origins == {(1, 0): (2, 1), (1, 1): (1, 2), (3, 1): (2, 2)}
    assert sum(shown.cell(row, column).is_spanned for row in range(5) for column in range(3)) == 5
    assert list(differences(write_pptx(deck), deck)) == []


def test_and_in_the_pdf(tmp_path: Path) -> None:
    deck = tell(tmp_path, whole(MERGED)).without_mistakes()
    rows = [
        [cell.text.strip() for cell in row.all("TH", "TD")] for row in structure(slide_pdf(deck, deck.pages)).all("TR")
    ]
    assert rows == [["Who", "Before", "After"], ["Anna", "same"], ["2", "3"], ["Bo", "block"], ["Cy"]]


def test_who_hears_a_row_hears_what_it_shares_with_the_one_above(tmp_path: Path) -> None:
    deck = tell(tmp_path, whole(MERGED)).without_mistakes()
    [page] = deck.pages
    said = spoken(page.items, body(page.items, Reading(deck.brand, page.layout, page.language)))
    assert said == "Merged cells. Who; Before; After. Anna; same. Anna; 2; 3. Bo; block. Cy; block."


@pytest.mark.parametrize(
    ("rows", "line"),
    [('[["<", "1", "2"]]', 8), ('[["1", "2", "^"]]', 8), ("[[a, b, <], [c, ^, d]]", 8)],
)
def test_what_goes_on_from_nothing_is_told_at_its_cell(rows: str, line: int, tmp_path: Path) -> None:
    head, _, _ = MERGED.partition("    rows:")
    _, mistakes = tell(tmp_path, f"{whole(head)}    rows: {rows}\n").built()
    assert {one.told.code for one in mistakes} == {"table-shape"} and len(mistakes) == 1


def test_in_a_talk_of_before_the_signs_are_signs(tmp_path: Path) -> None:
    [page] = tell(tmp_path, whole(MERGED).removeprefix("format: 2\n")).built()[0].pages
    assert table(page).spans == ()


def test_rows_stand_one_below_the_other_whatever_is_merged(tmp_path: Path) -> None:
    [page] = tell(tmp_path, whole(MERGED)).without_mistakes().pages
    found = table(page)
    assert sum(found.heights) == pytest.approx(found.box.height)
    assert all(below >= 20 for _, below in pairwise(found.heights))


def test_a_row_with_a_cell_too_many_is_told_of_commas_and_one_with_too_few_of_empty_cells(tmp_path: Path) -> None:
    start = "- id: a\n  kind: table\n  title: One\n  alt: A table\n  columns: [Drug, Effect]\n  rows:\n"
    for row, help in (("[A, Hand-foot, pain]", "comma"), ("[A]", "stays empty")):
        _, [told] = tell(tmp_path / help, f"{start}    - {row}\n").built()
        assert told.told.code == "table-shape" and help in told.told.help


@pytest.mark.parametrize(
    ("row", "help"),
    [
        ("[A, 1,000]", '"1,000"'),
        ("[A, Less pain, better sleep]", '"Less pain, better sleep"'),
        ("A, none", "write [A, none]"),
        ("A | none", "write [A, none]"),
        ("'| A | none |'", "write [A, none]"),
    ],
)
def test_a_row_that_does_not_fit_is_told_in_its_own_words(row: str, help: str, tmp_path: Path) -> None:
    start = "- id: a\n  kind: table\n  title: One\n  alt: A table\n  columns: [Drug, Effect]\n  rows:\n"
    _, [told] = tell(tmp_path, f"{start}    - {row}\n").built()
    assert help in told.told.help


WIDE_WORD = "Donaudampfschifffahrtsgesellschaft"
# Eleven columns, and so many rows that the table goes on on further slides.
MANY_COLUMNS = f"""\
  - id: a
    kind: table
    title: Too much
    alt: Everything at once.
    columns: [{", ".join(f"Column{number}" for number in range(11))}]
    rows:
{chr(10).join(f"      - [{', '.join(['Vorsorgeplan'] * 11)}]" for _ in range(40))}
"""
ONE_COLUMN = f"""\
  - id: a
    kind: table
    title: Long
    alt: A long list.
    columns: [Name, Count]
    widths: [1, 9]
    rows:
{chr(10).join(f"      - [{WIDE_WORD}, {number}]" for number in range(40))}
"""


@pytest.mark.parametrize(
    ("slides", "message"),
    [(MANY_COLUMNS, "the table is wider than its place"), (ONE_COLUMN, f"`{WIDE_WORD}` is wider than `its column`")],
)
def test_a_table_that_is_too_wide_is_one_mistake_on_however_many_slides(
    slides: str, message: str, tmp_path: Path
) -> None:
    _, mistakes = tell(tmp_path, whole(slides)).built()
    assert [one.told.message for one in mistakes if one.told.code == "text-overflows"] == [message]


def test_numbers_keep_away_from_the_words_behind_them(tmp_path: Path) -> None:
    rows = "columns: [What, Cost, Room, Share]\n    rows: [[Tank, '1,450', none, 5], [Roof, 980, much, 8]]\n"
    slide = f"  - id: a\n    kind: table\n    title: T\n    alt: Costs.\n    {rows}"
    found = table(tell(tmp_path, whole(slide)).without_mistakes().pages[0])
    assert right_edge(found, 1, 1) >= right_edge(found, 1, 3) + 12


CROWDED = """\
  - id: a
    kind: table
    title: Crowded
    alt: Words that fill their columns.
    columns: [Approach, Target antigen, Manufacturing, Lymphodepletion, Follow-up]
    rows:
      - [Autologous, CD19 on B cells, In the laboratory, Fludarabine and cyclophosphamide, 24 months]
      - [Allogeneic, BCMA on plasma cells, From a healthy donor, Fludarabine and cyclophosphamide, 12 months]
      - [In vivo, CD19 on B cells, Inside the body, No lymphodepletion, 6 months]
"""


def lines(box: TableBox, row: int) -> list[int]:
    return [len(cell.paragraphs[0].lines) for cell in box.cells[row]]


def test_a_short_cell_stays_on_one_line_where_a_long_one_breaks_anyway(tmp_path: Path) -> None:
    box = table(tell(tmp_path, whole(CROWDED)).without_mistakes().pages[0])
    assert lines(box, 0) == [1, 1, 1, 1, 1], "headings of one or two words"
    assert lines(box, 1) == [1, 1, 1, 2, 1], "and `24 months`"
    assert sum(box.widths) == pytest.approx(box.box.width)
