"""Every process that `deck` begins ends with the one that began it, and leaves an account of what it died of."""

from __future__ import annotations

import contextlib
import faulthandler
import itertools
import os
import re
import signal
import sys
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from subprocess import Popen

    Fresh = Popen[bytes]

MEGABYTES = 8192
"""For a process that runs a talk's own code: some ten times what the largest deck takes that was built."""
SECONDS = 8.0
"""For a script of the talk that is run once: what takes longer is computed beforehand, and kept as data."""


def seconds_for(slides: int) -> float:
    """The same for a script that walks through a whole deck."""
    return SECONDS + slides // 25


# ---------------------------------------------------------------- how it begins, and that it ends


def fresh(work: str, *given: object, megabytes: int = 0, environment: Mapping[str, str] | None = None) -> Fresh:
    """A new interpreter that calls `module:function` with these numbers and texts; it is spoken to by pipes."""
    # Imported here because what remembers all begins no process.
    import subprocess

    module, _, function = work.partition(":")
    start = (
        f"import sys; sys.path[:] = {sys.path!r}; from deck.offspring import begin; begin({os.getpid()}, {megabytes}); "
        f"from {module} import {function}; {function}(*{given!r})"
    )
    return subprocess.Popen(
        (sys.executable, "-c", start),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=None if environment is None else {**os.environ, **environment},
        start_new_session=True,  # Ctrl-C is answered by `deck`, not by each process in its own way
    )


def end_fresh(process: Fresh, grace: float = 0.0) -> None:
    """Let it go home, as its input ends; end it where it does not."""
    import subprocess

    with contextlib.suppress(OSError):
        process.stdin.close()  # type: ignore[union-attr]
    try:
        process.wait(grace)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    process.stdout.close()  # type: ignore[union-attr]


def begin(parent: int, megabytes: int = 0) -> None:
    """The first that a process does: it ends with its parent, and has no more memory than it is given."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with(parent)
    if megabytes:
        limit_memory(megabytes)


def received(stream: IO[bytes]) -> Any:
    """What the other end has sent; EOFError where that has gone, also in the middle of what it was saying."""
    import pickle

    try:
        return pickle.load(stream)
    except pickle.UnpicklingError as problem:
        raise EOFError from problem


def end_with(parent: int) -> None:
    """Let this process end as soon as its parent has ended, whatever ended that one."""
    if sys.platform == "linux":
        # The kernel does it, also where Python has no turn because a script is busy in C.
        import ctypes

        parent_death_signal = 1
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(parent_death_signal, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)
    else:
        threading.Thread(target=_wait_for, args=(parent,), daemon=True).start()


def _wait_for(parent: int) -> None:
    if sys.platform == "win32":
        import _winapi

        with contextlib.suppress(OSError):
            handle = _winapi.OpenProcess(0x100000, False, parent)  # SYNCHRONIZE
            _winapi.WaitForSingleObject(handle, _winapi.INFINITE)
    else:
        import time

        while os.getppid() == parent:
            time.sleep(0.5)
    os._exit(1)


def adopt_orphans() -> None:
    """Whatever a process of this one leaves behind is this one's from now on, where the system can do that."""
    if sys.platform == "linux":
        import ctypes

        child_subreaper = 36
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(child_subreaper, 1, 0, 0, 0)


def end_children(but: int = 0) -> None:
    """End all processes that this one began or adopted, and those that they leave behind; all but one."""
    known = Path(f"/proc/self/task/{os.getpid()}/children")
    for _ in range(100):
        try:
            left = [child for child in map(int, known.read_text().split()) if child != but]
        except OSError:  # not Linux
            return
        if not left:
            return
        for child in left:
            with contextlib.suppress(OSError):
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)


def limit_memory(megabytes: int) -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):  # Windows has no limits, macOS not this one
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        wanted = megabytes << 20
        resource.setrlimit(resource.RLIMIT_AS, (wanted if hard < 0 else min(wanted, hard), hard))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


# ---------------------------------------------------------------- what it dies of


class Place(NamedTuple):
    """A line of a file; 0 where only the file is known."""

    file: Path
    line: int


class Account:
    """A file in which a process says what script it is running, and Python, in its last moment, where it was."""

    _HEAD = 4096

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        os.lseek(file.fileno(), self._HEAD, os.SEEK_SET)

    def say(self, words: str) -> None:
        """What is being done now."""
        if hasattr(os, "pwrite"):
            os.pwrite(self.file.fileno(), os.fsencode(words)[: self._HEAD - 1] + b"\0", 0)

    @classmethod
    def read(cls, data: bytes) -> tuple[str, bytes]:
        """What was being done, and Python's last words."""
        return os.fsdecode(data[: cls._HEAD].partition(b"\0")[0]), data[cls._HEAD :]


