"""One to four numbers, as large as the slide allows, each with what it counts and where it comes from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated

from deck.kinds._card import on_one_line
from deck.kinds._frame import LAYOUTS, framed
from deck.markup import Text
from deck.material import Material
from deck.scene import Block, Column, Paragraph, Row, Scene, Shape, Space, Words
from deck.talk import Record, SlideKind, Tone, described

_ROLES = {1: "statement", 2: "body"}
"""What a number counts is set smaller where more of them stand beside each other."""
_SHORT = 4
"""Four numbers with no more letters than that stand in one row."""
_COLORS = {"plain": "ink", "primary": "primary", "accent": "accent_text", "teal": "teal", "muted": "muted"}


class Counted(Record, frozen=True, kw_only=True):
    number: Annotated[Text, described("the number, with its unit: 5/5, 43 %, 110 ± 32")]
    label: Annotated[Text | None, described("what it counts, with n and group")] = None
    source: Annotated[Text | None, described("where it comes from")] = None
    tone: Annotated[Tone, described("its look")] = "primary"

    def block(self, name: str, role: str) -> Column:
        number = Paragraph(on_one_line(self.number), role="display", color=_COLORS[self.tone])
        # Words that grow less are a shape of their own: each finds its size without the other.
        below = [Paragraph(self.label, role=role)] if self.label else []
        below += [Paragraph(self.source, role="source")] if self.source else []
        said = (Shape(f"{name}-said", "counted", Words(tuple(below))),) if below else ()
        return Column((Shape(name, "counted", Words((number,))), *said), (0.0,) * (1 + len(said)), gap="none")


class Number(SlideKind, frozen=True, kw_only=True):
    layouts = LAYOUTS

    numbers: Annotated[tuple[Counted, ...], described("the numbers, in reading order", min_length=1, max_length=4)]
    lead: Annotated[Text | None, described("one sentence above")] = None
    foot: Annotated[Text | None, described("one sentence below")] = None

    def compose(self, material: Material) -> Scene:
        role = _ROLES.get(len(self.numbers), "body2")
        blocks = [one.block(f"number-{number}", role) for number, one in enumerate(self.numbers, 1)]
        rows: list[Block] = [Row(tuple(row), gap="wide") for row in self._rows(blocks)]
        numbers = Column(tuple(rows), (0.0,) * len(rows), gap="tight")
        # Somewhat above the middle, where the eye looks for it.
        body = Column((Space(), numbers, Space()), (0.4, 0.0, 0.6), gap="none")
        return framed(material, body, self.lead, (self.foot,) if self.foot else ())

    def _rows(self, blocks: Sequence[Block]) -> Iterator[Sequence[Block]]:
        longest = max(len(one.number.plain) for one in self.numbers)
        across = 2 if len(blocks) == 4 and longest > _SHORT else len(blocks)
        yield from (blocks[at : at + across] for at in range(0, len(blocks), across))
