"""Resolve the brand's layouts: slots on the grid or in boxes, what is painted behind them, and what they take over."""

from __future__ import annotations

import csv
import hashlib
import json
import math
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from deck import kit
from deck.brand import contract
from deck.brand.entry import Entry, Fields
from deck.brand.model import (
    TITLES,
    Art,
    Bar,
    Color,
    Curve,
    Decor,
    Emblem,
    Face,
    Icon,
    Layout,
    MarkStyle,
    Role,
    ShapeStyle,
    Slot,
)
from deck.brand.shapes import turned
from deck.brand.theme_colors import STAND_IN, enough_for, luminance, require_contrast
from deck.cache import Remembered
from deck.diagnostics import Diagnostic, Severity, at_place, close_matches, without_places
from deck.door import Door, Refused
from deck.geometry import Box, Point, contain, mm
from deck.value import Value, replace

if TYPE_CHECKING:
    from deck.brand.emblem import CleanEmblem

_DARK = 0.2
_DECOR = {
    "rule": (("rule", "color"), ()),
    "curve": (("curve", "box", "color"), ("line_pt",)),
    "emblem": (("emblem", "box"), ("align",)),
    "icon": (("icon", "box", "color"), ("turned",)),
}


class Grid(Value, frozen=True):
    """The slide and its columns, in points."""

    width: float
    height: float
    columns: int
    margin: float
    gutter: float

    @classmethod
    def read(cls, entry: Entry) -> Grid:
        fields = entry.fields(("width", "height", "columns", "margin", "gutter"))
        grid = cls(
            round(mm(fields.length("width", 338.667)), 2),
            round(mm(fields.length("height", 190.5)), 2),
            fields.whole("columns", 1, 24, default=12),
            mm(fields.number("margin", 0)),
            mm(fields.number("gutter", 0)),
        )
        if grid.column <= 0:
            entry.wrong("the margins and gutters leave no room for the columns")
        return grid

    @property
    def column(self) -> float:
        return (self.width - 2 * self.margin - (self.columns - 1) * self.gutter) / self.columns

    def across(self, first: int, last: int) -> tuple[float, float]:
        """Left edge and width of a run of columns, counted from 1."""
        x = self.margin + (first - 1) * (self.column + self.gutter)
        return x, (last - first + 1) * (self.column + self.gutter) - self.gutter

    @property
    def slide(self) -> Box:
        return Box(0, 0, self.width, self.height)


class Parts(Value, frozen=True):
    """What layouts are made of."""

    folder: Path
    grid: Grid
    colors: dict[str, Color]
    roles: dict[str, Role]
    marks: dict[str, MarkStyle]
    shapes: dict[str, ShapeStyle]
    faces: tuple[Face, ...]
    base: str
    fallbacks: tuple[str, ...]
    remembered: Remembered
    door: Door


def layouts(entry: Entry, parts: Parts) -> dict[str, Layout]:
    found: dict[str, Layout] = {}
    names: set[str] = set()
    for key, spec in entry.entries().items():
        layout = found[key] = _layout(key, spec, found, parts)
        if layout.name in names:
            spec.wrong(f"two layouts are called `{layout.name}`", "PowerPoint finds a layout by its name")
        names.add(layout.name)
        _check_slots(spec, layout)
    if not any(layout.is_plain for layout in found.values()):
        entry.wrong("the brand needs a layout with a title and a text", "the slide master is made of it")
    return found


