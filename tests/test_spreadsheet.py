"""Is a data file read as a careful colleague reads it, whatever program saved it?"""

from __future__ import annotations

import csv
import datetime
import io
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deck import spreadsheet
from deck.code_page import decoded
from deck.data_file import BadData, read_sheet
from deck.spreadsheet import Column, Unclear
from tests.story import tell

CELLS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co", "Zl", "Zp"]), max_size=8)
HEAD = "id: a\nkind: table\ntitle: T\nalt: a\n"


@given(
    st.lists(st.lists(CELLS, min_size=3, max_size=3).filter(lambda row: any(map(str.strip, row))), max_size=5),
    st.sampled_from(",;\t"),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_what_was_saved_is_what_is_read(rows: list[list[str]], separator: str, encoding: str, end: str) -> None:
    saved = io.StringIO()
    csv.writer(saved, delimiter=separator, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(
        [["a", "b", "c"], *rows]
    )
    sheet = read_sheet(saved.getvalue().encode(encoding), Path("cells.csv"))
    assert (sheet.columns, sheet.separator) == (("a", "b", "c"), separator)
    assert [list(row.values()) for row in sheet.rows] == [[composed(cell) for cell in row] for row in rows]


@given(st.lists(st.decimals(-(10**7), 10**7, places=3), min_size=1, max_size=6), st.booleans())
def test_a_number_is_read_as_it_was_meant_or_not_at_all(values: list[Decimal], german: bool) -> None:
    written = [f"{value:,f}" for value in values]
    written = [cell.translate(str.maketrans(",.", ".,")) if german else cell for cell in written]
    column = Column(written, "n", ";")
    for value, cell in zip(values, written, strict=True):
        try:
            assert spreadsheet.number(cell, column) == value
        except Unclear:
            assert column.mark == ""


@given(st.lists(st.dates(datetime.date(1900, 1, 1)), min_size=1, max_size=6), st.sampled_from(["%d/%m/%Y", "%m/%d/%Y"]))
def test_a_day_is_read_as_it_was_meant_or_not_at_all(days: list[datetime.date], form: str) -> None:
    written = [day.strftime(form) for day in days]
    for day, cell in zip(days, written, strict=True):
        try:
            assert spreadsheet.day(cell, Column(written)) == day
        except Unclear:
            assert max(day.day for day in days) <= 12


@pytest.mark.parametrize(
    ("text", "others", "value"),
    [
        ("1,5", [], "1.5"),
        ("1,234", ["0,5"], "1.234"),
        ("1.234", ["0,5"], "1234"),
        ("1.234", [], "1.234"),
        ("1,234,567", [], "1234567"),
        ("1.234.567,8", [], "1234567.8"),
        ("1\u202f234", [], "1234"),
        ("1'234.5", [], "1234.5"),
        ("−0,04", [], "-0.04"),
        ("1e-3", [], "0.001"),
    ],
)
def test_a_number_of_another_language(text: str, others: list[str], value: str) -> None:
    assert spreadsheet.number(text, Column([*others, text])) == Decimal(value)


@pytest.mark.parametrize("text", ["nan", "inf", "1_000", "1,2,3", "12 mg", "", "#N/A", "1,23,456"])
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(ValueError):
        spreadsheet.number(text, Column([text]))


@pytest.mark.parametrize(
    ("text", "others", "day"),
    [
        ("03/04/2026", ["25/04/2026"], "2026-04-03"),
        ("03/04/2026", ["04/25/2026"], "2026-03-04"),
        ("25.4.2026", [], "2026-04-25"),
        ("25 April 2026", [], "2026-04-25"),
        ("Apr 25, 2026", [], "2026-04-25"),
        ("2026-04-25 00:00:00", [], "2026-04-25"),
    ],
)
def test_a_day_in_the_hand_of_a_spreadsheet(text: str, others: list[str], day: str) -> None:
    assert spreadsheet.day(text, Column([*others, text])).isoformat() == day


@pytest.mark.parametrize("text", ["03/04/2026", "03/04/26", "Jan 24", "24-Jan", "46137", "31/02/2026"])
def test_a_day_that_can_be_read_in_two_ways_is_never_guessed(text: str) -> None:
    with pytest.raises(Unclear):
        spreadsheet.day(text, Column([text]))


@pytest.mark.parametrize(("words", "page"), [("Müller", "cp1252"), ("5–10 mg", "cp1252"), ("Straße", "cp1250")])
def test_text_of_an_old_spreadsheet_is_read_where_all_code_pages_agree(words: str, page: str) -> None:
    assert decoded(words.encode(page)) == words


ASIAN = [("りんご", "cp932"), ("苹果", "gb18030"), ("사과", "cp949")]


@pytest.mark.parametrize(("words", "page"), [("Dvořák", "cp1250"), ("Genève", "cp1252"), ("ü", "cp1252"), *ASIAN])
def test_text_that_code_pages_read_in_different_ways_is_refused(words: str, page: str) -> None:
    with pytest.raises(UnicodeDecodeError, match="may say"):
        decoded(words.encode(page))


@pytest.mark.parametrize("page", ["utf-16-le", "utf-16-be"])
def test_text_in_two_bytes_a_letter_needs_no_mark(page: str) -> None:
    assert decoded("name,value\nÄpfel,1".encode(page) + "\n".encode(page)) == "name,value\nÄpfel,1\n"


def test_a_comma_in_a_cell_parts_nothing_where_semicolons_do() -> None:
    sheet = read_sheet(b"name;share, %\nA;1,5\nB;2\n", Path("cells.csv"))
    assert sheet.columns == ("name", "share, %")
    assert [float(row["share, %"]) for row in sheet.rows] == [1.5, 2.0]


def test_columns_and_rows_that_a_spreadsheet_left_empty_are_none() -> None:
    sheet = read_sheet(b"a,b,,\n1,2,,\n,,,\n", Path("cells.csv"))
    assert [dict(row) for row in sheet.rows] == [{"a": "1", "b": "2"}]
    with pytest.raises(BadData, match=r"column 3 of `cells\.csv` has cells and no name"):
        read_sheet(b"a,b,,\n1,2,3,\n", Path("cells.csv"))


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("d;n\nx;1,5\ny;2,25\n", ["1.5", "2.25"]),
        ("d;n\nx;1.234,5\n", ["1,234.5"]),
        ("d;n\nx;12,5 %\ny;3 %\n", ["12.5 %", "3 %"]),
        ("d;n\nx;0,5‰\ny;1,25‰\n", ["0.5‰", "1.25‰"]),
        ('d,n\nx,"1,234"\n', ["1,234"]),
        ("d,n\nx,25/04/2026\ny,03/04/2026\n", ["25 April 2026", "3 April 2026"]),
        ("d,n\nx,9.30\ny,10.15\n", ["9.30", "10.15"]),
        ("d,n\nx,2026-04-25\n", ["2026-04-25"]),
        ("d,n\nx,46137\n", ["46137"]),
        ("d,n\nx,2026-04-25 00:00:00\ny,\n", ["2026-04-25", ""]),
        ("d,n\nx,2026-04-25 00:00\ny,2026-04-25 09:30\n", ["2026-04-25 00:00", "2026-04-25 09:30"]),
    ],
)
def test_a_table_says_what_the_file_means(rows: str, said: list[str], tmp_path: Path) -> None:
    story = tell(tmp_path, f"{HEAD}csv: d.csv\ncolumns: {{d: D, n: N}}\n", {"d.csv": rows})
    [(_, scene)] = story.scenes()
    [table] = [item.content for item in scene.items if item.slot == "table"]
    assert [row[1].plain for row in table.rows] == said
    assert story.built()[1] == []


