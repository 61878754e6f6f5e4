"""What does a pattern repeat, told so that a shape can be hatched with it line by line?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from deck.svg import clip
from deck.svg.affine import Affine, moved, said
from deck.svg.items import Group, Leaf
from deck.svg.outline import Bounds, Outline, Point, bounds, transformed

Look = tuple[tuple[str, str], ...]
"""Attributes of a fill or a line."""


class Line(NamedTuple):
    start: Point
    end: Point
    look: Look


class Fill(NamedTuple):
    outline: Outline
    look: Look


class Tile(NamedTuple):
    """One tile, in the pattern's own space."""

    grounds: list[Look]
    """What fills it from edge to edge."""
    fills: list[Fill]
    lines: list[Line]
    others: list[Leaf | Group]
    """What is drawn by nothing simpler than itself, in the space of the drawing."""


def read_tile(inside: Sequence[Leaf | Group], base: Affine, frame: Bounds) -> Tile:
    """What is drawn in a tile; `base` is the way from the pattern's space to the drawing's."""
    tile = Tile([], [], [], [])
    back = base.back
    for item in inside:
        if not _is_plain(item):
            tile.others.append(item)
            continue
        assert isinstance(item, Leaf)
        own = transformed(item.outline, back.then(item.place))
        fill = _named(item, "fill")
        if item.attributes.get("fill", "none") != "none":
            where = bounds(own)
            if where is not None and where.holds(frame) and len(own) == 5:
                tile.grounds.append(fill)
            elif where is not None and where.width and where.height and (shown := _seen(own, frame, where)):
                tile.fills.append(Fill(shown, fill))
        if item.attributes.get("stroke", "none") != "none":
            for line in _single_lines(own):
                if _is_round_and_whole(line, frame):
                    tile.fills.append(Fill(line, (("fill", "none"), *_drawn(item).items())))
                else:
                    tile.lines.extend(_lines(item, line, base, frame))
    return tile


_MANY = 200
"""Curves: of so many dots each needs but a few corners."""


def _seen(outline: Outline, frame: Bounds, where: Bounds) -> Outline:
    """A filled outline as far as it is in the tile."""
    if frame.holds(where):
        return outline
    return clip.area_within(outline, frame, 3 if len(outline) > _MANY else 12)


def _single_lines(outline: Outline) -> list[Outline]:
    found: list[Outline] = []
    for step in outline:
        if step[0] == "M":
            found.append([])
        found[-1].append(step)
    return found


def _is_round_and_whole(line: Outline, frame: Bounds) -> bool:
    """Whether a line is a ring, say, which as many straight pieces would be heavy."""
    where = bounds(line)
    return where is not None and frame.holds(where) and any(kind == "C" for kind, _ in line)


def _drawn(item: Leaf) -> dict[str, str]:
    """How a line looks in the space of the drawing."""
    look = dict(_named(item, "stroke"))
    if "stroke-dasharray" in look:
        lengths = (float(one) * item.place.scale for one in look["stroke-dasharray"].split())
        look["stroke-dasharray"] = " ".join(map(said, lengths))
    return {**look, "stroke-width": said(float(look["stroke-width"]) * item.place.scale)}


def _lines(item: Leaf, own: Outline, base: Affine, frame: Bounds) -> list[Line]:
    look = _drawn(item)
    width = float(look["stroke-width"]) / base.scale
    return [
        Line(start, end, tuple({**look, "stroke-width": said(shown * base.scale)}.items()))
        for start, end, shown in clip.hatch_within(own, frame, width)
    ]


def _is_plain(item: Leaf | Group) -> bool:
    if isinstance(item, Group) or item.tag != "path" or "opacity" in item.attributes:
        return False
    return not any("url" in item.attributes.get(name, "") for name in ("fill", "stroke"))


def _named(item: Leaf, name: str) -> Look:
    return tuple((key, value) for key, value in item.attributes.items() if key.startswith(name))


def shifted(item: Leaf | Group, by: Point) -> Leaf | Group:
    """The same at another place."""
    where = item.bounds and Bounds(
        item.bounds.left + by[0], item.bounds.top + by[1], item.bounds.right + by[0], item.bounds.bottom + by[1]
    )
    if isinstance(item, Group):
        # What it is cut off by stays behind, unless all of it moves.
        return Group({"transform": moved(*by).written}, [item], where)
    place = moved(*by).then(item.place)
    return item._replace(attributes={**item.attributes, "transform": place.written}, bounds=where, place=place)
