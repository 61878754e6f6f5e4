"""How pages become pictures and PDF files: typst draws what `to_json` says, and decides nothing."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

import msgspec

from deck.brand.model import Brand, Face
from deck.page import Page
from deck.press import PIXELS, Format, press
from deck.write.drawing.to_json import to_json

PIXELS_PER_INCH = 200
"""Of a photograph in a PDF whose pages are shown at their own size: as many as paper needs."""
FORMULA = "formula.typ"
"""Among the files of whatever has a formula, which so get typst's own fonts."""
_FOLDER = Path(__file__).parent
_NOBODYS = msgspec.json.encode(
    {
        "title": None,
        "authors": [],
        "description": None,
        "keywords": [],
        "lang": "en",
        "region": None,
        "actual_text": False,
    }
)


def draw(pages: Sequence[Page], brand: Brand, format: Format = "png", ppi: float = 96) -> list[bytes]:
    """One picture per page; a PDF is one file with all pages, which does not say whose talk it is."""
    if not pages:
        return []
    files = {**slide_files(pages, brand, None if format == "svg" else ppi), "talk.json": _NOBODYS}
    inputs = {"ppi": repr(float(ppi))} if format == "png" else {}
    return compile({"main.typ": template("main.typ"), **files}, folders_of(brand.faces), format, ppi, inputs)


def slide_files(pages: Sequence[Page], brand: Brand, ppi: float | None = PIXELS_PER_INCH) -> dict[str, bytes]:
    """What a main file needs to draw these pages: `slide.typ`, `pages.json` with a sheet for each, and the pictures.

    Photographs keep `ppi` pixels an inch of the slide: where a slide is shown at a third of its size, a third will do.
    """
    drawing = to_json(pages, brand, ppi)
    return {**slide_library(), "pages.json": msgspec.json.encode(drawing.pages), **drawing.files}


def slide_library() -> dict[str, bytes]:
    """How a slide is painted: `slide.typ`, and what it imports."""
    return {"slide.typ": template("slide.typ"), "pixels.typ": PIXELS}


@cache
def template(name: str) -> bytes:
    """A file of this folder, as typst reads it."""
    return (_FOLDER / name).read_bytes()


def folders_of(faces: Iterable[Face]) -> tuple[Path, ...]:
    """Where typst finds the fonts."""
    return tuple(sorted({face.path.parent for face in faces}))


def compile(
    files: Mapping[str, bytes],
    folders: tuple[Path, ...],
    format: Format = "pdf",
    ppi: float = 96,
    inputs: Mapping[str, str] | None = None,
    pdf_standards: Sequence[str] = (),
    timestamp: datetime.datetime | None = None,
    actual_text: bool = False,
) -> list[bytes]:
    """What typst makes of `main.typ` and the files that it reads: a picture per page, or one PDF.

    `folders` are those of the fonts. `actual_text` says that the PDF has words which the library's `actual-text` marks:
    they get their ActualText.
    """
    asked = "<actual-text>" if actual_text else ""
    drawn, texts = press(folders, FORMULA in files).print(
        files, format, ppi, dict(inputs or {}), list(pdf_standards), timestamp, asked
    )
    if not actual_text:
        return drawn
    # Imported here because only words from right to left need it.
    from deck.write.drawing.actual_text import with_actual_text

    return [with_actual_text(pdf, texts) for pdf in drawn]
