"""Does the figure of target antigens draw each antigen on exactly the stages that were verified?"""

from pathlib import Path

import pytest

from deck.brand.load import load_brand
from deck.diagnostics import Report
from deck.figure import Canvas
from deck.geometry import Box
from figures import target_antigens

ROOT = Path(__file__).parents[2]
BOX = Box(0, 0, 873.6, 320)
STAGES = ["Pro-B", "Pre-B", "Immature", "Naive", "Memory", "Plasmablast", "Plasma cell"]
# What was verified: CD19 from pro-B on, CD20 from pre-B to memory, BCMA on plasma cells.
VERIFIED = {
    "CD19": set(STAGES),
    "CD20": {"Pre-B", "Immature", "Naive", "Memory"},
    "BCMA": {"Plasma cell"},
}


@pytest.fixture(scope="module")
def canvas() -> Canvas:
    canvas = Canvas.of_size(
        "target_antigens", BOX, load_brand(ROOT / "assets" / "brand", Report()), ROOT / "figures" / "data"
    )
    target_antigens.draw(canvas)
    canvas.figure.canvas.draw()
    return canvas


def texts(canvas: Canvas) -> list:
    from matplotlib.text import Text

    return [text for text in canvas.figure.findobj(Text) if text.get_visible() and text.get_text()]


def extents(canvas: Canvas, antigen: str) -> dict[str, tuple[float, float, float, float]]:
    """Left, bottom, right, top in points of each piece of an antigen's bar."""
    [axes] = canvas.figure.axes
    pieces = [patch for patch in axes.patches if str(patch.get_gid()).split("-")[0] == antigen]
    found = {}
    for patch in pieces:
        corners = patch.get_path().vertices if patch.get_gid() != antigen else patch.get_corners()
        across, up = [x for x, _ in corners], [y for _, y in corners]
        found[patch.get_gid()] = (min(across), min(up), max(across), max(up))
    return found


def columns(canvas: Canvas) -> dict[str, float]:
    """Where the name of each stage stands, across."""
    return {text.get_text(): text.get_position()[0] for text in texts(canvas) if text.get_text() in STAGES}


def test_stages_stand_in_order_each_under_its_cell(canvas: Canvas) -> None:
    [axes] = canvas.figure.axes
    names = columns(canvas)
    assert sorted(names, key=names.__getitem__) == STAGES
    cells = {patch.get_gid(): patch.center[0] for patch in axes.patches if patch.get_gid() in target_antigens.STAGES}
    assert {target_antigens.STAGES[stage]: x for stage, x in cells.items()} == names


@pytest.mark.parametrize("antigen", VERIFIED)
def test_bar_covers_the_verified_stages_and_no_other(canvas: Canvas, antigen: str) -> None:
    pieces = extents(canvas, antigen).values()
    covered = {stage for stage, x in columns(canvas).items() if any(left < x < right for left, _, right, _ in pieces)}
    assert covered == VERIFIED[antigen]
    half = canvas.width / len(STAGES) / 2
    for left, _, right, _ in pieces:  # and does not lean into a neighbour's column
        inside = [x for x in columns(canvas).values() if left < x < right]
        assert left >= min(inside) - half - 0.01 and right <= max(inside) + half + 0.01


def test_cd19_fades_in_height_in_hatching_and_in_words(canvas: Canvas) -> None:
    [axes] = canvas.figure.axes
    bars = extents(canvas, "CD19")
    height = {gid: top - bottom for gid, (_, bottom, _, top) in bars.items()}
    assert height["CD19"] == pytest.approx(height["CD19-plasmablast"])
    assert height["CD19-plasma cell"] < 0.7 * height["CD19"]
    for stage in ("plasmablast", "plasma cell"):
        [wedge] = [patch for patch in axes.patches if patch.get_gid() == f"CD19-{stage}"]
        corners = wedge.get_path().vertices
        tops = {x: max(y for other, y in corners if other == x) for x, _ in corners}
        assert tops[max(tops)] < tops[min(tops)], "each piece falls to the right"
        assert wedge.get_hatch()
    assert {"fading", "part of them"} <= {text.get_text() for text in texts(canvas)}


def test_only_cd19_fades(canvas: Canvas) -> None:
    assert list(extents(canvas, "CD20")) == ["CD20"]
    assert list(extents(canvas, "BCMA")) == ["BCMA"]


def test_each_bar_carries_its_name_and_no_two_bars_touch(canvas: Canvas) -> None:
    bars = {antigen: extents(canvas, antigen)[antigen] for antigen in VERIFIED}
    for text in texts(canvas):
        if text.get_text() in bars:
            left, bottom, right, top = bars[text.get_text()]
            x, y = text.get_position()
            assert left < x < right and bottom < y < top
    assert bars["CD19"][1] > bars["CD20"][3] and bars["CD20"][1] > bars["BCMA"][3]


def test_what_is_not_shown_is_told_apart_from_what_is_absent(canvas: Canvas) -> None:
    said = [text.get_text() for text in texts(canvas)]
    places = {x for text in texts(canvas) if text.get_text() == "no CD20" for x in [text.get_position()[0]]}
    absent = {stage for stage, x in columns(canvas).items() if x in places}
    assert absent == set(STAGES) - VERIFIED["CD20"]
    assert "Earlier stages not drawn: not verified in our sources" in said
    assert not any("no BCMA" in words for words in said)


def test_text_is_large_enough_inside_and_apart(canvas: Canvas) -> None:
    boxes = [(text.get_text(), text.get_window_extent()) for text in texts(canvas)]
    scale = canvas.figure.dpi / 72
    assert len(boxes) == len(STAGES) + len(VERIFIED) + 3 + 2 + 1
    assert all(text.get_fontsize() >= 14 for text in texts(canvas))
    for said, box in boxes:
        assert box.x0 >= 0 and box.y0 >= 0, said
        assert box.x1 <= canvas.width * scale and box.y1 <= canvas.height * scale, said
    for place, (said, box) in enumerate(boxes):
        for other_said, other in boxes[place + 1 :]:
            assert not box.overlaps(other), f"{said!r} lies on {other_said!r}"
