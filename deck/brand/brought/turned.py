"""A template that is read from right to left, as it would stand if it were read from left to right."""

from __future__ import annotations

from deck.brand.brought.looks import LevelLook
from deck.brand.brought.read import Brought, Holder, Master, Sheet
from deck.value import replace

_SIDES = {"l": "r", "r": "l"}


def turned(brought: Brought) -> Brought:
    """All places on the other side, and lines that begin on the right beginning on the left; all else is kept."""
    return replace(brought, masters=tuple(_master(one, brought.width) for one in brought.masters))


def _master(master: Master, wide: float) -> Master:
    sheets = tuple(_sheet(one, wide) for one in master.sheets)
    return replace(master, holders=_holders(master.holders, wide), sheets=sheets)


def _sheet(sheet: Sheet, wide: float) -> Sheet:
    return replace(
        sheet,
        holders=_holders(sheet.holders, wide),
        art=tuple(replace(one, box=one.box.mirrored_in(wide)) for one in sheet.art),
        samples=tuple(_holders(one, wide) for one in sheet.samples),
        stays=tuple(one.mirrored_in(wide) for one in sheet.stays),
    )


def _holders(holders: tuple[Holder, ...], wide: float) -> tuple[Holder, ...]:
    return tuple(
        replace(
            one,
            box=one.box and one.box.mirrored_in(wide),
            levels=_levels(one.levels),
            meant=_levels(one.meant),
        )
        for one in holders
    )


def _levels(levels: tuple[LevelLook, ...]) -> tuple[LevelLook, ...]:
    return tuple(replace(one, align=_SIDES.get(one.align, one.align)) for one in levels)
