"""The few pieces of DrawingML that master, layouts and notes are made of; colours and fonts only by theme reference."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

from deck import kit
from deck.brand.model import Bar, Color, Curve, Icon, ShapeStyle
from deck.brand.theme_colors import shaded
from deck.geometry import Box, Point, contain, hull
from deck.kit.drawn import Drawing, Part
from deck.kit.outlines import Spot
from deck.regex import regex

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
NAMESPACES = (
    f'{A} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
EMPTY_GROUP = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>'
    '<a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)
_EMU_PER_PT = 12700
_SPACES = str.maketrans({"\t": " ", "\n": " ", "\r": " ", "\u2028": " "})
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})
_NOT_IN_XML = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)
SVG = (
    '<a:extLst><a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}"><asvg:svgBlip '
    'xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" r:embed="{svg}"/></a:ext></a:extLst>'
)


def escape(text: str) -> str:
    """Text for an element or an attribute on one line."""
    return one_line(text).translate(_ESCAPES)


def one_line(text: str) -> str:
    """Text without what XML cannot hold, and with spaces for line breaks and tabs."""
    return text if text.isprintable() else _NOT_IN_XML.sub("", text).translate(_SPACES)


def guid(name: str) -> str:
    """The same identifier for the same name, always: a UUID of version 5 in the namespace of addresses (RFC 9562).

    Python's module `uuid` is not loaded for it: it looks at the machine with expressions that take ten to compile.
    """
    digest = bytearray(hashlib.sha1(_ADDRESSES + name.encode(), usedforsecurity=False).digest()[:16])
    digest[6], digest[8] = digest[6] & 0x0F | 0x50, digest[8] & 0x3F | 0x80
    said = digest.hex()
    return f"{{{said[:8]}-{said[8:12]}-{said[12:16]}-{said[16:20]}-{said[20:]}}}".upper()


_ADDRESSES = bytes.fromhex("6ba7b8119dad11d180b400c04fd430c8")


def emu(points: float) -> int:
    return round(points * _EMU_PER_PT)


def scheme_color(color: Color, name: str = "") -> str:
    """The colour as a reference to the theme; `name` where a part calls its theme colours differently.

    A brought template has colours that are none of its theme: these stand for themselves.
    """
    if not color.theme:
        return f'<a:srgbClr val="{color.hex}"/>'
    changes = f'<a:satMod val="{color.sat_mod * 1000}"/>' if color.sat_mod != 100 else ""
    changes += f'<a:lumMod val="{color.lum_mod * 1000}"/>' if color.lum_mod != 100 else ""
    changes += f'<a:lumOff val="{color.lum_off * 1000}"/>' if color.lum_off else ""
    tag = f'a:schemeClr val="{name or color.theme}"'
    return f"<{tag}>{changes}</a:schemeClr>" if changes else f"<{tag}/>"


def fill(color: Color | None) -> str:
    return f"<a:solidFill>{scheme_color(color)}</a:solidFill>" if color else "<a:noFill/>"


def line(color: Color | None, width_pt: float, dash: bool = False) -> str:
    if color is None:
        return "<a:ln><a:noFill/></a:ln>"
    dashes = '<a:prstDash val="dash"/>' if dash else ""
    return f'<a:ln w="{emu(width_pt)}">{fill(color)}{dashes}</a:ln>'


def xfrm(box: Box) -> str:
    return (
        f'<a:xfrm><a:off x="{emu(box.x)}" y="{emu(box.y)}"/>'
        f'<a:ext cx="{emu(box.width)}" cy="{emu(box.height)}"/></a:xfrm>'
    )


def geometry(style: ShapeStyle | None, box: Box) -> str:
    """A plain rectangle, or the rounded one of a placeholder that is a card."""
    if style is None or style.geometry != "roundRect":
        return '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    share = min(50000, round(style.radius_pt / min(box.width, box.height) * 100000))
    return f'<a:prstGeom prst="roundRect"><a:avLst><a:gd name="adj" fmla="val {share}"/></a:avLst></a:prstGeom>'


def paint(style: ShapeStyle | None) -> str:
    return fill(style.fill) + line(style.line, style.line_pt, style.dash) if style else ""


def background(color: Color) -> str:
    return f"<p:bg><p:bgPr>{fill(color)}<a:effectLst/></p:bgPr></p:bg>"


def bar(shape_id: int, part: Bar) -> str:
    return (
        f'<p:sp><p:nvSpPr>{_decorative(shape_id, "Bar")}<p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>'
        f"{xfrm(part.box)}{geometry(None, part.box)}{fill(part.fill)}{line(None, 0)}</p:spPr></p:sp>"
    )


def curve(shape_id: int, part: Curve) -> str:
    box = hull([Box(point.x, point.y, 0, 0) for point in part.points])
    start, *rest = (_point(point, box) for point in part.points)
    path = f"<a:moveTo>{start}</a:moveTo>" + "".join(f"<a:lnTo>{point}</a:lnTo>" for point in rest)
    return (
        f'<p:sp><p:nvSpPr>{_decorative(shape_id, "Curve")}<p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>'
        f"{xfrm(box)}<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
        f'<a:rect l="0" t="0" r="r" b="b"/><a:pathLst><a:path w="{emu(box.width)}" h="{emu(box.height)}" fill="none">'
        f'{path}</a:path></a:pathLst></a:custGeom><a:noFill/><a:ln w="{emu(part.width_pt)}" cap="rnd">'
        f"{fill(part.color)}<a:round/></a:ln></p:spPr></p:sp>"
    )


def emblem(shape_id: int, box: Box, png: str, svg: str) -> str:
    """A decorative picture; `png` and `svg` are the layout's relationships to its two forms."""
    return (
        f"<p:pic><p:nvPicPr>{_decorative(shape_id, 'Emblem')}"
        '<p:cNvPicPr><a:picLocks noChangeAspect="1"/></p:cNvPicPr><p:nvPr userDrawn="1"/></p:nvPicPr>'
        f'<p:blipFill><a:blip r:embed="{png}">{SVG.format(svg=svg)}</a:blip><a:stretch><a:fillRect/></a:stretch>'
        f"</p:blipFill><p:spPr>{xfrm(box)}{geometry(None, box)}</p:spPr></p:pic>"
    )