def _layout(key: str, entry: Entry, found: dict[str, Layout], parts: Parts) -> Layout:
    fields = entry.fields(("name",), ("extends", "type", "background", "decor", "place", "slots"))
    base = _base(fields, found)
    ground = parts.colors.get("paper", STAND_IN) if base is None else base.background
    if "background" in fields:
        ground = parts.colors[fields["background"].choice(parts.colors, "colour")]
    slots = dict(base.slots) if base else {}
    own = fields["slots"].entries() if "slots" in fields else {}
    for name, spec in own.items():
        slots[name] = _slot(name, spec, parts)
        style = slots[name].style
        filled = style.fill if style and style.fill else ground
        if slots[name].type != "pic":  # nobody reads words there
            require_contrast(spec, slots[name].color, filled, enough_for(slots[name].role))
    decor = base.decor if base else ()
    if "decor" in fields:
        decor = tuple(part for spec in fields["decor"].items() if (part := _decor(spec, parts)) is not None)
    return Layout(
        key=key,
        name=fields.text("name", key),
        type=fields.choice("type", contract.LAYOUT_TYPES, "layout type", base.type if base else "cust"),
        background=ground,
        dark=luminance(ground.hex) < _DARK,
        slots=_as_met(slots),
        decor=decor,
        place=fields.choice("place", contract.PLACES, "place", base.place if base else "top"),
    )


def _base(fields: Fields, found: dict[str, Layout]) -> Layout | None:
    if "extends" not in fields:
        return None
    name = fields.text("extends")
    if name not in found:
        hint = close_matches(name, found) or "a layout can only extend one that stands above it"
        fields["extends"].wrong(f"unknown layout `{name}`", hint)
    return found.get(name)


def _as_met(slots: dict[str, Slot]) -> dict[str, Slot]:
    """The title first, then as the eye goes: what whoever fills the layout by hand walks through."""

    def place(slot: Slot) -> tuple[bool, float, float]:
        return slot.type not in TITLES, slot.box.y, slot.box.x

    return dict(sorted(slots.items(), key=lambda item: place(item[1])))


def _check_slots(entry: Entry, layout: Layout) -> None:
    users: dict[int, str] = {}
    for name, slot in layout.slots.items():
        if slot.type == "":
            continue
        if slot.idx in users:
            message = f"the slots `{users[slot.idx]}` and `{name}` of `{layout.key}` both have the idx {slot.idx}"
            entry.wrong(message, "give one of them a number that no other slot of the layout has")
        users[slot.idx] = name


def _slot(name: str, entry: Entry, parts: Parts) -> Slot:
    fields = entry.fields(
        ("role", "type"),
        ("columns", "top", "height", "box", "idx", "color", "mark", "align", "anchor", "style", "prompt"),
    )
    role = parts.roles[fields.choice("role", parts.roles, "role", "body")]
    kind = fields.choice("type", contract.SLOT_TYPES.get(name, contract.CONTENT_TYPES), f"type for the slot `{name}`")
    idx = fields.whole("idx", 0, 4095, default=0)
    if kind not in ("", *TITLES) and idx == 0:
        entry.wrong(f"the slot `{name}` needs an `idx` of 1 or more", "it links the slides to the layout")
    if kind in TITLES and idx != 0:
        fields["idx"].wrong(f"the title's idx is 0, not {idx}")
    style = parts.shapes[fields.choice("style", parts.shapes, "shape")] if "style" in fields else None
    return Slot(
        name=name,
        box=_slot_box(entry, fields, parts.grid),
        role=role,
        type=kind,
        idx=idx,
        color=parts.colors[fields["color"].choice(parts.colors, "colour")] if "color" in fields else role.color,
        mark=fields.choice("mark", ("none", *parts.marks), "mark", "none"),
        align=fields.choice("align", contract.ALIGNS, "alignment", "start"),
        anchor=fields.choice("anchor", contract.ANCHORS, "anchor", "top"),
        style=style,
        prompt=fields.text("prompt"),
    )


def _slot_box(entry: Entry, fields: Fields, grid: Grid) -> Box:
    if "box" in fields:
        box = _box(fields["box"])
    elif {"columns", "top", "height"} <= fields.keys():
        first, last = (entry.whole(1, grid.columns, default=1) for entry in _pair(fields["columns"]))
        if last < first:
            fields["columns"].wrong("the first column stands behind the last one")
        x, width = grid.across(first, last)
        box = Box(x, mm(fields.number("top", 0)), width, mm(fields.length("height", 10)))
    else:
        entry.wrong(f"`{entry.label}` needs `columns`, `top` and `height`, or a `box`")
        return grid.slide
    if not grid.slide.contains(box):
        entry.wrong(f"`{entry.label}` does not lie on the slide")
    return box


