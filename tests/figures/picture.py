"""Does a drawing look as it did? Two pictures are compared, and what differs is shown in a third.

A difference is a place where one picture has something that the other has nowhere near: strokes that move by less than
a pixel, as another version of a font renderer moves them, are none.
"""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from deck.figure import Canvas

WIDTH = 800
NEAR = 1
"""Pixels in which a stroke may be found again."""
FAINT = 48
"""Of 255: a smaller difference of a pixel's colour is antialiasing."""
FEW = 12
"""So many pixels may differ nevertheless."""
Pixels = NDArray[np.int16]


def picture(canvas: Canvas) -> Image.Image:
    """The drawing on white, `WIDTH` pixels wide."""
    buffer = io.BytesIO()
    canvas.figure.savefig(buffer, format="png", dpi=WIDTH / canvas.figure.get_figwidth(), facecolor="white")
    return Image.open(buffer).convert("RGB")


def different(one: Image.Image, other: Image.Image) -> NDArray[np.bool_]:
    """The pixels in which the pictures differ; all of them if the pictures have not the same size."""
    if one.size != other.size:
        return np.ones((max(one.height, other.height), max(one.width, other.width)), dtype=bool)
    first, second = np.asarray(one, dtype=np.int16), np.asarray(other, dtype=np.int16)
    return np.asarray((_missing(first, second) > FAINT) | (_missing(second, first) > FAINT))


def is_alike(one: Image.Image, other: Image.Image) -> bool:
    return int(different(one, other).sum()) <= FEW


def shown(expected: Image.Image, seen: Image.Image) -> Image.Image:
    """What was expected, what is seen, and what differs, in red, one under the other."""
    marks = different(expected, seen)
    high, wide = marks.shape
    pale = np.asarray(seen.convert("L").resize((wide, high)), dtype=np.int16) // 4 + 191
    red = np.where(marks[..., None], (200, 0, 0), np.repeat(pale[..., None], 3, axis=2)).astype(np.uint8)
    sheet = Image.new("RGB", (wide, expected.height + seen.height + high + 20), "grey")
    sheet.paste(expected, (0, 0))
    sheet.paste(seen, (0, expected.height + 10))
    sheet.paste(Image.fromarray(red), (0, expected.height + seen.height + 20))
    return sheet


def save(image: Image.Image, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save(path, optimize=True)


def _missing(one: Pixels, other: Pixels) -> Pixels:
    """How far the colour of each pixel is from all that lies between the colours about its place in the other picture:
    an edge that is smoothed in another way has colours between those of its two sides."""
    around = range(-NEAR, NEAR + 1)
    padded = np.pad(other, ((NEAR, NEAR), (NEAR, NEAR), (0, 0)), mode="edge")
    high, wide, _ = one.shape
    near = np.stack(
        [
            padded[NEAR + up : NEAR + up + high, NEAR + across : NEAR + across + wide]
            for up in around
            for across in around
        ]
    )
    return np.asarray(np.maximum(one - near.max(axis=0), near.min(axis=0) - one).max(axis=2))
