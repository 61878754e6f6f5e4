"""What a layout of a brought template paints, as one SVG: so that PDF and pictures show it as PowerPoint does.

Solid and gradient fills, lines, pictures, the common preset shapes, freeforms and words; what is not here (effects, 3D,
EMF, patterns) is left out of our drawing and stays in the deck.
"""

from __future__ import annotations

import base64
import io
import math
from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from deck.brand.brought.colors import A, Shades
from deck.brand.brought.mirror import SIDES, on_a_picture, said_align
from deck.brand.brought.package import Package
from deck.brand.brought.read import Brought, P, R, read_template
from deck.brand.model import Color
from deck.geometry import Box
from deck.value import Value, replace

_EMU = 12700
_SVG_BLIP = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_LARGEST_PICTURE = 20 * 1024 * 1024
_KINDS = ((b"\x89PNG", "png"), (b"\xff\xd8", "jpeg"), (b"GIF8", "gif"))


class Sheet(Value, frozen=True):
    """A master or layout whose shapes are painted, and what its colours mean."""

    package: Package
    part: str
    shades: Shades
    font: str
    width: float
    mirrored: bool
    defs: list[str]


class Artist:
    """Paints the layouts of one template; raises Unfit where that cannot be read."""

    def __init__(self, data: bytes, font: str, mirrored: bool = False) -> None:
        self._package = Package.read(data)
        self._brought = read_template(self._package)
        self._font, self._mirrored = font, mirrored
        self._known: dict[str, bytes] = {}

    def art(self, layout: str) -> bytes:
        """The SVG of a layout's part, as large as the slide."""
        if layout not in self._known:
            self._known[layout] = _art(self._package, self._brought, layout, self._font, self._mirrored)
        return self._known[layout]


def _art(package: Package, brought: Brought, layout: str, font: str, mirrored: bool) -> bytes:
    own = next(one for one in brought.sheets if one.part == layout)
    master = brought.masters[own.master - 1]
    turned = mirrored and not on_a_picture(package, layout, brought.width)
    sheet = Sheet(package, layout, own.shades, font, brought.width, turned, [])
    above = replace(
        sheet, part=master.part, mirrored=mirrored and not on_a_picture(package, master.part, brought.width)
    )
    root = package.tree(layout)
    painted = _background(sheet, root, brought.height)
    painted = painted or _background(above, package.tree(master.part), brought.height)
    if root.get("showMasterSp", "1") not in ("0", "false"):
        painted += _shapes(above, package.tree(master.part))
    painted += _shapes(sheet, root)
    size = f'width="{brought.width:g}" height="{brought.height:g}" viewBox="0 0 {brought.width:g} {brought.height:g}"'
    defs = f"<defs>{''.join(sheet.defs)}</defs>" if sheet.defs else ""
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{defs}{"".join(painted)}</svg>'.encode()


# ------------------------------------------------------------------------------------------------ backgrounds


def _background(sheet: Sheet, root: Any, height: float) -> list[str]:
    found = root.find(f"{P}cSld/{P}bg")
    if found is None:
        return []
    whole = Box(0, 0, sheet.width, height)
    reference = found.find(f"{P}bgRef")
    if reference is not None:
        color = sheet.shades.color(reference)
        fill, picture = _theme_fill(sheet, reference.get("idx", "0"), color), None
        properties = fill
    else:
        properties, color, picture = found.find(f"{P}bgPr"), None, None
    if properties is None:
        return [_rect(whole, f'fill="#{color.hex}"')] if color else []
    picture = properties if properties.tag == f"{A}blipFill" else properties.find(f"{A}blipFill")
    if picture is not None:
        return list(_picture(sheet, picture, whole))
    paint = _paint(sheet, properties, color.hex if color else "")
    return [_rect(whole, paint)] if paint else []


def _theme_fill(sheet: Sheet, idx: str, color: Color | None) -> Any:
    """A fill of the theme, by the number that a style gives; what it leaves open is the style's colour."""
    number = int(idx) if idx.isdigit() else 0
    master = next(iter(sheet.package.targets(sheet.part, "slideMaster")), sheet.part)
    theme = next(iter(sheet.package.targets(master, "theme")), "")
    if not theme or not number:
        return None
    name, number = ("bgFillStyleLst", number - 1000) if number > 1000 else ("fillStyleLst", number)
    listed = sheet.package.tree(theme).find(f"{A}themeElements/{A}fmtScheme/{A}{name}")
    fills = list(listed) if listed is not None else []
    if not 1 <= number <= len(fills):
        return None
    from lxml import etree

    # Wrapped, as the fills of shapes are.
    holder = etree.Element("holder")
    from copy import deepcopy

    holder.append(deepcopy(fills[number - 1]))
    return holder


