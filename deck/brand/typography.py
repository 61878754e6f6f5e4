"""Resolve the brand's fonts, its type scale, the roles that text can have, and the marks of its lists."""

from __future__ import annotations

from pathlib import Path

from deck.brand import contract
from deck.brand.entry import Entry, Fields
from deck.brand.extend import is_extended
from deck.brand.faces import find_faces
from deck.brand.model import Color, Face, MarkStyle, Role, StandIn
from deck.brand.shipped import FONTS, METRICS, belongs
from deck.brand.theme_colors import STAND_IN
from deck.cache import Remembered
from deck.door import Door, outside
from deck.language import script
from deck.value import Value, replace

CODE = "code"
"""The role in which code is set."""


class Typography(Value, frozen=True):
    base: str
    headings: str
    monospace: str
    scripts: dict[str, str]
    fallbacks: tuple[str, ...]
    faces: tuple[Face, ...]
    scale: tuple[float, ...]
    roles: dict[str, Role]
    marks: dict[str, MarkStyle]
    stand_in: StandIn | None
    wider: float


class Script(Value, frozen=True):
    """How text in one script is set: its family, and the least line spacing at which its letters do not collide."""

    family: str
    spacing: float
    place: Entry


def typography(
    entry: Entry,
    colors: dict[str, Color],
    folder: Path,
    door: Door,
    language: str = "en",
    remembered: Remembered = lambda name, make: make(),
) -> Typography:
    fields = entry.fields(
        ("base", "headings", "scale", "roles", "marks"),
        ("fonts", "monospace", "fallback", "scripts", "stand_in", "wider"),
    )
    base, headings = fields.text("base"), fields.text("headings")
    fallbacks = fields["fallback"].texts() if "fallback" in fields else ()
    scripts = {name: _script(spec) for name, spec in fields["scripts"].entries().items()} if "scripts" in fields else {}
    scale = _scale(fields["scale"]) if "scale" in fields else ()
    roles = _roles(fields["roles"], colors, scale) if "roles" in fields else _stand_ins()
    own = scripts.get(script(language))
    families = [known.family for known in scripts.values()]
    return Typography(
        base=base,
        headings=headings,
        monospace=fields.text("monospace") if "monospace" in fields else "",
        scripts={name: known.family for name, known in scripts.items()},
        # The language's own script first: Japanese and Chinese share letters, and draw them in their own ways.
        fallbacks=tuple(dict.fromkeys((*([own.family] if own else []), *fallbacks, *families))),
        faces=_faces(entry, fields, scripts, (base, headings), folder, door, remembered),
        scale=scale,
        roles={name: replace(role, spacing=max(role.spacing, own.spacing)) for name, role in roles.items()}
        if own
        else roles,
        marks=_marks(fields["marks"], colors) if "marks" in fields else {},
        stand_in=_stand_in(fields["stand_in"], folder, door) if "stand_in" in fields else None,
        wider=max(1.0, fields.number("wider", 1.0)),
    )


def _script(entry: Entry) -> Script:
    """A family, or a family with what else its script asks for."""
    if not isinstance(entry.value, dict):
        return Script(entry.text(), 0.0, entry)
    fields = entry.fields(("family",), ("spacing",))
    return Script(fields.text("family"), fields.length("spacing", 1.0), fields.get("family", entry))


def _faces(
    entry: Entry,
    fields: Fields,
    scripts: dict[str, Script],
    own: tuple[str, str],
    folder: Path,
    door: Door,
    remembered: Remembered,
) -> tuple[Face, ...]:
    """The files of all families; `own` are those of base and headings.

    A brand that names no folder, or extends the plain one, takes the others from the fonts that come with the program.
    """
    folders: tuple[Path, ...] = (FONTS,)
    where = entry
    if "fonts" in fields:
        fonts = folder / fields.text("fonts")
        where = fields["fonts"]
        if not _is_folder(fonts):
            where.wrong(f"there is no folder `{fields.text('fonts')}`", "its place is relative to brand.yaml")
            return ()
        if not belongs(fonts, folder, door):
            refused = outside(fonts)
            where.wrong(refused.said(fields.text("fonts")), _BESIDE, refused.code)
            return ()
        door.admit(fonts)
        folders = (fonts, FONTS) if is_extended(entry) else (fonts,)
    door.admit(FONTS)
    places = [fields[name] for name in ("base", "headings", "monospace") if name in fields]
    places += fields["fallback"].items() if "fallback" in fields else ()
    places += [known.place for known in scripts.values()]
    families: dict[str, Entry] = {}
    for place in places:
        if isinstance(place.value, str):
            families.setdefault(place.value, place)
    return find_faces(door, folders, where, families, *own, remembered)


