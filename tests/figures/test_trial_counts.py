"""Does each small bar chart show the counts that the data have?"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from matplotlib.patches import Rectangle

from deck.figure import SMALLEST
from deck.resolve.figure_inputs import inputs
from deck.resolve.run_script import ScriptFailed
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
    words,
)
from tests.figures.stretched import Longer
from tests.figures.trial_rows import changed, counted_rows, slug

WORLD = Workspace.find(PROJECT / "slides.yaml")

COLUMNS = {"disease": "indication", "target": "target", "cells": "cell_source", "phase": "phase", "status": "status"}


def printed(panel: str, data: Path = DATA) -> dict[str, int]:
    marked = with_gid(drawn("trial_counts", data), f"{panel}.")
    return {
        name.removesuffix(".count"): number(text)
        for name, text in marked.items()
        if name.endswith(".count") and number(text)
    }


def expected(panel: str, data: Path = DATA) -> dict[str, int]:
    entries = [name for row in counted_rows(data) for name in row[COLUMNS[panel]].split("|")]
    return dict(Counter(slug(name) for name in entries))


@pytest.mark.parametrize("panel", COLUMNS)
def test_every_class_has_its_number(panel: str) -> None:
    assert printed(panel) == expected(panel)


def test_every_bar_is_as_long_as_its_number_says_on_one_scale() -> None:
    canvas = drawn("trial_counts")
    lengths = set()
    for panel in COLUMNS:
        marked = with_gid(canvas, f"{panel}.")
        bars = {name: bar for name, bar in marked.items() if isinstance(bar, Rectangle)}
        assert bars
        for name, bar in bars.items():
            count = number(marked[f"{name}.count"])
            assert (bar.get_width() == 0) == (count == 0)
            lengths |= {round(bar.get_width() / count, 6)} if count else set()
    assert len(lengths) == 1


def test_the_pale_length_behind_each_bar_is_that_of_all_trials() -> None:
    canvas = drawn("trial_counts")
    bars = [bar for panel in COLUMNS for bar in with_gid(canvas, f"{panel}.").values() if isinstance(bar, Rectangle)]
    pale = [patch for patch in canvas.figure.axes[0].patches if patch not in bars]
    [whole] = {round(patch.get_width(), 6) for patch in pale}
    [most] = [with_gid(canvas, "disease.ms")[""]]
    assert len(pale) == len(bars)
    assert whole * expected("disease")["ms"] == pytest.approx(most.get_width() * len(counted_rows()))
    assert f"Pale: all {len(counted_rows())} trials" in words(canvas)


def test_diseases_say_that_they_overlap_where_they_do() -> None:
    assert sum(expected("disease").values()) > len(counted_rows())
    assert sum(expected("phase").values()) == len(counted_rows())
    assert "One trial may count in several diseases" in words(drawn("trial_counts"))


def test_phases_and_sources_without_a_trial_stand_there_with_0() -> None:
    canvas = drawn("trial_counts")
    assert number(with_gid(canvas, "phase.phase_3.count")[""]) == 0
    assert number(with_gid(canvas, "cells.in_vivo.count")[""]) == 0


def test_the_bracket_says_how_many_are_in_the_first_phases() -> None:
    rows = counted_rows()
    first = sum(row["phase"] in ("Early Phase 1", "Phase 1") for row in rows)
    assert with_gid(drawn("trial_counts"), "first_phases.count")[""].get_text() == f"{first}/{len(rows)}"


@pytest.mark.parametrize(
    ("panel", "fields"),
    [
        ("disease", {"indication": "NMOSD"}),
        ("target", {"target": "BCMA"}),
        ("cells", {"cell_source": "in vivo"}),
        ("phase", {"phase": "Phase 3"}),
        ("status", {"status": "RECRUITING"}),
    ],
)
def test_a_changed_row_changes_the_counts(panel: str, fields: dict[str, str], tmp_path: Path) -> None:
    data = changed(tmp_path, "KYSA-7", **fields)
    assert printed(panel, data) == expected(panel, data) != expected(panel)


def test_a_withdrawn_trial_is_not_counted(tmp_path: Path) -> None:
    data = changed(tmp_path, "KYSA-7", status="WITHDRAWN")
    assert sum(printed("phase", data).values()) == sum(printed("phase").values()) - 1


def test_an_eighth_target_is_not_lost(tmp_path: Path) -> None:
    data = changed(tmp_path, "KYSA-7", target="CD22")
    assert sum(printed("target", data).values()) == len(counted_rows(data))
    canvas = drawn("trial_counts", data)
    assert "Other targets" in words(canvas)
    assert outside(canvas) == overlapping(canvas) == too_small(canvas, SMALLEST) == []


def test_a_phase_that_nobody_knows_is_named(tmp_path: Path) -> None:
    with pytest.raises(ScriptFailed, match="Phase 9"):
        drawn("trial_counts", changed(tmp_path, "KYSA-7", phase="Phase 9"))


@pytest.mark.parametrize("longer", [False, True])
def test_no_words_lie_on_a_bar(longer: bool) -> None:
    canvas = drawn("trial_counts", words=Longer() if longer else None)
    for panel in COLUMNS:
        for bar in with_gid(canvas, f"{panel}.").values():
            if isinstance(bar, Rectangle) and bar.get_width():
                low, high = bar.get_y() + 0.5, bar.get_y() + bar.get_height() - 2  # a letter may hang into its edge
                left, right = bar.get_x(), bar.get_x() + bar.get_width()
                on_it = [
                    b for b in texts(canvas).values() if b.x0 < right and b.x1 > left and b.y0 < high and b.y1 > low
                ]
                assert on_it == []


def test_the_most_frequent_targets_come_first() -> None:
    few = script("trial_counts")["few"]
    counts = {f"target {place}": 20 - place for place in range(9)}
    assert list(few(counts, "others")) == [*list(counts)[:6], "others"]
    assert few(counts, "others")["others"] == 14 + 13 + 12
    assert few({"a": 2, "b": 1}, "others") == {"a": 2, "b": 1}


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
