"""Does each strip show the counts that the data have?"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from deck.figure import SMALLEST
from deck.figure_inputs import inputs
from deck.own.run_script import ScriptFailed
from deck.workspace import Workspace
from tests.figures.seen import (
    DATA,
    PROJECT,
    drawn,
    number,
    outside,
    overlapping,
    script,
    texts,
    too_small,
    with_gid,
)
from tests.figures.stretched import Longer
from tests.figures.trial_rows import changed, counted_rows, slug

WORLD = Workspace.find(PROJECT / "slides.yaml")

COLUMNS = {"phase": "phase", "target": "target", "cells": "cell_source", "disease": "indication"}


def printed(panel: str, data: Path = DATA) -> dict[str, int]:
    marked = with_gid(drawn("trial_counts", data), f"{panel}.")
    return {
        name.removesuffix(".count"): number(text)
        for name, text in marked.items()
        if name.endswith(".count") and number(text)
    }


def expected(panel: str, data: Path = DATA) -> dict[str, int]:
    """How many trials each class has; of the targets, those that a strip names, and the sum of the others."""
    entries = Counter(name for row in counted_rows(data) for name in row[COLUMNS[panel]].split("|"))
    if panel == "target":
        most_first = dict(sorted(entries.items(), key=lambda entry: (-entry[1], entry[0])))
        own = script("trial_counts")
        entries = Counter(own["few"](most_first, "Other targets", own["aims_at_cd19"]))
    return {slug(name): count for name, count in entries.items()}


def test_every_class_of_the_large_reading_has_its_number() -> None:
    assert printed("phase") == expected("phase")


def lengths(panel: str, data: Path = DATA) -> dict[str, int]:
    """How many trials each part of a strip is long."""
    parts = {name.removeprefix(f"{panel}."): bar for name, bar in bars(data).items() if name.startswith(f"{panel}.")}
    wide = drawn("trial_counts", data).width
    gaps = 0.0 if panel == "phase" else 4 * script("trial_counts")["GAP"]
    empty = sum(number(text) == 0 for text in names_of(panel, data).values()) * script("trial_counts")["EMPTY"]
    pitch = (wide - gaps) / (1 if panel == "phase" else 3) / (len(counted_rows(data)) + empty)
    return {name: round(bar.get_width() / pitch, 3) for name, bar in parts.items()}


def names_of(panel: str, data: Path = DATA) -> dict[str, Text]:
    """What stands under the parts of a strip."""
    marked = with_gid(drawn("trial_counts", data), f"{panel}.")
    return {name.removesuffix(".count"): text for name, text in marked.items() if name.endswith(".count")}


def test_every_name_stands_under_its_own_part_and_that_of_an_empty_class_under_none() -> None:
    parts = {name.removeprefix("phase."): bar for name, bar in bars().items() if name.startswith("phase.")}
    middles = {name: bar.get_x() + bar.get_width() / 2 for name, bar in parts.items()}
    end = max(bar.get_x() + bar.get_width() for bar in parts.values())
    for name, text in names_of("phase").items():
        at = text.get_position()[0]
        nearest = min(middles, key=lambda one: abs(middles[one] - at)) if at < end else ""
        assert nearest == (name if name in parts else ""), name


def shown(panel: str, data: Path = DATA) -> dict[str, int]:
    """What a strip shows: classes with a trial; diseases overlap, so of these the trials that include MS."""
    return {name: count for name, count in expected(panel, data).items() if count and name not in ("nmosd", "mogad")}


def bars(data: Path = DATA) -> dict[str, Rectangle]:
    canvas = drawn("trial_counts", data)
    marked = {f"{panel}.{name}": artist for panel in COLUMNS for name, artist in with_gid(canvas, f"{panel}.").items()}
    return {name: artist for name, artist in marked.items() if isinstance(artist, Rectangle)}


@pytest.mark.parametrize("panel", COLUMNS)
def test_every_part_of_a_strip_is_as_long_as_its_class_has_trials(panel: str) -> None:
    assert lengths(panel) == shown(panel)


@pytest.mark.parametrize(
    ("panel", "counts"),
    [
        ("phase", lambda row: row["phase"] in ("Early Phase 1", "Phase 1")),
        ("target", lambda row: "CD19" in row["target"].split("/")),
        ("cells", lambda row: row["cell_source"] == "autologous"),
        ("disease", lambda row: "MS" in row["indication"].split("|")),
    ],
)
def test_each_strip_has_one_number_to_remember(panel: str, counts) -> None:
    rows = counted_rows()
    held = with_gid(drawn("trial_counts"), f"{panel}.held")[""].get_text()
    assert held == f"{sum(map(counts, rows))} of {len(rows)}"


def test_what_is_counted_is_filled_and_the_rest_is_not() -> None:
    canvas = drawn("trial_counts")
    blue = to_hex(canvas.color("car_t"))
    filled = {name for name, bar in bars().items() if to_hex(bar.get_facecolor()) == blue}
    assert filled == {
        "phase.early_phase_1", "phase.phase_1", "target.cd19", "target.cd19_bcma", "target.cd19_cd20",
        "target.cd19_cd20_cd22", "cells.autologous", "disease.ms",
    }  # fmt: skip


def test_a_phase_without_a_trial_stands_there_with_0() -> None:
    assert number(with_gid(drawn("trial_counts"), "phase.phase_3.count")[""]) == 0


@pytest.mark.parametrize(
    ("panel", "fields"),
    [
        ("disease", {"indication": "NMOSD"}),
        ("target", {"target": "CD20/BCMA"}),
        ("cells", {"cell_source": "in vivo"}),
        ("phase", {"phase": "Phase 3"}),
    ],
)
def test_a_changed_row_changes_the_counts(panel: str, fields: dict[str, str], tmp_path: Path) -> None:
    data = changed(tmp_path, "KYSA-7", **fields)
    assert lengths(panel, data) == shown(panel, data) != shown(panel)


def test_a_withdrawn_trial_is_not_counted(tmp_path: Path) -> None:
    data = changed(tmp_path, "KYSA-7", status="WITHDRAWN")
    assert sum(printed("phase", data).values()) == sum(printed("phase").values()) - 1


def test_another_target_is_not_lost(tmp_path: Path) -> None:
    data = changed(tmp_path, "KYSA-7", target="CD22")
    assert sum(lengths("target", data).values()) == len(counted_rows(data))
    canvas = drawn("trial_counts", data)
    assert outside(canvas) == overlapping(canvas) == too_small(canvas, SMALLEST) == []


def test_the_filled_parts_of_a_strip_add_up_to_what_its_large_count_says() -> None:
    named = {name: count for name, count in lengths("target").items() if "cd19" in name}
    held = sum("CD19" in row["target"].split("/") for row in counted_rows(DATA))
    assert sum(named.values()) == held == 23


def test_a_phase_that_nobody_knows_is_named(tmp_path: Path) -> None:
    with pytest.raises(ScriptFailed, match="Phase 9"):
        drawn("trial_counts", changed(tmp_path, "KYSA-7", phase="Phase 9"))


@pytest.mark.parametrize("longer", [False, True])
def test_no_words_lie_on_a_strip(longer: bool) -> None:
    canvas = drawn("trial_counts", words=Longer() if longer else None)
    for panel in COLUMNS:
        for bar in with_gid(canvas, f"{panel}.").values():
            if isinstance(bar, Rectangle):
                low, high = bar.get_y() + 0.5, bar.get_y() + bar.get_height() - 2  # a letter may hang into its edge
                left, right = bar.get_x(), bar.get_x() + bar.get_width()
                on_it = [
                    b for b in texts(canvas).values() if b.x0 < right and b.x1 > left and b.y0 < high and b.y1 > low
                ]
                assert on_it == []


def test_the_most_frequent_targets_come_first() -> None:
    few = script("trial_counts")["few"]
    counts = {f"target {place}": 20 - place for place in range(9)}

    def nobody(name: str) -> bool:
        return False

    assert list(few(counts, "others", nobody)) == [*list(counts)[:3], "others"]
    assert few(counts, "others", nobody)["others"] == 17 + 16 + 15 + 14 + 13 + 12
    assert few(counts, "others", lambda name: name.endswith("8"))["others"] == 17 + 16 + 15 + 14 + 13
    assert few({"a": 2, "b": 1}, "others", nobody) == {"a": 2, "b": 1}


def test_what_it_is_drawn_from_is_declared() -> None:
    found = {
        path.name for path in inputs(PROJECT / "figures" / "trial_counts.py", Workspace.find(PROJECT / "slides.yaml"))
    }
    assert found == {
        "trial_counts.py",
        "sheet.py",
        "trials.py",
        "values.py",
        "trials.csv",
        "trials_extra.csv",
        "trials_by_hand.csv",
    }
