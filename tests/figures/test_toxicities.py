"""Does the figure of side effects draw the verified counts of the data, with exact intervals, and nothing else?"""

from __future__ import annotations

import csv
import json
import re
import shutil
from pathlib import Path

import pytest

from deck.figure import Canvas
from deck.own.run_script import ScriptFailed
from tests.figures.seen import DATA, PROJECT, drawn, rows, script, texts, with_gid, words
from tests.figures.stretched import Longer

SCRIPT = script("toxicities")
AUTOIMMUNE, CONTRAST = SCRIPT["AUTOIMMUNE"], SCRIPT["CONTRAST"]


@pytest.fixture(scope="module")
def canvas() -> Canvas:
    return drawn("toxicities")


def row_of(key: str, toxicity: str) -> dict[str, str]:
    [row] = [r for r in rows(DATA / "toxicities.csv") if (r["citation_key"], r["toxicity"]) == (key, toxicity)]
    return row


def gid_of(key: str, toxicity: str) -> str:
    return f"{key}-{SCRIPT['SHORT'].get(toxicity, toxicity.split()[0])}"


def marks(canvas: Canvas, kind: str) -> dict[str, list[float]]:
    """Shares of each mark whose id begins with `kind`, by the rest of its id."""
    return {gid: [float(x) for x in line.get_xdata()] for gid, line in with_gid(canvas, f"{kind}-").items()}


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
    assert [100 * end for end in SCRIPT["exact_interval"](events, patients)] == pytest.approx([lower, upper], abs=0.05)


@pytest.mark.parametrize("patients", [1, 7, 39])
def test_no_events_and_only_events_have_a_closed_form(patients: int) -> None:
    chance = 0.025 ** (1 / patients)
    assert SCRIPT["exact_interval"](0, patients) == pytest.approx((0, 1 - chance), abs=1e-9)
    assert SCRIPT["exact_interval"](patients, patients) == pytest.approx((chance, 1), abs=1e-9)


def test_intervals_of_events_and_of_the_others_mirror_each_other() -> None:
    for events in range(40):
        lower, upper = SCRIPT["exact_interval"](events, 39)
        assert (1 - upper, 1 - lower) == pytest.approx(SCRIPT["exact_interval"](39 - events, 39), abs=1e-9)
        assert lower <= events / 39 <= upper


@pytest.mark.parametrize(("events", "patients"), [(-1, 5), (6, 5), (0, 0)])
def test_impossible_counts_are_refused(events: int, patients: int) -> None:
    with pytest.raises(ValueError, match="events in"):
        SCRIPT["exact_interval"](events, patients)


def test_every_count_stands_in_the_data_with_its_interval(canvas: Canvas) -> None:
    counts = {gid: text.get_text() for gid, text in with_gid(canvas, "count-").items()}
    points, intervals = marks(canvas, "point"), marks(canvas, "interval")
    for key, toxicity in AUTOIMMUNE:
        row, gid = row_of(key, toxicity), gid_of(key, toxicity)
        events, patients = int(row["events"]), int(row["n"])
        assert counts[gid].rstrip("*") == f"{events}/{patients}"
        assert points[gid] == pytest.approx([events / patients])
        assert points[gid] == pytest.approx([float(row["percent"]) / 100], abs=0.005)
        assert intervals[gid] == pytest.approx(SCRIPT["exact_interval"](events, patients))
    assert len(counts) == len(points) == len(AUTOIMMUNE) + len(CONTRAST)


def test_a_count_that_we_read_out_of_a_sentence_is_marked(canvas: Canvas) -> None:
    starred = {gid for gid, text in with_gid(canvas, "count-").items() if text.get_text().endswith("*")}
    ours = {gid_of(key, event) for key, event in AUTOIMMUNE if "is ours" in row_of(key, event)["note"]}
    assert starred == ours == {"qin2025-Cytopenia"}
    assert "* our reading of the abstract" in words(canvas)


def test_each_row_names_its_study_as_the_references_do(canvas: Canvas) -> None:
    references = {e["id"]: e for e in json.loads((PROJECT / "assets" / "references.json").read_text(encoding="utf-8"))}
    named = {gid: text.get_text() for gid, text in with_gid(canvas, "study-").items()}
    assert set(named) == {gid_of(*wanted) for wanted in AUTOIMMUNE + CONTRAST}
    for key, toxicity in AUTOIMMUNE + CONTRAST:
        entry = references[key]
        author = entry["author"][0]["family"] if entry.get("author") else entry["container-title"]
        assert named[gid_of(key, toxicity)] == f"{author} {entry['issued']['date-parts'][0][0]}"


