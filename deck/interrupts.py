"""What Ctrl-C does: while a command is loaded, while it works, and when it is done."""

from __future__ import annotations

# What `signal` and `typing` are made of takes a while to load, in which nobody would answer.
import _signal as signal  # type: ignore[import-not-found]
import os
import sys
import time

TYPE_CHECKING = False

if TYPE_CHECKING:
    from typing import Any


class Interrupted(KeyboardInterrupt):
    """Somebody pressed Ctrl-C, and no script only says so."""


_heard = 0.0
"""When it was heard last; 0 before."""
_ONCE = 1.0
"""Seconds: what is cleaned up now is not to be interrupted, and a terminal and our own process may both tell of it."""


def end_at_once(words: str = "") -> None:
    """From now on the process ends with it, and nothing needs to be cleaned up.

    An exception in the middle of an import, or of the interpreter's end, would be a traceback.
    """

    def end(*at: object) -> None:
        if words:
            os.write(2, f"{words}\n".encode())
        os._exit(130)

    if signal.getsignal(signal.SIGINT) not in (signal.SIG_IGN, None):  # ignored, as in the background
        signal.signal(signal.SIGINT, end)


def hear() -> None:
    """From now on it is an exception, so that what was begun is cleaned up, and not one that a script may raise."""
    if signal.getsignal(signal.SIGINT) not in (signal.SIG_IGN, None):
        signal.signal(signal.SIGINT, _interrupt)
        sys.unraisablehook = _again


def _interrupt(*at: object) -> None:
    global _heard
    now = time.monotonic()
    if not _heard or now - _heard > _ONCE:
        _heard = now
        raise Interrupted


def _again(unraisable: Any) -> None:
    """An exception that Python could tell nobody of, as it came in the midst of tidying up, comes once more."""
    global _heard
    if not isinstance(unraisable.exc_value, Interrupted):
        sys.__unraisablehook__(unraisable)
        return
    import _thread
    import threading

    _heard = 0.0
    again = threading.Timer(0.01, _thread.interrupt_main)
    again.daemon = True
    again.start()


def is_interrupt(problem: BaseException) -> bool:
    """Whether it is Ctrl-C, or what became of it: an import in C makes errors of its own of whatever is raised in it.

    Where nobody listens for it, every KeyboardInterrupt is.
    """
    if _heard or isinstance(problem, Interrupted):
        return True
    return isinstance(problem, KeyboardInterrupt) and signal.getsignal(signal.SIGINT) is signal.default_int_handler
