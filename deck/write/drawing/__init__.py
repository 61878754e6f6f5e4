"""Draw pages, as they are laid out, with typst."""

from deck.write.drawing.render import Format, compile, draw, raster, slide_files
from deck.write.drawing.tagged_pdf import STANDARDS, has_heard, properties, slide_pdf

__all__ = [
    "STANDARDS",
    "Format",
    "compile",
    "draw",
    "has_heard",
    "properties",
    "raster",
    "slide_files",
    "slide_pdf",
]
