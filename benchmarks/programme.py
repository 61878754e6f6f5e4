"""Measure a programme of talks: cold, unchanged, one word changed, growing, one by one; and what a job costs by itself.

`python -m benchmarks.programme` writes PROGRAMME.md; `--talks 12` is a quick look. Processor time stands beside time on
the clock, which other programs on a shared machine lengthen.
"""

from __future__ import annotations

import argparse
import ctypes
import os
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from benchmarks.measure import environment
from benchmarks.programme_talks import FAMILIES, LANGUAGES, begin

HERE = Path(__file__).parent
ROOT = HERE.parent


class Time(NamedTuple):
    """Seconds on the clock, and of the processor in all processes."""

    wall: float
    cpu: float

    def __str__(self) -> str:
        return f"{self.wall:.1f} s ({self.cpu:.1f} s of the processor)"


def main() -> None:
    options = _options()
    _adopt_orphans()
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        for line in _measured(Path(folder), options):
            print(line, flush=True)
            lines.append(line)
    if options.out:
        options.out.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--talks", type=int, default=50)
    parser.add_argument("--growth", type=int, nargs="*", default=[10, 50, 100, 200])
    parser.add_argument("--jobs", type=int, default=2000)
    parser.add_argument("--out", type=Path, default=None)
    return parser.parse_args()


def _measured(folder: Path, options: argparse.Namespace) -> Iterator[str]:
    number = options.talks
    yield "# A programme of talks, measured"
    yield ""
    yield f"Python {platform.python_version()}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f} as it began."
    yield f"{number} talks in {len(LANGUAGES)} languages: deck, PDF and 3-up. One in three is the project's own talk"
    yield "with 13 figures, the others are those of its tests; each has other words, a number and a figure of its own."
    yield ""
    yield "| what | measured | bar |"
    yield "|---|---|---|"
    whole = folder / "whole"
    whole.mkdir()
    begin(whole, number)
    cold = _built(whole)
    yield f"| cold, with the store | {cold} | |"
    for by, build in (("talk by talk with these commands", _by_hand), ("as programmes of one talk", _alone)):
        single = [build(folder / f"{build.__name__}-{family}", place) for place, family in enumerate(FAMILIES)]
        each = [number // len(FAMILIES) + (place < number % len(FAMILIES)) for place in range(len(FAMILIES))]
        apart = Time(*(sum(times * one[at] for times, one in zip(each, single, strict=True)) for at in (0, 1)))
        shares = f"{cold.wall / apart.wall:.2f} by the clock, {cold.cpu / apart.cpu:.2f} by the processor; at most 0.4"
        yield f"| the same {by}, without the store, from {len(single)} of them | {apart} | cold is {shares} |"
    same = [_built(whole) for _ in range(5)]
    walls = [one.wall for one in same]
    least = min(one.cpu for one in same)
    yield f"| nothing changed, of five | {min(walls):.2f} to {max(walls):.2f} s, processor {least:.2f} s | under 2 s |"
    yield _one_word(whole, folder / "one")
    size = sum(path.stat().st_size for path in (whole / "build").rglob("*") if path.is_file())
    kept = sum(path.stat().st_size for path in (whole / ".cache").rglob("*") if path.is_file())
    yield f"| what comes out, and what is kept | {size / 1e6:.0f} MB, {kept / 1e6:.0f} MB | |"
    shutil.rmtree(whole)
    yield from _growth(folder, options.growth)
    yield from _overhead(options.jobs)


def _built(folder: Path, *more: str) -> Time:
    command = [sys.executable, "-m", "deck", "--quiet", "programme", "build", str(folder), *more]
    with _spent() as spent:
        done = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stderr[-3000:]}")
    return spent[0]


