"""How much is kept of what earlier builds made, and what goes first?"""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from deck.regex import regex
from deck.value import Value

Remembered = Callable[[str, Callable[[], bytes]], bytes]
"""What an earlier build kept under a name that says what it was made of, or else what the function makes."""

LARGEST = 256 * 1024 * 1024
"""Bytes: some thousand figures."""
FRESH = 600.0
"""Seconds: what was used within them belongs to a build that runs, or that just ran, and stays."""
# A folder called .cache may be somebody else's too: only what is named by its content is ours.
_OURS = regex(r"[0-9a-f]{64}\.[a-z]+")


PROGRAM = "0.2.1"
"""The program's version: what another one has remembered may have been made in another way."""


def key_of(sort: str, *parts: object) -> str:
    """The one key of the project: a name for what is made from these parts by this version of the program.

    What a build remembers, what a preview finds out of date and what talks of a programme share goes by it. Parts are
    numbers, texts, bytes, paths' names, and lists, mappings and records of these.
    """
    said = msgspec.msgpack.encode((PROGRAM, sort, parts), enc_hook=str, order="deterministic")
    return hashlib.sha256(said).hexdigest()


def sealed(name: str, data: bytes) -> bytes:
    """An entry as its file holds it: `opened` knows it again under that name, and no other."""
    return data + _seal(name, data)


def opened(name: str, file: bytes) -> bytes | None:
    """What was kept under that name; None for a file that is cut short, changed, another entry's or somebody else's.

    What comes from a folder that travels with a talk may be anything: a drawing that could run something is none.
    """
    data, seal = file[:-_SEAL_BYTES], file[-_SEAL_BYTES:]
    if seal != _seal(name, data) or (name.endswith(".svg") and could_run(data)):
        return None
    return data


_SEAL_BYTES = 32


def _seal(name: str, data: bytes) -> bytes:
    digest = hashlib.sha256(f"{PROGRAM} {len(name)} {name}".encode())
    digest.update(data)
    return digest.digest()


_SPACE = bytes.maketrans(b"\t\n\r\f\v/\"'", b"        ")
_RUNS = (b"<script", b"<foreignobject", b"<iframe", b"<handler", b"<!entity", b"javascript:", b"data:text")
_HANDLER = regex(rb" on[a-z]+ *=")


def could_run(svg: bytes) -> bool:
    """Whether it has a script, a handler of events, a page inside, or entities: no drawing of ours has."""
    plain = svg.lower().translate(_SPACE)
    return any(sign in plain for sign in _RUNS) or _HANDLER.search(plain) is not None or b"\0" in plain


class Removed(Value, frozen=True):
    files: int
    bytes: int


class _Kept(NamedTuple):
    used: float
    size: int
    path: Path


def mark_used(path: Path) -> None:
    """Remember that a build wanted this, so that it is not the first to go."""
    with contextlib.suppress(OSError):
        if time.time() - path.stat().st_mtime > FRESH / 2:
            os.utime(path)


def keep_within(folder: Path, largest: int = LARGEST) -> Removed:
    """Take away what was not used for longest, until a folder holds no more than `largest` bytes.

    Builds at once are safe: what is gone when it is wanted is made again.
    """
    kept = sorted(_kept(folder))
    too_much = sum(one.size for one in kept) - largest
    old = time.time() - FRESH
    going = []
    for one in kept:
        if too_much <= 0 or one.used > old:
            break
        going.append(one)
        too_much -= one.size
    return _remove(going)


def empty(folder: Path) -> Removed:
    """Take away all that builds kept in a cache folder."""
    if not folder.is_dir():
        return Removed(0, 0)
    parts = [part for part in folder.iterdir() if part.is_dir()]
    removed = _remove([one for part in parts for one in _kept(part)])
    for part in (*parts, folder):
        with contextlib.suppress(OSError):  # something of somebody else's is in it
            part.rmdir()
    return removed


def _kept(folder: Path) -> Iterator[_Kept]:
    with contextlib.suppress(OSError):
        for entry in os.scandir(folder):
            with contextlib.suppress(OSError):
                if _OURS.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                    status = entry.stat()
                    yield _Kept(status.st_mtime, status.st_size, Path(entry.path))


def _remove(going: list[_Kept]) -> Removed:
    gone = []
    for one in going:
        with contextlib.suppress(OSError):  # another build took it away, or Windows has it open
            one.path.unlink()
            gone.append(one.size)
    return Removed(len(gone), sum(gone))
