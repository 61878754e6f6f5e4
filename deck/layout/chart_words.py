"""How is set what a chart says?"""

from __future__ import annotations

from collections.abc import Sequence

from deck.brand.model import Role
from deck.diagnostics import Span
from deck.geometry import Box
from deck.layout.set_text import LINE, Setting, Sizes, TypeSetter
from deck.markup import Run, Text
from deck.page import TextBox
from deck.place import Place
from deck.scene import Paragraph, Words
from deck.value import replace

ROLE = "label"
"""In which a chart says all that it says."""


_SLACK = 0.5


class ChartWords:
    """Writes what a chart says, in boxes that fit it."""

    def __init__(self, name: str, setter: TypeSetter, sizes: Sizes, span: Span) -> None:
        self.name, self.setter, self.sizes = name, setter, sizes
        self.place = Place.at(span)
        role: Role = setter.brand.roles[ROLE]
        # Programs set what a chart says on lines of 1.2 sizes, without space between them.
        self.role = replace(role, spacing=1.0, before=0.0)
        self.size = sizes.get(ROLE, role.size)
        self.pitch = LINE * self.size
        self.setting = Setting(self.role, self.role.color)

    def width(self, text: Text) -> float:
        """How wide a box is in which it stays on one line."""
        return self.setter.natural(text, self.setting, self.sizes)[1] + _SLACK

    def widest(self, texts: Sequence[Text]) -> float:
        return max(map(self.width, texts), default=0.0)

    def word(self, text: Text) -> float:
        """How wide its widest word is."""
        return self.setter.natural(text, self.setting, self.sizes)[0]

    def lines(self, text: Text, width: float) -> int:
        words = Words((Paragraph(text),))
        return max(1, len(list(self.setter.frame(words, self.setting, Box(0, 0, width, 0), self.sizes).lines)))

    def label(self, name: str, text: Text, box: Box, align: str, anchor: str = "top", color: str = "") -> TextBox:
        """A text in its box; `align` says the side: left, center or right."""
        rtl = self.setter.brand.right_to_left
        logical = "centre" if align == "center" else "start" if (align == "right") == rtl else "end"
        setting = replace(self.setting, align=logical, anchor=anchor)
        words = Words((Paragraph(text, color=color),))
        return TextBox(f"{self.name}.{name}", box, self.setter.frame(words, setting, box, self.sizes))

    def number(self, words: str) -> Text:
        return Text((Run(words),), words, self.place)
