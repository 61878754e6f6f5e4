"""Continue a list or a table that is too long for one slide on further slides, "(1/2)", "(2/2)"."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from deck.brand.model import Layout, Slot
from deck.layout.arrange import wanted_height
from deck.layout.choose_layout import Standing
from deck.layout.grow import ROWS_APART
from deck.layout.room import rooms
from deck.layout.set_table import Measured, measured_table
from deck.layout.set_text import SPACE, Setting, Sizes, TypeSetter
from deck.markup import Run
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

        first = layout.slots[flow.slots[0]]
        columns, sizes, _ = _fewest(first, setter, heights, pack, _few_enough, len(flow.slots))
        return columns, sizes

    columns, sizes = packed(standing.items)
    if len(columns) > 1:
        # "(1/2)" may take the title a line further down.
        columns, sizes = packed([titled(one, len(columns), len(columns)) for one in standing.items])
    parts = [_filled(item, flow.slots, part) for part in columns]
    return tuple((part, sizes) for part in _numbered(standing, item, parts))


def _slots(layout: Layout, items: Sequence[Item], names: Sequence[str], setter: TypeSetter, sizes: Sizes) -> list[Slot]:
    """Those slots as they stand below this slide's title."""
    placed = rooms(layout, items, setter, sizes, lambda item, slot: wanted_height(item.content, slot, setter, sizes))
    return [placed[name] for name in names]


def _continued_table(standing: Standing, item: Item, table: Table, setter: TypeSetter) -> tuple[Part, ...]:
    [slot] = _slots(standing.layout, standing.items, (item.slot,), setter, {})

    def measured(sizes: Sizes) -> Measured:
        return measured_table(table, slot, setter, sizes)

    def pack(whole: Measured, share: float) -> list[Rows]:
        return _pack_rows(table, whole.heights, slot.box.height, share)

    parts, sizes, whole = _fewest(slot, setter, measured, pack)
    if len(parts) > 1:
        # Rows close up rather than go on on another slide; where they have to go on all the same, they stay apart.
        close = {**list(_ladder(slot, setter))[-1], SPACE: ROWS_APART[-1]}
        together = measured(close)
        if len(packed := pack(together, 1.0)) == 1:
            parts, sizes, whole = packed, close, together
    tables = [(replace(item, content=_part_of(table, rows, whole.widths)),) for rows in parts]
    return tuple((part, sizes) for part in _numbered(standing, item, tables))


Columns = tuple[tuple[Paragraph, ...], ...]
Rows = tuple[int, ...]
"""Which rows of a table; a group that goes on is named once more."""
Height = tuple[float, float]
"""Of a paragraph: the space before it, and the height of its lines."""
Heights = TypeVar("Heights")
Packed = TypeVar("Packed")


def _fewest(
    slot: Slot,
    setter: TypeSetter,
    measure: Callable[[Sizes], Heights],
    pack: Callable[[Heights, float], list[Packed]],
    is_better: Callable[[int, int], bool] = operator.lt,
    columns: int = 1,
) -> tuple[list[Packed], Sizes, Heights]:
    """The packing with the fewest parts, among these the one at the largest sizes, evenly filled.

    `is_better` says whether so many parts at a smaller size are better than so many at a larger one.
    """
    best: tuple[list[Packed], Sizes, Heights] | None = None
    for sizes in _ladder(slot, setter):
        measured = measure(sizes)
        parts = pack(measured, 1.0)
        if best is None or is_better(len(parts), len(best[0])):
            best = (parts, sizes, measured)
        if len(parts) == 1:
            break
    assert best is not None
    parts, sizes, measured = best
    # The least room that needs no more parts fills columns and slides evenly; a part of one column is full as it is.
    for room in range(19, 4, -1) if len(parts) > 1 or columns > 1 else ():
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
    """Rows onto slides, parted between groups where that needs no more slides."""
    room = (height - heights[0]) * share + 0.05
    plain = _packed(table, heights, room, by_groups=False)
    grouped = _packed(table, heights, room, by_groups=True) if table.looks else plain
    return grouped if len(grouped) <= len(plain) else plain


def _packed(table: Table, heights: Sequence[float], room: float, by_groups: bool) -> list[Rows]:
    parts: list[list[int]] = [[]]
    used = 0.0
    for block in _blocks(table):
        needed = sum(heights[row + 1] for row in block)
        group = table.looks[block[0]].kind == "group" if table.looks else False
        ahead = sum(heights[row + 1] for row in _rest_of_group(table, block[0])) if group else needed
        if parts[-1] and (used + needed > room or (by_groups and used + ahead > room >= ahead)):
            named = _group_of(table, block[0])
            parts.append([] if group or named is None else [named])
            used = sum(heights[row + 1] for row in parts[-1])
        parts[-1] += block
        used += needed
    return [tuple(part) for part in parts]


def _blocks(table: Table) -> Iterator[list[int]]:
    """Rows that stay together: those that share a cell, and a group's name with its first row."""
    block: list[int] = []
    for row in range(len(table.rows)):
        block.append(row)
        shared = any(first <= row < first + down - 1 for first, _, down, _ in table.spans)
        names = bool(table.looks) and table.looks[row].kind == "group" and row + 1 < len(table.rows)
        if not (shared or names):
            yield block
            block = []
    if block:
        yield block


def _rest_of_group(table: Table, row: int) -> range:
    """A group's row and all that are in it."""
    end = row + 1
    while end < len(table.rows) and table.looks[end].kind == "row" and table.looks[end].indent:
        end += 1
    return range(row, end)


def _group_of(table: Table, row: int) -> int | None:
    """The row that names the group which this one is in."""
    for before in range(row, -1, -1) if table.looks else ():
        if table.looks[before].kind == "group":
            return before
        if not table.looks[before].indent:
            return None
    return None


def _part_of(table: Table, rows: Rows, widths: tuple[float, ...]) -> Table:
    places = {row: place for place, row in enumerate(rows)}
    spans = tuple((places[row], *rest) for row, *rest in table.spans if row in places)
    looks = tuple(table.looks[row] for row in rows) if table.looks else ()
    return replace(table, rows=tuple(table.rows[row] for row in rows), widths=widths, looks=looks, spans=spans)


def _filled(item: Item, slots: Sequence[str], columns: Columns) -> tuple[Item, ...]:
    return tuple(
        Item(slot, Words(paragraphs), item.span) for slot, paragraphs in zip(slots, columns, strict=False) if paragraphs
    )


def _numbered(standing: Standing, long: Item, parts: Sequence[tuple[Item, ...]]) -> tuple[tuple[Item, ...], ...]:
    parts = parts or [()]  # a list without entries is a slide all the same
    total = len(parts)
    return tuple(
        tuple(new for old in standing.items for new in (part if old is long else (titled(old, number, total),)))
        for number, part in enumerate(parts, 1)
    )


def titled(item: Item, number: int, total: int) -> Item:
    """The item; a title with the number of its slide among those that it goes on on."""
    if item.slot != "title" or total == 1 or not isinstance(item.content, Words):
        return item
    title = item.content.paragraphs[0]
    runs = (*title.text.runs, Run(f" ({number}/{total})"))
    return replace(item, content=Words((replace(title, text=replace(title.text, runs=runs)),)))
