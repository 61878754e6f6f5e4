"""Does a file keep every byte that was not meant when one cell or value of it changes?"""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deck.diagnostics import Report
from deck.refresh.csv_text import Sheet, sheet_of
from deck.refresh.json_text import objects
from deck.refresh.written import Change, Written

ROOT = Path(__file__).parents[2]
CELL = st.text(st.sampled_from('ab ,"\n;é|0'), max_size=6)
NEEDED = ("id", "say")


def sheet(text: str | bytes | None, needed: tuple[str, ...] = NEEDED) -> Sheet:
    report = Report()
    found = sheet_of(written(text), needed, report)
    assert list(report) == []
    assert found is not None
    return found


def written(text: str | bytes | None) -> Written:
    data = text.encode() if isinstance(text, str) else text
    return Written("rows.csv", Path("rows.csv"), data)


def mistakes(text: str) -> list[str]:
    report = Report()
    sheet_of(written(text), NEEDED, report)
    return [f"{one.span.line}:{one.span.column} {one.message}" for one in report]


# ---------------------------------------------------------------- CSV


def test_one_cell_changes_and_nothing_else():
    rows = sheet('id,say\r\n1,"a ""word"""\r\n2,  plain \r\n\r\n3,x')
    rows.set(rows.rows[1], "say", "new, word")
    assert rows.data == b'id,say\r\n1,"a ""word"""\r\n2,"new, word"\r\n\r\n3,x'


def test_what_is_not_changed_gives_the_same_bytes():
    for path in sorted((ROOT / "figures" / "data").glob("trials*.csv")):
        rows = sheet_of(Written(path.name, path, path.read_bytes()), ("nct_id",), Report())
        assert rows is not None
        assert rows.data == path.read_bytes()


def test_a_cell_that_is_set_to_what_it_says_does_not_change():
    rows = sheet('id,say\n1,"quoted"\n')
    assert not rows.set(rows.rows[0], "say", "quoted")
    assert rows.data == b'id,say\n1,"quoted"\n'


def test_a_cell_may_change_its_mind():
    rows = sheet("id,say\n1,a\n")
    rows.set(rows.rows[0], "say", "b")
    rows.set(rows.rows[0], "say", "a")
    assert rows.data == b"id,say\n1,a\n"


def test_a_row_is_added_behind_a_last_line_without_its_end():
    rows = sheet("id,say\n1,")
    rows.set(rows.rows[0], "say", "a")
    rows.add({"id": "2", "say": "b"})
    rows.add({"id": "3", "unknown": "c"})
    assert rows.data == b"id,say\n1,a\n2,b\n3,\n"


def test_a_new_file_begins_with_its_columns():
    rows = sheet(None)
    assert rows.data == b""
    rows.add({"id": "1"})
    assert rows.data == b"id,say\n1,\n"


def test_a_row_is_taken_out_with_its_line():
    rows = sheet('\ufeffid,say\n1,"two\nlines"\n2,b\n')
    rows.remove(rows.rows[0])
    assert rows.data == "\ufeffid,say\n2,b\n".encode()


@given(st.lists(st.tuples(CELL, CELL), min_size=1, max_size=4), st.data())
def test_any_cell_of_any_file_can_change(cells, data):
    file = io.StringIO(newline="")
    line_end, quoting = data.draw(st.sampled_from(["\n", "\r\n"])), data.draw(st.sampled_from([0, 1]))
    csv.writer(file, lineterminator=line_end, quoting=quoting).writerows([NEEDED, *cells])
    rows = sheet(file.getvalue())
    number, new = data.draw(st.integers(0, len(cells) - 1)), data.draw(CELL | st.just("a\r"))
    rows.set(rows.rows[number], "say", new)
    after = [row for row in csv.reader(io.StringIO(rows.data.decode(), newline="")) if row]
    assert after[1:] == [[one, new if at == number else two] for at, (one, two) in enumerate(cells)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("id,say\n1\n", ["2:1 this row has 1 cell, the first one 2"]),
        ("id,say\n1,a\n2,b,c\n", ["3:1 this row has 3 cells, the first one 2"]),
        ('id,say\n1,"a" b\n', ["2:6 text follows a quotation mark"]),
        ('id,say\n1,"a\n2,b\n', ["2:3 a quotation mark has no partner"]),
        ('id,say\n1,"a\n2,"b"\n', ["2:3 a quotation mark has no partner"]),
        ("id,say,id\n1,a,b\n", ["1:1 `rows.csv` names the column `id` twice"]),
        ("id,sya\n1,a\n", ["1:1 `rows.csv` has no column `say`"]),
        ("\n\n", ["1:1 `rows.csv` is empty"]),
    ],
)
def test_a_file_that_is_no_table_is_named_with_its_place(text, told):
    assert mistakes(text) == told


@pytest.mark.parametrize(
    "odd",
    [
        "9\n",
        "9,a,b\n",
        '9,"a" b\n',
        '9,"a\n',
        '9,a"b","c\n',
        '"9,"a"\n',
        '9,"""\n',
    ],
)
def test_an_odd_row_is_set_aside_and_the_others_are_done(odd):
    text = f'id,say\n1,a\n{odd}2,"two, ""words"""\n3,"c\nd"\n'
    report = Report()
    rows = sheet_of(written(text), NEEDED, report)
    assert rows is not None
    assert [one.span.line for one in report] == [3]
    assert [row["id"] for row in rows.rows] == ["1", "2", "3"]
    assert len(rows.odd) == 1
    rows.set(rows.rows[1], "say", "new")
    rows.remove(rows.rows[0])
    rows.add({"id": "4", "say": "d"})
    assert rows.data.decode() == f'id,say\n{odd}2,new\n3,"c\nd"\n4,d\n'


