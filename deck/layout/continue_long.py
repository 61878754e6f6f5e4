"""Continue a list or a table that is too long for one slide on further slides, "(1/2)", "(2/2)"."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from deck.brand.model import Layout, Slot
from deck.layout.choose_layout import Standing
from deck.layout.room import rooms
from deck.layout.set_table import set_table
from deck.layout.set_text import Setting, Sizes, TypeSetter
from deck.markup import Run, Text
from deck.page import TableBox
from deck.scene import Flow, Item, Paragraph, Table, Words
from deck.value import replace

Part = tuple[tuple[Item, ...], Sizes]
"""What one page shows, and the sizes at which all parts of the list that it continues are set."""


def continue_long(standing: Standing, setter: TypeSetter) -> tuple[Part, ...]:
    """All items, or parts of them: as few as the role's floor allows, at the largest size that needs no more."""
    for item in standing.items:
        match item.content:
            case Flow() as flow:
                return _continued_flow(standing, item, flow, setter)
            case Table() as table:
                return _continued_table(standing, item, table, setter)
    return ((standing.items, {}),)


def _continued_flow(standing: Standing, item: Item, flow: Flow, setter: TypeSetter) -> tuple[Part, ...]:
    def packed(items: Sequence[Item]) -> tuple[list[Columns], Sizes]:
        layout = standing.layout

        def heights(sizes: Sizes) -> tuple[list[Slot], list[list[Height]]]:
            slots = _slots(layout, items, flow.slots, setter, sizes)
            return slots, [_heights(flow, slot, setter, sizes) for slot in slots]

        def pack(measured: tuple[list[Slot], list[list[Height]]], share: float) -> list[Columns]:
            return _pack(flow, *measured, share)

        columns, sizes, _ = _fewest(layout.slots[flow.slots[0]], setter, heights, pack, _few_enough)
        return columns, sizes

    columns, sizes = packed(standing.items)
    if len(columns) > 1:
        # "(1/2)" may take the title a line further down.
        columns, sizes = packed([_titled(one, len(columns), len(columns)) for one in standing.items])
    parts = [_filled(item, flow.slots, part) for part in columns]
    return tuple((part, sizes) for part in _numbered(standing, item, parts))


def _slots(layout: Layout, items: Sequence[Item], names: Sequence[str], setter: TypeSetter, sizes: Sizes) -> list[Slot]:
    """Those slots as they stand below this slide's title."""
    placed = rooms(layout, items, setter, sizes, lambda item, slot: None)
    return [placed[name] for name in names]


def _continued_table(standing: Standing, item: Item, table: Table, setter: TypeSetter) -> tuple[Part, ...]:
    [slot] = _slots(standing.layout, standing.items, (item.slot,), setter, {})

    def set_whole(sizes: Sizes) -> TableBox:
        return set_table(table, "", slot, setter, sizes)

    def pack(whole: TableBox, share: float) -> list[Rows]:
        return _pack_rows(table, whole.heights, slot.box.height, share)

    parts, sizes, whole = _fewest(slot, setter, set_whole, pack)
    tables = [(replace(item, content=replace(table, rows=rows, widths=whole.widths)),) for rows in parts]
    return tuple((part, sizes) for part in _numbered(standing, item, tables))


Columns = tuple[tuple[Paragraph, ...], ...]
Rows = tuple[tuple[Text, ...], ...]
Height = tuple[float, float]
"""Of a paragraph: the space before it, and the height of its lines."""
Measured = TypeVar("Measured")
Packed = TypeVar("Packed")


def _fewest(
    slot: Slot,
    setter: TypeSetter,
    measure: Callable[[Sizes], Measured],
    pack: Callable[[Measured, float], list[Packed]],
    is_better: Callable[[int, int], bool] = operator.lt,
) -> tuple[list[Packed], Sizes, Measured]:
    """The packing with the fewest parts, among these the one at the largest sizes, evenly filled.

    `is_better` says whether so many parts at a smaller size are better than so many at a larger one.
    """
    best: tuple[list[Packed], Sizes, Measured] | None = None
    for sizes in _ladder(slot, setter):
        measured = measure(sizes)
        parts = pack(measured, 1.0)
        if best is None or is_better(len(parts), len(best[0])):
            best = (parts, sizes, measured)
        if len(parts) == 1:
            break
    assert best is not None
    parts, sizes, measured = best
    # The least room that needs no more parts fills columns and slides evenly.
    for room in range(19, 4, -1):
        tighter = pack(measured, room / 20)
        if len(tighter) > len(parts):
            break
        parts = tighter
    return parts, sizes, measured


