"""Slides as they are printed with little ink: dark grounds become white, what is light on them becomes dark."""

from __future__ import annotations

from typing import Any

from deck.brand.model import Brand
from deck.brand.theme_colors import luminance

_DARK = 0.18
"""Darker than this, white stands out from a fill better than black does."""
_PALE = 0.3
"""Lighter than this, text is too faint on paper."""
_AROUND_PT = 4.0


def ink_light(sheet: dict[str, Any], brand: Brand) -> dict[str, Any]:
    """The sheet of an artifact on white paper, without large dark fills and without anything that paper swallows."""
    paper, ink = brand.colors["paper"].hex, brand.colors["ink"].hex
    ground = sheet["ground"] if luminance(sheet["ground"]) < _DARK else ""
    styles = [{**style, "color": ink} if luminance(style["color"]) > _PALE else style for style in sheet["styles"]]
    decor = [mark for mark in sheet["decor"] if not (ground and _is_ground(mark))]
    lightened = {
        key: [part for mark in marks for part in _light(mark, paper, ground)]
        for key, marks in (("decor", decor), ("elements", sheet["elements"]))
    }
    return {**sheet, **lightened, "styles": styles, "ground": paper}


def _is_ground(mark: dict[str, Any]) -> bool:
    """Whether it only gives a dark ground tones."""
    return mark["draw"] == "icon" and all(luminance(part["fill"]) < _DARK for part in mark["parts"])


def _light(mark: dict[str, Any], paper: str, ground: str) -> list[dict[str, Any]]:
    if mark["draw"] == "picture" and ground:
        # A logo that was drawn for a dark ground keeps a piece of it.
        return [_around(mark, ground), mark]
    fill = mark.get("fill")
    if fill and luminance(fill) < _DARK:
        return [{**mark, "fill": paper, "line": mark["line"] or fill, "line_pt": mark["line_pt"] or 1.0}]
    return [mark]


def _around(mark: dict[str, Any], ground: str) -> dict[str, Any]:
    return {
        "draw": "rect",
        "x": mark["x"] - _AROUND_PT,
        "y": mark["y"] - _AROUND_PT,
        "width": mark["width"] + 2 * _AROUND_PT,
        "height": mark["height"] + 2 * _AROUND_PT,
        "radius": 3.0,
        "fill": ground,
        "line": None,
        "line_pt": 0.0,
        "dash": [],
        "cap": "butt",
        "join": "miter",
    }
