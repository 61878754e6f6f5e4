"""What an exported template says about itself, so that to adopt it gives back the brand that it was made from."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from deck.brand.brought.read import WRITTEN
from deck.brand.drawingml import DECLARATION, escape
from deck.brand.model import Brand, Layout, Slot
from deck.geometry import PT_PER_MM
from deck.regex import regex

_PART, _MAIN_RELS = "customXml/item1.xml", "ppt/_rels/presentation.xml.rels"
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"
_BARE = regex(r"-?\d+(\.\d+)?|[A-Za-z][\w-]*|[A-Za-z][\w./-]*[\w]")
_FILE = "@TEMPLATE@"
_TAKEN_OVER = ("meta", "color", "typography", "gaps", "shapes")


def with_brand(parts: Mapping[str, bytes], brand: Brand, told: Mapping[str, Any]) -> dict[str, bytes]:
    """The parts of a template with one more: the brand.yaml that stands on it. `told` is all that the brand says."""
    namespace, _, tag = WRITTEN[1:].partition("}")
    text = f'<{tag} xmlns="{namespace}">{_escaped(adopted(brand, told))}</{tag}>'
    row = f'<Relationship Id="rIdBrand" Type="{_TYPE}" Target="../{_PART}"/></Relationships>'
    rels = parts[_MAIN_RELS].decode().replace("</Relationships>", row)
    return {**parts, _PART: f"{DECLARATION}{text}".encode(), _MAIN_RELS: rels.encode()}


def _escaped(text: str) -> str:
    # Line by line: an attribute's escape would take the line ends away.
    return "\n".join(escape(line) for line in text.split("\n"))


def named_as(written: str, file: str) -> str:
    """The text of brand.yaml for a copy of the template with that name."""
    return written.replace(_FILE, json.dumps(file, ensure_ascii=False)[1:-1])


def adopted(brand: Brand, told: Mapping[str, Any]) -> str:
    """brand.yaml with the template in the place of grid and decor."""
    lines = ["# Read from a template that `deck brand export` wrote: it says itself what stands where.", ""]
    for name in _TAKEN_OVER:
        lines += [f"{name}:", *_block(_without_files(told[name]), 1), ""]
    lines += [f'template: "{_FILE}"', "", "layouts:"]
    for key, layout in brand.layouts.items():
        lines += _layout(key, layout)
    return "\n".join(lines) + "\n"


def _without_files(told: Mapping[str, Any]) -> dict[str, Any]:
    """What the template's new place need not have: the fonts are the program's, or are put beside it."""
    own = {name: one for name, one in told.items() if name != "fonts"}
    if isinstance(own.get("stand_in"), dict):
        own["stand_in"] = {name: one for name, one in own["stand_in"].items() if name != "metrics"}
    return own


def _layout(key: str, layout: Layout) -> Iterator[str]:
    yield f"  {key}:"
    yield "    master: 1"
    yield f"    layout: {_scalar(layout.name)}"
    yield f"    place: {layout.place}"
    yield f"    background: {layout.background.name}"
    yield "    slots:"
    for name, slot in layout.slots.items():
        yield f"      {name}: {_flow(dict(_slot(slot)))}"


def _slot(slot: Slot) -> Iterator[tuple[str, str]]:
    yield "type", slot.type
    if slot.type:
        yield "idx", str(slot.idx)
    else:
        box = slot.box
        yield "box", [f"{value / PT_PER_MM:.4f}" for value in (box.x, box.y, box.width, box.height)]  # type: ignore[misc]
    yield "role", slot.role.name
    yield "color", slot.color.name
    if slot.mark != "none":
        yield "mark", slot.mark
    if slot.style is not None and slot.type:
        yield "style", slot.style.name
    if not slot.type:
        yield "align", slot.align
        yield "anchor", slot.anchor


def _block(value: Any, depth: int) -> Iterator[str]:
    """A mapping whose entries stand on lines of their own, two levels deep; what is below that is on one line."""
    for name, one in value.items():
        if isinstance(one, dict) and depth < 2:
            yield f"{'  ' * depth}{name}:"
            yield from _block(one, depth + 1)
        else:
            yield f"{'  ' * depth}{name}: {_flow(one)}"


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {_flow(one)}" for name, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return _scalar(value)


def _scalar(value: Any) -> str:
    words = "" if value is None else str(value)
    return words if _BARE.fullmatch(words) else json.dumps(words, ensure_ascii=False)
