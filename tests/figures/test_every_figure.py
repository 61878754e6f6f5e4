"""Can every figure of the talk be read from the last row, at the size that its slide gives it?"""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from matplotlib.transforms import Bbox

from deck.brand.load import load_brand
from deck.diagnostics import Report
from deck.figure import SMALLEST, Canvas
from deck.layout.lay_out import lay_out
from deck.parse import parse
from deck.pipeline import compose
from deck.references import load_references
from deck.resolve.cite import cite
from deck.resolve.fill_values import fill_values
from deck.source import load
from deck.workspace import Workspace
from tests.figures.seen import PROJECT, drawn, texts


def sizes() -> dict[str, tuple[float, float]]:
    """Every figure that the talk shows, with the width and height of its place in points."""
    world, report = Workspace.find(PROJECT / "slides.yaml"), Report()
    source = load(world.slides_file, report)
    brand = load_brand(world.brand_folder, report)
    assert source is not None and brand is not None
    talk = parse(source, report)
    assert talk is not None
    library = load_references(world, report)
    scenes = cite(compose(fill_values(talk, world, report), library, world, report), library, report)
    pages = lay_out(scenes, brand, talk.meta.language, talk.meta.event_line, report)
    return {p.figure: (p.box.width, p.box.height) for page in pages for p in page.pictures if p.figure}


SIZES = sizes()


@pytest.fixture(scope="module", params=sorted(SIZES))
def canvas(request: pytest.FixtureRequest) -> Canvas:
    return drawn(request.param, *SIZES[request.param])


def test_every_script_that_draws_is_shown_in_the_talk() -> None:
    scripts = {path.stem for path in Path(PROJECT / "figures").glob("*.py") if "def draw(" in path.read_text("utf-8")}
    assert scripts == set(SIZES)


def test_no_text_is_too_small(canvas: Canvas) -> None:
    said = {text.get_text(): text.get_fontsize() for text in texts(canvas)}
    assert len(said) > 5
    assert {text: size for text, size in said.items() if size < SMALLEST} == {}


def test_all_text_is_inside_the_canvas(canvas: Canvas) -> None:
    outside = {
        text.get_text(): box.extents.round(1).tolist()
        for text, box in texts(canvas).items()
        if box.x0 < 0 or box.y0 < 0 or box.x1 > canvas.width or box.y1 > canvas.height
    }
    assert outside == {}


def test_no_two_texts_overlap(canvas: Canvas) -> None:
    pairs = combinations(texts(canvas).items(), 2)
    assert [(a.get_text(), b.get_text()) for (a, one), (b, other) in pairs if overlap(one, other)] == []


def overlap(one: Bbox, other: Bbox) -> bool:
    """A text's box has room for letters that hang below the line; lines set close may share a point of that."""
    shared = Bbox.intersection(one, other)
    return shared is not None and shared.width > 1 and shared.height > 1
