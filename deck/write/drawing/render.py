"""How pages become pictures: typst draws what `to_json` says, and decides nothing."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from deck.brand.model import Brand, Face
from deck.page import Page
from deck.write.drawing.to_json import to_json

Format = Literal["png", "pdf", "svg"]

_FOLDER = Path(__file__).parent
_RASTER = b"""
#set page(width: int(sys.inputs.width) * 1pt, height: auto, margin: 0pt, fill: none)
#image("picture.svg", width: 100%)
"""


def draw(pages: Sequence[Page], brand: Brand, format: Format = "png", ppi: float = 96) -> list[bytes]:
    """One picture per page; a PDF is one file with all pages."""
    if not pages:
        return []
    files = {"main.typ": (_FOLDER / "main.typ").read_bytes(), **slide_files(pages, brand)}
    return compile(files, brand.faces, format, ppi)


def slide_files(pages: Sequence[Page], brand: Brand) -> dict[str, bytes]:
    """What a main file needs to draw these pages: `slide.typ`, `pages.json` with a sheet for each, and the pictures."""
    drawing = to_json(pages, brand)
    data = json.dumps(drawing.pages, ensure_ascii=False).encode()
    return {"slide.typ": (_FOLDER / "slide.typ").read_bytes(), "pages.json": data, **drawing.files}


def raster(svg: bytes, width_px: int, faces: Sequence[Face] = ()) -> bytes:
    """The SVG as a PNG of that width, transparent where the SVG is; `faces` are for the text inside it."""
    files = {"main.typ": _RASTER, "picture.svg": svg}
    # At 72 pixels an inch a point is a pixel.
    return compile(files, faces, "png", 72, {"width": str(width_px)})[0]


def compile(
    files: Mapping[str, bytes],
    faces: Iterable[Face],
    format: Format = "pdf",
    ppi: float = 96,
    inputs: Mapping[str, str] | None = None,
    pdf_standards: Sequence[str] = (),
    timestamp: datetime.datetime | None = None,
) -> list[bytes]:
    """What typst makes of `main.typ` and the files that it reads: a picture per page, or one PDF."""
    # Imported here because most commands draw nothing.
    import typst

    folders = sorted({face.path.parent for face in faces})
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
    # The binding takes files by name as well, which its type stub does not say.
    source: Any = dict(files)
    standards: Any = list(pdf_standards)
    drawn, warnings = typst.compile_with_warnings(
        source,
        font_paths=fonts,
        format=format,
        ppi=ppi,
        sys_inputs=dict(inputs or {}),
        pdf_standards=standards,
        timestamp=timestamp,
    )
    # Typst leaves out text whose family it does not find, so here that is no mere warning.
    lost = sorted({warning.message for warning in warnings if "unknown font family" in warning.message})
    if lost:
        raise LookupError(f"{', '.join(lost)} (looked in {', '.join(map(str, folders)) or 'no folder'})")
    return drawn if isinstance(drawn, list) else [drawn]
