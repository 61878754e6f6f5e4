"""Boxes and arrows: does every arrow go the right way, end at its boxes and run past the others?"""

from __future__ import annotations

import random
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest

from deck.geometry import Box
from deck.layout.flow_tracks import Bend, tracks
from deck.layout.set_flow import balanced, crossings, layers, ordered, spread
from deck.page import Connector, Deck, Group, TextBox
from tests.story import opened, tell

HEAD = "format: 2\ntalk: {{title: T, speaker: S, language: {}, status: final}}\nslides:\n"
SOME = """\
- id: flow
  kind: flow
  title: T
  alt: What leads to what
  direction: {}
  boxes: {{a: First, b: Second, c: Third, d: {{text: Fourth, choice: true}}, e: Fifth}}
  arrows:
    - a -> b -> c -> d
    - a -> d
    - {{from: d, to: b, text: again}}
    - {{from: d, to: e, text: done}}
  groups: [{{title: Inside, boxes: [b, c]}}]
"""
BESIDE = """\
- id: flow
  kind: flow
  title: T
  alt: What leads to what
  direction: {}
  boxes: {{a: First, b: Second, c: Third, side: Aside}}
  arrows:
    - a -> b -> c
    - side -> c
"""
CROSSED = """\
- id: flow
  kind: flow
  title: T
  alt: What leads to what
  direction: {}
  boxes: {{a: First, b: Second, c: Third, d: Fourth}}
  arrows: [a -> c, a -> d, b -> c, b -> d]
"""


def told(folder: Path, slides: str, language: str = "en-GB") -> Deck:
    folder.mkdir(exist_ok=True)
    return tell(folder, HEAD.format(language) + slides).without_mistakes()


def children(deck: Deck) -> list[Any]:
    return [child for one in deck.pages[0].elements if isinstance(one, Group) for child in one.children]


def boxes(deck: Deck) -> dict[str, Box]:
    found = [one for one in children(deck) if isinstance(one, TextBox) and ".box-" in one.name]
    return {one.name.rpartition("box-")[2]: one.box for one in found}


def arrows(deck: Deck) -> list[Connector]:
    return [one for one in children(deck) if isinstance(one, Connector)]


# ---------------------------------------------------------------- read along the arrows


def test_boxes_are_read_along_the_arrows(tmp_path: Path) -> None:
    backwards = "boxes: {{e: Fifth, d: Fourth, c: Third, b: Second, a: First}}"
    slides = SOME.format("down").replace(
        "boxes: {a: First, b: Second, c: Third, d: {text: Fourth, choice: true}, e: Fifth}", backwards.format()
    )
    for talk in (SOME.format("down"), slides):
        read = list(boxes(told(tmp_path / str(len(talk)), talk)))
        assert read == ["a", "b", "c", "d", "e"]


# ---------------------------------------------------------------- layers, order, places


def test_a_box_stands_behind_the_last_of_those_that_lead_to_it() -> None:
    assert layers("abcd", [("a", "b"), ("b", "c"), ("a", "c"), ("c", "d"), ("a", "d")]) == {
        "a": 0,
        "b": 1,
        "c": 2,
        "d": 3,
    }


def test_an_arrow_that_closes_a_circle_does_not_count() -> None:
    assert layers("abc", [("a", "b"), ("b", "c"), ("c", "a")]) == {"a": 0, "b": 1, "c": 2}
    assert layers("ab", [("a", "b"), ("b", "a")]) == {"a": 0, "b": 1}


def test_layers_are_ordered_so_that_arrows_do_not_cross() -> None:
    neighbours = {"a": {"y"}, "b": {"x"}, "x": {"b"}, "y": {"a"}}
    rows = [["a", "b"], ["x", "y"]]
    assert crossings(rows, neighbours) == 1
    assert crossings(ordered(rows, neighbours), neighbours) == 0


