"""Sizes of text."""

from collections.abc import Sequence

SCALE = (28, 24, 20, 18)  # points, the largest first


def fit(words: str, width: float, scale: Sequence[int] = SCALE) -> int | None:
    """The largest size at which the words fit."""
    for size in scale:
        if measure(words) * size <= width:
            return size
    return None


def measure(words: str) -> float:
    return 0.55 * len(words)
