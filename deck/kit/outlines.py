"""Closed outlines of lines and curves, from which drawings are put together; lengths in units of the drawing's sheet.

Across is to the right, down is down; angles are degrees, clockwise from the right.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final, Literal

from deck.regex import regex

Spot = tuple[float, float]
Stroke = tuple[Literal["M", "L", "C", "Z"], tuple[Spot, ...]]
"""Move, line, cubic curve with two handles, or close."""
Path = tuple[Stroke, ...]
"""One closed outline."""

_ROUND: Final = 0.5522847498
"""How long the handles of a quarter of a circle are, in radii."""


def read(written: str) -> Path:
    """An outline as files keep it: `M52 90C52 53 83 23 120 22Z`, of whole numbers."""
    strokes: list[Stroke] = []
    for do, numbers in _STROKES.findall(written):
        values = list(map(float, numbers.split()))
        strokes.append((do, tuple(zip(values[::2], values[1::2], strict=True))))
    return tuple(strokes)


_STROKES: Final = regex(r"([MLCZ])([^MLCZ]*)")


def around(middle: Spot, reach: float, angle: float) -> Spot:
    """The place at an angle in degrees, clockwise from the right, and a distance."""
    return middle[0] + reach * math.cos(math.radians(angle)), middle[1] + reach * math.sin(math.radians(angle))


def turn(angle: float) -> float:
    """An angle as a turn of at most half a circle."""
    return (angle + 180) % 360 - 180


def steps(count: int, first: float = 0.0) -> list[float]:
    return [first + 360 * number / count for number in range(count)]


def swept(middle: Spot, radius: float, start: float, end: float) -> list[Stroke]:
    """Curves along a circle from one angle to another, beginning where the path is."""
    pieces = max(1, math.ceil(abs(end - start) / 90))
    step = math.radians((end - start) / pieces)
    handle = 4 / 3 * math.tan(step / 4) * radius
    strokes: list[Stroke] = []
    for piece in range(pieces):
        one, other = math.radians(start) + step * piece, math.radians(start) + step * (piece + 1)
        (x1, y1), (x2, y2) = (
            (middle[0] + radius * math.cos(a), middle[1] + radius * math.sin(a)) for a in (one, other)
        )
        strokes.append(
            (
                "C",
                (
                    (x1 - handle * math.sin(one), y1 + handle * math.cos(one)),
                    (x2 + handle * math.sin(other), y2 - handle * math.cos(other)),
                    (x2, y2),
                ),
            )
        )
    return strokes


def circle(middle: Spot, radius: float) -> Path:
    return (("M", (around(middle, radius, 0),)), *swept(middle, radius, 0, 360), ("Z", ()))


def bar(start: Spot, end: Spot, wide: float) -> Path:
    """A thick line with round ends."""
    return taper(start, end, wide, wide)


def taper(start: Spot, end: Spot, first: float, last: float) -> Path:
    """A line that changes its width, with round ends."""
    angle = lean(start, end)
    return (
        ("M", (around(start, first / 2, angle + 90),)),
        *swept(start, first / 2, angle + 90, angle + 270),
        ("L", (around(end, last / 2, angle - 90),)),
        *swept(end, last / 2, angle - 90, angle + 90),
        ("Z", ()),
    )


def arc(middle: Spot, radius: float, start: float, end: float, wide: float) -> Path:
    """A thick stretch of a circle with round ends."""
    half = wide / 2
    return (
        ("M", (around(middle, radius + half, start),)),
        *swept(middle, radius + half, start, end),
        *swept(around(middle, radius, end), half, end, end + 180),
        *swept(middle, radius - half, end, start),
        *swept(around(middle, radius, start), half, start + 180, start + 360),
        ("Z", ()),
    )


def box(left: float, top: float, wide: float, high: float, corner: float) -> Path:
    right, bottom = left + wide, top + high
    return rounded(((left, top), (right, top), (right, bottom), (left, bottom)), corner)


def pill(left: float, top: float, wide: float, high: float) -> Path:
    return box(left, top, wide, high, min(wide, high) / 2)


def rounded(corners: Sequence[Spot], radius: float) -> Path:
    """A polygon with round corners, as round as its sides allow."""
    strokes: list[Stroke] = []
    for before, corner, after in zip((corners[-1], *corners[:-1]), corners, (*corners[1:], corners[0]), strict=True):
        cut = min(radius, math.dist(before, corner) / 2, math.dist(corner, after) / 2)
        begin, finish = toward(corner, before, cut), toward(corner, after, cut)
        strokes.append(("L" if strokes else "M", (begin,)))
        strokes.append(("C", (toward(begin, corner, cut * _ROUND), toward(finish, corner, cut * _ROUND), finish)))
    return (*strokes, ("Z", ()))


def toward(start: Spot, end: Spot, far: float) -> Spot:
    share = far / (math.dist(start, end) or 1.0)
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def blob(spots: Sequence[Spot], tight: float = 1.0) -> Path:
    """A smooth ring through places."""
    strokes: list[Stroke] = [("M", (spots[0],))]
    count = len(spots)
    for at in range(count):
        before, start, end, after = (spots[(at + turn) % count] for turn in (-1, 0, 1, 2))
        strokes.append(("C", (leaning(start, before, end, tight), leaning(end, after, start, tight), end)))
    return (*strokes, ("Z", ()))


def leaning(spot: Spot, before: Spot, after: Spot, tight: float) -> Spot:
    return spot[0] + (after[0] - before[0]) * tight / 6, spot[1] + (after[1] - before[1]) * tight / 6


def ribbon(spots: Iterable[Spot], wide: float) -> Path:
    """A thick line through places, smooth in its bends and round at its ends."""
    line = dense(list(spots))
    leans = along(line)
    one = [around(spot, wide / 2, lean + 90) for spot, lean in zip(line, leans, strict=True)]
    other = [around(spot, wide / 2, lean - 90) for spot, lean in zip(line, leans, strict=True)]
    return (
        ("M", (one[0],)),
        *swept(line[0], wide / 2, leans[0] + 90, leans[0] + 270),
        *(("L", (spot,)) for spot in other[1:]),
        *swept(line[-1], wide / 2, leans[-1] - 90, leans[-1] + 90),
        *(("L", (spot,)) for spot in reversed(one[:-1])),
        ("Z", ()),
    )


def limb(spots: Sequence[Spot], first: float, last: float) -> Path:
    """A ribbon that changes its width from one end to the other."""
    line = dense(list(spots))
    leans = along(line)
    halves = [(first + (last - first) * at / (len(line) - 1)) / 2 for at in range(len(line))]
    both = list(zip(line, leans, halves, strict=True))
    one, other = ([around(spot, half, lean + side) for spot, lean, half in both] for side in (90, -90))
    return (
        ("M", (one[0],)),
        *swept(line[0], halves[0], leans[0] + 90, leans[0] + 270),
        *(("L", (spot,)) for spot in other[1:]),
        *swept(line[-1], halves[-1], leans[-1] - 90, leans[-1] + 90),
        *(("L", (spot,)) for spot in reversed(one[:-1])),
        ("Z", ()),
    )


def sheath(line: Sequence[Spot], wide: float) -> Path:
    """What is wrapped around a line: of one width, but for its two ends, where it comes down on the line."""
    leans = along(line)
    ends = len(line) - 1
    # At its ends half as wide, and whole after a sixth of its length.
    shares = [0.5 + 0.5 * min(1.0, min(at, ends - at) / (ends / 6)) ** 0.5 for at in range(len(line))]
    both = list(zip(line, leans, (wide / 2 * share for share in shares), strict=True))
    one, other = ([around(spot, half, lean + side) for spot, lean, half in both] for side in (90, -90))
    return rounded([*one, *reversed(other)], wide / 8)


def beside(line: Sequence[Spot], far: float) -> list[Spot]:
    """The line that runs along another, so far to its right."""
    return [around(spot, far, lean + 90) for spot, lean in zip(line, along(line), strict=True)]


def along(line: Sequence[Spot]) -> list[float]:
    """Where a line leads at each of its places."""
    return [lean(line[max(at - 1, 0)], line[min(at + 1, len(line) - 1)]) for at in range(len(line))]


def evenly(line: Sequence[Spot], step: float) -> list[Spot]:
    """Places on a line at equal distances."""
    found, wait = [line[0]], step
    for start, end in pairwise(line):
        long, at = math.dist(start, end), wait
        while at <= long:
            found.append(toward(start, end, at))
            at += step
        wait = at - long
    return found


def lean(start: Spot, end: Spot) -> float:
    return math.degrees(math.atan2(end[1] - start[1], end[0] - start[0]))


def dense(spots: list[Spot]) -> list[Spot]:
    """So many places on the smooth line through some that straight pieces between them look smooth."""
    found = [spots[0]]
    for at, (start, end) in enumerate(pairwise(spots)):
        before, after = spots[max(at - 1, 0)], spots[min(at + 2, len(spots) - 1)]
        one, other = leaning(start, before, end, 1.0), leaning(end, after, start, 1.0)
        for step in range(1, 7):
            t = step / 6
            weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
            found.append(
                (
                    sum(w * s[0] for w, s in zip(weights, (start, one, other, end), strict=True)),
                    sum(w * s[1] for w, s in zip(weights, (start, one, other, end), strict=True)),
                )
            )
    return found


def mouthed(middle: Spot, radius: float, mouth: float) -> Path:
    """A disc with a wedge cut out to the right, its lips and the corner of its mouth round."""
    lip = 7.0
    give = math.degrees(lip / radius)
    corner = around(middle, 8, 180)
    upper, lower = around(middle, radius, -mouth), around(middle, radius, mouth)
    return (
        ("M", (toward(lower, corner, lip),)),
        (
            "C",
            (
                toward(lower, corner, lip * 0.4),
                around(middle, radius, mouth + give * 0.4),
                around(middle, radius, mouth + give),
            ),
        ),
        *swept(middle, radius, mouth + give, 360 - mouth - give),
        (
            "C",
            (around(middle, radius, -mouth - give * 0.4), toward(upper, corner, lip * 0.4), toward(upper, corner, lip)),
        ),
        ("L", (toward(corner, upper, 6),)),
        ("C", (toward(corner, upper, 1), toward(corner, lower, 1), toward(corner, lower, 6))),
        ("Z", ()),
    )


def shadow(middle: Spot, radius: float, mouth: float) -> Path:
    """The side of a disc that the light does not reach: below, up to the lip."""
    return crescent(middle, radius, 90, 11, start=mouth + 6, end=182)


def crescent(
    middle: Spot, radius: float, toward: float, deep: float, start: float | None = None, end: float | None = None
) -> Path:
    """What a disc moved away leaves of a disc: thickest at the angle `toward`, between two angles."""
    first = toward - 90 if start is None else start
    last = toward + 90 if end is None else end
    third = (last - first) / 3
    reach = (radius - deep * 4 / 3) / math.cos(math.radians(third / 2))
    return (
        ("M", (around(middle, radius, first),)),
        *swept(middle, radius, first, last),
        (
            "C",
            (
                around(middle, reach, last - third),
                around(middle, reach, first + third),
                around(middle, radius, first),
            ),
        ),
        ("Z", ()),
    )
