"""What does a drawn figure show? Read from its own objects, not from its pixels."""

from __future__ import annotations

import csv
import math
import runpy
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path
from weakref import WeakKeyDictionary

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import Collection
from matplotlib.colors import to_hex, to_rgba
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.path import Path as Outline
from matplotlib.patheffects import withStroke
from matplotlib.text import Text
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Bbox

from deck.brand.load import load_brand
from deck.brand.model import Brand
from deck.diagnostics import Report
from deck.figure import Canvas
from deck.geometry import Box
from deck.layout.lay_out import lay_out
from deck.own.run_script import run_script
from deck.parse import parse
from deck.pipeline import compose
from deck.references import load_references
from deck.resolve.cite import cite
from deck.resolve.fill_values import fill_values
from deck.source import load
from deck.workspace import Workspace
from tests.figures.stretched import Longer

PROJECT = Path(__file__).parent.parent.parent
DATA = PROJECT / "figures" / "data"
ASCENT, DESCENT = 0.96875, 0.2412
"""How far a line of the brand's font reaches above and below its baseline, in ems; letters rarely do."""


@cache
def sizes() -> Mapping[str, tuple[float, float]]:
    """Every figure that the talk shows, with the width and height of its place in points."""
    world, report = Workspace.find(PROJECT / "slides.yaml"), Report()
    source = load(world.slides_file, report)
    assert source is not None
    talk = report.take(parse(source))
    assert talk is not None
    library = report.take(load_references(world))
    talk = report.take(fill_values(talk, world))
    scenes, _ = report.take(cite(report.take(compose(talk, library, world)), library))
    pages = report.take(lay_out(scenes, brand(), talk.meta.language, talk.meta.event_line))
    return {p.figure: (p.box.width, p.box.height) for page in pages for p in page.pictures if p.figure}


@cache
def brand(right_to_left: bool = False) -> Brand:
    found = load_brand(PROJECT / "assets" / "brand", "ar" if right_to_left else "en")[0]
    assert found is not None
    return found


def drawn(
    name: str,
    data: Path = DATA,
    words: Mapping[str, str] | None = None,
    *,
    language: str = "en-GB",
    right_to_left: bool = False,
) -> Canvas:
    """The figure at the size that its slide gives it; of the talk's own data drawn once, for nobody changes it."""
    key = (name, type(words), language, right_to_left)
    if data == DATA and key in _DRAWN:
        return _DRAWN[key]
    canvas = draw(name, data, words, language=language, right_to_left=right_to_left)
    if data == DATA and (words is None or isinstance(words, Longer)):
        _DRAWN[key] = canvas
    return canvas


_DRAWN: dict[object, Canvas] = {}


def draw(
    name: str,
    data: Path = DATA,
    words: Mapping[str, str] | None = None,
    *,
    language: str = "en-GB",
    right_to_left: bool = False,
    larger: float = 1.0,
) -> Canvas:
    """A new drawing, so many times as wide and high as its place on the slide."""
    wide, high = sizes()[name]
    box = Box(0, 0, wide * larger, high * larger)
    canvas = Canvas.of_size(name, box, brand(right_to_left), data, language, {} if words is None else words)
    run_script(PROJECT / "figures" / f"{name}.py", "draw", canvas)
    FigureCanvasAgg(canvas.figure).draw()
    return canvas


@cache
def script(name: str) -> dict[str, object]:
    """What a figure's script defines. Its neighbours are forgotten afterwards: another talk may have others."""
    folder = str(PROJECT / "figures")
    before = set(sys.modules)
    sys.path.insert(0, folder)
    try:
        return runpy.run_path(f"{folder}/{name}.py")
    finally:
        sys.path.remove(folder)
        for new in set(sys.modules) - before:
            if str(getattr(sys.modules[new], "__file__", "")).startswith(folder):
                del sys.modules[new]


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def texts(canvas: Canvas) -> dict[Text, Bbox]:
    """Every text that is seen, and the box of its letters in points."""
    if canvas.figure not in _TEXTS:
        shown = [text for text in canvas.figure.findobj(Text) if text.get_visible() and text.get_text().strip()]
        _TEXTS[canvas.figure] = {text: letters(canvas, text) for text in shown if is_within_view(text)}
    return _TEXTS[canvas.figure]


_TEXTS: WeakKeyDictionary[Figure, dict[Text, Bbox]] = WeakKeyDictionary()


def is_within_view(text: Text) -> bool:
    """matplotlib keeps the labels of axes that are off and does not draw them."""
    return text.axes is None or text.axes.axison or text in text.axes.texts


def letters(canvas: Canvas, text: Text) -> Bbox:
    """The box of a text less the room that its lines have for letters which it does not have."""
    assert text.get_rotation() == 0
    (left, bottom), (right, top) = Text.get_window_extent(text).get_points() * 72 / canvas.figure.dpi
    font, size = text.get_fontproperties(), text.get_fontsize()
    first, *_, last = [text.get_text().split("\n")[0], *text.get_text().split("\n")]
    _, high, below = text_to_path.get_text_width_height_descent(first, font, False)
    over = ASCENT * size - (high - below)
    under = DESCENT * size - text_to_path.get_text_width_height_descent(last, font, False)[2]
    return Bbox([(left, bottom + under), (right, top - over)])


