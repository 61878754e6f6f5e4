"""Hand out figures to processes, several at once, each with a time limit; a script takes down no more than its own.

What runs here was started by `draw_at_once`.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import select
import sys
import threading
from functools import partial

from deck.figure import warm_up
from deck.offspring import Account, lowered, received, trail
from deck.pool import Died, at_once
from deck.resolve.draw_one import Failed, Job, Place, draw_one


def serve(method: str) -> None:
    """Read an order from standard input, and write what becomes of its jobs to standard output."""
    # What scripts print goes where messages go: `deck check --format json` prints nothing but JSON.
    results = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    if method == "fork":
        # Before it is known what to draw: it may have been begun ahead of that.
        warm_up()
    with contextlib.suppress(EOFError, OSError):  # nobody orders or listens any more
        order, jobs = received(sys.stdin.buffer)
        threading.Thread(target=_end_when_left, daemon=True).start()
        while True:
            for place, result in at_once(partial(draw_one, order=order), jobs, method, _limit):
                answer = _why(result, jobs[place]) if isinstance(result, Died) else result
                pickle.dump((place, answer), results)
                results.flush()
            order, jobs = received(sys.stdin.buffer)


def _limit(job: Job) -> float:
    return job.limit


def _end_when_left() -> None:
    """Wait until nobody listens any more; those that draw end with this process."""
    if hasattr(select, "poll"):
        # That the pipe has no other end is all that is waited for: what comes through it is the next order.
        left = select.poll()
        left.register(0, 0)
        left.poll()
    else:  # Windows, where a studio has one order
        os.read(0, 1)
    os._exit(0)


def _why(died: Died, job: Job) -> Failed:
    _, last_words = Account.read(died.account)
    why = f"it was not finished after {job.limit:g} seconds" if died.late else f"its process {died.why}"
    why = f"it {lowered(last_words)}" if lowered(last_words) else why
    return Failed(why, tuple(Place(*place) for place in trail(last_words, job.script)) if job.script else ())
