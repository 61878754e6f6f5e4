"""Where do a layout's slots stand on this slide: below the title as it is, above the source as it is?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise

from deck.brand.model import TITLES, Layout, Slot
from deck.geometry import Box
from deck.layout.set_text import Setting, Sizes, TypeSetter
from deck.scene import EVERY_SLIDE, Bibliography, Flow, Item, Words
from deck.value import Value, replace

Wanted = Callable[[Item, Slot], float | None]
"""How high an item that is not words would stand in a slot, in points; None where it takes whatever there is."""
Rooms = Mapping[str, Slot]
"""The slots of a slide by name: the layout's own, or moved and resized copies of them."""

_LOGOS = ("logo1", "logo2")
_FURNITURE = (*EVERY_SLIDE, "footer", "number")
_ABOVE_CENTRE = 0.4
"""The share of what is left over that lies above a block at the optical centre."""
_MOST_TEXT = 0.4
"""The share of a slide's room that a line above or below the main thing may take."""
_OFF = 12.0
"""Points between the slide and a title above it that is not shown."""
_TIDY = 0.5
"""Points by which a slot may reach above another and still stand below it."""


class _Band(Value, frozen=True):
    """Slots that stand side by side."""

    slots: tuple[Slot, ...]

    @property
    def top(self) -> float:
        return min(slot.box.y for slot in self.slots)

    @property
    def bottom(self) -> float:
        return max(slot.box.bottom for slot in self.slots)

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def moved(self, top: float, height: float) -> Iterable[Slot]:
        """The slots in another place; what stands a little higher or ends a little lower than others still does."""
        more = height - self.height
        for slot in self.slots:
            box = slot.box
            yield replace(slot, box=Box(box.x, box.y + top - self.top, box.width, max(1.0, box.height + more)))


def rooms(layout: Layout, items: Sequence[Item], setter: TypeSetter, sizes: Sizes, wanted: Wanted) -> Rooms:
    """The layout's slots as this slide needs them.

    Lines above and below the main thing take what their text needs, and it has the rest; what is lower than that stands
    where its layout says.
    """
    unseen = {item.slot for item in items if not item.shown}
    if unseen:
        seen = rooms(layout, [item for item in items if item.shown], setter, sizes, wanted)
        return {name: _off_slide(slot) if name in unseen else slot for name, slot in seen.items()}
    title = next((slot for slot in layout.slots.values() if slot.type in TITLES), None)
    if layout.place == "fixed" or title is None:
        return layout.slots
    filled = _filled(items)

    def high(slot: Slot) -> float | None:
        content = filled[slot.name].content
        return _height(slot, content, setter, sizes) if isinstance(content, Words) else wanted(filled[slot.name], slot)

    below = _below(layout, title)
    bands = _bands(slot for slot in below if slot.name in filled)
    if not bands:
        above = _over(layout, title)
        bands = _bands(slot for slot in above if slot.name in filled)
        if title.type == "ctrTitle" or not bands:
            return layout.slots
        # A title at the foot of a brought template leaves the room above it.
        end = _end(above, filled, layout, setter, sizes)
        parted = _stacked(layout, bands, above[0].box.y, end, setter, high, False)
        return {**layout.slots, **{slot.name: slot for slot in parted}}
    gaps = setter.brand.gaps
    title = _with_its_lines(title, layout, filled, setter, sizes)
    top = _bottom_of(title, filled, setter, sizes)
    if title.name in filled:
        # A title that stands at the foot of its slot, as on a cover or picture, keeps to what is under it.
        heads = title.type == "title" and title.anchor == "top"
        top += gaps["title"] if heads else _gap(title.box.bottom, below[0].box.y, setter)
    if layout.place == "kept":
        # Its designer says where content begins; what is in the way of that moves it all the same.
        over = [top] if title.name in filled and top > bands[0].top + gaps["title"] else []
        top = max([bands[0].top, *over])
    if layout.place == "centre":
        # What is painted beside it begins where the layout says.
        top = max(top, bands[0].top)
    if "kicker" in filled and layout.slots["kicker"].box.y >= title.box.y:
        # A brought template may have no room for it but under its titles; it is no part of what is drawn below.
        top = max(top, layout.slots["kicker"].box.bottom + gaps["tight"])
    end = _end([slot for slot in below if layout.place != "kept" or slot.name in filled], filled, layout, setter, sizes)
    end = min([end, *(logo - gaps["source"] for logo in _logos_under(bands[-1], layout, filled))])
    if end - top < bands[0].height / 4:
        return layout.slots

    texts = [slot.role for band in bands if _is_text(band) for slot in band.slots]
    at_floor = title.type == "ctrTitle" and all(sizes.get(role.name, role.size) <= role.floor for role in texts)
    placed = (title, *_stacked(layout, bands, top, end, setter, high, at_floor))
    return {**layout.slots, **{slot.name: slot for slot in placed}}


