"""A master or layout for a language that is read the other way: what stood on its left stands on its right."""

from __future__ import annotations

from typing import Any

from deck.brand.brought.colors import A
from deck.brand.brought.package import Package
from deck.brand.brought.read import box_of

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_EMU = 12700
SIDES = {"l": "r", "r": "l"}
_SHAPES = {f"{P}{name}" for name in ("sp", "pic", "grpSp", "cxnSp", "graphicFrame")}
_LEVELS = {f"{A}lvl{number}pPr" for number in range(1, 10)}


def on_a_picture(package: Package, part: str, width: float) -> bool:
    """Whether a picture, which is not turned, fills the sheet or the master behind it."""
    for one in (part, *package.targets(part, "slideMaster")):
        for blip in package.tree(one).iter(f"{A}blip"):
            above = next(blip.iterancestors(f"{P}bg", f"{P}pic", f"{P}sp"), None)
            box = box_of(above) if above is not None and above.tag != f"{P}bg" else None
            if above is not None and (box is None or (box.width > _WIDE * width and box.height > _HIGH * width)):
                return True
    return False


_WIDE, _HIGH = 0.8, 0.4
"""Shares of a slide's width from which a picture fills it."""


def mirror(root: Any, width: float, on_picture: bool = False) -> None:
    """Places and sides in the tree, in place. Pictures and drawings move and are not turned: a logo stays one.

    What is painted `on_picture`, one that fills the slide, stays where it was put around what that shows.
    """
    wide = round(width * _EMU)
    tree = root.find(f"{P}cSld/{P}spTree")
    for shape in tree if tree is not None else ():
        is_painted = shape.find(f"*/{P}nvPr/{P}ph") is None
        if shape.tag not in _SHAPES or (on_picture and is_painted):
            continue
        _move(shape, wide)
        if is_painted and shape.tag == f"{P}sp":
            _turn_words(shape)
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


def _turn_words(shape: Any) -> None:
    """What a layout says itself stands at the other side of its box; it is read as before."""
    for paragraph in shape.iterfind(f"{P}txBody/{A}p"):
        own = paragraph.find(f"{A}pPr")
        if own is None:
            own = paragraph.makeelement(f"{A}pPr", {})
            paragraph.insert(0, own)
        if side := SIDES.get(own.get("algn") or said_align(shape)):
            own.set("algn", side)


def said_align(shape: Any) -> str:
    """The side at which the list style of a text box has its lines."""
    level = shape.find(f"{P}txBody/{A}lstStyle/{A}lvl1pPr")
    return str(level.get("algn", "l")) if level is not None else "l"


def _turn(level: Any, set_all: bool) -> None:
    """`algn` is physical; where a layout says nothing it takes over what the master says."""
    rtl = level.get("rtl") in ("1", "true")
    align = level.get("algn", ("r" if rtl else "l") if set_all else "")
    if align:
        level.set("algn", SIDES.get(align, align))
    if set_all or "rtl" in level.attrib:
        level.set("rtl", f"{not rtl:d}")
