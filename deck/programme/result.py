"""What comes out: a folder for each talk, a zip of it, a zip of all, checksums; old files go, edited ones stay."""

from __future__ import annotations

import contextlib
import os
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from deck.cache import key_of
from deck.diagnostics import Report
from deck.programme.disk import Disk
from deck.programme.job import Made, Outcome
from deck.programme.plan import Step
from deck.programme.store import Store
from deck.regex import regex
from deck.write.save import save

SUMS = "SHA256SUMS"
ZIPS = "zips"
_STORED = (".pptx", ".pdf")
_DATE = (1980, 1, 1, 0, 0, 0)
_PIECE = 1 << 20
Placed = dict[str, str]
"""Digests of what lies in the folder that comes out, by path from there."""


def place(step: Step, outcome: Outcome, folder: Path, store: Store, disk: Disk, report: Report) -> tuple[Path, ...]:
    """Put the files of a talk and language into their folder; those that are there already are left alone.

    Returns where decks were kept that somebody had edited.
    """
    edited = []
    for made in outcome.made:
        path = path_of(step, made, folder)
        if disk.digest(str(path)) == made.digest:
            continue
        data = store.result(made)
        if data is None:  # somebody emptied the store meanwhile
            help = "run the same command again: it is made again"
            report.error("cannot-write", f"`{made.name}` is no longer kept", help=help)
            continue
        found = Report()
        kept = save(data, path, found)
        report.add(*found)
        if not found.has_errors:
            disk.knows(str(path), made.digest)
        edited += [kept] if kept else []
    return tuple(edited)


def path_of(step: Step, made: Made, folder: Path) -> Path:
    """Where a file of a talk belongs."""
    return folder / step.slot.id / made.name


def placed(steps: Sequence[Step], before: Mapping[str, object], folder: Path) -> Placed:
    """What belongs into the folder: what was made; of a talk that has mistakes now, what is left from before."""
    found: Placed = {}
    for step in steps:
        if step.job is None:
            continue
        if step.outcome is not None and step.outcome.is_good and step.outcome.made:
            found |= {_path(step, made): made.digest for made in step.outcome.made}
            continue
        begins = f"{step.slot.id}/{step.job.begins}"
        found |= {path: str(digest) for path, digest in before.items() if path.startswith(begins)}
    return {path: digest for path, digest in sorted(found.items()) if (folder / path).is_file()}


def _path(step: Step, made: Made) -> str:
    return f"{step.slot.id}/{made.name}"


def clear(before: Mapping[str, object], now: Mapping[str, str], folder: Path, disk: Disk) -> tuple[str, ...]:
    """Take away what was made before and is made no longer, unless somebody has changed it. Returns what went."""
    gone = []
    for name, digest in before.items():
        path = folder / name
        if name in now or not _is_below(name) or disk.digest(str(path)) != digest:
            continue
        with contextlib.suppress(OSError):
            path.unlink()
            gone.append(name)
            path.parent.rmdir()  # where nothing else is in it
    return tuple(gone)


def _is_below(name: str) -> bool:
    # A record that somebody else wrote must not lead out of the folder.
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in name


# ---------------------------------------------------------------- zips


class Pack:
    """Zips of files whose digests are known: one is written again where what it holds is something else."""

    def __init__(self, folder: Path, before: Mapping[str, object]) -> None:
        self._folder, self._before = folder, before
        self.now: dict[str, object] = {}

    def add(self, name: str, files: Mapping[str, str], report: Report) -> None:
        """A zip of these files, by path and digest, with their checksums in it."""
        key = key_of("zip", sorted(files.items()))
        path = self._folder / name
        self.now[name] = key
        if self._before.get(name) == key and path.is_file():
            return
        try:
            self._write(path, files)
        except OSError as problem:
            del self.now[name]
            why = (problem.strerror or str(problem)).lower()
            help = "make room and run the command again; the files in the folder are whole"
            report.error("cannot-write", f"cannot write `{name}`: {why}", help=help)

    def _write(self, path: Path, files: Mapping[str, str]) -> None:
        aside = path.with_name(f".{path.name}.{os.getpid()}.part")
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with zipfile.ZipFile(aside, "w") as archive:
                for name in files:
                    _put(archive, name, _pieces(self._folder / name))
                _put(archive, SUMS, (sums(files).encode(),))
            aside.replace(path)
        finally:
            with contextlib.suppress(OSError):
                aside.unlink(missing_ok=True)


def sums(files: Mapping[str, str]) -> str:
    """Checksums as `sha256sum --check` reads them."""
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(files.items()))


def _put(archive: zipfile.ZipFile, name: str, pieces: Iterable[bytes]) -> None:
    entry = zipfile.ZipInfo(name, date_time=_DATE)
    entry.compress_type = zipfile.ZIP_STORED if name.endswith(_STORED) else zipfile.ZIP_DEFLATED
    entry.create_system = 0
    with archive.open(entry, "w", force_zip64=True) as target:
        for piece in pieces:
            target.write(piece)


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece


def all_zip(event: str) -> str:
    """What the zip of everything is called."""
    return f"{slug(event or 'programme')}.zip"


def slug(words: str) -> str:
    """Words as the name of a file."""
    from deck.write.bundle import ascii_name

    return _DASHES.sub("-", ascii_name(words)).lower()


_DASHES = regex(r"-{2,}")
