"""What is wrong with a data file, and where in it?"""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from deck.data_file import BadData, Row, read_data
from deck.figure import Canvas
from tests.figures.figure_talk import BOX, brand, told


def rows(folder: Path, text: str | bytes) -> list[Row]:
    file = folder / "cells.csv"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    found = read_data(file)
    assert isinstance(found, list)
    return found


def test_rows_are_dictionaries(tmp_path: Path) -> None:
    [row] = rows(tmp_path, "cell,count\nB,12\n")
    assert row == {"cell": "B", "count": "12"}
    assert (row.get("size"), int(row["count"]), float(row["count"])) == (None, 12, 12.0)


def test_a_cell_is_an_ordinary_text(tmp_path: Path) -> None:
    [row] = rows(tmp_path, "when\n2026-04-25\n")
    assert row["when"] == "2026-04-25" and row["when"].split("-") == ["2026", "04", "25"]
    assert {row["when"]: 1}["2026-04-25"] == 1
    assert row.day("when") == datetime.date(2026, 4, 25)


def test_a_column_that_is_missing_is_named_with_those_there_are(tmp_path: Path) -> None:
    [row] = rows(tmp_path, "cell,count\nB,12\n")
    with pytest.raises(BadData, match=r"`cells\.csv` has no column `cuont`") as caught:
        row["cuont"]
    assert (caught.value.help, caught.value.line) == ("did you mean `count`?", 1)
    with pytest.raises(BadData) as caught:
        row["patients"]
    assert caught.value.help == "its columns are `cell`, `count`"


@pytest.mark.parametrize(("text", "whole", "number"), [("0.5", None, 0.5), ("1,200", None, None), ("", None, None)])
def test_a_cell_that_is_no_number_is_named_by_line_and_column(
    text: str, whole: int | None, number: float | None, tmp_path: Path
) -> None:
    row = rows(tmp_path, f'cell,count\nB,12\nT,"{text}"\n')[1]
    for kind, value in ((int, whole), (float, number)):
        if value is not None:
            assert kind(row["count"]) == value
            continue
        with pytest.raises(BadData, match=r"^line 3 of `cells\.csv`, column `count`: ") as caught:
            kind(row["count"])
        assert caught.value.line == 3


def test_two_rows_as_one_know_both_files(tmp_path: Path) -> None:
    (tmp_path / "more.csv").write_text("cell,size\nB,tiny\n")
    [row] = rows(tmp_path, "cell,count\nB,12\n")
    both = read_data(tmp_path / "more.csv")[0] | row
    assert both == {"cell": "B", "count": "12", "size": "tiny"}
    with pytest.raises(BadData, match=r"line 2 of `more\.csv`, column `size`"):
        float(both["size"])
    with pytest.raises(BadData, match=r"`more\.csv` and `cells\.csv` has no column `colour`"):
        both["colour"]


@pytest.mark.parametrize(
    ("text", "what", "line"),
    [
        ("", "`cells.csv` is empty", 0),
        ("\n\n", "`cells.csv` is empty", 0),
        ("cell,cell\n", "`cells.csv` names the column `cell` twice", 1),
        ("cell,count\nB,1\nT\n", "line 3 of `cells.csv` has 1 cell, its first line has 2", 3),
        ("cell,count\nB,1,2\n", "line 2 of `cells.csv` has 3 cells, its first line has 2", 2),
        ('cell,count\n"two\nlines",1\nT\n', "line 4 of `cells.csv` has 1 cell, its first line has 2", 4),
        ('cell,count\nB,"1\nT,2\n', "line 3 of `cells.csv` is not CSV: unexpected end of data", 3),
        (
            b"cell,count\nB,1\nGen\xe8ve,2\n",
            "line 3 of `cells.csv` is not UTF-8 text, and may say `Genève` or `Genčve`",
            3,
        ),
    ],
)
def test_a_file_that_is_no_table_is_refused(text: str | bytes, what: str, line: int, tmp_path: Path) -> None:
    with pytest.raises(BadData) as caught:
        rows(tmp_path, text)
    assert (str(caught.value), caught.value.line) == (what, line)
    assert caught.value.help


def test_a_file_may_have_no_row_yet(tmp_path: Path) -> None:
    assert rows(tmp_path, "cell,count\n\n") == []


def test_a_file_from_excel_has_its_columns(tmp_path: Path) -> None:
    assert rows(tmp_path, b"\xef\xbb\xbfcell,count\r\nB,1\r\n") == [{"cell": "B", "count": "1"}]


@pytest.mark.parametrize(("text", "line"), [("", 1), ('{\n "a": 1,\n}', 3), ("[1, 2", 1)])
def test_broken_json_is_named_by_its_line(text: str, line: int, tmp_path: Path) -> None:
    (tmp_path / "cells.json").write_text(text)
    with pytest.raises(BadData, match=rf"^line {line} of `cells\.json`, column \d+, is not JSON: ") as caught:
        read_data(tmp_path / "cells.json")
    assert caught.value.line == line


def test_a_canvas_reads_a_figures_data(tmp_path: Path) -> None:
    (tmp_path / "cells.json").write_text('{"B": 12}')
    canvas = Canvas.of_size("cells", BOX, brand(), tmp_path)
    assert canvas.data("cells.json") == {"B": 12}
    with pytest.raises(BadData, match="there is no file"):
        canvas.data("cell.json")


def test_a_diagnostic_shows_the_line_of_the_data_and_that_of_the_script(tmp_path: Path) -> None:
    script = 'def draw(canvas):\n    canvas.figure.text(0, 0, int(canvas.data("cells.csv")[1]["count"]))\n'
    data = {"figures/data/cells.csv": "cell,count\nB,12\nT,many\n"}
    _, [mistake] = told(tmp_path, {"cells": script}, more=data).built()
    assert (mistake.line, mistake.told.code) == (4, "bad-data")
    assert mistake.told.message == "figure `cells`: line 3 of `cells.csv`, column `count`: `many` is not a whole number"
    in_data, in_script = mistake.told.notes
    assert in_data.endswith("figures/data/cells.csv:3: T,many")
    assert in_script.endswith('figures/cells.py:2: canvas.figure.text(0, 0, int(canvas.data("cells.csv")[1]["count"]))')


def test_data_that_reading_a_script_does_not_find_are_refused(tmp_path: Path, drawn_here: None) -> None:
    """They would be no part of what the figure is remembered by."""
    script = 'NAME = "cells"\n\n\ndef draw(canvas):\n    canvas.data(NAME + ".csv")\n'
    _, [mistake] = told(tmp_path, {"cells": script}, more={"figures/data/cells.csv": "cell\nB\n"}).built()
    what = "figure `cells` failed: reading the script does not show that it draws from `cells.csv`"
    assert mistake.told.message == what
    assert mistake.told.notes[0].endswith('figures/cells.py:5: canvas.data(NAME + ".csv")')
