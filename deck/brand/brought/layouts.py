"""Resolve the layouts of a brand on a brought template: each slot is a placeholder of it, or a box of ours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from deck.brand import contract
from deck.brand.brought.looks import LevelLook
from deck.brand.brought.read import Brought, Holder, Sheet
from deck.brand.entry import Entry, Fields
from deck.brand.model import TITLES, Art, Color, Layout, Level, MarkStyle, Role, ShapeStyle, Slot
from deck.brand.theme_colors import STAND_IN, luminance
from deck.diagnostics import close_matches
from deck.geometry import Box, mm
from deck.value import Value, replace

_DARK = 0.2
_ALIGNS = {"l": "start", "just": "start", "dist": "start", "ctr": "centre", "r": "end"}
_ANCHORS = {"t": "top", "ctr": "centre", "b": "bottom"}
_SLOT = ("role", "type", "idx", "box", "color", "mark", "align", "anchor", "style", "prompt")
_LAYOUT = ("extends", "master", "layout", "place", "background", "slots")
_TYPES = (
    *("title", "ctrTitle", "subTitle", "body", "obj", "pic", "tbl", "chart", "media", "dgm", "clipArt"),
    *("dt", "ftr", "sldNum", ""),
)
_OF_TYPES = {"chart": "obj", "media": "obj", "dgm": "obj", "clipArt": "pic"}
"""What a placeholder that is made for something else does for a deck as well."""


class Known(Value, frozen=True):
    """What the slots of a brought template are made of."""

    brought: Brought
    colors: Mapping[str, Color]
    roles: Mapping[str, Role]
    marks: Mapping[str, MarkStyle]
    shapes: Mapping[str, ShapeStyle]


def brought_layouts(entry: Entry, known: Known) -> dict[str, Layout]:
    found: dict[str, Layout] = {}
    specs: dict[str, tuple[Fields, dict[str, Entry]]] = {}
    for key, spec in entry.entries().items():
        fields = spec.fields((), _LAYOUT)
        slots: dict[str, Entry] = {}
        named: Fields = fields
        if "extends" in fields:
            base = fields.text("extends")
            if base not in specs:
                hint = close_matches(base, specs) or "a layout can only extend one that stands above it"
                fields["extends"].wrong(f"unknown layout `{base}`", hint)
                continue
            above, slots = specs[base]
            named = Fields({**above, **fields})
        own = fields["slots"].entries() if "slots" in fields else {}
        merged = {**slots, **own}
        specs[key] = named, merged
        sheet = _sheet(spec, named, known.brought)
        if sheet is not None:
            found[key] = _layout(key, spec, named, sheet, merged, known)
    if not found:
        entry.wrong(
            "no layout of the template has a place for a title",
            "in PowerPoint, View → Slide Master, choose the layout and tick Title; then adopt the template again",
        )
    return found


def _sheet(spec: Entry, fields: Fields, brought: Brought) -> Sheet | None:
    masters = brought.masters
    number = fields.whole("master", 1, max(1, len(masters)), default=1)
    if "layout" not in fields:
        spec.wrong(f"`{spec.label}` needs the field `layout`", "name a layout of the template as PowerPoint shows it")
        return None
    name = fields.text("layout")
    sheet = brought.sheet(number, name)
    if sheet is None and 1 <= number <= len(masters):
        names = [one.name for one in masters[number - 1].sheets]
        other = next((at for at, master in enumerate(masters, 1) if any(s.name == name for s in master.sheets)), 0)
        hint = f"master {other} has it: write `master: {other}`" if other else close_matches(name, names)
        hint = hint or f"it has: {', '.join(f'`{one}`' for one in names[:12])}"
        fields["layout"].wrong(f"master {number} of the template has no layout `{name}`", hint)
    return sheet


def _layout(key: str, spec: Entry, fields: Fields, sheet: Sheet, slots: Mapping[str, Entry], known: Known) -> Layout:
    made = {}
    for name, entry in slots.items():
        slot = _slot(name, entry, sheet, known)
        if slot is not None:
            made[name] = slot
    title = next((slot for slot in made.values() if slot.type in TITLES), None)
    ground = named(sheet.ground_at(title.box) if title else sheet.ground, known.colors)
    painted = [(one.box, one.color) for one in sheet.art if one.color is not None]
    whole = Box(0, 0, known.brought.width, known.brought.height)
    grounds = tuple((box, named(color, known.colors)) for box, color in [(whole, sheet.ground), *painted])
    if "background" in fields:
        grounds = ()
        ground = known.colors.get(fields.choice("background", known.colors, "colour"), STAND_IN)
    return Layout(
        key=key,
        name=sheet.name,
        type=sheet.type or "cust",
        background=ground,
        dark=luminance(ground.hex) < _DARK,
        slots=_as_met(made.values()),
        decor=(Art(sheet.part),),
        place=fields.choice("place", contract.PLACES, "place", "kept"),
        part=sheet.part,
        grounds=grounds,
    )


def _as_met(slots: Iterable[Slot]) -> dict[str, Slot]:
    ordered = sorted(slots, key=lambda slot: (slot.type not in TITLES, slot.box.y, slot.box.x))
    return {slot.name: slot for slot in ordered}


def _slot(name: str, entry: Entry, sheet: Sheet, known: Known) -> Slot | None:
    fields = entry.fields((), _SLOT)
    kind = fields.choice("type", _TYPES, "type", {"title": "title"}.get(name, "body"))
    role = known.roles[fields.choice("role", known.roles, "role", "body")]
    box = _box(fields["box"], known.brought) if "box" in fields else None
    if "idx" in fields:
        idx = fields.whole("idx", 0, 4294967295, default=0)
        holder = _holder(fields, sheet, kind, idx)
        if holder is None:
            return None
        return _of_holder(name, fields, holder, role, box, known)
    if box is None:
        entry.wrong(f"`{entry.label}` needs an `idx` of the template, or a `box` of its own")
        return None
    color = fields.choice("color", known.colors, "colour") if "color" in fields else ""
    return Slot(
        name=name,
        box=box,
        role=role,
        type=kind,
        idx=0,
        color=known.colors[color] if color else role.color,
        mark=fields.choice("mark", ("none", *known.marks), "mark", "none"),
        align=fields.choice("align", contract.ALIGNS, "alignment", "start"),
        anchor=fields.choice("anchor", contract.ANCHORS, "anchor", "top"),
        prompt=fields.text("prompt"),
        virtual=True,
    )


def _holder(fields: Fields, sheet: Sheet, kind: str, idx: int) -> Holder | None:
    """The placeholder that is meant: of that type, else the only one with that idx."""
    found = sheet.holder(kind, idx) if "type" in fields else None
    if found is None and "type" not in fields:
        same = [one for one in sheet.holders if one.idx == idx]
        found = same[0] if len(same) == 1 else sheet.holder(kind, idx)
    if found is not None and found.box is not None:
        return found
    there = ", ".join(f"{one.type} {one.idx}" for one in sheet.holders) or "none at all"
    message = f"the layout `{_on_one_line(sheet.name)}` of the template has no placeholder {kind or 'obj'} {idx}"
    help = f"it has {there}; or add one in PowerPoint: View → Slide Master → Insert Placeholder"
    fields["idx"].wrong(message, help)
    return None


def _on_one_line(name: str) -> str:
    return " ".join(name.split())


def _box(entry: Entry, brought: Brought) -> Box:
    left, top, width, height = entry.numbers(4)
    box = Box(mm(left), mm(top), mm(width), mm(height))
    if width <= 0 or height <= 0:
        entry.wrong(f"`{entry.label}` needs a width and a height above 0", "a box is left, top, width, height")
    elif not Box(0, 0, brought.width, brought.height).contains(box, slack=0.2):
        entry.wrong(f"`{entry.label}` does not lie on the slide")
    return box


# ------------------------------------------------------------------------------------------------ placeholders


def _of_holder(name: str, fields: Fields, holder: Holder, role: Role, box: Box | None, known: Known) -> Slot:
    assert holder.box is not None
    home = clipped(holder.box, known.brought)
    levels = tuple(_level(look, role, number, known) for number, look in enumerate(holder.levels))
    color = named(holder.look.color or known.colors.get("text", STAND_IN), known.colors)
    if "color" in fields:
        color = known.colors[fields.choice("color", known.colors, "colour")]
    mark = fields.choice(
        "mark", ("none", *known.marks), "mark", levels[0].mark if levels[0].mark in known.marks else "none"
    )
    inset = holder.inset
    style = ShapeStyle("template", "rect", role, color, fill=holder.fill, inset=inset)
    if "style" in fields:
        style = replace(known.shapes[fields.choice("style", known.shapes, "shape")], inset=inset)
    return Slot(
        name=name,
        box=box or home,
        role=role,
        type=_OF_TYPES.get(holder.type, holder.type),
        idx=holder.idx,
        color=color,
        mark=mark,
        align=_aligned(holder.look),
        anchor=_ANCHORS.get(holder.anchor, "top"),
        style=style,
        prompt=holder.prompt,
        home=holder.box,
        levels=levels,
    )


def _aligned(look: LevelLook) -> str:
    """Alignment in reading direction: what is on the left of a slide from right to left ends there."""
    side = look.align or ("r" if look.rtl else "l")
    if look.rtl:
        side = {"l": "r", "r": "l"}.get(side, side)
    return _ALIGNS.get(side, "start")


def clipped(box: Box, brought: Brought) -> Box:
    """The part of a placeholder that is on the slide: text elsewhere nobody sees."""
    if Box(0, 0, brought.width, brought.height).contains(box):
        return box
    left, top = max(0.0, box.x), max(0.0, box.y)
    right, bottom = min(brought.width, box.right), min(brought.height, box.bottom)
    return box if right - left < 1 or bottom - top < 1 else Box(left, top, right - left, bottom - top)


def _level(look: LevelLook, role: Role, number: int, known: Known) -> Level:
    color = named(look.color or known.colors.get("text", STAND_IN), known.colors)
    own = replace(
        role,
        size=look.size,
        bold=look.bold,
        color=color,
        spacing=look.spacing,
        before=look.before / look.size if look.size else 0.0,
    )
    mark, style = _mark(look, number, known)
    # A mark hangs in front of its text; a first line that stands in by itself has none.
    hanging = max(0.0, -look.indent) if look.bullet else 0.0
    return Level(own, color, mark, style, look.margin if look.bullet else look.margin + look.indent, hanging)


def _mark(look: LevelLook, number: int, known: Known) -> tuple[str, MarkStyle | None]:
    """The brand's mark that is the template's own on that level: a dash is what stands before all but the first."""
    if not look.bullet:
        return "none", None
    if look.bullet == "1":
        return "number", known.marks.get("number")
    usual = {"dash" if number else "dot": None, **known.marks}
    for name in usual:
        if name in known.marks and known.marks[name].char == look.bullet:
            return name, known.marks[name]
    return look.bullet, None


def named(color: Color, colors: Mapping[str, Color]) -> Color:
    """The palette's own colour that is the same, by which two slots know that they look alike."""
    for one in colors.values():
        same = (one.theme, one.lum_mod, one.lum_off, one.sat_mod) == (
            color.theme,
            color.lum_mod,
            color.lum_off,
            color.sat_mod,
        )
        if same and one.hex == color.hex:
            return one
    return color
