"""What colour does a piece of DrawingML mean, by the theme and the colour map of its sheet?"""

from __future__ import annotations

import colorsys
from collections.abc import Mapping
from typing import Any

from deck.brand.model import Color
from deck.value import Value

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
NAME = "template"
"""What a colour is called that the template has and the palette does not name."""
_ON_SLIDES = {"dk1": "tx1", "lt1": "bg1", "dk2": "tx2", "lt2": "bg2"}
_PRESET = {
    **{"black": "000000", "white": "FFFFFF", "red": "FF0000", "green": "008000", "blue": "0000FF", "gray": "808080"},
    **{"grey": "808080", "yellow": "FFFF00", "orange": "FFA500", "navy": "000080", "purple": "800080"},
}


class Shades(Value, frozen=True):
    """The colours of one sheet: those of its theme, and what its colour map calls them."""

    theme: Mapping[str, str]
    """The twelve by slot, as RRGGBB."""
    called: Mapping[str, str]
    """The slot by the name that slides use: bg1, tx1 …"""

    def hex_of(self, name: str) -> str:
        return self.theme.get(self.called.get(name, name), "808080")

    def remapped(self, called: Mapping[str, str]) -> Shades:
        return Shades(self.theme, {**self.called, **called})

    def color(self, parent: Any, placeholder: str = "") -> Color | None:
        """The first colour in an element such as `a:solidFill`; `placeholder` is what `phClr` stands for there."""
        if parent is None:
            return None
        for element in parent:
            tag = str(element.tag).removeprefix(A)
            if tag in _SOURCES:
                return self._resolved(element, tag, placeholder)
        return None

    def _resolved(self, element: Any, tag: str, placeholder: str) -> Color:
        value, theme = element.get("val", ""), ""
        match tag:
            case "schemeClr" if value == "phClr":
                base = placeholder or "808080"
            case "schemeClr":
                base = self.hex_of(value)
                theme = _ON_SLIDES.get(value, value)
            case "srgbClr":
                base = value.upper() if len(value) == 6 else "808080"
            case "sysClr":
                base = element.get("lastClr", "FFFFFF" if value == "window" else "000000").upper()
            case "prstClr":
                base = _PRESET.get(value, "808080")
            case _:
                base = "808080"
        changes = {str(change.tag).removeprefix(A): _percent(change) for change in element}
        hex = changed(base, changes)
        plain = set(changes) <= {"lumMod", "lumOff", "satMod"}
        if theme and plain:
            mod, off, sat = (round(changes.get(key, default)) for key, default in _MODS)
            return Color(NAME, hex, theme, mod, off, sat)
        return Color(NAME, hex, "")


_SOURCES = {"schemeClr", "srgbClr", "sysClr", "prstClr", "scrgbClr", "hslClr"}
_MODS = (("lumMod", 100.0), ("lumOff", 0.0), ("satMod", 100.0))


def _percent(change: Any) -> float:
    value = change.get("val", "100000")
    return float(value[:-1]) if value.endswith("%") else float(value) / 1000


def changed(color: str, changes: Mapping[str, float]) -> str:
    """The colour with its lightness, saturation, tint and shade changed, in per cent."""
    red, green, blue = (int(color[at : at + 2], 16) / 255 for at in (0, 2, 4))
    if "shade" in changes:
        red, green, blue = (channel * changes["shade"] / 100 for channel in (red, green, blue))
    if "tint" in changes:
        left = changes["tint"] / 100
        red, green, blue = (channel * left + 1 - left for channel in (red, green, blue))
    if {"lumMod", "lumOff", "satMod"} & set(changes):
        hue, light, sat = colorsys.rgb_to_hls(red, green, blue)
        light = light * changes.get("lumMod", 100) / 100 + changes.get("lumOff", 0) / 100
        sat *= changes.get("satMod", 100) / 100
        red, green, blue = colorsys.hls_to_rgb(hue, min(1.0, max(0.0, light)), min(1.0, max(0.0, sat)))
    return "".join(f"{round(min(1.0, max(0.0, channel)) * 255):02X}" for channel in (red, green, blue))
