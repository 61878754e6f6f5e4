"""Draw pages, as they are laid out, with typst."""

from deck.write.drawing.render import Format, draw, raster

__all__ = ["Format", "draw", "raster"]
