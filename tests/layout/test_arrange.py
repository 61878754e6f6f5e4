"""Does every block of a row or column get a box of its own, inside the room there is?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deck.brand.load import load_brand
from deck.brand.model import Brand
from deck.diagnostics import NOWHERE
from deck.geometry import Box
from deck.layout.arrange import Arranger
from deck.layout.measure import Measure
from deck.layout.set_text import Setting, TypeSetter
from deck.markup import Run, Text
from deck.page import Connector, TextBox
from deck.scene import Block, Column, Diagram, Icon, Link, Paragraph, Row, Shape, Space, Words
from deck.value import replace

PROJECT = Path(__file__).parent.parent.parent
ROOM = Box(40, 60, 800, 300)


def brand() -> Brand:
    found = load_brand(PROJECT / "assets" / "brand")[0]
    assert found is not None
    return found


BRAND = brand()


def words(text: str) -> Words:
    return Words((Paragraph(Text((Run(text),), text, NOWHERE)),))


shapes = st.builds(
    Shape, id=st.uuids().map(str), style=st.just("card"), words=st.sampled_from([words("a"), words("two words")])
)
gaps = st.sampled_from(["none", "tight", "normal", "wide"])


def nested(children: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    blocks = st.lists(children, min_size=1, max_size=3).map(tuple)
    return st.builds(Row, blocks=blocks, gap=gaps) | st.builds(Column, blocks=blocks, gap=gaps)


trees = st.recursive(shapes | st.just(Space()), nested, max_leaves=8)


@given(trees)
@settings(max_examples=60)
def test_every_box_is_inside_the_room(tree: Block) -> None:
    assert all(ROOM.contains(box) for box in boxes(tree))


@given(trees)
@settings(max_examples=60)
def test_no_two_boxes_overlap(tree: Block) -> None:
    placed = boxes(tree)
    for at, one in enumerate(placed):
        assert not any(overlap(one, other) for other in placed[at + 1 :])


@given(trees)
@settings(max_examples=60)
def test_a_language_from_right_to_left_gets_the_mirror_image(tree: Block) -> None:
    there = {(round(box.x, 3), round(box.y, 3)) for box in boxes(tree)}
    back = boxes(tree, replace(BRAND, right_to_left=True))
    assert {(round(ROOM.x + ROOM.right - box.right, 3), round(box.y, 3)) for box in back} == there


def test_weights_share_out_the_room_less_its_gaps() -> None:
    one, other = boxes(Row((card("a"), card("b")), (3, 1), gap="none"))
    assert (one.width, other.width) == (600, 200)


def test_a_weight_of_nothing_is_as_high_as_its_text() -> None:
    first, second = boxes(Column((card("a"), card("b")), (0, 1), gap="none"))
    assert first.height < 60
    assert first.height + second.height == ROOM.height


def test_what_is_spare_is_shared_after_each_block_has_what_its_text_needs() -> None:
    long, short = card("word " * 60), card("b")
    first, second = boxes(Column((long, short), gap="none", spare=True))
    needs = [arranger(BRAND).height(block, ROOM.width) for block in (long, short)]
    assert first.height - needs[0] == pytest.approx(second.height - needs[1])
    assert first.height + second.height == pytest.approx(ROOM.height)


def test_a_drawing_wants_room_before_text_grows_unless_it_is_too_wide_then() -> None:
    person = Icon("patient", wanted=90)
    assert arranger(BRAND).height(Row((person, card("a"))), 800) == 90
    assert arranger(BRAND).height(person, 20) < 60


def test_blocks_that_want_more_than_there_is_share_what_there_is() -> None:
    tall = Shape("tall", "card", words("word " * 900))
    placed = boxes(Column((tall, card("b")), (0, 0), gap="none"))
    assert all(ROOM.contains(box) for box in placed)


def test_equal_shares_give_way_where_one_is_too_small_for_its_text() -> None:
    long = Shape("long", "card", words("word " * 90))
    first, second = boxes(Column((long, card("b")), gap="none"))
    assert first.height > ROOM.height / 2
    assert first.height >= arranger(BRAND).height(long, ROOM.width)
    assert second.height >= arranger(BRAND).height(card("b"), ROOM.width)


def test_aligned_heads_leave_what_is_under_them_the_room_that_it_needs() -> None:
    row = Row((under("a", "a short head", "word " * 60), under("b", "head " * 20, "few words")), aligned=True)
    needed = arranger(BRAND).height(row, ROOM.width)
    placed = arranger(BRAND).arrange(row, replace(ROOM, height=needed))
    assert all(part.frame.height <= part.box.without(*part.frame.inset).height + 0.1 for part in placed)
    assert placed[0].box.height == placed[2].box.height


def test_a_word_that_is_too_wide_takes_no_room_from_its_neighbours() -> None:
    wide = Shape("wide", "card", words("m" * 200))
    placed = boxes(Column((Row((wide, card("a"))), card("b")), gap="none"))
    assert all(ROOM.contains(box) and box.height > 0 for box in placed)


def test_a_connector_ends_in_the_middle_of_the_sides_that_it_is_glued_to() -> None:
    diagram = Diagram(Text((Run("alt"),)), Row((card("a"), card("b"))), (Link("a", "b"),))
    group = arranger(BRAND).diagram(diagram, ROOM)
    link = next(child for child in group.children if isinstance(child, Connector))
    left, right = (child.box for child in group.children if not isinstance(child, Connector))
    assert (link.points[0].x, link.points[-1].x) == (left.right, right.x)
    assert {point.y for point in link.points} == {left.centre.y}


def under(name: str, head: str, text: str) -> Column:
    parts = (Shape(f"{name}-head", "compare_head", words(head)), Shape(name, "panel", words(text)))
    return Column(parts, (0.0, 1.0), gap="none")


def card(name: str) -> Shape:
    return Shape(name, "card", words(name))


def arranger(brand: Brand) -> Arranger:
    setter = TypeSetter(brand, Measure(brand))
    return Arranger(setter, {}, "slide", Setting.of_slot(brand.layouts["diagram"].slots["diagram"]))


def boxes(block: Block, brand: Brand = BRAND) -> list[Box]:
    return [placed.box for placed in arranger(brand).arrange(block, ROOM)]


def overlap(one: Box, other: Box) -> bool:
    slack = 0.01
    across = one.x + slack < other.right and other.x + slack < one.right
    return across and one.y + slack < other.bottom and other.y + slack < one.bottom


def test_circles_of_one_style_are_as_large_as_the_one_with_least_room() -> None:
    """In the order of a list, the number of a step of two lines is no larger than that of a step of one."""
    named = ["One", "A step whose name is so long that it stands in two lines " * 2]
    rows = [Row((stop(at), Shape(f"s{at}", "step_name", words(said))), (1, 11)) for at, said in enumerate(named)]
    diagram = Diagram(Text((), "", NOWHERE), Column(tuple(rows)), ())
    alone = arranger(BRAND).arrange(diagram.body, Box(40, 60, 800, 200))
    together = arranger(BRAND).diagram(diagram, Box(40, 60, 800, 200)).children
    small, large = sides(alone)
    assert small < large
    assert sides(together) == [small, small]


def test_a_small_number_stands_on_the_baseline_of_a_large_one() -> None:
    """One of two lines stays where it is: moved down it would reach into what is under it."""
    text = words("11").paragraphs[0]
    large, small = (Shape(id, "counted", Words((replace(text, role=id),))) for id in ("result", "number"))
    long = Shape("long", "counted", words("words for two lines " * 3))
    row = Row((large, small, long), level=("result", "number", "long"))
    levelled, before = (arranger(BRAND).arrange(one, ROOM) for one in (row, replace(row, level=())))
    assert baseline(before[0]) > baseline(before[1]) + 20
    assert baseline(levelled[1]) == pytest.approx(baseline(levelled[0]))
    assert (levelled[0], levelled[2]) == (before[0], before[2])


def baseline(shape: object) -> float:
    assert isinstance(shape, TextBox)
    return shape.box.y + shape.frame.inset[1] + next(shape.frame.lines).baseline


def stop(number: int) -> Shape:
    return Shape(f"n{number}", "stop", words(str(number)))


def sides(shapes: Sequence[object]) -> list[float]:
    return [one.box.width for one in shapes if isinstance(one, TextBox) and ".n" in one.name]


def test_words_on_a_band_stand_where_those_without_one_do() -> None:
    [plain] = arranger(BRAND).arrange(one := Shape("one", "point", words("a")), ROOM)
    ground, lit = arranger(BRAND).arrange(Column((one,), ground="band"), ROOM)
    assert isinstance(plain, TextBox) and isinstance(ground, TextBox) and isinstance(lit, TextBox)
    assert (lit.box.x, lit.frame.inset) == (plain.box.x, plain.frame.inset)
    assert ground.is_decorative and (ground.box.x, ground.box.right) == (lit.box.x, lit.box.right)


def test_a_block_on_a_ground_is_inside_its_insets_and_as_much_higher() -> None:
    inside = Shape("one", "counted", words("two words"))
    ground, shape = arranger(BRAND).arrange(Column((inside,), ground="tile"), ROOM)
    left, top, right, bottom = BRAND.shapes["tile"].inset
    assert (shape.box.x - ground.box.x, ground.box.right - shape.box.right) == (left, right)
    alone, together = (
        arranger(BRAND).height(inside, 200 - left - right),
        arranger(BRAND).height(Column((inside,), ground="tile"), 200),
    )
    assert together == pytest.approx(alone + top + bottom)


@pytest.mark.parametrize("name", ["gene", "patient-long", "b-cell"])
def test_drawings_at_the_start_of_words_are_equally_high_and_none_is_a_banner(name: str) -> None:
    [drawn] = arranger(BRAND).arrange(Icon(name, wanted=44, at_start=True), ROOM)
    assert (drawn.box.x, drawn.box.height) == (ROOM.x, 44)
    assert drawn.box.width <= 1.6 * 44


@pytest.mark.parametrize("name", ["gene", "patient-long", "b-cell"])
def test_drawings_on_discs_are_of_one_size_whatever_their_form(name: str) -> None:
    disc, drawn = arranger(BRAND).arrange(Icon(name, wanted=60, disc="pale"), ROOM)
    assert (disc.box.width, disc.box.height) == (60, 60)
    assert max(drawn.box.width, drawn.box.height) == pytest.approx(48)
    assert drawn.box.x + drawn.box.width / 2 == pytest.approx(disc.box.x + 30)


def test_aligned_columns_on_grounds_of_their_own_have_the_room_that_these_leave() -> None:
    columns = [replace(under(name, "head", "word " * 60), ground="tile") for name in "ab"]
    row = Row(tuple(columns), aligned=True)
    needed = arranger(BRAND).height(row, ROOM.width)
    placed = arranger(BRAND).arrange(row, replace(ROOM, height=needed))
    said = [part for part in placed if part.frame.paragraphs]
    assert len(placed) - len(said) == 2
    assert all(part.frame.height <= part.box.without(*part.frame.inset).height + 0.1 for part in said)
