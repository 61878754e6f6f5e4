"""Clean an emblem of the brand: asked in a process apart, for an SVG may cost more than anybody has."""

from __future__ import annotations

from deck.diagnostics import Diagnostic, Span
from deck.svg.bad import BadSvg
from deck.svg.differs import differs
from deck.svg.parse import read_svg
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
        drawing = read_svg(data, _no_photo, fonts)
    except BadSvg as problem:
        code = "unsafe-svg" if problem.unsafe else "bad-brand"
        return CleanEmblem(why=str(problem), help=problem.help, code=code)
    return CleanEmblem(drawing.data, drawing.width, drawing.height, tuple(differs(name, drawing, base, span)))


def _no_photo(data: bytes) -> bytes:
    raise ValueError("an emblem is drawn, without pictures in it")