def _paint(sheet: Sheet, properties: Any, placeholder: str = "") -> str:
    """`fill` of a shape as an attribute; empty where nothing says."""
    for child in properties if properties is not None else ():
        match str(child.tag).removeprefix(A):
            case "noFill":
                return 'fill="none"'
            case "solidFill":
                color = sheet.shades.color(child, placeholder)
                return f'fill="#{color.hex}"{_opacity(child)}' if color else ""
            case "gradFill":
                return _gradient(sheet, child, placeholder)
            case "pattFill":
                color = sheet.shades.color(child.find(f"{A}bgClr"), placeholder)
                return f'fill="#{color.hex}"' if color else ""
    return ""


def _opacity(fill: Any, name: str = "fill") -> str:
    alpha = next(fill.iter(f"{A}alpha"), None)
    if alpha is None:
        return ""
    return f' {name}-opacity="{_per_cent(alpha.get("val", "100000")) / 100:.3g}"'


def _per_cent(value: str) -> float:
    return float(value[:-1]) if value.endswith("%") else float(value) / 1000


def _gradient(sheet: Sheet, element: Any, placeholder: str) -> str:
    stops = []
    for stop in element.iter(f"{A}gs"):
        color = sheet.shades.color(stop, placeholder)
        if color is not None:
            at = _per_cent(stop.get("pos", "0")) / 100
            stops.append((at, f'<stop offset="{at:.3g}" stop-color="#{color.hex}"{_opacity(stop, "stop")}/>'))
    if not stops:
        return ""
    name = f"g{len(sheet.defs)}"
    inside = "".join(text for _, text in sorted(stops))
    if element.find(f"{A}path") is not None:
        sheet.defs.append(f'<radialGradient id="{name}">{inside}</radialGradient>')
    else:
        linear = element.find(f"{A}lin")
        turn = math.radians(float(linear.get("ang", "0")) / 60000) if linear is not None else 0.0
        if sheet.mirrored:
            turn = math.pi - turn
        x, y = math.cos(turn) / 2, math.sin(turn) / 2
        ends = f'x1="{0.5 - x:.4g}" y1="{0.5 - y:.4g}" x2="{0.5 + x:.4g}" y2="{0.5 + y:.4g}"'
        sheet.defs.append(f'<linearGradient id="{name}" {ends}>{inside}</linearGradient>')
    return f'fill="url(#{name})"'


# ------------------------------------------------------------------------------------------------ shapes


class Frame(Value, frozen=True):
    """How places inside a group become places on the slide."""

    dx: float = 0.0
    dy: float = 0.0
    sx: float = 1.0
    sy: float = 1.0

    def placed(self, box: Box) -> Box:
        return Box(self.dx + box.x * self.sx, self.dy + box.y * self.sy, box.width * self.sx, box.height * self.sy)


def _shapes(sheet: Sheet, root: Any) -> Iterator[str]:
    tree = root.find(f"{P}cSld/{P}spTree")
    for shape in tree if tree is not None else ():
        yield from _shape(sheet, shape, Frame(), top=True)


def _shape(sheet: Sheet, shape: Any, frame: Frame, top: bool = False) -> Iterator[str]:
    if shape.tag == f"{_MC}AlternateContent":
        for child in shape.iterfind(f"{_MC}Fallback/*"):
            yield from _shape(sheet, child, frame, top)
        return
    own = shape.find(f"*/{P}cNvPr")
    if own is None or own.get("hidden") in ("1", "true") or shape.find(f"*/{P}nvPr/{P}ph") is not None:
        return
    place = _place(shape)
    if place is None:
        return
    box, turned, flips = place
    box = frame.placed(box)
    if top and sheet.mirrored:
        # Moved to the other side, and not turned.
        box, frame = box.mirrored_in(sheet.width), replace(frame, dx=frame.dx + sheet.width - 2 * box.x - box.width)
    if shape.tag == f"{P}grpSp":
        inner = _inner(shape, box)
        inside = "".join(text for child in shape for text in _shape(sheet, child, inner))
        yield f"<g{_turn(box, turned, flips)}>{inside}</g>" if turned else inside
        return
    painted = "".join(_painted(sheet, shape, box))
    if painted:
        yield f"<g{_turn(box, turned, flips)}>{painted}</g>" if turned or any(flips) else painted
    words = "".join(_words(sheet, shape, box, top)) if shape.tag == f"{P}sp" else ""
    if words:
        yield f"<g{_turn(box, turned, (False, False))}>{words}</g>" if turned else words


