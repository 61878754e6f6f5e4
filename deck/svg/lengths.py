"""How long is what an SVG says in pixels, points, millimetres, ems or per cent?"""

from __future__ import annotations

import math

from deck.regex import regex

_LENGTH = regex(r"([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)\s*([a-zA-Z]*|%)")
_PIXELS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0, "q": 96 / 101.6}
_SIZES = {
    "xx-small": 9.0, "x-small": 10.0, "small": 13.0, "medium": 16.0, "large": 18.0, "x-large": 24.0, "xx-large": 32.0,
}  # fmt: skip


def pixels(value: str, whole: float = 0.0, em: float = 16.0) -> float | None:
    """A length; `whole` is what per cent are of. None where it is not understood."""
    found = _LENGTH.fullmatch(value.strip())
    if found is None:
        return None
    number, unit = float(found[1]), found[2].lower()
    match unit:
        case "%":
            number *= whole / 100
        case "em":
            number *= em
        case "ex" | "ch":
            number *= em / 2
        case "rem":
            number *= 16
        case _ if unit in _PIXELS:
            number *= _PIXELS[unit]
        case _:
            return None
    return number if math.isfinite(number) else None


def font_size(value: str, around: float) -> float | None:
    """The size of letters; `around` is that of what stands around them."""
    name = value.strip().lower()
    if name in ("smaller", "larger"):
        return around / 1.2 if name == "smaller" else around * 1.2
    return _SIZES.get(name) or pixels(name, around, around)


def opacity(value: str) -> float | None:
    """From 0 to 1, said as a number or in per cent."""
    number = pixels(value, 1.0)
    return None if number is None else min(max(number, 0.0), 1.0)
