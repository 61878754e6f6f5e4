"""How long slide PDF and handout take, beside LibreOffice on the same deck: `python -m benchmarks.slide_pdf`."""

from __future__ import annotations

import argparse
import math
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from statistics import median

from benchmarks.measure import Run, Runs, environment, timed

HERE = Path(__file__).parent
ROOT = HERE.parent
TALK = "the talk"
OURS, HANDOUT, OFFICE = "deck pdf", "deck handout --style 3up", "LibreOffice"
# The talk, or a deck of so many slides of the series that the build is measured with; rounds of each builder.
DECKS: Mapping[str, int] = {TALK: 5, "24": 5, "300": 3, "1000": 3}
# LibreOffice takes a minute and more for the largest.
LIBREOFFICE_UP_TO = 300


def main() -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.slide_pdf", description=__doc__)
    parser.add_argument("--decks", nargs="+", choices=DECKS, default=list(DECKS))
    parser.add_argument("-o", dest="out", type=Path, default=HERE / "SLIDE_PDF.md", help="file for the table")
    options = parser.parse_args()
    results: dict[tuple[str, str], Runs] = {}
    warm: dict[tuple[str, str], tuple[float, float]] = {}
    for deck in options.decks:
        with tempfile.TemporaryDirectory() as folder:
            project = Path(folder) / "deck"
            _prepare(deck, project)
            results.update({(deck, builder): runs for builder, runs in _measured(deck, project).items()})
            warm.update({(deck, builder): _warm(project, builder) for builder in _WARM})
    options.out.write_text("\n".join(_page(results, warm)) + "\n", encoding="utf-8")
    print(options.out.read_text(encoding="utf-8"))
    return 0


def _prepare(deck: str, project: Path) -> None:
    if deck == TALK:
        project.mkdir()
        for part in ("assets", "figures"):
            shutil.copytree(ROOT / part, project / part, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "slides.yaml", project)
    else:
        _run(sys.executable, "-m", "benchmarks.prepare", "plain", deck, str(project))
    # Draws and remembers the figures, which are the same for both.
    _run(sys.executable, "-m", "deck", "build", str(project / "slides.yaml"))


def _measured(deck: str, project: Path) -> dict[str, Runs]:
    """Every builder's runs in turn, once each in a round, after one that does not count."""
    commands = dict(_commands(deck, project))
    runs: dict[str, list[Run]] = {builder: [] for builder in commands}
    for round in range(DECKS[deck] + 1):
        for builder, (command, _) in commands.items():
            done = timed(command, project)
            if round:
                runs[builder].append(done)
                print(f"{deck} {builder}: {done.seconds:.3f} s", file=sys.stderr, flush=True)
    for _, (_, written) in commands.items():
        assert written.read_bytes().startswith(b"%PDF-"), written
    return {b: Runs(tuple(done), commands[b][1].stat().st_size / 1e6) for b, done in runs.items()}


def _commands(deck: str, project: Path) -> Iterator[tuple[str, tuple[Sequence[str], Path]]]:
    """Each builder's command, to be run in `project`, and the file that it writes."""
    yield OURS, ((sys.executable, "-m", "deck", "pdf"), project / "build" / "slides.en.pdf")
    command = (sys.executable, "-m", "deck", "handout", "--style", "3up")
    yield HANDOUT, (command, project / "build" / "slides.en.3up.pdf")
    if shutil.which("soffice") and (deck == TALK or int(deck) <= LIBREOFFICE_UP_TO):
        fonts = project / "fonts.conf"
        fonts.write_text(
            '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
            f"<dir>{project / 'assets' / 'fonts'}</dir><cachedir>{project / 'fonts-cache'}</cachedir></fontconfig>",
            encoding="utf-8",
        )
        profile = f"-env:UserInstallation={(project / 'profile').as_uri()}"
        where = ("--headless", "--convert-to", "pdf", "--outdir", "office", str(project / "build" / "slides.en.pptx"))
        command = ("env", f"FONTCONFIG_FILE={fonts}", "soffice", profile, *where)
        yield OFFICE, (command, project / "office" / "slides.en.pdf")


