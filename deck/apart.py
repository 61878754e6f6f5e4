"""Let a process of its own do what foreign content may make it do for ever, or die of; its death is an answer."""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import subprocess
import sys
import threading
from importlib import import_module
from types import TracebackType
from typing import IO, Any

SECONDS = 30.0
"""For one answer. The largest photograph that is read takes three."""
MEGABYTES = 4096
_START = "import sys; sys.path[:] = {path!r}; from deck.apart import serve; serve({work!r}, {megabytes}, {seconds})"


class Ended(Exception):
    """Why there is no answer, in words that go on after "it"."""


class Apart:
    """A process that answers with what `module:function` returns; it begins with the first question.

    It is limited, not locked in: what may be read and written is as outside.
    """

    def __init__(self, work: str, seconds: float = SECONDS, megabytes: int = MEGABYTES) -> None:
        self._work, self._seconds, self._megabytes = work, seconds, megabytes
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Apart:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def ask(self, *given: Any) -> Any:
        """What the function returns for these; Ended where it does not."""
        process = self._process = self._process or self._begun()
        answers: queue.SimpleQueue[Any] = queue.SimpleQueue()
        # A thread, because Windows cannot wait for a pipe.
        threading.Thread(target=_listen, args=(process, given, answers), daemon=True).start()
        try:
            answer = answers.get(timeout=self._seconds)
        except queue.Empty:
            answer = None
            why = f"takes more than {self._seconds:g} seconds"
        else:
            why = "takes more memory than there is, or makes its reader fail"
        if answer is None:
            self._end()
            raise Ended(why)
        returned, value = answer
        if not returned:
            raise Ended(value)
        return value

    def _begun(self) -> subprocess.Popen[bytes]:
        start = _START.format(path=sys.path, work=self._work, megabytes=self._megabytes, seconds=self._seconds)
        # Libraries that die say so in their own words, which are no help to anybody here.
        return subprocess.Popen(
            (sys.executable, "-c", start),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is answered by `deck`
        )

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):
                pipe.close()  # type: ignore[union-attr]


def _listen(process: subprocess.Popen[bytes], given: tuple[Any, ...], answers: queue.SimpleQueue[Any]) -> None:
    assert process.stdin is not None and process.stdout is not None
    try:
        pickle.dump(given, process.stdin)
        process.stdin.flush()
        answers.put(pickle.load(process.stdout))
    except (OSError, EOFError, pickle.UnpicklingError, ValueError):
        answers.put(None)


def serve(work: str, megabytes: int, seconds: float) -> None:
    """Answer until nobody asks any more."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what is printed is no answer
    _limit(megabytes)
    module, _, name = work.partition(":")
    function = getattr(import_module(module), name)
    with contextlib.suppress(EOFError, OSError):
        while True:
            given = pickle.load(sys.stdin.buffer)
            _limit_time(seconds)
            _answer(answers, function, given)


def _answer(answers: IO[bytes], function: Any, given: tuple[Any, ...]) -> None:
    try:
        answer = (True, function(*given))
    except MemoryError:
        answer = (False, "takes more memory than there is")
    except RecursionError:
        answer = (False, "is nested too deep")
    except BaseException as problem:  # a panic of Rust is no Exception
        answer = (False, f"makes its reader fail: {' '.join(str(problem).split())[:200] or type(problem).__name__}")
    pickle.dump(answer, answers)
    answers.flush()


def _limit(megabytes: int) -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):  # Windows has none, macOS not this one
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_time(seconds: float) -> None:
    """Processor time, for a process whose parent cannot end it any more."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(used + 2 * seconds) + 1, hard))
