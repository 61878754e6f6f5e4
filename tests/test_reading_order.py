"""Is a slide read in the order in which its kind says it, and what lies behind it with the title?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache

import pytest

from deck.brand.load import load_brand
from deck.brand.model import Brand
from deck.chart import Chart
from deck.diagnostics import Report, Span
from deck.geometry import Box
from deck.kinds import kind_names
from deck.layout.lay_out import lay_out
from deck.markup import Text
from deck.material import literal
from deck.page import Deck, Image, Page
from deck.parse import Unreadable
from deck.scene import EVERY_SLIDE, Flowchart, Item, Paragraph, Picture, Row, Scene, Shape, Timeline, Words
from deck.talk import NO_SECTION, Slide
from deck.texts import texts
from deck.value import replace
from deck.write.drawing import draw, slide_pdf
from deck.write.drawing.to_json import to_json
from deck.write.handout.blocks import Reading, body
from tests.drawn_here import draw_here
from tests.story import PROJECT, as_typed, opened, paragraphs_in, tell
from tests.test_kinds import page_of
from tests.write.drawn import structure, structures

DRAWN = (Chart, Timeline, Flowchart)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9" fill="#00ff00"/></svg>'


@pytest.fixture(scope="module")
def decks(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Deck]:
    """The example of each kind's page."""

    @cache
    def deck(name: str) -> Deck:
        with pytest.MonkeyPatch.context() as patch:
            draw_here(patch)
            return tell(tmp_path_factory.mktemp(name), page_of(name).example).without_mistakes()

    return deck


def written_on(items: Iterable[Item]) -> list[Text]:
    """The texts of a slide in their order; charts, timelines and flows have orders of their own that their tests hold:
    by axes and marks, by time, and along the arrows. A formula is written in signs and heard in words."""
    written = [item.content for item in items if not isinstance(item.content, DRAWN)]
    found = [text for content in written for text in texts(content, described=False)]
    return [text for text in found if not any(run.formula for run in text.runs)]


# ---------------------------------------------------------------- every kind


@pytest.mark.parametrize("name", kind_names())
def test_the_shapes_of_the_pptx_stand_in_the_order_of_the_scene(name: str, decks: Callable[[str], Deck]) -> None:
    deck = decks(name)
    for slide, page in zip(opened(deck).slides, deck.pages, strict=True):
        written = [as_typed(text.plain) for text in written_on(page.items) if text.plain]
        seen = [as_typed(words) for words in paragraphs_in(slide.shapes) if words]
        if any(isinstance(item.content, DRAWN) for item in page.items):
            seen = [words for words in seen if words in written]
        assert seen[: len(written)] == written


@pytest.mark.parametrize("name", kind_names())
def test_the_elements_of_a_page_stand_in_the_order_of_its_items(name: str, decks: Callable[[str], Deck]) -> None:
    """The PDF is tagged in the order of the elements, which its own tests hold."""
    for page in decks(name).pages:
        slots = [element.name.removeprefix(f"{page.id}.").split(".")[0] for element in page.elements]
        furniture = [slot for slot in ("footer", "number") if slot in page.layout.slots]
        assert list(dict.fromkeys(slots)) == [*(item.slot for item in page.items), *furniture]


@pytest.mark.parametrize("name", kind_names())
def test_the_pdf_is_tagged_in_the_order_of_the_scene(name: str, decks: Callable[[str], Deck]) -> None:
    deck = decks(name)
    pages = [page for page in deck.pages if not page.hidden]
    for page, tags in zip(pages, structures(slide_pdf(deck, pages)), strict=True):
        assert_in_order([text.plain for text in written_on(page.items)], tags.text)


@pytest.mark.parametrize("name", kind_names())
def test_the_text_of_a_handout_stands_in_the_order_of_the_scene(name: str, decks: Callable[[str], Deck]) -> None:
    deck = decks(name)
    for page in deck.pages:
        reading = Reading(deck.brand, page.layout, page.language)
        own = [item for item in page.items if item.slot not in EVERY_SLIDE]
        written = [text.plain for text in written_on(own)]
        assert_in_order(written, " ".join(spoken_parts(body(own, reading))))


def spoken_parts(said: object) -> Iterator[str]:
    """Every word of a handout's blocks, in their order."""
    match said:
        case str():
            yield said
        case {"text": str(text)}:
            yield text
        case dict():
            yield from (part for name, one in said.items() if name not in ("is", "alt") for part in spoken_parts(one))
        case list():
            yield from (part for one in said for part in spoken_parts(one))


