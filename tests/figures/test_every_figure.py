"""Can every figure of the talk be read from the last row, at the size that its slide gives it, in any language?"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from matplotlib.artist import Artist
from matplotlib.collections import Collection
from matplotlib.colors import to_rgba_array
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text

from deck.brand.theme_colors import contrast, shaded
from deck.figure import SMALLEST, Canvas
from deck.kit import SHADES
from tests.figures.seen import (
    PROJECT,
    brand,
    drawn,
    ground,
    outside,
    overlapping,
    sizes,
    texts,
    too_small,
    with_gid,
    words,
)
from tests.figures.stretched import Longer, Marked

FIGURES = sorted(sizes())
READERS = {
    "as written": {},
    "longer words": {"words": Longer()},
    "right to left": {"right_to_left": True},
    "longer words, right to left": {"words": Longer(), "right_to_left": True},
}
LEFT = {"longer words": pytest.mark.slow, "right to left": pytest.mark.slow}
"""Most of what is wrong with one of these is wrong with both at once."""
TEXT, MARK = 4.5, 3.0
"""WCAG 2.2, 1.4.3 and 1.4.11."""
# Names of proteins and of people, and the titles of journals, stay as they are in every language.
NAMES = {"CD", "BCMA", "BAFF", "Müller", "Qin", "Fischbach", "Hagen", "Han", "BMC", "Cancer"}


@pytest.fixture(
    scope="module",
    params=[
        pytest.param((name, reader), marks=LEFT.get(reader, ()), id=f"{name} {reader}")
        for name in FIGURES
        for reader in READERS
    ],
)
def canvas(request: pytest.FixtureRequest) -> Canvas:
    name, reader = request.param
    return drawn(name, **READERS[reader])


@pytest.fixture(scope="module", params=FIGURES)
def plain(request: pytest.FixtureRequest) -> Canvas:
    return drawn(request.param)


def test_every_script_that_draws_is_shown_in_the_talk() -> None:
    scripts = {path.stem for path in Path(PROJECT / "figures").glob("*.py") if "def draw(" in path.read_text("utf-8")}
    assert scripts == set(FIGURES)


def test_longer_words_are_longer() -> None:
    assert Longer().get("the B cell dies, {n} times") == "théáé B čélláé díéšáé, {n} tíméšáé"
    assert "théáé B čélláé díéšáé" in words(drawn("pacman", words=Longer()))


def test_no_text_is_too_small(canvas: Canvas) -> None:
    assert len(texts(canvas)) > 5
    assert too_small(canvas, SMALLEST) == []


def test_all_text_is_inside_the_canvas(canvas: Canvas) -> None:
    assert outside(canvas) == []


def test_no_two_texts_overlap(canvas: Canvas) -> None:
    assert overlapping(canvas) == []


def test_text_stands_out_from_its_ground(canvas: Canvas) -> None:
    faint = {
        (text.get_text(), color)
        for text in texts(canvas)
        for color in ground(canvas, text)
        if contrast(color[1:], hexed(text.get_color())) < TEXT
    }
    assert faint == set()


def test_marks_stand_out_from_their_ground(plain: Canvas) -> None:
    """What has an id is a mark: of its fill and its edge one at least is seen on white, grey, and what it stands on."""
    marks = {gid: artist for gid, artist in with_gid(plain, "").items() if not isinstance(artist, Text)}
    assert marks or plain.name == "pacman"
    grounds = [plain.brand.colors[name].hex for name in ("paper", "mist", *GROUNDS.get(plain.name, ()))]
    faint = [
        gid
        for gid, artist in marks.items()
        if not any(all(contrast(color, other) >= MARK for other in grounds) for color in colors(artist))
    ]
    assert [gid for gid in faint if gid not in DECORATION] == []


GROUNDS = {"trial_counts": ["pale"], "side_effects": ["pale"]}
# A band between two lines that stand out, land without a trial, and a frame in which something is named.
DECORATION = {"band", "land.0"}


def test_no_colour_is_of_the_figures_own_making(plain: Canvas) -> None:
    """Colours are the brand's, the shades that drawings of the kit have of them, or the map's of the first one."""
    ours = {color.hex.lower() for color in plain.brand.colors.values()} | shades(plain)
    ours |= {shaded(c, shade, c).hex.lower() for c in plain.brand.colors.values() for shade in SHADES}
    used = {color.lower() for artist in painted(plain) for color in colors(artist)}
    used |= {hexed(text.get_color()).lower() for text in texts(plain)}
    assert used <= ours | {"ffffff", "000000"}


def shades(canvas: Canvas) -> set[str]:
    if canvas.name != "trial_map":
        return set()
    first = [int(canvas.brand.colors["primary"].hex[place : place + 2], 16) for place in (0, 2, 4)]
    return {"".join(f"{round(255 + share * (part - 255)):02x}" for part in first) for share in (0.25, 0.6, 1.0)}


@pytest.mark.parametrize("name", FIGURES)
def test_every_word_is_one_that_a_translator_is_asked_for(name: str) -> None:
    canvas, asked = marked(name)
    assert asked
    assert set(re.findall(r"[A-Za-zü]{2,}", words(canvas))) <= NAMES


@pytest.mark.parametrize("name", FIGURES)
def test_every_word_is_found_by_reading_the_script(name: str) -> None:
    """What is said while drawing stands as a literal in a script."""
    calls = (
        node
        for path in (PROJECT / "figures").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "say"
    )
    written = {call.args[0].value for call in calls if isinstance(call.args[0], ast.Constant)}
    _, asked = marked(name)
    assert asked
    assert asked <= written


@cache
def marked(name: str) -> tuple[Canvas, set[str]]:
    """The figure with all that it asks to be translated made unreadable, and what it asked for."""
    said = Marked()
    return drawn(name, words=said), said.asked


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("toxicities", ["26,9 %", "3.184", "95 %"]),
        ("bcell_kinetics", ["10 %", "0,1 %", "110 ± 32"]),
        ("trial_map", ["11"]),
    ],
)
def test_numbers_are_written_as_the_reader_writes_them(name: str, written: list[str]) -> None:
    said = words(drawn(name, language="de-DE")).replace("\u00a0", " ")
    assert [number for number in written if number not in said] == []


def test_what_is_mirrored_begins_at_the_right() -> None:
    """The first count stands at the right edge for who reads from there; a map stays as it is, but for what is said of
    it."""
    canvas = drawn("trial_counts", right_to_left=True)
    [box] = [box for text, box in texts(canvas).items() if text.get_text() == "20 of 27"]
    assert box.x1 > canvas.width - 3
    for turned in (False, True):
        places = {text.get_text(): box for text, box in texts(drawn("trial_map", right_to_left=turned)).items()}
        assert places["USA"].x1 < places["China"].x0 < places["Germany"].x0
        assert (places["A trial counts in each of its countries"].x0 > 3) == turned


def test_the_sizes_of_text_are_the_brands(plain: Canvas) -> None:
    assert {text.get_fontsize() for text in texts(plain)} <= set(brand().scale)


def painted(canvas: Canvas) -> Iterator[Artist]:
    """All that is drawn but text."""
    for axes in canvas.figure.axes:
        yield from (*axes.lines, *axes.patches, *axes.collections)
        if axes.axison:
            yield from (spine for spine in axes.spines.values() if spine.get_visible())
            for axis in (axes.xaxis, axes.yaxis):
                yield from (line for line in (*axis.get_ticklines(), *axis.get_gridlines()) if line.get_visible())


def colors(artist: Artist) -> Iterator[str]:
    """What an artist paints with, as far as it is opaque."""
    found: list[object] = []
    match artist:
        case Line2D():
            found = [artist.get_color()] if artist.get_linestyle() != "None" else []
            if artist.get_marker() not in ("None", None, ""):
                found += [artist.get_markerfacecolor(), artist.get_markeredgecolor()]
        case Patch() | Collection():
            found = [artist.get_facecolor(), *([artist.get_edgecolor()] if _is_edged(artist) else [])]
    for color in found:
        if isinstance(color, str) and color.lower() == "none":
            continue
        for red, green, blue, alpha in to_rgba_array(color):
            if alpha == 1:
                yield hexed((red, green, blue))


def _is_edged(artist: Patch | Collection) -> bool:
    widths = artist.get_linewidth()
    return bool(max(widths) if hasattr(widths, "__len__") else widths) or bool(artist.get_hatch())


def hexed(color: object) -> str:
    [(red, green, blue, _)] = to_rgba_array(color)
    return "".join(f"{round(255 * part):02x}" for part in (red, green, blue))
