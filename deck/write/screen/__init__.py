"""Pages for a browser: SVG whose text is text, with every line where layout has put it."""

from deck.write.screen.svg_page import Boxed, Drawn, Painter

__all__ = ["Boxed", "Drawn", "Painter"]