def _few_enough(parts: int, before: int) -> bool:
    """A list is set smaller where it then stands on one slide; to save one of several is not worth its legibility."""
    return parts == 1 < before


def _ladder(slot: Slot, setter: TypeSetter) -> Iterator[Sizes]:
    """The slot's role and the ones that go with it (headings in a list, a table's head), step by step down."""
    family = [role for role in setter.brand.roles.values() if role.name.split("_")[0] == slot.role.name.split("_")[0]]
    for size in setter.brand.scale:
        if slot.role.floor <= size <= slot.role.size:
            yield {role.name: max(role.floor, min(role.size, size)) for role in family}


def _heights(flow: Flow, slot: Slot, setter: TypeSetter, sizes: Sizes) -> list[Height]:
    return setter.heights(Words(flow.paragraphs), Setting.of_slot(slot), slot.box.width, sizes)


def _pack(flow: Flow, slots: Sequence[Slot], measured: Sequence[Sequence[Height]], share: float) -> list[Columns]:
    """Paragraphs into columns, columns into slides; a heading is not left alone at a column's foot."""
    columns: list[tuple[Paragraph, ...]] = []
    start = 0
    while start < len(flow.paragraphs):
        place = len(columns) % len(slots)
        inset = Setting.of_slot(slots[place]).inset
        room = slots[place].box.without(*inset).height * share + 0.05
        end = start + _that_fit(flow.paragraphs[start:], measured[place][start:], room)
        columns.append(flow.paragraphs[start:end])
        start = end
    return [tuple(columns[at : at + len(slots)]) for at in range(0, len(columns), len(slots))]


def _that_fit(paragraphs: Sequence[Paragraph], heights: Sequence[Height], room: float) -> int:
    """How many of the paragraphs this column takes: at least one, else nothing would ever fit."""
    used, count = 0.0, 0
    for paragraph, (before, height) in zip(paragraphs, heights, strict=True):
        used += height + (before if count else 0.0)
        if count and (used > room or paragraph.new_column):
            break
        count += 1
    if count < len(paragraphs):
        while count > 1 and paragraphs[count - 1].keep:
            count -= 1
    return count


def _pack_rows(table: Table, heights: Sequence[float], height: float, share: float) -> list[Rows]:
    room = (height - heights[0]) * share + 0.05
    parts: list[list[tuple[Text, ...]]] = [[]]
    used = 0.0
    for row, needed in zip(table.rows, heights[1:], strict=True):
        if parts[-1] and used + needed > room:
            parts.append([])
            used = 0.0
        parts[-1].append(row)
        used += needed
    return [tuple(part) for part in parts]


def _filled(item: Item, slots: Sequence[str], columns: Columns) -> tuple[Item, ...]:
    return tuple(
        Item(slot, Words(paragraphs), item.span) for slot, paragraphs in zip(slots, columns, strict=False) if paragraphs
    )


def _numbered(standing: Standing, long: Item, parts: Sequence[tuple[Item, ...]]) -> tuple[tuple[Item, ...], ...]:
    parts = parts or [()]  # a list without entries is a slide all the same
    total = len(parts)
    return tuple(
        tuple(new for old in standing.items for new in (part if old is long else (_titled(old, number, total),)))
        for number, part in enumerate(parts, 1)
    )


def _titled(item: Item, number: int, total: int) -> Item:
    if item.slot != "title" or total == 1 or not isinstance(item.content, Words):
        return item
    title = item.content.paragraphs[0]
    runs = (*title.text.runs, Run(f" ({number}/{total})"))
    return replace(item, content=Words((replace(title, text=replace(title.text, runs=runs)),)))
