"""Five languages from one command against five builds one after the other, with cold and with remembered figures.

python -m benchmarks.locales [--rounds 5]
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from statistics import median

from benchmarks.measure import Run, timed

ROOT = Path(__file__).parent.parent
LANGUAGES = ("en", "de", "nl", "fr", "ar")


def main() -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.locales", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("-o", dest="out", type=Path, default=Path(__file__).with_name("LOCALES.md"))
    options = parser.parse_args()
    page = "\n".join(_page(options.rounds)) + "\n"
    options.out.write_text(page, encoding="utf-8")
    print(page)
    return 0


def _page(rounds: int) -> Iterator[str]:
    yield "# Five languages from one command, and from five"
    yield ""
    yield (
        f"Written by `python -m benchmarks.locales` on {date.today()}; seconds depend on the machine: compare ratios. "
        f"The shipped talk in {', '.join(LANGUAGES)}: `deck build` with all of them against five builds one after the "
        f"other, in turn, {rounds} rounds after one that does not count; medians. Cold: every figure of every language "
        f"is drawn; remembered: none. Python {platform.python_version()}, {os.cpu_count()} cores."
    )
    yield ""
    yield "| figures | one command, s | five builds, s | ratio | processor time, ratio |"
    yield "|---|---:|---:|---:|---:|"
    for state in ("cold", "remembered"):
        yield _measured(state, rounds)


def _measured(state: str, rounds: int) -> str:
    together, apart = [], []
    with tempfile.TemporaryDirectory() as folder:
        talk = _talk(Path(folder))
        for number in range(rounds + 1):
            one = _built(talk, state, [LANGUAGES])
            five = _built(talk, state, [(tag,) for tag in LANGUAGES])
            if number:  # the first round warms up
                together.append(one)
                apart.append(five)
                print(f"{state}: {one[0]:.2f} s, {five[0]:.2f} s", file=sys.stderr, flush=True)
    return _row(state, together, apart)


def _talk(folder: Path) -> Path:
    for part in ("assets", "figures", "locales"):
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "slides.yaml", folder / "slides.yaml")
    return folder


def _built(talk: Path, state: str, commands: list[tuple[str, ...]]) -> tuple[float, float]:
    """Seconds, and seconds of processor time, for these commands one after the other."""
    if state == "cold":
        shutil.rmtree(talk / ".cache", ignore_errors=True)
    shutil.rmtree(talk / "build", ignore_errors=True)
    runs: list[Run] = [timed(_command(tags), talk) for tags in commands]
    written = sorted(path.name for path in (talk / "build").glob("*.pptx"))
    assert len(written) == len(LANGUAGES), written
    return sum(run.seconds for run in runs), sum(run.cpu for run in runs)


def _command(tags: tuple[str, ...]) -> list[str]:
    return [sys.executable, "-m", "deck", "build", *(word for tag in tags for word in ("--locale", tag))]


def _row(state: str, together: list[tuple[float, float]], apart: list[tuple[float, float]]) -> str:
    one, five = median(t for t, _ in together), median(t for t, _ in apart)
    wall = median(a[0] / b[0] for a, b in zip(together, apart, strict=True))
    cpu = median(a[1] / b[1] for a, b in zip(together, apart, strict=True))
    return f"| {state} | {one:.2f} | {five:.2f} | {wall:.2f} | {cpu:.2f} |"


if __name__ == "__main__":
    raise SystemExit(main())
