"""Elements of a page as the shapes of a slide, in reading order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count, pairwise

from deck.brand.drawingml import DECORATIVE, SVG, emu, escape, fill, geometry, line, xfrm
from deck.brand.model import Brand, ShapeStyle, Slot
from deck.brand.template import table_style_id
from deck.geometry import Box
from deck.page import Connector, Element, Frame, Group, Image, Page, PictureBox, TableBox, TextBox
from deck.phrases import Phrases
from deck.write.pptx.text import LinkTo, TextWriter

EmbedImage = Callable[[Image], tuple[str, str]]
"""The relationship ids of a picture's raster and vector form; no vector, no id."""

# Numbers of the connection sites that the preset geometries define.
_SITES = {"top": 0, "left": 1, "bottom": 2, "right": 3}
_ELLIPSE_SITES = {"top": 0, "left": 2, "bottom": 4, "right": 6}
_TABLE = "http://schemas.openxmlformats.org/drawingml/2006/table"
_SLIDE_NUMBER = "{C1FF6DA9-008F-8B48-92A6-B652298478BF}"


@dataclass(slots=True)
class ShapeWriter:
    """Writes the shapes of one slide; ids count up in reading order."""

    brand: Brand
    page: Page
    link_to: LinkTo
    embed: EmbedImage
    phrases: Phrases
    _ids: Iterator[int] = field(default_factory=lambda: count(2))
    _known: dict[str, tuple[int, ShapeStyle]] = field(default_factory=dict)

    @property
    def _text(self) -> TextWriter:
        return TextWriter(self.brand, self.page.language, self.link_to, self.phrases, self.page.layout.dark)

    def shapes(self) -> str:
        return "".join(self._element(element) for element in self.page.elements)

    def _element(self, element: Element) -> str:
        match element:
            case TextBox(slot=Slot() as slot):
                return self._placeholder(element, slot)
            case TextBox():
                return self._shape(element)
            case PictureBox():
                return self._picture(element)
            case TableBox():
                return self._table(element)
            case Group():
                return self._group(element)

    def _placeholder(self, element: TextBox, slot: Slot) -> str:
        text = self._text.in_placeholder(element.frame, slot)
        if slot.type == "sldNum":
            text = self._as_number_field(text)
        return (
            f"<p:sp><p:nvSpPr>{self._named(element.name)}<p:cNvSpPr><a:spLocks noGrp=\"1\"/></p:cNvSpPr>"
            f"<p:nvPr>{placeholder(slot)}</p:nvPr></p:nvSpPr><p:spPr/>{text}</p:sp>"
        )  # fmt: skip

    def _as_number_field(self, text: str) -> str:
        return text.replace("<a:r>", f'<a:fld id="{_SLIDE_NUMBER}" type="slidenum">').replace("</a:r>", "</a:fld>")

    def _shape(self, element: TextBox) -> str:
        style = element.style
        number = next(self._ids)
        if style is not None:
            self._known[element.name] = (number, style)
        kind = "" if style else ' txBox="1"'
        look = f"{_geometry(style, element.box)}{_paint(style)}"
        drawn = style.drawn_inset(element.box.width, element.box.height) if style else (0.0, 0.0, 0.0, 0.0)
        place = _turned(xfrm(element.box), style)
        return (
            f"<p:sp><p:nvSpPr>{self._named(element.name, number=number)}<p:cNvSpPr{kind}/><p:nvPr/></p:nvSpPr>"
            f"<p:spPr>{place}{look}</p:spPr>{self._text.in_shape(element.frame, drawn)}</p:sp>"
        )

    def _picture(self, element: PictureBox) -> str:
        if element.image is None:
            return ""
        raster, vector = self.embed(element.image)
        slot = element.slot
        own = SVG.format(svg=vector) if vector else ""
        place = "" if slot and slot.box == element.box else xfrm(element.box)
        shape = place + ("" if slot else '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>')
        if slot and place:
            shape += '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        grouping = 'noGrp="1" ' if slot else ""
        return (
            f"<p:pic><p:nvPicPr>{self._named(element.name, element.alt.plain)}"
            f'<p:cNvPicPr><a:picLocks {grouping}noChangeAspect="1"/></p:cNvPicPr>'
            f"<p:nvPr>{placeholder(slot) if slot else ''}</p:nvPr></p:nvPicPr><p:blipFill>"
            f'<a:blip r:embed="{raster}">{own}</a:blip><a:stretch><a:fillRect/></a:stretch></p:blipFill>'
            f"<p:spPr>{shape}</p:spPr></p:pic>"
        )

    def _table(self, element: TableBox) -> str:
        grid = "".join(f'<a:gridCol w="{width}"/>' for width in _emus(element.widths))
        rows = "".join(
            f'<a:tr h="{emu(height)}">{"".join(self._cell(cell) for cell in cells)}</a:tr>'
            for height, cells in zip(element.heights, element.cells, strict=True)
        )
        holder = placeholder(element.slot) if element.slot else ""
        place = xfrm(element.box).replace("a:xfrm", "p:xfrm")
        direction = ' rtl="1"' if self.brand.right_to_left else ""
        return (
            f"<p:graphicFrame><p:nvGraphicFramePr>{self._named(element.name, element.alt.plain)}"
            '<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr>'
            f"<p:nvPr>{holder}</p:nvPr></p:nvGraphicFramePr>{place}<a:graphic>"
            f'<a:graphicData uri="{_TABLE}"><a:tbl><a:tblPr firstRow="1"{direction}><a:tableStyleId>'
            f"{table_style_id(self.brand)}</a:tableStyleId></a:tblPr><a:tblGrid>{grid}</a:tblGrid>{rows}</a:tbl>"
            "</a:graphicData></a:graphic></p:graphicFrame>"
        )

    def _cell(self, frame: Frame) -> str:
        left, top, right, bottom = (emu(inset) for inset in frame.inset)
        margins = f'marL="{left}" marR="{right}" marT="{top}" marB="{bottom}"'
        return f'<a:tc>{self._text.in_cell(frame)}<a:tcPr {margins} anchor="ctr"/></a:tc>'

    def _group(self, element: Group) -> str:
        number = next(self._ids)
        texts = [self._element(child) for child in element.children if not isinstance(child, Connector)]
        lines = [self._connector(child) for child in element.children if isinstance(child, Connector)]
        box = xfrm(element.box)
        inside = box.replace("</a:xfrm>", "") + "".join(
            f'<a:{tag} {a}="{emu(x)}" {b}="{emu(y)}"/>'
            for tag, a, b, x, y in (
                ("chOff", "x", "y", element.box.x, element.box.y),
                ("chExt", "cx", "cy", element.box.width, element.box.height),
            )
        )
        named = self._named(element.name, element.alt.plain, number)
        return (
            f"<p:grpSp><p:nvGrpSpPr>{named}<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>"
            f"<p:grpSpPr>{inside}</a:xfrm></p:grpSpPr>{''.join(lines)}{''.join(texts)}</p:grpSp>"
        )

    def _connector(self, element: Connector) -> str:
        start = self._glue("st", element.start, element.start_side)
        end = self._glue("end", element.end, element.end_side)
        head = '<a:tailEnd type="triangle" w="med" len="med"/>' if element.arrow else ""
        painted = line(element.color, element.width_pt).replace("</a:ln>", f"{head}</a:ln>")
        return (
            f"<p:cxnSp><p:nvCxnSpPr>{self._decorative(element.name)}<p:cNvCxnSpPr>{start}{end}</p:cNvCxnSpPr>"
            f"<p:nvPr/></p:nvCxnSpPr><p:spPr>{_path(element)}{painted}</p:spPr></p:cxnSp>"
        )

    def _glue(self, which: str, name: str, side: str) -> str:
        number, style = self._known[name]
        sites = _ELLIPSE_SITES if style.geometry == "ellipse" else _SITES
        return f'<a:{which}Cxn id="{number}" idx="{sites[side]}"/>'

    def _named(self, name: str, alt: str = "", number: int = 0) -> str:
        described = f' descr="{escape(alt)}"' if alt else ""
        return f'<p:cNvPr id="{number or next(self._ids)}" name="{escape(name)}"{described}/>'

    def _decorative(self, name: str) -> str:
        return f'<p:cNvPr id="{next(self._ids)}" name="{escape(name)}" descr="">{DECORATIVE}</p:cNvPr>'


