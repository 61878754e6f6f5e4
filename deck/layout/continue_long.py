"""Continue a list or a table that is too long for one slide on further slides, "(1/2)", "(2/2)"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from deck.brand.model import Slot
from deck.layout.set_table import set_table
from deck.layout.set_text import Setting, Sizes, TypeSetter
from deck.markup import Run, Text
from deck.scene import Flow, Item, Paragraph, Scene, Table, Words

Part = tuple[Scene, Sizes]
"""A scene, and the sizes at which all parts of the list that it continues are set."""


def continue_long(scene: Scene, setter: TypeSetter) -> tuple[Part, ...]:
    """The scene itself, or its parts: as few as the role's floor allows, at the largest size that needs no more."""
    for item in scene.items:
        match item.content:
            case Flow() as flow:
                return _continued_flow(scene, item, flow, setter)
            case Table() as table:
                return _continued_table(scene, item, table, setter)
    return ((scene, {}),)


def _continued_flow(scene: Scene, item: Item, flow: Flow, setter: TypeSetter) -> tuple[Part, ...]:
    slots = _slots(scene, flow.slots, setter)

    def pack(sizes: Sizes, share: float) -> list[Columns]:
        return _pack(flow, slots, setter, sizes, share)

    columns, sizes = _fewest(slots[0], setter, pack)
    parts = [_filled(item, flow.slots, part) for part in columns]
    return tuple((part, sizes) for part in _numbered(scene, item, parts))


def _continued_table(scene: Scene, item: Item, table: Table, setter: TypeSetter) -> tuple[Part, ...]:
    slot = _slots(scene, (item.slot,), setter)[0]

    def pack(sizes: Sizes, share: float) -> list[Rows]:
        return _pack_rows(table, slot, setter, sizes, share)

    parts, sizes = _fewest(slot, setter, pack)
    widths = set_table(table, "", slot, setter, sizes).widths
    tables = [(replace(item, content=replace(table, rows=rows, widths=widths)),) for rows in parts]
    return tuple((part, sizes) for part in _numbered(scene, item, tables))


Columns = tuple[tuple[Paragraph, ...], ...]
Rows = tuple[tuple[Text, ...], ...]


Packed = TypeVar("Packed")


def _fewest(slot: Slot, setter: TypeSetter, pack: Callable[[Sizes, float], list[Packed]]) -> tuple[list[Packed], Sizes]:
    """The packing with the fewest parts and, among these, the largest sizes."""
    tried = [(pack(sizes, 1.0), sizes) for sizes in _ladder(slot, setter)]
    fewest = min(len(parts) for parts, _ in tried)
    sizes = next(sizes for parts, sizes in tried if len(parts) == fewest)
    # The least room that needs no more parts fills columns and slides evenly.
    rooms = (room / 20 for room in range(20, 4, -1))
    even = [parts for parts in (pack(sizes, room) for room in rooms) if len(parts) == fewest]
    return even[-1], sizes


def _ladder(slot: Slot, setter: TypeSetter) -> Iterator[Sizes]:
    """The slot's role and the ones that go with it (headings in a list, a table's head), step by step down."""
    family = [role for role in setter.brand.roles.values() if role.name.split("_")[0] == slot.role.name.split("_")[0]]
    for size in setter.brand.scale:
        if slot.role.floor <= size <= slot.role.size:
            yield {role.name: max(role.floor, min(role.size, size)) for role in family}


def _pack(flow: Flow, slots: Sequence[Slot], setter: TypeSetter, sizes: Sizes, share: float) -> list[Columns]:
    """Paragraphs into columns, columns into slides; a heading is not left alone at a column's foot."""
    columns: list[tuple[Paragraph, ...]] = []
    rest = list(flow.paragraphs)
    while rest:
        slot = slots[len(columns) % len(slots)]
        count = _that_fit(rest, slot, setter, sizes, share)
        columns.append(tuple(rest[:count]))
        rest = rest[count:]
    width = len(slots)
    return [tuple(columns[at : at + width]) for at in range(0, len(columns), width)]


def _that_fit(paragraphs: Sequence[Paragraph], slot: Slot, setter: TypeSetter, sizes: Sizes, share: float) -> int:
    """How many of the paragraphs this column takes: at least one, else nothing would ever fit."""
    setting = Setting.of_slot(slot)
    stop = next((at for at, p in enumerate(paragraphs) if at and p.new_column), len(paragraphs))
    room = slot.box.without(*setting.inset).height * share + 0.05
    laid = setter.frame(Words(tuple(paragraphs[:stop])), setting, slot.box, sizes).paragraphs
    bottom, count = 0.0, 0
    for one in laid:
        bottom += one.before_pt + len(one.lines) * 1.2 * one.size_pt * one.role.spacing
        if bottom > room:
            break
        count += 1
    if count < stop:
        while count > 1 and paragraphs[count - 1].keep:
            count -= 1
    return max(1, count)


def _pack_rows(table: Table, slot: Slot, setter: TypeSetter, sizes: Sizes, share: float) -> list[Rows]:
    heights = set_table(table, "", slot, setter, sizes).heights
    room = (slot.box.height - heights[0]) * share + 0.05
    parts: list[list[tuple[Text, ...]]] = [[]]
    used = 0.0
    for row, height in zip(table.rows, heights[1:], strict=True):
        if parts[-1] and used + height > room:
            parts.append([])
            used = 0.0
        parts[-1].append(row)
        used += height
    return [tuple(part) for part in parts]


def _filled(item: Item, slots: Sequence[str], columns: Columns) -> tuple[Item, ...]:
    return tuple(
        Item(slot, Words(paragraphs), item.span) for slot, paragraphs in zip(slots, columns, strict=False) if paragraphs
    )


def _slots(scene: Scene, names: Sequence[str], setter: TypeSetter) -> list[Slot]:
    return [setter.brand.layouts[scene.layout].slots[name] for name in names]


def _numbered(scene: Scene, long: Item, parts: Sequence[tuple[Item, ...]]) -> tuple[Scene, ...]:
    total = len(parts)
    return tuple(
        replace(
            scene,
            notes=scene.notes if number == 1 else (),
            handout=scene.handout if number == 1 else (),
            items=tuple(
                new for old in scene.items for new in (part if old is long else (_titled(old, number, total),))
            ),
        )
        for number, part in enumerate(parts, 1)
    )


def _titled(item: Item, number: int, total: int) -> Item:
    if item.slot != "title" or total == 1 or not isinstance(item.content, Words):
        return item
    title = item.content.paragraphs[0]
    runs = (*title.text.runs, Run(f" ({number}/{total})"))
    return replace(item, content=Words((replace(title, text=replace(title.text, runs=runs)),)))
