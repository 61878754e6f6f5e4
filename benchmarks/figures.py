"""What do figures cost: all drawn at once against one after the other, and remembered against plain PNG files?"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from importlib.metadata import version
from pathlib import Path

from benchmarks.measure import Run, Runs, timed

ROOT = Path(__file__).parent.parent
ROUNDS = 9
BAR = 1.10
"""A build with its figures remembered takes no longer than this times one with PNG files in their places."""
BUILD = (sys.executable, "-m", "deck", "build")
IN_TURN = (sys.executable, "-m", "benchmarks.one_after_the_other", "build")


def measure(say: Callable[[str], None], rounds: int = ROUNDS) -> str:
    """FIGURES.md, from the talk of this checkout."""
    with tempfile.TemporaryDirectory() as folder:
        talk, plain = Path(folder) / "talk", Path(folder) / "plain"
        figures = _talk(talk)
        timed(BUILD, talk)
        _with_files(talk, plain, figures)
        timed(BUILD, plain)
        cold, warm = _cold(talk, rounds, say), _warm(talk, plain, rounds, say)
    return "\n".join(_page(figures, cold, warm)) + "\n"


def _talk(folder: Path) -> list[str]:
    """A copy of the talk; the names of its figures."""
    for part in ("assets", "figures", "locales"):
        if (ROOT / part).exists():
            shutil.copytree(ROOT / part, folder / part)
    shutil.copy(ROOT / "slides.yaml", folder)
    return re.findall(r"^ *figure: (\w+)$", (folder / "slides.yaml").read_text(encoding="utf-8"), re.MULTILINE)


def _with_files(talk: Path, folder: Path, figures: list[str]) -> None:
    """The same talk with a PNG file in the place of each figure."""
    shutil.copytree(talk, folder, ignore=shutil.ignore_patterns(".cache", "build"))
    for name in figures:
        timed((sys.executable, "-m", "deck", "figure", name, "-o", str(folder / "assets" / f"{name}.png")), talk)
    slides = folder / "slides.yaml"
    text = slides.read_text(encoding="utf-8")
    slides.write_text(re.sub(r"^( *)figure: (\w+)$", r"\1file: assets/\2.png", text, flags=re.MULTILINE), "utf-8")


def _cold(talk: Path, rounds: int, say: Callable[[str], None]) -> dict[str, Runs]:
    """Whole builds that draw every figure; the emblems and all else are remembered."""
    return _in_turn({"at once": (BUILD, talk), "one after the other": (IN_TURN, talk)}, rounds, say, _forget_figures)


def _warm(talk: Path, plain: Path, rounds: int, say: Callable[[str], None]) -> dict[str, Runs]:
    return _in_turn({"figures, remembered": (BUILD, talk), "PNG files": (BUILD, plain)}, rounds, say, lambda talk: None)


def _in_turn(
    commands: dict[str, tuple[tuple[str, ...], Path]],
    rounds: int,
    say: Callable[[str], None],
    before: Callable[[Path], None],
) -> dict[str, Runs]:
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, (command, folder) in commands.items():
            before(folder)
            run = timed(command, folder)
            if number:  # the first fills the machine's memory
                runs[name].append(run)
                say(f"{name}: {run.seconds:.3f} s, {run.cpu:.3f} s of processor time")
    return {name: Runs(tuple(done), 0.0) for name, done in runs.items()}


def _forget_figures(talk: Path) -> None:
    shutil.rmtree(talk / ".cache" / "figures", ignore_errors=True)


def _page(figures: list[str], cold: dict[str, Runs], warm: dict[str, Runs]) -> Iterator[str]:
    yield "# What figures cost"
    yield ""
    yield (
        f"Written by `make bench ARGS='--only figures'` on {date.today()}; seconds depend on the machine, so compare "
        f"ratios. Whole builds of this talk with its {len(figures)} figures, in turn; medians of {ROUNDS}, with least "
        f"and most in brackets. {os.cpu_count()} cores, matplotlib {version('matplotlib')}."
    )
    yield from _table("All figures drawn", cold, "at once ÷ one after the other", None)
    yield from _table("Nothing drawn", warm, "figures ÷ PNG files", BAR)


def _table(title: str, runs: dict[str, Runs], ratio: str, bar: float | None) -> Iterator[str]:
    yield from ("", f"## {title}", "", "| build | s | processor s |", "| --- | ---: | ---: |")
    for name, done in runs.items():
        least, most = done.range
        yield f"| {name} | {done.seconds:.3f} ({least:.3f}–{most:.3f}) | {done.cpu:.3f} |"
    first, second = runs.values()
    for what, share in (("time", first.seconds / second.seconds), ("processor time", first.cpu / second.cpu)):
        verdict = "" if bar is None else f", bar {bar:g}: " + ("met" if share <= bar else "**missed**")
        yield from ("", f"{what}, {ratio}: **{share:.2f}**{verdict}")
