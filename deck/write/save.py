"""Put a finished file in its place: whole or not at all, and never over somebody's edits."""

from __future__ import annotations

import contextlib
import os
from datetime import datetime
from pathlib import Path

from deck.diagnostics import Report
from deck.write.pptx.seal import is_as_written


def save(data: bytes, path: Path, report: Report) -> Path | None:
    """Write `data` to `path`; returns where a deck that somebody had edited was kept, if there was one."""
    lock = _lock_of(path)
    if lock is not None:
        _refuse(path, f"it is open in another program ({lock.name} lies beside it)", report)
        return None
    aside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside.write_bytes(data)
        kept = _keep_edited(path)
        _put_in_place(aside, path, kept)
    except OSError as problem:
        _refuse(path, problem.strerror or str(problem), report)
        return None
    finally:
        _discard(aside)
    return kept


def _put_in_place(aside: Path, path: Path, kept: Path | None) -> None:
    try:
        aside.replace(path)
    except OSError:
        if kept is not None:
            kept.rename(path)
        raise


def _keep_edited(path: Path) -> Path | None:
    """Move a deck aside that is not what we wrote, under the date of its last edit."""
    if path.suffix != ".pptx" or not path.exists() or is_as_written(path.read_bytes()):
        return None
    edited = datetime.fromtimestamp(path.stat().st_mtime)
    stem = f"{path.stem}.edited-{edited:%Y-%m-%d-%H%M%S}"
    names = [path.with_name(f"{stem}{suffix}.pptx") for suffix in ("", *(f"-{n}" for n in range(2, 100)))]
    kept = next(name for name in names if not name.exists())
    path.rename(kept)
    return kept


def _lock_of(path: Path) -> Path | None:
    """The mark that PowerPoint or LibreOffice leaves beside a file that it has open."""
    marks = (path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#"))
    return next((mark for mark in marks if mark.exists()), None)


def _refuse(path: Path, why: str, report: Report) -> None:
    report.error(
        "cannot-write",
        f"cannot write {path.name}: {why}",
        help="close the file or choose another folder with -o; the old file is untouched",
    )


def _discard(aside: Path) -> None:
    with contextlib.suppress(OSError):
        aside.unlink(missing_ok=True)
