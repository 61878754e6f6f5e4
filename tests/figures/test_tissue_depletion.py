"""Does the lymph-node figure count people as the data do, and say where a count comes from?"""

from __future__ import annotations

import csv
import runpy

import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import Circle
from matplotlib.transforms import Bbox

from deck.figure import Canvas
from tests.figures.seen import PROJECT, drawn, texts, words

SCRIPT = runpy.run_path(str(PROJECT / "figures" / "tissue_depletion.py"))


@pytest.fixture(scope="module")
def canvas() -> Canvas:
    """The figure at the size of its slot in the talk."""
    return drawn("tissue_depletion", 576, 320)


def row(series: str) -> dict[str, str]:
    with (PROJECT / "figures" / "data" / "bcell_kinetics.csv").open(encoding="utf-8", newline="") as file:
        (found,) = (row for row in csv.DictReader(file) if row["series"] == series)
    return found


@pytest.mark.parametrize("series", SCRIPT["ROWS"])
def test_one_mark_stands_for_each_person_and_is_filled_where_b_cells_were_gone(series: str, canvas: Canvas) -> None:
    marks = [mark for mark in canvas.figure.findobj(Circle) if mark.get_gid() == series]
    filled = [mark for mark in marks if to_hex(mark.get_facecolor()).upper() == canvas.color("primary").upper()]
    hollow = [mark for mark in marks if to_hex(mark.get_facecolor()).upper() == canvas.color("paper").upper()]
    gone, people = int(row(series)["value"]), int(row(series)["n"])
    assert (len(filled), len(hollow)) == (gone, people - gone)
    assert f"{gone} of {people}" in words(canvas)


def test_a_count_that_was_read_from_wording_says_so(canvas: Canvas) -> None:
    assert "read from that wording" in row("lymph_node_b_cell_depletion_rituximab")["note"]
    assert "0 of 5\nas read from a summary" in words(canvas)


def test_what_was_spared_is_what_the_data_say(canvas: Canvas) -> None:
    note = row("lymph_node_b_cell_depletion_cd19_cart")["note"]
    assert note == "abstract: B cells and FDC networks gone; plasma cells, T cells, macrophages unchanged"
    assert "Also gone\nnetworks of follicular dendritic cells" in words(canvas)
    assert "Unchanged\nplasma cells, T cells, macrophages" in words(canvas)


def test_no_text_runs_into_a_mark(canvas: Canvas) -> None:
    marks = [
        Bbox.from_bounds(*(x - mark.radius for x in mark.center), *[2 * mark.radius] * 2) for mark in people(canvas)
    ]
    assert len(marks) == 10
    assert [text.get_text() for text, box in texts(canvas).items() if any(box.overlaps(mark) for mark in marks)] == []


def people(canvas: Canvas) -> list[Circle]:
    return [mark for mark in canvas.figure.findobj(Circle) if mark.get_gid() in SCRIPT["ROWS"]]
