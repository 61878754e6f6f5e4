"""How large is a formula, and how does it look? As typst sets it, which draws it on pages too."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from deck.press import press

FILE = "formula.typ"
FORMULA = (Path(__file__).parent / FILE).read_bytes()
_MAIN = (Path(__file__).parent / "formulas.typ").read_bytes()
SIZE = 100.0
"""Points at which formulas are drawn."""
PIXELS_PER_INCH = 72
"""At that size: three to a point where a formula stands as large as text does on slides."""
Code = tuple[str, bool]
"""What typst reads, and whether it stands by itself."""


class Set(NamedTuple):
    """A formula: its width, and how far it reaches above and below the baseline, in shares of the text's size."""

    width: float
    ascent: float
    descent: float
    svg: bytes
    """In black, of exactly its size where the text has `SIZE`."""


def set_all(codes: Sequence[Code], families: Sequence[str], folders: tuple[Path, ...]) -> Iterator[Set]:
    """Formulas as they are set beside words in these families, which are in these folders."""
    drawn, asked = press(folders, True).print(_files(codes, families), "svg", 72, {}, asked="<sizes>")
    for (width, above, height), svg in zip(asked[0], drawn[-len(codes) :], strict=True):
        yield Set(round(width, 5), round(above, 5), round(height - above, 5), svg)


def pixels(codes: Sequence[Code], families: Sequence[str], folders: tuple[Path, ...], color: str) -> list[bytes]:
    """Each as a PNG, in a colour as hex digits, on nothing."""
    drawn, _ = press(folders, True).print(_files(codes, families, color), "png", PIXELS_PER_INCH, {})
    return drawn[-len(codes) :]


def _files(codes: Sequence[Code], families: Sequence[str], color: str = "000000") -> dict[str, bytes]:
    formulas = [{"code": code, "display": display} for code, display in codes]
    given = {"families": list(families), "color": color, "formulas": formulas}
    return {"main.typ": _MAIN, FILE: FORMULA, "formulas.json": json.dumps(given).encode()}
