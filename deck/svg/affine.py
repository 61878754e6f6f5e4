"""Where does a point go? Transforms as SVG writes them."""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from deck.regex import regex

NUMBER = regex(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")


class Affine(NamedTuple):
    """x' = a·x + c·y + e, y' = b·x + d·y + f"""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def then(self, inner: Affine) -> Affine:
        """What `inner` does first, and this one after it."""
        return Affine(
            self.a * inner.a + self.c * inner.b,
            self.b * inner.a + self.d * inner.b,
            self.a * inner.c + self.c * inner.d,
            self.b * inner.c + self.d * inner.d,
            self.a * inner.e + self.c * inner.f + self.e,
            self.b * inner.e + self.d * inner.f + self.f,
        )

    def point(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    @property
    def area(self) -> float:
        return self.a * self.d - self.b * self.c

    @property
    def scale(self) -> float:
        """How much longer lines become, on average."""
        return math.sqrt(abs(self.area))

    @property
    def stretch(self) -> float:
        """How much longer a line can become."""
        return max(math.hypot(self.a, self.b), math.hypot(self.c, self.d))

    @property
    def back(self) -> Affine:
        area = self.area
        return Affine(
            self.d / area,
            -self.b / area,
            -self.c / area,
            self.a / area,
            (self.c * self.f - self.d * self.e) / area,
            (self.b * self.e - self.a * self.f) / area,
        )

    @property
    def written(self) -> str:
        if self == Affine():
            return ""
        if self[:4] == (1, 0, 0, 1):
            return f"translate({said(self.e)} {said(self.f)})"
        return f"matrix({' '.join(map(said, self))})"


def said(value: float) -> str:
    """A number with six digits, without an exponent, which not every importer knows."""
    text = f"{value:.6g}"
    if "e" in text:
        text = f"{value:.12f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def moved(x: float, y: float) -> Affine:
    return Affine(e=x, f=y)


def scaled(x: float, y: float | None = None) -> Affine:
    return Affine(a=x, d=x if y is None else y)


def turned(degrees: float) -> Affine:
    # Quarters are exact, so that what is upright stays so.
    if degrees % 90 == 0:
        cos, sin = ((1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0))[int(degrees // 90) % 4]
    else:
        cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return Affine(cos, sin, -sin, cos)


_CALL = regex(r"\s*(\w+)\s*\(([^)]*)\)\s*,?\s*")


def read_transform(value: str) -> Affine | None:
    """A list of transforms, of an attribute or a style; None where it is not understood."""
    whole, at = Affine(), 0
    value = value.strip()
    while at < len(value):
        found = _CALL.match(value, at)
        one = _one(found[1], found[2]) if found else None
        if found is None or one is None or not all(map(math.isfinite, one)):
            return None
        whole, at = whole.then(one), found.end()
    return whole


def _one(name: str, given: str) -> Affine | None:
    if re.sub(r"deg|rad|px|grad|turn|[\s,]", "", NUMBER.sub("", given)):
        return None
    numbers = [float(number) for number in NUMBER.findall(given)]
    unit = re.search(r"(grad|rad|turn)\s*$", given.split(",")[0].strip())
    if numbers and unit:
        numbers[0] *= {"grad": 0.9, "rad": 180 / math.pi, "turn": 360.0}[unit[1]]
    match name, numbers:
        case "matrix", [_, _, _, _, _, _]:
            return Affine(*numbers)
        case "translate", [x]:
            return moved(x, 0)
        case "translate", [x, y]:
            return moved(x, y)
        case "translateX", [x]:
            return moved(x, 0)
        case "translateY", [y]:
            return moved(0, y)
        case "scale", [x]:
            return scaled(x)
        case "scale", [x, y]:
            return scaled(x, y)
        case "scaleX", [x]:
            return scaled(x, 1)
        case "scaleY", [y]:
            return scaled(1, y)
        case "rotate", [angle]:
            return turned(angle)
        case "rotate", [angle, x, y]:
            return moved(x, y).then(turned(angle)).then(moved(-x, -y))
        case "skewX", [angle]:
            return Affine(c=math.tan(math.radians(angle)))
        case "skewY", [angle]:
            return Affine(b=math.tan(math.radians(angle)))
        case _:
            return None
