"""Does the B-cell figure show the published times as they are, and the model as its equations give it?"""

from __future__ import annotations

import csv
import runpy
from itertools import pairwise
from pathlib import Path

import pytest
from matplotlib.lines import Line2D

from deck.brand.load import load_brand
from deck.diagnostics import Report
from deck.figure import Canvas
from deck.geometry import Box
from tests.figures.seen import PROJECT, drawn, texts, words

SCRIPT = runpy.run_path(str(PROJECT / "figures" / "bcell_kinetics.py"))


@pytest.fixture(scope="module")
def canvas() -> Canvas:
    """The figure at the size of its slot in the talk."""
    return drawn("bcell_kinetics", 873.6, 249)


def rows(series: str) -> list[dict[str, str]]:
    with (PROJECT / "figures" / "data" / "bcell_kinetics.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["series"] == series]


@pytest.mark.parametrize(("name", "column"), [("MID", "value"), ("EARLY", "upper"), ("LATE", "lower")])
def test_the_model_gives_the_curve_of_the_data_file(name: str, column: str) -> None:
    days, shares = SCRIPT["model"](SCRIPT[name], 360.0)
    # The file agrees with the step of the day that it names or with the one before: only on a steep slope is that seen.
    before_and_at = dict(zip(days[1:], pairwise(shares), strict=True))
    expected = {float(row["t_day"]): float(row[column]) for row in rows("model_b_cells")}
    assert len(expected) == 54
    assert expected.pop(-7.0) == shares[0] == 1
    for day, share in expected.items():
        low, high = sorted(before_and_at[day])
        assert low - 2e-4 <= share <= high + 2e-4, day


@pytest.mark.parametrize(("name", "day"), [("MID", 112), ("EARLY", 65), ("LATE", 159)])
def test_b_cells_pass_a_twentieth_of_baseline_on_the_day_that_was_published(name: str, day: int) -> None:
    days, shares = SCRIPT["model"](SCRIPT[name])
    back = next(when for when, share in zip(days, shares, strict=True) if when > 28 and share >= 0.05)
    assert back == pytest.approx(day, abs=2)


def test_the_drawn_curves_are_the_model(canvas: Canvas) -> None:
    for name, rate in (("early", "EARLY"), ("middle", "MID"), ("late", "LATE")):
        (line,) = (line for line in canvas.figure.findobj(Line2D) if line.get_gid() == name)
        days, shares = SCRIPT["model"](SCRIPT[rate])
        assert list(line.get_xdata()) == days
        assert list(line.get_ydata()) == pytest.approx([100 * share for share in shares])


@pytest.mark.parametrize("series", ["b_cell_reappearance", "b_cell_aplasia_duration"])
def test_a_published_bar_has_the_mean_and_ends_of_the_data(series: str, canvas: Canvas) -> None:
    (row,) = rows(series)
    (bar,) = (bar for axes in canvas.figure.axes for bar in axes.containers if bar[0].get_gid() == series)
    marker, _, (line,) = bar
    (segment,) = line.get_segments()
    assert [marker.get_xdata()[0], *segment[:, 0]] == [float(row[name]) for name in ("value", "lower", "upper")]
    assert f"{row['value']} ± {float(row['upper']) - float(row['value']):g} days" in words(canvas)
    assert f"n = {row['n']}" in words(canvas)


def test_bars_and_curve_share_their_days(canvas: Canvas) -> None:
    curve, lanes = canvas.figure.axes
    assert curve.get_xlim() == lanes.get_xlim() == (-7, 180)
    assert [curve.get_position().x0, curve.get_position().x1] == [lanes.get_position().x0, lanes.get_position().x1]


def test_the_model_is_called_one_at_least_as_large_as_the_axis_labels(canvas: Canvas) -> None:
    (label,) = (text for text in texts(canvas) if text.get_text() == "Illustrative model,\nnot patient data")
    assert label.get_fontsize() >= canvas.figure.axes[0].xaxis.label.get_fontsize()


def test_the_label_of_the_model_hides_no_curve(canvas: Canvas) -> None:
    axes = canvas.figure.axes[0]
    (label,) = (text for text in texts(canvas) if text.get_text().startswith("Illustrative"))
    patch = label.get_bbox_patch()
    assert patch is not None
    box = patch.get_window_extent().transformed(axes.transData.inverted())
    for line in axes.lines:
        if line.get_gid():
            assert not any(box.contains(*point) for point in line.get_xydata())


def test_nothing_recalled_is_drawn(tmp_path: Path) -> None:
    text = (PROJECT / "figures" / "data" / "bcell_kinetics.csv").read_text(encoding="utf-8")
    lines = [
        line.replace(",verified,", ",recalled,") if "b_cell_reappearance" in line else line
        for line in text.splitlines()
    ]
    (tmp_path / "bcell_kinetics.csv").write_text("\n".join(lines), encoding="utf-8")
    brand = load_brand(PROJECT / "assets" / "brand", Report())
    with pytest.raises(KeyError, match="b_cell_reappearance"):
        SCRIPT["draw"](Canvas.of_size("bcell_kinetics", Box(0, 0, 873.6, 249), brand, tmp_path))


def test_infusion_and_lymphodepletion_are_named(canvas: Canvas) -> None:
    assert "Infusion, day 0" in words(canvas)
    assert "Lymphodepletion, days −5 to −2" in words(canvas)