def _place(shape: Any) -> tuple[Box, float, tuple[bool, bool]] | None:
    found = shape.find(f"{P}spPr/{A}xfrm")
    if found is None:
        found = shape.find(f"{P}grpSpPr/{A}xfrm")
    if found is None or found.find(f"{A}off") is None or found.find(f"{A}ext") is None:
        return None
    off, ext = found.find(f"{A}off"), found.find(f"{A}ext")
    box = Box(_pt(off.get("x")), _pt(off.get("y")), _pt(ext.get("cx")), _pt(ext.get("cy")))
    turned = float(found.get("rot", "0")) / 60000
    return box, turned, (found.get("flipH") in ("1", "true"), found.get("flipV") in ("1", "true"))


def _pt(value: str | None) -> float:
    return float(value or 0) / _EMU


def _inner(group: Any, box: Box) -> Frame:
    found = group.find(f"{P}grpSpPr/{A}xfrm")
    off, ext = found.find(f"{A}chOff"), found.find(f"{A}chExt")
    if off is None or ext is None:
        return Frame()
    wide, high = _pt(ext.get("cx")) or 1.0, _pt(ext.get("cy")) or 1.0
    sx, sy = box.width / wide, box.height / high
    return Frame(box.x - _pt(off.get("x")) * sx, box.y - _pt(off.get("y")) * sy, sx, sy)


def _turn(box: Box, turned: float, flips: tuple[bool, bool]) -> str:
    centre = box.centre
    steps = [f"rotate({turned:g} {centre.x:g} {centre.y:g})"] if turned else []
    if any(flips):
        sx, sy = (-1 if flip else 1 for flip in flips)
        steps.append(f"translate({centre.x:g} {centre.y:g}) scale({sx} {sy}) translate({-centre.x:g} {-centre.y:g})")
    return f' transform="{" ".join(steps)}"' if steps else ""


def _painted(sheet: Sheet, shape: Any, box: Box) -> Iterator[str]:
    properties = shape.find(f"{P}spPr")
    if shape.tag == f"{P}pic":
        fill = shape.find(f"{P}blipFill")
        if fill is not None:
            yield from _picture(sheet, fill, box)
        return
    picture = properties.find(f"{A}blipFill")
    if picture is not None:
        yield from _picture(sheet, picture, box)
        return
    style = shape.find(f"{P}style")
    fill = _paint(sheet, properties)
    if not fill and style is not None:
        reference = style.find(f"{A}fillRef")
        color = sheet.shades.color(reference) if reference is not None and reference.get("idx", "0") != "0" else None
        if color is not None:
            fill = (
                _paint(sheet, _theme_fill(sheet, reference.get("idx", "0"), color), color.hex) or f'fill="#{color.hex}"'
            )
    line = _line(sheet, properties.find(f"{A}ln"), style)
    if shape.tag == f"{P}cxnSp":
        fill = 'fill="none"'
    look = f"{fill or 'fill=' + chr(34) + 'none' + chr(34)}{line}"
    if fill in ("", 'fill="none"') and not line:
        return
    yield from _outline(properties, box, look)


def _line(sheet: Sheet, line: Any, style: Any) -> str:
    color, width = None, 0.75
    if line is not None:
        if line.find(f"{A}noFill") is not None:
            return ""
        color = sheet.shades.color(line.find(f"{A}solidFill"))
        width = _pt(line.get("w")) if line.get("w") else width
    if color is None and style is not None:
        reference = style.find(f"{A}lnRef")
        if reference is not None and reference.get("idx", "0") != "0":
            color = sheet.shades.color(reference)
    if color is None:
        return ""
    dash = line.find(f"{A}prstDash") if line is not None else None
    dashes = (
        f' stroke-dasharray="{4 * width:g} {3 * width:g}"' if dash is not None and dash.get("val") != "solid" else ""
    )
    return f' stroke="#{color.hex}" stroke-width="{max(width, 0.25):g}"{dashes}'


