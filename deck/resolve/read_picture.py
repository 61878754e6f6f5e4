"""Read a picture file: checked, cleaned of what cameras and editors wrote into it, and no larger than needed."""

from __future__ import annotations

from deck.diagnostics import Diagnostic, Report, Span
from deck.geometry import Box, contain, cover
from deck.page import Image
from deck.resolve.read_photograph import BadPhotograph, Fitted, is_photograph, read_photograph
from deck.scene import Crop
from deck.svg.bad import BadSvg
from deck.svg.differs import differs
from deck.svg.parse import read_svg
from deck.svg.words import Fonts
from deck.value import Value

FALLBACK_PIXELS_PER_INCH, FALLBACK_PIXELS = 200, 2400
SHARP = 96
"""Pixels an inch of the slide: with fewer, a picture is seen to be blown up on a screen of 1280 pixels."""


class Picture(Value, frozen=True):
    """What a deck shows of a file, and its proportions."""

    image: Image
    width: float
    height: float


def read_picture(
    name: str, data: bytes, room: Box, fonts: Fonts, span: Span, crop: Crop = "fit"
) -> tuple[Picture | None, tuple[Diagnostic, ...]]:
    """The picture for that room on a slide, None where it cannot be shown; and what is wrong with it."""
    report = Report()
    fitted = cover if crop == "fill" else contain
    if is_photograph(data):
        return _photo(name, data, room, fitted, span, report), report.diagnostics
    if name.lower().endswith(".svg"):
        return _drawing(name, data, room, fitted, fonts, span, report), report.diagnostics
    what = "is empty" if not data else "is not a PNG, JPEG or SVG picture"
    report.error("bad-picture", f"`{name}` {what}", span, "export it as PNG, JPEG or SVG")
    return None, report.diagnostics


def _photo(name: str, data: bytes, room: Box, fitted: Fitted, span: Span, report: Report) -> Picture | None:
    try:
        photo = read_photograph(data, room, fitted)
    except BadPhotograph as problem:
        report.error("bad-picture", f"`{name}` cannot be shown: {problem}", span, "export it again as PNG or JPEG")
        return None
    shown = fitted(photo.width, photo.height, room)
    per_inch = photo.width / shown.width * 72
    if round(per_inch, 1) < SHARP:
        needed = round(shown.width / 72 * SHARP), round(shown.height / 72 * SHARP)
        what = f"`{name}` is blown up: {photo.width} × {photo.height} pixels are {per_inch:.0f} an inch of the slide"
        help = f"take a picture of {needed[0]} × {needed[1]} pixels or more, or show it smaller"
        report.warning("blown-up", what, span, help)
    return Picture(Image(photo.data), photo.width, photo.height)


def _drawing(
    name: str, data: bytes, room: Box, fitted: Fitted, fonts: Fonts, span: Span, report: Report
) -> Picture | None:
    try:
        drawing = read_svg(data, lambda inside: read_photograph(inside, room).data, fonts)
    except BadSvg as problem:
        code = "unsafe-svg" if problem.unsafe else "bad-picture"
        report.error(code, f"`{name}` cannot be shown: {problem}", span, problem.help)
        return None
    if drawing.is_blank:
        what = f"`{name}` shows nothing" if not drawing.left_out else f"nothing of `{name}` can be drawn"
        help = "look at it in a browser, and export what is seen there as plain SVG"
        report.error("bad-picture", what, span, help)
    report.add(*differs(name, drawing, fonts.base, span))
    if report.has_errors:
        return None
    box = fitted(drawing.width, drawing.height, room)
    width = max(1, min(FALLBACK_PIXELS, round(box.width / 72 * FALLBACK_PIXELS_PER_INCH)))
    from deck.press import raster

    try:
        png = raster(drawing.data, width)
    except Exception as problem:  # the renderer may fail at a drawing in any way
        report.error("bad-picture", f"`{name}` cannot be drawn: {problem}", span, "export it again as plain SVG")
        return None
    vector = b"" if drawing.only_pixels else drawing.data
    return Picture(Image(png, vector), drawing.width, drawing.height)
