"""Are the words of a figure said to be wrong where they are, and formulas set as formulas?"""

from __future__ import annotations

from pathlib import Path

import pytest

from deck.figure_words import is_formula
from deck.resolve.draw_one import Drawn, Failed, Job, Order, draw_one
from deck.value import replace
from tests.figures.figure_talk import BOX, brand

HEAD = (
    "def draw(canvas):\n    axes = canvas.axes(80, 60, canvas.width - 120, canvas.height - 90)\n    axes.plot([1, 2])\n"
)


def drawn(folder: Path, *lines: str) -> Drawn | Failed:
    script = folder / "words.py"
    script.write_text(HEAD + "".join(f"    {line}\n" for line in lines), encoding="utf-8")
    return draw_one(Job("words", BOX, script, kinds=("svg",)), Order(brand(), folder, "en"))


def slips(folder: Path, *lines: str) -> list[tuple[int, bool, str]]:
    result = drawn(folder, *lines)
    assert isinstance(result, Drawn), result
    return [(slip.line, slip.is_error, slip.what) for slip in result.slips]


def paths(figure: Drawn) -> int:
    return figure.files[0].count(b"<path")


def test_words_that_can_be_read_are_not_mentioned(tmp_path: Path) -> None:
    assert slips(tmp_path, "axes.set_title('Cells')", "axes.set_xlabel('Days')") == []


def test_small_words_are_an_error_at_the_line_that_writes_them(tmp_path: Path) -> None:
    [slip] = slips(tmp_path, "axes.text(.5, 1.5, 'small', fontsize=9)")
    assert slip == (4, True, "`small` has 9 pt, too small for the last row")


def test_a_brand_for_small_rooms_says_how_small_its_labels_may_be(tmp_path: Path) -> None:
    roles = {name: replace(role, floor=9) if name == "label" else role for name, role in brand().roles.items()}
    script = tmp_path / "words.py"
    script.write_text(
        HEAD + "    axes.text(.5, 1.5, 'small', fontsize=9)\n    axes.text(.5, 1.2, 'tiny', fontsize=8)\n"
    )
    order = Order(replace(brand(), roles=roles), tmp_path, "en")
    result = draw_one(Job("words", BOX, script, kinds=("svg",)), order)
    assert isinstance(result, Drawn)
    assert [slip.what for slip in result.slips] == ["`tiny` has 8 pt, too small for the last row"]


def test_small_ticks_are_told_once_an_axes(tmp_path: Path) -> None:
    assert [line for line, *_ in slips(tmp_path, "axes.tick_params(labelsize=8)")] == [2]


@pytest.mark.parametrize(
    "where",
    ["axes.text(1.3, 1.5, 'far to the right')", "axes.figure.text(.5, 1.0, 'above', va='bottom')"],
)
def test_words_over_the_edge_are_an_error(tmp_path: Path, where: str) -> None:
    [(line, is_error, what)] = slips(tmp_path, where)
    assert (line, is_error) == (4, True)
    assert what.endswith("reaches over the edge of the figure")


def test_words_over_other_words_are_a_warning(tmp_path: Path) -> None:
    [(line, is_error, what)] = slips(tmp_path, "axes.text(.4, 1.5, 'before')", "axes.text(.45, 1.5, 'after')")
    assert (line, is_error, what) == (5, False, "`before` and `after` are written over each other")


def test_words_that_are_not_seen_are_not_wrong(tmp_path: Path) -> None:
    assert slips(tmp_path, "axes.text(9, 9, 'x', fontsize=2).set_visible(False)", "axes.text(9, 9, '')") == []


@pytest.mark.parametrize("scale", ["log", "symlog", "logit"])
def test_the_ticks_of_a_log_axis_are_set_as_powers(tmp_path: Path, scale: str) -> None:
    assert slips(tmp_path, "axes.lines[0].set_ydata([.1, .9])", f"axes.set_yscale('{scale}')") == []


