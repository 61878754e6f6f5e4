"""Draw figures in processes of their own, and see to it that none is left behind.

`deck` itself never loads matplotlib. One process does, the studio, and makes others that share what it has loaded.
"""

from __future__ import annotations

import contextlib
import pickle
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from deck.offspring import end_fresh, fresh, received
from deck.resolve.draw_one import ENDED, Drawn, Failed, Job, Order

if TYPE_CHECKING:
    from deck.offspring import Fresh

# Forked processes share what is loaded; macOS does not allow them to use its frameworks, and Windows has none.
METHOD = "fork" if sys.platform.startswith("linux") else "spawn"
GRACE = 5.0
"""Seconds that the studio has to go home."""

Result = tuple[int, Drawn | Failed]
"""The place of a job, and what became of it."""


def draw_at_once(order: Order, jobs: Sequence[Job], method: str = METHOD) -> Iterator[Result]:
    """What became of each job, as it becomes known; `method` is how processes are made: fork or spawn."""
    waiting = set(range(len(jobs)))
    with _studio(method) as studio:
        assert studio.stdin is not None and studio.stdout is not None
        with contextlib.suppress(EOFError, BrokenPipeError):
            pickle.dump((order, tuple(jobs)), studio.stdin)
            studio.stdin.flush()
            while waiting:
                place, result = received(studio.stdout)
                waiting.discard(place)
                yield place, result
    for place in sorted(waiting):
        yield place, ENDED


_kept: Fresh | None = None
"""A studio that is begun before there is anything to draw, and draws one order after another."""


def prepare(method: str = METHOD) -> int:
    """Let one studio draw all figures from now on: who draws again and again does not wait until it has loaded.

    The number of its process; 0 where figures are drawn by processes that share nothing with it.
    """
    global _kept
    if method != "fork":
        return 0
    if _kept is None or _kept.poll() is not None:
        _kept = _begun(method)
    return _kept.pid


def _begun(method: str) -> Fresh:
    # One thread each: there is a process for each processor already.
    alone = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MPLBACKEND": "agg"}
    return fresh("deck.resolve.studio:serve", method, environment=alone)


@contextlib.contextmanager
def _studio(method: str) -> Iterator[Fresh]:
    global _kept
    kept, _kept = _kept, None
    studio = kept if kept is not None and kept.poll() is None else _begun(method)
    try:
        yield studio
        if studio is kept:
            # Only where its order is done: else what it still says would be taken for the answer to the next one.
            _kept = studio
    finally:
        if _kept is not studio:
            end_fresh(studio, GRACE)
