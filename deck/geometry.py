"""Boxes and points on a slide, in points from its top left corner."""

from __future__ import annotations

from deck.value import Value, replace

PT_PER_MM = 72 / 25.4


def mm(value: float) -> float:
    """Millimetres as points."""
    return value * PT_PER_MM


class Point(Value, frozen=True):
    x: float
    y: float


class Box(Value, frozen=True):
    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def area(self) -> float:
        return self.width * self.height

    @property
    def centre(self) -> Point:
        return Point(self.x + self.width / 2, self.y + self.height / 2)

    @property
    def said_mm(self) -> str:
        """Its size as people say it: 308 × 101 mm."""
        return f"{self.width / PT_PER_MM:.0f} × {self.height / PT_PER_MM:.0f} mm"

    def mirrored_in(self, width: float) -> Box:
        """The same box on a slide `width` points wide that reads from right to left."""
        return replace(self, x=width - self.right)

    def without(self, left: float, top: float, right: float, bottom: float) -> Box:
        """The box less its insets; never negative."""
        return Box(
            self.x + left,
            self.y + top,
            max(0.0, self.width - left - right),
            max(0.0, self.height - top - bottom),
        )

    def centred(self, width: float, height: float) -> Box:
        """A box of the given size in the middle of this one."""
        return Box(self.x + (self.width - width) / 2, self.y + (self.height - height) / 2, width, height)

    def share_of(self, other: Box) -> float:
        """The share of another box that this one covers."""
        wide = min(self.right, other.right) - max(self.x, other.x)
        high = min(self.bottom, other.bottom) - max(self.y, other.y)
        return max(0.0, wide) * max(0.0, high) / other.area if other.area else 0.0

    def contains(self, other: Box, slack: float = 0.01) -> bool:
        return (
            other.x >= self.x - slack
            and other.y >= self.y - slack
            and other.right <= self.right + slack
            and other.bottom <= self.bottom + slack
        )


def contain(width: float, height: float, box: Box) -> Box:
    """The largest box of the given proportions, centred in `box`."""
    scale = min(box.width / width, box.height / height)
    return box.centred(width * scale, height * scale)


def cover(width: float, height: float, box: Box) -> Box:
    """The smallest box of the given proportions that covers `box`, with the same centre."""
    scale = max(box.width / width, box.height / height)
    return box.centred(width * scale, height * scale)


def hull(boxes: list[Box]) -> Box:
    """The smallest box around all of `boxes`."""
    left, top = min(b.x for b in boxes), min(b.y for b in boxes)
    return Box(left, top, max(b.right for b in boxes) - left, max(b.bottom for b in boxes) - top)
