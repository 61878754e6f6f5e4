"""What does a brand that extends the plain one take over from it?"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from deck.brand.contract import COLORS
from deck.brand.entry import Entry
from deck.brand.shipped import SHIPPED
from deck.brand.theme_colors import dark_enough, mixed_with_white
from deck.diagnostics import Report, close_matches
from deck.door import Door
from deck.source import load

PLAIN = "plain"
_HERE = Path(__file__).parent

# Either says where something is, or what colour it has: whoever says one of them does not take over the others.
_EITHER = (
    (frozenset({"hex", "theme"}), frozenset({"of", "lighter", "darker", "saturation"})),
    (frozenset({"box"}), frozenset({"columns", "top", "height"})),
)
# Where the logo stands: in the corner of slides on light ground, and large on the first and last slide.
_LIGHT = ("content", "statement", "statement_signs")
_DARK = ("talk", "closing")
_LIGHT_WORDS = ("paper", "rule")
_CORNER, _LARGE = ["278", "177.6", "26", "8"], ["15.24", "163", "70", "18"]
# What stands on the divider of a part by its number is drawn for one talk.
_NUMBERED = re.compile(r"section_\d+")
# Places that a brand with another size of slide takes over: left and width, top and height.
_BOXES = ("box", "rule")


def extended(entry: Entry, report: Report, folder: Path) -> Entry:
    """The brand with all that it takes over; one that says nothing of `extends:` as it stands.

    Mistakes are told at the brand's own lines: what it does not say itself, at what would hold it.
    """
    if not isinstance(entry.value, dict) or "extends" not in entry.value:
        return entry
    name = entry.value["extends"]
    own = {key: value for key, value in entry.value.items() if key not in ("extends", "logo")}
    if name != PLAIN:
        near = close_matches(name, (PLAIN,)) if isinstance(name, str) else ""
        where = entry.source.span(("extends",))
        report.error("bad-brand", f"a brand cannot extend `{name}`", where, near or f"write `extends: {PLAIN}`")
    if "template" in entry.value:
        # Slides, layouts, logos and colours are the template's: what it cannot say is the plain brand's.
        base = {key: plain(report)[key] for key in ("typography", "gaps", "shapes")}
        base["shapes"] = _on_their_own_ground(base["shapes"])
        return Entry(merged(own, base), entry.path, entry.source, entry.report)
    base = _with_logo(entry, plain(report), folder) if "logo" in entry.value else plain(report)
    base = _in_its_colors(own, base)
    base = _on_a_slide_of(own.get("grid"), base)
    return Entry(merged(own, _met_half_way(own, base)), entry.path, entry.source, entry.report)


def _on_their_own_ground(shapes: dict[str, Any]) -> dict[str, Any]:
    """The plain brand's shapes on layouts that are not its own: light words, made for dark ones, bring their ground.

    So do those on a ground that only the plain brand has, for it goes with what is drawn on its dark layouts.
    """
    return {
        name: {**look, "fill": "primary", "line": "primary", "color": "paper"}
        if "." not in name and look.get("fill") not in COLORS and look.get("color") in _LIGHT_WORDS
        else look
        for name, look in shapes.items()
    }


def _met_half_way(own: dict[str, Any], base: dict[str, Any]) -> dict[str, Any]:
    """The plain brand, whose layouts have those slots written out that they take over and that the brand changes."""
    layouts = dict(base["layouts"])
    said = own.get("layouts")
    for key, layout in said.items() if isinstance(said, dict) else ():
        slots = layout.get("slots") if isinstance(layout, dict) else None
        for name in slots if isinstance(slots, dict) and key in layouts else ():
            if (slot := _slot(base["layouts"], key, name)) is not None:
                layouts[key] = merged({"slots": {name: slot}}, layouts[key])
    return {**base, "layouts": layouts}


def _slot(layouts: dict[str, Any], key: str, name: str) -> Any:
    """A slot of a layout, or of the one that it extends."""
    slot = layouts[key].get("slots", {}).get(name)
    above = layouts[key].get("extends")
    return _slot(layouts, above, name) if slot is None and above in layouts else slot


def is_extended(entry: Entry) -> bool:
    """Whether the brand takes over what it does not say."""
    return isinstance(entry.source.data, dict) and "extends" in entry.source.data


def plain(report: Report) -> dict[str, Any]:
    """What the plain brand says, as it is read from its files; without the conference's own fonts and drawings."""
    shipped = _read(SHIPPED / "brand" / "brand.yaml", report)
    shipped["typography"].pop("fonts", None)
    shipped["typography"]["stand_in"].pop("metrics", None)
    shipped["layouts"] = {key: each for key, each in shipped["layouts"].items() if not _NUMBERED.fullmatch(key)}
    return dict(merged(_read(_HERE / "plain.yaml", report), shipped))