def _pair(entry: Entry) -> tuple[Entry, Entry]:
    """First and last of `columns`; a wrong value is reported and stands for the first column."""
    entries = list(entry.items())
    if len(entries) == 2:
        return entries[0], entries[1]
    if isinstance(entry.value, list):
        entry.wrong(f"`{entry.label}` must be the first and the last column")
    one = replace(entry, value="1")
    return one, one


def _box(entry: Entry) -> Box:
    left, top, width, height = entry.numbers(4)
    if width <= 0 or height <= 0:
        entry.wrong(f"`{entry.label}` needs a width and a height above 0", "a box is left, top, width, height")
    return Box(mm(left), mm(top), mm(width), mm(height))


def _decor(entry: Entry, parts: Parts) -> Decor | None:
    kind = next((name for name in _DECOR if isinstance(entry.value, dict) and name in entry.value), None)
    if kind is None:
        entry.wrong(f"`{entry.label}` must have one of {', '.join(f'`{name}`' for name in _DECOR)}")
        return None
    fields = entry.fields(*_DECOR[kind])
    color = parts.colors.get(fields.choice("color", parts.colors, "colour"), STAND_IN)
    match kind:
        case "rule":
            return Bar(_box(fields["rule"]), color)
        case "curve" if "box" in fields:
            points = _points(fields["curve"], parts, _box(fields["box"]))
            return Curve(points, color, fields.length("line_pt", 1.0))
        case "emblem" if "box" in fields:
            side = fields.choice("align", contract.ALIGNS, "alignment", "centre")
            return _emblem(fields["emblem"], parts, _box(fields["box"]), side)
        case "icon" if "box" in fields:
            name = fields.choice("icon", kit.names(), "icon")
            return Icon(_box(fields["box"]), name, color, fields.flag("turned", False)) if name else None
        case _:
            return None


def _points(entry: Entry, parts: Parts, box: Box) -> tuple[Point, ...]:
    """The points of a CSV file (x, y from 0 to 1, y upwards) in the box."""
    path, data = _content(entry, parts)
    if path is None:
        return ()
    points: list[Point] = []
    # A line that is no UTF-8 holds no numbers either.
    rows = csv.DictReader(data.decode("utf-8-sig", errors="replace").splitlines())
    for row in rows:
        try:
            x, y = float(row["x"]), float(row["y"])
        except (KeyError, TypeError, ValueError):
            x = y = math.nan
        if not (0 <= x <= 1 and 0 <= y <= 1):
            hint = "it needs numbers from 0 to 1 for `x` and `y`"
            entry.wrong(f"line {rows.line_num} of `{path.name}` is not a point", hint)
            return ()
        points.append(Point(box.x + x * box.width, box.y + (1 - y) * box.height))
    if len(points) < 2:
        entry.wrong(f"`{path.name}` has no two points to draw a line between")
    return tuple(points)


def _emblem(entry: Entry, parts: Parts, box: Box, side: str) -> Emblem | None:
    path, data = _content(entry, parts)
    # Without the brand's own font nothing can be said of the words in it.
    if path is None or not any(face.family == parts.base for face in parts.faces):
        return None
    faces = [(face.path.name, face.path.stat().st_size) for face in parts.faces]
    letters = repr((faces, parts.base, parts.fallbacks)).encode()
    name = f"emblems/{hashlib.sha256(_EMBLEM_RULES + letters + data).hexdigest()}.svg"
    clean = partial(_cleaned, data, path, entry, parts)
    try:
        about, _, svg = parts.remembered(name, clean).partition(b"\n")
        if not about.startswith(b"["):  # somebody else's file
            about, _, svg = clean().partition(b"\n")
    except _Refused:
        return None
    width, height, kept = json.loads(about)
    _tell_once(entry, at_place(kept, entry.span))
    held = contain(width, height, box)
    left = {"start": box.x, "centre": held.x, "end": box.right - held.width}[side]
    return Emblem(replace(held, x=left), svg)


