"""From a save to the new picture in a browser, beside Marp's watch mode: `python -m benchmarks.serve`.

Everything is done in turn, an edit here and an edit there, so that other programs on the machine slow all of it.
"""

from __future__ import annotations

import argparse
import math
import os
import platform
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median

from benchmarks import marp
from benchmarks.serve_edits import MARP, PREVIEW, Figures, Titles, longer
from benchmarks.serve_soak import Soaked, processor, soak
from tests.serve.browser import SECONDS, Browser, Window, found

HERE = Path(__file__).parent
ROOT = HERE.parent
EDITS, SOAK, LONG = 50, 2000, 300
WARM_UP = 3
"""Edits that do not count: the first builds remember what the others look up."""
PAUSE = 0.3
"""Seconds between an edit that was seen and the next."""
LOST = 8.0
"""Seconds after which a save is taken for lost."""
BOTH, FIRST, MARP_SHOWS = "until both languages show it", "until one language shows it", "until Marp shows it"
WORK = "of the processor, for both with all checks"
SHORT_SHOWS, LONG_SHOWS = "the talk", f"{LONG} slides"
Times = Mapping[str, Sequence[float]]
"""By what was waited for, milliseconds."""


def main() -> int:
    options = _options()
    if found() is None:
        sys.exit("needs Chromium")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        browser = Browser(Path(folder) / "profile")
        try:
            lines = list(_page(browser, Path(folder), options))
        finally:
            browser.end()
    options.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(options.out.read_text(encoding="utf-8"))
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.serve", description=__doc__)
    parser.add_argument("--edits", type=int, default=EDITS, help="of words; a quarter as many of figures")
    parser.add_argument("--soak", type=int, default=SOAK, help="edits of all kinds in a row; 0 for none")
    parser.add_argument("--marp", default="", help="the program marp, where it is not on the path")
    parser.add_argument("-o", dest="out", type=Path, default=HERE / "SERVE.md", help="file for the table")
    return parser.parse_args()


