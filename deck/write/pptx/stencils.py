"""What python-pptx makes once and a deck copies: the placeholders of a layout, shapes of a style, looks of text.

Its public API parses a template of XML, looks through the slide for a free number and writes the look of Office's own
theme: a millisecond a call. Here each call is made once for every layout, style or look; to copy takes microseconds.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from copy import copy
from typing import Any

from pptx.dml.color import RGBColor
from pptx.dml.fill import FillFormat
from pptx.dml.line import LineFormat
from pptx.enum.dml import MSO_LINE, MSO_THEME_COLOR
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE, PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.oxml.shapes.autoshape import CT_Shape
from pptx.oxml.shapes.graphfrm import CT_GraphicalObjectFrame
from pptx.oxml.shapes.groupshape import CT_GroupShape
from pptx.oxml.shapes.picture import CT_Picture
from pptx.oxml.table import CT_TableCell
from pptx.oxml.xmlchemy import OxmlElement
from pptx.shapes.autoshape import Shape
from pptx.shapes.base import BaseShape
from pptx.slide import NotesSlide, Slide
from pptx.util import Centipoints, Emu

from deck import kit
from deck.brand.drawingml import NAMESPACES, drawn_group, drawn_parts, emu
from deck.brand.model import Brand, Color, ShapeStyle
from deck.brand.theme import table_style_id
from deck.geometry import Box
from deck.value import Value
from deck.write.pptx import extras
from deck.write.pptx.lazy import SlideLayoutPart, SlidePart

_SHAPES = {
    "rect": MSO_SHAPE.RECTANGLE,
    "roundRect": MSO_SHAPE.ROUNDED_RECTANGLE,
    "ellipse": MSO_SHAPE.OVAL,
    "circle": MSO_SHAPE.OVAL,
    "homePlate": MSO_SHAPE.PENTAGON,
}
_ANCHORS = {"top": MSO_ANCHOR.TOP, "centre": MSO_ANCHOR.MIDDLE, "bottom": MSO_ANCHOR.BOTTOM}
_ALIGNS = {"left": PP_ALIGN.LEFT, "right": PP_ALIGN.RIGHT, "center": PP_ALIGN.CENTER}
_THEME = {member.xml_value: member for member in MSO_THEME_COLOR if member.xml_value}
_NOWHERE = (Emu(0), Emu(0), Emu(0), Emu(0))
_STYLE, _PH, _SOLID = qn("p:style"), qn("p:ph"), qn("a:solidFill")


class RunLook(Value, frozen=True):
    """How a run looks, as far as that differs from what it inherits; None and the empty tuple inherit."""

    lang: str
    alternative: str = ""
    size_pt: float | None = None
    bold: bool | None = None
    italic: bool = False
    baseline: int = 0
    """Thousandths of a per cent of the size that it is raised by, or lowered."""
    struck: bool = False
    code: bool = False
    """Nothing that a spelling checker knows."""
    kerned: bool = False
    color: Color | None = None
    faces: tuple[tuple[str, str], ...] = ()
    """Typefaces by element: latin, ea, cs, sym."""


class Bullet(Value, frozen=True):
    """The mark in front of a paragraph: a character, or the number that it counts from."""

    color: Color
    char: str
    number: int
    family: str = ""
    """In which its number is set, without a full stop: that of code."""


class ParagraphLook(Value, frozen=True):
    """How a paragraph is set, as far as that differs from what it inherits."""

    level: int = 0
    indent: tuple[int, int] | None = None
    """Left margin and first line, in EMU."""
    align: str = ""
    right_to_left: bool = False
    left_to_right: bool = False
    """Where all else in the deck is read from right to left."""
    spacing: float | None = None
    before_pt: float | None = None
    bullet: Bullet | str = ""
    """A mark, "none", or nothing to inherit it."""


class Stencils:
    """Made when they are first asked for; every method gives a copy that belongs to nobody yet."""

    def __init__(self, package: Any, brand: Brand, layouts: Mapping[str, SlideLayoutPart]) -> None:
        self.brand, self.layouts, self._package = brand, layouts, package
        self._known: dict[Hashable, Any] = {}
        self._offered: dict[str, dict[Any, Any]] = {}
        # A slide that no list names: it is not in the file.
        layout = next(iter(layouts.values()))
        part = SlidePart.new(PackURI("/ppt/slides/stencils.xml"), package, layout)
        self._slide: Slide = part.slide
        self._text = self._slide.shapes.add_textbox(*_NOWHERE).text_frame

    def _copy(self, key: Hashable, make: Callable[..., Any], *arguments: Any) -> Any:
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = make(*arguments)
        # Of an element, lxml copies all that is in it.
        return copy(known)

    # -------------------------------------------------------------------------------------------- slides and notes

    def blank_slide(self) -> bytes:
        """A slide without shapes, which gets the number that later programs know it by."""
        part = SlidePart.new(PackURI("/ppt/slides/blank.xml"), self._package, next(iter(self.layouts.values())))
        part._element.cSld.append(extras.slide_identity())
        if self.brand.transition == "fade":
            extras.add_fade(part._element)
        return part.blob

    def notes_slide(self) -> Any:
        """`p:notes` with the placeholders of slide image and text; the text has no paragraph."""
        return self._copy("notes", self._notes_slide)

    def _notes_slide(self) -> Any:
        notes: NotesSlide = self._slide.notes_slide
        for one in list(notes.placeholders):
            if one.placeholder_format.type == PP_PLACEHOLDER.SLIDE_NUMBER:
                one._element.getparent().remove(one._element)
            elif one.placeholder_format.type == PP_PLACEHOLDER.BODY:
                one.text_frame._txBody.clear_content()
            else:
                extras.lock_proportions(one._element)
        return notes._element

    # -------------------------------------------------------------------------------------------- shapes

    def placeholder(self, layout: str, type: str, index: int, placed: bool = False, alone: bool = False) -> Any:
        """`p:sp` of a placeholder for text, which has no paragraph; where its layout says unless `placed`.

        One that is `alone` has none on the layout: a title that the slide has of its own.
        """
        key = ("placeholder", layout, type, index, placed, alone)
        return self._copy(key, self._placeholder, layout, type, index, placed, alone)

    def _placeholder(self, layout: str, type: str, index: int, placed: bool, alone: bool) -> Any:
        shape = self._copy("placeholder", self._any_placeholder)
        shape.nvSpPr.nvPr._insert_ph(_lone(type) if alone else self._ph(layout, type, index))
        if placed:
            shape.x = shape.y = shape.cx = shape.cy = Emu(0)
        return shape

    def _any_placeholder(self) -> Any:
        shape = CT_Shape.new_placeholder_sp(2, "", PP_PLACEHOLDER.BODY, "horz", "full", 1)
        shape.nvSpPr.nvPr.clear()
        shape.txBody.clear_content()
        return extras.with_identity(shape)

    def picture(self, layout: str = "", type: str = "", index: int = -1, placed: bool = True) -> Any:
        """`p:pic` without an image: free, or in a placeholder, in whose place it is unless it is `placed`."""
        key = ("picture", layout, type, index, placed)
        return self._copy(key, self._picture, layout, type, index, placed)

    def _picture(self, layout: str, type: str, index: int, placed: bool) -> Any:
        free = CT_Picture.new_pic(2, "", "", "", 0, 0, 0, 0)
        if not layout:
            return extras.with_identity(free)
        picture = CT_Picture.new_ph_pic(2, "", "", "")
        picture.nvPicPr.nvPr._insert_ph(self._ph(layout, type, index))
        if placed:
            picture.replace(picture.spPr, free.spPr)
        return extras.with_identity(picture)

    def table(self, layout: str = "", type: str = "", index: int = -1) -> Any:
        """`p:graphicFrame` with a table that has neither columns nor rows: free, or in a placeholder."""
        return self._copy(("table", layout, type, index), self._table, layout, type, index)

    def _table(self, layout: str, type: str, index: int) -> Any:
        frame = CT_GraphicalObjectFrame.new_table_graphicFrame(2, "", 1, 1, 0, 0, 0, 0)
        if layout:
            frame.nvGraphicFramePr.nvPr._insert_ph(self._ph(layout, type, index))
        table = frame.graphic.graphicData.tbl
        table.bandRow = False
        brought = self.brand.template
        table.tblPr[0].text = (brought and brought.table_style) or table_style_id(self.brand)
        if self.brand.right_to_left:
            table.tblPr.set("rtl", "1")
        table.tblGrid.clear()
        del table[2:]
        return extras.with_identity(frame)

    def chart(self) -> Any:
        """`p:graphicFrame` that leads to no chart yet."""
        make = CT_GraphicalObjectFrame.new_chart_graphicFrame
        return self._copy("chart", lambda: extras.with_identity(make(2, "", "", 0, 0, 0, 0)))

    def cell(self) -> Any:
        """`a:tc` without a paragraph."""
        return self._copy("cell", self._cell)

    def _cell(self) -> Any:
        cell = CT_TableCell.new()
        cell.txBody.clear_content()
        cell.anchor = MSO_ANCHOR.MIDDLE
        return cell

    def emphasize(self, cell: Any, total: bool, marked: bool) -> None:
        """Paint the line above a row of totals, and the ground of a row that the talk is about."""
        colors = self.brand.colors
        properties = cell.get_or_add_tcPr()
        if total:
            extras.add_top_line(properties, 2 * self.brand.table.rule_pt, self._color_of(colors["ink"]))
        if marked:
            extras.add_fill(properties, self._color_of(colors["pale"]))

    def shape(self, style: ShapeStyle | None, anchor: str, corner: int = 0) -> Any:
        """`p:sp` of one of the brand's shapes, or of a text box; its text has no paragraph.

        `corner` is the radius of a rounded rectangle in hundred-thousandths of its shorter side.
        """
        return self._copy((style, anchor, corner), self._shape, style, anchor, corner)

    def _shape(self, style: ShapeStyle | None, anchor: str, corner: int) -> Any:
        shape = self._copy(("shape", style), self._styled, style)
        shape.txBody.bodyPr.anchor = _ANCHORS[anchor]
        if corner:
            shape.spPr.prstGeom.rewrite_guides([("adj", corner)])
        return shape

    def _styled(self, style: ShapeStyle | None) -> Any:
        shape = self._drawn(style) if style else self._slide.shapes.add_textbox(*_NOWHERE)
        frame = shape.text_frame
        frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.TEXT_TO_FIT_SHAPE
        frame._txBody.bodyPr.set("rtlCol", f"{self.brand.right_to_left:d}")
        frame._txBody.clear_content()
        return extras.with_identity(self._taken(shape))

    def _drawn(self, style: ShapeStyle) -> Shape:
        shapes = self._slide.shapes
        if style.geometry == "bracket":
            # Open at the top; the path is stretched to whatever size the shape has.
            pen = shapes.build_freeform(0, 0).add_line_segments(((0, 1000), (1000, 1000), (1000, 0)), close=False)
            shape = pen.convert_to_shape()
            extras.leave_unfilled(shape._element)
        else:
            shape = shapes.add_shape(_SHAPES[style.geometry], *_NOWHERE)
        shape._element.remove(shape._element.find(_STYLE))
        _fill(shape.fill, style.fill)
        if style.opacity < 1:
            extras.set_opacity(shape._element.spPr.find(_SOLID), style.opacity)
        _line(shape.line, style.line, style.line_pt)
        if style.dash and style.line is not None:
            shape.line.dash_style = MSO_LINE.DASH
        if style.geometry == "homePlate" and style.turned:
            # A step that points on points to the left where the deck is read from right to left.
            shape._element.spPr.xfrm.flipH = True
        return shape

    def group(self) -> Any:
        """`p:grpSp` without shapes."""
        return self._copy("group", lambda: extras.with_identity(CT_GroupShape.new_grpSp(2, "")))

    def icon(self, name: str, color: Color, turned: bool) -> Any:
        """`p:grpSp` with the parts of a drawing of the kit, all decorative; its place is that of its own sheet."""
        return self._copy(("icon", name, color, turned), self._icon, name, color, turned)

    def _icon(self, name: str, color: Color, turned: bool) -> Any:
        drawing, paper = kit.drawing(name), self.brand.colors["paper"]
        parts = drawn_parts(name, color, paper, turned, lambda _: '<p:cNvPr id="0" name=""/>')
        group = parse_xml(
            f'<p:grpSp {NAMESPACES}><p:nvGrpSpPr><p:cNvPr id="0" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
            f"{drawn_group(name, Box(0, 0, drawing.width, drawing.height))}{parts}</p:grpSp>"
        )
        for shape in (group, *group.iterchildren(qn("p:sp"))):
            extras.decorative(extras.with_identity(shape))
        return group

    def connector(self, straight: bool, color: Color, width_pt: float, arrow: bool) -> Any:
        """`p:cxnSp` that leads from nowhere to nowhere."""
        return self._copy((straight, color, width_pt, arrow), self._connector, straight, color, width_pt, arrow)

    def _connector(self, straight: bool, color: Color, width_pt: float, arrow: bool) -> Any:
        kind = MSO_CONNECTOR.STRAIGHT if straight else MSO_CONNECTOR.ELBOW
        line = self._slide.shapes.add_connector(kind, *_NOWHERE)
        element = line._element
        element.remove(element.find(_STYLE))
        if straight:
            # What PowerPoint writes; python-pptx's "line" is a shape that happens to be one.
            element.spPr.prstGeom.set("prst", "straightConnector1")
        _line(line.line, color, width_pt)
        if arrow:
            extras.add_arrowhead(line.line._get_or_add_ln())
        return extras.decorative(extras.with_identity(self._taken(line)))

    def _taken(self, shape: BaseShape) -> Any:
        """The shape's element, which is on no slide from now on: among few shapes a free number is found soon."""
        element = shape._element
        element.getparent().remove(element)
        return element

    def _ph(self, layout: str, type: str, index: int) -> Any:
        """What links a shape to a placeholder of the layout: `p:ph`, as `shapes.clone_placeholder` writes it."""
        if layout not in self._offered:
            placeholders = list(self.layouts[layout]._element.iter(_PH))
            # Two may have one idx in templates that others made.
            self._offered[layout] = {ph.get("idx", "0"): ph for ph in placeholders} | {
                (ph.get("type", "obj"), ph.get("idx", "0")): ph for ph in placeholders
            }
        offered = self._offered[layout]
        found: Any = copy(offered[type, str(index)] if (type, str(index)) in offered else offered[str(index)])
        found.attrib.pop("hasCustomPrompt", None)
        return found

    # -------------------------------------------------------------------------------------------- text

    def paragraph(self, look: ParagraphLook) -> Any:
        """`a:p` without text."""
        return self._copy(look, self._paragraph, look)

    def _paragraph(self, look: ParagraphLook) -> Any:
        paragraph = self._text.add_paragraph()
        element = paragraph._p
        if look.level:
            paragraph.level = look.level
        if look.align:
            paragraph.alignment = _ALIGNS[look.align]
        if look.spacing is not None:
            paragraph.line_spacing = look.spacing
        if look.before_pt is not None:
            paragraph.space_before = _points(look.before_pt)
        if look.indent or look.right_to_left or look.bullet:
            extras.set_indent(element.get_or_add_pPr(), look.indent, look.right_to_left)
        if look.left_to_right:
            element.get_or_add_pPr().set("rtl", "0")
        if look.bullet == "none":
            extras.no_bullet(element.pPr)
        elif isinstance(look.bullet, Bullet):
            color = self._color_of(look.bullet.color)
            extras.add_bullet(element.pPr, look.bullet.char, look.bullet.number, color, look.bullet.family)
        return element

    def run(self, look: RunLook) -> Any:
        """`a:r` without text."""
        return self._copy(look, self._run, look)

    def _run(self, look: RunLook) -> Any:
        run = self._text.paragraphs[0].add_run()
        font, properties = run.font, run._r.get_or_add_rPr()
        extras.set_language(properties, look.lang, look.alternative)
        if look.size_pt is not None:
            font.size = _points(look.size_pt)
        font.bold = look.bold
        font.italic = look.italic or None
        if look.baseline:
            properties.set("baseline", str(look.baseline))
        if look.struck:
            properties.set("strike", "sngStrike")
        if look.code:
            properties.set("noProof", "1")
        if look.kerned:
            properties.set("kern", "1200")
        if look.color is not None:
            _fill(font.fill, look.color)
        for tag, typeface in look.faces:
            extras.add_face(properties, tag, typeface, typeface == self.brand.monospace)
        return run._r

    def line_break(self, look: RunLook) -> Any:
        """`a:br`, as high as the words before it."""
        return self._copy(("line break", look), self._line_break, look)

    def _line_break(self, look: RunLook) -> Any:
        # Of python-pptx's own a vertical tab makes one, without a look.
        paragraph = self._text.add_paragraph()
        paragraph.add_line_break()
        line_break = paragraph._p[-1]
        line_break.append(self.run(look)[0])
        return line_break

    def end_of_paragraph(self, lang: str, size_pt: float | None) -> Any:
        """`a:endParaRPr`, which says how an empty paragraph would be set."""
        return self._copy((lang, size_pt), self._end_of_paragraph, lang, size_pt)

    def _end_of_paragraph(self, lang: str, size_pt: float | None) -> Any:
        properties = self._text.add_paragraph()._p.get_or_add_endParaRPr()
        properties.set("lang", lang)
        if size_pt is not None:
            properties.sz = _points(size_pt).centipoints
        return properties

    def _color_of(self, color: Color) -> Any:
        """The colour as `a:schemeClr`."""
        return self._copy(("color", color), self._made_color, color)

    def _made_color(self, color: Color) -> Any:
        font = self._text.paragraphs[0].add_run().font
        _fill(font.fill, color)
        return font._rPr.solidFill[0]


def _lone(type: str) -> Any:
    """`p:ph` of a placeholder that no layout has."""
    found = OxmlElement("p:ph")
    found.set("type", type)
    return found


def _fill(fill: FillFormat, color: Color | None) -> None:
    if color is None:
        fill.background()
        return
    fill.solid()
    if not color.theme:
        # Of a brought template, whose own colours are not all in its theme.
        fill.fore_color.rgb = RGBColor.from_string(color.hex)
        return
    fill.fore_color.theme_color = _THEME[color.theme]
    if color.lum_off:
        fill.fore_color.brightness = color.lum_off / 100
    elif color.lum_mod != 100:
        fill.fore_color.brightness = color.lum_mod / 100 - 1


def _line(line: LineFormat, color: Color | None, width_pt: float) -> None:
    if color is not None:
        line.width = Emu(emu(width_pt))
    _fill(line.fill, color)


def _points(size_pt: float) -> Centipoints:
    """In hundredths of a point, rounded: `Pt` cuts off, so that 7.7 points would become 7.69."""
    return Centipoints(round(100 * size_pt))
