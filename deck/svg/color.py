"""What colour is meant? Every way in which CSS says one becomes six digits and an opacity."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

from deck.regex import regex


class Shade(NamedTuple):
    """A colour as every program knows it."""

    hex: str
    """#rrggbb"""
    opacity: float


_PLAIN = regex(r"#[0-9a-fA-F]{6}")
_ICC = regex(r"\s+(?:icc-color|device-\w+)\(.*\)$")


def read_color(value: str, current: Shade) -> Shade | None:
    """The colour of a CSS value; None where it is none. `current` is what `currentColor` stands for."""
    if _PLAIN.fullmatch(value):
        return Shade(value.lower(), 1.0)
    # Imported here because drawing programs write six digits.
    from tinycss2.color5 import parse_color

    try:
        found: Any = parse_color(_ICC.sub("", value))
    except (ValueError, TypeError, IndexError, AttributeError):  # it unpacks what was not checked
        return None
    if found == "currentcolor":
        return current
    channels = _in_srgb(found) if found is not None else None
    if channels is None or not all(map(math.isfinite, channels)):
        return None
    whole = (round(255 * min(max(channel, 0.0), 1.0)) for channel in channels)
    return Shade("#" + "".join(f"{channel:02x}" for channel in whole), round(float(found.alpha or 0), 4))


def _in_srgb(color: Any) -> Sequence[float] | None:
    """Red, green and blue from 0 to 1; None for a space that nobody exports."""
    given = tuple(channel or 0.0 for channel in color.coordinates)
    match color.space:
        case "srgb":
            return given
        case "hsl" | "hwb":
            return tuple(color.to("srgb"))[:3]
        case "lab" | "lch":
            return _encoded(_times(_D50_TO_RGB, tuple(color.to("xyz-d50"))[:3]))
        case "oklab" | "oklch":
            return _encoded(_times(_D65_TO_RGB, tuple(color.to("xyz-d65"))[:3]))
        case "xyz" | "xyz-d65":
            return _encoded(_times(_D65_TO_RGB, given))
        case "xyz-d50":
            return _encoded(_times(_D50_TO_RGB, given))
        case "srgb-linear":
            return _encoded(given)
        case "display-p3":
            return _encoded(_times(_P3_TO_RGB, tuple(map(_linear, given))))
        case "device-cmyk":
            return tuple((1 - ink) * (1 - given[3]) for ink in given[:3])
    return None


# CSS Color 4, section 17: sample code for colour conversions.
_D65_TO_RGB = (
    (3.2409699419045226, -1.537383177570094, -0.4986107602930034),
    (-0.9692436362808796, 1.8759675015077202, 0.04155505740717559),
    (0.05563007969699366, -0.20397695888897652, 1.0569715142428786),
)
_D50_TO_RGB = (
    (3.1341358529, -1.6173863321, -0.4906619460),
    (-0.9787954650, 1.9162543567, 0.0334427339),
    (0.0719553924, -0.2289768264, 1.4053860393),
)
_P3_TO_RGB = (
    (1.2249401763, -0.2249401763, 0.0),
    (-0.0420569547, 1.0420569547, 0.0),
    (-0.0196375546, -0.0786360456, 1.0982736001),
)


def _times(matrix: Sequence[Sequence[float]], vector: Sequence[float]) -> tuple[float, ...]:
    return tuple(sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)


def _encoded(channels: Sequence[float]) -> tuple[float, ...]:
    return tuple(
        12.92 * channel
        if abs(channel) <= 0.0031308
        else math.copysign(1.055 * abs(channel) ** (1 / 2.4) - 0.055, channel)
        for channel in channels
    )


def _linear(channel: float) -> float:
    return (
        channel / 12.92 if abs(channel) <= 0.04045 else math.copysign(((abs(channel) + 0.055) / 1.055) ** 2.4, channel)
    )
