"""Processes that do jobs at once, each with an account of how it died; a job takes down no more than its own."""

from __future__ import annotations

import contextlib
import faulthandler
import math
import multiprocessing
import multiprocessing.connection
import os
import sys
import tempfile
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from deck.offspring import Account, begin, die_failing, how_it_ended, is_late, keep

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import BaseContext

GRACE = 30.0
"""Seconds on top of a job's limit after which a process that does not end itself is ended."""

Answer = TypeVar("Answer")


class Died(NamedTuple):
    """A process that owes an answer: why, in words that go on after "its process", and its account."""

    why: str
    late: bool
    account: bytes


def at_once(
    do: Callable[[Any], Answer],
    jobs: Sequence[Any],
    method: str,
    seconds: Callable[[Any], float] | None = None,
    processes: int = 0,
    patience: float = 0.0,
) -> Iterator[tuple[int, Answer | Died]]:
    """What becomes of each job, by its place, as it becomes known.

    `method` is how processes are made, fork or spawn; `seconds` says how long a job may take. Where it says nothing, a
    process is ended after `patience` seconds, if there are any, and scripts in it have limits of their own. What a job
    raises is raised here.
    """
    waiting = deque(enumerate(jobs))
    limits = [seconds(job) if seconds else 0.0 for job in jobs]
    workers: list[Worker[Answer]] = []
    most = min(processes or processors(), len(jobs))
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        try:
            while waiting or any(not worker.is_free for worker in workers):
                while waiting and (worker := _free(workers, most, do, Path(folder), method)) is not None:
                    place, job = waiting.popleft()
                    worker.begin(place, job, limits[place], patience)
                busy = [worker for worker in workers if not worker.is_free]
                left = min(worker.patience for worker in busy)
                signs = [sign for worker in busy for sign in worker.signs]
                multiprocessing.connection.wait(signs, left if left < math.inf else None)
                for worker in busy:
                    result = worker.result()
                    if isinstance(result, Died):
                        workers.remove(worker)
                    if result is not None:
                        yield worker.place, result.value if isinstance(result, _Answered) else result
        finally:
            for worker in workers:
                worker.end()


def how_to_begin() -> str:
    """`fork` where a copy of this process, which has all modules loaded, can go on; else `spawn`."""
    # macOS does not allow a copy to use its frameworks, and the threads of typst do not live on in one: what it asks
    # of them would never be answered.
    return "fork" if sys.platform.startswith("linux") and "typst" not in sys.modules else "spawn"


def processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _free(
    workers: list[Worker[Answer]], most: int, do: Callable[[Any], Answer], folder: Path, method: str
) -> Worker[Answer] | None:
    free = next((worker for worker in workers if worker.is_free), None)
    if free is None and len(workers) < most:
        free = Worker(multiprocessing.get_context(method), do, folder)
        workers.append(free)
    return free


class _Answered(NamedTuple, Generic[Answer]):
    value: Answer


class Worker(Generic[Answer]):
    """A process that does one job after another, as seen from outside."""

    def __init__(self, context: BaseContext, do: Callable[[Any], Answer], folder: Path) -> None:
        self._folder = folder
        self._ours, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs, do, folder, os.getpid()))  # type: ignore[attr-defined]
        self._process.start()
        theirs.close()
        self.is_free = True

    def begin(self, place: int, job: Any, seconds: float, patience: float = 0.0) -> None:
        self.place, self.is_free = place, False
        longest = seconds + GRACE if seconds else patience or math.inf
        self._deadline = time.monotonic() + longest
        with contextlib.suppress(OSError):  # where it is gone already, `result` says so
            self._ours.send((job, seconds))

    @property
    def signs(self) -> tuple[Connection, int]:
        """What moves when there is a result, or never will be one."""
        return self._ours, self._process.sentinel

    @property
    def patience(self) -> float:
        """Seconds that it still has."""
        return max(self._deadline - time.monotonic(), 0.0)

    def result(self) -> _Answered[Answer] | Died | None:
        """What became of its job; None while it works."""
        with contextlib.suppress(EOFError, OSError):
            if self._ours.poll():
                returned, value = self._ours.recv()
                if not returned:
                    raise value
                self.is_free = True
                return _Answered(value)
            if self._process.is_alive() and self.patience:
                return None
        return self._farewell()

    def _farewell(self) -> Died:
        late = not self.patience
        self._process.join(0 if late else 1.0)
        self.end()
        file = self._folder / str(self._process.pid)
        account = file.read_bytes() if file.exists() else b""
        ended = how_it_ended(self._process.exitcode or 0)
        return Died(ended, late or is_late(Account.read(account)[1]), account)

    def end(self) -> None:
        self._process.kill()
        self._process.join()


def _work(jobs: Connection, do: Callable[[Any], Any], folder: Path, parent: int) -> None:
    """Do what is asked for until nobody asks any more."""
    begin(parent)
    if hasattr(os, "setsid"):
        os.setsid()  # a signal that a script sends to its whole group ends one job
    account = Account((folder / str(os.getpid())).open("wb"))
    keep(account)
    while True:
        try:
            job, seconds = jobs.recv()
        except (EOFError, OSError):  # it is gone, and so is this process in a moment
            return
        if seconds:
            keep(None)  # the job as a whole has a limit, and scripts in it none of their own
            faulthandler.dump_traceback_later(seconds, exit=True, file=account.file)
        try:
            answer = (True, do(job))
        except BaseException as problem:  # raised again where somebody hears it
            if type(problem).__module__ != "click.exceptions":
                die_failing(problem)  # but not here: the talk's code may have changed the program
            answer = (False, _as_raised(problem))
        if seconds:
            faulthandler.cancel_dump_traceback_later()
        with contextlib.suppress(BrokenPipeError):
            jobs.send(answer)


def _as_raised(problem: BaseException) -> BaseException:
    """What can be sent, with the way that it came."""
    way = "".join(traceback.format_exception(problem))
    raised = problem if type(problem).__module__ in ("builtins", "click.exceptions") else RuntimeError(str(problem))
    raised.add_note(way)
    return raised
