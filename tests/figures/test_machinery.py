"""What is a figure drawn from, and when is it drawn again?"""

from __future__ import annotations

from pathlib import Path

import pytest

from deck.brand.load import load_brand
from deck.figure import Canvas
from deck.figure_inputs import inputs
from deck.geometry import Box
from deck.page import Deck, Image
from deck.workspace import Workspace
from tests.story import tell

pytestmark = pytest.mark.usefixtures("drawn_here")
PROJECT = Path(__file__).parent.parent.parent
SLIDE = "id: a\nkind: figure\ntitle: T\nfigure: drawn\nalt: a line\n"
SCRIPT = """
import shape

def draw(canvas):
    axes = canvas.axes(60, 40, canvas.width - 120, canvas.height - 80)
    axes.plot([float(row["y"]) for row in canvas.data("line.csv")], color=canvas.color("primary"), **shape.STYLE)
"""
FILES = {
    "figures/drawn.py": SCRIPT,
    "figures/shape.py": "STYLE = {'linewidth': 2}\n",
    "figures/data/line.csv": "y\n1\n2\n",
    "figures/data/other.csv": "y\n5\n",
}


def test_a_script_is_read_for_what_it_is_drawn_from(tmp_path: Path) -> None:
    tell(tmp_path, SLIDE, FILES)
    found = inputs(tmp_path / "figures" / "drawn.py", Workspace.find(tmp_path / "slides.yaml"))
    assert {path.name for path in found} == {"drawn.py", "shape.py", "line.csv"}


@pytest.mark.parametrize(
    ("file", "content"),
    [("figures/data/line.csv", "y\n2\n1\n"), ("figures/shape.py", "STYLE = {'linewidth': 9}\n")],
)
def test_it_is_drawn_again_when_that_changes(file: str, content: str, tmp_path: Path) -> None:
    before = image(tell(tmp_path, SLIDE, FILES).without_mistakes())
    after = image(tell(tmp_path, SLIDE, {**FILES, file: content}).without_mistakes())
    assert before != after


def test_it_is_not_drawn_again_when_other_data_change(tmp_path: Path) -> None:
    story = tell(tmp_path, SLIDE, FILES)
    story.without_mistakes()
    remembered = sorted(path.name for path in (tmp_path / ".cache").rglob("*.svg"))
    tell(tmp_path, SLIDE, {**FILES, "figures/data/other.csv": "y\n6\n"}).without_mistakes()
    assert sorted(path.name for path in (tmp_path / ".cache").rglob("*.svg")) == remembered


def test_two_talks_may_have_different_modules_of_one_name(tmp_path: Path) -> None:
    one = image(tell(tmp_path / "one", SLIDE, FILES).without_mistakes())
    thick = {**FILES, "figures/shape.py": "STYLE = {'linewidth': 9}\n"}
    assert image(tell(tmp_path / "two", SLIDE, thick).without_mistakes()) != one


def test_text_that_cannot_be_read_from_the_last_row_is_refused() -> None:
    brand = load_brand(PROJECT / "assets" / "brand")[0]
    assert brand is not None
    canvas = Canvas.of_size("drawn", Box(0, 0, 200, 100), brand, PROJECT)
    with pytest.raises(ValueError, match="12 pt is too small"):
        canvas.font("label", size=12)


def test_a_canvas_has_the_size_of_its_slot_in_points() -> None:
    brand = load_brand(PROJECT / "assets" / "brand")[0]
    assert brand is not None
    canvas = Canvas.of_size("drawn", Box(0, 0, 200, 100), brand, PROJECT)
    assert (round(canvas.width, 6), round(canvas.height, 6)) == (200, 100)
    where = canvas.axes(50, 25, 100, 50).get_position()
    assert (where.x0, where.y0, where.width, where.height) == (0.25, 0.25, 0.5, 0.5)


def image(deck: Deck) -> Image:
    found = next(deck.pages[0].pictures).image
    assert found is not None
    return found
