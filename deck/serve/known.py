"""Pages that were shown before: one that is the same is not painted again."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from deck.page import Page
from deck.serve.shown import Spot
from deck.value import Value


class Painted(Value, frozen=True):
    """What a page looks like, click by click, and where its boxes are."""

    svgs: tuple[str, ...]
    """As it is seen before each click that shows something, and at last."""
    spots: tuple[Spot, ...]
    pictures: frozenset[str]
    """Names of the pictures that it shows."""


class KnownPages:
    """What was painted last, by page; of pages that are gone it forgets all."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Page, Painted]] = {}
        self._next: dict[str, tuple[Page, Painted]] = {}

    def painted(self, page: Page, paint: Callable[[], Painted]) -> Painted:
        known = self._known.get(page.id)
        if known is None or known[0] != page:
            known = page, paint()
        self._next[page.id] = known
        return known[1]

    def end(self) -> None:
        """All pages were asked for."""
        self._known, self._next = self._next, {}

    def forget(self, slides: Iterable[str]) -> None:
        """Let pages of these slides be painted again."""
        gone = set(slides)
        self._known = {name: one for name, one in self._known.items() if one[0].scene.id not in gone}
