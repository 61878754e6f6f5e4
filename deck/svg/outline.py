"""What is the outline of a shape: where does it run, how far does it reach, where are its corners?"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from deck.regex import regex
from deck.svg.affine import NUMBER, Affine, said

Point = tuple[float, float]
Step = tuple[str, tuple[Point, ...]]
"""M, L, C or Z, and the points that it needs."""
Outline = list[Step]


class Bounds(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def grown(self, by: float) -> Bounds:
        return Bounds(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def holds(self, other: Bounds, slack: float = 0.01) -> bool:
        return (
            other.left >= self.left - slack
            and other.top >= self.top - slack
            and other.right <= self.right + slack
            and other.bottom <= self.bottom + slack
        )

    def meets(self, other: Bounds) -> bool:
        return (
            self.left <= other.right
            and other.left <= self.right
            and self.top <= other.bottom
            and other.top <= self.bottom
        )

    @property
    def corners(self) -> tuple[Point, ...]:
        return (self.left, self.top), (self.right, self.top), (self.right, self.bottom), (self.left, self.bottom)


def around(points: Sequence[Point]) -> Bounds | None:
    if not points:
        return None
    across, down = [x for x, _ in points], [y for _, y in points]
    return Bounds(min(across), min(down), max(across), max(down))


def together(bounds: Sequence[Bounds | None]) -> Bounds | None:
    known = [one for one in bounds if one is not None]
    return around([corner for one in known for corner in ((one.left, one.top), (one.right, one.bottom))])


def bounds(outline: Outline) -> Bounds | None:
    """Around all that steers it, which is a little more than what is seen."""
    return around([point for _, points in outline for point in points])


def box(outline: Outline) -> Bounds | None:
    """Around what is seen, as a gradient needs it."""
    return around([point for line in polylines(outline, 16) for point in line])


def transformed(outline: Outline, by: Affine) -> Outline:
    return [(kind, tuple(by.point(*point) for point in points)) for kind, points in outline]


def written(outline: Outline) -> str:
    return "".join(
        kind + " ".join(f"{said(round(x, 6))} {said(round(y, 6))}" for x, y in points) for kind, points in outline
    )


# ---------------------------------------------------------------- shapes


def rectangle(x: float, y: float, width: float, height: float, rx: float = 0, ry: float = 0) -> Outline:
    if width <= 0 or height <= 0:
        return []
    rx, ry = min(rx, width / 2), min(ry, height / 2)
    if rx <= 0 or ry <= 0:
        return polygon([(x, y), (x + width, y), (x + width, y + height), (x, y + height)])
    right, low = x + width, y + height
    kx, ky = rx * (1 - _ROUND), ry * (1 - _ROUND)
    return [
        ("M", ((x + rx, y),)),
        ("L", ((right - rx, y),)),
        ("C", ((right - kx, y), (right, y + ky), (right, y + ry))),
        ("L", ((right, low - ry),)),
        ("C", ((right, low - ky), (right - kx, low), (right - rx, low))),
        ("L", ((x + rx, low),)),
        ("C", ((x + kx, low), (x, low - ky), (x, low - ry))),
        ("L", ((x, y + ry),)),
        ("C", ((x, y + ky), (x + kx, y), (x + rx, y))),
        ("Z", ()),
    ]


_ROUND = 0.5522847498


def ellipse(cx: float, cy: float, rx: float, ry: float) -> Outline:
    if rx <= 0 or ry <= 0:
        return []
    kx, ky = rx * _ROUND, ry * _ROUND
    return [
        ("M", ((cx + rx, cy),)),
        ("C", ((cx + rx, cy + ky), (cx + kx, cy + ry), (cx, cy + ry))),
        ("C", ((cx - kx, cy + ry), (cx - rx, cy + ky), (cx - rx, cy))),
        ("C", ((cx - rx, cy - ky), (cx - kx, cy - ry), (cx, cy - ry))),
        ("C", ((cx + kx, cy - ry), (cx + rx, cy - ky), (cx + rx, cy))),
        ("Z", ()),
    ]


def polyline(points: Sequence[Point]) -> Outline:
    return [("L" if place else "M", (point,)) for place, point in enumerate(points)]


def polygon(points: Sequence[Point]) -> Outline:
    return [*polyline(points), ("Z", ())] if points else []


def points_in(value: str) -> list[Point]:
    numbers = [float(number) for number in NUMBER.findall(value)]
    return list(zip(numbers[::2], numbers[1::2], strict=False))


# ---------------------------------------------------------------- paths

_NEEDED = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}


def read_path(data: str) -> tuple[Outline, bool]:
    """The outline of a `d`, as far as it is understood, and whether that is all of it."""
    outline: Outline = []
    x = y = start_x = start_y = 0.0
    last = ""
    handle = (0.0, 0.0)
    for command, numbers in _commands(data):
        if command == "?" or (not outline and command not in "Mm"):
            return outline, False
        upper, base = command.upper(), (x, y) if command.islower() else (0.0, 0.0)
        if upper == "A":
            rx, ry, turn, large, sweep, ax, ay = numbers
            new = base[0] + ax, base[1] + ay
            outline += _arc((x, y), rx, ry, turn, large, sweep, new)
            (x, y), last = new, upper
            continue
        match upper, numbers:
            case "Z", _:
                outline.append(("Z", ()))
                x, y = start_x, start_y
            case "H", [to]:
                x = base[0] + to
                outline.append(("L", ((x, y),)))
            case "V", [to]:
                y = base[1] + to
                outline.append(("L", ((x, y),)))
            case _:
                points = [(base[0] + numbers[n], base[1] + numbers[n + 1]) for n in range(0, len(numbers), 2)]
                mirrored = (2 * x - handle[0], 2 * y - handle[1])
                if upper == "S":
                    points.insert(0, mirrored if last in ("C", "S") else (x, y))
                elif upper == "T":
                    points.insert(0, mirrored if last in ("Q", "T") else (x, y))
                if outline[-1:] and outline[-1][0] == "Z" and upper != "M":
                    outline.append(("M", ((x, y),)))
                if len(points) == 2:  # a quadratic curve
                    (qx, qy), end = points
                    handle = (qx, qy)
                    first = x + 2 / 3 * (qx - x), y + 2 / 3 * (qy - y)
                    second = end[0] + 2 / 3 * (qx - end[0]), end[1] + 2 / 3 * (qy - end[1])
                    outline.append(("C", (first, second, end)))
                elif len(points) == 3:
                    handle = points[1]
                    outline.append(("C", tuple(points)))
                else:
                    outline.append((upper, tuple(points)))
                x, y = points[-1]
                if upper == "M":
                    start_x, start_y = x, y
        last = upper
    return outline, True


# Possessive, so that what does not match is found at once.
_USUAL = regex(rf"\s*+(?:(?:[MLHVCSQTmlhvcsqt]\s*+(?:(?>{NUMBER.pattern})[\s,]*+)++|[Zz])\s*+)*+")
_PART = regex(r"([MLHVCSQTZmlhvcsqtz])([^MLHVCSQTZmlhvcsqtz]*)")


def _commands(data: str) -> Iterator[tuple[str, list[float]]]:
    """Each command with its numbers; `?` where it is not understood."""
    if not _USUAL.fullmatch(data):
        yield from _odd_commands(data)
        return
    for command, inside in _PART.findall(data):
        numbers = [float(number) for number in NUMBER.findall(inside)]
        needed = _NEEDED[command.upper()]
        if not needed:
            yield command, []
            continue
        for start in range(0, len(numbers), needed):
            some = numbers[start : start + needed]
            yield (command, some) if len(some) == needed and all(map(math.isfinite, some)) else ("?", [])
            # Further pairs after a move are lines.
            command = {"M": "L", "m": "l"}.get(command, command)


def _odd_commands(data: str) -> Iterator[tuple[str, list[float]]]:
    """The same of arcs, whose flags need nothing between them, and of what has mistakes."""
    at, command = 0, ""
    size = len(data)
    while True:
        while at < size and data[at] in " \t\r\n\f,":
            at += 1
        if at >= size:
            return
        if data[at].upper() in _NEEDED:
            command = data[at]
            at += 1
            if command in "zZ":
                yield command, []
                continue
        elif not command or command in "zZ":
            yield "?", []
            return
        numbers: list[float] = []
        for place in range(_NEEDED[command.upper()]):
            while at < size and data[at] in " \t\r\n\f,":
                at += 1
            if command in "aA" and place in (3, 4) and data[at : at + 1] in ("0", "1"):
                numbers.append(float(data[at]))
                at += 1
                continue
            found = NUMBER.match(data, at)
            if found is None or not math.isfinite(float(found[0])):
                yield "?", []
                return
            numbers.append(float(found[0]))
            at = found.end()
        yield command, numbers
        # Further pairs after a move are lines.
        command = {"M": "L", "m": "l"}.get(command, command)


def _arc(start: Point, rx: float, ry: float, turn: float, large: float, sweep: float, end: Point) -> Outline:
    """SVG 2, appendix B.2: an arc in curves of a quarter at most."""
    rx, ry = abs(rx), abs(ry)
    if start == end:
        return []
    if not rx or not ry:
        return [("L", (end,))]
    phi = math.radians(turn % 360)
    cos, sin = math.cos(phi), math.sin(phi)
    dx, dy = (start[0] - end[0]) / 2, (start[1] - end[1]) / 2
    px, py = cos * dx + sin * dy, -sin * dx + cos * dy
    over = (px / rx) ** 2 + (py / ry) ** 2
    if over > 1:
        rx, ry = rx * math.sqrt(over), ry * math.sqrt(over)
    under = (rx * py) ** 2 + (ry * px) ** 2
    root = math.sqrt(max((rx * ry) ** 2 - under, 0) / under) if under else 0.0
    root = -root if bool(large) == bool(sweep) else root
    qx, qy = root * rx * py / ry, -root * ry * px / rx
    cx = cos * qx - sin * qy + (start[0] + end[0]) / 2
    cy = sin * qx + cos * qy + (start[1] + end[1]) / 2
    first = math.atan2((py - qy) / ry, (px - qx) / rx)
    extent = math.atan2((-py - qy) / ry, (-px - qx) / rx) - first
    if sweep and extent < 0:
        extent += 2 * math.pi
    elif not sweep and extent > 0:
        extent -= 2 * math.pi
    count = max(1, math.ceil(abs(extent) / (math.pi / 2) - 1e-9))
    part = extent / count
    reach = 4 / 3 * math.tan(part / 4)
    place = Affine(cos * rx, sin * rx, -sin * ry, cos * ry, cx, cy)
    curves: Outline = []
    for number in range(count):
        one, two = first + number * part, first + (number + 1) * part
        points = (
            (math.cos(one) - reach * math.sin(one), math.sin(one) + reach * math.cos(one)),
            (math.cos(two) + reach * math.sin(two), math.sin(two) - reach * math.cos(two)),
            (math.cos(two), math.sin(two)),
        )
        curves.append(("C", tuple(place.point(*point) for point in points)))
    curves[-1] = ("C", (*curves[-1][1][:2], end))
    return curves


# ---------------------------------------------------------------- lines and corners


def polylines(outline: Outline, pieces: int = 8) -> list[list[Point]]:
    """The outline in straight lines, each curve in so many; a closed one ends where it begins."""
    lines: list[list[Point]] = []
    line: list[Point] = []
    for kind, points in outline:
        match kind:
            case "M":
                line = [points[0]]
                lines.append(line)
            case "L":
                line.append(points[0])
            case "C":
                line += _curve(line[-1], points, pieces)
            case "Z" if line:
                line.append(line[0])
    return lines


def _curve(start: Point, points: Sequence[Point], pieces: int) -> list[Point]:
    (x1, y1), (x2, y2), (x3, y3) = points
    x0, y0 = start
    found = []
    for number in range(1, pieces + 1):
        t = number / pieces
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        found.append((a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3))
    return found


class Corner(NamedTuple):
    """A vertex, with the directions in which the line comes and goes, in radians."""

    point: Point
    comes: float | None
    goes: float | None


def corners(outline: Outline) -> list[Corner]:
    """Where markers stand."""
    found: list[Corner] = []
    at = start = (0.0, 0.0)
    begins = 0
    for kind, points in outline:
        if kind == "M":
            at = start = points[0]
            begins = len(found)
            found.append(Corner(at, None, None))
            continue
        stops = [at, *(points or (start,))]
        leaves = _direction([stop for stop in stops if stop != at][:1], at)
        arrives = _direction([stop for stop in reversed(stops[:-1]) if stop != stops[-1]][:1], stops[-1], back=True)
        if found and found[-1].goes is None:
            found[-1] = found[-1]._replace(goes=leaves)
        at = stops[-1]
        if kind == "Z" and begins < len(found):
            found[begins] = found[begins]._replace(comes=arrives)
            found.append(Corner(at, arrives, found[begins].goes))
        else:
            found.append(Corner(at, arrives, None))
    return found


def _direction(other: Sequence[Point], here: Point, back: bool = False) -> float | None:
    if not other:
        return None
    (x, y) = other[0]
    return math.atan2(here[1] - y, here[0] - x) if back else math.atan2(y - here[1], x - here[0])


def heading(corner: Corner) -> float:
    """The direction of a marker at a corner, in degrees: between where the line comes from and where it goes."""
    known = [angle for angle in (corner.comes, corner.goes) if angle is not None]
    if not known:
        return 0.0
    across, down = sum(map(math.cos, known)), sum(map(math.sin, known))
    if math.hypot(across, down) < 1e-9:
        return math.degrees(known[0]) + 90
    return math.degrees(math.atan2(down, across))
