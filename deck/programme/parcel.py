"""What a talk needs to be made elsewhere: its folder and its brand's as bytes, and the same unpacked there."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator, Mapping
from os.path import normpath, relpath
from pathlib import Path, PurePosixPath

from deck.cache import key_of
from deck.diagnostics import Report
from deck.door import LARGEST_BYTES, Refused, read_regular
from deck.programme.job import Job
from deck.source import load
from deck.value import replace

Parcel = dict[str, bytes]
"""Files by their paths from the programme's folder."""
_STAYS = frozenset({"build", ".cache", "__pycache__", ".git"})


def talk_parcel(job: Job, root: Path) -> Parcel:
    """All files of a talk's folder; what no talk may read because it is too large stays behind."""
    return dict(_files(job.root, root))


def brand_parcels(job: Job, root: Path) -> tuple[Parcel, ...]:
    """The brand of the programme and that of the talk, where it names one outside of its folder, with their fonts."""
    named = _said(Path(job.file), "talk", "brand")
    folders = [Path(job.brand)] if job.brand else []
    folders += [Path(normpath(job.root / named))] if named else []
    found = []
    for folder in dict.fromkeys(folders):
        fonts = _said(folder / "brand.yaml", "typography", "fonts")
        beside = [Path(normpath(folder / fonts))] if fonts else []
        found.append({name: data for place in (folder, *beside) for name, data in _files(place, root)})
    return tuple(found)


def _said(file: Path, *steps: str) -> str:
    source = load(file, Report(), file.as_posix()) if file.is_file() else None
    data: object = source.data if source is not None else None
    for step in steps:
        data = data.get(step) if isinstance(data, dict) else None
    return data if isinstance(data, str) else ""


def _files(folder: Path, root: Path) -> Iterator[tuple[str, bytes]]:
    """The files below a folder of the programme; links that lead out of it are not followed."""
    inside = os.path.realpath(root)
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in _STAYS)
        for name in sorted(names):
            path = Path(place) / name
            if not os.path.realpath(path).startswith(inside + os.sep):
                continue
            with contextlib.suppress(Refused, OSError):
                yield Path(relpath(path, root)).as_posix(), read_regular(path, LARGEST_BYTES)


def unpacked(job: Job, root: str, parcels: tuple[Parcel, ...], folder: Path) -> Job:
    """The job with its files below `folder`, where they are unpacked once for all languages."""
    files: Mapping[str, bytes] = {name: data for parcel in parcels for name, data in parcel.items()}
    there = folder / key_of("parcel", sorted(files.items()))[:32]
    if not there.is_dir():
        aside = folder / f"{there.name}.{os.getpid()}.part"
        try:
            for name, data in files.items():
                _write(aside, name, data)
            with contextlib.suppress(OSError):  # another one was faster
                aside.rename(there)
        finally:
            shutil.rmtree(aside, ignore_errors=True)

    def moved(path: str) -> str:
        return (there / relpath(path, root)).as_posix()

    brand = moved(job.brand) if job.brand else ""
    return replace(job, file=moved(job.file), brand=brand, store=(folder / "store").as_posix())


def _write(folder: Path, name: str, data: bytes) -> None:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts:
        raise ValueError(f"{name} would lie outside")
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
