"""The one store of all talks: what was made, by what it was made of; written once, whole, and shared by processes."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Mapping
from pathlib import Path

import msgspec

from deck.cache import keep_within, key_of, mark_used, opened, sealed
from deck.door import read_regular
from deck.programme.job import Failed, Files, Job, Made, Outcome
from deck.value import Value
from deck.workspace import put_whole

_LARGEST = 4 * 1024 * 1024 * 1024
"""Bytes of finished files that are kept: those of some thousand talks."""
_FORMER = 4
"""Outcomes that are remembered of each talk and language: what is taken back is not made again."""


class Store(Value, frozen=True):
    """A folder, in which talks also keep their figures; what is damaged or gone is made again."""

    folder: Path

    def outcomes(self, job: Job, root: Path) -> tuple[Outcome, ...]:
        """What became of that talk in that language so far, the newest first."""
        data = self.get(_record(job, root))
        try:
            return msgspec.json.decode(data, type=tuple[Outcome, ...]) if data else ()
        except msgspec.MsgspecError:
            return ()

    def remember(self, job: Job, root: Path, outcome: Outcome) -> None:
        """Raises OSError."""
        same = (outcome.program, outcome.inputs, outcome.way, outcome.own_code)
        former = [one for one in self.outcomes(job, root) if (one.program, one.inputs, one.way, one.own_code) != same]
        self.put(_record(job, root), msgspec.json.encode([outcome, *former[: _FORMER - 1]]))

    def result(self, made: Made) -> bytes | None:
        """The bytes of a file that was made; None where they have to be made again."""
        name = f"results/{made.digest}.file"
        data = self.get(name)
        if data is None:  # damaged, it would only be in the way of the same made again
            with contextlib.suppress(OSError):
                (self.folder / name).unlink(missing_ok=True)
        return data

    def has_result(self, made: Made) -> bool:
        return (self.folder / f"results/{made.digest}.file").is_file()

    def keep_results(self, files: Files) -> None:
        """Raises OSError."""
        for data in files.values():
            name = f"results/{hashlib.sha256(data).hexdigest()}.file"
            if not (self.folder / name).is_file():
                self.put(name, data)

    def get(self, name: str) -> bytes | None:
        """What is kept under a name, if it is whole."""
        path = self.folder / name
        try:
            data = opened(name, read_regular(path, _LARGEST))
        except OSError:
            return None
        if data is not None:
            mark_used(path)
        return data

    def put(self, name: str, data: bytes) -> None:
        """Raises OSError."""
        put_whole(self.folder / name, sealed(name, data))

    def bound(self) -> None:
        """Let the files go that nobody wanted for longest."""
        keep_within(self.folder / "results", _LARGEST)

    def read_json(self, name: str) -> Mapping[str, object]:
        """A mapping that an earlier run kept; empty where there is none."""
        try:
            found = msgspec.json.decode(self.get(name) or b"{}")
        except msgspec.MsgspecError:
            return {}
        return found if isinstance(found, dict) else {}

    def write_json(self, name: str, said: Mapping[str, object]) -> None:
        """Raises OSError."""
        self.put(name, msgspec.json.encode(said))


def do_into_store(job: Job) -> Outcome | Failed:
    """Do a job, and leave its files in the store: what goes from process to process stays small."""
    from deck.programme.job import do_whatever_comes

    result = do_whatever_comes(job)
    return result if isinstance(result, Failed) else kept(job, *result)


def kept(job: Job, outcome: Outcome, files: Files) -> Outcome | Failed:
    """The outcome, whose files are in the store from here on; a disk that is full is a mistake that names the talk."""
    from deck.programme.job import failed

    try:
        Store(Path(job.store)).keep_results(files)
    except OSError as problem:
        why = (problem.strerror or str(problem)).lower()
        help = "make room, and run the same command again: what is made already is not made twice"
        return Failed(failed(job, f"cannot be kept in {Path(job.store).as_posix()}: {why}", help))
    return outcome


def _record(job: Job, root: Path) -> str:
    from os.path import relpath

    named = Path(relpath(job.file, root)).as_posix()
    return f"jobs/{key_of('outcomes', job.id, named, job.locale)}.json"