def _logos_under(last: _Band, layout: Layout, filled: Mapping[str, Item]) -> list[float]:
    """Where logos begin that stand lower than the last lines, and would be in their way."""
    logos = [layout.slots[name].box for name in _LOGOS if name in filled]
    return [
        logo.y
        for logo in logos
        if logo.y > last.top and any(slot.box.x < logo.right and logo.x < slot.box.right for slot in last.slots)
    ]


def _off_slide(slot: Slot) -> Slot:
    """The slot above the slide, where PowerPoint's own "Add Hidden Slide Title" puts it.

    A placeholder that stands there is in the outline and in lists of slides, and screen readers read it; one that is
    marked as hidden they pass over.
    """
    return replace(slot, box=replace(slot.box, y=-_OFF - slot.box.height))


def _filled(items: Sequence[Item]) -> dict[str, Item]:
    found: dict[str, Item] = {}
    for item in items:
        names = item.content.slots if isinstance(item.content, Flow | Bibliography) else (item.slot,)
        found |= {name: item for name in names if not item.background}
    return found


def _below(layout: Layout, title: Slot) -> list[Slot]:
    """The slots for what the slide says below its title, from the top. A cover's logos keep their place."""
    own = [slot for slot in layout.slots.values() if slot.name not in _FURNITURE and slot.type not in TITLES]
    return sorted(
        (
            slot
            for slot in own
            if slot.box.y >= title.box.bottom - _TIDY
            and not (slot.type == "pic" and (title.type == "ctrTitle" or slot.name in _LOGOS))
        ),
        key=lambda slot: slot.box.y,
    )


def _over(layout: Layout, title: Slot) -> list[Slot]:
    """The slots for what the slide says over a title that stands under all of it, from the top."""
    own = [slot for slot in layout.slots.values() if slot.name not in _FURNITURE and slot.type not in TITLES]
    return sorted((slot for slot in own if slot.box.bottom <= title.box.y + _TIDY), key=lambda slot: slot.box.y)


def _end(slots: Sequence[Slot], filled: Mapping[str, Item], layout: Layout, setter: TypeSetter, sizes: Sizes) -> float:
    """Where these end, or a source line begins."""
    end = max(slot.box.bottom for slot in slots)
    if "source" in filled:
        end = min(end, _top_of(layout.slots["source"], filled["source"], setter, sizes) - setter.brand.gaps["source"])
    return end


def _bands(slots: Iterable[Slot]) -> list[_Band]:
    bands: list[_Band] = []
    for slot in slots:
        # What reaches a little into the next one stands above it all the same.
        if bands and bands[-1].bottom - slot.box.y > min(slot.box.height, bands[-1].height) / 2:
            bands[-1] = _Band((*bands[-1].slots, slot))
        else:
            bands.append(_Band((slot,)))
    return bands


def _gap(above: float, below: float, setter: TypeSetter) -> float:
    """The layout's own gap, unless something that this slide lacks stands in it."""
    gaps = setter.brand.gaps
    return min(max(below - above, gaps["tight"]), max(gaps["normal"], gaps["tight"]))


def _height(slot: Slot, words: Words, setter: TypeSetter, sizes: Sizes) -> float:
    return setter.height(words, Setting.of_slot(slot), slot.box.width, sizes)


