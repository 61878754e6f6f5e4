"""Can the last row read every slide, and does a colour say the same thing on all of them? In every language."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from deck.figure import Canvas
from deck.page import Deck, IconBox, Page, opened
from deck.resolve.run_script import run_script
from tests.slow import slow
from tests.talk.test_translations import PROJECT, TAGS, built

LANGUAGES = ("", *TAGS)
FLOORS: Mapping[str, float] = {
    "display": 54, "numeral": 120, "cover_title": 40, "speaker": 26, "title": 28, "statement": 26, "body": 20,
    "step_name": 18, "body2": 18, "card": 18, "card_title": 18, "number": 24, "lane": 16, "label": 16, "label_bold": 16,
    "table": 16, "table_head": 16, "declared": 16, "fine_bold": 16, "fine_tight": 16, "fine": 14,
    "source": 12, "kicker": 12, "footer": 12,
}  # fmt: skip
"""Points: the least in which the art direction lets words of a role be set."""
SCENES = ("routes", "pacman", "b_cells_in_ms", "tissue_depletion", "bcma_in_ms")
IN_SCENES, IN_FIGURES = 18.0, 16.0
"""Points: the least of labels in a scene, and of those in any other figure."""
SMALLER_FOR_NOW = {"pacman", "b_cells_in_ms", "tissue_depletion", "bcma_in_ms", "routes"}
"""Scenes in which a translation is longer than its room: down to the floor of other figures."""
COLORS = {"car-t-cell": "car_t", "b-cell": "b_cell", "plasma-cell": "plasma"}
"""What each creature of the talk is painted in, and no other is."""


def shown(tag: str) -> tuple[Page, ...]:
    return tuple(page for page in built(tag)[0].pages if not page.hidden)


@pytest.mark.parametrize("tag", LANGUAGES)
def test_no_text_is_smaller_than_its_role_may_be(tag: str) -> None:
    small = [
        f"{page.id}: {laid.role.name} {laid.size_pt:g}"
        for page in shown(tag)
        for frame, _ in page.frames
        for laid in frame.paragraphs
        if laid.size_pt < FLOORS[laid.role.name]
    ]
    assert small == []


# To draw all figures takes six seconds a language.
@pytest.mark.parametrize("tag", [tag if tag in ("", "ar") else slow(tag) for tag in LANGUAGES])
def test_no_label_of_a_figure_is_smaller_than_its_floor(tag: str) -> None:
    deck = built(tag)[0]
    small = [
        f"{name}: {text.get_text()!r} {text.get_fontsize():g}"
        for name, texts in labels(deck)
        for text in texts
        if text.get_fontsize() < floor(name, tag)
    ]
    assert small == []


def floor(figure: str, tag: str) -> float:
    if figure in SCENES and not (tag and figure in SMALLER_FOR_NOW):
        return IN_SCENES
    return IN_FIGURES


def labels(deck: Deck) -> Iterator[tuple[str, list[Text]]]:
    """Every figure on a shown slide, with the words in it."""
    for page in deck.pages:
        for picture in page.pictures:
            if picture.figure and not page.hidden:
                data = PROJECT / "figures" / "data"
                words = {source: said for script in deck.talk.words.values() for source, said in script.items()}
                words |= deck.talk.words.get(picture.figure, {})
                canvas = Canvas.of_size(picture.figure, picture.box, deck.brand, data, deck.meta.language, words)
                run_script(PROJECT / "figures" / f"{picture.figure}.py", "draw", canvas)
                FigureCanvasAgg(canvas.figure).draw()
                yield picture.figure, [t for t in canvas.figure.findobj(Text) if t.get_visible() and t.get_text()]


def test_a_creature_has_one_colour_on_all_figures() -> None:
    painted = [one for script in sorted((PROJECT / "figures").glob("*.py")) for one in icons(script)]
    assert len(painted) > 10
    for where, name, color in painted:
        creature = next((each for each in COLORS if name.startswith(each)), None)
        assert color == COLORS[creature] if creature else color not in ("b_cell", "plasma"), where


def icons(script: Path) -> Iterator[tuple[str, str, str]]:
    """Where a script draws what in which colour, as far as it is written in the call."""
    colors = {"car_t", "b_cell", "plasma", "donor", "comparator", "danger", "ink", "muted"}
    for call in ast.walk(ast.parse(script.read_text(encoding="utf-8"))):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "icon":
            said = [one.value for one in call.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            if len(said) > 1 and said[0] not in colors:
                yield from ((f"{script.name}:{call.lineno}", said[0], word) for word in said[1:] if word in colors)


def test_a_creature_has_its_colour_on_slides_too() -> None:
    deck = built("")[0]
    allowed = {name: deck.brand.colors[color].hex for name, color in COLORS.items()}
    drawn = [one for page in deck.pages for one in opened(*page.elements) if isinstance(one, IconBox)]
    assert drawn
    for icon in drawn:
        creature = next((each for each in COLORS if icon.icon.startswith(each)), None)
        assert creature is None or icon.color.hex == allowed[creature]
