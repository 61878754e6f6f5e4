"""Does each small bar chart show the counts that the data have?"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from matplotlib.patches import Rectangle

from deck.resolve.figure_inputs import inputs
from deck.resolve.run_script import ScriptFailed
from tests.figures.trial_pictures import (
    DATA,
    PROJECT,
    assert_legible,
    changed,
    counted_rows,
    drawn,
    number,
    with_gid,
)

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
    return dict(Counter("".join(c if c.isalnum() else "_" for c in name.lower()) for name in entries))


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


def test_phases_and_sources_without_a_trial_stand_there_with_0() -> None:
    canvas = drawn("trial_counts")
    assert number(with_gid(canvas, "phase.phase_3.count")[""]) == 0
    assert number(with_gid(canvas, "cells.in_vivo.count")[""]) == 0


def test_the_bracket_says_how_many_are_in_the_first_phases() -> None:
    rows = counted_rows()
    first = sum(row["phase"] in ("Early Phase 1", "Phase 1") for row in rows)
    assert with_gid(drawn("trial_counts"), "first_phases.count")[""].get_text() == f"{first}/{len(rows)}"


def test_it_can_be_read() -> None:
    assert_legible(drawn("trial_counts"))


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
    assert_legible(drawn("trial_counts", data))


def test_a_phase_that_nobody_knows_is_named(tmp_path: Path) -> None:
    with pytest.raises(ScriptFailed, match="Phase 9"):
        drawn("trial_counts", changed(tmp_path, "KYSA-7", phase="Phase 9"))


def test_what_it_is_drawn_from_is_declared() -> None:
    found = {path.name for path in inputs(PROJECT / "figures" / "trial_counts.py", DATA)}
    assert found == {"trial_counts.py", "trials.py", "values.py", "trials.csv", "trials_extra.csv"}
