"""Is every slide kind what its page says? Each page of tests/kinds is documentation, example and test at once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
from openxml_audit import FileFormat, OpenXmlValidator

from deck.chart import Chart
from deck.kinds import kind, kind_names
from deck.kinds._card import People
from deck.layout.chart_table import told as told_by
from deck.layout.choose_layout import choose_layout
from deck.markup import Text
from deck.page import Deck
from deck.parse import written_name
from deck.scene import Item, Scene, Space
from deck.talk import Record, SlideKind
from deck.texts import texts
from deck.value import replace
from deck.write.pptx.deck import write_pptx
from tests.drawn_here import draw_here
from tests.scene_text import scene_text
from tests.story import Mistake, Story, as_typed, in_one, opened, paragraphs_in, said, tell

PAGES = Path(__file__).parent / "kinds"
EVERY_SLIDE = "every_slide"
"""The page of the fields that all kinds share."""
NAMES = (*kind_names(), EVERY_SLIDE)

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_MARK = re.compile(r" *# (?P<severity>error|warning)\[(?P<code>[a-z-]+)\]: (?P<message>.+)$", re.MULTILINE)
_FIELD = re.compile(r"^( *)- `(\w+)`(?: \((required)\))?: \S", re.MULTILINE)


@dataclass(frozen=True)
class Page:
    name: str
    text: str

    @property
    def example(self) -> str:
        return self._blocks("yaml")[0]

    @property
    def mistaken(self) -> list[str]:
        return self._blocks("yaml")[1:]

    @property
    def scenes(self) -> str:
        return "".join(self._blocks("scene"))

    @property
    def fields(self) -> set[tuple[str, bool]]:
        """The fields that the prose describes (`papers.key` stands under `papers`); and whether they are required."""
        path: list[str] = []
        found = set()
        for indent, name, required in _FIELD.findall(_BLOCK.sub("", self.text)):
            path = [*path[: len(indent) // 2], name]
            found.add((".".join(path), bool(required)))
        return found

    def _blocks(self, language: str) -> list[str]:
        return [content for found, content in _BLOCK.findall(self.text) if found == language]


def page_of(name: str) -> Page:
    path = PAGES / f"{name}.md"
    assert path.exists(), f"the kind `{name}` has no page: write tests/kinds/{name}.md"
    return Page(name, path.read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Example:
    """The example of a page, as a talk and as a file; built once for all that is asked of it."""

    story: Story

    @cached_property
    def built(self) -> tuple[Deck, list[Mistake]]:
        with pytest.MonkeyPatch.context() as patch:
            draw_here(patch)
            return self.story.built()

    @cached_property
    def deck(self) -> Deck:
        return self.built[0]

    @cached_property
    def opened(self) -> Any:
        return opened(self.deck)

    @cached_property
    def scenes(self) -> list[tuple[str, Scene]]:
        return list(self.story.scenes())


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Example]:
    return cache(lambda name: Example(tell(tmp_path_factory.mktemp(name), page_of(name).example)))


@pytest.fixture(params=NAMES)
def page(request: pytest.FixtureRequest) -> Page:
    return page_of(request.param)


@pytest.fixture
def example(page: Page, examples: Callable[[str], Example]) -> Example:
    return examples(page.name)


# ---------------------------------------------------------------- the page says what the program does


def test_every_page_is_about_a_kind() -> None:
    assert {path.stem for path in PAGES.glob("*.md")} == set(NAMES)


def test_every_field_is_described_and_no_other(page: Page) -> None:
    assert page.fields == set(fields_of(page.name))


def test_the_example_shows_this_scene(page: Page, example: Example, request: pytest.FixtureRequest) -> None:
    brand = example.deck.brand
    seen = "\n".join(
        scene_text(scene, choose_layout(scene, brand)[0].layout.key)
        for kind, scene in example.scenes
        if page.name in (kind, EVERY_SLIDE)
    )
    if request.config.getoption("--accept", default=False):
        accept(page, seen)
    else:
        assert page.scenes == seen


def test_the_example_has_no_mistakes(example: Example) -> None:
    deck, mistakes = example.built
    assert deck.pages
    assert mistakes == []


def test_the_mistakes_are_answered_where_they_stand(page: Page, tmp_path: Path) -> None:
    assert page.mistaken, "show at least one mistake"
    for block in page.mistaken:
        announced = list(marked(block))
        _, found = tell(tmp_path, _MARK.sub("", block)).built()
        places = [(line, told.severity.value, told.code) for line, told in found]
        assert places == [announcement[:3] for announcement in announced], found
        for (_, told), (*_, part) in zip(found, announced, strict=True):
            assert part in told.message


# ---------------------------------------------------------------- the .pptx says what the scene says


def what_it_minds(path: Path) -> list[str]:
    """A validator's findings. It knows formulas as Word writes them; PowerPoint's look as its text does, which the
    SDK's own validator accepts."""
    errors = map(str, OpenXmlValidator(file_format=FileFormat.MICROSOFT_365).validate(path).errors)
    return [error for error in errors if not ("/oMath" in error and re.search(r"lement 'rPr'", error))]