def _bottom_of(title: Slot, filled: Mapping[str, Item], setter: TypeSetter, sizes: Sizes) -> float:
    """Where the text of a title ends; without one, where it would begin."""
    item = filled.get(title.name)
    if item is None or not isinstance(item.content, Words):
        return title.box.y
    free = max(0.0, title.box.height - _height(title, item.content, setter, sizes))
    return title.box.bottom - {"top": free, "centre": free / 2, "bottom": 0.0}[title.anchor]


def _with_its_lines(title: Slot, layout: Layout, filled: Mapping[str, Item], setter: TypeSetter, sizes: Sizes) -> Slot:
    """A cover's title with the lines that it needs where it may be no smaller: up to what is above it, then down."""
    item = filled.get(title.name)
    at_floor = sizes.get(title.role.name, title.role.size) <= title.role.floor
    if title.type != "ctrTitle" or not at_floor or item is None or not isinstance(item.content, Words):
        return title
    box = title.box
    more = max(0.0, _height(title, item.content, setter, sizes) - box.height)
    if title.anchor != "bottom":
        return replace(title, box=replace(box, height=box.height + more))
    kicker = layout.slots.get("kicker")
    highest = (kicker.box.bottom if "kicker" in filled else kicker.box.y) if kicker else box.y
    up = min(more, max(0.0, box.y - highest))
    return replace(title, box=replace(box, y=box.y - up, height=box.height + more))


def _top_of(slot: Slot, item: Item, setter: TypeSetter, sizes: Sizes) -> float:
    assert isinstance(item.content, Words)
    free = max(0.0, slot.box.height - _height(slot, item.content, setter, sizes))
    return slot.box.y + {"top": 0.0, "centre": free / 2, "bottom": free}[slot.anchor]


High = Callable[[Slot], float | None]
"""How high what is in a slot of that width stands; None where it fills any height."""


def _stacked(
    layout: Layout, bands: Sequence[_Band], top: float, end: float, setter: TypeSetter, high: High, at_floor: bool
) -> Iterable[Slot]:
    main = max(range(len(bands)), key=lambda number: bands[number].height)
    gaps = [_gap(above.bottom, below.top, setter) for above, below in pairwise(bands)]
    if at_floor and end - top < sum(gaps) + (needed := sum(_needed(band, high) for band in bands if _is_text(band))):
        # A cover's lines stand closer, and lower, rather than not at all.
        gaps = [min(gap, setter.brand.gaps["tight"]) for gap in gaps]
        lowest = setter.brand.height - setter.brand.gaps["wide"]
        end = max(end, min(lowest, top + sum(gaps) + needed))
    heights = [
        0.0 if number == main else min(_needed(band, high), _MOST_TEXT * (end - top))
        for number, band in enumerate(bands)
    ]
    room = end - top - sum(heights) - sum(gaps)
    height, above = _main(layout, bands[main], max(room, 1.0), high)
    heights[main] = height
    y = top
    for number, band in enumerate(bands):
        y += above if number == main else 0.0
        yield from band.moved(y, heights[number])
        y += heights[number] + (gaps[number] if number < len(gaps) else 0.0)


def _main(layout: Layout, band: _Band, room: float, high: High) -> tuple[float, float]:
    """How high the main thing stands in its room, and how far below its top.

    A text at the top keeps the room that it does not need, for whoever writes on.
    """
    if len(band.slots) > 1 or (band.slots[0].type not in ("", "tbl") and layout.place == "top"):
        return room, 0.0
    needed = high(band.slots[0])
    if needed is None or needed >= room:
        return room, 0.0
    return needed, _ABOVE_CENTRE * (room - needed) if layout.place == "centre" else 0.0


def _is_text(band: _Band) -> bool:
    return all(slot.type in ("body", "subTitle") for slot in band.slots)


def _needed(band: _Band, high: High) -> float:
    heights = [high(slot) for slot in band.slots]
    return max(band.height if height is None else height for height in heights)
