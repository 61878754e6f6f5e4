"""Print by a template that a talk brought: in a process with limits, since it may go on for ever or end its printer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from deck.apart import SECONDS, Apart
from deck.brand.model import Face
from deck.write.drawing.render import compile
from deck.write.drawing.tagged_pdf import STANDARDS


class NotPrinted(Exception):
    """What typst says of the template, or what became of the process that printed by it; `where` has typst's places."""

    def __init__(self, what: str, where: str = "") -> None:
        super().__init__(what)
        self.where = where


def print_by(files: Mapping[str, bytes], faces: Iterable[Face], pages: int, actual_text: bool) -> bytes:
    """The PDF that `main.typ` makes of the other files; Ended or NotPrinted where it makes none."""
    folders = sorted({str(face.path.parent.resolve()) for face in faces})
    # A second for 25 slides more, as all code has that walks through a deck.
    printer = Apart(SECONDS + pages // 25)
    try:
        made, what, where = printer.ask(f"{__name__}:printed", dict(files), folders, actual_text)
    finally:
        printer.end()
    if made is None:
        raise NotPrinted(what, where)
    return bytes(made)


def printed(files: dict[str, bytes], folders: list[str], actual_text: bool) -> tuple[bytes | None, str, str]:
    """In the process with limits: the PDF, or what typst says, and where."""
    try:
        by = tuple(map(Path, folders))
        return compile(files, by, pdf_standards=STANDARDS, actual_text=actual_text)[0], "", ""
    except (RuntimeError, LookupError) as problem:
        return None, str(problem), getattr(problem, "diagnostic", "")
