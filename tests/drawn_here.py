"""Figures drawn where the test runs, for tests that ask what is drawn and not which process draws it.

To begin a process takes a second; `tests/figures/test_machinery_processes.py` asks what becomes of figures in one.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Sequence
from hashlib import sha256

import pytest

from deck.resolve import draw_at_once
from deck.resolve.draw_figures import _look
from deck.resolve.draw_one import Drawn, Failed, Job, Order, draw_one
from deck.value import replace


@pytest.fixture
def drawn_here(monkeypatch: pytest.MonkeyPatch) -> None:
    draw_here(monkeypatch)


def draw_here(patch: pytest.MonkeyPatch) -> None:
    """What was drawn before from the same script, words and data is not drawn again, whatever talk it is in."""
    patch.setattr(draw_at_once, "draw_at_once", _drawn_once)


def draw_anew(patch: pytest.MonkeyPatch) -> None:
    """For tests that ask when something is drawn."""
    patch.setattr(draw_at_once, "draw_at_once", drawn_in_turn)


def draw_in_processes(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(draw_at_once, "draw_at_once", _in_processes)


_in_processes = draw_at_once.draw_at_once


def drawn_in_turn(order: Order, jobs: Sequence[Job]) -> Iterator[tuple[int, Drawn | Failed]]:
    for place, job in enumerate(jobs):
        # Between processes only what can be pickled comes through.
        yield place, pickle.loads(pickle.dumps(draw_one(job, order)))


def _drawn_once(order: Order, jobs: Sequence[Job]) -> Iterator[tuple[int, Drawn | Failed]]:
    for place, job in enumerate(jobs):
        made_of = _made_of(job, order)
        if made_of not in _DRAWN:
            [(_, result)] = drawn_in_turn(order, [job])
            if isinstance(result, Failed):  # it names the files of this talk
                yield place, result
                continue
            _DRAWN[made_of] = result
        yield place, _DRAWN[made_of]


_DRAWN: dict[object, Drawn] = {}


def _made_of(job: Job, order: Order) -> object:
    """All that a figure is drawn from; where that lies is no part of it."""
    scripts = sorted(job.script.parent.glob("*.py")) if job.script else []
    data = [order.data_folder / name for name in sorted(job.declared.data)] if job.declared else []
    read = [(path.name, sha256(path.read_bytes()).digest()) for path in (*scripts, *data) if path.is_file()]
    return repr((replace(job, script=None), _look(order.brand), order.brand.right_to_left, order.language, read))
