"""Put several files in their places: all of them whole, or none; what a kill left half done, the next run completes."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from deck.diagnostics import Report, Span
from deck.door import outside, read_regular
from deck.workspace import Workspace, alone_in, runs, sweep


def put(files: Mapping[Path, bytes], as_read: Mapping[Path, bytes | None], world: Workspace, report: Report) -> bool:
    """Write the files; not if one of `as_read` is no longer what it was when it was read."""
    with alone_in(world.root):
        return _put(files, as_read, world, report)


def _put(files: Mapping[Path, bytes], as_read: Mapping[Path, bytes | None], world: Workspace, report: Report) -> bool:
    for path in files:
        if not world.door.admits(path):
            outside(path).tell(world.relative(path), Span(world.relative(path), 0, 0, 0), report)
            return False
    before = {path: _now(path) for path in files}
    asides = {path: path.with_name(f".{path.name}.{os.getpid()}.part") for path in files}
    done: list[Path] = []
    new_folders = {path.parent for path in files if not path.parent.exists()}
    try:
        for path, data in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            sweep(path.parent, f".{path.name}")
            asides[path].write_bytes(data)
            with asides[path].open("rb+") as file:
                os.fsync(file.fileno())
        changed = next((path for path, data in as_read.items() if _now(path) != data), None)
        if changed is not None:
            message = f"`{changed.name}` was changed while the answers came in"
            place = Span(world.relative(changed), 0, 0, 0)
            report.error("cannot-write", message, place, "run it again; nothing was changed")
            return False
        if len(files) > 1:
            _note(files, asides, before, world)
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
        with contextlib.suppress(OSError):
            _journal(world).unlink(missing_ok=True)
        for aside in asides.values():
            with contextlib.suppress(OSError):
                aside.unlink(missing_ok=True)
        for folder in new_folders:
            with contextlib.suppress(OSError):  # which has something in it by now
                folder.rmdir()
    return True


def complete(world: Workspace, report: Report) -> None:
    """Finish what a run that was killed between two files began, unless somebody has changed one of them since."""
    if not _journal(world).exists():
        return
    with alone_in(world.root) as sure:
        _complete(world, report, sure)


def _complete(world: Workspace, report: Report, alone: bool) -> None:
    path = _journal(world)
    try:
        noted = json.loads(read_regular(path))
        steps = [_Step(world, one) for one in noted]
    except FileNotFoundError:
        return
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        steps = []
    # A number of a process says little: another has it by now, in a container always the same.
    if not alone and any(step.is_at_work for step in steps):
        return
    waiting = [step for step in steps if step.waits]
    if any(not step.is_sound for step in waiting):
        changed = next(step for step in waiting if not step.is_sound)
        message = f"`{changed.target.name}` was changed after a refresh was broken off in the middle"
        report.warning("cannot-write", message, Span(world.relative(changed.target), 0, 0, 0), _COMPARE)
        waiting = []
    try:
        for step in waiting:
            step.target.parent.mkdir(parents=True, exist_ok=True)
            step.aside.replace(step.target)
        for step in steps:
            step.aside.unlink(missing_ok=True)
        path.unlink(missing_ok=True)
    except OSError as problem:
        why = (problem.strerror or str(problem)).lower()
        message = f"cannot finish what a refresh that was broken off began: {why}"
        report.error("cannot-write", message, Span(world.relative(path), 0, 0, 0), "look who may write there")


_COMPARE = "it stays as it is, the others may be newer: compare them with git diff"


class _Step:
    """One file of a run that was killed: what it was, what it was to become, and where that waits."""

    def __init__(self, world: Workspace, noted: dict[str, Any]) -> None:
        self.target = _inside(world, noted["target"])
        self.aside = _inside(world, noted["aside"])
        name = re.fullmatch(rf"\.{re.escape(self.target.name)}\.(\d+)\.part", self.aside.name)
        if name is None or self.aside.parent != self.target.parent:
            raise ValueError(noted["aside"])
        self.is_at_work = runs(int(name[1]))
        self.before = str(noted["before"])
        self.after = str(noted["after"])

    @property
    def waits(self) -> bool:
        return _digest(_now(self.target)) != self.after

    @property
    def is_sound(self) -> bool:
        return _digest(_now(self.target)) == self.before and _digest(_now(self.aside)) == self.after


def _note(
    files: Mapping[Path, bytes], asides: Mapping[Path, Path], before: Mapping[Path, bytes | None], world: Workspace
) -> None:
    steps = [
        {
            "target": path.relative_to(world.root).as_posix(),
            "aside": asides[path].relative_to(world.root).as_posix(),
            "before": _digest(before[path]),
            "after": _digest(data),
        }
        for path, data in files.items()
    ]
    path = _journal(world)
    aside = path.with_name(f"{path.name}.{os.getpid()}.part")
    aside.write_text(json.dumps(steps), encoding="utf-8")
    with aside.open("rb+") as file:
        os.fsync(file.fileno())
    aside.replace(path)


def _inside(world: Workspace, name: str) -> Path:
    path = world.root / name
    if not path.resolve().is_relative_to(world.root.resolve()):
        raise ValueError(name)
    return path


def _journal(world: Workspace) -> Path:
    return world.data_folder / ".refresh-unfinished"


def _digest(data: bytes | None) -> str:
    return "" if data is None else hashlib.sha256(data).hexdigest()


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
        return read_regular(path)
    except OSError:
        return None
