"""Where on a map is there room for a label, inside its country or beside it?

The window is searched in small squares. A label may stand where nothing else stands; it should cover sea rather than
land, and no country that the map is about; and it should be near what it names.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from matplotlib.path import Path
from numpy.typing import NDArray
from topojson import Points

CELL = 2.0
"""Points: the side of a square."""
LAND, OURS = 0.05, 2.7
"""What it costs to cover a square of any land, or of a country with a number, in points of distance."""
BLOCKED = 500.0
"""What it costs to lead a line through another label."""
RIM, APART = 2.0, 10.0
"""Points that a label keeps from what is above and below it, and from what is beside it: there a number could be taken
for the neighbour's."""
NEAREST = 9.0
"""Points: a label beside its country is at least so far from the place that it points to."""
TRIED = 150
"""Of all places beside a country, how many of the best are looked at closely."""
Squares = NDArray[np.bool_]


class Place(NamedTuple):
    """The middle of a label, what it costs that it stands there, and the end of the line that leads from it to its
    country; None inside the country."""

    across: float
    up: float
    cost: float = 0.0
    end: tuple[float, float] | None = None


class Room:
    def __init__(self, left: float, bottom: float, right: float, top: float) -> None:
        self.left, self.bottom = left, bottom
        rows, columns = int((top - bottom) / CELL), int((right - left) / CELL)
        self.across = left + CELL * (np.arange(columns) + 0.5)
        self.up = bottom + CELL * (np.arange(rows) + 0.5)
        self.cost = np.zeros((rows, columns))
        self.taken = np.zeros((rows, columns), dtype=bool)

    def inside(self, outline: Points) -> Squares:
        """The squares whose middle lies in an outline."""
        found = np.zeros_like(self.taken)
        (left, bottom), (right, top) = outline.min(axis=0), outline.max(axis=0)
        rows = np.flatnonzero((self.up >= bottom) & (self.up <= top))
        columns = np.flatnonzero((self.across >= left) & (self.across <= right))
        if len(rows) and len(columns):
            middles = np.stack(np.meshgrid(self.across[columns], self.up[rows]), axis=-1).reshape(-1, 2)
            found[np.ix_(rows, columns)] = Path(outline).contains_points(middles).reshape(len(rows), len(columns))
        return found

    def take(self, left: float, bottom: float, right: float, top: float) -> None:
        rows = (self.up > bottom - RIM) & (self.up < top + RIM)
        columns = (self.across > left - APART) & (self.across < right + APART)
        self.taken[np.ix_(rows, columns)] = True

    def within(self, country: Squares, stack: Sequence[tuple[float, float]]) -> Place | None:
        """The place for boxes of so much width and height, one under the other, that are all inside their country; as
        near to the country's middle as can be."""
        # Words that touch a border read as if they crossed it.
        sizes = [(_squares(high), _squares(wide + 2 * RIM)) for wide, high in stack]
        tall, broad = sum(rows for rows, _ in sizes), max(columns for _, columns in sizes)
        if tall > country.shape[0] or broad > country.shape[1]:
            return None
        free = np.ones((country.shape[0] - tall + 1, country.shape[1] - broad + 1), dtype=bool)
        row = tall
        for rows, columns in sizes:
            row, column = row - rows, (broad - columns) // 2
            held = _sums(country & ~self.taken, rows, columns) == rows * columns
            free &= held[row : row + free.shape[0], column : column + free.shape[1]]
        if not free.any():
            return None
        middle = np.argwhere(country).mean(axis=0)
        places = np.argwhere(free)
        away = np.hypot(*(places + np.array([tall, broad]) / 2 - middle).T)
        row, column = places[np.argmin(away)]
        return Place(self.left + CELL * (column + broad / 2), self.bottom + CELL * (row + tall / 2))

    def beside(self, country: Squares, anchor: tuple[float, float], wide: float, high: float) -> Place | None:
        """The place near a country that costs least, with the line that leads there."""
        rows, columns = _squares(high + 2 * RIM), _squares(wide + 2 * RIM)
        if rows > self.taken.shape[0] or columns > self.taken.shape[1]:
            return None
        free = _sums(self.taken, rows, columns) == 0
        ends = self._ends(country, anchor)
        covered = _sums(self.cost, rows, columns)
        places = np.argwhere(free)
        if not len(places):
            return None
        middles = np.stack(
            [self.left + CELL * (places[:, 1] + columns / 2), self.bottom + CELL * (places[:, 0] + rows / 2)], axis=-1
        )
        reach = _gap(middles - anchor, wide, high)
        order = np.argsort(covered[free] + reach, kind="stable")[:TRIED]
        led = (self._led(middles[index], ends, wide, high, country, covered[free][index]) for index in order)
        return min(led, key=lambda place: place.cost)

    def _ends(self, country: Squares, anchor: tuple[float, float]) -> Points:
        """Where a line may end: inside a country, not on its rim; its anchor if it is smaller than a square."""
        kernel = country
        for _ in range(3):
            shrunk = kernel.copy()
            shrunk[1:] &= kernel[:-1]
            shrunk[:-1] &= kernel[1:]
            shrunk[:, 1:] &= kernel[:, :-1]
            shrunk[:, :-1] &= kernel[:, 1:]
            if not shrunk.any():
                break
            kernel = shrunk
        if not kernel.any():
            return np.array([anchor])
        rows, columns = np.nonzero(kernel)
        return np.stack([self.across[columns], self.up[rows]], axis=-1)

    def _led(self, middle: Points, ends: Points, wide: float, high: float, country: Squares, covered: float) -> Place:
        """A label with the shortest line from it to its country."""
        gaps = _gap(ends - middle, wide, high)
        nearest = int(np.argmin(np.where(gaps < NEAREST, np.inf, gaps)))
        end = ends[nearest]
        half = np.array([wide, high]) / 2
        start = np.clip(end, middle - half, middle + half)
        steps = start + np.linspace(0, 1, 24)[:, None] * (end - start)
        rows = np.clip(((steps[:, 1] - self.bottom) / CELL).astype(int), 0, self.cost.shape[0] - 1)
        columns = np.clip(((steps[:, 0] - self.left) / CELL).astype(int), 0, self.cost.shape[1] - 1)
        crossed = self.cost[rows, columns] * ~country[rows, columns]
        blocked = BLOCKED * self.taken[rows, columns].any()
        cost = float(covered + gaps[nearest] + crossed.sum() + blocked)
        return Place(float(middle[0]), float(middle[1]), cost, (float(end[0]), float(end[1])))


def _squares(length: float) -> int:
    return max(int(np.ceil(length / CELL)), 1)


def _sums(squares: NDArray[np.generic], rows: int, columns: int) -> NDArray[np.float64]:
    """The sum over every window of so many rows and columns, by its lower left square."""
    table = np.zeros((squares.shape[0] + 1, squares.shape[1] + 1))
    table[1:, 1:] = squares.cumsum(axis=0, dtype=float).cumsum(axis=1)
    sums = table[rows:, columns:] - table[:-rows, columns:] - table[rows:, :-columns] + table[:-rows, :-columns]
    return np.asarray(np.round(sums, 6))


def _gap(away: Points, wide: float, high: float) -> NDArray[np.float64]:
    """How far points are from the edge of a box, given how far they are from its middle."""
    return np.asarray(np.hypot(*np.maximum(np.abs(away) - (wide / 2, high / 2), 0).T))
