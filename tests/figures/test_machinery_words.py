"""Which words does a figure say, and how are they said in another language?"""

from __future__ import annotations

from pathlib import Path

import pytest

from deck.diagnostics import Report
from deck.figure import Canvas, Declared
from deck.figure_inputs import words
from deck.resolve.draw_figures import draw_figures, in_its_direction
from deck.workspace import Workspace
from tests.figures.figure_talk import BOX, SQUARE, brand, image, told
from tests.story import tell

pytestmark = pytest.mark.usefixtures("drawn_here")

SAYS = (
    'def draw(canvas):\n    canvas.figure.text(0.1, 0.5, canvas.say("B cells"), fontproperties=canvas.font("label"))\n'
)


def found(folder: Path, script: str, **more: str) -> list[tuple[str, str, int, int, int]]:
    """Each text that a script says, with the name of its file and its span."""
    files = {f"figures/{name}.py": text for name, text in {"cells": script, **more}.items()}
    tell(folder, "id: a\nkind: section\ntitle: T\n", files)
    read = words(folder / "figures" / "cells.py", Workspace.find(folder))
    return [(one.text, Path(one.span.file).name, one.span.line, one.span.column, one.span.end) for one in read]


def texts(folder: Path, script: str, **more: str) -> list[str]:
    return [one[0] for one in found(folder, script, **more)]


def test_a_literal_is_found_with_its_place(tmp_path: Path) -> None:
    assert found(tmp_path, 'x = "é"; canvas.say("B cells")\n') == [("B cells", "cells.py", 1, 21, 30)]


def test_words_over_several_lines_are_marked_on_the_first(tmp_path: Path) -> None:
    assert found(tmp_path, 'canvas.say(\n    "B cells "\n    "and T cells"\n)\n') == [
        ("B cells and T cells", "cells.py", 2, 5, 15)
    ]


@pytest.mark.parametrize(
    "script",
    [
        'WORDS = ["B", "T"]\n',
        'WORDS = ("B", "T")\n',
        'WORDS = {"b": "B", "t": "T"}\n',
        'WORDS: tuple[str, ...] = ("B", "T")\n',
        'NAMES = {"b": "B", "t": "T"}\nWORDS = (*NAMES.values(),)\n',
        'NAMES = ("B", "T")\nWORDS = [*NAMES]\n',
        'NAMES = {"b": "B", "t": "T"}\nfor cell in "bt":\n    canvas.say(NAMES[cell])\n',
        'NAMES = {"b": ("B", 1), "t": ("T", 2)}\nfor cell in "bt":\n    canvas.say(NAMES[cell][0])\n',
        'NAMES = {"b": "B"}\ncanvas.say(NAMES.get("b", "T"))\n',
        'canvas.say("B" if memory else "T")\n',
        'NAME = "B"\ncanvas.say(NAME)\ncanvas.say("T")\n',
        'canvas.say("B")\ncanvas.say("T")\ncanvas.say("B")\n',
    ],
)
def test_words_are_found_by_reading(script: str, tmp_path: Path) -> None:
    assert sorted(texts(tmp_path, script)) == ["B", "T"]


def test_a_table_of_which_nothing_is_said_has_no_words(tmp_path: Path) -> None:
    assert texts(tmp_path, 'COLORS = {"b": "primary"}\ncanvas.color(COLORS["b"])\ncanvas.say("B")\n') == ["B"]


def test_the_modules_that_a_script_imports_are_read_too(tmp_path: Path) -> None:
    script = "from names import NAMES\n\ncanvas.say(NAMES['b'])\n"
    names = 'NAMES = {"b": "B"}\n\n\ndef title(canvas):\n    return canvas.say("Cells")\n'
    assert found(tmp_path, script, names=names) == [("B", "names.py", 1, 15, 18), ("Cells", "names.py", 5, 23, 30)]


def test_a_script_is_read_and_not_run(tmp_path: Path) -> None:
    assert texts(tmp_path, 'raise SystemExit\ncanvas.say("B")\n') == ["B"]
    assert texts(tmp_path, "def draw(canvas) return\n") == []


def test_words_that_reading_does_not_find_are_a_mistake(tmp_path: Path) -> None:
    script = SAYS.replace('canvas.say("B cells")', 'canvas.say("B" + " cells")')
    _, [mistake] = told(tmp_path, {"cells": script}).built()
    assert mistake.told.message == "figure `cells` failed: reading the script does not show that it says 'B cells'"
    told(tmp_path, {"cells": 'WORDS = ["B cells"]\n\n\n' + script}).without_mistakes()


# ---------------------------------------------------------------- in another language