def test_what_crosses_nothing_stays_as_it_was_written() -> None:
    neighbours = {"a": {"x", "y", "z"}, "x": {"a"}, "y": {"a"}, "z": {"a"}}
    assert ordered([["a"], ["x", "y", "z"]], neighbours) == [["a"], ["x", "y", "z"]]


def test_places_keep_their_order_and_distance_and_are_near_what_is_wanted() -> None:
    assert spread([5, 5], [2, 2], [1, 1], 1) == [3.5, 6.5]
    assert spread([0, 100], [2, 2], [1, 1], 1) == [0, 100]
    dice = random.Random(4)
    for _ in range(200):
        count = dice.randint(1, 7)
        wanted, sizes = ([dice.uniform(0, 50) for _ in range(count)] for _ in range(2))
        found = spread(wanted, sizes, [1.0] * count, 3)
        halves = [(one + other) / 2 for one, other in pairwise(sizes)]
        assert all(b - a >= half + 3 - 1e-6 for (a, b), half in zip(pairwise(found), halves, strict=True))
        assert sum(found) == pytest.approx(sum(wanted)), "as far to one side as to the other"


def test_a_row_of_single_boxes_is_straight_and_two_behind_one_stand_around_it() -> None:
    rows = [["a"], ["b"], ["c", "d"]]
    neighbours = {"a": {"b"}, "b": {"a", "c", "d"}, "c": {"b"}, "d": {"b"}}
    at = balanced(rows, neighbours, dict.fromkeys("abcd", 10.0), 5, "abcd")
    assert at["a"] == pytest.approx(at["b"]) and at["b"] == pytest.approx((at["c"] + at["d"]) / 2)


def test_what_ends_stands_beside_the_way_that_goes_on() -> None:
    """Who was excluded stands beside the line from those asked to those randomised."""
    rows = [["asked"], ["excluded", "randomised"], ["drug", "placebo"]]
    neighbours = {
        "asked": {"excluded", "randomised"},
        "excluded": {"asked"},
        "randomised": {"asked", "drug", "placebo"},
        "drug": {"randomised"},
        "placebo": {"randomised"},
    }
    at = balanced(rows, neighbours, dict.fromkeys(neighbours, 10.0), 5, set(neighbours), asides=True)
    assert at["asked"] == pytest.approx(at["randomised"], abs=0.1)
    assert at["excluded"] == pytest.approx(at["randomised"] - 15, abs=0.1)
    assert at["drug"] + at["placebo"] == pytest.approx(2 * at["randomised"], abs=0.1)


# ---------------------------------------------------------------- tracks


def test_arrows_of_two_boxes_to_the_same_two_turn_on_lines_of_their_own() -> None:
    found = tracks(
        [Bend(1, start, end, at, to) for start, at in (("a", 0), ("b", 90)) for end, to in (("c", 9), ("d", 80))]
    )
    assert found.lines == 2 and found.of["a"] != found.of["b"]


def test_arrows_of_two_boxes_into_one_are_joined() -> None:
    assert tracks([Bend(1, "a", "c", 0, 50), Bend(1, "b", "c", 20, 50)]).lines == 1


def test_arrows_that_never_meet_turn_at_one_place() -> None:
    assert tracks([Bend(1, "a", "c", 0, 30), Bend(1, "b", "d", 60, 90)]).lines == 1


def test_the_line_of_a_box_lies_where_it_is_crossed_least() -> None:
    found = tracks([Bend(1, "a", "c", 0, 100), Bend(1, "b", "d", 80, 120)])
    assert found.of == {"a": 1, "b": 0}


# ---------------------------------------------------------------- on the slide


def overlap(one: Box, other: Box) -> bool:
    return one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom


def stretches(line: Connector) -> list[Box]:
    """The stretches of an arrow as flat boxes."""
    return [Box(min(a.x, b.x), min(a.y, b.y), abs(a.x - b.x), abs(a.y - b.y)) for a, b in pairwise(line.points)]