AFTER = "after "
"""Begins what a process says of the script that it ran last and runs no more."""
_account: Account | None = None
_running: list[str] = []
_ran: dict[str, str] = {}
"""The function of each script that has begun in this process, by the script."""
_runs = itertools.count()


def keep(account: Account | None) -> None:
    """Where this process gives account of itself from now on."""
    global _account
    _account = account
    _running.clear()
    _ran.clear()
    if account is not None:
        faulthandler.enable(account.file)


@contextlib.contextmanager
def running(script: Path, function: str = "", seconds: float = SECONDS) -> Iterator[None]:
    """Within it a script of the talk is run, for so long and no longer, where this process gives account of itself."""
    account = _account
    if account is None:
        yield
        return
    if not _running:
        # Python's own watchdog needs no turn of the interpreter, which a loop inside C code would not give it.
        faulthandler.dump_traceback_later(seconds, exit=True, file=account.file)
    _ran[str(script)] = function
    _running.append(f"{script}\n{function}\n{seconds:g}\n{next(_runs)}")
    account.say(_running[-1])
    try:
        yield
    finally:
        over = _running.pop()
        account.say(_running[-1] if _running else f"{AFTER}{over}")
        if not _running:
            faulthandler.cancel_dump_traceback_later()


def die_saying(words: str) -> None:
    """End this process with these as its last words, where it gives account of itself."""
    if _account is not None:
        try:  # no `suppress`: a script may have changed any class
            os.write(_account.file.fileno(), os.fsencode(words))
        finally:
            os._exit(1)


def die_failing(problem: BaseException) -> None:
    """End this process with what failed as its last words, where scripts of the talk have run in it.

    These may have changed any class that the program is made of; another process, which is as it was, says so.
    """
    if not _ran:
        return
    said, way = type(problem).__name__, ""
    try:  # no `suppress`: it is a class too
        import traceback

        said = " ".join(f"{said}: {problem}".split())[:_LONGEST].removesuffix(":").replace("\0", "")
        way = "".join(traceback.format_exception(problem)).replace("\0", "")
    except BaseException:
        pass
    ran = [part for script, function in _ran.items() for part in (script, function)]
    die_saying("\0".join((FAILS, said, way, *ran)))


_LONGEST = 300
"""Characters of what an exception says: some print whole tables."""
FAILS = "fails"
"""Begins the last words of a process that has failed after a script, by no fault that it knows."""


class Failure(NamedTuple):
    """What was raised, how Python prints it, and the scripts that had begun before, each with its function."""

    said: str
    way: str
    ran: tuple[tuple[Path, str], ...]


def failure(last_words: bytes) -> Failure | None:
    """How a process failed after scripts; None where that is not why it died."""
    begins, *said = os.fsdecode(last_words).split("\0")
    if begins != FAILS:
        return None
    what, way, *ran = said
    scripts = zip(map(Path, ran[::2]), ran[1::2], strict=True)
    return Failure(what, way, tuple(scripts))


LOWERS = "lowers"
"""Begins the last words of a process that a script has left too little to go on with."""


def limit_of(doing: str) -> float:
    """Seconds that the script has which a process says it is running."""
    return float(doing.split("\n")[2])


def lowered(last_words: bytes) -> str:
    """What a script has lowered for good, in words that go on after its name; nothing where that is not why it died."""
    said = os.fsdecode(last_words)
    return said if said.startswith(LOWERS) else ""


def is_late(last_words: bytes) -> bool:
    return last_words.startswith(b"Timeout")


def trail(last_words: bytes, script: Path) -> tuple[Place, ...]:
    """The lines of the script and its neighbours in a traceback that Python wrote as it died, the innermost last."""
    beside = (script, *script.parent.glob("*.py"))
    named = {_as_written(form): path for path in beside for form in (path.resolve(), path)}
    found = re.findall(rb'File "(.*)", line (\d+) in ', last_words)
    return tuple(Place(named[file], int(line)) for file, line in reversed(found) if file in named)


def _as_written(path: Path) -> bytes:
    return str(path).encode("ascii", "backslashreplace")


def how_it_ended(code: int) -> str:
    """In words that go on after "its process"; `code` is as `subprocess` and `multiprocessing` give it."""
    names = {one.value: one.name for one in signal.Signals}
    return f"was ended by {names.get(-code, f'signal {-code}')}" if code < 0 else f"exited with {code}"
