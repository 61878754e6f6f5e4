"""What a small SVG may cost is counted before it is drawn; what cannot be counted ends with its reader."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from deck.svg.bad import BadSvg
from deck.svg.parse import read_svg
from tests.solid.talk import LOGO, RECT, Talk

LINE = "M0 0 L1 1 " * 50
STAR = "".join(f"L{i * 37 % 90} {i * 53 % 60}" for i in range(20_000))


def behind_classes(kind: str, says: str) -> str:
    """Thirty clip paths, say, of which each is cut by the next one twice, by way of a style sheet."""
    rules = f".a{{{says}:url(#p0)}}" + "".join(f".b{i}{{{says}:url(#p{i + 1})}}" for i in range(30))
    twice = '<rect class="b{0}" width="90" height="60"/>' * 2
    made = "".join(f'<{kind} id="p{i}" width="1" height="1">{twice.format(i)}</{kind}>' for i in range(30))
    return f'<style>{rules}</style>{made}<rect class="a" width="90" height="60"/>'


def markers(start: str) -> str:
    """Markers at each corner of the lines of markers."""
    made = (
        f'<marker id="k{i}" overflow="visible"><path marker-mid="url(#k{i + 1})" d="{LINE}"/></marker>'
        for i in range(5)
    )
    return "".join(made) + start.format(f'd="{LINE}"')


SHAPES, FAR = "more than 60,000 shapes", "reaches far beyond the picture"
COSTLY = {
    "a pattern of a million by a million": (
        '<pattern id="p" width="1000000" height="1000000" patternUnits="userSpaceOnUse">'
        '<rect width="999999" height="999999"/></pattern><rect width="90" height="60" fill="url(#p)"/>',
        FAR,
    ),
    "a circle a billion times as large": ('<g transform="scale(1e9)"><circle r="1" fill="red"/></g>', FAR),
    "a circle beyond all numbers": ('<g transform="scale(1e200)"><circle r="1" fill="red"/></g>', FAR),
    "a line as wide as a country": ('<path d="M0 0L9 9" stroke="red" stroke-width="1e9"/>', FAR),
    "a square as large as a country": ('<rect width="1e9" height="1e9"/>', FAR),
    "markers": (markers('<path marker-mid="url(#k0)" {}/>'), SHAPES),
    "markers of the group around": (markers('<g marker-mid="url(#k0)"><path {}/></g>'), SHAPES),
    "markers by a style sheet": (
        "<style>.a{marker:url(#k0)}</style>" + markers('<path class="a" {}/>'),
        SHAPES,
    ),
    "clip paths by classes": (behind_classes("clipPath", "clip-path"), SHAPES),
    "masks by classes": (behind_classes("mask", "mask"), SHAPES),
    "patterns by classes": (behind_classes("pattern", "fill"), SHAPES),
    "copies of copies": (
        "".join(f'<g id="a{i}">' + f'<use href="#a{i + 1}"/>' * 8 + "</g>" for i in range(12)),
        SHAPES,
    ),
    "tiles smaller than anything": (
        '<pattern id="p" width="0.001" height="0.001" patternUnits="userSpaceOnUse"><rect width="1" height="1"/>'
        '</pattern><rect width="90" height="60" fill="url(#p)"/>',
        SHAPES,
    ),
    "sixty thousand attributes": (
        "<rect " + " ".join(f'a{i}="1"' for i in range(60_000)) + "/>",
        "has 60,000 attributes",
    ),
    "a book": ("<text>" + "word " * 3_000 + "</text>", "texts of more than 10,000 characters"),
    "many small texts": ('<text y="9">some words</text>' * 2_000, "texts of more than 10,000 characters"),
    "copies of a text": (
        '<text id="t" y="9">' + "word " * 100 + '</text><use href="#t"/>' + '<use href="#t"/>' * 100,
        "texts of more than 10,000 characters",
    ),
    "a million corners": (f'<path d="M0 0{"L1 1L2 3" * 250_000}"/>', "more than 800,000 numbers"),
    "selectors that look at all that is inside": (
        "<style>g:has(rect) rect{fill:red}</style>" + "<g>" * 30 + "<rect/>" * 2_000 + "</g>" * 30,
        "its style sheet costs too much",
    ),
    "selectors that look far up": (
        "<style>" + "g " * 60 + "rect{fill:red}</style>" + "<g>" * 100 + "<rect/>" * 2_000 + "</g>" * 100,
        "its style sheet costs too much",
    ),
}


@pytest.mark.parametrize("name", COSTLY)
def test_a_costly_drawing_is_refused_before_it_is_drawn(name: str) -> None:
    inside, why = COSTLY[name]
    with pytest.raises(BadSvg, match=why):
        read_svg(LOGO.format(inside).encode(), lambda picture: picture)


CHEAP: dict[str, Callable[[], str]] = {
    "two hundred rules for a flow chart": lambda: (
        "<style>" + "".join(f".s{i} {{ fill: #12{i:04d}; }}\n" for i in range(200)) + "</style>"
        + "<g>" * 8 + "".join(f'<rect class="s{i % 200}" width="9" height="9"/>' for i in range(3_000)) + "</g>" * 8
    ),
    "a long caption": lambda: "<text y='9'>" + "word " * 400 + "</text>",
    "arrows on fifty lines": lambda: (
        '<marker id="a"><path d="M0 0L1 1"/></marker><g marker-end="url(#a)">'
        + '<path d="M0 0L9 9L3 4" stroke="red"/>' * 50 + "</g>"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CHEAP)
def test_what_drawing_programs_write_is_drawn(name: str) -> None:
    assert read_svg(LOGO.format(CHEAP[name]()).encode(), lambda picture: picture).data


@pytest.fixture
def talk(tmp_path: Path) -> Talk:
    return Talk(tmp_path / "talk")


def test_a_drawing_that_costs_too_much_is_an_error_at_its_line(talk: Talk) -> None:
    talk.write("logo.svg", LOGO.format(COSTLY["markers"][0]))
    found = talk.error("check")
    assert found.startswith("error[bad-picture]: `logo.svg` cannot be shown: ")
    assert found.endswith("slides.yaml:20:31")


@pytest.mark.slow
def test_a_drawing_that_nobody_can_count_ends_with_its_reader(talk: Talk) -> None:
    hatch = '<pattern id="p" width="1" height="1" patternUnits="userSpaceOnUse"><path d="M0 0L1 1" stroke="red"/>'
    talk.write("logo.svg", LOGO.format(f'{hatch}</pattern><path fill="url(#p)" d="M0 0{STAR}z"/>'))
    found = talk.error("check")
    assert found.startswith("error[bad-picture]: `logo.svg` cannot be ")
    assert found.endswith("slides.yaml:20:31")


def test_an_emblem_of_the_brand_is_read_apart_too(talk: Talk) -> None:
    talk.write("assets/brand/emsp-small.svg", LOGO.format(COSTLY["clip paths by classes"][0]))
    found = talk.error("check")
    assert found.startswith("error[bad-brand]: `emsp-small.svg` cannot be shown: it draws itself")
    assert "assets/brand/brand.yaml:" in found


def test_a_picture_is_as_it_was(talk: Talk) -> None:
    talk.write("logo.svg", LOGO.format(RECT))
    assert talk.run("check")[0] == 0
