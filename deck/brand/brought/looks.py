"""How does a text look that says nothing itself? Level styles from the presentation down to a layout's placeholder."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Sequence
from typing import Any

from deck.brand.brought.colors import A, Shades
from deck.brand.model import Color
from deck.value import Value

LEVELS = 5
_EMU = 12700
_BULLETS = {"buNone", "buChar", "buAutoNum", "buBlip"}
_SPACES = {"lnSpc", "spcBef"}
_DEFAULT_PT = 18.0


class LevelLook(Value, frozen=True):
    """One outline level as the template has it; lengths in points."""

    size: float = _DEFAULT_PT
    bold: bool = False
    italic: bool = False
    color: Color | None = None
    font: str = ""
    """A family, or `+mj-lt` and `+mn-lt` for those of the theme."""
    align: str = ""
    """l, r, ctr, just; empty where nobody says."""
    rtl: bool = False
    margin: float = 0.0
    indent: float = 0.0
    spacing: float = 1.0
    before: float = 0.0
    bullet: str = ""
    """The character, `1` for numbers, `image` for a picture, or nothing."""
    bullet_color: Color | None = None
    sized: bool = False
    """Whether anybody says its size."""
    caps: bool = False


def level_looks(styles: Sequence[Any], shades: Shades) -> tuple[LevelLook, ...]:
    """The five levels that a chain of list styles makes, the nearest last; None among them is left out."""
    return tuple(_level([style for style in styles if style is not None], number, shades) for number in range(LEVELS))


def _level(styles: Iterable[Any], number: int, shades: Shades) -> LevelLook:
    known: dict[str, Any] = {}
    for style in styles:
        own = style.find(f"{A}lvl{number + 1}pPr")
        for properties in (style.find(f"{A}defPPr"), own):
            if properties is not None:
                known |= said(properties, shades)
    return made(known)


def said(properties: Any, shades: Shades) -> dict[str, Any]:
    """What an `a:lvlNpPr` or `a:pPr` says, as fields of a LevelLook."""
    found: dict[str, Any] = {}
    for name, field in (("marL", "margin"), ("indent", "indent")):
        if name in properties.attrib:
            with contextlib.suppress(ValueError):
                found[field] = float(properties.get(name)) / _EMU
    if "algn" in properties.attrib:
        found["align"] = properties.get("algn")
    if "rtl" in properties.attrib:
        found["rtl"] = properties.get("rtl") in ("1", "true")
    for child in properties:
        tag = str(child.tag).removeprefix(A)
        if tag in _BULLETS:
            numbered = {"buAutoNum": "1", "buBlip": "image", "buNone": ""}
            found["bullet"] = numbered[tag] if tag in numbered else child.get("char", "•")
        elif tag == "buClr":
            found["bullet_color"] = shades.color(child)
        elif tag == "buClrTx":
            found["bullet_color"] = None
        elif tag in _SPACES:
            found |= _space(tag, child)
        elif tag == "defRPr":
            found |= run_said(child, shades)
    return found


def _space(tag: str, element: Any) -> dict[str, Any]:
    percent, points = element.find(f"{A}spcPct"), element.find(f"{A}spcPts")
    if tag == "lnSpc":
        # In points it is a share only of a size that nobody knows here.
        return {"spacing": _share(percent)} if percent is not None else {}
    if percent is not None:
        return {"before_share": _share(percent)}
    return {"before": float(points.get("val", 0)) / 100, "before_share": None} if points is not None else {}


def _share(percent: Any) -> float:
    value = percent.get("val", "100000")
    return float(value[:-1]) / 100 if value.endswith("%") else float(value) / 100_000


def run_said(properties: Any, shades: Shades) -> dict[str, Any]:
    """What an `a:defRPr` or `a:rPr` says."""
    found: dict[str, Any] = {}
    if "sz" in properties.attrib:
        found |= {"size": float(properties.get("sz")) / 100, "sized": True}
    for name, field in (("b", "bold"), ("i", "italic")):
        if name in properties.attrib:
            found[field] = properties.get(name) in ("1", "true")
    if properties.get("cap") == "all":
        found["caps"] = True
    fill = properties.find(f"{A}solidFill")
    if fill is not None:
        found["color"] = shades.color(fill)
    latin = properties.find(f"{A}latin")
    if latin is not None:
        found["font"] = latin.get("typeface", "")
    return found


def made(known: dict[str, Any]) -> LevelLook:
    known = dict(known)
    share = known.pop("before_share", None)
    if share is not None:
        # Of a line, as PowerPoint counts it.
        known["before"] = 1.2 * share * known.get("size", _DEFAULT_PT)
    return LevelLook(**known)