def graph(seed: int) -> str:
    dice = random.Random(seed)
    names = [f"n{number}" for number in range(dice.randint(3, 7))]
    pairs = {(names[dice.randrange(at)], name) for at, name in enumerate(names) if at}
    pairs |= {tuple(sorted(dice.sample(names, 2))) for _ in range(dice.randint(0, 2))}
    rows = "".join(f"    - {start} -> {end}\n" for start, end in sorted(pairs))
    said = ", ".join(f"{name}: Box {name}" for name in names)
    way = dice.choice(("down", "across"))
    return f"- id: flow\n  kind: flow\n  title: T\n  alt: A\n  direction: {way}\n  boxes: {{{said}}}\n  arrows:\n{rows}"


@pytest.mark.parametrize("language", ["en-GB", "ar"])
@pytest.mark.parametrize("seed", range(14))
def test_no_box_stands_on_another_and_no_arrow_runs_through_a_box(seed: int, language: str, tmp_path: Path) -> None:
    deck = tell(tmp_path, HEAD.format(language) + graph(seed)).built()[0]
    found = boxes(deck)
    assert [pair for pair in combinations(found, 2) if overlap(found[pair[0]], found[pair[1]])] == []
    through = [
        (line.name, name)
        for line in arrows(deck)
        for name, box in found.items()
        if f"box-{name}" not in (line.start.rpartition(".")[2], line.end.rpartition(".")[2])
        if any(overlap(part, box.without(1, 1, 1, 1)) for part in stretches(line))
    ]
    assert through == []


@pytest.mark.parametrize("language", ["en-GB", "ar"])
@pytest.mark.parametrize("direction", ["down", "across"])
def test_arrows_begin_and_end_at_their_boxes_and_go_square(direction: str, language: str, tmp_path: Path) -> None:
    deck = told(tmp_path, SOME.format(direction), language)
    found = boxes(deck)
    for line in arrows(deck):
        for name, side, point in (
            (line.start, line.start_side, line.points[0]),
            (line.end, line.end_side, line.points[-1]),
        ):
            box = found[name.rpartition("box-")[2]]
            x = {"left": box.x, "right": box.right}.get(side, box.x + box.width / 2)
            y = {"top": box.y, "bottom": box.bottom}.get(side, box.y + box.height / 2)
            assert (point.x, point.y) == (pytest.approx(x, abs=0.6), pytest.approx(y, abs=0.6)), line.name
        assert all(part.width < 0.6 or part.height < 0.6 for part in stretches(line)), line.name


@pytest.mark.parametrize("direction", ["down", "across"])
def test_it_is_seen_from_which_of_two_boxes_an_arrow_comes(direction: str, tmp_path: Path) -> None:
    bent = [line for line in arrows(told(tmp_path, CROSSED.format(direction))) if len(line.points) > 2]
    turns = {line.start: round(line.points[1].y if direction == "down" else line.points[1].x) for line in bent}
    assert len(turns) == 2 and len(set(turns.values())) == 2


@pytest.mark.parametrize("direction", ["down", "across"])
@pytest.mark.parametrize("language", ["en-GB", "ar"])
def test_an_arrow_past_others_comes_in_at_a_side_of_its_own(language: str, direction: str, tmp_path: Path) -> None:
    lines = arrows(told(tmp_path, BESIDE.format(direction), language))
    into = {line.start.rpartition("box-")[2]: line.end_side for line in lines if line.end.endswith("box-c")}
    assert into["b"] != into["side"] and len(lines[-1].points) == 3


@pytest.mark.parametrize("direction", ["down", "across"])
def test_arrows_with_words_turn_half_way_where_there_is_room(direction: str, tmp_path: Path) -> None:
    """LibreOffice turns every arrow there, and the words stand behind it."""
    slides = "boxes: {a: First, b: Second, c: Third}\n  arrows: [{from: a, to: b, text: a word}, a -> c]\n"
    head = SOME.format(direction).partition("boxes:")[0]
    for line in arrows(told(tmp_path, head + slides)):
        start, turn, end = line.points[0], line.points[1], line.points[-1]
        assert (turn.y if direction == "down" else turn.x) == pytest.approx(
            (start.y + end.y) / 2 if direction == "down" else (start.x + end.x) / 2, abs=1
        )


