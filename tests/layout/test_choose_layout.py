"""Does a slide stand on the best layout that the brand has, and is one that is missing told where it is needed?"""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from deck.brand.load import load_brand
from deck.brand.model import Brand
from deck.diagnostics import Diagnostic, Span
from deck.kinds import kind, kind_names
from deck.layout.choose_layout import Standing, choose_layout
from deck.layout.lay_out import lay_out
from deck.material import literal
from deck.parse import Unreadable
from deck.scene import EVERY_SLIDE, Content, Diagram, Flow, Item, Paragraph, Picture, Row, Scene, Words
from deck.talk import NO_SECTION, Slide, Slots
from deck.value import replace
from tests.story import PROJECT, tell

WORDS = Words((Paragraph(literal("words")),))
PICTURE = Picture(literal("a picture"), file="a.png")
HERE = Span("slides.yaml", 7, 9, 15)
SHOWN = {
    "figure": ("picture",),
    "figure_line": ("picture", "caption"),
    "figure_caption": ("picture", "caption"),
}


@cache
def shipped() -> Brand:
    brand = load_brand(PROJECT / "assets" / "brand")[0]
    assert brand is not None
    return brand


def without(*layouts: str) -> Brand:
    return replace(shipped(), layouts={key: one for key, one in shipped().layouts.items() if key not in layouts})


def scene(layouts: Mapping[str, Slots], *items: Item) -> Scene:
    slide = Slide("test", Unreadable(id="a", title=literal("T")), Span.NOWHERE, NO_SECTION, {"kind": HERE})
    return Scene(slide, layouts, (item("title"), *items))


def item(slot: str, content: Content = WORDS) -> Item:
    return Item(slot, content)


def only_mistake(found: tuple[Standing, tuple[Diagnostic, ...]]) -> Diagnostic:
    [mistake] = found[1]
    return mistake


# ---------------------------------------------------------------- the best that the brand has


@pytest.mark.parametrize(
    ("missing", "chosen"), [((), "figure_line"), (("figure_line",), "figure_caption"), (("figure",), "figure_line")]
)
def test_the_first_layout_with_room_for_all_that_the_slide_shows(missing: tuple[str, ...], chosen: str) -> None:
    standing, mistakes = choose_layout(
        scene(SHOWN, item("picture", PICTURE), item("caption")),
        without(*missing),
    )
    assert (standing.layout.key, mistakes) == (chosen, ())


def test_a_layout_may_have_more_slots_than_the_slide_fills() -> None:
    standing, _ = choose_layout(scene(SHOWN, item("picture", PICTURE)), without("figure"))
    assert standing.layout.key == "figure_line"


def test_a_slot_goes_by_the_name_that_the_layout_has_for_it() -> None:
    flow = Flow(("left", "right"), WORDS.paragraphs)
    standing, mistakes = choose_layout(
        scene({"two_fine": ("left", "right"), "fine": {"left": "body"}}, item("left", flow)), without("two_fine")
    )
    assert mistakes == ()
    assert standing.items[1] == Item("body", Flow(("body",), WORDS.paragraphs))


def test_words_in_a_free_area_are_a_box_of_the_slides_own() -> None:
    [page] = lay_out([scene({"diagram": ("diagram",)}, item("diagram"))], shipped(), "en", "")[0]
    assert [(one.name, one.slot and one.slot.name) for one in page.elements[:2]] == [
        ("a.title", "title"),
        ("a.diagram", None),
    ]


# ---------------------------------------------------------------- and what it has not


def test_a_missing_layout_is_told_at_the_slide_that_needs_it() -> None:
    found = only_mistake(choose_layout(scene({"stage": ("left", "right")}, item("left")), shipped()))
    assert (found.code, found.span) == ("no-layout", HERE)
    assert found.message == "the brand has no layout `stage`, which this slide needs"
    assert found.help == "add it to brand.yaml with `left`, or write the slide as another kind"


def test_a_missing_slot_is_named_with_its_layout() -> None:
    found = only_mistake(choose_layout(scene({"figure": ("picture", "credit")}, item("credit")), shipped()))
    assert found.message == "the layout `figure` of the brand has no slot `credit`"


def test_a_picture_does_not_go_into_a_placeholder_for_text() -> None:
    found = only_mistake(choose_layout(scene({"text": ("body",)}, item("body", PICTURE)), shipped()))
    assert found.message == "the layout `text` of the brand has `body` as a `body`, which holds no picture"


def test_a_kind_that_fills_what_it_does_not_name_hears_so() -> None:
    found = only_mistake(choose_layout(scene({"text": ("body",)}, item("margin")), shipped()))
    assert found.message == "no layout of the kind `test` has the slots that it fills: `margin`"


def test_a_slide_without_a_layout_is_shown_as_far_as_it_goes() -> None:
    diagram = Diagram(literal("a diagram"), Row(()))
    standing, _ = choose_layout(scene({"stage": ("diagram", "x")}, item("diagram", diagram), item("x")), shipped())
    assert [one.slot for one in standing.items] == ["title", "diagram"]


def test_one_missing_layout_silences_nothing_on_other_slides(tmp_path: Path) -> None:
    story = tell(
        tmp_path,
        "- {id: a, kind: statement, title: One, quote: [Words]}\n"
        "- {id: b, kind: cover, title: Two, source: Somewhere}\n",
    )
    folder = tmp_path / "brand"
    folder.mkdir()
    for path in (PROJECT / "assets" / "brand").iterdir():
        text = path.read_text(encoding="utf-8").replace("  statement:\n    name", "  motto:\n    name")
        text = text.replace("  statement_signs:\n    name", "  sign:\n    name")
        (folder / path.name).write_text(text, encoding="utf-8")
    shutil.copytree(PROJECT / "assets" / "fonts", tmp_path / "fonts")
    _, mistakes = dataclasses.replace(story, world=replace(story.world, brand_folder=folder)).built()
    assert [(line, told.code) for line, told in mistakes] == [(1, "no-layout"), (2, "no-place")]


@pytest.mark.parametrize("name", kind_names())
def test_the_shipped_brand_has_every_layout_that_a_kind_would_like_best(name: str) -> None:
    for key, slots in kind(name).layouts.items():
        assert {*(slots if isinstance(slots, tuple) else slots.values()), *EVERY_SLIDE[:1]} <= set(
            shipped().layouts[key].slots
        )