_BESIDE = "copy the fonts into the brand's folder, or into one beside it"


def _stand_in(entry: Entry, folder: Path, door: Door) -> StandIn | None:
    fields = entry.fields(("name",), ("metrics",))
    if "metrics" not in fields:
        return StandIn(fields.text("name"), METRICS, entry.span)
    metrics = folder / fields.text("metrics")
    if not door.admits(metrics):
        refused = outside(metrics)
        entry.wrong(refused.said(fields.text("metrics")), refused.help, refused.code)
        return None
    return StandIn(fields.text("name"), metrics, entry.span)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name that is too long for a file system
        return False


def _scale(entry: Entry) -> tuple[float, ...]:
    sizes = tuple(size.length() for size in entry.items())
    if list(sizes) != sorted(set(sizes), reverse=True):
        entry.wrong(f"`{entry.label}` must run from the largest size to the smallest")
    return sizes


def _roles(entry: Entry, colors: dict[str, Color], scale: tuple[float, ...]) -> dict[str, Role]:
    roles = {name: _role(name, spec, colors, scale) for name, spec in entry.entries().items()}
    for name in contract.ROLES:
        if name not in roles:
            entry.wrong(f"the brand needs the role `{name}`", "a role says how one kind of text is set")
            roles[name] = _stand_ins()[name]
    for name, like in contract.MORE_ROLES.items():
        if name not in roles:
            own = {"monospace": True, "bold": False, "spacing": 1.0, "before": 0.0} if name == CODE else {}
            roles[name] = replace(roles[like], name=name, **own)
    return roles


def _stand_ins() -> dict[str, Role]:
    return {name: Role(name, 18, 18, color=STAND_IN) for name in (*contract.ROLES, *contract.MORE_ROLES)}


def _role(name: str, entry: Entry, colors: dict[str, Color], scale: tuple[float, ...]) -> Role:
    fields = entry.fields(("size", "floor", "color"), ("largest", "bold", "spacing", "before", "heading"))
    size = fields.length("size", 18)
    floor = fields.length("floor", size)
    largest = fields.length("largest", size) if "largest" in fields else _grown(size, scale)
    for field, value in (("largest", largest), ("size", size), ("floor", floor)):
        if field in fields and scale and value not in scale:
            fields[field].wrong(f"{value:g} pt is not on the type scale", "use a size of `typography.scale`, or add it")
    if floor > size:
        fields["floor"].wrong(f"the floor of `{name}` is larger than its size")
    if largest < size and {largest, size} <= {*scale}:
        fields["largest"].wrong(f"the largest size of `{name}` is smaller than its size")
    return Role(
        name=name,
        size=size,
        floor=floor,
        bold=fields.flag("bold"),
        color=colors.get(fields.choice("color", colors, "colour"), STAND_IN),
        spacing=fields.length("spacing", 1.1),
        before=fields.number("before", 0.0),
        heading=fields.flag("heading"),
        largest=largest,
        monospace=name == CODE,
    )


_GROWTH = 7 / 6
"""How far text may grow where a brand does not say: as 24 pt to 28."""


def _grown(size: float, scale: tuple[float, ...]) -> float:
    return max((step for step in scale if size <= step <= size * _GROWTH), default=size)


def _marks(entry: Entry, colors: dict[str, Color]) -> dict[str, MarkStyle]:
    marks = {}
    for name, spec in entry.entries().items():
        fields = spec.fields(("char", "color", "indent"))
        color = colors.get(fields.choice("color", colors, "colour"), STAND_IN)
        marks[name] = MarkStyle(fields.text("char"), color, fields.length("indent", 1.0))
    for name in contract.MARKS:
        if name not in marks:
            entry.wrong(f"the brand needs the mark `{name}`")
            marks[name] = MarkStyle("", STAND_IN, 1.0)
    for name, like in contract.MORE_MARKS.items():
        marks.setdefault(name, replace(marks[like], color=colors.get("muted", STAND_IN)))
    return marks
