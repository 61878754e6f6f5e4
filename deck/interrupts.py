"""What Ctrl-C does: while a command is loaded, while it works, and when it is done."""

from __future__ import annotations

import os
import signal


class Interrupted(KeyboardInterrupt):
    """Somebody pressed Ctrl-C, and no script only says so."""


_heard = False


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


def _interrupt(*at: object) -> None:
    global _heard
    _heard = True
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # once: what is cleaned up now is not to be interrupted
    raise Interrupted


def is_interrupt(problem: BaseException) -> bool:
    """Whether it is Ctrl-C, or what became of it: an import in C makes errors of its own of whatever is raised in it.

    Where nobody listens for it, every KeyboardInterrupt is.
    """
    if _heard or isinstance(problem, Interrupted):
        return True
    return isinstance(problem, KeyboardInterrupt) and signal.getsignal(signal.SIGINT) is signal.default_int_handler