def test_a_validator_finds_nothing_in_the_slides_of_all_kinds(
    examples: Callable[[str], Example], tmp_path: Path
) -> None:
    pages = [(name, said(page, section=name)) for name in NAMES for page in examples(name).deck.pages]
    path = tmp_path / "all.pptx"
    path.write_bytes(write_pptx(replace(examples(EVERY_SLIDE).deck, pages=in_one(page for _, page in pages))))
    errors = what_it_minds(path)
    assert errors == [], [f"slide {number} is of {name}" for number, (name, _) in enumerate(pages, 1)]


def test_every_title_and_text_is_read_back_from_the_pptx(example: Example) -> None:
    for slide, (_, scene) in zip(example.opened.slides, example.scenes, strict=True):
        all_texts = [text for item in scene.items for text in texts(item.content, described=False)]
        # What a formula by itself stands in for is a picture.
        said = [text.letters for text in all_texts if text.letters and not is_alone(text)]
        # A caption and a source may share a line.
        written = [part for one in paragraphs_in(slide.shapes) for part in (one, *one.split(" · "))]
        assert Counter(map(as_typed, said)) - Counter(map(as_typed, written)) == Counter()
        assert as_typed(slide.shapes.title.text_frame.text) == as_typed(said[0])


def is_alone(text: Text) -> bool:
    return any(run.formula and run.formula.display for run in text.runs)


def test_a_title_that_is_not_shown_is_told_all_the_same(page: Page, tmp_path: Path) -> None:
    """PowerPoint's outline and screen readers read a placeholder above the slide; they pass over a hidden one."""
    untitled = re.sub(
        r"^( *(?:- )?)(?=kind: )", lambda m: f"{m[1]}title_shown: false\n{m[1]}", page.example, flags=re.M
    )
    assert "title_shown: false" in untitled
    with pytest.MonkeyPatch.context() as patch:
        draw_here(patch)
        deck, mistakes = tell(tmp_path, untitled).built()
    assert mistakes == []
    for slide, one in zip(opened(deck).slides, deck.pages, strict=True):
        title = slide.shapes.title
        assert as_typed(title.text_frame.text) == as_typed(one.title)
        assert title.top + title.height < 0
        assert title._element.nvSpPr.cNvPr.get("hidden") is None
        assert all(shape.top >= 0 for shape in slide.shapes if shape.shape_id != title.shape_id)


def test_who_cannot_see_hears_every_picture_table_and_diagram(example: Example) -> None:
    for slide, (_, scene) in zip(example.opened.slides, example.scenes, strict=True):
        described = {node.get("descr") for node in slide.shapes._spTree.iter("{*}cNvPr")}
        assert {alt for item in scene.items for alt in alts_of(item)} <= described


# ---------------------------------------------------------------- how a page is read and written


def marked(block: str) -> Iterator[tuple[int, str, str, str]]:
    """The mistakes that a block announces: line, severity, code and a part of the message."""
    for number, line in enumerate(block.splitlines(), 1):
        for mark in _MARK.finditer(line):
            yield number, mark["severity"], mark["code"], mark["message"]


def accept(page: Page, seen: str) -> None:
    """Put the scene that was seen into the page."""
    block = f"```scene\n{seen}```"
    text, count = re.subn(r"^```scene\n.*?^```$", lambda _: block, page.text, flags=re.MULTILINE | re.DOTALL)
    assert count == 1, f"{page.name}.md needs one scene block"
    (PAGES / f"{page.name}.md").write_text(text, encoding="utf-8")


def fields_of(name: str) -> Iterator[tuple[str, bool]]:
    """A kind's own fields, and those of what it is made of; on the shared page the fields that all kinds have."""
    shared = set(described(SlideKind)) | {("kind", True)}
    yield from shared if name == EVERY_SLIDE else set(described(kind(name))) - shared


def described(record: type[Record]) -> Iterator[tuple[str, bool]]:
    for field in msgspec.structs.fields(record):
        name = written_name(field.name)
        yield name, field.required
        for part in records_in(field.type):
            yield from ((f"{name}.{inner}", required) for inner, required in described(part))


def records_in(hint: Any) -> Iterator[type[Record]]:
    if isinstance(hint, type) and issubclass(hint, Record):
        yield hint
    for part in get_args(hint):
        yield from records_in(part)


def alts_of(content: Any) -> Iterator[str]:
    if isinstance(content, Item):
        content = content.content
    if isinstance(content, Chart):
        yield told_by(content, "en-GB")
    elif hasattr(content, "alt"):
        yield content.alt.plain
    else:
        for block in getattr(content, "blocks", ()):
            yield from alts_of(block)


def test_a_divider_of_a_talk_of_one_part_has_no_path_of_one_dot(tmp_path: Path) -> None:
    agenda, part = (
        "- {id: agenda, kind: agenda, title: Agenda}\n",
        "- {id: part, kind: section, section: S, title: T}\n",
    )
    scenes = dict(tell(tmp_path, agenda + part).scenes())
    assert {text.plain for text in texts(scenes["section"], described=False)} == {"T", "1"}


def test_one_person_stands_over_the_middle_of_a_paper_and_several_at_its_start():
    alone, pair = (People(of=number).row(3, 100.0, at_start=True) for number in (1, 2))
    assert [isinstance(block, Space) for block in alone.blocks] == [True, False, True]
    assert [isinstance(block, Space) for block in pair.blocks] == [False, False, True]
