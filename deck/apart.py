"""Let a process of its own do what foreign content may make it do for ever, or die of; its death is an answer."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from deck.offspring import end_fresh, fresh, received

if TYPE_CHECKING:
    import queue

    from deck.offspring import Fresh

SECONDS = 20.0
"""For one answer. The largest photograph that is read takes three."""
MEGABYTES = 4096


class Ended(Exception):
    """Why there is no answer, in words that go on after "it"."""


class Apart:
    """A process that answers with what a function returns; it begins with the first question, and is kept.

    It is limited, not locked in: what may be read and written is as outside.
    """

    def __init__(self, seconds: float = SECONDS, megabytes: int = MEGABYTES) -> None:
        self._seconds, self._megabytes = seconds, megabytes
        self._process: Fresh | None = None
        self._owner = 0

    def ask(self, work: str, *given: Any) -> Any:
        """What `module:function` returns for these; Ended where it does not.

        Paths among them are absolute: the process stays in the folder where it began.
        """
        # Imported here because what was read before asks nobody.
        import queue

        process = self._process = self._running() or self._begun()
        answers: queue.SimpleQueue[Any] = queue.SimpleQueue()
        # A thread, because Windows cannot wait for a pipe.
        threading.Thread(target=_listen, args=(process, (work, *given), answers), daemon=True).start()
        answer, why = None, f"takes more than {self._seconds:g} seconds"
        for waits in _waits(process, self._seconds):
            with contextlib.suppress(queue.Empty):
                answer = answers.get(timeout=waits)
                why = "takes more memory than there is, or makes its reader fail"
                break
        if answer is None:
            self.end()
            raise Ended(why)
        returned, value = answer
        if not returned:
            raise Ended(value)
        return value

    def _running(self) -> Fresh | None:
        # A copy of this process has no business with the pipes of the one before.
        if self._owner != os.getpid() or (self._process is not None and self._process.poll() is not None):
            return None
        return self._process

    def _begun(self) -> Fresh:
        self._owner = os.getpid()
        return fresh("deck.apart:serve", self._seconds, megabytes=self._megabytes)

    def end(self) -> None:
        """Let it go; the next question begins another one."""
        process, self._process = self._process, None
        if process is not None and self._owner == os.getpid():
            process.kill()
            end_fresh(process)


READER = Apart()
"""Reads pictures and fonts: foreign content that was not read before."""


def _waits(process: Fresh, seconds: float) -> Iterator[float]:
    """How long to wait, and again while the process has not had that much of a processor: others may keep it busy."""
    before = _worked(process)
    yield seconds
    for _ in range(_PATIENCE):
        if (left := seconds - (_worked(process) - before)) < 0.1:
            return
        yield min(left + 0.1, seconds)


_PATIENCE = 3
"""So many times the seconds is waited at most: what sleeps has nothing of a processor."""


def _worked(process: Fresh) -> float:
    """Seconds that a processor has worked for it so far; all there are where that is not known."""
    try:
        fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError, AttributeError):
        import time

        return time.monotonic()


def _listen(process: Fresh, given: tuple[Any, ...], answers: queue.SimpleQueue[Any]) -> None:
    import pickle

    assert process.stdin is not None and process.stdout is not None
    try:
        pickle.dump(given, process.stdin)
        process.stdin.flush()
        answers.put(received(process.stdout))
    except (OSError, EOFError, ValueError):
        answers.put(None)


def serve(seconds: float) -> None:
    """Answer until nobody asks any more."""
    answers = os.fdopen(os.dup(1), "wb")
    # What is printed is no answer, and libraries that die say so in their own words, which help nobody here.
    for stream in (1, 2):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
    with contextlib.suppress(EOFError, OSError):
        while True:
            work, *given = received(sys.stdin.buffer)
            _limit_time(seconds)
            _answer(answers, work, given)


def _answer(answers: IO[bytes], work: str, given: Sequence[Any]) -> None:
    import pickle

    try:
        module, _, name = work.partition(":")
        answer = (True, getattr(import_module(module), name)(*given))
    except MemoryError:
        answer = (False, "takes more memory than there is")
    except RecursionError:
        answer = (False, "is nested too deep")
    except BaseException as problem:  # a panic of Rust is no Exception
        answer = (False, f"makes its reader fail: {' '.join(str(problem).split())[:200] or type(problem).__name__}")
    pickle.dump(answer, answers)
    answers.flush()


def _limit_time(seconds: float) -> None:
    """Processor time, for a process whose parent cannot end it any more."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(used + 2 * seconds) + 1, hard))
