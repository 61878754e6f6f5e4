"""How wide is a picture for its height? The head of its file says so, before anybody reads its pixels.

What cannot be told here (a file that is none, or damaged) is `None`: it is reported where the picture is read.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from deck.regex import regex

_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_START_OF_FRAME = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_EXIF, _SCAN = 0xE1, 0xDA
_ORIENTATION, _TURNED = 0x0112, range(5, 9)
_ROOT = regex(rb"<(?:[\w-]+:)?svg\b[^>]*>", re.DOTALL)
_VIEW_BOX = regex(rb"""\bviewBox\s*=\s*["']\s*[-\d.eE+]+[\s,]+[-\d.eE+]+[\s,]+([\d.eE+]+)[\s,]+([\d.eE+]+)""")
_SIDE = rb"""\s%s\s*=\s*["']\s*([\d.]+(?:[eE][-+]?\d+)?)(px|pt|pc|mm|cm|in|)\s*["']"""
_HEAD = 1 << 16
_PIXELS = {b"": 1.0, b"px": 1.0, b"pt": 4 / 3, b"pc": 16.0, b"mm": 96 / 25.4, b"cm": 96 / 2.54, b"in": 96.0}


def proportions(data: bytes) -> float | None:
    """Width over height as the picture is shown, turned as its camera was; None where the head does not say."""
    try:
        width, height = _sides(data)
    except (ValueError, IndexError, struct.error):
        return None
    ratio = width / height if width > 0 and height > 0 else 0.0
    return ratio if 0.01 < ratio < 100 else None


def _sides(data: bytes) -> tuple[float, float]:
    if data.startswith(_PNG):
        width, height = struct.unpack(">II", data[16:24])
        return width, height
    return _sides_of_jpeg(data) if data.startswith(_JPEG) else _sides_of_svg(data[:_HEAD])


def _sides_of_jpeg(data: bytes) -> tuple[float, float]:
    turned = False
    for kind, segment in _segments(data):
        if kind == _EXIF and segment.startswith(b"Exif\0\0"):
            turned = _orientation(segment[6:]) in _TURNED
        elif kind in _START_OF_FRAME:
            height, width = struct.unpack(">HH", segment[1:5])
            return (height, width) if turned else (width, height)
    raise ValueError("no frame")


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != _SCAN:
        if data[at + 1] == 0xFF:  # a filler
            at += 1
            continue
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        yield data[at + 1], data[at + 4 : end]
        at = max(end, at + 2)


def _orientation(tiff: bytes) -> int:
    """What the camera says of how it was held: 1 upright, 5 to 8 on its side."""
    order = "<" if tiff.startswith(b"II") else ">"
    (first,) = struct.unpack(f"{order}I", tiff[4:8])
    (count,) = struct.unpack(f"{order}H", tiff[first : first + 2])
    for number in range(count):
        entry = tiff[first + 2 + 12 * number :][:12]
        tag, _, _, value = struct.unpack(f"{order}HHIH", entry[:10])
        if tag == _ORIENTATION:
            return int(value)
    return 1


def _sides_of_svg(head: bytes) -> tuple[float, float]:
    root = _ROOT.search(head)
    if root is None:
        raise ValueError("no drawing")
    width, height = (re.search(_SIDE % side, root[0]) for side in (b"width", b"height"))
    if width and height:
        return float(width[1]) * _PIXELS[width[2]], float(height[1]) * _PIXELS[height[2]]
    box = _VIEW_BOX.search(root[0])
    if box is None:
        raise ValueError("no viewBox")
    return float(box[1]), float(box[2])
