"""Is a process that has built before as right as a fresh one? A preview edits, builds and edits again."""

from __future__ import annotations

import hashlib
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from deck.diagnostics import Report
from deck.pipeline import Edition, build
from deck.workspace import Workspace
from tests.slow import slow
from tests.story import PROJECT

FRESH = """
import sys
from pathlib import Path
from tests.test_warm import digest
print(digest(Path(sys.argv[1]), sys.argv[2]))
"""
PARTS = ("slides.yaml", "locales", "figures", "assets")
Edit = Callable[[Path, random.Random], None]


def digest(folder: Path, locale: str) -> str:
    """What the pages of the talk show, in one line, and what is wrong with it."""
    report = Report()
    deck = build(Workspace.find(folder / "slides.yaml"), report, Edition(locale))
    said = [(one.code, one.message, str(one.span)) for one in report]
    return hashlib.sha256(repr((deck.pages if deck else None, said)).encode()).hexdigest()


def change(name: str, pattern: str, new: Callable[[re.Match[str], random.Random], str]) -> Edit:
    """Replace one of the matches in a file."""

    def edit(folder: Path, chance: random.Random) -> None:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        found = list(re.finditer(pattern, text, re.MULTILINE))
        one = chance.choice(found)
        path.write_text(text[: one.start()] + new(one, chance) + text[one.end() :], encoding="utf-8")

    return edit


def swap_two_slides(folder: Path, chance: random.Random) -> None:
    path = folder / "slides.yaml"
    head, *slides = re.split(r"(?m)^(?=  - id: )", path.read_text(encoding="utf-8"))
    place = chance.randrange(len(slides) - 1)
    slides[place], slides[place + 1] = slides[place + 1], slides[place]
    path.write_text(head + "".join(slides), encoding="utf-8")


EDITS: dict[str, Edit] = {
    "a word in the talk": change("slides.yaml", r"\b(the|a|in)\b", lambda m, c: f"{m[0]} {c.choice(('very', 'own'))}"),
    "a slip": change("slides.yaml", r"^    title:", lambda m, c: "    titel:"),
    "the slip mended": change("slides.yaml", r"^    tit(?:le|el):", lambda m, c: "    title:"),
    "a word in the translation": change("locales/de.yaml", r"\b(die|der|und)\b", lambda m, c: f"{m[0]} auch"),
    "a colour": change(
        "assets/brand/brand.yaml", r'hex: "([0-9A-F]{5})[0-9A-F]"', lambda m, c: f'hex: "{m[1]}{c.choice("0123")}"'
    ),
    "a size of type": change(
        "assets/brand/brand.yaml", r"size: (\d+)", lambda m, c: f"size: {int(m[1]) - c.choice((0, 1))}"
    ),
    "a row of data": change(
        "figures/data/trials.csv", r"RECRUITING", lambda m, c: c.choice(("COMPLETED", "RECRUITING"))
    ),
    "a title of a reference": change("assets/references.json", r'"title": "', lambda m, c: f"{m[0]}{c.choice('ABC')} "),
    "a script": change("figures/trial_counts.py", r"\Z", lambda m, c: f"# {c.random()}\n"),
    "the order of slides": swap_two_slides,
}


def compare(folder: Path, count: int, seed: int) -> list[str]:
    """The names of the edits after which this process and a fresh one differ."""
    chance = random.Random(seed)
    for name in PARTS:
        copy = shutil.copytree if (PROJECT / name).is_dir() else shutil.copy
        copy(PROJECT / name, folder / name)
    shutil.copytree(PROJECT / ".cache", folder / ".cache", dirs_exist_ok=True) if (
        PROJECT / ".cache"
    ).is_dir() else None
    wrong = []
    for number in range(count):
        name = chance.choice(list(EDITS))
        try:
            EDITS[name](folder, chance)
        except IndexError:  # nothing left to mend
            continue
        locale = ("", "de")[number % 2]
        told = subprocess.run(
            [sys.executable, "-c", FRESH, str(folder), locale], cwd=PROJECT, capture_output=True, text=True, check=True
        )
        if told.stdout.strip().splitlines()[-1] != digest(folder, locale):
            wrong.append(f"{number}: {name}")
    return wrong


@pytest.mark.parametrize("seed", [slow(1)])
def test_twenty_edits_give_what_a_fresh_process_gives(seed: int, tmp_path: Path) -> None:
    assert compare(tmp_path, 20, seed) == []
