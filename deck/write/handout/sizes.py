"""At which size do a few lines keep to their room?"""

from __future__ import annotations

from collections.abc import Sequence

from deck.layout.break_lines import break_lines
from deck.layout.measure import Measure, joined
from deck.value import Value
from deck.write.handout.style import TOP, Paper

HEAD_GAP_PT = 14.0
"""Between the head of a page and its text."""
_TITLE_SHARE = 1.65
"""Of the talk's title where it is a heading."""
_EDGE_PT = 12.0
"""What no printer prints on."""
_PITCH = 1.2
_SAFE = 0.98
"""Typst may break a line a little earlier than we do."""


class Part(Value, frozen=True):
    """A paragraph in a head: its text, and its size as a share of the head's."""

    text: str
    share: float = 1.0


class Sizer(Value, frozen=True):
    """Finds sizes for the brand's text family."""

    measure: Measure
    family: str

    def fitting(self, parts: Sequence[Part], width: float, height: float, sizes: Sequence[float]) -> float:
        """The first of the sizes at which the parts, set in bold one under the other, keep to a box; else the last."""
        for size in sizes:
            lines = (self._count(part.text, _SAFE * width / (size * part.share)) for part in parts)
            if sum(count * part.share * _PITCH * size for count, part in zip(lines, parts, strict=True)) <= height:
                return size
        return sizes[-1]

    def _count(self, text: str, width: float) -> int:
        """How many lines a text takes in a width of so many ems."""
        if not text:
            return 0

        stretches = self.measure.stretches(text, self.family)
        ends = joined([(self.measure.ends(part, family, bold=True), 1) for part, family in stretches])
        return sum(1 for _ in break_lines(text, width, ends))


def head_sizes(sizer: Sizer, paper: Paper, title: str, who: str, secret: str, large: bool) -> dict[str, float]:
    """Sizes of what stands above the text: on the first page, where the talk's title is larger, and on the others."""
    width, height = paper.text_area.width, TOP - HEAD_GAP_PT - _EDGE_PT
    if large:
        return {"running": sizer.fitting([Part(secret), Part(title)], width, height, (20, 14, 10, 7, 5))}
    sizes = (8.5, 7, 5.5, 4)
    first = sizer.fitting([Part(secret), Part(title, _TITLE_SHARE), Part(who)], width, height, sizes)
    running = sizer.fitting([Part(secret), Part(title), Part(who)], width, height, sizes)
    return {"first": first, "title": first * _TITLE_SHARE, "running": running}
