"""One thing in the middle, and what it does to those around it."""

from __future__ import annotations

from typing import Annotated

from deck.kinds._frame import LAYOUTS, framed
from deck.markup import Text
from deck.material import Material
from deck.scene import Column, Diagram, Link, Paragraph, Row, Scene, Shape, Side, Space, Words
from deck.talk import Record, SlideKind, Tone, described


class Spoke(Record, frozen=True, kw_only=True):
    verb: Annotated[Text, described("what the centre does, one or two words")]
    text: Annotated[Text, described("to what, or with what result")]
    tone: Annotated[Tone, described("its look")] = "plain"


class Hub(SlideKind, frozen=True, kw_only=True):
    layouts = LAYOUTS

    centre: Annotated[Text, described("the thing in the middle")]
    spokes: Annotated[
        tuple[Spoke, ...],
        described("what it does: the left side from the top, then the right side", min_length=2, max_length=6),
    ]
    alt: Annotated[Text, described("the relations in words")]
    foot: Annotated[Text | None, described("a line below")] = None

    def compose(self, material: Material) -> Scene:
        half = (len(self.spokes) + 1) // 2
        left = self._side(range(half), half)
        right = self._side(range(half, len(self.spokes)), half)
        hub = Shape("centre", "hub", Words((Paragraph(self.centre),)))
        middle = Column((Space(), hub, Space()), (1, 1.6, 1))
        body = Row((left, middle, right), (1.5, 1, 1.5), gap="wide")
        links = tuple(self._link(number, half) for number in range(len(self.spokes)))
        return framed(material, Diagram(self.alt, body, links), None, (self.foot,) if self.foot else ())

    def _side(self, numbers: range, rows: int) -> Column:
        """The spokes of one side, centred, each as high as those of the fuller side."""
        spokes = tuple(self._spoke(number) for number in numbers)
        free = (rows - len(spokes)) / 2
        if not free:
            return Column(spokes, gap="tight", apart=1)
        return Column((Space(), *spokes, Space()), (free, *(1.0 for _ in spokes), free), gap="tight", apart=1)

    def _spoke(self, number: int) -> Shape:
        spoke = self.spokes[number]
        verb = Paragraph(spoke.verb, role="card_title", color="primary")
        return Shape(f"spoke-{number}", "spoke", Words((verb, Paragraph(spoke.text))), spoke.tone)

    def _link(self, number: int, half: int) -> Link:
        sides: tuple[Side, Side] = ("start", "end") if number < half else ("end", "start")
        return Link("centre", f"spoke-{number}", *sides, tone="primary")