def test_what_the_talk_says_of_a_cell_needs_no_reading(tmp_path: Path) -> None:
    yaml = f"{HEAD}csv: d.csv\ncolumns: {{n: N}}\nvalues: {{n: {{1-Mar: MARCH1}}}}\n"
    tell(tmp_path, yaml, {"d.csv": "n\n1-Mar\n"}).without_mistakes()


def test_files_may_have_their_columns_in_another_order(tmp_path: Path) -> None:
    files = {"a.csv": "x,y\n1,2\n", "b.csv": "y,x\n2,1\n"}
    tell(tmp_path, f"{HEAD}csv: [a.csv, b.csv]\ncolumns: {{x: X}}\n", files).without_mistakes()


def test_an_unknown_column_of_a_file_without_rows_is_named(tmp_path: Path) -> None:
    _, mistakes = tell(tmp_path, f"{HEAD}csv: a.csv\ncolumns: {{z: X}}\n", {"a.csv": "x,y\n"}).built()
    assert [(line, told.code) for line, told in mistakes] == [(5, "bad-csv"), (6, "unknown-field")]


def test_two_lines_that_say_the_same_are_one_partner(tmp_path: Path) -> None:
    files = {"a.csv": "x\n1\n", "b.csv": "x,y\n1,2\n1,2\n"}
    tell(tmp_path, f"{HEAD}csv: a.csv\njoin: b.csv\ncolumns: {{x: X, y: Y}}\n", files).without_mistakes()


