"""On which lines do the arrows of a flow turn between two layers, so that each is seen to come from its own box?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import permutations
from typing import NamedTuple

TRACK_PT = 8.0
"""From one line to the next."""
_MOST_TRIED = 5
"""So many boxes can have their lines in every order that there is."""


class Bend(NamedTuple):
    """A stretch of an arrow across the flow, before a layer."""

    layer: int
    start: str
    end: str
    at: float
    to: float

    def covers(self, at: float) -> bool:
        return min(self.at, self.to) - TRACK_PT < at < max(self.at, self.to) + TRACK_PT

    def is_mistaken_for(self, other: Bend) -> bool:
        """Whether the two, on one line, would look like arrows from each box to each."""
        apart = self.start != other.start and self.end != other.end
        return apart and (self.covers(other.at) or self.covers(other.to) or other.covers(self.at))


class Tracks(NamedTuple):
    """On which line the arrows of each box turn, and how many lines there are."""

    of: Mapping[str, int]
    lines: int


def tracks(bends: Sequence[Bend]) -> Tracks:
    """Lines of their own for boxes whose arrows would be mistaken for each other's, with the fewest crossings."""
    starts = list(dict.fromkeys(bend.start for bend in bends))
    mine = {start: [bend for bend in bends if bend.start == start] for start in starts}
    mistaken = {
        (one, other)
        for one in starts
        for other in starts
        if any(a.is_mistaken_for(b) for a in mine[one] for b in mine[other])
    }
    if not mistaken:
        return Tracks(dict.fromkeys(starts, 0), min(1, len(starts)))

    def in_order(order: Sequence[str]) -> dict[str, int]:
        found: dict[str, int] = {}
        for one in order:
            found[one] = 1 + max((found[other] for other in found if (one, other) in mistaken), default=-1)
        return found

    def crossings(found: Mapping[str, int]) -> int:
        return sum(
            above.covers(below.at) + below.covers(above.to)
            for one, other in mistaken
            if found[one] < found[other]
            for above in mine[one]
            for below in mine[other]
        )

    orders = permutations(starts) if len(starts) <= _MOST_TRIED else (starts, starts[::-1])
    best = min(map(in_order, orders), key=lambda found: (crossings(found), max(found.values())))
    return Tracks(best, 1 + max(best.values()))
