"""The measured runs as a page that a reader can judge: tables, growth, and each bar in words."""

from __future__ import annotations

import math
import os
import platform
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from importlib.metadata import version
from itertools import pairwise

from benchmarks.content import SERIES
from benchmarks.measure import Run, Runs

OURS, PPTX, PANDOC = "deck", "python-pptx", "pandoc"
Results = Mapping[tuple[str, int, str], Runs]
"""By series, size and builder."""


def page(results: Results, first: Mapping[tuple[str, int], Run], pandoc_version: str) -> str:
    """RESULTS.md."""
    lines = ["# How long a build takes", "", *_introduction(pandoc_version), "## Against the bars", "", *_bars(results)]
    for series, said in SERIES.items():
        sizes = sorted({size for name, size, _ in results if name == series})
        if sizes:
            lines += ["", f"## Series {series}", "", f"{said}; about 40 words of notes on every slide.", ""]
            lines += [*_table(results, series, sizes), "", *_growth(results, series, sizes)]
            lines += ["", *_cold(first, series, sizes)]
    return "\n".join(lines) + "\n"


def _introduction(pandoc_version: str) -> Iterator[str]:
    packages = ("python-pptx", "lxml", "msgspec", "PyYAML", "uharfbuzz", "Pillow", "matplotlib")
    yield f"Written by `make bench` on {date.today()}; seconds depend on the machine, so compare ratios."
    yield ""
    yield (
        f"Whole processes, started one after the other in turn; medians, with least and most in brackets. Every deck "
        f"was read back with python-pptx: each title, bullet, table, picture and note is there. Python "
        f"{platform.python_version()}, {os.cpu_count()} cores; pandoc {pandoc_version}, "
        f"{', '.join(f'{name} {version(name)}' for name in packages)}."
    )
    yield ""
    yield (
        "`deck build` checks the talk, measures every text, and writes over its last deck, with drawn pictures "
        "remembered from the build before; python-pptx is a plain script with the default template; pandoc reads "
        "Markdown. In the plain series our pictures come from figure scripts, and each is written as SVG and as PNG."
    )
    yield ""


def _bars(results: Results) -> Iterator[str]:
    yield "| what | bar | aim | series plain | series distinct |"
    yield "| --- | ---: | ---: | --- | --- |"
    for of, name in ((_wall, "time"), (_processor, "processor time")):
        yield _bar(f"{name} at 24 slides ÷ pandoc's", 1.6, 1.2, partial(_ratio, results, 24, PANDOC, of))
        yield _bar(f"{name} at 1000 slides ÷ python-pptx's", 0.25, 0.18, partial(_ratio, results, 1000, PPTX, of))
        yield _bar(f"growth exponent of {name}, 1000 to 3000", 1.1, 1.0, partial(_growth_of_ours, results, of))
    yield _bar("peak memory at 1000 slides ÷ python-pptx's", 1.5, 1.3, partial(_ratio, results, 1000, PPTX, _memory))
    yield ""
    yield "The bars are for processor time, which has less noise where other programs run; time says the same."


def _bar(what: str, bar: float, aim: float, measured: Callable[[str], float | None]) -> str:
    cells = " | ".join(_verdict(measured(series), bar, aim) for series in SERIES)
    return f"| {what} | {bar:g} | {aim:g} | {cells} |"


def _verdict(value: float | None, bar: float, aim: float) -> str:
    if value is None:
        return "not measured"
    return f"{value:.2f}: " + ("aim reached" if value <= aim else "bar met" if value <= bar else "**bar missed**")


def _wall(runs: Runs) -> float:
    return runs.seconds


def _processor(runs: Runs) -> float:
    return runs.cpu


def _memory(runs: Runs) -> float:
    return runs.peak_mib


def _table(results: Results, series: str, sizes: list[int]) -> Iterator[str]:
    yield "| slides | builder | seconds | ÷ python-pptx | ÷ pandoc | processor s | peak MiB | file MB | runs |"
    yield "| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    for size in sizes:
        for builder in (OURS, PPTX, PANDOC):
            runs = results.get((series, size, builder))
            if runs is None:
                yield f"| {size} | {builder} | left out: minutes | | | | | | 0 |"
                continue
            least, most = runs.range
            ratios = " | ".join(
                _shown(_ratio(results, size, rival, _wall, series, builder)) for rival in (PPTX, PANDOC)
            )
            yield (
                f"| {size} | {builder} | {runs.seconds:.3f} ({least:.3f}–{most:.3f}) | {ratios} | "
                f"{runs.cpu:.3f} | {runs.peak_mib:.0f} | {runs.written_mb:.1f} | {len(runs.runs)} |"
            )


def _growth(results: Results, series: str, sizes: list[int]) -> Iterator[str]:
    """Log ratio of times over log ratio of sizes, for each step up; net: less the time of the smallest deck."""
    if len(sizes) < 2:
        return
    steps = list(pairwise(sizes))
    yield f"| growth exponent (net of the {sizes[0]}-slide time) | {' | '.join(f'{a} to {b}' for a, b in steps)} |"
    yield f"| --- |{' ---: |' * len(steps)}"
    for builder in (OURS, PPTX, PANDOC):
        shown = []
        for small, large in steps:
            whole = _exponent(results, series, builder, small, large)
            net = _exponent(results, series, builder, small, large, _wall, sizes[0]) if small != sizes[0] else None
            shown.append(_shown(whole) + (f" ({net:.2f})" if net is not None else ""))
        yield f"| {builder} | {' | '.join(shown)} |"


def _cold(first: Mapping[tuple[str, int], Run], series: str, sizes: list[int]) -> Iterator[str]:
    said = [f"{first[series, size].seconds:.2f} s at {size}" for size in sizes if (series, size) in first]
    yield f"The first build, which draws and remembers every picture: {', '.join(said)} slides."


Quantity = Callable[[Runs], float]


def _ratio(results: Results, size: int, rival: str, of: Quantity, series: str, builder: str = OURS) -> float | None:
    mine, theirs = results.get((series, size, builder)), results.get((series, size, rival))
    return of(mine) / of(theirs) if mine and theirs else None


def _growth_of_ours(results: Results, of: Quantity, series: str) -> float | None:
    return _exponent(results, series, OURS, 1000, 3000, of)


def _exponent(
    results: Results, series: str, builder: str, small: int, large: int, of: Quantity = _wall, base: int = 0
) -> float | None:
    one, other = results.get((series, small, builder)), results.get((series, large, builder))
    if one is None or other is None:
        return None
    start = of(results[series, base, builder]) if base else 0.0
    if min(of(one), of(other)) <= start:
        return None
    return math.log((of(other) - start) / (of(one) - start)) / math.log(large / small)


def _shown(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"