def _outline(properties: Any, box: Box, look: str) -> Iterator[str]:
    custom = properties.find(f"{A}custGeom")
    if custom is not None:
        yield from _freeform(custom, box, look)
        return
    preset = properties.find(f"{A}prstGeom")
    name = preset.get("prst", "rect") if preset is not None else "rect"
    corners = _POLYGONS.get(name)
    if name in ("ellipse", "flowChartConnector"):
        centre = box.centre
        yield f'<ellipse cx="{centre.x:g}" cy="{centre.y:g}" rx="{box.width / 2:g}" ry="{box.height / 2:g}" {look}/>'
    elif name in ("line", "straightConnector1") or name.endswith(("Connector2", "Connector3")):
        yield f'<path d="M{box.x:g} {box.y:g}L{box.right:g} {box.bottom:g}" {look}/>'
    elif name == "roundRect":
        guide = preset.find(f"{A}avLst/{A}gd") if preset is not None else None
        share = float(guide.get("fmla", "val 16667").split()[-1]) / 100_000 if guide is not None else 0.16667
        yield _rect(box, f'rx="{share * min(box.width, box.height):g}" {look}')
    elif corners:
        points = " ".join(f"{box.x + x * box.width:g},{box.y + y * box.height:g}" for x, y in corners)
        yield f'<polygon points="{points}" {look}/>'
    else:
        yield _rect(box, look)


_POLYGONS: dict[str, tuple[tuple[float, float], ...]] = {
    "triangle": ((0.5, 0), (1, 1), (0, 1)),
    "rtTriangle": ((0, 0), (1, 1), (0, 1)),
    "diamond": ((0.5, 0), (1, 0.5), (0.5, 1), (0, 0.5)),
    "parallelogram": ((0.25, 0), (1, 0), (0.75, 1), (0, 1)),
    "trapezoid": ((0.25, 0), (0.75, 0), (1, 1), (0, 1)),
    "homePlate": ((0, 0), (0.75, 0), (1, 0.5), (0.75, 1), (0, 1)),
    "hexagon": ((0.25, 0), (0.75, 0), (1, 0.5), (0.75, 1), (0.25, 1), (0, 0.5)),
}


def _freeform(custom: Any, box: Box, look: str) -> Iterator[str]:
    for path in custom.iter(f"{A}path"):
        wide, high = float(path.get("w", "0")) or 1.0, float(path.get("h", "0")) or 1.0
        steps = []
        for step in path:
            points = [
                (box.x + _number(one.get("x")) * box.width / wide, box.y + _number(one.get("y")) * box.height / high)
                for one in step.iter(f"{A}pt")
            ]
            spots = " ".join(f"{x:.2f} {y:.2f}" for x, y in points)
            letter = {"moveTo": "M", "lnTo": "L", "cubicBezTo": "C", "quadBezTo": "Q", "close": "Z"}
            tag = str(step.tag).removeprefix(A)
            if tag in letter:
                steps.append(letter[tag] + spots)
        if steps and steps[0].startswith("M"):
            bare = look.split(" stroke", 1)
            own = f'fill="none"{" stroke" + bare[1] if len(bare) > 1 else ""}' if path.get("fill") == "none" else look
            yield f'<path d="{"".join(steps)}" fill-rule="evenodd" {own}/>'


def _number(value: str | None) -> float:
    """A coordinate; one that a formula computes is not known here."""
    try:
        return float(value or 0)
    except ValueError:
        return 0.0


def _rect(box: Box, look: str) -> str:
    return f'<rect x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" height="{box.height:g}" {look}/>'


# ------------------------------------------------------------------------------------------------ pictures


def _picture(sheet: Sheet, fill: Any, box: Box) -> Iterator[str]:
    blip = fill.find(f"{A}blip")
    rel = sheet.package.rels(sheet.part).get(blip.get(f"{R}embed", "")) if blip is not None else None
    data = sheet.package.members.get(rel.target, b"") if rel is not None and not rel.external else b""
    kind = next((kind for start, kind in _KINDS if data.startswith(start)), "")
    if not kind or len(data) > _LARGEST_PICTURE:
        return
    cut = fill.find(f"{A}srcRect")
    left, top, right, bottom = (_per_cent(cut.get(side, "0")) / 100 if cut is not None else 0.0 for side in "ltrb")
    wide, high = max(0.01, 1 - left - right), max(0.01, 1 - top - bottom)
    whole = Box(box.x - left / wide * box.width, box.y - top / high * box.height, box.width / wide, box.height / high)
    data = _in_rgb(data) if kind == "jpeg" else data
    href = f"data:image/{kind};base64,{base64.b64encode(data).decode()}"
    clip = ""
    if (left, top, right, bottom) != (0, 0, 0, 0):
        name = f"c{len(sheet.defs)}"
        sheet.defs.append(f'<clipPath id="{name}">{_rect(box, "")}</clipPath>')
        clip = f' clip-path="url(#{name})"'
    alpha = blip.find(f"{A}alphaModFix")
    faint = f' opacity="{_per_cent(alpha.get("amt", "100000")) / 100:.3g}"' if alpha is not None else ""
    place = f'x="{whole.x:g}" y="{whole.y:g}" width="{whole.width:g}" height="{whole.height:g}"'
    yield f'<g{clip}><image {place} preserveAspectRatio="none"{faint} href="{href}"/></g>'


