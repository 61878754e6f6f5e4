"""Figures drawn where the test runs, for tests that ask what is drawn and not which process draws it.

To begin a process takes a second; `tests/figures/test_machinery_processes.py` asks what becomes of figures in one.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Sequence

import pytest

from deck.resolve import draw_at_once
from deck.resolve.draw_one import Drawn, Failed, Job, Order, draw_one


@pytest.fixture
def drawn_here(monkeypatch: pytest.MonkeyPatch) -> None:
    draw_here(monkeypatch)


def draw_here(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(draw_at_once, "draw_at_once", drawn_in_turn)


def draw_in_processes(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(draw_at_once, "draw_at_once", _in_processes)


_in_processes = draw_at_once.draw_at_once


def drawn_in_turn(order: Order, jobs: Sequence[Job]) -> Iterator[tuple[int, Drawn | Failed]]:
    for place, job in enumerate(jobs):
        # Between processes only what can be pickled comes through.
        yield place, pickle.loads(pickle.dumps(draw_one(job, order)))
