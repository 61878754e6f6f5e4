"""Put a file in its place at once with a look at what stood there: between the two nobody can save unseen."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable
from pathlib import Path

_AT_FDCWD, _RENAME_EXCHANGE, _RENAME_SWAP = -100, 2, 2


def put_if(aside: Path, path: Path, fits: Callable[[bytes | None], bool], now: Callable[[Path], bytes | None]) -> bool:
    """Rename `aside` to `path` where what stands there fits, and say whether; what stood there is `aside` then.

    The names are exchanged first and looked at then, so that a save at the last moment is seen, and put back. Where a
    system cannot exchange names, who saves between a look and the rename is not seen. Nor is a program, anywhere, that
    had opened the file before and writes into it afterwards.
    """
    if not fits(now(path)):
        return False
    if not path.exists():
        return _put_where_nothing_is(aside, path)
    if not _exchanged(aside, path):
        aside.replace(path)
        return True
    if fits(now(aside)):
        return True
    _exchanged(aside, path)
    return False


def _put_where_nothing_is(aside: Path, path: Path) -> bool:
    try:
        os.link(aside, path)
    except FileExistsError:
        return False
    except OSError:  # a memory stick knows no links
        aside.replace(path)
    return True


def _exchanged(one: Path, other: Path) -> bool:
    """Whether two files have each other's names now; not where the system does not know how."""
    # Imported here because a build replaces no source.
    import ctypes

    with contextlib.suppress(AttributeError, OSError):
        system = ctypes.CDLL(None, use_errno=True)
        names = os.fsencode(one), os.fsencode(other)
        if sys.platform == "linux":
            failed = system.renameat2(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _RENAME_EXCHANGE)
        else:
            failed = system.renamex_np(*names, _RENAME_SWAP)  # macOS; Windows has neither
        return not failed
    return False
