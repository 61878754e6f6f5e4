"""A quotation or a single sentence, large, with who said it."""

from __future__ import annotations

from typing import Annotated

from deck.markup import Text
from deck.material import Material
from deck.scene import Scene
from deck.talk import SlideKind, described


class Statement(SlideKind, frozen=True, kw_only=True):
    layouts = {"statement": ("quote", "by", "foot")}

    quote: Annotated[tuple[Text, ...], described("what is said, a paragraph each", min_length=1)]
    by: Annotated[Text | None, described("who says it")] = None
    note: Annotated[Text | None, described("a remark below")] = None

    def compose(self, material: Material) -> Scene:
        items = [material.words("quote", *self.quote)]
        if self.by:
            items.append(material.words("by", self.by))
        if self.note:
            items.append(material.words("foot", self.note))
        return material.scene(*items)
