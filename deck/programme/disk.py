"""What is in a file now? Files that look as they did are not read again."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Mapping
from pathlib import Path

from deck.door import LARGEST_BYTES, Refused, read_regular

_FRESH = 2.5
"""Seconds: what was written that recently may be written again and look the same. A memory stick counts by two."""


class Disk:
    """Digests of files by their paths, remembered with how the file looked: size, times and number on the disk."""

    def __init__(self, remembered: Mapping[str, object]) -> None:
        self._known = {path: tuple(one) for path, one in remembered.items() if isinstance(one, list) and len(one) == 5}
        self._asked: dict[str, tuple[object, ...]] = {}
        self._now: dict[str, str] = {}

    def digest(self, path: str) -> str:
        """Of a file's bytes, or of the names that a folder with a pattern behind it has; empty where there is none."""
        path = os.path.abspath(path)
        if path not in self._now:
            self._now[path] = self._names(path) if "*" in os.path.basename(path) else self._bytes(path)
        return self._now[path]

    def forget(self, path: str) -> None:
        """It was written since."""
        self._now.pop(os.path.abspath(path), None)

    def knows(self, path: str, digest: str) -> None:
        """This process has just put these bytes there."""
        path = os.path.abspath(path)
        self._now[path] = digest
        look = _look(path)
        if look is not None:
            self._asked[path] = (*look, digest)

    @property
    def remembered(self) -> dict[str, object]:
        """What was asked for in this run, for the next one."""
        return {path: list(one) for path, one in self._asked.items()}

    def _bytes(self, path: str) -> str:
        look = _look(path)
        if look is None:
            return ""
        known = self._known.get(path)
        if known is not None and known[:4] == look:
            self._asked[path] = known
            return str(known[4])
        try:
            digest = hashlib.sha256(read_regular(Path(path), 10 * LARGEST_BYTES)).hexdigest()
        except (Refused, OSError):
            return ""
        if time.time() - max(look[1], look[2]) / 1e9 > _FRESH:
            self._asked[path] = (*look, digest)
        return digest

    def _names(self, path: str) -> str:
        folder, pattern = os.path.split(path)
        names = "\n".join(one.name for one in sorted(Path(folder).glob(pattern)))
        return hashlib.sha256(names.encode("utf-8", "surrogateescape")).hexdigest()


def _look(path: str) -> tuple[int, int, int, int] | None:
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return None
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino
