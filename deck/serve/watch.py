"""Has anything changed that the talk was made from, since it was read?

Editors write files in halves, twice in ten milliseconds, or put a new one in place of the old; folders come and go with
branches. So an event is only a reason to look: what counts is whether files are as they were when a build began.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Iterable, Mapping
from pathlib import Path

from deck.door import digest_now
from deck.workspace import Workspace

POLL = 1.0
"""Seconds after which files are looked at although no event has come: network drives send none."""
STEP = 5
"""Milliseconds in which events are collected."""

Signature = Mapping[str, object]
"""By path, how a file looks from outside; of a pattern, the same of what it matches."""


class Inputs:
    """What the last build was made from: paths and patterns with the digests of what was read there."""

    def __init__(self, world: Workspace, made_from: Mapping[str, str] | None = None) -> None:
        own = (world.figures_folder, world.kinds_folder, world.checks_folder, world.styles_folder)
        patterns = [folder / "*.py" for folder in own]
        patterns += [
            world.locales_folder / "*.yaml",
            world.brand_folder / "*",
            world.data_folder / "*",
            world.hooks_file,
        ]
        self._made_from = {world.slides_file.as_posix(): "?", **(made_from or {})}
        self._paths = sorted({*self._made_from, *(pattern.as_posix() for pattern in patterns)})
        self.folders = tuple(sorted({nearest(Path(path).parent) for path in self._paths}))

    def signature(self) -> Signature:
        """How all of it looks now, without reading it."""
        return {path: _look(path) for path in self._paths}

    def holds(self, path: str) -> bool:
        """Whether there is still what was read there, or found by that pattern."""
        return self._made_from.get(path) == digest_now(path)

    def differs(self, paths: Iterable[str]) -> bool:
        """Whether one of these says something else than what was read there: to look at it from outside is not enough
        where it was written twice within one tick of the clock of its disk."""
        known = {os.path.realpath(path): digest for path, digest in self._made_from.items() if "*" not in path}
        named = (os.path.realpath(path) for path in paths)
        return any(name in known and digest_now(name) != known[name] for name in named)


def nearest(folder: Path) -> str:
    """The folder, or the first above it that is there: the others may come."""
    while not folder.is_dir() and folder != folder.parent:
        folder = folder.parent
    return str(folder)


async def events(folders: Iterable[str], stop: asyncio.Event) -> AsyncIterator[frozenset[str]]:
    """The paths at which something happened, a few milliseconds after it; nothing, now and then, where nothing did.

    Ends when `stop` is set, or where a folder cannot be watched any more.
    """
    from watchfiles import awatch

    waits = int(POLL * 1000)
    try:
        async for changes in awatch(
            *folders,
            watch_filter=None,
            step=STEP,
            debounce=10 * STEP,
            rust_timeout=waits,
            yield_on_timeout=True,
            recursive=False,
            stop_event=stop,
            ignore_permission_denied=True,
        ):
            yield frozenset(path for _, path in changes)
    except (FileNotFoundError, OSError):  # a folder went while it was about to be watched
        await asyncio.sleep(POLL)


def _look(path: str) -> object:
    if "*" in path:
        folder = Path(path)
        return tuple((found.name, _look(str(found))) for found in sorted(folder.parent.glob(folder.name)))
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino, status.st_mode
