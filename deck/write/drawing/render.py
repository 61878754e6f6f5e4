"""How pages become pictures: typst draws what `to_json` says, and decides nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Literal

from deck.brand.model import Brand, Face
from deck.page import Page
from deck.write.drawing.to_json import to_json

Format = Literal["png", "pdf", "svg"]

_TEMPLATE = Path(__file__).with_name("page.typ")
_RASTER = b"""
#set page(width: int(sys.inputs.width) * 1pt, height: auto, margin: 0pt, fill: none)
#image("picture.svg", width: 100%)
"""


def draw(pages: Sequence[Page], brand: Brand, format: Format = "png", ppi: float = 96) -> list[bytes]:
    """One picture per page; a PDF is one file with all pages."""
    if not pages:
        return []
    drawing = to_json(pages, brand)
    data = json.dumps(drawing.pages, ensure_ascii=False).encode()
    files = {"main.typ": _TEMPLATE.read_bytes(), "pages.json": data, **drawing.files}
    return _compile(files, brand.faces, format, ppi, {})


def raster(svg: bytes, width_px: int, faces: Sequence[Face] = ()) -> bytes:
    """The SVG as a PNG of that width, transparent where the SVG is; `faces` are for the text inside it."""
    files = {"main.typ": _RASTER, "picture.svg": svg}
    # At 72 pixels an inch a point is a pixel.
    return _compile(files, faces, "png", 72, {"width": str(width_px)})[0]


def _compile(
    files: dict[str, bytes],
    faces: Iterable[Face],
    format: Format,
    ppi: float,
    inputs: dict[str, str],
) -> list[bytes]:
    # Imported here because most commands draw nothing.
    import typst

    folders = sorted({face.path.parent for face in faces})
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
    # The binding takes files by name as well, which its type stub does not say.
    source: Any = files
    drawn, warnings = typst.compile_with_warnings(source, font_paths=fonts, format=format, ppi=ppi, sys_inputs=inputs)
    # Typst leaves out text whose family it does not find, so here that is no mere warning.
    lost = sorted({warning.message for warning in warnings if "unknown font family" in warning.message})
    if lost:
        raise LookupError(f"{', '.join(lost)} (looked in {', '.join(map(str, folders)) or 'no folder'})")
    return drawn if isinstance(drawn, list) else [drawn]
