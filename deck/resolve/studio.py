"""Hand out figures to processes, several at once, each with a time limit; a script takes down no more than its own.

What runs here was started by `draw_at_once`: `serve` in the process that hands out, `work` in each that draws.
"""

from __future__ import annotations

import contextlib
import faulthandler
import multiprocessing
import multiprocessing.connection
import os
import pickle
import re
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from deck.figure import warm_up
from deck.resolve.draw_one import Drawn, Failed, Job, Order, Place, draw_one

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import BaseContext

GRACE = 30.0
"""Seconds on top of a job's limit after which a process that does not end itself is ended."""
Result = tuple[int, Drawn | Failed]


def serve(method: str) -> None:
    """Read an order from standard input, and write what becomes of its jobs to standard output."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What scripts print goes where messages go: `deck check --format json` prints nothing but JSON.
    results = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    order, jobs, folder = pickle.load(sys.stdin.buffer)
    studio = _Studio(order, folder, method)
    threading.Thread(target=studio.end_with_input, daemon=True).start()
    with contextlib.suppress(OSError):  # nobody listens any more
        for result in studio.drawn(jobs):
            pickle.dump(result, results)
            results.flush()
    studio.end_with_input()


class _Studio:
    """A process for each processor, or for each job where these are fewer."""

    def __init__(self, order: Order, folder: Path, method: str) -> None:
        if method == "fork":
            warm_up()
        self._order, self._folder = order, folder
        self._context = multiprocessing.get_context(method)
        self._artists: list[_Artist] = []

    def drawn(self, jobs: Sequence[Job]) -> Iterator[Result]:
        waiting = deque(enumerate(jobs))
        busy: list[_Artist] = []
        while waiting or busy:
            while waiting and len(busy) < _processors():
                busy.append(self._free_artist())
                busy[-1].begin(*waiting.popleft())
            multiprocessing.connection.wait(
                [sign for artist in busy for sign in artist.signs], min(artist.patience for artist in busy)
            )
            for artist in tuple(busy):
                result = artist.result()
                if result is not None:
                    busy.remove(artist)
                    yield artist.place, result

    def _free_artist(self) -> _Artist:
        free = next((artist for artist in self._artists if artist.is_free), None)
        if free is None:
            free = _Artist(self._context, self._order, self._folder)
            self._artists.append(free)
        return free

    def end_with_input(self) -> None:
        """Wait until nobody listens any more, and leave no process behind."""
        os.read(0, 1)
        for artist in tuple(self._artists):
            artist.end()
        os._exit(0)


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _Artist:
    """A process that draws one figure after another, as seen from outside."""

    def __init__(self, context: BaseContext, order: Order, folder: Path) -> None:
        self._order, self._folder = order, folder
        self._ours, theirs = context.Pipe()
        self._process = context.Process(target=work, args=(theirs, order, folder))  # type: ignore[attr-defined]
        self._process.start()
        theirs.close()
        self.is_free = True

    def begin(self, place: int, job: Job) -> None:
        self.place, self._job, self.is_free = place, job, False
        self._deadline = time.monotonic() + job.limit + GRACE
        with contextlib.suppress(OSError):  # where it is gone already, `result` says so
            self._ours.send(job)

    @property
    def signs(self) -> tuple[Connection, int]:
        """What moves when there is a result, or never will be one."""
        return self._ours, self._process.sentinel

    @property
    def patience(self) -> float:
        return max(self._deadline - time.monotonic(), 0.0)

    def result(self) -> Drawn | Failed | None:
        """What became of its job; None while it draws."""
        with contextlib.suppress(EOFError, OSError):
            if self._ours.poll():
                result: Drawn | Failed = self._ours.recv()
                self.is_free = True
                return result
            if self._process.is_alive() and self.patience:
                return None
        return self._farewell()

    def _farewell(self) -> Failed:
        """Why it is gone and owes a result, by what Python wrote down in its last moment."""
        self._process.join(self.patience and 1.0)
        self.end()
        file = self._folder / str(self._process.pid)
        account = file.read_bytes() if file.exists() else b""
        return Failed(self._why(account), _trail(account, self._job.script))

    def _why(self, account: bytes) -> str:
        code = self._process.exitcode or 0
        if account.startswith(b"Timeout") or not self.patience:
            return f"it was not finished after {self._job.limit:g} seconds"
        names = {one.value: one.name for one in signal.Signals}
        ended = f"was ended by {names.get(-code, f'signal {-code}')}" if code < 0 else f"exited with {code}"
        return f"its process {ended}"

    def end(self) -> None:
        self._process.kill()
        self._process.join()


def _trail(account: bytes, script: Path | None) -> tuple[Place, ...]:
    """The lines of the project's scripts in a traceback as Python writes it when it dies: the innermost call first."""
    beside = (script, *script.parent.glob("*.py")) if script else ()
    named = {_as_written(form): path for path in beside for form in (path.resolve(), path)}
    found = re.findall(rb'File "(.*)", line (\d+) in ', account)
    return tuple(Place(named[file], int(line)) for file, line in reversed(found) if file in named)


def _as_written(path: Path) -> bytes:
    return str(path).encode("ascii", "backslashreplace")


def work(jobs: Connection, order: Order, folder: Path) -> None:
    """Draw what is asked for until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    account = (folder / str(os.getpid())).open("wb")
    faulthandler.enable(account)
    while True:
        job = jobs.recv()
        # Python's own watchdog needs no turn of the interpreter, which a loop inside C code would not give it.
        faulthandler.dump_traceback_later(job.limit, exit=True, file=account)
        result = draw_one(job, order)
        faulthandler.cancel_dump_traceback_later()
        jobs.send(result)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)
