"""The outside world: where the talk's files are, which of them may be read, and what earlier builds kept."""

from __future__ import annotations

import contextlib
import os
import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any, TypeVar

from deck.cache import mark_used, opened, sealed
from deck.diagnostics import Report, Span, close_matches
from deck.door import Door, Refused, outside, read_regular
from deck.value import Value, field

Made = TypeVar("Made")


class Workspace(Value, frozen=True):
    """One talk's folder; whatever is read of it goes through the one door."""

    root: Path
    slides_file: Path
    brand_folder: Path
    references_file: Path
    figures_folder: Path
    data_folder: Path
    locales_folder: Path
    hooks_file: Path
    kinds_folder: Path
    checks_folder: Path
    styles_folder: Path
    build_folder: Path
    cache_folder: Path
    door: Door = field(default_factory=Door)
    runs_code: bool = True
    """Whether the talk's own code may run: figures, values, hooks, kinds, checks and styles."""
    at_hand: dict[object, Any] | None = None
    """What was found out of the talk's files, where builds follow one another; it holds while no file has changed but
    the talk and its translations. None where each build is the only one."""

    @classmethod
    def find(cls, talk: Path | None = None, runs_code: bool = True) -> Workspace:
        """The workspace of a talk file; everything else lies beside it."""
        slides = talk or Path("slides.yaml")
        if slides.is_dir():
            slides = slides / "slides.yaml"
        root = slides.parent
        return cls(
            root=root,
            slides_file=slides,
            brand_folder=root / "assets" / "brand",
            references_file=root / "assets" / "references.json",
            figures_folder=root / "figures",
            data_folder=root / "figures" / "data",
            locales_folder=root / "locales",
            hooks_file=root / "hooks.py",
            kinds_folder=root / "kinds",
            checks_folder=root / "checks",
            styles_folder=root / "styles",
            build_folder=root / "build",
            cache_folder=root / ".cache",
            # A brand that talks share may lie elsewhere, behind a link to its folder.
            door=Door(root, root / "assets" / "brand"),
            runs_code=runs_code,
        )

    @property
    def builds_often(self) -> bool:
        """Whether builds follow one another, as in a preview: what is seen counts, and not what a file needs."""
        return self.at_hand is not None

    def forget_scripts(self) -> None:
        """Let go of what was found out of the scripts of figures, which have changed."""
        known = self.at_hand or {}
        for key in [key for key in known if isinstance(key, tuple) and key[0] in ("inputs", "words", "hash")]:
            del known[key]

    def once(self, key: object, make: Callable[[], Made]) -> Made:
        """What `make` finds out of files other than the talk and its translations; nobody changes it."""
        if self.at_hand is None:
            return make()
        if key not in self.at_hand:
            self.at_hand[key] = make()
        found: Made = self.at_hand[key]
        return found

    def relative(self, path: Path) -> str:
        """The path as messages name it."""
        return path.as_posix()

    def scripts(self, folder: Path) -> tuple[Path, ...]:
        """The Python files of a folder that stand for themselves; those that begin with `_` are what these share."""
        return tuple(sorted(path for path in folder.glob("*.py") if not path.name.startswith("_")))

    @property
    def brings_code(self) -> bool:
        """Whether there is code of the talk's own, and be it unused."""
        folders = (self.figures_folder, self.kinds_folder, self.checks_folder, self.styles_folder)
        return self.hooks_file.exists() or any(next(folder.glob("*.py"), None) for folder in folders)

    def is_made_of(self, path: Path) -> bool:
        """Whether a file is one that the talk reads or names: no result may stand in its place."""
        real, root = path.resolve(), self.root.resolve()
        if not path.exists() or real.is_relative_to(self.build_folder.resolve()):
            return False
        read = {known.resolve() for known in (self.slides_file, self.references_file, *self.door.uses())}
        folders = {self.brand_folder.resolve(), self.data_folder.resolve(), (self.root / "assets" / "fonts").resolve()}
        folders |= {Path(folder) for folder in self.door.admitted}
        if real in read or any(real.is_relative_to(folder) for folder in folders):
            return True
        # What other commands read, such as pictures: the talks of the folder name it by its path.
        name = real.relative_to(root).as_posix() if real.is_relative_to(root) else ""
        talks = {self.slides_file, *self.root.glob("*.yaml"), *self.locales_folder.glob("*.yaml")}
        return bool(name) and any(name in self._said(talk) for talk in talks)

    def _said(self, path: Path) -> str:
        with contextlib.suppress(OSError):
            return unicodedata.normalize("NFC", self.door.read(path).decode("utf-8", errors="replace"))
        return ""

    def cached(self, name: str) -> bytes | None:
        """What an earlier build cached under that name, if it did; nothing of the talk depends on it but time."""
        if self.at_hand is not None and name in self.at_hand:
            return bytes(self.at_hand[name])
        try:
            data = opened(name, read_regular(self.cache_folder / name))
        except OSError:
            return None
        if data is None:
            return None
        mark_used(self.cache_folder / name)
        if self.at_hand is not None:
            self.at_hand[name] = data
        return data

    def put_in_cache(self, name: str, data: bytes) -> None:
        """Put something into the cache, whole; a cache that cannot be written only costs time."""
        if self.at_hand is not None:
            self.at_hand[name] = data
        with contextlib.suppress(OSError):
            put_whole(self.cache_folder / name, sealed(name, data))

    def remembered(self, name: str, make: Callable[[], bytes]) -> bytes:
        """What `make` makes, which is the same for the same name, made once."""
        data = self.cached(name)
        if data is None:
            data = make()
            self.put_in_cache(name, data)
        return data

    def read_bytes(self, relative: str, span: Span, report: Report) -> bytes | None:
        """A file of the project, by its path in the talk; None, and a diagnostic, where that is not possible."""
        absolute = PurePosixPath(relative).is_absolute() or PureWindowsPath(relative).anchor
        if absolute or "\\" in relative:
            outside(Path(relative)).tell(relative, span, report)
            return None
        return self._read(self.root / relative, relative, span, report)

    def read_project_file(self, path: Path, span: Span, report: Report) -> bytes | None:
        """A file that every project has at the same place."""
        return self._read(path, self.relative(path), span, report)

    def _read(self, path: Path, name: str, span: Span, report: Report) -> bytes | None:
        try:
            # Compared after links are followed: `..` in a text is not the only way out of a folder.
            path = as_on_disk(path).resolve()
            if not path.is_relative_to(self.root.resolve()) and not self.door.holds(path):
                raise outside(path)
            return self.door.read(path, name)
        except FileNotFoundError:
            self.door.is_file(path, name)
            near = [entry.name for entry in path.parent.iterdir()] if path.parent.is_dir() else []
            help = close_matches(path.name, near) or "a file is named by its path from the talk's folder"
            report.error("no-such-file", f"there is no file `{name}`", span, help)
        except Refused as refused:
            refused.tell(name, span, report)
        # Python up to 3.12 calls a link that leads to itself a RuntimeError; a zero byte in a name is a ValueError.
        except (OSError, ValueError, RuntimeError) as problem:
            reason = getattr(problem, "strerror", None) or str(problem)
            report.error("unreadable-file", f"cannot read `{name}`: {reason.lower()}", span)
        return None


