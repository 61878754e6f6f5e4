"""Does the B-cell figure show the published times as they are, and the model as its equations give it?"""

from __future__ import annotations

import shutil
from itertools import pairwise
from pathlib import Path

import pytest
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D

from deck.figure import Canvas
from deck.own.run_script import ScriptFailed
from tests.figures.seen import DATA, drawn, rows, script, texts, with_gid, words
from tests.figures.stretched import Longer

SCRIPT = script("bcell_kinetics")
CURVES = {"early": "EARLY", "middle": "MID", "late": "LATE"}


@pytest.fixture(scope="module")
def canvas() -> Canvas:
    return drawn("bcell_kinetics")


def series(name: str) -> list[dict[str, str]]:
    return [row for row in rows(DATA / "bcell_kinetics.csv") if row["series"] == name]


@pytest.mark.parametrize(("name", "column"), [("MID", "value"), ("EARLY", "upper"), ("LATE", "lower")])
def test_the_model_gives_the_curve_of_the_data_file(name: str, column: str) -> None:
    days, shares = SCRIPT["model"](SCRIPT[name], 360.0)
    # The file agrees with the step of the day that it names or with the one before: only on a steep slope is that seen.
    before_and_at = dict(zip(days[1:], pairwise(shares), strict=True))
    expected = {float(row["t_day"]): float(row[column]) for row in series("model_b_cells")}
    assert len(expected) == 54
    assert expected.pop(-7.0) == shares[0] == 1
    for day, share in expected.items():
        low, high = sorted(before_and_at[day])
        assert low - 2e-4 <= share <= high + 2e-4, day


@pytest.mark.parametrize(("name", "day"), [("MID", 112), ("EARLY", 65), ("LATE", 159)])
def test_b_cells_pass_a_twentieth_of_baseline_on_the_day_that_was_published(name: str, day: int) -> None:
    days, shares = SCRIPT["model"](SCRIPT[name])
    back = next(when for when, share in zip(days, shares, strict=True) if when > 28 and share >= 0.05)
    # The dotted lines from the ends and the middle of the bar meet the circles on the threshold.
    assert back == pytest.approx(day, abs=0.05)


def test_the_drawn_curves_are_the_model(canvas: Canvas) -> None:
    for gid, rate in CURVES.items():
        line = with_gid(canvas, gid)[""]
        assert isinstance(line, Line2D)
        days, shares = SCRIPT["model"](SCRIPT[rate])
        assert list(line.get_xdata()) == days
        assert list(line.get_ydata()) == pytest.approx(shares)


def test_the_band_lies_between_early_and_late(canvas: Canvas) -> None:
    [path] = with_gid(canvas, "band")[""].get_paths()
    corners = {tuple(corner) for corner in path.vertices.round(6)}
    for rate in ("EARLY", "LATE"):
        days, shares = SCRIPT["model"](SCRIPT[rate])
        assert corners >= {(round(day, 6), round(share, 6)) for day, share in zip(days, shares, strict=True)}


@pytest.mark.parametrize("name", ["b_cell_reappearance", "b_cell_aplasia_duration"])
def test_a_published_bar_has_the_mean_and_ends_of_the_data_on_the_days_of_the_curve(name: str, canvas: Canvas) -> None:
    [row] = series(name)
    page, curve = canvas.figure.axes
    [bar] = [bar for bar in page.containers if bar[0].get_gid() == name]
    marker, _, (line,) = bar
    assert isinstance(line, LineCollection)
    [segment] = line.get_segments()
    across = [marker.get_xdata()[0], *segment[:, 0]]
    to_day = page.transData + curve.transData.inverted()
    days = [to_day.transform((x, 0))[0] for x in across]
    assert days == pytest.approx([float(row[column]) for column in ("value", "lower", "upper")], abs=0.01)
    assert f"{row['value']} ± {float(row['upper']) - float(row['value']):g} days" in words(canvas)
    assert f"n = {row['n']}" in words(canvas)


