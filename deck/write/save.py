"""Put a finished file in its place: whole or not at all, and never over somebody's edits."""

from __future__ import annotations

import contextlib
import os
from datetime import datetime
from pathlib import Path

from deck.diagnostics import Report
from deck.workspace import sweep
from deck.write.pptx.seal import is_as_written


def save(data: bytes, path: Path, report: Report) -> Path | None:
    """Write `data` to `path`; returns where a deck that somebody had edited was kept, if there was one."""
    aside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        lock = _lock_of(path)
        if lock is not None:
            _refuse(path, f"it is open in another program, as `{lock.name}` beside it says", "close it there", report)
            return None
        path.parent.mkdir(parents=True, exist_ok=True)
        sweep(path.parent, f".{path.name}")
        _write_whole(aside, data)
        kept = _keep_edited(path)
        _put_in_place(aside, path, kept)
    except OSError as problem:
        why = problem.strerror or str(problem)
        _refuse(path, why[:1].lower() + why[1:], "make room and look who may write there", report)
        return None
    finally:
        _discard(aside)
    return kept


def _write_whole(aside: Path, data: bytes) -> None:
    aside.write_bytes(data)
    # Without it, a power cut soon after can leave the new name with none of the new bytes.
    with aside.open("rb+") as file:
        os.fsync(file.fileno())


def _put_in_place(aside: Path, path: Path, kept: Path | None) -> None:
    try:
        aside.replace(path)
    except OSError:
        if kept is not None:
            _discard(kept)
        raise


def _keep_edited(path: Path) -> Path | None:
    """Give a deck that is not what we wrote a second name, by the date of its last edit; the first stays so far."""
    if path.suffix != ".pptx" or not path.exists() or is_as_written(path.read_bytes()):
        return None
    edited = datetime.fromtimestamp(path.stat().st_mtime)
    stem = f"{path.stem}.edited-{edited:%Y-%m-%d-%H%M%S}"
    for suffix in ("", *(f"-{n}" for n in range(2, 100))):
        kept = path.with_name(f"{stem}{suffix}.pptx")
        if _copied(path, kept):
            # Another build may have put its deck there in the meantime.
            if not is_as_written(kept.read_bytes()):
                return kept
            _discard(kept)
            return None
    raise OSError(f"there are a hundred edited decks called {stem}")


def _copied(path: Path, kept: Path) -> bool:
    """Whether `kept` is now the same file; not if there was one of that name."""
    try:
        os.link(path, kept)
    except FileExistsError:
        return False
    except OSError:  # a memory stick knows no links
        if kept.exists():
            return False
        import shutil

        shutil.copy2(path, kept)
    return True


def _lock_of(path: Path) -> Path | None:
    """The mark that PowerPoint or LibreOffice leaves beside a file that it has open."""
    marks = (path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#"))
    return next((mark for mark in marks if mark.exists()), None)


def _refuse(path: Path, why: str, what_to_do: str, report: Report) -> None:
    help = f"{what_to_do}, or choose another folder with -o; the old file is untouched"
    report.error("cannot-write", f"cannot write `{path.name}`: {why}", help=help)


def _discard(aside: Path) -> None:
    with contextlib.suppress(OSError):
        aside.unlink(missing_ok=True)
