"""How was each slide laid out the last time, by a process that lays out a talk again and again?

A slide that says what it said then stands where it stood: only others are laid out anew, and those of its kind in its
section whose common size changes with it. Whoever keeps this sees to it that nothing else has changed: brand, fonts,
and the lines on which texts stand.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from deck.scene import Scene

Draft = TypeVar("Draft")
Placed = TypeVar("Placed")


class Before(Generic[Draft, Placed]):
    """By slide what was found out of it; of slides that are gone it forgets all."""

    def __init__(self) -> None:
        self._drafts: dict[str, tuple[Scene, object, Draft]] = {}
        self._placed: dict[str, tuple[object, Placed]] = {}
        self._next_drafts: dict[str, tuple[Scene, object, Draft]] = {}
        self._next_placed: dict[str, tuple[object, Placed]] = {}
        self.touched: frozenset[str] = frozenset()
        """Ids of slides whose lines were changed: what they say may stand elsewhere on them."""

    def begin(self) -> None:
        """From now on a talk is laid out anew."""
        self._next_drafts, self._next_placed = {}, {}

    def draft(self, scene: Scene, agreed: object, make: Callable[[], Draft]) -> Draft:
        """What was made of that scene behind slides that `agreed` on the same, or what `make` makes of it."""
        known = self._drafts.get(scene.id)
        if known is None or scene.id in self.touched or known[1] != agreed or known[0] != scene:
            known = scene, agreed, make()
        self._next_drafts[scene.id] = known
        return known[2]

    def placed(self, name: str, key: object, make: Callable[[], Placed]) -> Placed:
        """The page of that name where it was made by the same key, or what `make` makes."""
        known = self._placed.get(name)
        if known is None or known[0] != key:
            known = key, make()
        self._next_placed[name] = known
        return known[1]

    def end(self) -> None:
        """All is laid out: what was not asked for is gone."""
        self._drafts, self._placed, self.touched = self._next_drafts, self._next_placed, frozenset()
