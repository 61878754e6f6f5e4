"""One to three papers as cards: what was published, where, and the one result to remember."""

from __future__ import annotations

from typing import Annotated

from deck.diagnostics import Report
from deck.kinds._card import SHORT, Card
from deck.kinds._frame import hairline
from deck.material import Material
from deck.scene import Block, Column, Item, Row, Scene, Space
from deck.talk import SlideKind, described
from deck.value import replace

_LEAST, _ABREAST = 3, 12
"""People for whom there is room in a column at least, and in all columns."""


class Paper(SlideKind, frozen=True, kw_only=True):
    layouts = {
        "diagram": ("diagram",),
        "result": ("diagram", "cited"),
        "diagram_foot": {"diagram": "diagram", "cited": "foot"},
    }

    papers: Annotated[tuple[Card, ...], described("the papers, in reading order", min_length=1, max_length=3)]

    def compose(self, material: Material) -> Scene:
        together = self._together(material)
        if len(self.papers) == 1:
            return together
        # What is wrong with a paper is told where it stands beside the others.
        quiet = replace(material, report=Report())
        parts = (replace(self, papers=(card,))._together(quiet).items for card in self.papers)
        return replace(together, parts=tuple(parts))

    def _together(self, material: Material) -> Scene:
        if any(card.is_drawn or card.most_people for card in self.papers):
            return self._results(material)
        body = self._alone(material) if len(self.papers) == 1 else self._abreast(material)
        return material.scene(material.item("diagram", body))

    def _results(self, material: Material) -> Scene:
        """What happened to each paper's people, as large as there is room, and at the foot what was published."""
        rows: list[Block] = [self.papers[0].result_alone("paper-1") if len(self.papers) == 1 else self._columns()]
        weights = [1.0]
        for number, card in enumerate(self.papers, 1):
            if others := card.other_facts(f"paper-{number}", len(self.papers) == 1):
                rows += [hairline(f"paper-{number}"), others]
                weights += [0.0, 0.0]
        cited = [line for card in self.papers if (line := card.cited(material, len(self.papers) == 1)) is not None]
        items: list[Item] = [material.item("diagram", Column(tuple(rows), tuple(weights)))]
        items += [material.words("cited", *cited)] if cited else []
        return material.scene(*items)

    def _columns(self) -> Column:
        """The papers side by side, each as wide as its people are many: all people are equally large. Under them, what
        one says stands on the lines of the others: whose it is, its number, what that counts."""
        # Beside a result, what says none stands back.
        leading = [card for card in self.papers if card.result] or list(self.papers)
        places = [max(card.most_people, _LEAST) for card in self.papers]
        for _ in range(max(_ABREAST - sum(places), 0)):
            places[places.index(min(places))] += 1
        wide = tuple(map(float, places))
        drawn = tuple(card.drawn(room, max(places)) for card, room in zip(self.papers, places, strict=True))
        told = tuple(card.outcome(f"paper-{at}", card not in leading) for at, card in enumerate(self.papers, 1))
        numbers = tuple(f"paper-{at}-number-1" for at, card in enumerate(self.papers, 1) if card.numbers)
        return Column((Row(drawn, wide), Row(told, wide, aligned=True, level=numbers)), (0.0, 1.0), gap="none")

    def _alone(self, material: Material) -> Row | Column:
        """One card with its numbers beside it, large."""
        one = self.papers[0]
        # A number has display size where it is the only one, and short.
        role = "display" if len(one.numbers) == 1 and len(one.numbers[0].big.plain) <= SHORT else "number"
        card, facts = one.shape(material, "paper-1"), one.facts("paper-1", role)
        return Row((card, Column(facts)), (1.25, 1)) if facts else Column((card, Space()), (0.0, 1.0))

    def _abreast(self, material: Material) -> Row | Column:
        """Cards side by side, their numbers in one row under them."""
        cards = Row(tuple(card.shape(material, f"paper-{n}") for n, card in enumerate(self.papers, 1)))
        if not any(card.numbers for card in self.papers):
            return Column((cards, Space()), (0.0, 1.0), gap="none")
        facts = (card.facts(f"paper-{n}", "number") for n, card in enumerate(self.papers, 1))
        return Column(
            (cards, Row(tuple(Row(row, gap="tight") if row else Space() for row in facts))), (1.0, 0.0), gap="tight"
        )
