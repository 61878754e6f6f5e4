"""Does the figure of target antigens draw each antigen on exactly the stages that were verified?"""

from __future__ import annotations

import pytest
from matplotlib.patches import Circle, Polygon, Rectangle

from deck.figure import Canvas
from tests.figures.seen import drawn, texts, with_gid, words
from tests.figures.stretched import Longer

STAGES = ["pro-B", "pre-B", "immature", "naive", "memory", "plasmablast", "plasma cell"]
# What was verified: CD19 from pro-B on, CD20 from pre-B to memory, BCMA on plasma cells.
VERIFIED = {
    "CD19": set(STAGES),
    "CD20": {"pre-B", "immature", "naive", "memory"},
    "BCMA": {"plasma cell"},
}


@pytest.fixture(scope="module")
def canvas() -> Canvas:
    return drawn("target_antigens")


def bars(canvas: Canvas, antigen: str) -> dict[str, tuple[float, float, float, float]]:
    """Left, bottom, right, top in points of each piece of an antigen's bar."""
    found = {}
    for rest, patch in with_gid(canvas, antigen).items():
        corners = patch.get_corners() if isinstance(patch, Rectangle) else patch.get_path().vertices
        across, up = [x for x, _ in corners], [y for _, y in corners]
        found[antigen + rest] = (min(across), min(up), max(across), max(up))
    return found


def columns(canvas: Canvas) -> dict[str, float]:
    """Where the cell of each stage stands, across."""
    cells = {gid: cell for gid, cell in with_gid(canvas, "").items() if isinstance(cell, Circle)}
    return {stage: cells[stage].center[0] for stage in ["stem cell", *STAGES]}


def test_the_line_goes_from_the_stem_cell_to_the_plasma_cell_each_cell_over_its_name(canvas: Canvas) -> None:
    places = columns(canvas)
    assert sorted(places, key=places.__getitem__) == ["stem cell", *STAGES]
    names = {text.get_text().lower(): (box.x0 + box.x1) / 2 for text, box in texts(canvas).items()}
    for stage, across in places.items():
        assert names[stage.lower()] == pytest.approx(across, abs=1)


@pytest.mark.parametrize("antigen", VERIFIED)
def test_bar_covers_the_verified_stages_and_no_other(canvas: Canvas, antigen: str) -> None:
    pieces = bars(canvas, antigen).values()
    covered = {stage for stage, x in columns(canvas).items() if any(left < x < right for left, _, right, _ in pieces)}
    assert covered == VERIFIED[antigen]
    places = columns(canvas)
    half = (places["naive"] - places["immature"]) / 2
    for left, _, right, _ in pieces:  # and does not lean into a neighbour's column
        inside = [x for x in places.values() if left < x < right]
        assert left >= min(inside) - half - 0.01 and right <= max(inside) + half + 0.01


def test_nothing_is_claimed_of_the_stem_cell(canvas: Canvas) -> None:
    """Under it stand the names of the rows, and no bar and no word about it."""
    edge = columns(canvas)["pro-B"] - (columns(canvas)["pre-B"] - columns(canvas)["pro-B"]) / 2
    said = [text.get_text() for text, box in texts(canvas).items() if box.x1 < edge + 1]
    assert sorted(said) == ["BCMA", "CD19", "CD20", "Stem cell"]


def test_cd19_fades_in_height_in_hatching_and_in_words(canvas: Canvas) -> None:
    pieces = bars(canvas, "CD19")
    height = {gid: top - bottom for gid, (_, bottom, _, top) in pieces.items()}
    assert height["CD19"] == pytest.approx(height["CD19-plasmablast"])
    assert height["CD19-plasma cell"] < 0.7 * height["CD19"]
    for stage in ("plasmablast", "plasma cell"):
        wedge = with_gid(canvas, f"CD19-{stage}")[""]
        assert isinstance(wedge, Polygon)
        corners = wedge.get_path().vertices
        tops = {x: max(y for other, y in corners if other == x) for x, _ in corners}
        assert tops[max(tops)] < tops[min(tops)], "each piece falls to the right"
        assert wedge.get_hatch()
    assert {"fading", "part of them"} <= set(words(canvas).split(" | "))


def test_only_cd19_fades(canvas: Canvas) -> None:
    assert list(bars(canvas, "CD20")) == ["CD20"]
    assert list(bars(canvas, "BCMA")) == ["BCMA"]


def test_each_row_carries_its_name_and_no_two_bars_touch(canvas: Canvas) -> None:
    rows = {antigen: bars(canvas, antigen)[antigen] for antigen in VERIFIED}
    for antigen, (left, bottom, _, top) in rows.items():
        name = with_gid(canvas, f"name-{antigen}")[""]
        x, y = name.get_position()
        assert x < left and bottom < y < top
        assert name.get_text() == antigen
    assert rows["CD19"][1] > rows["CD20"][3] and rows["CD20"][1] > rows["BCMA"][3]


def test_what_is_not_shown_is_told_apart_from_what_is_absent(canvas: Canvas) -> None:
    places = {text.get_position()[0] for text in texts(canvas) if text.get_text() == "no CD20"}
    assert {stage for stage in STAGES if columns(canvas)[stage] in places} == set(STAGES) - VERIFIED["CD20"]
    assert "earlier stages not shown" in words(canvas)
    assert "no BCMA" not in words(canvas)


@pytest.mark.parametrize("longer", [False, True])
def test_no_words_lie_on_a_bar_that_they_do_not_name(longer: bool) -> None:
    canvas = drawn("target_antigens", words=Longer() if longer else None)
    for antigen in VERIFIED:
        for gid, (left, bottom, right, top) in bars(canvas, antigen).items():
            inside = [
                text.get_text()
                for text, box in texts(canvas).items()
                if box.x0 < right and box.x1 > left and box.y0 < top - 1 and box.y1 > bottom + 1
            ]
            # A fading piece fills only the lower part of its box.
            assert [said for said in inside if said != antigen] == [] or gid.startswith("CD19-")


def test_what_is_said_of_the_parts_that_fade_stands_on_one_line() -> None:
    said = {text.get_text(): text.get_position()[1] for text in texts(drawn("target_antigens"))}
    assert said["fading"] == said["part of them"]
