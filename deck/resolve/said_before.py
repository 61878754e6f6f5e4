"""How was each slide said in another language the last time, by a process that does so again and again?

A slide whose lines are as they were, in the talk and in the translation, is said as it was. Whoever keeps this sees to
it that nothing else has changed that a slide is said from, as `deck/layout/before.py` asks too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from deck.diagnostics import Found
from deck.talk import Slide
from deck.translation.message import Entry, Message, Paired

Said = tuple[Slide, Found]


class SaidBefore:
    """By slide its strings, and what it said then; of slides that are gone it forgets all."""

    def __init__(self) -> None:
        self._messages: dict[str, tuple[Slide, tuple[Message, ...]]] = {}
        self._said: dict[str, tuple[list[Entry | None], Said]] = {}
        self._next: dict[str, tuple[Slide, tuple[Message, ...]]] = {}
        self._next_said: dict[str, tuple[list[Entry | None], Said]] = {}
        self.touched: frozenset[str] = frozenset()
        """Ids of slides whose lines were changed, in the talk or in the translation."""

    def begin(self) -> None:
        """From now on a talk is said anew."""
        self._next, self._next_said = {}, {}

    def messages(self, slide: Slide, make: Callable[[], tuple[Message, ...]]) -> tuple[Message, ...]:
        """The strings of a slide, as they were or as `make` finds them."""
        id = slide.says.id
        known = self._messages.get(id)
        if known is None or id in self.touched or known[0] != slide:
            self._said.pop(id, None)
            known = slide, make()
        self._next[id] = known
        return known[1]

    def said(self, slide: Slide, pairs: Sequence[Paired], make: Callable[[], Said]) -> Said:
        """What a slide said by these translations of its strings, or what `make` says now."""
        id = slide.says.id
        entries = [one.entry for one in pairs]
        known = self._said.get(id)
        # The very translations: where they stand in the file counts.
        if known is None or len(known[0]) != len(entries) or any(a is not b for a, b in zip(known[0], entries)):  # noqa: B905
            known = entries, make()
        self._next_said[id] = known
        return known[1]

    def end(self) -> None:
        """All is said: what was not asked for is gone."""
        self._messages, self._said, self.touched = self._next, self._next_said, frozenset()
