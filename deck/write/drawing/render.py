"""How pages become pictures and PDF files: typst draws what `to_json` says, and decides nothing."""

from __future__ import annotations

import datetime
import json
import tempfile
import threading
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal

import msgspec

from deck.brand.model import Brand, Face
from deck.page import Page
from deck.write.drawing.to_json import to_json

Format = Literal["png", "pdf", "svg"]

PIXELS_PER_INCH = 200
"""Of a photograph in a PDF whose pages are shown at their own size: as many as paper needs."""
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
_RASTER = b"""
#import "slide.typ": on-pixels
#let width = int(sys.inputs.width) * 1pt
#context {
  let natural = measure(image("picture.svg"))
  let height = calc.max(1, calc.round(width / natural.width * natural.height / 1pt)) * 1pt
  page(width: width, height: height, margin: 0pt, fill: none, on-pixels("picture.svg", 0pt, 0pt, width, height, 1pt))
}
"""


def draw(pages: Sequence[Page], brand: Brand, format: Format = "png", ppi: float = 96) -> list[bytes]:
    """One picture per page; a PDF is one file with all pages, which does not say whose talk it is."""
    if not pages:
        return []
    files = {**slide_files(pages, brand, None if format == "svg" else ppi), "talk.json": _NOBODYS}
    inputs = {"ppi": repr(float(ppi))} if format == "png" else {}
    return compile({"main.typ": template("main.typ"), **files}, brand.faces, format, ppi, inputs)


def slide_files(pages: Sequence[Page], brand: Brand, ppi: float | None = PIXELS_PER_INCH) -> dict[str, bytes]:
    """What a main file needs to draw these pages: `slide.typ`, `pages.json` with a sheet for each, and the pictures.

    Photographs keep `ppi` pixels an inch of the slide: where a slide is shown at a third of its size, a third will do.
    """
    drawing = to_json(pages, brand, ppi)
    return {"slide.typ": template("slide.typ"), "pages.json": msgspec.json.encode(drawing.pages), **drawing.files}


def raster(svg: bytes, width_px: int, faces: Sequence[Face] = ()) -> bytes:
    """The SVG as a PNG of that width, transparent where the SVG is; `faces` are for the text inside it."""
    files = {"main.typ": _RASTER, "slide.typ": template("slide.typ"), "picture.svg": svg}
    # At 72 pixels an inch a point is a pixel.
    return compile(files, faces, "png", 72, {"width": str(width_px)})[0]


@cache
def template(name: str) -> bytes:
    """A file of this folder, as typst reads it."""
    return (_FOLDER / name).read_bytes()


def compile(
    files: Mapping[str, bytes],
    faces: Iterable[Face],
    format: Format = "pdf",
    ppi: float = 96,
    inputs: Mapping[str, str] | None = None,
    pdf_standards: Sequence[str] = (),
    timestamp: datetime.datetime | None = None,
    actual_text: bool = False,
) -> list[bytes]:
    """What typst makes of `main.typ` and the files that it reads: a picture per page, or one PDF.

    `actual_text` says that the PDF has words which the library's `actual-text` marks: they get their ActualText.
    """
    folders = tuple(sorted({face.path.parent for face in faces}))
    return compile_by(folders, files, format, ppi, inputs, pdf_standards, timestamp, actual_text)


def compile_by(
    folders: tuple[Path, ...],
    files: Mapping[str, bytes],
    format: Format = "pdf",
    ppi: float = 96,
    inputs: Mapping[str, str] | None = None,
    pdf_standards: Sequence[str] = (),
    timestamp: datetime.datetime | None = None,
    actual_text: bool = False,
) -> list[bytes]:
    """The same by the folders in which the fonts are."""
    drawn, texts = _press(folders).print(
        files, format, ppi, dict(inputs or {}), list(pdf_standards), timestamp, actual_text
    )
    if not actual_text:
        return drawn
    # Imported here because only words from right to left need it.
    from deck.write.drawing.actual_text import with_actual_text

    return [with_actual_text(pdf, texts) for pdf in drawn]


@cache
def _press(folders: tuple[Path, ...]) -> _Press:
    return _Press(folders)


class _Press:
    """A compiler that knows some fonts and remembers what it drew.

    It reads from a folder, because the binding takes no bytes but UTF-8 ones, and parses each file as typst's markup.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        # Imported here because most commands draw nothing.
        import typst

        self._folders = folders
        self._lock = threading.Lock()
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders))
        self._compiler = typst.Compiler(font_paths=fonts)

    def print(
        self,
        files: Mapping[str, bytes],
        format: Format,
        ppi: float,
        inputs: dict[str, str],
        pdf_standards: Any,
        timestamp: datetime.datetime | None,
        actual_text: bool,
    ) -> tuple[list[bytes], list[str]]:
        """What was drawn, and the ActualText of the words that are marked, in order."""
        # What is remembered goes by content, so that a new folder each time costs nothing, and none is left behind.
        with self._lock, tempfile.TemporaryDirectory(prefix="deck-") as folder:
            for name, content in files.items():
                Path(folder, name).write_bytes(content)
            drawn, warnings = self._compiler.compile_with_warnings(
                input=Path(folder, "main.typ"),
                root=folder,
                format=format,
                ppi=ppi,
                sys_inputs=inputs,
                pdf_standards=pdf_standards,
                timestamp=timestamp,
            )
            texts = json.loads(self._compiler.query("<actual-text>", field="value", root=folder)) if actual_text else []
        # Typst leaves out text whose family it does not find, so here that is no mere warning.
        lost = sorted({warning.message for warning in warnings if "unknown font family" in warning.message})
        if lost:
            where = ", ".join(map(str, self._folders)) or "no folder"
            raise LookupError(f"{', '.join(lost)} (looked in {where})")
        assert drawn is not None
        return drawn if isinstance(drawn, list) else [drawn], texts