_EMBLEM_RULES = b"3"
"""Goes up when emblems are cleaned in another way, so that what was remembered is cleaned again."""


class _Refused(Exception):
    """The mistake is in the report."""


def _cleaned(data: bytes, path: Path, entry: Entry, parts: Parts) -> bytes:
    """Width and height of an SVG and how it differs from what its author saw, in a line, and what is left of it."""
    # Imported here because emblems are remembered.
    from deck.apart import READER, Ended
    from deck.svg.words import Fonts, Typeface

    faces = tuple(Typeface(face.family, face.bold, face.italic, face.path.absolute()) for face in parts.faces)
    fonts = Fonts(faces, parts.base, parts.fallbacks)
    try:
        read: CleanEmblem = READER.ask("deck.brand.emblem:read_emblem", path.name, data, fonts, parts.base, entry.span)
    except Ended as problem:
        entry.wrong(f"`{path.name}` cannot be shown: it {problem}", "export it again, simpler", "bad-brand")
        raise _Refused from problem
    if read.why:
        message = f"`{path.name}` cannot be shown: {read.why}"
        _tell_once(entry, [Diagnostic(Severity.ERROR, read.code, message, entry.span, read.help)])
        raise _Refused
    if any(one.severity is Severity.ERROR for one in read.found):
        _tell_once(entry, read.found)
        raise _Refused
    return json.dumps([read.width, read.height, without_places(read.found)]).encode() + b"\n" + read.data


def _tell_once(entry: Entry, found: Iterable[Diagnostic]) -> None:
    """What is wrong with a drawing, where it stands first: several layouts may have it."""
    told = {(one.code, one.message) for one in entry.report}
    entry.report.add(*(one for one in found if (one.code, one.message) not in told))


def _content(entry: Entry, parts: Parts) -> tuple[Path | None, bytes]:
    """A file of the brand, and what it holds."""
    path = _file(entry, parts.folder)
    try:
        return path, parts.door.read(path, "brand") if path else b""
    except Refused as refused:
        entry.wrong(refused.said(entry.text()), refused.help, refused.code)
        return None, b""


def _file(entry: Entry, folder: Path) -> Path | None:
    path = folder / entry.text()
    try:
        there = path.exists()
        inside = path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # a name that is too long, a link to itself
        there, inside = False, True
    if there and inside:
        return path
    if not inside:
        entry.wrong(f"`{entry.text()}` is not inside the folder of the brand", "copy the file there")
        return None
    names = (other.name for other in sorted(folder.iterdir()) if other.suffix == path.suffix)
    entry.wrong(
        f"there is no file `{entry.text()}`", close_matches(path.name, names) or "its place is relative to brand.yaml"
    )
    return None


def mirrored(layout: Layout, width: float) -> Layout:
    """The layout for a language that is read from right to left."""
    slots = {
        name: replace(
            slot,
            box=slot.box.mirrored_in(width),
            home=slot.home and slot.home.mirrored_in(width),
            style=slot.style and turned(slot.style),
        )
        for name, slot in layout.slots.items()
    }
    grounds = tuple((box.mirrored_in(width), color) for box, color in layout.grounds)
    return replace(layout, slots=slots, decor=tuple(_mirrored(part, width) for part in layout.decor), grounds=grounds)


def _mirrored(part: Decor, width: float) -> Decor:
    match part:
        case Bar(box=box) | Emblem(box=box):
            return replace(part, box=box.mirrored_in(width))
        case Icon(box=box, turned=turned):
            return replace(part, box=box.mirrored_in(width), turned=not turned)
        case Art():
            return part
        case Curve(points=points):
            return replace(part, points=tuple(Point(width - point.x, point.y) for point in points))