def _in_rgb(data: bytes) -> bytes:
    """A JPEG for print, in cyan, magenta, yellow and black, as screens show it: drawing programs misread such ones."""
    # Imported here because what was painted is remembered.
    from PIL import Image, ImageCms

    try:
        with Image.open(io.BytesIO(data)) as picture:
            if picture.mode != "CMYK":
                return data
            profile = picture.info.get("icc_profile")
            shown = picture.convert("RGB")
            if profile:
                source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
                made = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
                shown = made or shown
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError, ImageCms.PyCMSError):
        return data
    written = io.BytesIO()
    shown.save(written, "JPEG", quality=92)
    return written.getvalue()


# ------------------------------------------------------------------------------------------------ words


def _words(sheet: Sheet, shape: Any, box: Box, top: bool) -> Iterator[str]:
    """The lines of a text, which are not broken here: words on layouts are a few."""
    body = shape.find(f"{P}txBody")
    paragraphs = [one for one in body.iterfind(f"{A}p")] if body is not None else []
    lines = [(paragraph, _runs(paragraph)) for paragraph in paragraphs]
    if not any(words.strip() for _, runs in lines for _, words in runs):
        return
    properties = body.find(f"{A}bodyPr")
    inset = [_pt(properties.get(name, default)) for name, default in _INSETS]
    sizes = [max([_size(run, shape) for run, _ in runs], default=_size(None, shape)) for _, runs in lines]
    high = sum(1.2 * size for size in sizes)
    anchor = properties.get("anchor", "t")
    room = box.height - inset[1] - inset[3]
    y = box.y + inset[1] + {"ctr": (room - high) / 2, "b": room - high}.get(anchor, 0.0)
    style = shape.find(f"{P}style/{A}fontRef")
    fallback = sheet.shades.color(style) if style is not None else None
    for (paragraph, runs), size in zip(lines, sizes, strict=True):
        own = paragraph.find(f"{A}pPr")
        align = (own.get("algn") if own is not None else None) or said_align(shape)
        if sheet.mirrored and top:
            align = SIDES.get(align, align)
        x, side = {"ctr": (box.centre.x, "middle"), "r": (box.right - inset[2], "end")}.get(
            align, (box.x + inset[0], "start")
        )
        spans = "".join(_span(sheet, run, words, shape, fallback) for run, words in runs)
        y += 1.2 * size
        if spans:
            family = quoteattr(sheet.font)
            yield f'<text x="{x:g}" y="{y - 0.28 * size:g}" text-anchor="{side}" font-family={family}>{spans}</text>'


_INSETS = (("lIns", "91440"), ("tIns", "45720"), ("rIns", "91440"), ("bIns", "45720"))


def _runs(paragraph: Any) -> list[tuple[Any, str]]:
    found = []
    for run in paragraph:
        tag = str(run.tag).removeprefix(A)
        # The number of a slide is another on each: only those that are placeholders are drawn.
        if tag in ("r",) or (tag == "fld" and run.get("type") != "slidenum"):
            found.append((run.find(f"{A}rPr"), run.findtext(f"{A}t") or ""))
    return found


def _size(run: Any, shape: Any) -> float:
    if run is not None and run.get("sz"):
        return float(run.get("sz")) / 100
    default = shape.find(f"{P}txBody/{A}lstStyle/{A}lvl1pPr/{A}defRPr")
    return float(default.get("sz", "1800")) / 100 if default is not None else 18.0


def _span(sheet: Sheet, run: Any, words: str, shape: Any, fallback: Color | None) -> str:
    if not words:
        return ""
    color = sheet.shades.color(run.find(f"{A}solidFill")) if run is not None else None
    color = color or fallback
    hex = color.hex if color else sheet.shades.hex_of("tx1")
    heavy = ' font-weight="bold"' if run is not None and run.get("b") in ("1", "true") else ""
    slanted = ' font-style="italic"' if run is not None and run.get("i") in ("1", "true") else ""
    size = f' font-size="{_size(run, shape):g}"'
    return f'<tspan fill="#{hex}"{heavy}{slanted}{size} xml:space="preserve">{escape(words)}</tspan>'