def test_a_row_that_the_talk_finds_wrong_is_set_aside_as_it_is():
    report = Report()
    rows = sheet_of(written("id,say\n1,a\n2,b\n"), NEEDED, report)
    assert rows is not None
    rows.wrong(rows.rows[0], "say", "`a` is no word", "write another")
    assert [f"{one.span.line}:{one.span.column} {one.code}: {one.message}" for one in report] == [
        "2:3 bad-csv: `a` is no word"
    ]
    assert [row["id"] for row in rows.rows] == ["2"]
    assert rows.data == b"id,say\n1,a\n2,b\n"


@pytest.mark.parametrize("separator", [";", "\t"])
def test_a_file_that_a_spreadsheet_saved_with_another_separator_keeps_it(separator):
    text = f'id{separator}say\r\n1{separator}a, b\r\n2{separator}"c{separator}d"\r\n'
    rows = sheet(text)
    assert [row["say"] for row in rows.rows] == ["a, b", f"c{separator}d"]
    rows.set(rows.rows[0], "say", f"x{separator}y")
    rows.add({"id": "3", "say": "z, z"})
    assert rows.data.decode() == text.replace("a, b", f'"x{separator}y"') + f"3{separator}z, z\r\n"


@pytest.mark.parametrize("text", ["=1+1", "+x", "-x", "@SUM(A1)", "'=1", "\t=1", "＝1", "-", "--5"])
def test_what_a_spreadsheet_would_run_is_guarded_and_means_the_same(text):
    rows = sheet("id,say\n1,a\n")
    rows.set(rows.rows[0], "say", text)
    [[_, cell]] = [row for row in csv.reader(io.StringIO(rows.data.decode(), newline="")) if row[0] == "1"]
    assert cell == f"'{text}"
    assert sheet(rows.data).rows[0]["say"] == text


@pytest.mark.parametrize("text", ["-5", "+1.5", "-0,5", "'tis", "a=b", "1-2", ""])
def test_what_no_spreadsheet_would_run_is_left_alone(text):
    rows = sheet("id;say\n1;a\n")
    rows.set(rows.rows[0], "say", text)
    assert rows.data.decode() == f"id;say\n1;{text}\n"
    assert sheet(rows.data).rows[0]["say"] == text


def test_cells_that_look_like_formulas_and_stood_there_already_stay():
    text = "id,say\n+1,=A1\n-2,'quoted\n"
    rows = sheet(text)
    rows.set(rows.rows[1], "id", "3")
    assert rows.data.decode() == text.replace("-2", "3")


# ---------------------------------------------------------------- JSON


def changed(text: str, change: Any) -> str:
    changes: list[Change] = []
    file = Written("references.json", Path("references.json"), text.encode())
    change([one for _, one in objects(file, changes)])
    return file.spliced(changes).decode()


def test_one_value_changes_and_nothing_else():
    text = '[ {"id":"a" , "volume" :  "1"},\n\n {"id":"b"} ]'
    after = changed(text, lambda items: items[0].set("volume", "2"))
    assert after == '[ {"id":"a" , "volume" :  "2"},\n\n {"id":"b"} ]'


def test_a_new_value_stands_where_it_belongs():
    text = '[\n    {\n        "id": "a",\n        "DOI": "10.1/x"\n    }\n]'
    after = changed(text, lambda items: items[0].set("author", [{"family": "Müller"}], after=("id", "type")))
    assert after == (
        '[\n    {\n        "id": "a",\n        "author": [\n            {\n                "family": "Müller"\n'
        '            }\n        ],\n        "DOI": "10.1/x"\n    }\n]'
    )


def test_a_list_on_one_line_stays_on_one_line():
    text = '[\n  {\n    "id": "a",\n    "custom": {\n      "recalled_fields": ["volume", "page"]\n    }\n  }\n]'
    after = changed(text, lambda items: items[0].inner("custom").set("recalled_fields", ["page"]))
    assert after == text.replace('"volume", "page"', '"page"')


def test_line_ends_of_windows_stay():
    text = '[\r\n  {\r\n    "id": "a"\r\n  }\r\n]\r\n'
    after = changed(text, lambda items: items[0].set("issued", {"date-parts": [[2024]]}))
    assert "\n" not in after.replace("\r\n", "")
    assert json.loads(after) == [{"id": "a", "issued": {"date-parts": [[2024]]}}]


def test_a_name_inside_another_value_is_not_taken_for_the_field():
    text = '[{"id": "a", "custom": {"volume": "0", "DOI": "}"}, "volume": "1"}]'
    after = changed(text, lambda items: items[0].set("volume", "2"))
    assert after == text.replace('"1"', '"2"')


VALUES = st.recursive(
    st.text(max_size=4) | st.integers() | st.none(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)


@given(
    st.lists(st.dictionaries(st.text(max_size=3), VALUES, min_size=1, max_size=3), min_size=1, max_size=3),
    st.sampled_from([None, 1, 2, 4, "\t"]),
    st.data(),
)
def test_any_value_of_any_file_can_change(items, indent, data):
    text = json.dumps(items, ensure_ascii=data.draw(st.booleans()), indent=indent)
    number, new = data.draw(st.integers(0, len(items) - 1)), data.draw(VALUES)
    name = data.draw(st.sampled_from([*items[number], "a new one"]))
    after = changed(text, lambda objects: objects[number].set(name, new))
    items[number][name] = new
    assert json.loads(after) == items