def test_a_letter_typed_in_two_parts_is_the_same_letter(tmp_path: Path) -> None:
    yaml = f"{HEAD}csv: a.csv\ncolumns: {{x: X}}\nonly: {{x: [caf\u00e9]}}\n"
    tell(tmp_path, yaml, {"a.csv": "x\ncafe\u0301\n"}).without_mistakes()


def composed(text: str) -> str:
    import unicodedata

    return unicodedata.normalize("NFC", text)


DAMAGED = ["02-sept", "01. Mrz", "1-mrt", "2/set", "01-mars", "Sep-02", "2-ago", "SEPT 2"]


@pytest.mark.parametrize("cell", DAMAGED)
def test_names_that_a_spreadsheet_of_any_country_took_for_days_are_unclear(cell: str) -> None:
    with pytest.raises(Unclear, match="may be a day"):
        spreadsheet.shown(cell, Column([cell]), "en-GB")


@pytest.mark.parametrize("cell", ["5. Mai", "sept. 2026", "3 mars", "SEPT2", "10-20", "1/2", "Mar", "2. Set"])
def test_what_a_person_writes_is_left_alone(cell: str) -> None:
    assert spreadsheet.shown(cell, Column([cell]), "en-GB") == cell


@pytest.mark.parametrize("cell", ["=A1+1", "=SUM(A1:A9)", "=$B$2/3", "=-C4"])
def test_a_formula_is_not_what_it_comes_to(cell: str) -> None:
    with pytest.raises(Unclear, match="is a formula"):
        spreadsheet.shown(cell, Column([cell]), "en-GB")
    assert spreadsheet.shown("= 5", Column(["= 5"]), "en-GB") == "= 5"


NO_TABLES = {
    b"PK\x03\x04\x14\0": "a workbook or another zip file",
    b"\xd0\xcf\x11\xe0\xa1": "an old workbook of Excel",
    b"<html><table><tr><td>a</td></tr></table></html>": "a web page",
    b"\n<!DOCTYPE html>": "a web page",
    b"%PDF-1.7": "a PDF",
}


@pytest.mark.parametrize(("data", "what"), NO_TABLES.items(), ids=range(len(NO_TABLES)))
def test_what_is_no_table_is_called_what_it_is(data: bytes, what: str) -> None:
    with pytest.raises(BadData, match=what):
        read_sheet(data, Path("a.csv"))


def test_bars_part_cells_where_nothing_else_does() -> None:
    sheet = read_sheet(b"a|b\n1|2\n", Path("a.csv"))
    assert (sheet.columns, dict(sheet.rows[0])) == (("a", "b"), {"a": "1", "b": "2"})