def placeholder(slot: Slot) -> str:
    """What links a shape to its layout: the type and the index that never changes."""
    kind = f' type="{slot.type}"' if slot.type not in ("", "obj") else ""
    size = ' sz="quarter"' if slot.type in ("ftr", "sldNum") else ""
    index = f' idx="{slot.idx}"' if slot.idx else ""
    return f"<p:ph{kind}{size}{index}/>"


def _geometry(style: ShapeStyle | None, box: Box) -> str:
    if style is None or style.geometry in ("rect", "roundRect"):
        return geometry(style, box)
    if style.geometry == "bracket":
        width, height = emu(box.width), emu(box.height)
        corners = ((0, 0), (0, height), (width, height), (width, 0))
        points = [f'<a:pt x="{x}" y="{y}"/>' for x, y in corners]
        path = f"<a:moveTo>{points[0]}</a:moveTo>" + "".join(f"<a:lnTo>{point}</a:lnTo>" for point in points[1:])
        return (
            '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
            f'<a:path w="{width}" h="{height}" fill="none">{path}</a:path></a:pathLst></a:custGeom>'
        )
    return f'<a:prstGeom prst="{style.geometry}"><a:avLst/></a:prstGeom>'


def _turned(place: str, style: ShapeStyle | None) -> str:
    """A step that points on points to the left where the deck is read from right to left."""
    if style is None or not style.turned or style.geometry != "homePlate":
        return place
    return place.replace("<a:xfrm>", '<a:xfrm flipH="1">')


