"""Has each trial one mark, in the right phase and disease group, of the right shape?"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from matplotlib.collections import PathCollection

from deck.figure import SMALLEST
from deck.figure_inputs import inputs
from deck.workspace import Workspace
from tests.figures.seen import DATA, PROJECT, drawn, number, outside, overlapping, too_small, with_gid, words
from tests.figures.trial_rows import changed, counted_rows, slug

WORLD = Workspace.find(PROJECT / "slides.yaml")

Cell = tuple[str, str, str]


def marks(data: Path = DATA) -> dict[Cell, int]:
    found: dict[Cell, int] = {}
    for gid, artist in with_gid(drawn("landscape", data), "").items():
        if isinstance(artist, PathCollection) and not gid.startswith("legend."):
            group, phase, source = gid.split(".")
            found[group, phase, source] = len(artist.get_offsets())
    return found


def expected(data: Path = DATA) -> dict[Cell, int]:
    keys = (tuple(slug(row[key]) for key in ("indication", "phase", "cell_source")) for row in counted_rows(data))
    return dict(Counter((group, phase, source) for group, phase, source in keys))


def legend(data: Path = DATA) -> set[str]:
    return set(with_gid(drawn("landscape", data), "legend."))


def test_every_trial_has_one_mark_in_its_cell() -> None:
    assert marks() == expected()
    assert sum(marks().values()) == len(counted_rows())


def test_no_two_marks_lie_on_each_other() -> None:
    collections = with_gid(drawn("landscape"), "").values()
    spots = [tuple(spot) for c in collections if isinstance(c, PathCollection) for spot in c.get_offsets()]
    assert len(set(spots)) == len(spots) == len(counted_rows()) + len(legend())


def test_marks_stand_under_the_name_of_their_phase_and_beside_that_of_their_group() -> None:
    canvas = drawn("landscape")
    phases = {name: text.get_position()[0] for name, text in with_gid(canvas, "phase.").items()}
    groups = {name: text.get_position()[1] for name, text in with_gid(canvas, "group.").items()}
    for gid, artist in with_gid(canvas, "").items():
        if isinstance(artist, PathCollection) and not gid.startswith("legend."):
            group, phase, _ = gid.split(".")
            for across, up in artist.get_offsets():
                assert min(phases, key=lambda name: abs(phases[name] - across)) == phase
                assert min(groups, key=lambda name: abs(groups[name] - up)) == group


def test_the_sums_are_those_of_the_data() -> None:
    canvas = drawn("landscape")
    by_phase = Counter(slug(row["phase"]) for row in counted_rows())
    by_group = Counter(slug(row["indication"]) for row in counted_rows())
    assert {name: number(text) for name, text in with_gid(canvas, "phase.").items()} == {**by_phase, "phase_3": 0}
    assert {name: number(text) for name, text in with_gid(canvas, "group.").items()} == by_group


def test_an_empty_phase_3_is_an_empty_white_column_that_says_so() -> None:
    canvas = drawn("landscape")
    frame = with_gid(canvas, "none")[""]
    left, right = frame.get_x(), frame.get_x() + frame.get_width()
    assert left < with_gid(canvas, "phase.phase_3")[""].get_position()[0] < right
    others = [patch for patch in canvas.figure.axes[0].patches if patch is not frame]
    assert len(others) == 4
    assert all(patch.get_x() + patch.get_width() <= left for patch in others), "no band of grey behind it"
    assert words(canvas).split(" | ").count("none yet") == 1


def test_a_trial_in_phase_3_ends_that(tmp_path: Path) -> None:
    data = changed(tmp_path, "KYSA-7", phase="Phase 3")
    assert marks(data)["ms", "phase_3", "autologous"] == 1
    # KYSA-7 was the one trial in phase II: now that column is the empty one.
    assert words(drawn("landscape", data)).split(" | ").count("none yet") == 1


def test_the_legend_has_only_the_kinds_of_cells_that_occur(tmp_path: Path) -> None:
    assert legend() == {"autologous", "allogeneic"}
    assert legend(changed(tmp_path, "KYSA-7", cell_source="in vivo")) == {"autologous", "allogeneic", "in_vivo"}


def test_kinds_of_cells_differ_by_shape_and_filling_not_by_colour_alone() -> None:
    entries = with_gid(drawn("landscape"), "legend.")
    assert len({entry.get_paths()[0].vertices.tobytes() for entry in entries.values()}) == len(entries)
    hollow = {name for name, entry in entries.items() if (entry.get_facecolor() != entry.get_edgecolor()).any()}
    assert hollow == {"allogeneic"}


def test_a_mark_of_the_legend_is_like_those_that_it_explains() -> None:
    canvas = drawn("landscape")
    for source, key in with_gid(canvas, "legend.").items():
        alike = [
            artist for gid, artist in with_gid(canvas, "").items() if gid.endswith(f".{source}") and artist is not key
        ]
        assert alike
        assert {artist.get_paths()[0].vertices.tobytes() for artist in alike} == {key.get_paths()[0].vertices.tobytes()}
        assert {artist.get_sizes()[0] for artist in alike} == {key.get_sizes()[0]}


def test_a_new_disease_group_gets_a_row(tmp_path: Path) -> None:
    data = changed(tmp_path, "KYSA-7", indication="MOGAD")
    assert marks(data) == expected(data)
    canvas = drawn("landscape", data)
    assert outside(canvas) == overlapping(canvas) == too_small(canvas, SMALLEST) == []


def test_what_it_is_drawn_from_is_declared() -> None:
    found = {
        path.name for path in inputs(PROJECT / "figures" / "landscape.py", Workspace.find(PROJECT / "slides.yaml"))
    }
    assert found == {
        "landscape.py",
        "sheet.py",
        "trials.py",
        "values.py",
        "trials.csv",
        "trials_extra.csv",
        "trials_by_hand.csv",
    }
