"""Many edits of random kinds in a row: does the preview grow, and does it show in the end what a fresh one shows?"""

from __future__ import annotations

import os
import random
import re
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from statistics import median
from typing import NamedTuple

from tests.serve.browser import Browser, Window

Served = Callable[[], AbstractContextManager[tuple[str, int]]]
"""A preview for a while: its address and its process."""
SAMPLES = 40
"""How often memory is looked at."""


class Soaked(NamedTuple):
    edits: int
    kinds: Mapping[str, int]
    memory: tuple[float, float]
    """MiB of all processes, early and at the end."""
    browser: tuple[float, float]
    """MiB of the page's own objects, early and at the end."""
    pages: int
    differ: tuple[str, ...]
    """The pages that a fresh preview shows otherwise."""


def soak(browser: Browser, talk: Path, served: Served, edits: int) -> Soaked:
    """`served` begins a preview of the talk."""
    files, chance = Files(talk), random.Random(21)
    ours, theirs, kinds = list[float](), list[float](), dict[str, int]()
    with served() as (address, process):
        window = opened(browser, address)
        for number in range(edits):
            kind = chance.choices(list(KINDS), [weight for weight, _ in KINDS.values()])[0]
            KINDS[kind][1](files, chance, number)
            kinds[kind] = kinds.get(kind, 0) + 1
            # Sometimes the next edit comes before the last is seen.
            time.sleep(chance.choice((0.0, 0.05, 0.1, 0.3)))
            if number % max(edits // SAMPLES, 1) == 0:
                settled(window)
                ours.append(memory(process))
                theirs.append(window.heap())
        files.mend()
        shown = pages(window)
        window.close()
    with served() as (address, _):
        window = opened(browser, address)
        fresh = pages(window)
        window.close()
    differ = tuple(sorted(name for name in shown.keys() | fresh.keys() if shown.get(name) != fresh.get(name)))
    quarter = max(len(ours) // 4, 1)
    early, late = slice(quarter, 2 * quarter), slice(-quarter, None)
    return Soaked(
        edits,
        dict(sorted(kinds.items())),
        (median(ours[early] or ours), median(ours[late])),
        (median(theirs[early] or theirs), median(theirs[late])),
        len(fresh),
        differ,
    )


def opened(browser: Browser, address: str) -> Window:
    """All slides in English and German, as far as they are built."""
    window = browser.open(f"{address}#mode=grid&first=&second=de&pinned=1")
    window.wait("document.querySelectorAll('main article').length > 2", 120)
    return window


def settled(window: Window) -> None:
    """All that was saved is shown, or called stale."""
    time.sleep(0.3)
    window.wait("document.getElementById('state').className !== 'busy'", 120)


def pages(window: Window) -> dict[str, str]:
    """What stands in the browser in the end, by slide and language."""
    time.sleep(1.0)
    settled(window)
    each = "[...document.querySelectorAll('main article')]"
    name = "one.closest('[data-row]').dataset.row + ' ' + one.dataset.locale"
    return dict(window.run(f"{each}.map(one => [{name}, one.outerHTML])"))


def memory(process: int) -> float:
    """MiB that a process holds with all that it has begun; what they share is counted once."""
    said = _read(process, "smaps_rollup")
    own = sum(int(line.split()[1]) for line in said.splitlines() if line.startswith("Pss:"))
    return own / 1024 + sum(map(memory, _begun(process)))


def processor(process: int) -> float:
    """Seconds that a process has worked with all that it has begun, and be they gone."""
    said = _read(process, "stat").rpartition(")")[2].split()
    own = sum(map(int, said[11:15])) / os.sysconf("SC_CLK_TCK")
    return own + sum(map(processor, _begun(process)))


def _begun(process: int) -> set[int]:
    tasks = Path(f"/proc/{process}/task")
    found = tasks.iterdir() if tasks.exists() else ()
    return {int(child) for task in found for child in _read(process, f"task/{task.name}/children").split()}


def _read(process: int, what: str) -> str:
    try:
        return Path(f"/proc/{process}/{what}").read_text()
    except OSError:  # it has just ended
        return ""


class Files:
    """The talk's files as they were, and as they are."""

    def __init__(self, talk: Path) -> None:
        folder = talk.parent
        self.talk, self.german = talk, folder / "locales" / "de.yaml"
        self.scripts = [path for path in sorted((folder / "figures").glob("*.py")) if "def draw(" in path.read_text()]
        self.good = {path: path.read_text(encoding="utf-8") for path in (self.talk, self.german, *self.scripts)}

    def read(self, path: Path) -> str:
        return path.read_text(encoding="utf-8") if path.exists() else self.good[path]

    def mend(self) -> None:
        """All files without a mistake; words that were added stay."""
        for path, text in self.good.items():
            now = self.read(path)
            whole = len(now.split("\n")) >= len(text.split("\n")) and not re.search(r"\bbroken\b|draw\($", now)
            path.write_text(now if path.exists() and whole else text, encoding="utf-8")


Edit = Callable[[Files, random.Random, int], None]


def _word(file: str) -> Edit:
    def edit(files: Files, chance: random.Random, number: int) -> None:
        path: Path = getattr(files, file)
        lines = files.read(path).split("\n")
        places = [at for at, line in enumerate(lines) if re.match(r" +(title|text|quote|notes|alt): [A-Z]", line)]
        at = chance.choice(places) if places else 0
        lines[at] = re.sub(r"( word\d+x)?$", f" word{number}x", lines[at])
        path.write_text("\n".join(lines), encoding="utf-8")

    return edit


def _line(files: Files, chance: random.Random, number: int) -> None:
    """A remark somewhere between two slides, or away with them all."""
    text = files.read(files.talk)
    if text.count("# remark") > 5:
        text = re.sub(r"  # remark \d+\n", "", text)
    else:
        places = [found.start() for found in re.finditer(r"^  - id:", text, re.MULTILINE)] or [0]
        at = chance.choice(places)
        text = f"{text[:at]}  # remark {number}\n{text[at:]}"
    files.talk.write_text(text, encoding="utf-8")


def _swap(files: Files, chance: random.Random, number: int) -> None:
    head, *parts = re.split(r"^(?=  - id: )", files.read(files.talk), flags=re.MULTILINE)
    if len(parts) > 2:
        at = chance.randrange(len(parts) - 1)
        parts[at : at + 2] = [parts[at + 1], parts[at]]
    files.talk.write_text(head + "".join(parts), encoding="utf-8")


def _broken(files: Files, chance: random.Random, number: int) -> None:
    text = files.read(files.talk)
    new = chance.choice(
        (
            text.replace("    title: ", "    tilte: ", 1),
            text[: len(text) // 2],
            text.replace("slides:", "slides: [broken", 1),
            "",
        )
    )
    files.talk.write_text(new, encoding="utf-8")
    time.sleep(chance.choice((0.0, 0.3)))
    files.talk.write_text(text, encoding="utf-8")


def _gone(files: Files, chance: random.Random, number: int) -> None:
    path = chance.choice((files.talk, files.german))
    text = files.read(path)
    path.unlink(missing_ok=True)
    time.sleep(chance.choice((0.0, 0.3)))
    path.write_text(text, encoding="utf-8")


def _replaced(files: Files, chance: random.Random, number: int) -> None:
    """As many editors save: a new file in the place of the old."""
    new = files.talk.with_suffix(".new")
    new.write_text(files.read(files.talk).rstrip("\n") + f"\n# saved {number}\n", encoding="utf-8")
    new.replace(files.talk)


def _twice(files: Files, chance: random.Random, number: int) -> None:
    for again in (0, 1):
        _word("talk")(files, chance, 2 * number + again)
        time.sleep(0.005)


def _figure(files: Files, chance: random.Random, number: int) -> None:
    path = chance.choice(files.scripts)
    path.write_text(chance.choice((files.good[path], files.good[path] + f"\n# {number}\n")), encoding="utf-8")


def _back(files: Files, chance: random.Random, number: int) -> None:
    """Another branch: all files as they were."""
    for path, text in files.good.items():
        path.write_text(text, encoding="utf-8")


KINDS: Mapping[str, tuple[int, Edit]] = {
    "a word": (60, _word("talk")),
    "a word of the translation": (15, _word("german")),
    "a line more or less": (6, _line),
    "two slides in each other's place": (3, _swap),
    "a mistake, and mended": (6, _broken),
    "a file gone, and back": (3, _gone),
    "a new file in place of the old": (4, _replaced),
    "two saves in 10 ms": (4, _twice),
    "a figure's script": (1, _figure),
    "all files as they were": (1, _back),
}
"""How often of a hundred, and what is done."""
