"""Column widths and row heights of a table, and where the words of each cell stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import isinf
from typing import NamedTuple

from deck.brand.model import Slot
from deck.geometry import Box
from deck.language import decimal_mark
from deck.layout.set_text import SLACK, SPACE, Setting, Sizes, TypeSetter
from deck.layout.table_columns import aligns_on_mark, fraction, holds_numbers
from deck.markup import Run, Text
from deck.page import Frame, TableBox
from deck.scene import NO_LOOK, Paragraph, RowLook, Table, Words
from deck.value import Value, field, replace

INSET = (6.0, 4.0, 6.0, 4.0)
"""Left, top, right, bottom of every cell, in points, where space is as usual."""
INDENT_PT = 16.0
"""How far a row that belongs to a group stands in, for each level."""
_ROOM = 1.005
"""A column is so much wider than its widest word: a program that rounds letters up would cut that in two."""
_OTHER_LETTERS = {False: 1.1, True: 1.2}
"""How much wider letters, and bold ones, may be on a machine without the brand's fonts, where rows cannot make room for
one another: those of DejaVu Sans, or Verdana, beside ours."""
_OWN_LETTERS = {False: 1.0, True: 1.0}
_Wider = Mapping[bool, float]
LEAST_AROUND = 2.0
"""Above and below the words of such a row, in points, where another line takes what is empty there."""


class _Cell(Value, frozen=True):
    """What stands in a cell, how, and how wide the cell is."""

    words: Words
    setting: Setting
    width: float


class _Grid(Value, frozen=True):
    """A table at some sizes, but for how far its rows are apart; it holds the table, whose identity is its key."""

    table: Table
    widths: tuple[float, ...]
    spans: dict[tuple[int, int], tuple[int, int]]
    cells: tuple[tuple[_Cell | None, ...], ...]
    """Nothing where a cell reaches that stands elsewhere."""
    sizes: Sizes
    frames: list[tuple[Frame | None, ...]] = field(default_factory=list)
    """Made when they are first asked for."""
    heights: list[tuple[float, ...]] = field(default_factory=list)
    """Of the words of each cell, without their lines being placed; infinite where a word is too wide."""


def set_table(table: Table, name: str, slot: Slot, setter: TypeSetter, sizes: Sizes) -> TableBox:
    """The table at the top of its slot, as high as its rows."""
    grid = _grid(table, slot, setter, sizes)
    rows = _frames(grid, setter)
    left, above, right, below = _around(sizes)
    heights = _heights([[frame.height if frame else 0.0 for frame in row] for row in rows], grid.spans, above + below)
    heights, _ = _with_other_letters(heights, grid, slot, setter)

    def stood(at: int, place: int, frame: Frame | None) -> Frame:
        down, _ = grid.spans.get((at, place), (1, 1))
        room = sum(heights[at : at + down]) - above - below
        if frame is None:
            return Frame(inset=(left, above, right, below), anchor="centre", top=room / 2)
        inset = (frame.inset[0], above, frame.inset[2], below)
        return replace(frame, inset=inset, top=(room - frame.height) / 2)

    cells = tuple(tuple(stood(at, place, frame) for place, frame in enumerate(row)) for at, row in enumerate(rows))
    looks = (NO_LOOK, *(look for _, look in list(_rows(table))[1:]))
    merged = tuple((*at, *size) for at, size in grid.spans.items())
    box = replace(slot.box, height=sum(heights))
    return TableBox(name, box, table.alt, grid.widths, heights, cells, slot, looks, merged)


class Measured(Value, frozen=True):
    """A table as `set_table` would set it; no line is placed to know that."""

    widths: tuple[float, ...]
    """Of its columns."""
    heights: tuple[float, ...]
    """Of its rows, the head first."""
    has_wide_words: bool
    """Whether a word is wider than its column."""
    is_close: bool
    """Whether rows that cannot make room for one another have none for the letters of another font."""


def measured_table(table: Table, slot: Slot, setter: TypeSetter, sizes: Sizes) -> Measured:
    grid = _grid(table, slot, setter, sizes)
    if not grid.heights:
        grid.heights.extend(tuple(_height_of(cell, grid, setter) for cell in row) for row in grid.cells)
    has_wide_words = any(isinf(height) for row in grid.heights for height in row)
    rows: Sequence[Sequence[float]] = grid.heights
    if has_wide_words:
        rows = [[frame.height if frame else 0.0 for frame in row] for row in _frames(grid, setter)]
    _, above, _, below = _around(sizes)
    heights = _heights(rows, grid.spans, above + below)
    heights, is_close = _with_other_letters(heights, grid, slot, setter)
    return Measured(grid.widths, heights, has_wide_words, is_close)


def _height_of(cell: _Cell | None, grid: _Grid, setter: TypeSetter, wider: _Wider = _OWN_LETTERS) -> float:
    if cell is None:
        return 0.0
    around = cell.setting.inset[0] + cell.setting.inset[2]
    # The same words in a narrower cell.
    width = around + (cell.width - around) / wider[cell.setting.role.bold]
    [(_, height)] = setter.heights(cell.words, cell.setting, width, grid.sizes)
    return height


def _with_other_letters(
    heights: tuple[float, ...], grid: _Grid, slot: Slot, setter: TypeSetter
) -> tuple[tuple[float, ...], bool]:
    """Rows that cannot make room for one another, as high as wider letters make them, where the slot has room for that;
    and whether such letters would run into each other all the same."""
    if not grid.table.apart:
        return heights, False
    high = [[_height_of(cell, grid, setter, _OTHER_LETTERS) for cell in row] for row in grid.cells]
    if any(isinf(height) for row in high for height in row):  # a word is cut, whatever the height
        return heights, True
    roomy = tuple(map(max, heights, _heights(high, grid.spans, 2 * LEAST_AROUND)))
    is_close = sum(roomy) > slot.box.height
    return (heights if is_close else roomy), is_close


def _frames(grid: _Grid, setter: TypeSetter) -> Sequence[Sequence[Frame | None]]:
    def frame(cell: _Cell | None) -> Frame | None:
        return setter.frame(cell.words, cell.setting, Box(0, 0, cell.width, 1000), grid.sizes) if cell else None

    if not grid.frames:
        grid.frames.extend(tuple(frame(cell) for cell in row) for row in grid.cells)
    return grid.frames


def _grid(table: Table, slot: Slot, setter: TypeSetter, sizes: Sizes) -> _Grid:
    used = {role: sizes[role] for role in (slot.role.name, "table_head") if role in sizes}
    key = (id(table), slot.box.width, slot.role.name, slot.color.hex, *used.items())
    if key not in setter.tables:
        setter.tables[key] = _made(table, slot, setter, used)
    grid: _Grid = setter.tables[key]
    return grid


def _made(table: Table, slot: Slot, setter: TypeSetter, sizes: Sizes) -> _Grid:
    columns = _columns(table, slot, setter, sizes)
    spans = {(row, column): (down, across) for row, column, down, across in _spans(table)}
    widths = _widths(table, columns, spans, slot, setter, sizes)
    covered = set(_covered(spans))

    def cell(row: int, place: int, text: Text, look: RowLook) -> _Cell | None:
        if (row, place) in covered:
            return None
        _, across = spans.get((row, place), (1, 1))
        setting = columns[place].setting(text, row == 0, look, place)
        return _Cell(Words((Paragraph(text),)), setting, sum(widths[place : place + across]))

    cells = tuple(
        tuple(cell(row, place, text, look) for place, text in enumerate(texts))
        for row, (texts, look) in enumerate(_rows(table))
    )
    return _Grid(table, widths, spans, cells, sizes)


def _rows(table: Table) -> Iterator[tuple[tuple[Text, ...], RowLook]]:
    """The head and the rows, each with what it is."""
    yield table.header, NO_LOOK
    yield from zip(table.rows, table.looks or (NO_LOOK,) * len(table.rows), strict=True)


def _spans(table: Table) -> Iterator[tuple[int, int, int, int]]:
    """Row, column, and how many rows and columns a cell takes; the head is row 0."""
    yield from ((row + 1, column, down, across) for row, column, down, across in table.spans)
    if len(table.header) > 1:
        for row, (_, look) in enumerate(_rows(table)):
            if look.kind == "group":
                yield row, 0, 1, len(table.header)


def _covered(spans: dict[tuple[int, int], tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for (row, column), (down, across) in spans.items():
        for r in range(row, row + down):
            yield from ((r, c) for c in range(column, column + across) if (r, c) != (row, column))


def _around(sizes: Sizes) -> tuple[float, float, float, float]:
    """Around the words of a cell: with text, the space above and below them opens and closes."""
    space = sizes.get(SPACE, 1.0)
    return INSET[0], INSET[1] * space, INSET[2], INSET[3] * space


def _heights(
    rows: Sequence[Sequence[float]], spans: dict[tuple[int, int], tuple[int, int]], around: float
) -> tuple[float, ...]:
    """Of each row, from the heights of the words in its cells."""
    heights = [
        max((high for place, high in enumerate(row) if spans.get((at, place), (1, 1))[0] == 1), default=0) + around
        for at, row in enumerate(rows)
    ]
    for (row, column), (down, _) in spans.items():
        lacking = rows[row][column] + around - sum(heights[row : row + down])
        heights[row + down - 1] += max(0.0, lacking)
    return tuple(heights)


class _Column(Value, frozen=True):
    """How the cells of a column stand."""

    head: Setting
    body: Setting
    numeric: bool = False
    mark: str = ""
    """The decimal mark that its numbers stand below each other with; empty where they do not."""
    decimals: Mapping[str, float] = field(default_factory=dict)
    """How wide each fraction is."""
    right_to_left: bool = False

    def setting(self, text: Text, is_head: bool, look: RowLook, place: int) -> Setting:
        setting = self.head if is_head else self.body
        if look.kind == "group":
            setting = replace(setting, align="start")
        elif not is_head and self.mark:
            widest = max(self.decimals.values(), default=0.0)
            setting = _inset(setting, right=widest - self.decimals.get(fraction(text.plain.strip(), self.mark), 0.0))
        if place == 0 and look.indent:
            more = look.indent * INDENT_PT
            setting = _inset(setting, right=more) if self.right_to_left else _inset(setting, left=more)
        return setting


def _inset(setting: Setting, left: float = 0.0, right: float = 0.0) -> Setting:
    inset = setting.inset
    return replace(setting, inset=(inset[0] + left, inset[1], inset[2] + right, inset[3]))


def _columns(table: Table, slot: Slot, setter: TypeSetter, sizes: Sizes) -> list[_Column]:
    rtl = setter.brand.right_to_left
    head, body = head_setting(setter, sizes), body_setting(slot, sizes)
    mark = decimal_mark(setter.brand.language)
    found = []
    for place in range(len(table.header)):
        cells = [row[place] for row, look in list(_rows(table))[1:] if look.kind != "group"]
        if place == 0 or not holds_numbers(cells):
            found.append(_Column(head, body, right_to_left=rtl))
            continue
        # Digits stand below digits: at the right in every direction of reading, as numbers are written in all.
        side = "start" if rtl else "end"
        column = _Column(replace(head, align=side), replace(body, align=side), True, right_to_left=rtl)
        if aligns_on_mark(cells, mark):
            parts = {fraction(cell.plain.strip(), mark) for cell in cells}
            decimals = {part: setter.natural(_words(part), body, sizes)[1] for part in parts if part}
            column = replace(column, mark=mark, decimals=decimals)
        found.append(column)
    # In reading from the right, numbers begin where their column does, and part by themselves.
    return found if rtl else [*map(_parted, found, [*found[1:], None])]


def _parted(column: _Column, behind: _Column | None) -> _Column:
    """A column of numbers that ends where words begin in the next: with room between them."""
    if not column.numeric or behind is None or behind.numeric:
        return column
    return replace(column, head=_inset(column.head, right=_BEFORE_WORDS), body=_inset(column.body, right=_BEFORE_WORDS))


_BEFORE_WORDS = 14.0
"""Between numbers and the words at their right, besides what is around every cell."""


def _words(said: str) -> Text:
    return Text((Run(said),), said)


def head_setting(setter: TypeSetter, sizes: Sizes) -> Setting:
    role = setter.brand.roles["table_head"]
    return Setting(role, role.color, anchor="centre", inset=_around(sizes))


def body_setting(slot: Slot, sizes: Sizes) -> Setting:
    return Setting(slot.role, slot.color, anchor="centre", inset=_around(sizes))


def _widths(
    table: Table,
    columns: Sequence[_Column],
    spans: dict[tuple[int, int], tuple[int, int]],
    slot: Slot,
    setter: TypeSetter,
    sizes: Sizes,
) -> tuple[float, ...]:
    if table.widths:
        return tuple(slot.box.width * share / sum(table.widths) for share in table.widths)
    own = [list(_own_cells(table, place, column, spans)) for place, column in enumerate(columns)]
    box = slot.box.width
    for wider in (_OTHER_LETTERS, _OWN_LETTERS) if table.apart else (_OWN_LETTERS,):
        needs = [_needs(cells, setter, sizes, wider, box) for cells in own]
        least, wished = [one[0] for one in needs], [one[1] for one in needs]
        if sum(least) <= box:
            break
    else:
        # Numbers that may break after all, rather than a table that is too wide.
        least = [one[2] for one in needs]
    free = box - sum(least)
    if free < 0:
        return tuple(box * width / sum(least) for width in least)
    if sum(wished) <= box:
        # No cell breaks: what is left over parts columns evenly, rather than driving the last one to the edge.
        return _parted_evenly(wished, box)
    more = [wish - width + 1.0 for width, wish in zip(least, wished, strict=True)]
    shared = [width + free * share / sum(more) for width, share in zip(least, more, strict=True)]
    widths = _with_room(shared, [width * _ROOM for width in least])
    filled = [_filled(cells, width, setter, sizes, wider) for cells, width in zip(own, widths, strict=True)]
    tight = [min(width, max(full, low * _ROOM)) for width, full, low in zip(widths, filled, least, strict=True)]
    return _parted_evenly(
        _least_broken(tight, [sorted(_wholes(cells, setter, sizes, wider)) for cells in own], box), box
    )


def _parted_evenly(widths: Sequence[float], whole: float) -> tuple[float, ...]:
    each = (whole - sum(widths)) / len(widths)
    return tuple(width + each for width in widths)


def _least_broken(widths: Sequence[float], wholes: Sequence[Sequence[float]], whole: float) -> Sequence[float]:
    """The columns with room for more cells on one line, those first that lack least: a short one looks broken, a long
    one is read as lines. `wholes` are how wide the cells of each column are that do not break."""
    found = list(widths)
    while True:
        spare = whole - sum(found)
        lacking = [
            (need - width, place)
            for place, (width, needs) in enumerate(zip(found, wholes, strict=True))
            if (need := next((one for one in needs if one > width + SLACK), 0.0))
        ]
        if not lacking or min(lacking)[0] > spare:
            return found
        least, place = min(lacking)
        found[place] += least


def _with_room(widths: Sequence[float], wanted: Sequence[float]) -> tuple[float, ...]:
    """The widths, and what a column lacks taken from those that have more than they want."""
    spare = [max(0.0, width - wish) for width, wish in zip(widths, wanted, strict=True)]
    lacking = sum(max(0.0, wish - width) for width, wish in zip(widths, wanted, strict=True))
    if not lacking or lacking > sum(spare):
        return tuple(widths)
    taken = (lacking * share / sum(spare) for share in spare)
    return tuple(max(width, wish) - less for width, wish, less in zip(widths, wanted, taken, strict=True))


def _own_cells(
    table: Table, place: int, column: _Column, spans: dict[tuple[int, int], tuple[int, int]]
) -> Iterator[_OwnCell]:
    for row, (cells, look) in enumerate(_rows(table)):
        if spans.get((row, place), (1, 1))[1] == 1 and look.kind != "group":
            yield _OwnCell(
                cells[place], column.setting(cells[place], row == 0, look, place), column.numeric and row > 0
            )


class _OwnCell(NamedTuple):
    """One that stands in its column alone."""

    text: Text
    setting: Setting
    is_number: bool

    @property
    def around(self) -> float:
        return self.setting.inset[0] + self.setting.inset[2] + 0.1


def _needs(
    cells: Sequence[_OwnCell], setter: TypeSetter, sizes: Sizes, wider: _Wider, most: float
) -> tuple[float, float, float]:
    """A column's least width (that of its widest word, and of its widest number), the one at which no cell would
    break, and the least if numbers may part."""
    words, numbers, longest = [0.0], [0.0], [0.0]
    for cell in cells:
        word, whole = (
            width * wider[cell.setting.role.bold] + cell.around
            for width in setter.natural(cell.text, cell.setting, sizes)
        )
        words.append(word)
        longest.append(whole)
        numbers.append(whole if cell.is_number else word)
    return max(numbers), min(max(longest), most), max(words)


def _filled(cells: Sequence[_OwnCell], width: float, setter: TypeSetter, sizes: Sizes, wider: _Wider) -> float:
    """How much of a column's width its lines fill, as they break in it."""
    found = [0.0]
    for one in cells:
        share = wider[one.setting.role.bold]
        line = setter.longest_line(one.text, one.setting, (width - one.around) / share, sizes)
        found.append(line * share + one.around)
    return max(found)


def _wholes(cells: Sequence[_OwnCell], setter: TypeSetter, sizes: Sizes, wider: _Wider) -> Iterator[float]:
    for one in cells:
        yield setter.natural(one.text, one.setting, sizes)[1] * wider[one.setting.role.bold] + one.around
