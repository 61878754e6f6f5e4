"""Every input of a talk, broken in its own ways: translators' files, glossary, data, values, searches, talk and brand.

`python -m tests.fuzz.test_fuzz_all 10000 7` breaks ten thousand inputs, and tells what came of them.
"""

from __future__ import annotations

import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from deck import pipeline
from deck.page import Image, Page, PictureBox
from deck.value import replace
from tests.fuzz.bench import INPUTS, Bench
from tests.fuzz.test_fuzz import PIXEL
from tests.slow import slow

SEED = 15
BATCHES, CASES = 10, 100
"""1,000 inputs, of which a tenth is no slow test."""
HANGS_S = 30


def drawn(picture: PictureBox) -> PictureBox:
    return replace(picture, image=Image(PIXEL))


def draw_nothing(pages: tuple[Page, ...], *rest: Any) -> tuple[tuple[Page, ...], tuple[()]]:
    """Every picture is one white pixel; how pictures are read has tests of its own."""
    return tuple(page.with_pictures(drawn) for page in pages), ()


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench(tmp_path_factory.mktemp("fuzz") / "talk")


def test_the_unbroken_inputs_have_no_fault(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.fuzz.bench import VALUES

    monkeypatch.setattr(pipeline, "draw_figures", draw_nothing)
    for name in INPUTS:
        content = VALUES if name == "values" else bench.whole[name].encode()
        assert list(bench.faults(name, content)) == [], name


@pytest.mark.parametrize("batch", [0, *map(slow, range(1, BATCHES))])
def test_a_broken_input_is_read_or_refused_and_loses_nothing(
    bench: Bench, batch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "draw_figures", draw_nothing)
    assert [fault for number in range(CASES) for fault in wrong(bench, SEED, batch * CASES + number)] == []


def wrong(bench: Bench, seed: int, number: int) -> Iterator[str]:
    """What the program does wrong with one case; each input has its turn."""
    name = INPUTS[number % len(INPUTS)]
    try:
        for fault in bench.faults(name, bench.broken(name, Random(f"{seed} {number}"))):
            yield f"{name} {seed} {number}: {fault}"
    except Exception as problem:  # what the program may never do, whatever it is
        place = traceback.extract_tb(problem.__traceback__)[-1]
        said = f"{type(problem).__name__}: {problem}"[:200]
        yield f"{name} {seed} {number}: crash: {said} at {Path(place.filename).name}:{place.lineno}"


def main(cases: int, seed: int) -> None:
    class Hangs(Exception):
        pass

    def give_up(*rest: object) -> None:
        raise Hangs(f"not done after {HANGS_S} seconds")

    signal.signal(signal.SIGALRM, give_up)
    pipeline.draw_figures = draw_nothing
    done: Counter[str] = Counter()
    found, began = [], time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder) / "talk")
        for number in range(cases):
            signal.alarm(HANGS_S)
            faults = list(wrong(bench, seed, number))
            signal.alarm(0)
            done[INPUTS[number % len(INPUTS)]] += 1
            found += faults
            print(*faults, sep="\n", end="\n" if faults else "", flush=True)
    hangs = sum("Hangs" in fault for fault in found)
    crashes = sum("crash" in fault for fault in found) - hangs
    print(f"{cases} inputs in {time.monotonic() - began:.0f} s: {crashes} crashes, {hangs} hangs, {len(found)} faults")
    print(", ".join(f"{name} {count}" for name, count in done.items()))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
