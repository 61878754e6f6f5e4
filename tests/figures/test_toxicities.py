"""Does the figure of side effects draw the verified counts of the data, with exact intervals, and nothing else?"""

import csv
import re
import shutil
from pathlib import Path

import pytest

from deck.brand.load import load_brand
from deck.diagnostics import Report
from deck.figure import Canvas
from deck.geometry import Box
from figures import toxicities

ROOT = Path(__file__).parents[2]
DATA = ROOT / "figures" / "data"
BOX = Box(0, 0, 873.6, 286)


def drawn(data: Path = DATA) -> Canvas:
    canvas = Canvas.of_size("toxicities", BOX, load_brand(ROOT / "assets" / "brand", Report()), data)
    toxicities.draw(canvas)
    canvas.figure.canvas.draw()
    return canvas


@pytest.fixture(scope="module")
def canvas() -> Canvas:
    return drawn()


def rows(file: Path = DATA / "toxicities.csv") -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def row_of(key: str, toxicity: str) -> dict[str, str]:
    [row] = [row for row in rows() if (row["citation_key"], row["toxicity"]) == (key, toxicity)]
    return row


def marks(canvas: Canvas, kind: str) -> dict[str, list[float]]:
    """Per cent of each mark whose id begins with `kind`, by the rest of its id."""
    lines = [line for axes in canvas.figure.axes for line in axes.lines if str(line.get_gid()).startswith(f"{kind}-")]
    return {line.get_gid().removeprefix(f"{kind}-"): [float(x) for x in line.get_xdata()] for line in lines}


def texts(canvas: Canvas) -> list:
    from matplotlib.text import Text

    return [text for text in canvas.figure.findobj(Text) if text.get_visible() and text.get_text()]


def changed(tmp_path: Path, key: str, toxicity: str, **values: str) -> Path:
    """A copy of the data with other values in one row."""
    data = tmp_path / "data"
    shutil.copytree(DATA, data)
    every = [
        row | values if (row["citation_key"], row["toxicity"]) == (key, toxicity) else row
        for row in rows(data / "toxicities.csv")
    ]
    with (data / "toxicities.csv").open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, every[0].keys())
        writer.writeheader()
        writer.writerows(every)
    return data


@pytest.mark.parametrize(
    ("events", "patients", "lower", "upper"),
    [
        (0, 2, 0.0, 84.2),
        (0, 5, 0.0, 52.2),
        (0, 12, 0.0, 26.5),
        (1, 15, 0.2, 31.9),
        (11, 15, 44.9, 92.2),
        (12, 12, 73.5, 100.0),
        (5, 5, 47.8, 100.0),
        (5, 10, 18.7, 81.3),
    ],
)
def test_interval_is_the_published_one(events: int, patients: int, lower: float, upper: float) -> None:
    assert [100 * end for end in toxicities.exact_interval(events, patients)] == pytest.approx([lower, upper], abs=0.05)


@pytest.mark.parametrize("patients", [1, 7, 39])
def test_no_events_and_only_events_have_a_closed_form(patients: int) -> None:
    chance = 0.025 ** (1 / patients)
    assert toxicities.exact_interval(0, patients) == pytest.approx((0, 1 - chance), abs=1e-9)
    assert toxicities.exact_interval(patients, patients) == pytest.approx((chance, 1), abs=1e-9)


def test_intervals_of_events_and_of_the_others_mirror_each_other() -> None:
    for events in range(40):
        lower, upper = toxicities.exact_interval(events, 39)
        assert (1 - upper, 1 - lower) == pytest.approx(toxicities.exact_interval(39 - events, 39), abs=1e-9)
        assert lower <= events / 39 <= upper


@pytest.mark.parametrize(("events", "patients"), [(-1, 5), (6, 5), (0, 0)])
def test_impossible_counts_are_refused(events: int, patients: int) -> None:
    with pytest.raises(ValueError, match="events in"):
        toxicities.exact_interval(events, patients)


def test_every_count_stands_in_the_data(canvas: Canvas) -> None:
    counts = {str(text.get_gid()): text.get_text() for text in texts(canvas) if text.get_gid()}
    points, intervals = marks(canvas, "point"), marks(canvas, "interval")
    for key, toxicity in toxicities.AUTOIMMUNE:
        row, gid = row_of(key, toxicity), f"{key}-{toxicities.EVENTS[toxicity].split()[0]}"
        events, patients = int(row["events"]), int(row["n"])
        assert counts[f"count-{gid}"] == f"{events}/{patients}"
        assert points[gid] == pytest.approx([100 * events / patients])
        assert points[gid] == pytest.approx([float(row["percent"])], abs=0.5)
        assert intervals[gid] == pytest.approx([100 * end for end in toxicities.exact_interval(events, patients)])
    assert len(counts) == len(points) == len(toxicities.AUTOIMMUNE) + len(toxicities.CONTRAST)


