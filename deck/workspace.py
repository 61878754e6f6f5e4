"""The outside world: where the talk's files are, which of them may be read, and what day it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath, PureWindowsPath

from deck.diagnostics import Report, Span, close_matches

LARGEST_BYTES = 100 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Workspace:
    """One talk's folder; the one door to the file system and the clock."""

    root: Path
    slides_file: Path
    brand_folder: Path
    references_file: Path
    figures_folder: Path
    data_folder: Path
    build_folder: Path
    cache_folder: Path
    today: date

    @classmethod
    def find(cls, talk: Path | None = None) -> Workspace:
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
            build_folder=root / "build",
            cache_folder=root / ".cache",
            today=date.today(),
        )

    def relative(self, path: Path) -> str:
        """The path as messages name it."""
        return path.as_posix()

    def read_bytes(self, relative: str, span: Span, report: Report) -> bytes | None:
        """A file of the project, by its path in the talk; None, and a diagnostic, where that is not possible."""
        path = self._inside(relative, span, report)
        if path is None:
            return None
        try:
            if path.stat().st_size > LARGEST_BYTES:
                report.error("too-large", f"`{relative}` is larger than 100 MB", span, "make it smaller")
                return None
            return path.read_bytes()
        except FileNotFoundError:
            near = [entry.name for entry in path.parent.iterdir()] if path.parent.is_dir() else []
            report.error("no-file", f"there is no file `{relative}`", span, close_matches(path.name, near))
        except OSError as problem:
            report.error("unreadable-file", f"cannot read `{relative}`: {problem.strerror or problem}", span)
        return None

    def _inside(self, relative: str, span: Span, report: Report) -> Path | None:
        absolute = PurePosixPath(relative).is_absolute() or PureWindowsPath(relative).anchor
        try:
            path = (self.root / relative).resolve()
        except (OSError, ValueError):
            absolute = True
        if absolute or "\\" in relative or not path.is_relative_to(self.root.resolve()):
            report.error(
                "outside-project",
                f"`{relative}` is not inside the project",
                span,
                "copy the file into assets/ and name it by its path from the talk's folder, with /",
            )
            return None
        return path