def _in_its_colors(own: dict[str, Any], base: dict[str, Any]) -> dict[str, Any]:
    """The plain brand with links in the brand's main colour, and words in its accent, as dark as can be read.

    Its tints are the main colour mixed with white: by lightness alone a deep green would become a loud cyan.
    """
    says = own["color"].get("palette") if isinstance(own.get("color"), dict) else None
    if not isinstance(says, dict):
        return base
    palette = dict(base["color"]["palette"])
    for name, of in (("link", "primary"), ("accent_text", "accent")):
        hex = _hex_of(says.get(of))
        if name not in says and hex:
            palette[name] = {**palette[name], "hex": dark_enough(hex)}
    if primary := _hex_of(says.get("primary", palette["primary"])):
        tints = {name for name, look in palette.items() if look.get("of") == "primary" and "lighter" in look}
        for name in tints - says.keys():
            palette[name] = {**palette[name], "saturation": str(mixed_with_white(primary))}
    return {**base, "color": {**base["color"], "palette": palette}}


def _hex_of(color: Any) -> str:
    """The six digits that a colour is given by; nothing where they are none, which is told where it is read."""
    hex = color.get("hex") if isinstance(color, dict) else None
    return hex.removeprefix("#") if isinstance(hex, str) and _HEX.fullmatch(hex) else ""


_HEX = re.compile(r"#?[0-9A-Fa-f]{6}")


def _with_logo(entry: Entry, base: dict[str, Any], folder: Path) -> dict[str, Any]:
    """The plain brand with the logo that `logo:` names: a file, or one for light slides and one `on_dark`."""
    logo = entry.entries()["logo"]
    fields = logo.fields(("file",), ("on_dark",)) if isinstance(logo.value, dict) else {"file": logo}
    layouts = dict(base["layouts"])
    # The large one stands on the line on which the words begin.
    for field, names, box, side in (("file", _LIGHT, _CORNER, "centre"), ("on_dark", _DARK, _LARGE, "start")):
        if field not in fields:
            continue
        name = fields[field].text()
        if not (folder / name).is_file():
            near = close_matches(name, [path.name for path in folder.glob("*")])
            fields[field].wrong(f"there is no file `{name}`", near or "its place is relative to brand.yaml")
            continue
        for layout in names:
            decor = [*layouts[layout].get("decor", ()), {"emblem": name, "box": box, "align": side}]
            layouts[layout] = {**layouts[layout], "decor": decor}
    return {**base, "layouts": layouts}


def _read(path: Path, report: Report) -> dict[str, Any]:
    source = load(path, report, path.as_posix(), Door())
    if source is None or not isinstance(source.data, dict):
        raise RuntimeError(f"{path} does not come with the program as it should")
    return dict(source.data)


def merged(own: Any, base: Any) -> Any:
    """Mappings are merged name by name; of all else, the own one stands."""
    if not isinstance(own, dict) or not isinstance(base, dict):
        return own
    kept = {key: value for key, value in base.items() if not any(key in gone for gone in _ruled_out(own, base))}
    return kept | {key: merged(value, kept.get(key)) for key, value in own.items()}


def _ruled_out(own: dict[str, Any], base: dict[str, Any]) -> list[frozenset[str]]:
    """What cannot stand beside what the brand says itself."""
    gone = []
    for one, other in _EITHER:
        first, second = one & own.keys(), other & own.keys()
        if first and not second and not one & base.keys():
            gone.append(other)
        if second and not first and not other & base.keys():
            gone.append(one)
    return gone


def _on_a_slide_of(grid: Any, base: dict[str, Any]) -> dict[str, Any]:
    """The plain brand on a slide of another size: what stands at a place of its own stands at the same share of it."""
    sizes = base["grid"]
    try:
        across = float(grid["width"]) / float(sizes["width"])
        down = float(grid.get("height", sizes["height"])) / float(sizes["height"])
    except (KeyError, TypeError, ValueError, ZeroDivisionError):  # said where the grid is read
        return base
    return {**base, "layouts": _scaled(base["layouts"], across, down)}


def _scaled(value: Any, across: float, down: float) -> Any:
    if isinstance(value, list):
        return [_scaled(one, across, down) for one in value]
    if not isinstance(value, dict):
        return value
    found: dict[str, Any] = {}
    for name, one in value.items():
        if name in _BOXES and isinstance(one, list):
            found[name] = [f"{float(length) * by:.3f}" for length, by in zip(one, (across, down) * 2, strict=True)]
        elif name in ("top", "height") and isinstance(one, str):
            found[name] = f"{float(one) * down:.3f}"
        else:
            found[name] = _scaled(one, across, down)
    return found
