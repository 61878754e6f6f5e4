"""Draw pages, as they are laid out, with typst."""

from deck.write.drawing.render import Format, compile, draw, raster, slide_files
from deck.write.drawing.tagged_pdf import STANDARDS, needs_actual_text, properties, slide_pdf

__all__ = [
    "STANDARDS",
    "Format",
    "compile",
    "draw",
    "needs_actual_text",
    "properties",
    "raster",
    "slide_files",
    "slide_pdf",
]
