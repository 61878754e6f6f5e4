"""One to three papers as cards: what was published, where, and the one result to remember."""

from __future__ import annotations

from typing import Annotated

from deck.kinds._card import Card
from deck.kinds._frame import LAYOUTS
from deck.material import Material
from deck.scene import Block, Column, Row, Scene, Space
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
        # A number has display size where it is the only one, and short.
        role = "display" if len(one.numbers) == 1 and len(one.numbers[0].big.plain) <= _SHORT else "number"
        card, facts = one.shape(material, "paper-1"), one.facts("paper-1", role)
        if one.has_people:
            # The result to remember has display size; what is said beside it stays below that.
            result, *others = one.facts("paper-1", "number")
            card = one.shape(material, "paper-1", "label_bold")
            return Row((_result(result, tuple(others)), Column((card, Space()), (0.0, 1.0))), (3, 2), gap="wide")
        return Row((card, Column(facts)), (1.25, 1)) if facts else Column((card, Space()), (0.0, 1.0))

    def _abreast(self, material: Material) -> Row | Column:
        """Cards side by side, their numbers in one row under them; with people, each behind its result, in rows."""
        if any(card.has_people for card in self.papers):
            return Column(tuple(card.result_beside(material) for card in self.papers))
        cards = Row(tuple(card.shape(material, f"paper-{n}") for n, card in enumerate(self.papers, 1)))
        if not any(card.numbers for card in self.papers):
            return Column((cards, Space()), (0.0, 1.0), gap="none")
        facts = (card.facts(f"paper-{n}", "number") for n, card in enumerate(self.papers, 1))
        return Column(
            (cards, Row(tuple(Row(row, gap="tight") if row else Space() for row in facts))), (1.0, 0.0), gap="tight"
        )


def _result(first: Block, others: tuple[Block, ...]) -> Block:
    """The result to remember, and other numbers in a row under it."""
    return Column((first, Row(others)), (1.6, 1.0)) if others else first
