"""Draw pages, as they are laid out, with typst."""

from deck.write.drawing.render import Format, compile, draw, raster, slide_files

__all__ = ["Format", "compile", "draw", "raster", "slide_files"]