def assert_in_order(written: list[str], heard: str) -> None:
    """Each text is heard after the one before it."""
    letters = only_letters(heard)
    at = 0
    for words in filter(None, map(only_letters, written)):
        found = letters.find(words, at)
        assert found >= 0, f"{words!r} is not heard in its turn: {letters!r}"
        at = found + len(words)


def only_letters(words: str) -> str:
    return "".join(char for char in words if char.isalnum())


# ---------------------------------------------------------------- whatever a kind says


def test_heads_are_read_with_what_stands_under_them() -> None:
    slots = ("left_head", "left", "right_head", "right")
    page = laid(slots, *(Item(slot, words(slot)) for slot in slots))
    assert said(page) == ["title", *slots]


def test_two_shapes_in_one_area_and_a_line_after_them() -> None:
    page = laid(("area", "left"), Item("area", Row((Shape("b", "card", words("b")), Shape("a", "card", words("a"))))),
                Item("left", words("left")))  # fmt: skip
    assert said(page) == ["title", "b", "a", "left"]


# ---------------------------------------------------------------- what lies behind


def test_a_background_is_painted_first_however_late_it_is_said() -> None:
    page = laid(("left", "area"), Item("left", words("left")), Item("area", picture("A green field"), background=True))
    assert [element.name for element in page.elements] == ["a.area", "a.title", "a.left"]
    drawn = to_json([filled(page)], brand(())).pages[0]["elements"]
    assert isinstance(drawn, list)
    assert [mark["draw"] for mark in drawn] == ["picture", "heading", "paragraph"]


def test_a_background_with_an_alternative_is_read_with_the_title() -> None:
    page = laid(("left", "area"), Item("left", words("left")), Item("area", picture("A green field"), background=True))
    assert heard(page)[:2] == ["A green field", "title"]


def test_a_background_without_one_is_decoration() -> None:
    page = laid(("left", "area"), Item("left", words("left")), Item("area", picture(""), background=True))
    assert heard(page) == ["title", "left"]
    assert page.elements[0].is_decorative


def test_a_scrim_is_decoration() -> None:
    scrim = Item("area", Row((Shape("scrim", "card"),)), background=True)
    page = laid(("left", "area"), Item("left", words("left")), scrim)
    assert page.elements[0].is_decorative
    assert heard(page) == ["title", "left"]


# ---------------------------------------------------------------- how


def words(text: str) -> Words:
    return Words((Paragraph(literal(text)),))


def picture(alt: str) -> Picture:
    return Picture(literal(alt) if alt else Text(()), file="green.svg")


def laid(slots: tuple[str, ...], *items: Item) -> Page:
    slide = Slide("test", Unreadable(id="a", title=literal("title")), Span.NOWHERE, NO_SECTION)
    scene = Scene(slide, {"own": slots}, (Item("title", words("title")), *items))
    report = Report()
    [page] = report.take(lay_out([scene], brand(slots), "en", ""))
    assert list(report) == []
    return page


def brand(slots: tuple[str, ...]) -> Brand:
    """The shipped brand with a layout of its own, whose slots stand in another order than they are filled in."""
    shipped = load_brand(PROJECT / "assets" / "brand")[0]
    assert shipped is not None
    base = shipped.layouts["two_columns"]
    text, area = base.slots["left"], shipped.layouts["diagram"].slots["diagram"]
    own = {
        name: replace(area if name == "area" else text, name=name, box=Box(700.0 - 170 * at, 200, 160, 100))
        for at, name in enumerate(slots)
    }
    layout = replace(base, key="own", slots={**dict(sorted(own.items())), "title": base.slots["title"]})
    return replace(shipped, layouts={**shipped.layouts, "own": layout})


def filled(page: Page) -> Page:
    return page.with_pictures(lambda box: replace(box, image=Image(b"", SVG)))


def said(page: Page) -> list[str]:
    return [laid.paragraph.text.plain for frame, _ in page.frames for laid in frame.paragraphs]


def heard(page: Page) -> list[str]:
    """What a screen reader says of the PDF, in order."""
    [pdf] = draw([filled(page)], brand(()), "pdf")
    return [node.alt or node.text for node in structure(pdf).inside]
