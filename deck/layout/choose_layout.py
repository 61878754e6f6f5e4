"""Which layout of the brand does a slide stand on?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from deck.brand.model import Brand, Layout, Slot
from deck.diagnostics import Diagnostic, Severity
from deck.scene import EVERY_SLIDE, Bibliography, Flow, Item, Picture, Scene, Table, Words
from deck.talk import Slots
from deck.value import Value, replace


class Standing(Value, frozen=True):
    """A layout of the brand, and those items of a scene that have a place there, by the layout's own names."""

    layout: Layout
    items: tuple[Item, ...]


def choose_layout(scene: Scene, brand: Brand) -> tuple[Standing, tuple[Diagnostic, ...]]:
    """The first of the scene's layouts that the brand has with the slots that the scene fills.

    Where there is none, the scene stands on whichever layout has room for most of it, so that a preview shows it.
    """
    own = [item for item in scene.items if item.slot not in EVERY_SLIDE]
    suited = {key: names for key, names in _named(scene.layouts) if all(item.slot in names for item in own)}
    for key, names in suited.items():
        if key in brand.layouts and not list(_problems(own, names, brand.layouts[key])):
            layout = brand.layouts[key]
            items = [_renamed(item, names) for item in scene.items]
            return _standing(layout, items), tuple(_no_place(item) for item in items if not _fits(item, layout))
    layout = max(brand.layouts.values(), key=lambda one: sum(_fits(item, one) for item in scene.items))
    return _standing(layout, scene.items), (_no_layout(scene, own, suited, brand),)


Names = Mapping[str, str]
"""What a layout calls each of a kind's slots."""


def _named(layouts: Mapping[str, Slots]) -> Iterator[tuple[str, Names]]:
    for key, slots in layouts.items():
        yield key, {name: name for name in slots} if isinstance(slots, tuple) else slots


def _standing(layout: Layout, items: tuple[Item, ...] | list[Item]) -> Standing:
    placed = [item for item in items if _fits(item, layout)]
    # What lies behind is painted first.
    return Standing(layout, tuple(sorted(placed, key=lambda item: not item.background)))


def _renamed(item: Item, names: Names) -> Item:
    if item.slot in EVERY_SLIDE or names[item.slot] == item.slot:
        return item
    content = item.content
    if isinstance(content, Flow):
        content = replace(content, slots=tuple(names[slot] for slot in content.slots if slot in names))
    return replace(item, slot=names[item.slot], content=content)


def _fits(item: Item, layout: Layout) -> bool:
    slots = item.content.slots if isinstance(item.content, Flow) else (item.slot,)
    return all(slot in layout.slots and _holds(layout.slots[slot], item) for slot in slots)


_NO_TEXT = ("pic", "tbl")


def _holds(slot: Slot, item: Item) -> bool:
    """Whether the placeholder is made for such a content; a free area takes what has no placeholder of its own."""
    match item.content:
        case Words() | Flow() | Bibliography():
            return slot.type not in _NO_TEXT
        case Picture():
            return slot.type in ("pic", "obj", "")
        case Table():
            return slot.type in ("tbl", "obj")
        case _:
            return slot.type == ""


def _problems(own: list[Item], names: Names, layout: Layout) -> Iterator[str]:
    """What keeps a scene's own items from this layout, each as the end of a sentence about it."""
    for item in own:
        flows = item.content.slots if isinstance(item.content, Flow) else (item.slot,)
        for slot in (names[slot] for slot in flows if slot in names):
            if slot not in layout.slots:
                yield f"has no slot `{slot}`"
            elif not _holds(layout.slots[slot], item):
                kind = layout.slots[slot].type or "free area"
                yield f"has `{slot}` as a `{kind}`, which holds no {type(item.content).__name__.lower()}"


def _no_place(item: Item) -> Diagnostic:
    message = f"`{item.slot}` has no place on this kind of slide"
    return Diagnostic(Severity.ERROR, "no-place", message, item.span, "take it away, or use another kind")


def _no_layout(scene: Scene, own: list[Item], suited: Mapping[str, Names], brand: Brand) -> Diagnostic:
    slide = scene.slide
    if not suited:
        filled = _listed(item.slot for item in own) or "its title"
        message = f"no layout of the kind `{slide.kind}` has the slots that it fills: {filled}"
        help = "name a layout with them in `layouts` of the kind"
    else:
        best, names = next(iter(suited.items()))
        needed = _listed(names[item.slot] for item in own)
        message, help = (
            f"the brand has no layout `{best}`, which this slide needs",
            f"add it to brand.yaml with {needed}",
        )
        # One that the brand has, but not as it is needed, is mended more easily.
        for key, its in suited.items():
            if key in brand.layouts:
                wrong = next(_problems(own, its, brand.layouts[key]))
                message, help = f"the layout `{key}` of the brand {wrong}", "give it that slot in brand.yaml"
                break
        others = _listed(key for key in suited if f"`{key}`" not in message)
        help += f"; the slide can stand on {others} too" if others else ", or write the slide as another kind"
    return Diagnostic(Severity.ERROR, "no-layout", message, slide.places.get("kind", slide.span), help)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in dict.fromkeys(names))