def test_each_row_is_one_line_of_words_and_marks(canvas: Canvas) -> None:
    plot = canvas.figure.axes[1]
    for gid, text in with_gid(canvas, "count-").items():
        [point] = [line for line in plot.lines if line.get_gid() == f"point-{gid}"]
        assert point.get_ydata()[0] == pytest.approx(text.get_position()[1])
        assert with_gid(canvas, f"study-{gid}")[""].get_position()[1] == text.get_position()[1]


def test_contrast_has_the_published_per_cent_and_no_made_up_interval(canvas: Canvas) -> None:
    points, intervals = marks(canvas, "point"), marks(canvas, "interval")
    assert points["han2024-ICANS"] == pytest.approx([0.269])
    assert "han2024-ICANS" not in intervals
    assert points["bmccancer2021-Neutropenia"] == pytest.approx([0.6])
    assert intervals["bmccancer2021-Neutropenia"] == pytest.approx([0.49, 0.7])
    assert {"26.9% of 3,184", "60% of 2,004"} <= set(words(canvas).split(" | "))


def test_contrast_stands_below_and_looks_different(canvas: Canvas) -> None:
    lines = with_gid(canvas, "point-")
    heights = {gid: line.get_ydata()[0] for gid, line in lines.items()}
    contrast = {gid_of(*wanted) for wanted in CONTRAST}
    assert max(heights[gid] for gid in contrast) < min(heights[gid] for gid in heights.keys() - contrast)
    assert {lines[gid].get_marker() for gid in contrast}.isdisjoint(
        lines[gid].get_marker() for gid in heights.keys() - contrast
    )


def test_overlapping_cohort_is_not_drawn(canvas: Canvas) -> None:
    keys = {key for key, _ in AUTOIMMUNE + CONTRAST}
    assert "muller2024" in keys
    assert not keys & {"mackensen2022", "merrill_acr"}
    assert not any("mackensen" in gid for gid in marks(canvas, "point"))
    assert "3/5" not in words(canvas)
    assert "mackensen2022" in str(SCRIPT["__doc__"])


def test_only_verified_rows_are_drawn(tmp_path: Path) -> None:
    for wanted in AUTOIMMUNE + CONTRAST:
        assert row_of(*wanted)["verified"] == "verified"
    with pytest.raises(ScriptFailed, match="one verified row of qin2023 about 'Infection'"):
        drawn("toxicities", changed(tmp_path, "qin2023", "Infection", verified="recalled"))


def test_another_count_moves_the_mark(tmp_path: Path) -> None:
    other = drawn("toxicities", changed(tmp_path, "qin2023", "Infection", events="3"))
    assert marks(other, "point")["qin2023-Infection"] == [0.25]
    assert "3/12" in words(other)


def test_grades_in_words_say_no_number_that_the_data_do_not(canvas: Canvas) -> None:
    for key, toxicity in AUTOIMMUNE + CONTRAST:
        row = row_of(key, toxicity)
        known = set(re.findall(r"\d+", " ".join(row[name] for name in ("toxicity", "grade_detail", "note"))))
        said = SCRIPT["grade_of"](canvas, row)
        assert set(re.findall(r"\d+", said)) <= known, said
        assert said in words(canvas)


@pytest.mark.parametrize("longer", [False, True])
def test_no_words_lie_in_the_plot(longer: bool) -> None:
    canvas = drawn("toxicities", words=Longer() if longer else None)
    plot = canvas.figure.axes[1].get_position()
    left, right = plot.x0 * canvas.width, plot.x1 * canvas.width
    heights = [text.get_position()[1] for text in with_gid(canvas, "count-").values()]
    for text, box in texts(canvas).items():
        if min(heights) <= box.y0 and box.y1 <= max(heights):
            assert box.x1 < left or box.x0 > right, text.get_text()


def test_axis_is_per_cent_of_patients(canvas: Canvas) -> None:
    plot = canvas.figure.axes[1]
    assert plot.get_xlim() == (0, 1)
    assert [label.get_text() for label in plot.get_xticklabels()] == ["0", "25", "50", "75", "100%"]
