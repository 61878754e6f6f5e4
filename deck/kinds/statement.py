"""A quotation or a single sentence, large, with who said it, and drawings of what it speaks of."""

from __future__ import annotations

from typing import Annotated

from deck.kinds._frame import GROUND, sign_of
from deck.kit import IconName
from deck.markup import Text
from deck.material import Material, count
from deck.scene import Block, Column, Paragraph, Row, Scene, Shape, Words
from deck.talk import SlideKind, described

_DRAWN = 100.0
"""Points that the disc of a drawing wants to be high."""


class Statement(SlideKind, frozen=True, kw_only=True):
    layouts = {"statement": ("quote", "by", "foot"), "statement_signs": ("quote", "by", "foot", "signs")}

    quote: Annotated[tuple[Text, ...], described("what is said, a paragraph each", min_length=1)]
    by: Annotated[Text | None, described("who says it")] = None
    note: Annotated[Text | None, described("a remark below")] = None
    icons: Annotated[tuple[IconName, ...], described("drawings of the kit beside it", max_length=4)] = ()
    labels: Annotated[tuple[Text, ...], described("what stands beside each of the drawings", max_length=4)] = ()

    def compose(self, material: Material) -> Scene:
        items = [material.words("quote", *self.quote)]
        if self.by:
            items.append(material.words("by", self.by))
        if self.note:
            items.append(material.words("foot", self.note))
        if self.labels and len(self.labels) != len(self.icons):
            help = "write a label for each of `icons`, in their order, or take `labels` away"
            material.refuse(
                "labels", f"{count(len(self.labels), 'label')} for {count(len(self.icons), 'drawing')}", help
            )
        elif self.icons:
            signs = Column(tuple(self._sign(number) for number in range(len(self.icons))), gap="tight", ground="signs")
            items.append(material.item("signs", signs))
        return material.scene(*items)

    def _sign(self, number: int) -> Block:
        icon = sign_of(self.icons[number], wanted=_DRAWN, at_start=bool(self.labels), disc=GROUND)
        if not self.labels:
            return icon
        return Row((icon, Shape(f"sign-{number + 1}", "step_name", Words((Paragraph(self.labels[number]),)))), (1, 1.3))
