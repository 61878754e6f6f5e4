"""Standard output and error that never fail: what they cannot take is left out, and what was done counts.

A console may know few characters, a pipe may be closed by `head`, a disk may be full. None of these is a mistake in the
talk, and none undoes a file that was written.
"""

from __future__ import annotations

import codecs
import contextlib
import errno
import io
import os
import sys
import time
from collections.abc import Iterator
from typing import Any, TextIO


def taken() -> None:
    """Let no file of ours, nor of a process that we begin, be taken for a standard stream that was closed before."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            opened = os.open(os.devnull, os.O_RDWR)
            if opened != number:
                os.dup2(opened, number)
                os.close(opened)
            os.set_inheritable(number, True)


def forgiving(stream: TextIO | None) -> TextIO:
    """The stream with every write made safe; a closed one takes what is said, and a borrowed one stays as it is."""
    if stream is None:
        return open(os.devnull, "w", encoding="utf-8")
    buffer = getattr(stream, "buffer", None)
    raw = getattr(buffer, "raw", buffer)  # with python -u there is no buffer between
    if not isinstance(raw, io.RawIOBase):
        return stream
    with contextlib.suppress(OSError):
        stream.flush()
    codecs.register_error("look-alike", _look_alike)
    writer = io.BufferedWriter(_Forgiving(raw))
    return io.TextIOWrapper(writer, stream.encoding, "look-alike", line_buffering=True)


def why_lost(stream: TextIO | None) -> str:
    """Why a stream could not print all of it; nothing where it did, or where the reader had enough."""
    with contextlib.suppress(OSError, ValueError):
        if stream is not None:
            stream.flush()
    raw = getattr(getattr(stream, "buffer", None), "raw", None)
    problem = raw.problem if isinstance(raw, _Forgiving) else None
    if problem is None or problem.errno in (errno.EPIPE, errno.EINVAL):
        return ""
    return problem.strerror or str(problem)


def needs_escapes(stream: TextIO | None) -> bool:
    """Whether JSON has to be ASCII to be valid in the stream's encoding."""
    return (getattr(stream, "encoding", None) or "utf-8").lower().replace("_", "-") not in ("utf-8", "utf8")


@contextlib.contextmanager
def own_output() -> Iterator[None]:
    """Within it, whatever a script of the talk prints goes to standard error: the output is the command's own.

    Whatever it does to the three streams, they are as before when it has run.
    """
    if isinstance(sys.stderr, _Lent):  # a script's own code that another of its own has called
        yield
        return
    streams = sys.stdin, sys.stdout, sys.stderr
    with contextlib.ExitStack() as stack:
        for stream in streams[1:]:
            with contextlib.suppress(OSError, ValueError, AttributeError):
                stream.flush()
        for number in (1, 2):
            with contextlib.suppress(OSError):
                kept = os.dup(number)
                stack.callback(os.close, kept)
                stack.callback(os.dup2, kept, number)
        with contextlib.suppress(OSError):
            os.dup2(2, 1)
        sys.stdout = sys.stderr = None if sys.stderr is None else _Lent(sys.stderr)
        try:
            yield
        finally:
            for stream in streams[1:]:
                with contextlib.suppress(OSError, ValueError, AttributeError):
                    stream.flush()
            sys.stdin, sys.stdout, sys.stderr = streams


class _Lent:
    """A stream that a script may close, and that is open afterwards."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def close(self) -> None:
        self._stream.flush()


class _Forgiving(io.RawIOBase):
    """A raw stream whose first failure is remembered, and all that comes after it swallowed."""

    def __init__(self, inner: io.RawIOBase) -> None:
        self._inner = inner
        self.problem: OSError | None = None

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        while self.problem is None:
            try:
                written = self._inner.write(data)
            except OSError as problem:
                self.problem = problem
                break
            if written is not None:
                return written
            # A pipe that does not block is full: another program, such as Node.js, has made it so.
            time.sleep(0.01)
        return len(data)

    def fileno(self) -> int:
        return self._inner.fileno()

    def isatty(self) -> bool:
        return self._inner.isatty()


_LOOK_ALIKES = str.maketrans("‘’‚“”„–—−‑…×·•→←✓\u00a0\u202f\u2009", '\'\',"""----~x.*><+   ')


def _look_alike(problem: UnicodeError) -> tuple[str | bytes, int]:
    """For what an encoding lacks, one character that it has, so that a caret stays under its word."""
    if not isinstance(problem, UnicodeEncodeError):
        raise problem
    words = problem.object[problem.start : problem.end].translate(_LOOK_ALIKES)
    return "".join(letter if letter.isascii() else "?" for letter in words), problem.end