@pytest.mark.parametrize(
    ("words", "glyphs"),
    [
        ("105", 3),
        (r"$10^{5}$", 3),
        (r"$\mathdefault{10^{-5}}$", 4),
        (r"$\int_0^\infty e^{-x^2}dx=\frac{\sqrt{\pi}}{2}$", 15),
        (r"US\$ 5", 4),
    ],
)
def test_a_formula_is_set_and_not_printed_as_tex(tmp_path: Path, words: str, glyphs: int) -> None:
    with_it, without = (drawn(tmp_path, f"axes.text(.2, 1.5, r'{said}', fontsize=20)") for said in (words, ""))
    assert isinstance(with_it, Drawn) and isinstance(without, Drawn)
    assert paths(with_it) - paths(without) == glyphs


@pytest.mark.parametrize(
    ("words", "formula"),
    [
        (r"$\mathdefault{10^{5}}$", True),
        (r"$\alpha$ and $\beta$", True),
        ("$5 to $10", False),
        ("US$ 5 – US$ 10", False),
        (r"\$5 to \$10", False),
        ("costs $5", False),
        (r"$n$ of $20", False),
    ],
)
def test_money_is_no_formula(words: str, formula: bool) -> None:
    assert is_formula(words) is formula


def test_a_formula_that_is_none_is_an_error_at_its_line(tmp_path: Path) -> None:
    result = drawn(tmp_path, r"axes.text(0, 1, r'$\frac{1$')")
    assert isinstance(result, Failed)
    assert [place.line for place in result.trail] == [4]


@pytest.mark.slow
def test_a_figure_of_very_many_marks_is_shown_as_pixels(tmp_path: Path) -> None:
    script = tmp_path / "cloud.py"
    script.write_text(HEAD + "    axes.scatter(range(70000), range(70000))\n", encoding="utf-8")
    result = draw_one(Job("cloud", BOX, script), Order(brand(), tmp_path, "en"))
    assert isinstance(result, Drawn)
    svg, png = result.files
    assert (svg, png[:4]) == (b"", b"\x89PNG")


TWO = "axes.plot([1, 2], {}, label='One'); axes.plot([2, 1], {}, label='Two'); axes.legend()"
FILLED = "axes.bar([1], [1], {}, label='One'); axes.bar([2], [1], {}, label='Two'); axes.legend()"
DOTS = "axes.scatter([1], [1], {}, label='One'); axes.scatter([2], [1], {}, label='Two'); axes.legend()"
BLUE, RED = "color='#2e5ca8'", "color='#b8520a'"


def by_color(folder: Path, line: str) -> list[str]:
    result = drawn(folder, line)
    assert isinstance(result, Drawn), result
    return [slip.what for slip in result.slips if slip.code == "color-alone"]


@pytest.mark.parametrize(
    "line",
    [
        TWO.format(BLUE, RED),
        TWO.format(f"{BLUE}, marker='o'", f"{RED}, marker='o'"),
        FILLED.format(BLUE, RED),
        DOTS.format(BLUE, RED),
        TWO.format(BLUE, RED).replace("axes.legend()", "canvas.figure.legend()"),
    ],
)
def test_entries_of_a_legend_that_differ_in_colour_alone_are_told_at_its_line(line: str, tmp_path: Path) -> None:
    assert by_color(tmp_path, line) == ["its legend tells `One` and `Two` apart by colour alone"]
    [slip] = [one for one in drawn(tmp_path, line).slips if one.code == "color-alone"]  # type: ignore[union-attr]
    assert (slip.line, slip.is_error) == (4, False)


@pytest.mark.parametrize(
    "line",
    [
        TWO.format(BLUE, f"{RED}, linestyle='--'"),
        TWO.format(f"{BLUE}, marker='o'", f"{RED}, marker='s'"),
        TWO.format(BLUE, f"{RED}, linewidth=6"),
        TWO.format("color='#101828'", "color='#c8d0dc'"),
        FILLED.format(BLUE, f"{RED}, hatch='//'"),
        DOTS.format(f"{BLUE}, marker='o'", f"{RED}, marker='^'"),
        TWO.format(BLUE, BLUE),
        TWO.format(BLUE, RED).replace("; axes.legend()", ""),
        TWO.format(BLUE, RED).replace("; axes.legend()", "; axes.legend().set_visible(False)"),
        "axes.plot([1, 2], label='One'); axes.bar([1], [1], label='Two'); axes.legend()",
    ],
)
def test_a_legend_that_can_be_read_in_grey_is_left_alone(line: str, tmp_path: Path) -> None:
    assert by_color(tmp_path, line) == []
