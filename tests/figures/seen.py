"""What does a drawn figure show? Read from its own objects, not from its pixels."""

from __future__ import annotations

from pathlib import Path

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from deck.brand.load import load_brand
from deck.diagnostics import Report
from deck.figure import Canvas
from deck.geometry import Box
from deck.resolve.run_script import run_script

PROJECT = Path(__file__).parent.parent.parent
DATA = PROJECT / "figures" / "data"


def drawn(name: str, width: float, height: float, data: Path = DATA) -> Canvas:
    """The figure at that size, in points."""
    brand = load_brand(PROJECT / "assets" / "brand", Report())
    assert brand is not None
    canvas = Canvas.of_size(name, Box(0, 0, width, height), brand, data)
    run_script(PROJECT / "figures" / f"{name}.py", "draw", canvas)
    return canvas


def texts(canvas: Canvas) -> dict[Text, Bbox]:
    """Every text that is seen, and its box in points."""
    renderer = FigureCanvasAgg(canvas.figure).get_renderer()
    canvas.figure.draw(renderer)
    points = 72 / canvas.figure.dpi
    shown = [text for text in canvas.figure.findobj(Text) if text.get_visible() and text.get_text().strip()]
    return {
        text: Bbox(Text.get_window_extent(text, renderer).get_points() * points)
        for text in shown
        if is_within_view(text)
    }


def is_within_view(text: Text) -> bool:
    """matplotlib keeps the labels of axes that are off and does not draw them."""
    return text.axes is None or text.axes.axison or text in text.axes.texts


def words(canvas: Canvas) -> str:
    return "\n".join(text.get_text() for text in texts(canvas))
