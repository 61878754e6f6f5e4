"""Does the lymph-node figure count people as the data do, and say where a count comes from?"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import Circle
from matplotlib.path import Path as MarkerPath
from matplotlib.transforms import Bbox

from deck.figure import Canvas
from deck.resolve.run_script import ScriptFailed
from tests.figures.seen import DATA, drawn, rows, script, texts, words
from tests.figures.stretched import Longer

SERIES = [script("tissue_depletion")["CAR_T"], script("tissue_depletion")["RITUXIMAB"]]


@pytest.fixture(scope="module")
def canvas() -> Canvas:
    return drawn("tissue_depletion")


def row(series: str) -> dict[str, str]:
    [found] = [row for row in rows(DATA / "bcell_kinetics.csv") if row["series"] == series]
    return found


@pytest.mark.parametrize("series", SERIES)
def test_one_mark_stands_for_each_person_and_is_filled_where_b_cells_were_gone(series: str, canvas: Canvas) -> None:
    marks = [mark for mark in canvas.figure.findobj(Circle) if mark.get_gid() == series]
    filled = [mark for mark in marks if to_hex(mark.get_facecolor()).upper() == canvas.color("primary").upper()]
    hollow = [mark for mark in marks if to_hex(mark.get_facecolor()).upper() == canvas.color("paper").upper()]
    gone, people = int(row(series)["value"]), int(row(series)["n"])
    assert (len(filled), len(hollow)) == (gone, people - gone)
    assert f"{gone} of {people}" in words(canvas)


def test_a_filled_mark_has_a_tick(canvas: Canvas) -> None:
    ticks = [line for line in canvas.figure.axes[0].lines if isinstance(line.get_marker(), MarkerPath)]
    # One more is in the finding "also gone".
    assert len(ticks) == sum(int(row(series)["value"]) for series in SERIES) + 1


def test_a_count_that_was_read_from_wording_says_so(canvas: Canvas) -> None:
    assert "read from that wording" in row(SERIES[1])["note"]
    assert "0 of 5 | as read from a summary" in words(canvas)


def test_what_was_spared_is_what_the_data_say(canvas: Canvas) -> None:
    note = row(SERIES[0])["note"]
    assert note == "abstract: B cells and FDC networks gone; plasma cells, T cells, macrophages unchanged"
    assert "Also gone | networks of follicular dendritic cells" in words(canvas)
    assert "Unchanged | plasma cells, T cells, macrophages" in words(canvas)


def test_another_finding_in_the_data_is_not_drawn_as_the_old_one(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(DATA, data)
    text = (data / "bcell_kinetics.csv").read_text(encoding="utf-8")
    (data / "bcell_kinetics.csv").write_text(
        text.replace("macrophages unchanged", "macrophages fewer"), encoding="utf-8"
    )
    with pytest.raises(ScriptFailed, match="macrophages fewer"):
        drawn("tissue_depletion", data)


@pytest.mark.parametrize("longer", [False, True])
def test_no_text_runs_into_a_mark(longer: bool) -> None:
    canvas = drawn("tissue_depletion", words=Longer() if longer else None)
    marks = [
        Bbox.from_bounds(*(x - mark.radius for x in mark.center), *[2 * mark.radius] * 2)
        for mark in canvas.figure.findobj(Circle)
    ]
    assert len(marks) == 10 + 2
    assert [text.get_text() for text, box in texts(canvas).items() if any(box.overlaps(mark) for mark in marks)] == []
