"""Can the last row read every slide, and does a colour say the same thing on all of them? In every language."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from deck.brand.model import Icon
from deck.figure import Canvas
from deck.geometry import Box
from deck.own.run_script import run_script
from deck.page import Deck, IconBox, Page, TextBox, opened
from tests.slow import slow
from tests.talk.test_translations import PROJECT, TAGS, built

LANGUAGES = ("", *TAGS)
FLOORS: Mapping[str, float] = {
    "display": 54, "result": 54, "numeral": 120, "cover_title": 40, "talk_title": 40, "part_title": 40, "path": 24,
    "speaker": 26, "title": 28, "statement": 26, "body": 20, "step_name": 18,
    "node": 18, "body2": 18, "card": 18, "card_title": 18, "number": 24, "lane": 16, "label": 16, "label_bold": 16,
    "table": 16, "table_head": 16, "declared": 16, "fine_bold": 16, "fine_tight": 16, "fine": 14, "cited": 14,
    "source": 12, "kicker": 12, "footer": 12,
}  # fmt: skip
"""Points: the least in which the art direction lets words of a role be set."""
SCENES = ("routes", "pacman", "b_cells_in_ms", "tissue_depletion", "bcma_in_ms")
IN_SCENES, IN_FIGURES = 18.0, 16.0
"""Points: the least of labels in a scene, and of those in any other figure."""
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
        if text.get_fontsize() < (IN_SCENES if name in SCENES else IN_FIGURES)
    ]
    assert small == []


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


WORDS = 45
"""What one message of a slide is said in, at most; what the room does not read is not counted."""
NOT_READ = ("source", "kicker", "footer", "numeral")
READ_AT_LEISURE = ("disclosures", "key-points", "acknowledgements")
MORE_WORDS = {
    "atmp": 52, "atmp-classification": 64, "routes": 53, "first-in-human": 69, "b-cells-in-ms": 50,
    "b-lymphocytes": 83, "tissue-depletion": 60, "toxicities": 114, "where-do-we-stand": 74, "nmosd-mogad": 85,
    "ms-papers": 90, "bcma-ms": 55, "trial-counts": 94,
}  # fmt: skip
"""Slides that say more, and how much at most: every number of a figure is counted, the titles of papers, and what a
figure says of its limits, which a caption would hide."""


def test_a_slide_says_no_more_than_a_room_reads() -> None:
    drawn = {name: sum(len(text.get_text().split()) for text in texts) for name, texts in labels(built("")[0])}
    said = {
        page.id: sum(
            len(laid.paragraph.text.plain.split())
            for frame, _ in page.frames
            for laid in frame.paragraphs
            if laid.role.name not in NOT_READ
        )
        + sum(drawn.get(picture.figure, 0) for picture in page.pictures)
        for page in shown("")
        if page.id not in READ_AT_LEISURE
    }
    assert {name: count for name, count in said.items() if count > MORE_WORDS.get(name, WORDS)} == {}
    assert {name for name in MORE_WORDS if said[name] <= WORDS} == set(), "these need no exception any more"


def test_words_on_a_dark_slide_do_not_lie_on_its_drawing() -> None:
    """Then their contrast is that of the ground, or of what lies far behind, which the brand has measured."""
    for tag in LANGUAGES:
        for page in shown(tag):
            drawings = [
                part.box
                for part in page.layout.decor
                if isinstance(part, Icon) and part.color.name not in ("night", "dusk")
            ]
            for element in opened(*page.elements):
                if isinstance(element, TextBox):
                    inner = element.box.x + element.frame.inset[0]
                    for laid in element.frame.paragraphs:
                        for line in laid.lines:
                            left = inner + min((piece.x for piece in line.pieces), default=0.0)
                            up = element.box.y + element.frame.inset[1] + element.frame.top + line.baseline
                            spot = Box(left, up - 0.7 * laid.size_pt, line.width, 0.9 * laid.size_pt)
                            assert not any(_meet(spot, round_) for round_ in drawings), f"{tag} {page.id}: {line.text}"


def _meet(words: Box, drawing: Box) -> bool:
    """Whether words reach into a drawing, which fills its box as a round thing does."""
    across, down = drawing.x + drawing.width / 2, drawing.y + drawing.height / 2
    right, low = words.x + words.width, words.y + words.height
    near = min(max(across, words.x), right) - across, min(max(down, words.y), low) - down
    return (near[0] / (drawing.width / 2)) ** 2 + (near[1] / (drawing.height / 2)) ** 2 < 1


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