def put_whole(path: Path, data: bytes) -> None:
    """A file of what builds keep, whole or not at all, whoever else writes it meanwhile. Raises OSError."""
    aside = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _sweep_once(path.parent.resolve())
        aside.write_bytes(data)
        aside.replace(path)
    finally:
        with contextlib.suppress(OSError):
            aside.unlink(missing_ok=True)


def as_on_disk(path: Path) -> Path:
    """The path, or the one that looks the same: a Mac may have parted each letter from its accent."""
    if (path.name.isascii() and path.parent.as_posix().isascii()) or path.exists():
        return path
    found = Path(path.anchor)
    for part in path.parts[bool(path.anchor) :]:
        there = found / part
        if not part.isascii() and not there.exists() and found.is_dir():
            wanted = unicodedata.normalize("NFC", part)
            same = (entry for entry in found.iterdir() if unicodedata.normalize("NFC", entry.name) == wanted)
            there = next(same, there)
        found = there
    return found


@contextlib.contextmanager
def alone_in(folder: Path) -> Iterator[bool]:
    """Let no other command compare and replace files in that folder meanwhile.

    Whether that is sure: Windows and some network drives know no such lock.
    """
    with contextlib.ExitStack() as locks:
        sure = False
        with contextlib.suppress(ImportError, OSError):
            import fcntl

            opened = os.open(folder, os.O_RDONLY)
            locks.callback(os.close, opened)
            fcntl.flock(opened, fcntl.LOCK_EX)
            sure = True
        yield sure


def sweep(folder: Path, name: str = "") -> None:
    """Take away what builds left that were killed while they wrote: NAME.PROCESS.part, of one name or of all."""
    left_over = re.compile(rf"{re.escape(name) or '.+'}\.(\d+)\.part")
    for path in folder.iterdir():
        found = left_over.fullmatch(path.name)
        if found and not runs(int(found[1])):
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)


@cache
def _sweep_once(folder: Path) -> None:
    # Once a run: a cache of a thousand pictures is not listed for each of them.
    sweep(folder)


def runs(process: int) -> bool:
    """Whether a process of that number is running."""
    if os.name == "nt":  # there a signal of 0 would end it; and nobody can remove a file that is open
        return False
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:  # somebody else's
        return True
    # One that ended keeps its number until its parent has asked how, which an adopted one may wait long for.
    with contextlib.suppress(OSError):  # no Linux
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] not in ("Z", "X")
    return True
