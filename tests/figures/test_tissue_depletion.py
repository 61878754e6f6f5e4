"""Does the lymph-node figure count people as the data do, and say where a count comes from?"""

from __future__ import annotations

import csv
import runpy
from itertools import combinations
from pathlib import Path

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.patches import Circle
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from deck.brand.load import load_brand
from deck.diagnostics import Report
from deck.figure import SMALLEST, Canvas
from deck.geometry import Box

PROJECT = Path(__file__).parent.parent.parent

SCRIPT = runpy.run_path(str(PROJECT / "figures" / "tissue_depletion.py"))


@pytest.fixture(scope="module")
def canvas() -> Canvas:
    """The figure at the size of its slot in the talk."""
    drawn = Canvas.of_size(
        "tissue_depletion",
        Box(0, 0, 576, 320),
        load_brand(PROJECT / "assets" / "brand", Report()),
        PROJECT / "figures" / "data",
    )
    SCRIPT["draw"](drawn)
    return drawn


def texts(canvas: Canvas) -> dict[Text, Bbox]:
    """Every text that is seen, and its box in points."""
    renderer = FigureCanvasAgg(canvas.figure).get_renderer()
    canvas.figure.draw(renderer)
    points = 72 / canvas.figure.dpi
    shown = [text for text in canvas.figure.findobj(Text) if text.get_visible() and text.get_text().strip()]
    boxes = {}
    for text in shown:
        box = Text.get_window_extent(text, renderer)
        if within_view(text):
            boxes[text] = Bbox(box.get_points() * points)
    return boxes


def within_view(text: Text) -> bool:
    """matplotlib keeps the labels of axes that are off and does not draw them."""
    return text.axes is None or text.axes.axison or text in text.axes.texts


def words(canvas: Canvas) -> str:
    return "\n".join(text.get_text() for text in texts(canvas))


def test_no_text_is_too_small(canvas: Canvas) -> None:
    sizes = {text.get_text(): text.get_fontsize() for text in texts(canvas)}
    assert len(sizes) > 5
    assert {said: size for said, size in sizes.items() if size < SMALLEST} == {}


def test_all_text_is_inside_the_canvas(canvas: Canvas) -> None:
    outside = {
        text.get_text(): box.extents.round(1).tolist()
        for text, box in texts(canvas).items()
        if box.x0 < 0 or box.y0 < 0 or box.x1 > canvas.width or box.y1 > canvas.height
    }
    assert outside == {}


def test_no_two_texts_overlap(canvas: Canvas) -> None:
    pairs = combinations(texts(canvas).items(), 2)
    assert [(a.get_text(), b.get_text()) for (a, one), (b, other) in pairs if one.overlaps(other)] == []


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