# One process that has drawn the deck before, and draws it with one word more on one slide.
_EDITED = """
import sys, time
from pathlib import Path
from deck.diagnostics import Report
from deck.page import TextBox
from deck.pipeline import build
from deck.references import load_references
from deck.value import replace
from deck.workspace import Workspace
from deck.write.drawing import slide_pdf
from deck.write.handout import Order, known_styles, make

def said(box, word):
    [first, *others] = box.frame.paragraphs
    [line, *below] = first.lines
    pieces = (replace(line.pieces[0], text=f"{line.pieces[0].text} {word}"), *line.pieces[1:])
    laid = replace(first, lines=(replace(line, pieces=pieces), *below))
    return replace(box, frame=replace(box.frame, paragraphs=(laid, *others)))

world, report = Workspace.find(Path(sys.argv[1])), Report()
deck, library = build(world, report), report.take(load_references(world))
order = Order(known_styles()["3up"])
def draw(pages):
    DRAW
draw(deck.pages)
page = deck.pages[len(deck.pages) // 2]
for number in range(9):
    elements = (said(page.elements[0], number), *page.elements[1:])
    pages = tuple(replace(page, elements=elements) if one is page else one for one in deck.pages)
    start = time.perf_counter(), time.process_time()
    draw(pages)
    print(time.perf_counter() - start[0], time.process_time() - start[1])
"""
_WARM = {
    OURS: "slide_pdf(deck, pages)",
    HANDOUT: "make(replace(deck, pages=pages), order, world, library, report)",
}


def _warm(project: Path, builder: str) -> tuple[float, float]:
    """Milliseconds and processor milliseconds of the PDF after a word was changed, in a process that knows the rest."""
    said = _run(sys.executable, "-c", _EDITED.replace("DRAW", _WARM[builder]), str(project / "slides.yaml"))
    rows = [tuple(map(float, line.split())) for line in said.splitlines()]
    return median(row[0] for row in rows) * 1000, median(row[1] for row in rows) * 1000


def _run(*command: str) -> str:
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, cwd=ROOT)
    if done.returncode:
        raise SystemExit(f"{' '.join(command[:4])}:\n{done.stdout}{done.stderr}")
    return done.stdout


# ---------------------------------------------------------------- the table


def _page(
    results: Mapping[tuple[str, str], Runs], warm: Mapping[tuple[str, str], tuple[float, float]]
) -> Iterator[str]:
    decks = list(dict.fromkeys(deck for deck, _ in results))
    yield "# How long slide PDF and handout take"
    yield ""
    yield (
        f"Written by `python -m benchmarks.slide_pdf` on {date.today()}; seconds depend on the machine, so compare "
        "ratios. Whole processes, started one after the other in turn after one that does not count; medians, with "
        f"least and most in brackets. Python {platform.python_version()}, {os.cpu_count()} cores, typst "
        f"{version('typst')}."
    )
    yield ""
    yield (
        "`deck pdf` reads the YAML, lays the talk out and writes a tagged PDF/UA-1 with vector figures; `deck handout` "
        "puts three slides on a page, with references and QR codes, and reads the finished file back for leaked notes; "
        "LibreOffice converts the .pptx that `deck build` made of it, with the same fonts. All leave hidden slides "
        "out. Warm: the PDF of a laid-out "
        "deck after one word was changed, in a process that has drawn it before."
    )
    yield ""
    yield "| deck | builder | seconds | ÷ LibreOffice | processor s | ÷ LibreOffice | peak MiB | file MB |"
    yield "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    for (deck, builder), runs in results.items():
        office = results.get((deck, OFFICE))
        ratio = f"{runs.seconds / office.seconds:.2f}" if office else "not measured"
        less = f"{runs.cpu / office.cpu:.2f}" if office else "not measured"
        least, most = runs.range
        yield (
            f"| {_named(deck)} | {builder} | {runs.seconds:.3f} ({least:.3f}–{most:.3f}) | {ratio} "
            f"| {runs.cpu:.3f} | {less} | {runs.peak_mib:.0f} | {runs.written_mb:.1f} |"
        )
    yield ""
    for builder in _WARM:
        again = (
            f"{_named(deck)} {wall:.0f} ms ({cpu:.0f} ms of the processor)"
            for (deck, one), (wall, cpu) in warm.items()
            if one == builder
        )
        yield f"Warm, {builder}: {', '.join(again)}."
        yield ""
    sizes = [deck for deck in decks if deck != TALK]
    for builder in _WARM if len(sizes) > 1 else ():
        steps = (
            f"{a} to {b}: {_exponent(results, builder, a, b, wall):.2f} "
            f"({_exponent(results, builder, a, b, processor):.2f})"
            for a, b in pairwise(sizes)
        )
        yield f"Growth exponent of {builder} (of the processor's time; 1 is linear): {', '.join(steps)}."
        yield ""


def _named(deck: str) -> str:
    return deck if deck == TALK else f"{deck} slides"


def wall(runs: Runs) -> float:
    return runs.seconds


def processor(runs: Runs) -> float:
    return runs.cpu


def _exponent(
    results: Mapping[tuple[str, str], Runs], builder: str, small: str, large: str, of: Callable[[Runs], float]
) -> float:
    return math.log(of(results[large, builder]) / of(results[small, builder])) / math.log(int(large) / int(small))


if __name__ == "__main__":
    raise SystemExit(main())