def test_contrast_has_the_published_per_cent_and_no_made_up_interval(canvas: Canvas) -> None:
    points, intervals = marks(canvas, "point"), marks(canvas, "interval")
    assert points["han2024-ICANS"] == [26.9]
    assert "han2024-ICANS" not in intervals
    assert points["bmccancer2021-Neutropenia"] == [60]
    assert intervals["bmccancer2021-Neutropenia"] == [49, 70]
    assert {"26.9 % of 3184", "60 % of 2004"} <= {text.get_text() for text in texts(canvas)}


def test_contrast_stands_below_and_looks_different(canvas: Canvas) -> None:
    lines = {str(line.get_gid()): line for axes in canvas.figure.axes for line in axes.lines}
    heights = {gid: line.get_ydata()[0] for gid, line in lines.items() if gid.startswith("point-")}
    contrast = {f"point-{key}-{toxicities.EVENTS[event]}" for key, event in toxicities.CONTRAST}
    assert max(heights[gid] for gid in contrast) < min(heights[gid] for gid in heights.keys() - contrast)
    assert {lines[gid].get_marker() for gid in contrast}.isdisjoint(
        lines[gid].get_marker() for gid in heights.keys() - contrast
    )


def test_overlapping_cohort_is_not_drawn(canvas: Canvas) -> None:
    drawn_keys = {key for key, _ in toxicities.AUTOIMMUNE + toxicities.CONTRAST}
    assert "muller2024" in drawn_keys
    assert not drawn_keys & {"mackensen2022", "merrill_acr"}
    assert not any("mackensen" in gid for gid in marks(canvas, "point"))
    assert "3/5" not in {text.get_text() for text in texts(canvas)}
    assert "mackensen2022" in (toxicities.__doc__ or "")


def test_only_verified_rows_are_drawn(tmp_path: Path) -> None:
    for wanted in toxicities.AUTOIMMUNE + toxicities.CONTRAST:
        assert row_of(*wanted)["verified"] == "verified"
    with pytest.raises(ValueError, match="one verified row of qin2023 about 'Infection'"):
        drawn(changed(tmp_path, "qin2023", "Infection", verified="recalled"))


def test_another_count_moves_the_mark(tmp_path: Path) -> None:
    other = drawn(changed(tmp_path, "qin2023", "Infection", events="3"))
    assert marks(other, "point")["qin2023-Infection"] == [25]
    assert "3/12" in {text.get_text() for text in texts(other)}


def test_grades_in_words_say_no_number_that_the_data_do_not() -> None:
    for key, toxicity in toxicities.AUTOIMMUNE + toxicities.CONTRAST:
        row = row_of(key, toxicity)
        known = set(
            re.findall(r"\d+", " ".join([row[name] for name in ("toxicity", "grade_detail", "n", "events", "note")]))
        )
        said = toxicities.GRADES[row["grade_detail"]]
        assert set(re.findall(r"\d+", said)) <= known, said
        assert row["citation_key"][-4:] == toxicities.STUDIES[key][-4:]


def test_text_is_large_enough_inside_and_apart(canvas: Canvas) -> None:
    boxes = [(text.get_text(), text.get_window_extent()) for text in texts(canvas)]
    scale = canvas.figure.dpi / 72
    assert len(boxes) > 50
    assert all(text.get_fontsize() >= 14 for text in texts(canvas))
    for said, box in boxes:
        assert box.x0 >= 0 and box.y0 >= 0, said
        assert box.x1 <= canvas.width * scale and box.y1 <= canvas.height * scale, said
    for place, (said, box) in enumerate(boxes):
        for other_said, other in boxes[place + 1 :]:
            assert not box.overlaps(other), f"{said!r} lies on {other_said!r}"


def test_axis_is_per_cent_of_patients(canvas: Canvas) -> None:
    plot = canvas.figure.axes[1]
    assert plot.get_xlim() == (0, 100)
    assert [label.get_text() for label in plot.get_xticklabels()] == ["0", "25", "50", "75", "100 %"]
