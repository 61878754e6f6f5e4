"""Does a figure's legend tell its entries apart by more than their colours?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING, Any

from deck.brand.theme_colors import contrast

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_APART = 3.0
"""One that is so much darker is told apart by whoever sees no colours, in a bright hall and on grey paper."""


def told_apart_by_color(figure: Figure) -> Iterator[tuple[Any, Any]]:
    """Of each legend the first two entries that differ in colour alone, as their texts."""
    for legend in (one for one in _legends(figure) if one.get_visible()):
        entries = list(zip(legend.legend_handles, legend.get_texts(), strict=False))
        for (one, words), (other, others) in combinations(entries, 2):
            if _shape(one) == _shape(other) and _are_near(one, other):
                yield words, others
                break


def _legends(figure: Figure) -> Iterator[Any]:
    yield from figure.legends
    for axes in figure.axes:
        if (legend := axes.get_legend()) is not None:
            yield legend
        # A second legend of an axes is an artist like any other.
        yield from (one for one in axes.artists if type(one).__name__ == "Legend")


def _shape(handle: Any) -> tuple[object, ...]:
    """All of how an entry looks but its colour: kind of mark, dashes, hatch, whether it is filled, and how thick."""
    asked = ("get_marker", "get_linestyle", "get_linewidth", "get_markersize", "get_fillstyle", "get_hatch")
    found = [repr(getattr(handle, name)()) if hasattr(handle, name) else "" for name in asked]
    if hasattr(handle, "get_paths") and not hasattr(handle, "get_marker"):
        found += [repr(path.vertices.round(2).tolist()) for path in handle.get_paths()]
        found += [repr(getattr(handle, "get_sizes", list)())]
    filled = bool(getattr(handle, "get_fill", lambda: True)()) and _color(handle) is not None
    return (type(handle).__name__, *found, filled)


def _are_near(one: Any, other: Any) -> bool:
    first, second = _color(one), _color(other)
    return first is not None and second is not None and first != second and contrast(first, second) < _APART


def _color(handle: Any) -> str | None:
    """The colour by which an entry is known, as `1f77b4`; None where it has none."""
    from matplotlib.colors import to_hex, to_rgba

    for name in ("get_facecolor", "get_markerfacecolor", "get_color", "get_edgecolor"):
        if hasattr(handle, name):
            said = getattr(handle, name)()
            # A collection has a colour for each of its parts.
            said = said[0] if getattr(said, "ndim", 1) == 2 and len(said) else said
            is_of_no_mark = name == "get_markerfacecolor" and handle.get_marker() in ("None", "", " ", None)
            if not is_of_no_mark and len(said) and to_rgba(said)[3] > 0:
                return to_hex(said).removeprefix("#")
    return None