def test_across_goes_as_reading_does(tmp_path: Path) -> None:
    found = [boxes(told(tmp_path / tag, SOME.format("across"), tag)) for tag in ("en-GB", "ar")]
    assert found[0]["a"].right < found[0]["b"].x and found[1]["a"].x > found[1]["b"].right


@pytest.mark.parametrize("direction", ["down", "across"])
@pytest.mark.parametrize("language", ["en-GB", "ar"])
@pytest.mark.parametrize("slides", [SOME, BESIDE])
def test_connectors_are_glued_and_bend_where_ours_do(
    slides: str, language: str, direction: str, tmp_path: Path
) -> None:
    deck = told(tmp_path, slides.format(direction), language)
    [slide] = opened(deck).slides
    [group] = [shape for shape in slide.shapes if shape.shape_type == 6]
    ids = {shape.shape_id: shape.name for shape in group.shapes}
    lines = {shape.name: shape._element for shape in group.shapes if shape._element.tag.endswith("cxnSp")}
    for line in arrows(deck):
        element = lines[line.name]
        start, end = (element.find(f".//{{*}}{tag}") for tag in ("stCxn", "endCxn"))
        assert (ids[int(start.get("id"))], ids[int(end.get("id"))]) == (line.start, line.end)
        kinds = {2: "straightConnector1", 3: "bentConnector2", 4: "bentConnector3", 6: "bentConnector5"}
        assert element.spPr.prstGeom.get("prst") == kinds[len(line.points)]
        assert drawn_by_powerpoint(element) == [
            (pytest.approx(point.x, abs=1.1), pytest.approx(point.y, abs=1.1)) for point in line.points
        ]


def drawn_by_powerpoint(element: Any) -> list[tuple[float, float]]:
    """Where the preset geometry of a connector has its bends, in points (ECMA-376, presetShapeDefinitions)."""
    transform, geometry = element.spPr.xfrm, element.spPr.prstGeom
    given = {one.get("name"): int(one.get("fmla").split()[1]) / 100_000 for one in geometry.iter("{*}gd")}
    one, two, three = (given.get(f"adj{n}", 0.5) for n in (1, 2, 3))
    paths = {
        "straightConnector1": [(0, 0), (1, 1)],
        "bentConnector2": [(0, 0), (1, 0), (1, 1)],
        "bentConnector3": [(0, 0), (one, 0), (one, 1), (1, 1)],
        "bentConnector5": [(0, 0), (one, 0), (one, two), (three, two), (three, 1), (1, 1)],
    }
    x, y, wide, high = (
        int(value) / 12700
        for value in (transform.off.get("x"), transform.off.get("y"), transform.ext.get("cx"), transform.ext.get("cy"))
    )
    turns = {"0": 0, "5400000": 1, "10800000": 2, "16200000": 3}[transform.get("rot", "0")]
    found = []
    for across, down in paths[geometry.get("prst")]:
        across = 1 - across if transform.get("flipH") == "1" else across
        down = 1 - down if transform.get("flipV") == "1" else down
        left, top = (across - 0.5) * wide, (down - 0.5) * high
        for _ in range(turns):
            left, top = -top, left
        found.append((x + wide / 2 + left, y + high / 2 + top))
    return found


def test_no_box_is_read_before_those_that_lead_to_it(tmp_path: Path) -> None:
    deck = told(tmp_path, SOME.format("down"))
    assert list(boxes(deck)) == ["a", "b", "c", "d", "e"]
    assert [len(page.steps) for page in deck.pages] == [0]


