"""Draw pages, as they are laid out, with typst."""

from deck.press import Format
from deck.write.drawing.render import compile, draw, folders_of, slide_files
from deck.write.drawing.tagged_pdf import STANDARDS, needs_actual_text, properties, slide_pdf

__all__ = [
    "STANDARDS",
    "Format",
    "compile",
    "draw",
    "folders_of",
    "needs_actual_text",
    "properties",
    "slide_files",
    "slide_pdf",
]
