"""Load brand.yaml: every name resolved, every length in points, every mistake at its place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from deck.brand import contract
from deck.brand.entry import Entry, Fields
from deck.brand.extend import extended
from deck.brand.layouts import Grid, Parts, layouts, mirrored
from deck.brand.model import Brand, Color, Layout, ShapeStyle, TemplateFile
from deck.brand.shapes import shapes, turned
from deck.brand.theme_colors import check_contrast, palette, readable_code
from deck.brand.typography import Typography, typography
from deck.cache import Remembered
from deck.diagnostics import Found, Report, close_matches
from deck.door import Door, Refused, outside
from deck.geometry import mm
from deck.language import is_right_to_left
from deck.source import load
from deck.value import Value, replace

_SECTIONS = ("meta", "color", "typography", "gaps", "shapes", "layouts")


def load_brand(
    folder: Path,
    language: str = "en",
    event: str = "",
    remembered: Remembered = lambda name, make: make(),
    door: Door | None = None,
) -> tuple[Brand | None, Found]:
    """The brand of a folder as a deck in `language` needs it, or None when it has mistakes.

    `remembered` keeps cleaned emblems: to load what cleans them takes longer than all the rest.
    """
    found = Report()
    path = folder / "brand.yaml"
    door = door or Door()
    door.admit(folder)
    source = load(path, found, path.as_posix(), door)
    whole = extended(Entry(source.data, (), source, found), found, folder) if source else None
    brand = _brand(whole, folder, language, remembered, door) if whole else None
    if brand is None or found.has_errors:
        return None, found.found
    brand = replace(brand, event=event)
    from_right = is_right_to_left(language)
    # What was made for the other direction stands the other way round.
    if from_right != (brand.template is not None and brand.template.right_to_left):
        brand = replace(brand, layouts={key: mirrored(layout, brand.width) for key, layout in brand.layouts.items()})
    return _right_to_left(brand) if from_right else brand, found.found


def told_by(folder: Path, report: Report, door: Door) -> dict[str, Any]:
    """All that brand.yaml says with what it takes over, as plain data; nothing where it cannot be read."""
    path = folder / "brand.yaml"
    source = load(path, report, path.as_posix(), door)
    whole = extended(Entry(source.data, (), source, report), report, folder) if source else None
    return dict(whole.value) if whole is not None and isinstance(whole.value, dict) else {}


def _brand(entry: Entry, folder: Path, language: str, remembered: Remembered, door: Door) -> Brand | None:
    brings = isinstance(entry.value, dict) and "template" in entry.value
    own = (*_SECTIONS, "template" if brings else "grid")
    sections = entry.fields(own, ("transition",))
    if not sections.keys() >= {*own}:
        return None
    color = sections["color"].fields(("palette",), ("contrast",))
    if "palette" not in color:
        return None
    colors, theme = palette(color["palette"], literal=brings)
    if "contrast" in color:
        check_contrast(color["contrast"], colors, color["palette"])
    type_ = typography(sections["typography"], colors, folder, door, language, remembered)
    looks = shapes(sections["shapes"], colors, type_.roles)
    colors = readable_code(colors, looks["code"], looks["code_band"], color["palette"])
    made: _Stage | None
    if brings:
        made = _brought(sections["template"], sections["layouts"], folder, door, colors, type_, looks)
    else:
        made = _own_stage(sections, folder, door, colors, type_, looks, remembered)
    if made is None:
        return None
    return Brand(
        name=sections["meta"].fields(("name",)).text("name"),
        width=made.width,
        height=made.height,
        colors=colors,
        theme=theme,
        headings=type_.headings,
        monospace=type_.monospace,
        base=type_.base,
        scripts=type_.scripts,
        fallbacks=type_.fallbacks,
        faces=type_.faces,
        roles=type_.roles,
        scale=type_.scale,
        marks=type_.marks,
        gaps=_gaps(sections["gaps"]),
        shapes=looks,
        layouts=made.layouts,
        language=language,
        folder=folder,
        stand_in=type_.stand_in,
        wider=type_.wider,
        template=made.template,
        transition=sections.choice("transition", contract.TRANSITIONS, "transition", "none"),
    )


class _Stage(Value, frozen=True):
    """What slides stand on: their size, and the layouts."""

    width: float
    height: float
    layouts: dict[str, Layout]
    template: TemplateFile | None = None


def _own_stage(
    sections: Fields,
    folder: Path,
    door: Door,
    colors: dict[str, Color],
    type_: Typography,
    looks: dict[str, ShapeStyle],
    remembered: Remembered,
) -> _Stage:
    grid = Grid.read(sections["grid"])
    parts = Parts(
        folder,
        grid,
        colors,
        type_.roles,
        type_.marks,
        looks,
        type_.faces,
        type_.base,
        (*type_.fallbacks, *type_.scripts.values()),
        remembered,
        door,
    )
    return _Stage(grid.width, grid.height, layouts(sections["layouts"], parts))


def _brought(
    entry: Entry,
    mapped: Entry,
    folder: Path,
    door: Door,
    colors: dict[str, Color],
    type_: Typography,
    looks: dict[str, ShapeStyle],
) -> _Stage | None:
    """The layouts of a template that somebody else made, as brand.yaml maps them."""
    # Imported here because most brands make their template themselves.
    from deck.brand.brought.layouts import Known, brought_layouts
    from deck.brand.brought.package import Package, Unfit
    from deck.brand.brought.read import read_template

    path = folder / entry.text()
    try:
        if not path.resolve().is_relative_to(folder.resolve()):
            raise outside(path)
        data = door.read(path, "brand")
        brought = read_template(Package.read(data))
    except FileNotFoundError:
        door.is_file(path, "brand")
        near = (other.name for other in sorted(folder.glob("*.p*")))
        help = close_matches(path.name, near) or "its place is relative to brand.yaml; `deck template adopt` copies it"
        entry.wrong(f"there is no file `{entry.text()}`", help, "no-such-file")
        return None
    except Refused as refused:
        entry.wrong(refused.said(entry.text()), refused.help, refused.code)
        return None
    except Unfit as unfit:
        entry.wrong(f"`{entry.text()}` {unfit.what}", unfit.help, "bad-template")
        return None
    made = brought_layouts(mapped, Known(brought, colors, type_.roles, type_.marks, looks))
    rtl = any(master.is_rtl for master in brought.masters[:1])
    file = TemplateFile(path, door.digest(path), rtl, brought.table_style)
    return _Stage(brought.width, brought.height, made, file)


def _gaps(entry: Entry) -> dict[str, float]:
    fields = entry.fields(contract.GAPS, contract.MORE_GAPS)
    return {name: mm(gap) for name, gap in contract.MORE_GAPS.items()} | {
        name: mm(gap.number()) for name, gap in fields.items()
    }


def _right_to_left(brand: Brand) -> Brand:
    shapes = {name: turned(style) for name, style in brand.shapes.items()}
    return replace(brand, shapes=shapes, right_to_left=True)