def words(canvas: Canvas) -> str:
    """All that is said, with line breaks as spaces: where a line breaks is the figure's business."""
    return " | ".join(text.get_text().replace("\n", " ") for text in texts(canvas))


def with_gid(canvas: Canvas, prefix: str) -> dict[str, Artist]:
    """The marked artists of a drawing, by what stands after the prefix."""
    marked = canvas.figure.findobj(lambda artist: bool(artist.get_gid()) and artist.get_gid().startswith(prefix))
    return {artist.get_gid().removeprefix(prefix): artist for artist in marked}


def number(artist: Artist) -> int:
    """The number at the end of a text."""
    assert isinstance(artist, Text)
    return int(artist.get_text().split()[-1])


def too_small(canvas: Canvas, smallest: float) -> list[str]:
    return [text.get_text() for text in texts(canvas) if text.get_fontsize() < smallest]


def outside(canvas: Canvas) -> list[str]:
    """Texts that reach over the edge of the canvas."""
    return [
        text.get_text()
        for text, box in texts(canvas).items()
        if box.x0 < -0.5 or box.y0 < -0.5 or box.x1 > canvas.width + 0.5 or box.y1 > canvas.height + 0.5
    ]


def overlapping(canvas: Canvas) -> list[tuple[str, str]]:
    """Pairs of texts whose letters touch; boxes may share a point, because letters are round."""
    found = []
    for (one, box), (other, place) in combinations(texts(canvas).items(), 2):
        shared = Bbox.intersection(box, place)
        if shared is not None and shared.width > 1 and shared.height > 1:
            found.append((one.get_text(), other.get_text()))
    return found


def ground(canvas: Canvas, text: Text) -> Iterator[str]:
    """The colours that a text stands on: at its middle and near its corners. A halo is a ground of its own."""
    halo = [effect for effect in text.get_path_effects() if isinstance(effect, withStroke)]
    if halo:
        yield to_hex(halo[0]._gc["foreground"])
        return
    box = texts(canvas)[text]
    scale = canvas.figure.dpi / 72
    for across, up in ((0.5, 0.5), (0.05, 0.15), (0.05, 0.85), (0.95, 0.15), (0.95, 0.85)):
        point = (box.x0 + across * box.width) * scale, (box.y0 + up * box.height) * scale
        yield _color_at(canvas, point, text.get_zorder())


def _color_at(canvas: Canvas, point: tuple[float, float], below: float) -> str:
    """The colour of what is drawn last there of all that is drawn before a text."""
    color = to_rgba(canvas.color("paper"))[:3]
    if canvas.figure not in _LAYERS:
        _LAYERS[canvas.figure] = [layer for axes in canvas.figure.axes for layer in _layers(axes)]
    for layer in _LAYERS[canvas.figure]:
        if layer.zorder <= below and layer.covers(point):
            *rgb, alpha = layer.color
            color = tuple(alpha * new + (1 - alpha) * old for new, old in zip(rgb, color, strict=True))
    return to_hex(color)


@dataclass(frozen=True)
class Layer:
    """What is painted over what was there: where in pixels, and what it is cut off by."""

    zorder: float
    color: tuple[float, ...]
    outlines: list[tuple[Bbox, Outline]]
    box: Bbox | None
    path: Outline | None

    def covers(self, point: tuple[float, float]) -> bool:
        if self.box is not None and not self.box.contains(*point):
            return False
        if self.path is not None and not self.path.contains_point(point):
            return False
        # A box is asked first because that takes no time.
        return any(box.contains(*point) and outline.contains_point(point) for box, outline in self.outlines)


_LAYERS: WeakKeyDictionary[Figure, list[Layer]] = WeakKeyDictionary()


def _layers(axes: Axes) -> Iterator[Layer]:
    painted = [artist for artist in axes.get_children() if isinstance(artist, Patch | Collection)]
    for artist in sorted(painted, key=lambda artist: artist.get_zorder()):
        color = _face(artist)
        if artist is axes.patch or not artist.get_visible() or not color[3]:
            continue
        # matplotlib clips by a box where the clip path is a rectangle.
        box, path = (artist.get_clip_box(), artist.get_clip_path()) if artist.get_clip_on() else (None, None)
        outlines = [(outline.get_extents(), outline) for outline in _outlines(artist) if len(outline.vertices)]
        yield Layer(artist.get_zorder(), color, outlines, box, path and path.get_fully_transformed_path())


def _face(artist: Patch | Collection) -> tuple[float, float, float, float]:
    found = artist.get_facecolor()
    if isinstance(artist, Collection):
        return tuple(map(float, found[0])) if len(found) else (0.0, 0.0, 0.0, 0.0)
    return tuple(map(float, found))


def _outlines(artist: Patch | Collection) -> Iterator[Outline]:
    if isinstance(artist, Patch):
        yield artist.get_transform().transform_path(artist.get_path())
    elif any(offset.any() for offset in artist.get_offsets()):
        radius = math.sqrt(artist.get_sizes()[0]) / 2 * artist.figure.dpi / 72
        for offset in artist.get_offset_transform().transform(artist.get_offsets()):
            yield Outline.circle(offset, radius)
    else:
        for path in artist.get_paths():
            yield artist.get_transform().transform_path(path)
