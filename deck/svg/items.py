"""What a flat drawing consists of, as it is painted one over the other, and how that is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

from deck.svg import clip
from deck.svg.affine import Affine, said
from deck.svg.outline import Bounds, Outline, around, bounds, polyline, polylines, together, transformed, written


class Leaf(NamedTuple):
    """A path or a photograph; its bounds are where it is seen."""

    tag: str
    attributes: dict[str, str]
    bounds: Bounds | None
    outline: Outline
    place: Affine


class Group(NamedTuple):
    attributes: dict[str, str]
    children: list[Leaf | Group]
    bounds: Bounds | None


def markup(item: Leaf | Group) -> str:
    if isinstance(item, Leaf):
        return f"<{item.tag}{written_attributes(item.attributes)}/>"
    return f"<g{written_attributes(item.attributes)}>{''.join(map(markup, item.children))}</g>"


def written_attributes(attributes: dict[str, str]) -> str:
    return "".join(
        f" {name}={quoteattr(' '.join(value.split()) if name == 'd' else value)}" for name, value in attributes.items()
    )


def around_all(items: Sequence[Leaf | Group]) -> Bounds | None:
    return together([item.bounds for item in items])


def leaves_of(items: Sequence[Leaf | Group]) -> Iterator[Leaf]:
    for item in items:
        if isinstance(item, Leaf):
            yield item
        else:
            yield from leaves_of(item.children)


def cut_off(items: Sequence[Leaf | Group], frame: Bounds) -> float:
    """How far what is drawn reaches over the edge of the frame, as a share of that side; a ground may do so."""
    most = 0.0
    for item in items:
        where = item.bounds
        if where is None or frame.holds(where) or where.holds(frame):
            continue
        if isinstance(item, Group):
            # What its own clip cuts was meant to be.
            most = max(most, 0.0 if "clip-path" in item.attributes else cut_off(item.children, frame))
            continue
        # Handles of a curve reach further than it does.
        spots = [item.place.point(*spot) for line in polylines(item.outline) for spot in line]
        exact = around(spots) if item.tag == "path" else where
        if exact is not None:
            across = max(frame.left - exact.left, exact.right - frame.right) / frame.width
            down = max(frame.top - exact.top, exact.bottom - frame.bottom) / frame.height
            most = max(most, across, down)
    return most


def upright(leaf: Leaf) -> Bounds | None:
    """The rectangle that a leaf is, if its sides stand upright."""
    line = [leaf.place.point(*points[0]) for kind, points in leaf.outline if kind in "ML"]
    if len(line) == 5 and line[0] == line[-1]:
        line.pop()
    if len(line) != 4 or any(kind == "C" for kind, _ in leaf.outline):
        return None
    where = around(line)
    assert where is not None
    sides = zip(line, (*line[1:], line[0]), strict=True)
    slack = 1e-6 * max(where.width, where.height)
    straight = all(abs(x0 - x1) <= slack or abs(y0 - y1) <= slack for (x0, y0), (x1, y1) in sides)
    return where if straight else None


def within(item: Leaf | Group, frame: Bounds) -> list[Leaf | Group] | None:
    """What of an item is inside a rectangle, without a clip; None where only a clip can say it."""
    where = item.bounds
    if where is not None and frame.holds(where, 1e-6 * max(frame.width, frame.height)):
        return [item]
    if where is not None and not frame.meets(where):
        return []
    if isinstance(item, Group) or where is None or item.tag != "path":
        return None
    look = item.attributes
    painted = look.get("fill", "none") != "none"
    drawn = look.get("stroke", "none") != "none"
    # A fine line may reach over the edge by half its width, as it does over the edge of any axes.
    if drawn and float(look.get("stroke-width", "1")) * item.place.stretch > 0.02 * min(frame.width, frame.height):
        return None
    if (
        "stroke-dasharray" in look
        or "url" in look.get("fill", "")
        or "url" in look.get("stroke", "")
        or "opacity" in look
    ):
        return None
    outline = transformed(item.outline, item.place)
    if painted and drawn and "clip-rule" in look:
        return None
    found: list[Leaf | Group] = []
    bare = {name: value for name, value in look.items() if name not in ("d", "transform")}
    if painted:
        flat = clip.area_within(outline, frame, 16)
        shown = {name: value for name, value in bare.items() if not name.startswith("stroke")}
        if flat:
            found.append(Leaf("path", {"d": written(flat), **shown}, bounds(flat), flat, Affine()))
    if drawn:
        lines = [step for line in clip.line_within(outline, frame, 16) for step in polyline(line)]
        shown = {name: value for name, value in bare.items() if not name.startswith("fill")}
        shown["stroke-width"] = said(float(bare.get("stroke-width", "1")) * item.place.scale)
        if lines:
            found.append(Leaf("path", {"d": written(lines), "fill": "none", **shown}, bounds(lines), lines, Affine()))
    return found


def is_inside(item: Leaf | Group, area: clip.Area) -> bool:
    """Whether an item cannot reach over an outline: all corners of its box are inside it, and no edge runs through."""
    if item.bounds is None:
        return False
    corners = item.bounds.corners
    if not all(map(area.holds, corners)):
        return False
    sides = zip(corners, (*corners[1:], corners[0]), strict=True)
    return all(area.parts(one, two) == [(one, two)] for one, two in sides)
