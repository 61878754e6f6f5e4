"""Slides as they are printed with little ink: dark grounds become white, what is light on them becomes dark."""

from __future__ import annotations

from typing import Any

from deck.brand.model import Brand
from deck.brand.theme_colors import luminance

_MIDDLE_GREY = 0.18


def ink_light(sheet: dict[str, Any], brand: Brand) -> dict[str, Any]:
    """The sheet of a slide, painted on paper: no large dark fill is left, and no text or line that paper swallows."""
    paper, ink = brand.colors["paper"].hex, brand.colors["ink"].hex
    dark = luminance(sheet["ground"]) < _MIDDLE_GREY
    marks = {key: [_light(mark, paper, ink) for mark in sheet[key]] for key in ("decor", "elements")}
    if dark:
        # A logo drawn for a dark ground keeps a piece of it.
        marks["elements"] = [part for mark in marks["elements"] for part in _on_ground(mark, sheet["ground"])]
    return {**sheet, **marks, "ground": paper}


def _light(mark: dict[str, Any], paper: str, ink: str) -> dict[str, Any]:
    if mark["draw"] == "text":
        # Text in a middle tone, such as a link, stands out from paper as it is.
        return {**mark, "color": ink} if luminance(mark["color"]) > 0.3 else mark
    fill, line = mark.get("fill"), mark.get("line")
    if fill and luminance(fill) < _MIDDLE_GREY:
        return {**mark, "fill": paper, "line": line or fill, "line_pt": mark["line_pt"] or 1.0}
    return mark


def _on_ground(mark: dict[str, Any], ground: str) -> list[dict[str, Any]]:
    if mark["draw"] != "picture":
        return [mark]
    room = 4
    under = {
        "draw": "rect",
        "x": mark["x"] - room,
        "y": mark["y"] - room,
        "width": mark["width"] + 2 * room,
        "height": mark["height"] + 2 * room,
        "radius": 3,
        "fill": ground,
        "line": None,
        "line_pt": 0.0,
        "dash": [],
        "cap": "butt",
        "join": "miter",
    }
    return [under, mark]
