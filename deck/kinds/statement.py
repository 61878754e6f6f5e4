"""A quotation or a single sentence, large, with who said it, and drawings of what it speaks of."""

from __future__ import annotations

from typing import Annotated

from deck.kit import NATURAL, IconName
from deck.markup import Text
from deck.material import Material
from deck.scene import Column, Icon, Scene
from deck.talk import SlideKind, described


class Statement(SlideKind, frozen=True, kw_only=True):
    layouts = {"statement": ("quote", "by", "foot"), "statement_signs": ("quote", "by", "foot", "signs")}

    quote: Annotated[tuple[Text, ...], described("what is said, a paragraph each", min_length=1)]
    by: Annotated[Text | None, described("who says it")] = None
    note: Annotated[Text | None, described("a remark below")] = None
    icons: Annotated[tuple[IconName, ...], described("drawings of the kit beside it", max_length=4)] = ()

    def compose(self, material: Material) -> Scene:
        items = [material.words("quote", *self.quote)]
        if self.by:
            items.append(material.words("by", self.by))
        if self.note:
            items.append(material.words("foot", self.note))
        if self.icons:
            signs = Column(tuple(Icon(name, NATURAL.get(name, "primary")) for name in self.icons))
            items.append(material.item("signs", signs))
        return material.scene(*items)
