"""What is kept of drawn figures, how much of it, and is it safe when two builds run at once?"""

from __future__ import annotations

import os
import time
from pathlib import Path

from deck.cache import FRESH, LARGEST, empty, keep_within
from deck.diagnostics import Report
from deck.pipeline import build
from tests.figures.figure_talk import SQUARE, slides, told
from tests.figures.test_machinery_processes import deck, indented
from tests.hostile.project import Project
from tests.stages import Stages


def kept(folder: Path, name: str, size: int, hours: float) -> Path:
    """Something that a build used so many hours ago."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / (name * 64 + ".png")
    with path.open("wb") as file:
        file.truncate(size)
    used = time.time() - hours * 3600
    os.utime(path, (used, used))
    return path


def test_what_was_not_used_for_longest_goes_first(tmp_path: Path) -> None:
    old, middle, new = kept(tmp_path, "a", 30, 3), kept(tmp_path, "b", 30, 2), kept(tmp_path, "c", 30, 1)
    removed = keep_within(tmp_path, 70)
    assert (removed.files, removed.bytes) == (1, 30)
    assert (old.exists(), middle.exists(), new.exists()) == (False, True, True)
    assert keep_within(tmp_path, 70).files == 0


def test_what_a_build_just_used_stays(tmp_path: Path) -> None:
    kept(tmp_path, "a", 30, 0), kept(tmp_path, "b", 30, FRESH / 3600 / 2)
    assert keep_within(tmp_path, 1).files == 0


def test_reading_something_is_using_it(tmp_path: Path, drawn_here: None) -> None:
    story = told(tmp_path, {"cells": SQUARE})
    story.without_mistakes()
    files = [path for path in (tmp_path / ".cache" / "figures").iterdir() if path.suffix in (".svg", ".png")]
    for path in files:
        os.utime(path, (0, 0))
    story.without_mistakes()
    assert len(files) == 2
    assert all(path.stat().st_mtime > time.time() - 3600 for path in files)


def test_a_build_that_draws_keeps_the_cache_within_its_bounds(tmp_path: Path, drawn_here: None) -> None:
    story = told(tmp_path, {"cells": SQUARE})
    folder = tmp_path / ".cache" / "figures"
    old, older = kept(folder, "a", LARGEST - 10_000_000, 2), kept(folder, "b", 20_000_000, 9)
    story.without_mistakes()
    assert (old.exists(), older.exists()) == (True, False)


def test_what_is_gone_is_drawn_again(tmp_path: Path, drawn_here: None) -> None:
    story = told(tmp_path, {"cells": SQUARE})
    story.without_mistakes()
    removed = empty(tmp_path / ".cache")
    assert removed.files >= 3 and removed.bytes > 1000
    assert not (tmp_path / ".cache").exists()
    stages = Stages()
    build(story.world, Report(), progress=stages)
    assert "drawing figures 1/1" in stages.names


def test_a_cache_folder_may_be_somebody_elses_too(tmp_path: Path) -> None:
    ours = kept(tmp_path / ".cache" / "figures", "a", 30, 1)
    theirs = [tmp_path / ".cache" / name for name in ("pip/wheel", "figures/notes.txt", f"{'a' * 64}.png")]
    for path in theirs:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    (tmp_path / ".cache" / "figures" / ("b" * 64 + ".png")).symlink_to(tmp_path)
    assert empty(tmp_path / ".cache").files == 1
    assert (ours.exists(), [path.exists() for path in theirs]) == (False, [True, True, True])


def test_nothing_is_nothing(tmp_path: Path) -> None:
    assert empty(tmp_path / ".cache").files == keep_within(tmp_path / "figures").files == 0


def test_two_builds_at_once_draw_the_same(project: Project) -> None:
    project.write("slides.yaml", (project.folder / "slides.yaml").read_text() + indented(slides("one", "two")))
    for name in ("one", "two"):
        project.write(f"figures/{name}.py", SQUARE)
    running = [deck(project.folder, "build", "-o", f"build/{number}") for number in range(2)]
    for build_ in running:
        out, err = build_.communicate()
        assert build_.returncode == 0, out + err
    one, other = (project.folder / "build" / str(number) / "slides.en.pptx" for number in range(2))
    assert one.read_bytes() == other.read_bytes()
    assert list((project.folder / ".cache").rglob("*.part")) == []
