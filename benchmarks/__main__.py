"""Measure whole builds: of growing decks, ours and the rivals' in turn (RESULTS.md), and of figures (FIGURES.md)."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks import figures
from benchmarks.content import SERIES
from benchmarks.measure import Run, Runs, environment, timed
from benchmarks.table import OURS, PANDOC, PPTX, page

HERE = Path(__file__).parent
# How often each builder runs; 15 pairs where a bar is held, and the last sizes take the rivals minutes.
ROUNDS: Mapping[int, Mapping[str, int]] = {
    24: {OURS: 15, PPTX: 15, PANDOC: 15},
    100: {OURS: 5, PPTX: 5, PANDOC: 5},
    300: {OURS: 3, PPTX: 3, PANDOC: 3},
    1000: {OURS: 15, PPTX: 15, PANDOC: 1},
    3000: {OURS: 3, PPTX: 1, PANDOC: 0},
}
QUICK = (24, 100)
# Up to here each rival has a run that does not count, so that its files are in the machine's memory.
WARMED_UP_TO = 300


def main() -> int:
    options = _options()
    if options.only != "decks":
        found = figures.measure(_say, 3 if options.quick else figures.ROUNDS)
        if not options.quick:
            (HERE / "FIGURES.md").write_text(found, encoding="utf-8")
        print(found)
    return _measure_decks(options) if options.only != "figures" else 0


def _measure_decks(options: argparse.Namespace) -> int:
    sizes = QUICK if options.quick else options.sizes
    pandoc = _said(sys.executable, "-c", "import pypandoc; print(pypandoc.get_pandoc_path())")
    pandoc_version = _said(pandoc, "--version").split("\n")[0].removeprefix("pandoc").strip()
    results: dict[tuple[str, int, str], Runs] = {}
    first: dict[tuple[str, int], Run] = {}
    # Sizes outside, so that a run that is stopped has compared everything that is small.
    for size in sizes:
        for series in options.series:
            with tempfile.TemporaryDirectory() as folder:
                cold, runs = _measured(series, size, Path(folder) / "deck", pandoc)
            first[series, size] = cold
            results.update({(series, size, builder): done for builder, done in runs.items()})
            # The last table is kept when a quick look is asked for.
            if not options.quick:
                options.out.write_text(page(results, first, pandoc_version), encoding="utf-8")
    print(page(results, first, pandoc_version))
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="24 and 100 slides, few rounds; the files stay as they are"
    )
    parser.add_argument("--only", choices=("decks", "figures"), help="measure only these")
    parser.add_argument("--sizes", type=int, nargs="+", choices=ROUNDS, default=tuple(ROUNDS))
    parser.add_argument("--series", nargs="+", choices=SERIES, default=tuple(SERIES))
    parser.add_argument("-o", dest="out", type=Path, default=HERE / "RESULTS.md", help="file for the table")
    return parser.parse_args()


def _measured(series: str, size: int, folder: Path, pandoc: str) -> tuple[Run, dict[str, Runs]]:
    """The first build of ours, and every builder's runs in turn, once each in a round."""
    _python("benchmarks.prepare", series, str(size), str(folder))
    commands = _commands(folder, pandoc)
    wanted = {builder: rounds for builder, rounds in ROUNDS[size].items() if rounds}
    cold = timed(commands[OURS][0], folder)
    warm_up = [builder for builder in wanted if builder == OURS or size <= WARMED_UP_TO]
    for builder in warm_up:
        timed(commands[builder][0], folder)
    runs: dict[str, list[Run]] = {builder: [] for builder in wanted}
    for number in range(max(wanted.values())):
        for builder in (builder for builder, rounds in wanted.items() if number < rounds):
            runs[builder].append(timed(commands[builder][0], folder))
            _say(f"{series} {size} {builder}: {runs[builder][-1].seconds:.3f} s, {runs[builder][-1].peak_mib:.0f} MiB")
    for builder in wanted:
        _python("benchmarks.read_back", series, str(size), str(commands[builder][1]))
    return cold, {b: Runs(tuple(done), commands[b][1].stat().st_size / 1e6) for b, done in runs.items()}


def _commands(folder: Path, pandoc: str) -> dict[str, tuple[Sequence[str], Path]]:
    """Each builder's command, to be run in `folder`, and the file that it writes."""
    script = str(HERE / "plain_python_pptx.py")
    return {
        OURS: ((sys.executable, "-m", "deck", "build"), folder / "build" / "slides.en.pptx"),
        PPTX: ((sys.executable, script, "content.json", "python.pptx"), folder / "python.pptx"),
        PANDOC: ((pandoc, "deck.md", "--slide-level=2", "-o", "pandoc.pptx"), folder / "pandoc.pptx"),
    }


def _python(module: str, *arguments: str) -> None:
    done = subprocess.run((sys.executable, "-m", module, *arguments), env=environment(), capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{module} {' '.join(arguments)}:\n{done.stdout}{done.stderr}")


def _said(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
