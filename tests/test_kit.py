"""The kit: is each drawing whole, inside its sheet, and the same on a slide, in a picture and in a figure?"""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from pathlib import Path as FilePath
from typing import get_args

import pytest
from lxml import etree
from matplotlib.path import Path

from deck import kit
from deck.brand.drawingml import NAMESPACES, icon
from deck.brand.model import Color, Icon
from deck.brand.theme_colors import shaded
from deck.geometry import Box
from tests.make_icons import NAMES

BLUE, PAPER = Color("primary", "005A8C", "accent1"), Color("paper", "FFFFFF", "bg1")
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"


@pytest.mark.parametrize("name", kit.names())
def test_every_outline_begins_somewhere_and_is_closed(name):
    for part in kit.drawing(name).parts:
        assert part.rings
        for ring in part.rings:
            assert [do for do, _ in ring].count("M") == 1 and ring[0][0] == "M"
            assert ring[-1] == ("Z", ())
            assert {do: len(spots) for do, spots in ring}.items() <= {"M": 1, "L": 1, "C": 3, "Z": 0}.items()


@pytest.mark.parametrize("name", kit.names())
def test_nothing_is_drawn_over_the_edge_of_its_sheet(name):
    whole = kit.drawing(name)
    for part in whole.parts:
        for ring in part.rings:
            box = outline(ring).get_extents()
            assert box.x0 >= 0 and box.y0 >= 0 and box.x1 <= whole.width and box.y1 <= whole.height


def test_an_author_may_ask_for_every_drawing():
    assert get_args(kit.IconName) == kit.names()
    assert set(kit.NATURAL) <= set(kit.names())


def test_an_upright_neuron_stands_in_the_middle_of_its_sheet():
    """So that it stands on the axis of what is under it."""
    drawn = kit.drawing("neuron-upright")
    boxes = [outline(ring).get_extents() for part in drawn.parts for ring in part.rings]
    assert abs(min(box.x0 for box in boxes) + max(box.x1 for box in boxes) - drawn.width) < 2
    assert 0.98 < drawn.filled < 1 and 0.87 < kit.drawing("vector").filled < 0.89


def test_the_car_t_cell_has_a_mouth_and_no_receptor_in_it():
    for name, far in (("car-t-cell", 160), ("car-t-cell-wide", 160), ("car-t-cell-shut", 178)):
        assert covering(name, (far, 110)) == []
        assert covering(name, (215, 110)) == []
        assert covering(name, (60, 110)) == ["full"]


def test_a_turned_drawing_looks_the_other_way():
    (_, [start]) = kit.drawing("syringe").parts[0].rings[0][0]
    (_, [there]) = kit.placed(kit.drawing("syringe").parts[0].rings[0], 1, 0, 0, turned=True, wide=300)[0]
    assert there == (300 - start[0], start[1])


def test_shades_are_quieter_and_stay_bound_to_the_theme():
    """As PowerPoint counts: lightness kept and added, of what the colour itself keeps and adds."""
    sky = Color("sky", "6BC6FF", "accent1", 40, 60)
    assert shaded(BLUE, "full", PAPER) == BLUE
    assert shaded(BLUE, "paper", PAPER) == PAPER
    assert shaded(sky, "mid", PAPER).theme == "accent1"
    assert (shaded(sky, "mid", PAPER).lum_mod, shaded(sky, "mid", PAPER).lum_off) == (23, 77)


def test_on_a_layout_it_is_a_group_of_shapes_without_holes():
    """Each outline is a path of its own: what lies in two outlines of one path would be left out."""
    drawn = icon(4, Icon(Box(10, 20, 440, 220), "car-t-cell", BLUE), PAPER)
    group = etree.fromstring(f"<p:spTree {NAMESPACES}>{drawn}</p:spTree>")[0]
    whole = kit.drawing("car-t-cell")
    shapes = group.findall(f"{P}sp")
    assert [len(shape.findall(f".//{A}path")) for shape in shapes] == [len(part.rings) for part in whole.parts]
    assert all(len(path.findall(f"{A}moveTo")) == 1 for path in group.iter(f"{A}path"))
    assert len({shape.get("id") for shape in group.iter(f"{P}cNvPr")}) == len(shapes) + 1
    # It keeps its proportions in the middle of its box.
    assert [place.attrib.values() for place in group.find(f"{P}grpSpPr/{A}xfrm")][:2] == [
        [str(12700 * 120), str(12700 * 20)], [str(12700 * 220), str(12700 * 220)]
    ]  # fmt: skip


def covering(name, spot):
    """The shades that lie over a place."""
    return [part.shade for part in kit.drawing(name).parts for ring in part.rings if outline(ring).contains_point(spot)]


def outline(ring):
    codes = {"M": [Path.MOVETO], "L": [Path.LINETO], "C": [Path.CURVE4] * 3, "Z": [Path.CLOSEPOLY]}
    spots = [spot for _, where in ring for spot in (where or [(0.0, 0.0)])]
    # The place of a close is not looked at by what draws, but by what measures.
    spots[-1] = ring[0][1][0]
    return Path(spots, [code for do, _ in ring for code in codes[do]])


GENERAL = [name for name in kit.names() if name not in kit._DRAWN]


def test_icons_of_general_use_are_read_when_one_is_drawn():
    code = "from deck import kit; kit.names(); kit.drawing('b-cell'); import sys; print('json' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"
    assert len(GENERAL) == 80 and list(NAMES) == GENERAL


@pytest.mark.parametrize("name", GENERAL)
def test_each_fills_a_good_part_of_its_sheet(name):
    boxes = [outline(ring).get_extents() for part in kit.drawing(name).parts for ring in part.rings]
    wide = max(box.x1 for box in boxes) - min(box.x0 for box in boxes)
    high = max(box.y1 for box in boxes) - min(box.y0 for box in boxes)
    assert max(wide, high) > 170


def test_what_lies_inside_of_an_outline_is_paper_and_inside_of_that_ink_again():
    assert [part.shade for part in kit.drawing("clock").parts] == ["full", "paper"]
    assert covering("money", (120, 110))[-1] == "full" and "paper" in covering("money", (120, 110))


def test_a_tick_looks_the_same_from_right_to_left():
    assert not kit.is_turned("check") and kit.is_turned("truck") and kit.is_turned("b-cell")


def test_their_licence_stands_beside_them():
    licence = (FilePath(kit.__file__).parent / "LICENSE-heroicons.txt").read_text(encoding="utf-8")
    assert "MIT License" in licence and "Tailwind Labs" in licence


def test_people_in_a_row_are_not_one_person_many_times():
    row = [kit.person(number) for number in range(12)]
    assert len(set(row)) == 6 and all(one != other for one, other in pairwise(row))
    assert kit.person(1, filled=False) == f"{kit.person(1)}-hollow"
    sizes = {(kit.drawing(name).width, kit.drawing(name).height) for name in kit.names() if name.startswith("patient")}
    assert sizes == {(100, 216)}


def test_what_is_far_behind_is_seen_as_an_outline_alone():
    near, far = kit.drawing("b-cell"), kit.drawing("b-cell-far")
    assert [part.shade for part in far.parts] == ["full"]
    assert far.parts[0].rings == near.parts[0].rings + near.parts[1].rings