@contextmanager
def _spent() -> Iterator[list[Time]]:
    """What is spent meanwhile, by all processes that were begun, and by those that these began."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    spent: list[Time] = []
    yield spent
    wall = time.perf_counter() - start
    _reap()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent.append(Time(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime))


def _adopt_orphans() -> None:
    """A process that draws figures may outlive the one that began it: it is counted when it is ours then."""
    subreaper = 36  # PR_SET_CHILD_SUBREAPER of prctl(2)
    ctypes.CDLL(None).prctl(subreaper, 1, 0, 0, 0)


def _reap() -> None:
    with suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)


def _by_hand(folder: Path, place: int) -> Time:
    """One talk of a family as people make it by themselves: its decks, its PDFs and its handouts, in each language."""
    folder.mkdir()
    begin(folder, place + 1)
    talk = folder / "talks" / f"T{place:04d}"
    for part in ("brand", "fonts"):
        shutil.copytree(folder / part, talk / "assets" / part, dirs_exist_ok=True)
    with _spent() as spent:
        for words in (["build"], ["pdf"], ["handout", "--style", "3up"]):
            # What a talk is still told of is no matter here; that it was made is.
            command = [sys.executable, "-m", "deck", "--quiet", *words, "--locale", "all"]
            subprocess.run(command, cwd=talk, env=environment(), capture_output=True, check=False)
    made = [path for path in (talk / "build").rglob("*") if path.suffix in (".pptx", ".pdf")]
    if len(made) < 3 * len(LANGUAGES):
        raise SystemExit(f"{talk} gave {len(made)} files")
    shutil.rmtree(folder)
    return spent[0]


def _alone(folder: Path, place: int) -> Time:
    """One talk of a family, by itself: a programme of the first talks, of which only that one is made."""
    folder.mkdir()
    begin(folder, place + 1)
    spent = _built(folder, "--only", f"talk=T{place:04d}")
    shutil.rmtree(folder)
    return spent


def _one_word(whole: Path, alone: Path) -> str:
    """A word in one talk of many, beside the same word in a programme of that talk alone."""
    alone.mkdir()
    begin(alone, 1)
    _built(alone)
    times = []
    for folder in (whole, alone):
        slides = folder / "talks/T0000/slides.yaml"
        slides.write_text(slides.read_text(encoding="utf-8").replace("were asked", "had been asked"), encoding="utf-8")
        times.append(_built(folder))
    shutil.rmtree(alone)
    among, own = times
    ratio = f"{among.cpu / own.cpu:.2f} of it by the processor, {among.wall / own.wall:.2f} by the clock; at most 1.3"
    return f"| one word in one talk | {among}; alone {own} | {ratio} |"


def _growth(folder: Path, sizes: Sequence[int]) -> Iterator[str]:
    """Decks of small talks in one language, cold and unchanged."""
    for size in sizes:
        place = folder / f"growth-{size}"
        place.mkdir()
        begin(place, 3 * size, "deck")
        # Of the three families, the one without figures.
        only = [part for number in range(2, 3 * size, 3) for part in ("--only", f"talk=T{number:04d}")]
        cold = _built(place, *only, "--only", "language=de")
        same = _built(place, *only, "--only", "language=de")
        each = f"{1000 * cold.cpu / size:.0f} ms of the processor a talk"
        yield f"| {size} small talks, deck, one language | {cold}, {each}; unchanged {same.wall:.2f} s | linear |"
        shutil.rmtree(place)


def _overhead(number: int) -> Iterator[str]:
    from deck.pool import at_once

    start = time.perf_counter()
    for _ in at_once(_nothing, range(number), "fork", processes=2, patience=60.0):
        pass
    each = 1000 * (time.perf_counter() - start) / number
    yield f"| a job in the pool, of {number} that do nothing | {each:.2f} ms | under 2 ms |"
    with suppress(ImportError):
        yield _overhead_of_dask(number)


def _overhead_of_dask(number: int) -> str:
    from distributed import Client, LocalCluster, as_completed

    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as workers, Client(workers) as client:
        client.submit(_nothing, -1).result()
        start = time.perf_counter()
        for future in as_completed([client.submit(_nothing, one) for one in range(number)]):
            future.result()
        each = 1000 * (time.perf_counter() - start) / number
    return f"| the same through Dask, two workers here | {each:.2f} ms | as measured |"


def _nothing(number: int) -> int:
    return number


if __name__ == "__main__":
    main()
