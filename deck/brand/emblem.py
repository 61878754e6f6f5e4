"""Clean an emblem of the brand: asked in a process apart, for an SVG may cost more than anybody has."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Iterator

from deck.diagnostics import Diagnostic, Severity, Span
from deck.svg.bad import BadSvg
from deck.svg.differs import differs
from deck.svg.parse import Drawing, read_svg
from deck.svg.words import Fonts
from deck.value import Value


class CleanEmblem(Value, frozen=True):
    """What is left of the SVG and how it differs from what its author saw, or why it cannot be shown."""

    data: bytes = b""
    width: float = 0.0
    height: float = 0.0
    found: tuple[Diagnostic, ...] = ()
    why: str = ""
    help: str = ""
    code: str = ""


def read_emblem(name: str, data: bytes, fonts: Fonts, base: str, span: Span) -> CleanEmblem:
    try:
        drawing = read_svg(*(_framed(data) if data.startswith(_PIXELS) else (data, _no_photo)), fonts)
    except BadSvg as problem:
        code = "unsafe-svg" if problem.unsafe else "bad-brand"
        return CleanEmblem(why=str(problem), help=problem.help, code=code)
    found = (*differs(name, drawing, base, span), *_cut(name, drawing, span))
    return CleanEmblem(drawing.data, drawing.width, drawing.height, found)


def _cut(name: str, drawing: Drawing, span: Span) -> Iterator[Diagnostic]:
    """A logo is shown whole; its viewBox may be that of another drawing."""
    if drawing.cut_off > _OVER_THE_EDGE:
        what = f"`{name}` reaches over its own edge by {drawing.cut_off:.0%} of its side: that is cut off"
        help = "export it again with its page fitted to the drawing, or correct its viewBox"
        yield Diagnostic(Severity.WARNING, "cut-logo", what, span, help)


_OVER_THE_EDGE = 0.01
"""Less than that is the half of a line's width."""


_PIXELS = (b"\x89PNG", b"\xff\xd8\xff")
_LARGEST = 1600
"""Pixels across: more than a logo has on any screen."""


def _framed(data: bytes) -> tuple[bytes, Callable[[bytes], bytes]]:
    """A logo of pixels as an SVG that holds nothing else, and what its picture is: without what its program noted."""
    # Imported here because most emblems are drawn.
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as image:
            image.thumbnail((_LARGEST, _LARGEST))
            pixels = io.BytesIO()
            image.convert("RGBA").save(pixels, "PNG")
            width, height = image.size
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError) as problem:
        raise BadSvg(f"it cannot be read as a picture: {problem}", 1) from problem
    link = f"data:image/png;base64,{base64.b64encode(pixels.getvalue()).decode()}"
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" href="{link}"/></svg>'
    )
    return svg.encode(), lambda picture: picture


def _no_photo(data: bytes) -> bytes:
    raise ValueError("an emblem is drawn, without pictures in it")
