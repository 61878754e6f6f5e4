"""What is painted into the picture that fills a slide, as a logo in a photograph: nothing of ours stands on it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from deck.brand.brought.colors import A
from deck.brand.brought.mirror import on_a_picture
from deck.brand.brought.package import Package
from deck.brand.brought.read import Brought, Master, P, Painted, R, Sheet, box_of
from deck.geometry import Box
from deck.value import replace

_FILLS = 0.6
"""The share of a slide from which a picture is its ground."""
_LARGEST, _MOST_PIXELS = 20 * 1024 * 1024, 40_000_000
_ACROSS, _DOWN, _CELL = 80, 45, 6
_SHARP, _SHARPER = 9, 4
"""The least sharpness of letters and emblems, and how much sharper they are than half of what is around them."""
_MOSTLY = 0.2
"""A picture with more that is so sharp is one of something, and not a ground with a mark on it."""
_REACH, _FEW = 2, 4
"""Cells from one letter to the next, and fewer than what anybody would mean."""


def with_baked(package: Package, brought: Brought) -> Brought:
    """The template, on whose layouts such marks count as painted, and stay where they are when these are mirrored."""
    return replace(brought, masters=tuple(_master(package, brought, one) for one in brought.masters))


def _master(package: Package, brought: Brought, master: Master) -> Master:
    behind = list(_marks(package, brought, master.part))
    sheets = tuple(_sheet(package, brought, one, behind) for one in master.sheets)
    return replace(master, sheets=sheets)


def _sheet(package: Package, brought: Brought, sheet: Sheet, behind: list[Box]) -> Sheet:
    shown = package.tree(sheet.part).get("showMasterSp", "1") not in ("0", "false")
    marks = [*(behind if shown else ()), *_marks(package, brought, sheet.part)]
    on_it = sheet.art if on_a_picture(package, sheet.part, brought.width) else ()
    page = brought.width * brought.height
    stays = (*marks, *(one.box for one in on_it if one.box.area < _FILLS * page))
    return replace(sheet, art=(*sheet.art, *(Painted(one, None) for one in marks)), stays=stays)


def _marks(package: Package, brought: Brought, part: str) -> Iterator[Box]:
    page = Box(0, 0, brought.width, brought.height)
    for blip in package.tree(part).iter(f"{A}blip"):
        place = _place(blip, page)
        rel = package.rels(part).get(blip.get(f"{R}embed", ""))
        if place is None or rel is None or rel.external or place.area < _FILLS * page.area:
            continue
        for cells in _apart(_sharp(package.members.get(rel.target, b""))):
            left, top = min(x for x, _ in cells), min(y for _, y in cells)
            right, bottom = max(x for x, _ in cells) + 1, max(y for _, y in cells) + 1
            wide, high = place.width / _ACROSS, place.height / _DOWN
            yield Box(place.x + left * wide, place.y + top * high, (right - left) * wide, (bottom - top) * high)


def _place(blip: Any, page: Box) -> Box | None:
    """Where the picture stands: a background over all of the page."""
    for above in blip.iterancestors(f"{P}pic", f"{P}sp", f"{P}bg", f"{P}grpSp"):
        return page if above.tag == f"{P}bg" else box_of(above)
    return None


def _sharp(data: bytes) -> set[tuple[int, int]]:
    """The cells of a grid over the picture in which light and dark meet sharply, as they do in letters."""
    # Imported here because few templates have such a picture.
    from PIL import Image, ImageChops

    if len(data) > _LARGEST:
        return set()
    try:
        with Image.open(io.BytesIO(data)) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                return set()
            picture.draft("L", (_ACROSS * _CELL, _DOWN * _CELL))
            grey = picture.convert("L").resize((_ACROSS * _CELL, _DOWN * _CELL))
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return set()
    steps = [ImageChops.difference(grey, ImageChops.offset(grey, *by)) for by in ((1, 0), (0, 1))]
    cells = ImageChops.lighter(*steps).reduce(_CELL).tobytes()
    least = max(_SHARP, _SHARPER * sorted(cells)[len(cells) // 2])
    found = {(at % _ACROSS, at // _ACROSS) for at, sharpness in enumerate(cells) if sharpness > least}
    # What is at the other edge is no neighbour.
    found = {(x, y) for x, y in found if x and y}
    return found if len(found) <= _MOSTLY * len(cells) else set()


def _apart(cells: set[tuple[int, int]]) -> Iterator[set[tuple[int, int]]]:
    """Cells that stand together, mark by mark."""
    left = set(cells)
    while left:
        mark, edge = set(), {left.pop()}
        while edge:
            mark |= edge
            edge = {(x, y) for x, y in left if any(abs(x - u) <= _REACH and abs(y - v) <= _REACH for u, v in edge)}
            left -= edge
        if len(mark) >= _FEW:
            yield mark
