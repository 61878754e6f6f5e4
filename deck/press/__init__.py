"""Typst, which draws whatever it is given: pages, handouts, and an author's SVG as pixels."""

from __future__ import annotations

import datetime
import json
import tempfile
import threading
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal

Format = Literal["png", "pdf", "svg"]

PIXELS = (Path(__file__).parent / "pixels.typ").read_bytes()
_RASTER = b"""
#import "pixels.typ": on-pixels
#let width = int(sys.inputs.width) * 1pt
#context {
  let natural = measure(image("picture.svg"))
  let height = calc.max(1, calc.round(width / natural.width * natural.height / 1pt)) * 1pt
  page(width: width, height: height, margin: 0pt, fill: none, on-pixels("picture.svg", 0pt, 0pt, width, height, 1pt))
}
"""


def raster(svg: bytes, width_px: int) -> bytes:
    """The SVG, whose words are paths, as a PNG of that width, transparent where the SVG is."""
    files = {"main.typ": _RASTER, "pixels.typ": PIXELS, "picture.svg": svg}
    # At 72 pixels an inch a point is a pixel.
    [png], _ = press(()).print(files, "png", 72, {"width": str(width_px)})
    return png


@cache
def press(folders: tuple[Path, ...], has_formulas: bool = False) -> Press:
    """One that has the fonts of these folders, and for formulas typst's own; it serves as long as the process lives."""
    return Press(folders, has_formulas)


class Press:
    """A compiler that knows some fonts and remembers what it drew.

    It reads from a folder, because the binding takes no bytes but UTF-8 ones, and parses each file as typst's markup.
    """

    def __init__(self, folders: Sequence[Path], has_formulas: bool = False) -> None:
        # Imported here because most commands draw nothing.
        import typst

        self._folders = folders
        self._lock = threading.Lock()
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=has_formulas, font_paths=list(folders))
        self._compiler = typst.Compiler(font_paths=fonts)

    def print(
        self,
        files: Mapping[str, bytes],
        format: Format,
        ppi: float,
        inputs: dict[str, str],
        pdf_standards: Any = (),
        timestamp: datetime.datetime | None = None,
        asked: str = "",
    ) -> tuple[list[bytes], list[Any]]:
        """What was drawn, and the values that stand in it under the label that is asked for, in order."""
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
                pdf_standards=list(pdf_standards),
                timestamp=timestamp,
            )
            values = json.loads(self._compiler.query(asked, field="value", root=folder)) if asked else []
        # Typst leaves out text whose family it does not find, so here that is no mere warning.
        lost = sorted({warning.message for warning in warnings if "unknown font family" in warning.message})
        if lost:
            where = ", ".join(map(str, self._folders)) or "no folder"
            raise LookupError(f"{', '.join(lost)} (looked in {where})")
        assert drawn is not None
        return drawn if isinstance(drawn, list) else [drawn], values