def drawn_in(language: str, translated: dict[str, str], folder: Path, script: str = SAYS) -> bytes:
    story = told(folder, {"cells": script})
    deck = story.without_mistakes()
    report = Report()
    pages = report.take(draw_figures(deck.pages, deck.brand, story.world, {"cells": translated}, language))
    assert not report.has_errors
    return next(pages[0].pictures).image.svg  # type: ignore[union-attr]


def test_a_figure_is_said_in_the_language_of_the_talk(tmp_path: Path) -> None:
    own = image(told(tmp_path, {"cells": SAYS}).without_mistakes()).svg
    german = drawn_in("de", {"B cells": "B-Zellen"}, tmp_path)
    assert own != german == drawn_in("en", {}, tmp_path / "german", SAYS.replace("B cells", "B-Zellen"))
    assert drawn_in("de", {}, tmp_path) == own


def test_the_words_of_another_figure_change_nothing(tmp_path: Path) -> None:
    story = told(tmp_path, {"cells": SAYS})
    deck = story.without_mistakes()
    before = sorted((tmp_path / ".cache" / "figures").glob("*.svg"))
    draw_figures(deck.pages, deck.brand, story.world, {"other": {"B cells": "B-Zellen"}}, "en-GB")
    assert sorted((tmp_path / ".cache" / "figures").glob("*.svg")) == before


def test_numbers_are_written_as_the_language_does(tmp_path: Path) -> None:
    script = SAYS.replace('canvas.say("B cells")', "canvas.number(1234.5)")
    same = SAYS.replace('canvas.say("B cells")', '"1.234,5"')
    assert drawn_in("de", {}, tmp_path, script) == drawn_in("de", {}, tmp_path / "same", same)


def canvas(language: str, said: dict[str, str]) -> Canvas:
    declared = Declared(frozenset(said), frozenset())
    return Canvas.of_size("cells", BOX, brand(), Path(), language, said, declared)


def test_a_translation_of_broken_lines_is_broken_into_as_many() -> None:
    said = {"B cells in blood,\n% of baseline": "B-Zellen im Blut in Prozent des Ausgangswerts"}
    assert canvas("de", said).say(*said) == "B-Zellen im Blut in\nProzent des Ausgangswerts"
    short = {"CAR T\ncell": "CAR-T-Zelle"}
    assert canvas("de", short).say(*short) == "CAR-T-Zelle"
    own = {"CAR T\ncell": "CAR-T-\nZelle"}
    assert canvas("de", own).say(*own) == "CAR-T-\nZelle"


def test_each_line_of_a_language_from_right_to_left_begins_there() -> None:
    """Else a line that begins with CD19 would run from the left."""
    said = {"CD19\ncells": "CD19 خلايا\nخلايا"}
    assert canvas("ar", said).say(*said) == "\u200fCD19 خلايا\n\u200fخلايا"
    assert canvas("de", said).say(*said) == "CD19 خلايا\nخلايا"


def test_lines_into_which_a_script_breaks_words_begin_there_too() -> None:
    """Else "cells by CAR-T against CD19" is read as CD19 against CAR-T."""
    drawn = canvas("ar", {})
    broken = drawn.figure.text(0.5, 0.5, "\u200fبعد خلايا\nCAR-T ضد CD19")
    latin = drawn.figure.text(0.5, 0.2, "110 ± 32\nrituximab")
    drawn.saved("svg")
    assert broken.get_text() == "\u200fبعد خلايا\n\u200fCAR-T ضد CD19"
    assert latin.get_text() == "110 ± 32\nrituximab", "numbers keep the order in which they were written"
    drawn.saved("png")
    assert broken.get_text().count("\u200f") == 2


def test_what_a_script_leaves_to_matplotlib_looks_like_the_brand(tmp_path: Path) -> None:
    bare = SQUARE.replace(".plot([0, 1])", ".text(0.1, 0.5, 'US$ 3 and $ 4')")
    styled = bare.replace(
        "4')", "4', parse_math=False, fontproperties=canvas.font('label'), color=canvas.color('text'))"
    )
    bare, styled = (script + "    canvas.figure.axes[0].set_axis_off()\n" for script in (bare, styled))
    one, other = (image(told(tmp_path / name, {"cells": script}).without_mistakes()) for name, script in
                  (("bare", bare), ("styled", styled)))  # fmt: skip
    assert one == other


def test_numbers_and_names_between_words_from_right_to_left_have_the_marks_that_slides_have() -> None:
    filled = "Gone for {mean} ± {sd} days"
    said = {"map": {filled: "غابت {mean} ± {sd} يومًا", "110 ± 32": "بعد 110 ± 32 يومًا", "CD8+": "خلايا CD8+"}}
    marked = in_its_direction(said, "ar")["map"]
    assert marked["110 ± 32"] == "بعد \u200e110 ± 32 يومًا" and marked["CD8+"] == "خلايا CD8+\u200e"
    assert marked[filled] == said["map"][filled]
    assert in_its_direction(said, "de") == said