def test_boxes_appear_one_by_one_with_the_arrows_that_lead_to_them(tmp_path: Path) -> None:
    deck = told(tmp_path, SOME.format("down").replace("  alt:", "  build: each\n  alt:"))
    [page] = deck.pages
    assert len(page.steps) == 5
    groups = {one.name.rpartition("-")[2]: one for one in page.elements if isinstance(one, Group)}
    names = {part: {child.name.rpartition("diagram.")[2] for child in one.children} for part, one in groups.items()}
    assert names["0"] == {"group-1"}
    assert names["1"] == {"box-a"} and names["2"] == {"box-b", "arrow-1"}
    # The arrow back comes with the later of its ends.
    assert names["4"] == {"box-d", "arrow-3", "arrow-4", "arrow-5", "words-5"}


def test_words_of_an_arrow_hide_it_and_lie_on_no_box(tmp_path: Path) -> None:
    deck = told(tmp_path, SOME.format("down"))
    words = [one for one in children(deck) if isinstance(one, TextBox) and ".words-" in one.name]
    assert len(words) == 2 and all(one.style is not None and one.style.fill is not None for one in words)
    assert not [one.name for one in words for box in boxes(deck).values() if overlap(one.box, box)]


WORDS = """\
- id: flow
  kind: flow
  title: T
  alt: What leads to what
  boxes: {a: First, b: Second, c: Third, d: Fourth}
  arrows:
    - {from: a, to: b, text: "yes"}
    - {from: a, to: c, text: "no"}
    - {from: b, to: c, text: then}
    - {from: d, to: c, text: also}
"""


@pytest.mark.parametrize("language", ["en-GB", "ar"])
def test_words_stand_where_their_arrow_runs_alone(language: str, tmp_path: Path) -> None:
    """A word at a stretch that two arrows share could be of either."""
    deck = told(tmp_path, WORDS, language)
    words = [one for one in children(deck) if isinstance(one, TextBox) and ".words-" in one.name]
    for one in words:
        under = [line.name for line in arrows(deck) if any(overlap(part, one.box) for part in stretches(line))]
        assert under == [one.name.replace("words", "arrow")]
    assert not [pair for pair in combinations(words, 2) if overlap(pair[0].box, pair[1].box)]


@pytest.mark.parametrize("direction", ["down", "across"])
def test_a_word_that_is_wider_than_its_box_is_told_as_such(direction: str, tmp_path: Path) -> None:
    names = [f"n{number}" for number in range(8)]
    said = ", ".join(f"{name}: Donaudampfschifffahrtsgesellschaftskapitän" for name in names)
    arrows = " -> ".join(names) if direction == "across" else "\n- n0 -> ".join(["", *names[1:]])
    slide = f"id: flow\nkind: flow\ntitle: T\nalt: A\ndirection: {direction}\nboxes: {{{said}}}\narrows:\n- {arrows}\n"
    slide = slide.replace("- \n", "")
    _, mistakes = tell(tmp_path, slide + ("- n7 -> n0\n" if direction == "across" else "")).built()
    [(line, one)] = mistakes
    assert (line, one.code, one.label[:11]) == (6, "text-overflows", "337 pt wide") and "wider than" in one.message


def test_what_has_no_room_says_by_how_much(tmp_path: Path) -> None:
    row = " -> ".join(f"n{number}" for number in range(12))
    said = ", ".join(f"n{number}: Box {number}" for number in range(12))
    slide = f"id: flow\nkind: flow\ntitle: T\nalt: A\nboxes: {{{said}}}\narrows: [{row}]\n"
    _, [(line, one)] = tell(tmp_path, slide).built()
    assert (line, one.code) == (4, "text-overflows") and one.message.startswith("the flow needs ")


def test_many_boxes_that_are_too_narrow_are_one_mistake(tmp_path: Path) -> None:
    row = " -> ".join(f"n{number}" for number in range(20))
    said = ", ".join(f"n{number}: Step {number}" for number in range(20))
    slide = f"id: flow\nkind: flow\ntitle: T\nalt: A\ndirection: across\nboxes: {{{said}}}\narrows: [{row}]\n"
    _, [(_, one)] = tell(tmp_path, slide).built()
    assert one.message == "words are wider than their boxes in 20 of 20 boxes of the flow"