def icon(shape_id: int, part: Icon, paper: Color) -> str:
    """A drawing of the kit as a group of shapes: each can be recoloured, moved and taken away."""
    # Numbers that no other shape of the layout has.
    first = 1000 * shape_id
    return (
        f'<p:grpSp><p:nvGrpSpPr>{_decorative(shape_id, "Icon")}<p:cNvGrpSpPr/><p:nvPr userDrawn="1"/></p:nvGrpSpPr>'
        f"{drawn_group(part.name, part.box)}"
        f"{drawn_parts(part.name, part.color, paper, part.turned, lambda n: _decorative(first + n, 'Part'))}</p:grpSp>"
    )


def drawn_group(name: str, box: Box) -> str:
    """Place and size of a drawing, whose parts keep their own measures."""
    drawing = kit.drawing(name)
    held = contain(drawing.width, drawing.height, box)
    return (
        f'<p:grpSpPr><a:xfrm><a:off x="{emu(held.x)}" y="{emu(held.y)}"/><a:ext cx="{emu(held.width)}" '
        f'cy="{emu(held.height)}"/><a:chOff x="0" y="0"/><a:chExt cx="{emu(drawing.width)}" '
        f'cy="{emu(drawing.height)}"/></a:xfrm></p:grpSpPr>'
    )


def drawn_parts(name: str, color: Color, paper: Color, turned: bool, named: Callable[[int], str]) -> str:
    """The shapes of a drawing, from the back; `named` gives each its `p:cNvPr`."""
    drawing = kit.drawing(name)
    return "".join(
        f"<p:sp><p:nvSpPr>{named(number)}<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>{_freeform(part, drawing, turned)}"
        f"{fill(shaded(color, part.shade, paper))}{line(None, 0)}</p:spPr></p:sp>"
        for number, part in enumerate(drawing.parts, 1)
    )


def _freeform(part: Part, drawing: Drawing, turned: bool) -> str:
    """Each outline is a path of its own, for what lies in two outlines of one path is a hole."""
    rings = [kit.placed(ring, 1, 0, 0, turned=turned, wide=drawing.width) for ring in part.rings]
    box = hull([Box(x, y, 0, 0) for ring in rings for _, spots in ring for x, y in spots])
    size = f'w="{emu(box.width)}" h="{emu(box.height)}"'
    paths = "".join(f"<a:path {size}>{''.join(_stroke(*stroke, box) for stroke in ring)}</a:path>" for ring in rings)
    return (
        f"{xfrm(box)}<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
        f'<a:rect l="0" t="0" r="r" b="b"/><a:pathLst>{paths}</a:pathLst></a:custGeom>'
    )


_STROKES = {"M": "moveTo", "L": "lnTo", "C": "cubicBezTo"}


def _stroke(do: str, spots: Sequence[Spot], box: Box) -> str:
    if do == "Z":
        return "<a:close/>"
    return f"<a:{_STROKES[do]}>{''.join(_point(Point(*spot), box) for spot in spots)}</a:{_STROKES[do]}>"


def _decorative(shape_id: int, name: str) -> str:
    return f'<p:cNvPr id="{shape_id}" name="{name} {shape_id}" descr="">{DECORATIVE}</p:cNvPr>'


def _point(point: Point, box: Box) -> str:
    return f'<a:pt x="{emu(point.x - box.x)}" y="{emu(point.y - box.y)}"/>'
