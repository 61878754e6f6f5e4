"""A master or layout for a language that is read the other way: what stood on its left stands on its right."""

from __future__ import annotations

from typing import Any

from deck.brand.brought.colors import A

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_EMU = 12700
_SIDES = {"l": "r", "r": "l"}
_SHAPES = {f"{P}{name}" for name in ("sp", "pic", "grpSp", "cxnSp", "graphicFrame")}
_LEVELS = {f"{A}lvl{number}pPr" for number in range(1, 10)}


def mirror(root: Any, width: float) -> None:
    """Places and sides in the tree, in place. Pictures and drawings move and are not turned: a logo stays one."""
    wide = round(width * _EMU)
    tree = root.find(f"{P}cSld/{P}spTree")
    for shape in tree if tree is not None else ():
        if shape.tag in _SHAPES:
            _move(shape, wide)
    styles = root.find(f"{P}txStyles")
    for element in root.iter(*_LEVELS):
        _turn(element, set_all=styles is not None and styles in element.iterancestors())
    for body in root.iter(f"{A}bodyPr"):
        left, right = body.get("lIns"), body.get("rIns")
        if left != right:
            for name, value in (("lIns", right), ("rIns", left)):
                if value is None:
                    body.attrib.pop(name, None)
                else:
                    body.set(name, value)


def _move(shape: Any, wide: int) -> None:
    for place in (f"{P}spPr/{A}xfrm", f"{P}grpSpPr/{A}xfrm", f"{P}xfrm"):
        found = shape.find(place)
        off, ext = (found.find(f"{A}off"), found.find(f"{A}ext")) if found is not None else (None, None)
        if off is not None and ext is not None:
            off.set("x", str(wide - int(off.get("x", "0")) - int(ext.get("cx", "0"))))


def _turn(level: Any, set_all: bool) -> None:
    """`algn` is physical; where a layout says nothing it takes over what the master says."""
    rtl = level.get("rtl") in ("1", "true")
    align = level.get("algn", ("r" if rtl else "l") if set_all else "")
    if align:
        level.set("algn", _SIDES.get(align, align))
    if set_all or "rtl" in level.attrib:
        level.set("rtl", f"{not rtl:d}")
