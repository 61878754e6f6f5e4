"""One to three papers as cards: what was published, where, and the one result to remember."""

from __future__ import annotations

from typing import Annotated

from deck.kinds._card import Card
from deck.kinds._frame import LAYOUTS
from deck.material import Material
from deck.scene import Column, Row, Scene, Space
from deck.talk import SlideKind, described

_SHORT = 8


class Paper(SlideKind, frozen=True, kw_only=True):
    layouts = LAYOUTS

    papers: Annotated[tuple[Card, ...], described("the papers, in reading order", min_length=1, max_length=3)]

    def compose(self, material: Material) -> Scene:
        body = self._alone(material) if len(self.papers) == 1 else self._abreast(material)
        return material.scene(material.item("diagram", body))

    def _alone(self, material: Material) -> Row | Column:
        """One card with its numbers beside it, large."""
        one = self.papers[0]
        if one.numbers and one.numbers[0].people:
            return one.result_alone(material, "paper-1")
        # A number has display size where it is the only one, and short.
        role = "display" if len(one.numbers) == 1 and len(one.numbers[0].big.plain) <= _SHORT else "number"
        card, facts = one.shape(material, "paper-1"), one.facts("paper-1", role)
        return Row((card, Column(facts)), (1.25, 1)) if facts else Column((card, Space()), (0.0, 1.0))

    def _abreast(self, material: Material) -> Row | Column:
        """Cards side by side, their numbers in one row under them; with people, each behind its result, in rows."""
        people = max(card.most_people for card in self.papers)
        if people:
            digits = max(fact.digits for card in self.papers for fact in card.numbers[:1])
            rows = (card.result_beside(material, f"paper-{n}", people, digits) for n, card in enumerate(self.papers, 1))
            return Column(tuple(rows), spare=True)
        cards = Row(tuple(card.shape(material, f"paper-{n}") for n, card in enumerate(self.papers, 1)))
        if not any(card.numbers for card in self.papers):
            return Column((cards, Space()), (0.0, 1.0), gap="none")
        facts = (card.facts(f"paper-{n}", "number") for n, card in enumerate(self.papers, 1))
        return Column(
            (cards, Row(tuple(Row(row, gap="tight") if row else Space() for row in facts))), (1.0, 0.0), gap="tight"
        )