def _page(browser: Browser, folder: Path, options: argparse.Namespace) -> Iterator[str]:
    yield "# From a save to the new picture"
    yield ""
    yield f"Written by `python -m benchmarks.serve` on {date.today()}; milliseconds depend on the machine, so compare"
    yield f"ratios. {platform.system()}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}. In Chromium, from"
    yield "the moment before the file is written to the end of the frame that shows it."
    yield ""
    talk, program = _talk(folder / "talk"), marp.found(options.marp)
    words = _words(browser, talk, program, options.edits)
    figures = _figures(browser, talk, max(options.edits // 4, 1))
    lengths = _lengths(browser, talk, max(options.edits // 2, 1))
    yield from _bars(words, figures, lengths)
    yield from _table("A word of a title is changed: the shipped talk, English and German beside each other", words)
    if program is None:
        yield "Marp is not installed here (`npm install @marp-team/marp-cli`), so it was not measured."
    else:
        lost = sum(map(math.isinf, words[MARP_SHOWS]))
        yield "Marp has the same titles, paragraphs and drawings in one language, without German and without checks."
        yield f"It never showed {lost} of {len(words[MARP_SHOWS])} saves, and is measured in the others."
    yield ""
    yield from _table("A length in a figure's script is changed: it is drawn anew for both languages", figures)
    yield from _table(f"A word of a title, one language, of the talk and of one with {LONG} slides", lengths)
    if options.soak:
        yield from _soaked(soak(browser, talk, partial(_served, talk), options.soak))


def _talk(folder: Path) -> Path:
    """The shipped talk with its pictures drawn."""
    folder.mkdir()
    for part in ("assets", "figures", "locales"):
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "slides.yaml", folder)
    if (ROOT / ".cache").exists():
        shutil.copytree(ROOT / ".cache", folder / ".cache")
    # A translation may have mistakes: a preview shows it all the same.
    command = (sys.executable, "-m", "deck", "-q", "build", str(folder / "slides.yaml"), "--locale", "all")
    subprocess.run(command, check=False, capture_output=True)
    return folder / "slides.yaml"


@contextmanager
def _served(talk: Path) -> Iterator[tuple[str, int]]:
    """The preview's address and its process."""
    command = (sys.executable, "-m", "deck", "serve", str(talk), "--no-open")
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().split()[-1], process.pid
        finally:
            process.terminate()


def _words(browser: Browser, talk: Path, program: str | None, edits: int) -> Times:
    """The preview and Marp in turn, a word on the same slide."""
    ours, chance = Titles.of_talk(talk), random.Random(1)
    markdown, lines = marp.written(talk, talk.parent.parent / "marp")
    theirs = Titles(markdown, lines)
    slides = sorted(ours.slides.keys() & lines.keys())
    times: dict[str, list[float]] = {FIRST: [], BOTH: []}
    with ExitStack() as open_for_now:
        window = _opened(browser, open_for_now.enter_context(_served(talk))[0], second="de")
        rival = None
        if program is not None:
            rival = browser.open("about:blank")
            rival.first_of_all(MARP)
            rival.visit(open_for_now.enter_context(marp.watching(program, markdown)))
            rival.wait("document.querySelectorAll('section').length > 2", 60)
            times[MARP_SHOWS] = []
        for number in range(WARM_UP + edits):
            slide = chance.choice(slides)
            seen = _seen(window, ours, slide, number, "", "de")
            row = {FIRST: min(seen), BOTH: max(seen)}
            if rival is not None:
                row[MARP_SHOWS] = _seen_if_any(rival, theirs, slide, number)
            for name, value in row.items():
                times[name] += [value] if number >= WARM_UP else []
        for one in filter(None, (window, rival)):
            one.close()
    return times


def _lengths(browser: Browser, talk: Path, edits: int) -> Times:
    """The talk and a long one in turn, a word on the same slide."""
    long = talk.parent.parent / "long"
    shutil.copytree(talk.parent, long, ignore=shutil.ignore_patterns("locales", "build"))
    long_talk = long / "slides.yaml"
    long_talk.write_text(longer(talk.read_text(encoding="utf-8"), LONG), encoding="utf-8")
    subprocess.run((sys.executable, "-m", "deck", "-q", "build", str(long_talk)), check=False, capture_output=True)
    chance, times = random.Random(2), {SHORT_SHOWS: list[float](), LONG_SHOWS: list[float]()}
    with _served(talk) as (one, _), _served(long_talk) as (other, _):
        open_now = {SHORT_SHOWS: _opened(browser, one), LONG_SHOWS: _opened(browser, other)}
        files = {SHORT_SHOWS: Titles.of_talk(talk), LONG_SHOWS: Titles.of_talk(long_talk)}
        slides = sorted(files[SHORT_SHOWS].slides.keys() & files[LONG_SHOWS].slides.keys())
        for number in range(WARM_UP + edits):
            slide = chance.choice(slides)
            for name, window in open_now.items():
                value = max(_seen(window, files[name], slide, number + 1000, ""))
                times[name] += [value] if number >= WARM_UP else []
        for window in open_now.values():
            window.close()
    return times


def _opened(browser: Browser, address: str, second: str = "") -> Window:
    beside = f"&second={second}" if second else ""
    window = browser.open(f"{address}#mode=single&slide=agenda&first={beside}")
    window.wait(f"document.querySelectorAll('main article').length === {1 + bool(second)}", 120)
    window.wait("document.getElementById('state').className === 'fresh'", 120)
    window.run(PREVIEW)
    return window


def _seen(window: Window, titles: Titles, slide: str, number: int, *locales: str) -> list[float]:
    """Change a word, and wait until each language shows it; the milliseconds that each took."""
    window.front()
    time.sleep(PAUSE)
    saved = titles.add(slide, number)
    return _waited(window, [f"word{number}x{locale}" for locale in locales], saved)


def _seen_if_any(window: Window, titles: Titles, slide: str, number: int) -> float:
    """The same for a program that may lose a save, when it reads a file that is half written: then it is infinite, and
    what comes next mends it."""
    window.front()
    time.sleep(PAUSE)
    saved = titles.add(slide, number)
    try:
        [took] = _waited(window, [f"word{number}x"], saved, LOST)
    except AssertionError:
        return math.inf
    return took


def _waited(window: Window, keys: Sequence[str], saved: float, seconds: float = SECONDS) -> list[float]:
    window.wait(" && ".join(f"window.seen?.['{key}']" for key in keys), seconds)
    return [float(window.run(f"seen['{key}']")) - saved for key in keys]


def _figures(browser: Browser, talk: Path, edits: int) -> Times:
    scripts, chance = Figures(talk), random.Random(3)
    times: dict[str, list[float]] = {FIRST: [], BOTH: [], WORK: []}
    with _served(talk) as (address, process):
        window = _opened(browser, address, second="de")
        for number in range(1 + edits):
            slide = chance.choice(sorted(scripts.slides))
            # As from the presenter's window: the slide is looked at before its figure changes.
            window.run(f"(window.number = -1, new BroadcastChannel('deck').postMessage({{slide: '{slide}'}}))")
            window.wait(f"document.querySelector('[data-row]').dataset.row === '{slide}'")
            time.sleep(2 * PAUSE)
            window.run(f"window.number = {number}")
            worked = processor(process)
            saved = scripts.change(slide)
            seen = _waited(window, [f"picture{number}{locale}" for locale in ("", "de")], saved)
            window.wait("document.getElementById('state').className === 'fresh'")
            time.sleep(PAUSE)
            work = 1000 * (processor(process) - worked)
            for name, value in ((FIRST, min(seen)), (BOTH, max(seen)), (WORK, work)):
                times[name] += [value] if number else []
        window.close()
    return times


def _bars(words: Times, figures: Times, lengths: Times) -> Iterator[str]:
    yield "| what | bar | aim | measured |"
    yield "| --- | ---: | ---: | --- |"
    if MARP_SHOWS in words:
        ratio = median(words[BOTH]) / median(filter(math.isfinite, words[MARP_SHOWS]))
        yield f"| both languages ÷ Marp's one, medians | 1 | 0.5 | {_verdict(ratio, 1, 0.5)} |"
    ratio = _late(words[BOTH]) / median(words[BOTH])
    yield f"| 95th percentile ÷ median, both languages | 2 | | {_verdict(ratio, 2)} |"
    yield f"| a figure, median, seconds | 1 | | {_verdict(median(figures[FIRST]) / 1000, 1)} |"
    ratio = median(lengths[LONG_SHOWS]) / median(lengths[SHORT_SHOWS])
    yield f"| {LONG} slides ÷ the talk, medians | 1 | | {_verdict(ratio, 1)} |"
    yield ""


def _verdict(value: float, bar: float, aim: float | None = None) -> str:
    met = "aim reached" if aim is not None and value <= aim else "bar met" if value <= bar else "**bar missed**"
    return f"{value:.2f}: {met}"


def _table(what: str, times: Times) -> Iterator[str]:
    yield f"{what}; {min(map(len, times.values()))} edits."
    yield ""
    yield "| milliseconds | median | 95th percentile | most |"
    yield "| --- | ---: | ---: | ---: |"
    for name, all_values in times.items():
        values = [value for value in all_values if math.isfinite(value)]
        yield f"| {name} | {median(values):.0f} | {_late(values):.0f} | {max(values):.0f} |"
    yield ""


def _late(values: Sequence[float]) -> float:
    """The 95th percentile."""
    return sorted(values)[math.ceil(0.95 * len(values)) - 1]


def _soaked(done: Soaked) -> Iterator[str]:
    kinds = ", ".join(f"{number} × {kind}" for kind, number in done.kinds.items())
    yield f"{done.edits} edits in a row, in both languages: {kinds}."
    yield ""
    yield "| MiB | second quarter | last quarter |"
    yield "| --- | ---: | ---: |"
    yield f"| all processes of the preview | {done.memory[0]:.0f} | {done.memory[1]:.0f} |"
    yield f"| the page's objects in the browser | {done.browser[0]:.1f} | {done.browser[1]:.1f} |"
    yield ""
    same = "are the same in a preview begun afresh" if not done.differ else f"differ in: {', '.join(done.differ)}"
    yield f"In the end its {done.pages} pages {same}."


if __name__ == "__main__":
    sys.exit(main())