def test_lymphodepletion_and_infusion_are_drawn_on_their_days_and_named(canvas: Canvas) -> None:
    strip, line = with_gid(canvas, "lymphodepletion")[""], with_gid(canvas, "infusion")[""]
    assert (strip.get_x(), strip.get_x() + strip.get_width()) == SCRIPT["LYMPHODEPLETION"] == (-5, -2)
    assert strip.get_hatch()
    assert list(line.get_xdata()) == [0, 0]
    assert "Infusion, day 0" in words(canvas)


def test_curve_and_bars_agree_at_a_glance(canvas: Canvas) -> None:
    """The curves pass the threshold that is drawn and named, under the ends and the mean of the bar."""
    threshold, crossings = with_gid(canvas, "threshold")[""], with_gid(canvas, "crossings")[""]
    assert set(threshold.get_ydata()) == {SCRIPT["THRESHOLD"]} == {0.05}
    [row] = series("b_cell_aplasia_duration")
    published = [float(row[column]) for column in ("lower", "value", "upper")]
    assert list(crossings.get_xdata()) == pytest.approx(published, abs=2)
    assert list(crossings.get_ydata()) == [0.05] * 3
    assert canvas.figure.axes[1].get_yscale() == "log"
    assert "counts as back: 5%" in words(canvas)


def test_the_model_is_called_one_at_least_as_large_as_anything_on_the_axes(canvas: Canvas) -> None:
    [label] = [text for text in texts(canvas) if text.get_text().replace("\n", " ") == WARNING]
    curve = canvas.figure.axes[1]
    assert label.get_fontsize() >= max(
        tick.get_fontsize() for tick in (*curve.get_xticklabels(), *curve.get_yticklabels())
    )
    # Only what was published is larger.
    others = [text for text in texts(canvas) if "±" not in text.get_text()]
    assert label.get_fontsize() == max(text.get_fontsize() for text in others)


WARNING = "Illustrative model, not patient data"


@pytest.mark.parametrize("longer", [False, True])
def test_the_label_of_the_model_hides_no_curve_and_no_words(longer: bool) -> None:
    canvas = drawn("bcell_kinetics", words=Longer() if longer else None)
    box = with_gid(canvas, "not-data")[""].get_window_extent()
    curve = canvas.figure.axes[1]
    for gid in CURVES:
        line = with_gid(canvas, gid)[""]
        assert not any(box.contains(*point) for point in curve.transData.transform(line.get_xydata()))
    scale = canvas.figure.dpi / 72
    covered = [text for text, place in texts(canvas).items() if box.overlaps(place.transformed(scaled(scale)))]
    assert [text.get_text().replace("\n", " ") for text in covered] == [Longer().get(WARNING) if longer else WARNING]


def scaled(by: float):
    from matplotlib.transforms import Affine2D

    return Affine2D().scale(by)


def test_curves_are_told_apart_without_colour(canvas: Canvas) -> None:
    styles = {gid: with_gid(canvas, gid)[""].get_linestyle() for gid in CURVES}
    assert styles == {"early": "--", "middle": "-", "late": "--"}
    assert {"early return", "model curve", "late return"} <= {text.get_text() for text in texts(canvas)}


def test_nothing_recalled_is_drawn(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(DATA, data)
    lines = (data / "bcell_kinetics.csv").read_text(encoding="utf-8").splitlines()
    changed = [line.replace(",verified,", ",recalled,") if "reappearance" in line else line for line in lines]
    assert changed != lines
    (data / "bcell_kinetics.csv").write_text("\n".join(changed), encoding="utf-8")
    with pytest.raises(ScriptFailed, match="b_cell_reappearance"):
        drawn("bcell_kinetics", data)
    # The recalled peak day is a choice of the model; nothing in the figure names it.
    assert not {"9", "day 9"} & set(words(drawn("bcell_kinetics")).replace("|", " ").split())
