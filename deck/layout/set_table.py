"""Column widths and row heights of a table."""

from __future__ import annotations

from collections.abc import Sequence

from deck.brand.model import Slot
from deck.geometry import Box
from deck.layout.set_text import Setting, Sizes, TypeSetter
from deck.markup import Text
from deck.page import Frame, TableBox
from deck.scene import Paragraph, Table, Words
from deck.value import replace

INSET = (6.0, 4.0, 6.0, 4.0)
"""Left, top, right, bottom of every cell, in points."""
_ROOM = 1.005
"""A column is so much wider than its widest word: a program that rounds letters up would cut that in two."""


def set_table(table: Table, name: str, slot: Slot, setter: TypeSetter, sizes: Sizes) -> TableBox:
    """The table at the top of its slot, as high as its rows."""
    widths = _widths(table, slot, setter, sizes)
    rows = [_row(table.header, widths, head_setting(slot, setter), setter, sizes)]
    rows += [_row(row, widths, body_setting(slot), setter, sizes) for row in table.rows]
    heights = tuple(max(cell.height for cell in row) + INSET[1] + INSET[3] for row in rows)
    cells = tuple(
        tuple(replace(cell, top=(height - INSET[1] - INSET[3] - cell.height) / 2) for cell in row)
        for row, height in zip(rows, heights, strict=True)
    )
    box = replace(slot.box, height=sum(heights))
    return TableBox(name, box, table.alt, widths, heights, cells, slot)


def head_setting(slot: Slot, setter: TypeSetter) -> Setting:
    role = setter.brand.roles["table_head"]
    return Setting(role, role.color, anchor="centre", inset=INSET)


def body_setting(slot: Slot) -> Setting:
    return Setting(slot.role, slot.color, anchor="centre", inset=INSET)


def _row(
    cells: tuple[Text, ...], widths: tuple[float, ...], setting: Setting, setter: TypeSetter, sizes: Sizes
) -> tuple[Frame, ...]:
    return tuple(
        setter.frame(Words((Paragraph(text),)), setting, Box(0, 0, width, 1000), sizes)
        for text, width in zip(cells, widths, strict=True)
    )


def _widths(table: Table, slot: Slot, setter: TypeSetter, sizes: Sizes) -> tuple[float, ...]:
    if table.widths:
        return tuple(slot.box.width * share / sum(table.widths) for share in table.widths)
    columns = zip(table.header, *table.rows, strict=True)
    least, wished = zip(*(_needs(column, slot, setter, sizes) for column in columns), strict=True)
    free = slot.box.width - sum(least)
    if free < 0:
        return tuple(slot.box.width * width / sum(least) for width in least)
    more = [wish - width + 1.0 for width, wish in zip(least, wished, strict=True)]
    shared = [width + free * share / sum(more) for width, share in zip(least, more, strict=True)]
    return _with_room(shared, [width * _ROOM for width in least])


def _with_room(widths: Sequence[float], wanted: Sequence[float]) -> tuple[float, ...]:
    """The widths, and what a column lacks taken from those that have more than they want."""
    spare = [max(0.0, width - wish) for width, wish in zip(widths, wanted, strict=True)]
    lacking = sum(max(0.0, wish - width) for width, wish in zip(widths, wanted, strict=True))
    if not lacking or lacking > sum(spare):
        return tuple(widths)
    taken = (lacking * share / sum(spare) for share in spare)
    return tuple(max(width, wish) - less for width, wish, less in zip(widths, wanted, taken, strict=True))


def _needs(column: tuple[Text, ...], slot: Slot, setter: TypeSetter, sizes: Sizes) -> tuple[float, float]:
    """A column's least width, that of its widest word, and the one at which no cell would break."""
    settings = (head_setting(slot, setter), *(body_setting(slot) for _ in column[1:]))
    needs = [setter.natural(text, setting, sizes) for text, setting in zip(column, settings, strict=True)]
    padding = INSET[0] + INSET[2] + 0.1
    word, longest = (max(widths) for widths in zip(*needs, strict=True))
    return padding + word, min(padding + longest, slot.box.width)
