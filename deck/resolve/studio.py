"""Hand out figures to processes, several at once, each with a time limit; a script takes down no more than its own.

What runs here was started by `draw_at_once`.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import sys
import threading
from functools import partial

from deck.figure import warm_up
from deck.offspring import Account, lowered, trail
from deck.pool import Died, at_once
from deck.resolve.draw_one import Failed, Job, Place, draw_one


def serve(method: str) -> None:
    """Read an order from standard input, and write what becomes of its jobs to standard output."""
    # What scripts print goes where messages go: `deck check --format json` prints nothing but JSON.
    results = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    # Before it is known what to draw: it may have been begun ahead of that.
    if method == "fork":
        warm_up()
    try:
        order, jobs = pickle.load(sys.stdin.buffer)
    except EOFError:  # there was nothing to draw
        return
    threading.Thread(target=_end_with_input, daemon=True).start()
    with contextlib.suppress(OSError):  # nobody listens any more
        for place, result in at_once(partial(draw_one, order=order), jobs, method, _limit):
            answer = _why(result, jobs[place]) if isinstance(result, Died) else result
            pickle.dump((place, answer), results)
            results.flush()
    _end_with_input()


def _limit(job: Job) -> float:
    return job.limit


def _end_with_input() -> None:
    """Wait until nobody listens any more; those that draw end with this process."""
    os.read(0, 1)
    os._exit(0)


def _why(died: Died, job: Job) -> Failed:
    _, last_words = Account.read(died.account)
    why = f"it was not finished after {job.limit:g} seconds" if died.late else f"its process {died.why}"
    why = f"it {lowered(last_words)}" if lowered(last_words) else why
    return Failed(why, tuple(Place(*place) for place in trail(last_words, job.script)) if job.script else ())
