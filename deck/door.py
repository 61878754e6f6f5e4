"""The one door: which files of a talk may be read, and what was read for what?"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path

from deck.cache import key_of
from deck.diagnostics import Diagnostic, Report, Severity, Span

LARGEST_BYTES = 100 * 1024 * 1024

_COPY = "copy the file into assets/ and name it by its path from the talk's folder, with /"


class Refused(OSError):
    """A file that nobody gets, and why; whoever does not know a better place puts it into a report by its name."""

    def __init__(self, path: Path, what: str, help: str = "", code: str = "unreadable-file") -> None:
        """`what` has {} for the file's name."""
        super().__init__(what)
        self.path, self.what, self.help, self.code = path, what, help, code
        self.strerror = self.said("it").replace("`it`", "it")

    def __reduce__(self) -> tuple[type[Refused], tuple[Path, str, str, str]]:
        # By its arguments it goes from one process to another; OSError would lose all but the first.
        return Refused, (self.path, self.what, self.help, self.code)

    def said(self, name: str) -> str:
        return self.what.replace("{}", name)

    def diagnostic(self) -> Diagnostic:
        """At the file itself."""
        name = self.path.as_posix()
        return Diagnostic(Severity.ERROR, self.code, self.said(name), Span(name, 0, 0, 0), self.help)

    def tell(self, name: str, span: Span, report: Report) -> None:
        """At the place that names the file."""
        report.error(self.code, self.said(name), span, self.help)


def outside(path: Path) -> Refused:
    """What is said of a file beyond the folders that belong to a talk."""
    return Refused(path, "`{}` is not inside the project", _COPY, "outside-project")


def read_regular(path: Path, largest: int = LARGEST_BYTES) -> bytes:
    """The bytes of a file that is one and is no larger; no pipe is waited for. Raises Refused or FileNotFoundError."""
    try:
        _require_regular(path, os.stat(path), largest)
        with open(path, "rb", opener=_without_waiting) as file:
            # Looked at again: it may have been replaced since.
            _require_regular(path, os.fstat(file.fileno()), largest)
            return file.read()
    except Refused:
        raise
    except FileNotFoundError:
        if not path.is_symlink():
            raise
        raise Refused(path, "`{}` is a link to a file that is not there") from None
    except OSError as problem:
        reason = (problem.strerror or str(problem)).lower()
        raise Refused(path, f"cannot read `{{}}`: {reason}") from None


def _require_regular(path: Path, status: os.stat_result, largest: int) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise Refused(path, "`{}` is a folder", "name a file in it")
    if not stat.S_ISREG(status.st_mode):
        raise Refused(path, "`{}` is not a file")
    if status.st_size > largest:
        raise Refused(
            path, f"`{{}}` is larger than {largest // 1024 // 1024} MB", "export a smaller version", "too-large"
        )


def _without_waiting(path: str, flags: int) -> int:
    # Windows knows no pipes among its files.
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


class Door:
    """Reads files, and remembers which and for what: what a result was made from, and what a preview has to watch.

    Whoever reads for a deck reads through it. It keeps digests and no contents: nothing here is ever out of date. Only
    what lies in one of its folders is read, after links are followed; without folders, whatever is asked for.
    """

    def __init__(self, *folders: Path) -> None:
        self._folders = [_real(folder) for folder in folders]
        self.admitted: list[str] = []
        self._digests: dict[Path, str] = {}
        self._uses: dict[Path, set[str]] = {}

    def admit(self, folder: Path) -> None:
        """Let files of that folder be read too."""
        if self._folders and _real(folder) not in self._folders:
            self._folders.append(_real(folder))
            self.admitted.append(_real(folder))

    def admits(self, path: Path) -> bool:
        """Whether a file or folder is one of those that may be read."""
        return not self._folders or self.holds(path)

    def holds(self, path: Path) -> bool:
        """Whether it lies in one of the folders that were named."""
        return _is_in(_real(path), self._folders)

    def read(self, path: Path, use: str = "", largest: int = LARGEST_BYTES) -> bytes:
        """The bytes of a file; `use` names what they are read for. Raises Refused, or FileNotFoundError."""
        self._note(path, use, "")
        if not self.admits(path):
            raise outside(path)
        data = read_regular(path, largest)
        self._note(path, use, hashlib.sha256(data).hexdigest())
        return data

    def digest(self, path: Path) -> str:
        """Of what was read there."""
        return self._digests[path]

    def is_file(self, path: Path, use: str = "") -> bool:
        """Whether there is such a file; that there is none may decide as much as what it says."""
        return self._noted(path, use, path.is_file())

    def is_there(self, path: Path, use: str = "") -> bool:
        """The same for whatever has that name: a folder, a pipe, a link to nothing. To read it says what it is."""
        return self._noted(path, use, os.path.lexists(path))

    def listed(self, folder: Path, pattern: str, use: str = "") -> list[Path]:
        """The paths in a folder that match a pattern, in order of their names."""
        found = sorted(folder.glob(pattern))
        self._note(folder / pattern, use, names_digest(path.name for path in found))
        return found

    def uses(self) -> Mapping[Path, frozenset[str]]:
        """What was asked for, there or not, and for what."""
        return {path: frozenset(uses) for path, uses in self._uses.items()}

    def key(self, root: Path) -> str:
        """One name for all that was read, wherever the talk's folder is; it changes with any byte of it."""
        known = sorted((os.path.relpath(path, root), digest) for path, digest in self._digests.items())
        return key_of("inputs", known)

    def noted(self) -> Mapping[str, tuple[str, str]]:
        """What was asked for, files and patterns, with what was found there and what for; `take` reads it again."""
        return {path.as_posix(): (self._digests[path], " ".join(sorted(uses))) for path, uses in self._uses.items()}

    def take(self, noted: Mapping[str, tuple[str, str]]) -> None:
        """Let it be known that what another door noted decides here too."""
        for name, (digest, uses) in noted.items():
            for use in uses.split(" "):
                self._note(Path(name), use, digest)

    def another(self) -> Door:
        """A door to the same folders that has read nothing."""
        made = Door()
        made._folders = [*self._folders]
        return made

    def _noted(self, path: Path, use: str, there: bool) -> bool:
        if not there:
            self._note(path, use, "")
        return there

    def _note(self, path: Path, use: str, digest: str) -> None:
        self._digests[path] = digest
        self._uses.setdefault(path, set()).add(use)


def digest_now(path: str) -> str:
    """What a door would note of a file, or of a pattern; of what is not there, or may not be read, nothing."""
    if "*" in path:
        folder = Path(path)
        return names_digest(found.name for found in folder.parent.glob(folder.name))
    try:
        return hashlib.sha256(read_regular(Path(path))).hexdigest()
    except (OSError, ValueError):  # a zero byte in a name
        return ""


def names_digest(names: Iterable[str]) -> str:
    """By which a door knows what it has found in a folder."""
    return hashlib.sha256("\n".join(sorted(names)).encode("utf-8", "surrogateescape")).hexdigest()


def _real(path: Path) -> str:
    return os.path.normcase(os.path.realpath(path))


def _is_in(path: str, folders: Iterable[str]) -> bool:
    return any(path == folder or path.startswith(folder.rstrip(os.sep) + os.sep) for folder in folders)
