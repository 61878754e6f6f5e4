"""What belongs to the whole process, and is as before when a script of the talk has run in it."""

from __future__ import annotations

# What `signal` wraps around it takes ten times as long.
import _signal as signal  # type: ignore[import-not-found]
import builtins
import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from decimal import localcontext
from types import ModuleType
from typing import Any

from deck.offspring import LOWERS, die_saying

_CHANGED = ("SIGALRM", "SIGVTALRM", "SIGPROF", "SIGCHLD", "SIGTERM", "SIGHUP", "SIGINT")
"""Signals that a script may want to hear while it runs, and nobody afterwards."""


@contextlib.contextmanager
def kept() -> Iterator[None]:
    """Within it a script may change the folder, how numbers are rounded, what signals do, and copy its process.

    What it left would be felt elsewhere: a deck in another folder, other digits on a slide, a build that a timer ends,
    or a second one by a copy. A limit that it has lowered for good ends the process, or is a LimitLowered.
    """
    global _runs
    if _runs:  # a script that calls another of its own, a thousand times perhaps: the first one's end is enough
        yield
        return
    _runs = True
    try:
        with _kept():
            yield
    finally:
        _runs = False


_runs = False
"""Whether a script of the talk is running."""


@contextlib.contextmanager
def _kept() -> Iterator[None]:
    process, folder, mask, deepest = os.getpid(), _folder(), os.umask(0o077), sys.getrecursionlimit()
    os.umask(mask)
    way, modules, limits = [*sys.path], {**sys.modules}, _limits()
    known = vars(builtins).copy()
    standard = list(_functions())
    heard = {name: signal.getsignal(getattr(signal, name)) for name in _CHANGED if hasattr(signal, name)}
    for name, sign in (("kill", -1), ("killpg", 1)):
        if hasattr(os, name):
            setattr(os, name, _sparing(getattr(os, name), sign))
    try:
        with localcontext():
            yield
    finally:
        # First, for what follows takes a few calls.
        sys.setrecursionlimit(deepest)
        if os.getpid() != process:
            os._exit(0)  # a copy that a script has made of the process has nothing to do but what the script says
        vars(builtins).update(known)
        for names, name, function in standard:
            names[name] = function
        sys.path[:] = way
        # What it loaded stays; what it forgot would be there twice.
        sys.modules.update(modules)
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
        _limit(limits)


def _sparing(kill: Callable[[int, int], None], sign: int) -> Callable[[int, int], None]:
    """A signal to one process is its sender's business; one to this whole group would end those that tell of it.

    `sign` is that of a number by which a group is called, of which 1 stands for all processes there are.
    """

    def send(process: int, number: int) -> None:
        if number and process * sign in (0, 1, os.getpgrp()):
            raise PermissionError("it would end the program that runs it, and whoever began that")
        kill(process, number)

    return send


_MADE_WITH = sys.stdlib_module_names | {"deck", "lxml", "msgspec", "pptx", "yaml"}


def _functions() -> Iterator[tuple[dict[str, Any], str, Any]]:
    """The functions and classes of the modules that a deck is made with and that are loaded; what a script puts in the
    place of one, others would call: `json.dumps`, `re.compile`."""
    for module, loaded in list(sys.modules.items()):
        if module.partition(".")[0] in _MADE_WITH and isinstance(loaded, ModuleType):
            names = vars(loaded)
            yield from ((names, name, value) for name, value in list(names.items()) if callable(value))


class LimitLowered(OSError):
    """What a process may take was lowered by a script, and cannot be raised again."""


_LIMITS = {
    "NOFILE": "how many files may be open",
    "FSIZE": "how large a file may become",
    "CPU": "how long a processor may work",
    "AS": "how much memory there is",
    "DATA": "how much memory there is",
    "STACK": "how deep calls may go",
    "NPROC": "how many processes there may be",
}
"""What a process may take, by the name that the system has for it."""


def _limits() -> dict[str, tuple[int, int]]:
    """Of what a process may take, by name."""
    try:
        import resource
    except ImportError:  # Windows
        return {}
    known = {name: getattr(resource, f"RLIMIT_{name}", None) for name in _LIMITS}
    return {name: resource.getrlimit(kind) for name, kind in known.items() if kind is not None}


def _limit(wanted: dict[str, tuple[int, int]]) -> None:
    """Raise again what a script has lowered; with fewer files than it needs, this process could not even say why."""
    for name, limits in wanted.items():
        import resource

        kind = getattr(resource, f"RLIMIT_{name}")
        with contextlib.suppress(OSError, ValueError):
            if resource.getrlimit(kind) != limits:
                resource.setrlimit(kind, limits)
        if resource.getrlimit(kind) != limits:
            what = f"{LOWERS} {_LIMITS[name]}, which nobody can raise again"
            die_saying(what)
            raise LimitLowered(what)


def _folder() -> str:
    try:
        return os.getcwd()
    except OSError:  # somebody has removed it
        return os.curdir
