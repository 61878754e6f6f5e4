"""Does the lymph-node figure count people as the data do, and say where a count comes from?"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from matplotlib.artist import Artist
from matplotlib.colors import to_hex
from matplotlib.transforms import Bbox

from deck.figure import Canvas
from deck.own.run_script import ScriptFailed
from tests.figures.seen import DATA, PROJECT, drawn, rows, script, texts, with_gid, words

SERIES = [script("tissue_depletion")["CAR_T"], script("tissue_depletion")["RITUXIMAB"]]


@pytest.fixture(scope="module")
def canvas() -> Canvas:
    return drawn("tissue_depletion")


def row(series: str) -> dict[str, str]:
    [found] = [row for row in rows(DATA / "bcell_kinetics.csv") if row["series"] == series]
    return found


@pytest.mark.parametrize("series", SERIES)
def test_one_person_stands_for_each_and_is_filled_where_b_cells_were_gone(series: str, canvas: Canvas) -> None:
    gone, people = int(row(series)["value"]), int(row(series)["n"])
    marks = [artist for artist in canvas.figure.axes[0].collections if str(artist.get_gid()).startswith(f"{series}.")]
    assert len(marks) == people
    # Somebody hollow has a second drawing in white inside the first.
    paper = to_hex(canvas.color("paper"))
    white = [artist for artist in canvas.figure.axes[0].collections if to_hex(artist.get_facecolor()[0]) == paper]
    inside = [mark for mark in marks if any(within(other, mark) for other in white)]
    assert len(inside) == people - gone
    assert with_gid(canvas, f"count-{series}")[""].get_text() == f"{gone} of {people}"


def box_of(artist: Artist) -> Bbox:
    return Bbox.union([artist.get_transform().transform_path(path).get_extents() for path in artist.get_paths()])


def within(one: Artist, other: Artist) -> bool:
    box, around = box_of(one), box_of(other)
    return around.x0 <= box.x0 and box.x1 <= around.x1 and around.y0 <= box.y0 and box.y1 <= around.y1


def test_b_cells_are_drawn_in_the_node_in_which_they_stayed(canvas: Canvas) -> None:
    nodes = [with_gid(canvas, f"node-{series}")[""] for series in SERIES]
    amber = to_hex(canvas.color("b_cell"))
    cells = [a for a in canvas.figure.axes[0].collections if to_hex(a.get_facecolor()[0]) == amber]
    assert [any(within(cell, node) for cell in cells) for node in nodes] == [False, True]


def test_a_count_that_was_read_from_wording_says_so_in_the_notes() -> None:
    assert "read from that wording" in row(SERIES[1])["note"]
    slides = (PROJECT / "slides.yaml").read_text(encoding="utf-8")
    assert "The count after rituximab was read from a summary." in " ".join(slides.split())


def test_what_was_spared_is_what_the_data_say(canvas: Canvas) -> None:
    note = row(SERIES[0])["note"]
    assert note == "abstract: B cells and FDC networks gone; plasma cells, T cells, macrophages unchanged"
    assert "B cells fully gone" in words(canvas)
    assert "plasma cells, T cells, macrophages unchanged" in words(canvas)


def test_the_three_words_stand_in_reading_order() -> None:
    for right_to_left in (False, True):
        canvas = drawn("tissue_depletion", right_to_left=right_to_left)
        starts = {text.get_text(): box.x0 for text, box in texts(canvas).items()}
        said = ["Fast", "Deep", "Tissue"]
        assert sorted(said, key=starts.__getitem__, reverse=right_to_left) == said


def test_another_finding_in_the_data_is_not_drawn_as_the_old_one(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(DATA, data)
    text = (data / "bcell_kinetics.csv").read_text(encoding="utf-8")
    (data / "bcell_kinetics.csv").write_text(
        text.replace("macrophages unchanged", "macrophages fewer"), encoding="utf-8"
    )
    with pytest.raises(ScriptFailed, match="macrophages fewer"):
        drawn("tissue_depletion", data)


def test_the_panel_that_the_title_is_about_has_more_than_half_of_the_width(canvas: Canvas) -> None:
    panels = [patch for patch in canvas.figure.axes[0].patches if hasattr(patch, "get_boxstyle")]
    assert max(panel.get_width() for panel in panels) > canvas.width / 2
