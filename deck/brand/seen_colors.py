"""How far apart are two colours, to everybody and to people who do not see all of them?"""

from __future__ import annotations

from functools import cache

Triple = tuple[float, float, float]

# Machado, Oliveira and Fernandes 2009 (doi 10.1109/TVCG.2009.113), severity 1: on linear red, green and blue.
_SEEN_AS: dict[str, tuple[Triple, Triple, Triple]] = {
    "everybody": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "red": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "green": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
}
_TO_XYZ = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
_WHITE = (0.95047, 1.0, 1.08883)


@cache
def difference(one: str, other: str, eyes: str = "everybody") -> float:
    """The distance of two colours (RRGGBB) in CIELAB, as seen without the cones for `red` or `green`, or with all."""
    pairs = zip(_lab(one, eyes), _lab(other, eyes), strict=True)
    return float(sum((first - second) ** 2 for first, second in pairs) ** 0.5)


def _lab(color: str, eyes: str) -> Triple:
    linear = [_linear(int(color[at : at + 2], 16) / 255) for at in (0, 2, 4)]
    seen = [min(max(channel, 0.0), 1.0) for channel in _times(_SEEN_AS[eyes], linear)]
    x, y, z = (_root(channel / white) for channel, white in zip(_times(_TO_XYZ, seen), _WHITE, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _times(matrix: tuple[Triple, ...], of: list[float]) -> list[float]:
    return [sum(a * b for a, b in zip(row, of, strict=True)) for row in matrix]


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _root(share: float) -> float:
    return share ** (1 / 3) if share > 216 / 24389 else (24389 / 27 * share + 16) / 116
