"""What of an outline lies within a rectangle, or of a line within a shape?"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from deck.svg.outline import Bounds, Outline, Point, polygon, polylines

Segment = tuple[Point, Point]


def area_within(outline: Outline, frame: Bounds, pieces: int) -> Outline:
    """A filled outline cut off at the rectangle; its curves become straight lines."""
    cut: Outline = []
    for line in polylines(outline, pieces):
        for axis, limit, sign in ((0, frame.left, 1), (0, frame.right, -1), (1, frame.top, 1), (1, frame.bottom, -1)):
            line = _half(line, axis, limit, sign)
        cut += polygon(line)
    return cut


def _half(line: Sequence[Point], axis: int, limit: float, sign: int) -> list[Point]:
    """Sutherland and Hodgman: the part of a polygon on one side of a line."""
    found: list[Point] = []
    for place, here in enumerate(line):
        before = line[place - 1]
        is_in, was_in = sign * (here[axis] - limit) >= 0, sign * (before[axis] - limit) >= 0
        if is_in != was_in:
            share = (limit - before[axis]) / (here[axis] - before[axis])
            other = before[1 - axis] + share * (here[1 - axis] - before[1 - axis])
            found.append((limit, other) if axis == 0 else (other, limit))
        if is_in:
            found.append(here)
    return found


def line_within(outline: Outline, frame: Bounds, pieces: int) -> list[list[Point]]:
    """The lines of an outline where they are inside the rectangle."""
    found: list[list[Point]] = []
    for line in polylines(outline, pieces):
        for start, end in itertools.pairwise(line):
            kept = _within(start, end, frame)
            if kept is None:
                continue
            if found and found[-1][-1] == kept[0]:
                found[-1].append(kept[1])
            else:
                found.append([*kept])
    return found


def _within(start: Point, end: Point, frame: Bounds) -> Segment | None:
    """Liang and Barsky: the part of a segment inside a rectangle."""
    first, last = 0.0, 1.0
    dx, dy = end[0] - start[0], end[1] - start[1]
    for step, room in (
        (-dx, start[0] - frame.left),
        (dx, frame.right - start[0]),
        (-dy, start[1] - frame.top),
        (dy, frame.bottom - start[1]),
    ):
        if step == 0:
            if room < 0:
                return None
        elif step < 0:
            first = max(first, room / step)
        else:
            last = min(last, room / step)
    if first > last:
        return None
    one = start if first == 0 else (start[0] + first * dx, start[1] + first * dy)
    two = end if last == 1 else (start[0] + last * dx, start[1] + last * dy)
    return one, two


def hatch_within(outline: Outline, frame: Bounds, width: float) -> Iterator[tuple[Point, Point, float]]:
    """The lines of a tile as far as they are seen in it, and how wide each is: along an edge, half of it is."""
    for line in polylines(outline, 12):
        for start, end in itertools.pairwise(line):
            upright, level = start[0] == end[0], start[1] == end[1]
            shown = width
            if upright != level:
                axis = 0 if upright else 1
                low, high = (frame.left, frame.right) if upright else (frame.top, frame.bottom)
                near = max(start[axis] - width / 2, low)
                far = min(start[axis] + width / 2, high)
                if far <= near:
                    continue
                shown, at = far - near, (near + far) / 2
                start, end = ((at, start[1]), (at, end[1])) if upright else ((start[0], at), (end[0], at))
            kept = _within(start, end, frame)
            if kept is not None and kept[0] != kept[1]:
                yield *kept, shown


def joined(segments: Sequence[Segment]) -> list[list[Point]]:
    """Segments that continue one another as lines: what is repeated in tiles runs on from tile to tile."""

    def key(point: Point) -> Point:
        return round(point[0], 3), round(point[1], 3)

    begins: dict[Point, list[int]] = {}
    ends: dict[Point, list[int]] = {}
    for number, (one, two) in enumerate(segments):
        begins.setdefault(key(one), []).append(number)
        ends.setdefault(key(two), []).append(number)

    def following(number: int) -> int | None:
        """The one segment that goes on where this one ends."""
        at = key(segments[number][1])
        after = begins.get(at, ())
        return after[0] if len(after) == 1 and len(ends[at]) == 1 and after[0] != number else None

    after = {number: following(number) for number in range(len(segments))}
    continues = {number for number in after.values() if number is not None}
    lines: list[list[Point]] = []
    seen: set[int] = set()
    for first in (*(n for n in after if n not in continues), *after):
        if first in seen:
            continue
        line, number = [segments[first][0]], first
        while number is not None and number not in seen:
            seen.add(number)
            line.append(segments[number][1])
            number = after[number]  # type: ignore[assignment]
        lines.append(line)
    return lines


class Area:
    """A filled shape that lines can be cut off at."""

    def __init__(self, outline: Outline, evenodd: bool, pieces: int = 24) -> None:
        self._evenodd = evenodd
        lines = [line if line[0] == line[-1] else [*line, line[0]] for line in polylines(outline, pieces) if line]
        self.edges: list[Segment] = [
            (one, two) for line in lines for one, two in itertools.pairwise(line) if one != two
        ]

    def holds(self, point: Point) -> bool:
        x, y = point
        winding = 0
        for (x0, y0), (x1, y1) in self.edges:
            if (y0 <= y) != (y1 <= y) and x0 + (y - y0) / (y1 - y0) * (x1 - x0) > x:
                winding += 1 if y1 > y0 else -1
        return bool(winding % 2) if self._evenodd else winding != 0

    def parts(self, start: Point, end: Point) -> list[Segment]:
        """Where a segment is inside."""
        dx, dy = end[0] - start[0], end[1] - start[1]
        stops = {0.0, 1.0}
        for (x0, y0), (x1, y1) in self.edges:
            ex, ey = x1 - x0, y1 - y0
            across = dx * ey - dy * ex
            if across == 0:
                continue
            t = ((x0 - start[0]) * ey - (y0 - start[1]) * ex) / across
            u = ((x0 - start[0]) * dy - (y0 - start[1]) * dx) / across
            if 0 < t < 1 and -1e-9 <= u <= 1 + 1e-9:
                stops.add(t)

        def at(t: float) -> Point:
            return end if t == 1 else (start[0] + t * dx, start[1] + t * dy)

        found: list[Segment] = []
        ordered = sorted(stops)
        for one, two in itertools.pairwise(ordered):
            if self.holds(at((one + two) / 2)):
                if found and found[-1][1] == at(one):
                    found[-1] = (found[-1][0], at(two))
                else:
                    found.append((at(one), at(two)))
        return found


def straightened(line: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """A line without the points that it runs straight through."""
    found = list(line[:1])
    for place in range(1, len(line) - 1):
        (x0, y0), (x1, y1), (x2, y2) = found[-1], line[place], line[place + 1]
        if abs((x1 - x0) * (y2 - y1) - (y1 - y0) * (x2 - x1)) > 1e-6 * (abs(x2 - x0) + abs(y2 - y0)):
            found.append(line[place])
    return [*found, line[-1]]
