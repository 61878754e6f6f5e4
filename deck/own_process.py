"""What belongs to the whole process, and is as before when a script of the talk has run in it."""

from __future__ import annotations

# What `signal` wraps around it takes ten times as long.
import _signal as signal  # type: ignore[import-not-found]
import contextlib
import os
import sys
from collections.abc import Iterator
from decimal import localcontext

_CHANGED = ("SIGALRM", "SIGVTALRM", "SIGPROF", "SIGCHLD", "SIGTERM", "SIGHUP", "SIGINT")
"""Signals that a script may want to hear while it runs, and nobody afterwards."""


@contextlib.contextmanager
def kept() -> Iterator[None]:
    """Within it a script may change the folder, how numbers are rounded, what signals do, and copy its process.

    What it left would be felt elsewhere: a deck in another folder, other digits on a slide, a build that a timer ends,
    or a second one by a copy.
    """
    process, folder, mask, deepest = os.getpid(), _folder(), os.umask(0o077), sys.getrecursionlimit()
    os.umask(mask)
    way, modules, limits = [*sys.path], {**sys.modules}, _limits()
    heard = {name: signal.getsignal(getattr(signal, name)) for name in _CHANGED if hasattr(signal, name)}
    try:
        with localcontext():
            yield
    finally:
        # First, for what follows takes a few calls.
        sys.setrecursionlimit(deepest)
        if os.getpid() != process:
            os._exit(0)  # a copy that a script has made of the process has nothing to do but what the script says
        sys.path[:] = way
        # What it loaded stays; what it forgot would be there twice.
        sys.modules.update(modules)
        _limit(limits)
        os.umask(mask)
        if hasattr(signal, "setitimer"):
            for timer in (signal.ITIMER_REAL, signal.ITIMER_VIRTUAL, signal.ITIMER_PROF):
                signal.setitimer(timer, 0)
        for name, before in heard.items():
            # What C code had set is nothing that Python could set again; threads may not set any.
            with contextlib.suppress(TypeError, ValueError):
                if signal.getsignal(getattr(signal, name)) is not before:
                    signal.signal(getattr(signal, name), before)
        with contextlib.suppress(OSError):
            os.chdir(folder)


def _limits() -> dict[int, tuple[int, int]]:
    """Of what a process may take, by kind."""
    try:
        import resource
    except ImportError:  # Windows
        return {}
    kinds = (resource.RLIMIT_NOFILE, resource.RLIMIT_FSIZE, resource.RLIMIT_CPU, resource.RLIMIT_AS)
    return {kind: resource.getrlimit(kind) for kind in kinds}


def _limit(wanted: dict[int, tuple[int, int]]) -> None:
    for kind, limits in wanted.items():
        import resource

        # Not every limit can be taken back.
        with contextlib.suppress(OSError, ValueError):
            if resource.getrlimit(kind) != limits:
                resource.setrlimit(kind, limits)


def _folder() -> str:
    try:
        return os.getcwd()
    except OSError:  # somebody has removed it
        return os.curdir