def _paint(style: ShapeStyle | None) -> str:
    if style is None:
        return "<a:noFill/>"
    return fill(style.fill) + line(style.line, style.line_pt, style.dash)


def _path(element: Connector) -> str:
    """Transform and geometry of a straight line or of an elbow that leaves sideways or downwards."""
    start, end = element.points[0], element.points[-1]
    width, height = abs(end.x - start.x), abs(end.y - start.y)
    flips = (' flipH="1"' if end.x < start.x else "") + (' flipV="1"' if end.y < start.y else "")
    box = Box(min(start.x, end.x), min(start.y, end.y), width, height)
    if len(element.points) == 2:
        return _transformed(box, flips, "straightConnector1")
    if element.start_side in ("left", "right"):
        return _transformed(box, flips, "bentConnector3")
    # The preset elbow leaves sideways; one that leaves downwards is the same, turned by a quarter.
    turned = box.centred(height, width)
    turn = ' rot="5400000"' if end.x < start.x else ' rot="16200000" flipH="1"'
    return _transformed(turned, turn, "bentConnector3")


def _transformed(box: Box, attributes: str, preset: str) -> str:
    where = xfrm(box).replace("<a:xfrm>", f"<a:xfrm{attributes}>")
    return f'{where}<a:prstGeom prst="{preset}"><a:avLst/></a:prstGeom>'


def _emus(widths: tuple[float, ...]) -> list[int]:
    """Widths whose sum is exactly that of the table: rounding is carried along."""
    edges = [0.0]
    for width in widths:
        edges.append(edges[-1] + width)
    return [emu(b) - emu(a) for a, b in pairwise(edges)]
