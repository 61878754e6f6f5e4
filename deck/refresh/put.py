"""Put several files in their places: all of them whole, or none."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping
from pathlib import Path

from deck.diagnostics import Report, Span
from deck.workspace import Workspace, sweep


def put(files: Mapping[Path, bytes], as_read: Mapping[Path, bytes | None], world: Workspace, report: Report) -> bool:
    """Write the files; not if one of `as_read` is no longer what it was when it was read."""
    for path, data in as_read.items():
        if _now(path) != data:
            message = f"`{path.name}` was changed while the answers came in"
            report.error(
                "cannot-write", message, Span(world.relative(path), 0, 0, 0), "run it again; nothing was changed"
            )
            return False
    before = {path: _now(path) for path in files}
    asides = {path: path.with_name(f".{path.name}.{os.getpid()}.part") for path in files}
    done: list[Path] = []
    try:
        for path, data in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            sweep(path.parent, f".{path.name}")
            asides[path].write_bytes(data)
            with asides[path].open("rb+") as file:
                os.fsync(file.fileno())
        for path in files:
            asides[path].replace(path)
            done.append(path)
    except OSError as problem:
        _take_back(done, before)
        why = (problem.strerror or str(problem)).lower()
        help = "make room and look who may write there; the files are as they were"
        report.error("cannot-write", f"cannot write `{path.name}`: {why}", Span(world.relative(path), 0, 0, 0), help)
        return False
    finally:
        for aside in asides.values():
            with contextlib.suppress(OSError):
                aside.unlink(missing_ok=True)
    return True


def _take_back(done: list[Path], before: Mapping[Path, bytes | None]) -> None:
    for path in done:
        data = before[path]
        with contextlib.suppress(OSError):
            if data is None:
                path.unlink(missing_ok=True)
            else:
                path.write_bytes(data)


def _now(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
