"""The one door out: a finished file in its place, whole or not at all, and never over somebody's work."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from deck.diagnostics import Report
from deck.door import read_regular
from deck.workspace import Workspace, alone_in, sweep
from deck.write.exchange import put_if
from deck.write.pptx.seal import is_as_written

Still = Callable[[bytes | None], bool]
"""Whether a file is still what the new one was made from; it is given None where there is none."""


def save(
    data: bytes, path: Path, report: Report, world: Workspace | None = None, still: Still | None = None
) -> Path | None:
    """Write `data` to `path`; returns where a deck that somebody had edited was kept, if there was one.

    What the talk of that `world` is made of is never replaced: a result always comes with its world, and the next
    state of a source without. What `still` is given and does not know again was saved by somebody since, and stays.
    """
    aside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        lock = _lock_of(path)
        if lock is not None:
            _refuse(path, f"it is open in another program, as `{lock.name}` beside it says", "close it there", report)
            return None
        why, what_to_do = _in_the_way(path, world)
        if why:
            _refuse(path, why, what_to_do, report)
            return None
        path.parent.mkdir(parents=True, exist_ok=True)
        sweep(path.parent, f".{path.name}")
        _write_whole(aside, data)
        with alone_in(path.parent):
            if still is not None:
                if put_if(aside, path, still, now):
                    return None
                what = f"`{path.name}` was saved by another program in the meantime: nothing was changed"
                report.error("cannot-write", what, help="run the command again; it takes what is in the file now")
                return None
            kept = _keep_edited(path)
            _put_in_place(aside, path, kept)
    except OSError as problem:
        why = problem.strerror or str(problem)
        _refuse(path, why[:1].lower() + why[1:], "make room and look who may write there", report)
        return None
    finally:
        _discard(aside)
    return kept


def now(path: Path) -> bytes | None:
    """What a file is at this moment; None where there is none."""
    try:
        return read_regular(path)
    except FileNotFoundError:
        return None


def _in_the_way(path: Path, world: Workspace | None) -> tuple[str, str]:
    """Why what stands there must not be replaced, and what to do; nothing where it may."""
    if path.is_symlink():
        return "it is a link to another file", "name that file itself, or take the link away"
    if path.exists() and not path.is_file():
        return "a folder has that name" if path.is_dir() else "it is not a file", "take another name"
    if world is not None and world.is_made_of(path):
        return "the talk is made of it", "take another name"
    return "", ""


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
    if path.suffix != ".pptx" or not path.exists() or is_as_written(path):
        return None
    edited = datetime.fromtimestamp(path.stat().st_mtime)
    stem = f"{path.stem}.edited-{edited:%Y-%m-%d-%H%M%S}"
    for suffix in ("", *(f"-{n}" for n in range(2, 100))):
        kept = path.with_name(f"{stem}{suffix}.pptx")
        if _copied(path, kept):
            # Another build may have put its deck there in the meantime.
            if not is_as_written(kept):
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
