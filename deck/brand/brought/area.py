"""Where on a layout is room for what it has no placeholder for?"""

from __future__ import annotations

from collections.abc import Iterator

from deck.brand.brought.read import FURNITURE, Brought, Sheet
from deck.geometry import Box
from deck.value import Value, replace

_MARGIN = 0.05
"""The share of a slide that stays free at its edges, where no master says more."""
_APART = 4.0
_KICKER, _KICKER_LEAST = 20.0, 16.0
_SOURCE = 36.0
_GROUND = 0.6
"""What covers so much of a slide is its ground and in nobody's way."""


class Areas(Value, frozen=True):
    """The places of a layout that has a title, in points."""

    content: Box
    kicker: Box
    badge: Box
    source: Box


def areas(sheet: Sheet, brought: Brought, content: Box | None = None) -> Areas:
    """`content` is the box of the placeholder that the layout has for it; without one, its free area is."""
    free = content or free_area(sheet, brought)
    kicker = _kicker(sheet, free, brought)
    wide = min(120.0, kicker.width / 3)
    badge = Box(kicker.right - wide, kicker.y, wide, kicker.height)
    source = _source(sheet, free, brought)
    if kicker.y > free.centre.y and source.bottom > kicker.y:
        # A title at the foot has its kicker above it.
        source = replace(source, y=kicker.y - 2 - source.height)
    return Areas(free, replace(kicker, width=kicker.width - wide - _APART), badge, source)


def free_area(sheet: Sheet, brought: Brought) -> Box:
    """The page less what is painted, footers, and the title; where the master has its text, if that is free."""
    wide, high = brought.width, brought.height
    body = brought.masters[sheet.master - 1].holder("body")
    box = body.box if body and body.box else None
    page = Box(_MARGIN * wide, _MARGIN * high, (1 - 2 * _MARGIN) * wide, (1 - 2 * _MARGIN) * high)
    free = box if box is not None and box.area > 0.2 * wide * high else page
    title = sheet.title.box if sheet.title else None
    if title is not None and title.bottom < 0.6 * high and title.bottom + _APART > free.y:
        top = title.bottom + _APART
        free = Box(free.x, top, free.width, max(20.0, free.bottom - top))
    for one in obstacles(sheet, brought):
        free = without(free, one)
    return free


def obstacles(sheet: Sheet, brought: Brought) -> Iterator[Box]:
    page = brought.width * brought.height
    yield from (one.box for one in sheet.art if one.box.area < _GROUND * page)
    yield from (one.box for one in sheet.holders if one.type in FURNITURE and one.box)


def without(box: Box, other: Box) -> Box:
    """The largest part of a box, over its whole width or height, that another does not touch."""
    if other.x >= box.right or other.right <= box.x or other.y >= box.bottom or other.bottom <= box.y:
        return box
    parts = (
        Box(box.x, box.y, box.width, other.y - _APART - box.y),
        Box(box.x, other.bottom + _APART, box.width, box.bottom - other.bottom - _APART),
        Box(box.x, box.y, other.x - _APART - box.x, box.height),
        Box(other.right + _APART, box.y, box.right - other.right - _APART, box.height),
    )
    return max((part for part in parts if part.width > 1 and part.height > 1), key=lambda one: one.area, default=box)


def in_both_directions(box: Box, sheet: Sheet, brought: Brought) -> Box:
    """The part of a box for lines that is clear of what stays where it is when the box stands on the other side."""
    for one in sheet.stays:
        other = one.mirrored_in(brought.width)
        apart = without(box, Box(box.x, other.y, box.width, other.height)) if _meet(box, other) else box
        # Lines keep their axis where half of them have room then.
        box = apart if apart.height >= box.height / 2 and not _meet(apart, other) else without(box, other)
    return box


def _meet(one: Box, other: Box) -> bool:
    return _over(one, other) and one.y < other.bottom and one.bottom > other.y


def _kicker(sheet: Sheet, free: Box, brought: Brought) -> Box:
    """Above the title, between it and the content, or in the first line of the content, which then begins lower."""
    title = sheet.title.box if sheet.title else None
    if title is None:
        return Box(free.x, free.y, free.width, _KICKER)
    tops = [one.bottom for one in obstacles(sheet, brought) if one.bottom <= title.y + 1 and _over(one, title)]
    above = max([6.0, *tops])
    if title.y - above >= _KICKER_LEAST:
        high = min(_KICKER, title.y - above)
        return Box(title.x, title.y - high, title.width, high)
    room = free.y - title.bottom
    if room >= _KICKER_LEAST:
        apart = min(_APART, room - _KICKER_LEAST)
        high = min(_KICKER, room - apart)
        return Box(free.x, free.y - apart - high, free.width, high)
    return Box(free.x, free.y, free.width, _KICKER)


def _over(one: Box, other: Box) -> bool:
    return one.x < other.right and one.right > other.x


def _source(sheet: Sheet, free: Box, brought: Brought) -> Box:
    """At the foot of the content, and a little below where nothing stands there."""
    below = [one.y for one in obstacles(sheet, brought) if one.y >= free.bottom - 1 and _over(one, free)]
    end = min([brought.height - 8.0, *below]) - 2
    bottom = max(free.bottom, min(end, free.bottom + 18))
    return Box(free.x, bottom - _SOURCE, free.width, _SOURCE)
