"""Load brand.yaml: every name resolved, every length in points, every mistake at its place."""

from __future__ import annotations

from pathlib import Path

from deck.brand import contract
from deck.brand.entry import Entry
from deck.brand.extend import extended
from deck.brand.layouts import Grid, Parts, layouts, mirrored
from deck.brand.model import Brand
from deck.brand.shapes import shapes, turned
from deck.brand.theme_colors import check_contrast, palette
from deck.brand.typography import typography
from deck.cache import Remembered
from deck.diagnostics import Found, Report
from deck.door import Door
from deck.geometry import mm
from deck.language import is_right_to_left
from deck.source import load
from deck.value import replace

_SECTIONS = ("meta", "color", "typography", "grid", "gaps", "shapes", "layouts")


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
    return _right_to_left(brand) if is_right_to_left(language) else brand, found.found


def _brand(entry: Entry, folder: Path, language: str, remembered: Remembered, door: Door) -> Brand | None:
    sections = entry.fields(_SECTIONS)
    if len(sections) < len(_SECTIONS):
        return None
    color = sections["color"].fields(("palette",), ("contrast",))
    if "palette" not in color:
        return None
    colors, theme = palette(color["palette"])
    if "contrast" in color:
        check_contrast(color["contrast"], colors, color["palette"])
    type_ = typography(sections["typography"], colors, folder, door, language, remembered)
    looks = shapes(sections["shapes"], colors, type_.roles)
    grid = Grid.read(sections["grid"])
    return Brand(
        name=sections["meta"].fields(("name",)).text("name"),
        width=grid.width,
        height=grid.height,
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
        layouts=layouts(
            sections["layouts"],
            Parts(
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
            ),
        ),
        language=language,
        folder=folder,
        stand_in=type_.stand_in,
    )


def _gaps(entry: Entry) -> dict[str, float]:
    fields = entry.fields(contract.GAPS, contract.MORE_GAPS)
    return {name: mm(gap) for name, gap in contract.MORE_GAPS.items()} | {
        name: mm(gap.number()) for name, gap in fields.items()
    }


def _right_to_left(brand: Brand) -> Brand:
    layouts = {key: mirrored(layout, brand.width) for key, layout in brand.layouts.items()}
    shapes = {name: turned(style) for name, style in brand.shapes.items()}
    return replace(brand, layouts=layouts, shapes=shapes, right_to_left=True)
