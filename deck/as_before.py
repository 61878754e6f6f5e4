"""What did each stage make of a slide the last time, in a process that builds a talk again and again?

Most edits change one slide. What a stage makes of another is what it made before, if it is made from the same: stages
say from what. Whoever keeps this sees to it that nothing else has changed (fonts, data, the brand), says on which
slides a line was changed, and begins afresh where lines have come or gone: every other text stands where it stood.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

Made = TypeVar("Made")


class AsBefore:
    """By stage and slide what was made, and from what; of slides that are gone it forgets all."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], tuple[tuple[object, ...], tuple[object, ...], object]] = {}
        self._next: dict[tuple[str, str], tuple[tuple[object, ...], tuple[object, ...], object]] = {}
        self._touched: frozenset[str] = frozenset()

    def touch(self, slides: frozenset[str]) -> None:
        """Lines of these slides were changed: what they say may stand elsewhere, and is made anew."""
        self._touched |= slides

    def begin(self) -> None:
        """From now on a talk is made anew."""
        self._next = {}

    def of(
        self, stage: str, slide: str, same: tuple[object, ...], equal: tuple[object, ...], make: Callable[[], Made]
    ) -> Made:
        """What was made of that slide from the `same` values in memory and from `equal` ones, or what `make` makes.

        All places are equal: to ask for the same value is to ask that it stands where it stood.
        """
        key = stage, slide
        known = self._known.get(key)
        if known is None or slide in self._touched or not _are_same(known[0], same) or known[1] != equal:
            known = same, equal, make()
        self._next[key] = known
        return cast(Made, known[2])

    def end(self) -> None:
        """All is made: what was not asked for is gone."""
        self._known, self._touched = self._next, frozenset()


def _are_same(some: tuple[object, ...], others: tuple[object, ...]) -> bool:
    return len(some) == len(others) and all(one is other for one, other in zip(some, others, strict=True))
