"""A talk that brings code is built in one process with limits, whose death is a mistake of the talk and not of ours."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import time
from typing import IO, TYPE_CHECKING, NoReturn

import click

if TYPE_CHECKING:
    from deck.diagnostics import Diagnostic
    from deck.offspring import Account
    from deck.workspace import Workspace

_DONE = "done"
_GRACE = 3.0
"""Seconds that it has to clean up after Ctrl-C."""
if sys.platform != "win32":
    _stop = signal.SIGUSR1
    """Says Ctrl-C to the process between; a terminal tells neither it nor the one below."""
    _deaf_to = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGALRM, signal.SIGUSR2)
_asked_from_outside = ("SIGKILL", "SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT")

_offered = False
_account: Account | None = None


def offer() -> None:
    """Let commands of this process go on in another one: it is `deck`, and no program that uses it."""
    global _offered
    _offered = hasattr(os, "fork")


def under_limits(world: Workspace) -> None:
    """Go on in a process with limits where the talk's own code may run; the one before only waits for it.

    It is a copy of this one, made before much is loaded, so that it costs next to nothing.
    """
    global _offered, _account
    if not _offered or not world.runs_code or not world.brings_code:
        return
    # Imported here because many commands begin no process.
    import tempfile

    from deck.offspring import MEGABYTES, Account, adopt_orphans, end_with, keep, limit_memory

    _offered = False
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()
    above, file = os.getpid(), tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 -- both go on with it
    account = Account(file)
    adopt_orphans()
    between = os.fork()
    if between:
        _leave(_code_of(between, file, world))
    # A script that ends the process above its own ends this one: who can say so is one further up.
    parent, child = os.getpid(), os.fork()
    if child:
        _stand_between(child, above)
    os.setsid()  # a signal to its whole group, which a program of a script may send, does not reach who tells of it
    _account = account  # first: whatever ends it from here on says so
    end_with(parent)
    adopt_orphans()
    limit_memory(MEGABYTES)
    keep(account)


def leave_limits(code: int) -> None:
    """End the process with limits, if this is it: what a script still has going does not keep it."""
    if _account is not None:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
        from deck.offspring import end_children

        _account.say(_DONE)
        end_children()
        os._exit(code)


def fail_in_limits(problem: BaseException) -> None:
    """End the process with limits, if this is it and code of the talk has run in it; the one that waits says why."""
    if _account is not None:
        from deck.offspring import die_failing

        die_failing(problem)


def _leave(code: int) -> NoReturn:
    raise click.exceptions.Exit(code)


def _stand_between(child: int, above: int) -> NoReturn:
    """Hand on Ctrl-C from above, hear nothing else, and end as the process below has ended."""
    from deck.offspring import MEGABYTES, end_with, limit_memory

    for one in _deaf_to:
        signal.signal(one, signal.SIG_IGN)
    signal.signal(_stop, lambda *_: _interrupt(child))
    end_with(above)
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if ended < 0:
        limit_memory(MEGABYTES)  # and no image of it is left in the talk's folder
        with contextlib.suppress(OSError):  # SIGKILL
            signal.signal(-ended, signal.SIG_DFL)
        os.kill(os.getpid(), -ended)
    os._exit(ended)


def _interrupt(child: int) -> None:
    with contextlib.suppress(ProcessLookupError):  # it has just ended
        os.kill(child, signal.SIGINT)


def _code_of(child: int, file: IO[bytes], world: Workspace) -> int:
    """The exit code of the command that goes on there."""
    from deck.offspring import Account, end_children, failure, how_it_ended

    ended, late = _end_of(child, file)
    status = os.waitstatus_to_exitcode(ended)
    end_children()
    data = os.pread(file.fileno(), 1 << 20, 0)
    file.close()
    if Account.read(data)[0] == _DONE:
        return status
    from deck.resolve.died import death_of

    found = death_of(data, how_it_ended(status), world, late)
    if found is None:
        return _of_ours(status)
    failed = failure(Account.read(data)[1])
    if failed and click.get_current_context().obj["verbose"]:
        click.echo(failed.way, err=True)
    return _printed(found)


def _end_of(child: int, file: IO[bytes]) -> tuple[int, bool]:
    """How it ended, as `os.waitpid` says it, and whether for the time of its script; Ctrl-C is passed on to it."""
    try:
        late = _watched(child, file)
        return os.waitpid(child, 0)[1], late
    except KeyboardInterrupt:
        from deck.interrupts import Interrupted

        # It may just have ended, and been asked how.
        with contextlib.suppress(ProcessLookupError, ChildProcessError):
            os.kill(child, _stop)
            until = time.monotonic() + _GRACE
            while time.monotonic() < until:
                ended, status = os.waitpid(child, os.WNOHANG)
                if ended:
                    return status, False
                time.sleep(0.01)
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        raise Interrupted from None


def _watched(child: int, file: IO[bytes]) -> bool:
    """Wait for its end. Whether it had to be ended: its own watch does that, unless a script stops it, or the watch."""
    if not hasattr(os, "pidfd_open"):  # Linux alone can wait for a process and for a time at once
        return False
    import select

    from deck.offspring import AFTER, Account, limit_of

    try:
        sight = os.pidfd_open(child)
    except OSError:  # an old kernel
        return False
    try:
        last, since = "", 0.0
        while not select.select([sight], [], [], 1.0)[0]:
            os.kill(child, signal.SIGCONT)  # a script may have stopped the process above its own
            doing, _ = Account.read(os.pread(file.fileno(), 1 << 16, 0))
            if doing != last:
                last, since = doing, time.monotonic()
            elif doing and not doing.startswith(AFTER) and time.monotonic() - since > limit_of(doing) + _GRACE:
                os.kill(child, signal.SIGKILL)
                return True
        return False
    finally:
        os.close(sight)


def _of_ours(status: int) -> int:
    """It died, and no script of the talk was being run."""
    from deck.console.report import BUG, MISTAKES
    from deck.offspring import how_it_ended

    how = how_it_ended(status)
    click.echo(f"deck {how}; nothing more was written", err=True)
    return MISTAKES if how.endswith(_asked_from_outside) else BUG


def _printed(found: Diagnostic) -> int:
    """The exit code, after the mistake was printed in the form that the command was asked for."""
    from deck.console.report import MISTAKES, deliver, finish
    from deck.diagnostics import Report

    context, report = click.get_current_context(), Report(found)
    if context.params.get("form") == "json":
        from deck.diagnostics import render_json
        from deck.printing import needs_escapes

        return deliver(render_json(report, escaped=needs_escapes(sys.stdout)), MISTAKES)
    return finish(report, context.obj, failed="nothing more was done")
