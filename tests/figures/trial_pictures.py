"""What did a figure of the trials draw? Read from the drawing's own objects, not from its pixels."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path

from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.font_manager import FontProperties
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from deck.brand.load import load_brand
from deck.diagnostics import Report
from deck.figure import SMALLEST, Canvas
from deck.geometry import Box
from deck.resolve.run_script import run_script

PROJECT = Path(__file__).parent.parent.parent
DATA = PROJECT / "figures" / "data"
SLOT = Box(0, 0, 873.6, 249)
Row = dict[str, str]


def drawn(name: str, data: Path = DATA, slot: Box = SLOT) -> Canvas:
    canvas = Canvas.of_size(name, slot, load_brand(PROJECT / "assets" / "brand", Report()), data)
    run_script(PROJECT / "figures" / f"{name}.py", "draw", canvas)
    FigureCanvasAgg(canvas.figure)
    canvas.figure.canvas.draw()
    return canvas


def with_gid(canvas: Canvas, prefix: str) -> dict[str, Artist]:
    """The marked artists of a drawing, by what stands after the prefix."""
    marked = canvas.figure.findobj(lambda artist: bool(artist.get_gid()) and artist.get_gid().startswith(prefix))
    return {artist.get_gid().removeprefix(prefix): artist for artist in marked}


def number(artist: Artist) -> int:
    """The last word of a text, as a number."""
    assert isinstance(artist, Text)
    return int(artist.get_text().split()[-1])


def texts(canvas: Canvas) -> dict[str, Bbox]:
    """Every text that is drawn, with the box that it fills in pixels."""
    shown = [text for text in canvas.figure.findobj(Text) if text.get_visible() and text.get_text().strip()]
    shown = [text for text in shown if text.axes is None or text.axes.axison or text in text.axes.texts]
    return {f"{index}: {text.get_text()}": Text.get_window_extent(text) for index, text in enumerate(shown)}


def assert_legible(canvas: Canvas) -> None:
    """No text is below 14 pt, outside the canvas, or on another text."""
    for text in canvas.figure.findobj(Text):
        assert not text.get_text().strip() or _size(text.get_fontproperties()) >= SMALLEST, text.get_text()
    boxes = texts(canvas)
    assert len(boxes) > 5
    page = canvas.figure.bbox
    for words, box in boxes.items():
        assert box.x0 >= -0.5 and box.y0 >= -0.5 and box.x1 <= page.x1 + 0.5 and box.y1 <= page.y1 + 0.5, words
    touching = [(a, b) for a, b in combinations(boxes, 2) if _share(boxes[a], boxes[b])]
    assert not touching


def changed(tmp_path: Path, short_name: str, **fields: str) -> Path:
    """A copy of the data in which one trial has other fields."""
    data = tmp_path / "data"
    shutil.copytree(DATA, data)
    rows = list(read(data / "trials.csv"))
    [trial] = [row for row in rows if row["short_name"] == short_name]
    assert fields.items() - trial.items(), "nothing would change"
    trial.update(fields)
    with (data / "trials.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(trial))
        writer.writeheader()
        writer.writerows(rows)
    return data


def counted_rows(data: Path = DATA) -> list[Row]:
    """The counting rule of figures/data/README.md, written down a second time."""
    core = {(r["nct_id"], r["short_name"]) for r in read(data / "trials_extra.csv") if r["count_class"] == "core"}
    return [
        row
        for row in read(data / "trials.csv")
        if (row["nct_id"], row["short_name"]) in core and row["status"] not in ("WITHDRAWN", "COMPLETED")
    ]


def read(file: Path) -> Iterable[Row]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _size(font: FontProperties) -> float:
    return float(font.get_size_in_points())


def _share(one: Bbox, other: Bbox) -> bool:
    # A text's box holds room for letters that it may not have: boxes may touch by a point, letters then do not.
    slack = 1.5
    across = min(one.x1, other.x1) - max(one.x0, other.x0)
    up = min(one.y1, other.y1) - max(one.y0, other.y0)
    return across > slack and up > slack
