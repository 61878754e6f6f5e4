"""What a drawing of the kit is made of: outlines, filled in shades of one colour."""

from __future__ import annotations

from typing import Literal

from deck.kit.outlines import Path
from deck.value import Value

Shade = Literal["full", "deep", "mid", "soft", "paper"]
"""The colour itself; darker; two lighter ones; and the ground's white, which is no shade of it."""


class Part(Value, frozen=True):
    """Outlines in one shade; each is filled by itself, so that they may lie over each other."""

    rings: tuple[Path, ...]
    shade: Shade = "full"


class Drawing(Value, frozen=True):
    """Parts from the back to the front, on a sheet of that size whose corner is above and left."""

    width: float
    height: float
    parts: tuple[Part, ...]

    @property
    def proportion(self) -> float:
        return self.width / self.height

    @property
    def filled(self) -> float:
        """The share of its height that it fills: around some drawings the sheet leaves more room than around others."""
        heights = [spot[1] for part in self.parts for ring in part.rings for _, spots in ring for spot in spots]
        return (max(heights) - min(heights)) / self.height


def part(shade: Shade, *rings: Path) -> Part:
    return Part(rings, shade)
