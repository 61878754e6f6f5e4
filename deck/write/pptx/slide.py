"""Fill one slide with the elements of its page, in reading order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from copy import copy
from itertools import count
from typing import Any

from pptx.oxml.ns import qn

from deck import kit
from deck.brand.drawingml import emu, one_line
from deck.brand.model import Color, Slot
from deck.equation.tree import Formula
from deck.geometry import Box, contain
from deck.layout.table_steps import in_frames
from deck.markup import Run
from deck.page import (
    UNCUT,
    ChartBox,
    Connector,
    Element,
    Frame,
    Group,
    IconBox,
    Image,
    Page,
    PictureBox,
    TableBox,
    TextBox,
)
from deck.write.pptx import extras
from deck.write.pptx.connector import connect
from deck.write.pptx.lazy import SlidePart
from deck.write.pptx.picture import fill_picture
from deck.write.pptx.stencils import Stencils
from deck.write.pptx.table import fill_table
from deck.write.pptx.text import TextWriter


def fill_slide(part: SlidePart, page: Page, stencils: Stencils, text: TextWriter) -> None:
    """Put the page's elements on a blank slide."""
    slide = part._element
    extras.identify_slide(slide, page.id)
    if page.hidden:
        slide.set("show", "0")
    filler = _Filler(part, page, stencils, text)
    filler.fill(slide.cSld.spTree, page.elements)
    if page.steps or page.plays:
        # Imported here because few slides do anything at a click.
        from deck.write.pptx.clicks import add_clicks

        add_clicks(slide, page, filler.ids)


class _Filler:
    """Counts the shapes of one slide and knows those that connectors are glued to."""

    def __init__(self, part: SlidePart, page: Page, stencils: Stencils, text: TextWriter) -> None:
        self.part, self.page, self.stencils, self.text = part, page, stencils, text
        self.numbers = count(2)
        self.names = Counter[str]()
        self.ids: dict[str, int] = {}
        """The number of each shape, by the name of what it shows."""
        self.shapes: dict[str, tuple[Any, str]] = {}

    def fill(self, tree: Any, elements: tuple[Element, ...]) -> None:
        for element in elements:
            parts = in_frames(element, self.page) if isinstance(element, TableBox) else (element,)
            for shape in map(self._shape_of, parts):
                if shape is not None:
                    tree.append(shape)

    def _shape_of(self, element: Element) -> Any:
        shape = self._made(element)
        match element:
            case TextBox(frame=frame):
                frames = [frame]
            case TableBox(cells=cells):
                frames = [cell for row in cells for cell in row]
            case _:
                return shape
        formulas = [run.formula for frame in frames for run in runs_of(frame) if run.formula]
        return self._with_formulas(shape, element, frames, formulas) if formulas else shape

    def _with_formulas(
        self, shape: Any, element: TextBox | TableBox, frames: Sequence[Frame], formulas: Sequence[Formula]
    ) -> Any:
        """What has formulas, and what programs show that know none."""
        # Imported here because few slides have formulas.
        from deck.write.pptx.equation import alternatives, in_signs

        if not (formulas[0].display and isinstance(element, TextBox)):
            return alternatives(shape, in_signs(shape, [runs for one in frames for runs in self.text.signs(one)]))
        alone = formulas[0]
        shape[0][0].set("descr", one_line(alone.said or alone.tex))
        picture = self.stencils.picture()
        picture[0].replace(picture[0][0], copy(shape[0][0]))
        place(picture.spPr.xfrm, formula_box(element))
        image = Image(alone.png, in_color(alone.drawing, frames[0].paragraphs[0].color))
        fill_picture(picture, image, UNCUT, self.part)
        return alternatives(shape, picture)

    def _made(self, element: Element) -> Any:
        match element:
            case TextBox(slot=Slot() as slot):
                return self._placeholder(element, slot)
            case TextBox():
                return self._shape(element)
            case PictureBox():
                return self._picture(element)
            case IconBox():
                return self._icon(element)
            case TableBox():
                return self._table(element)
            case ChartBox():
                return self._chart(element)
            case Group():
                return self._group(element)

    def _named(self, shape: Any, name: str, alt: str = "", decorative: bool = False) -> Any:
        self.names[name] += 1
        key = f"{self.page.id}/{name}/{self.names[name]}"
        number = next(self.numbers)
        self.ids.setdefault(name, number)
        extras.identify(shape, number, one_line(name), key)
        if decorative:
            extras.decorative(shape)
        elif alt:
            shape[0][0].set("descr", one_line(alt))
        return shape

    def _placeholder(self, element: TextBox, slot: Slot) -> Any:
        placed = slot.virtual or self._is_moved(element.box, slot)
        stencil = self.stencils.placeholder(self.page.layout.key, slot.type, slot.idx, placed, slot.virtual)
        shape = self._named(stencil, element.name)
        if placed:
            place(shape.spPr.xfrm, element.box)
        body = shape.txBody
        if slot.virtual:
            self._say_all(body, element)
            return shape
        self.text.fill_placeholder(body, element.frame, slot)
        if slot.type == "sldNum":
            for run in body.p_lst[0].r_lst:
                extras.as_slide_number(run, _SLIDE_NUMBER)
        return shape

    def _say_all(self, body: Any, element: TextBox) -> None:
        """Of a placeholder that no layout has: where its text stands, and how it looks."""
        for name, inset in zip(_INSETS, element.frame.inset, strict=True):
            body[0].set(name, str(emu(inset)))
        body[0].set("anchor", _ANCHORS[element.frame.anchor])
        self.text.fill_shape(body, element.frame)

    def _is_moved(self, box: Box, slot: Slot) -> bool:
        """Whether it stands elsewhere than its layout says, which is then written on the slide."""
        known = self.page.layout.slots[slot.name]
        return box != (known.home or known.box)

    def _shape(self, element: TextBox) -> Any:
        style, box = element.style, element.box
        corner = 0
        if style and style.geometry == "roundRect":
            corner = min(50000, round(style.radius_pt / min(box.width, box.height) * 100000))
        shape = self._named(
            self.stencils.shape(style, element.frame.anchor, corner),
            element.name,
            element.said,
            decorative=element.is_decorative,
        )
        place(shape.spPr.xfrm, box)
        if style:
            self.shapes[element.name] = shape, style.geometry
        drawn = style.drawn_inset(box.width, box.height) if style else (0.0, 0.0, 0.0, 0.0)
        # What the geometry keeps free by itself is not written again.
        body = shape.txBody
        for name, inset, own in zip(_INSETS, element.frame.inset, drawn, strict=True):
            body[0].set(name, str(emu(max(0.0, inset - own))))
        self.text.fill_shape(body, element.frame)
        return shape

    def _picture(self, element: PictureBox) -> Any:
        if element.image is None:
            return None
        slot = element.slot
        placed = slot is None or self._is_moved(element.box, slot)
        layout, kind, index = (self.page.layout.key, slot.type, slot.idx) if slot else ("", "", -1)
        stencil = self.stencils.picture(layout, kind, index, placed)
        picture = self._named(stencil, element.name, element.alt.plain, element.is_decorative)
        if placed:
            place(picture.spPr.xfrm, element.box)
        fill_picture(picture, element.image, element.cut, self.part)
        if element.media is not None:
            # Imported here because few slides play something.
            from deck.write.pptx.media import make_playable

            make_playable(picture, element, self.part)
        return picture

    def _icon(self, element: IconBox) -> Any:
        group = self._named(self.stencils.icon(element.icon, element.color, element.turned), element.name)
        drawing = kit.drawing(element.icon)
        place(group.grpSpPr.xfrm, contain(drawing.width, drawing.height, element.box))
        for number, part in enumerate(group.iterchildren(_SP), 1):
            self._named(part, f"{element.name}.part-{number}")
        return group

    def _table(self, element: TableBox) -> Any:
        slot = element.slot
        held = slot is not None and slot.type and not slot.virtual and element.has_head
        frame = (
            self.stencils.table(self.page.layout.key, slot.type, slot.idx) if held and slot else self.stencils.table()
        )
        number, total = element.piece
        alt = element.alt.plain
        alt = self.text.phrases.say("part-of", number=number, total=total, name=alt) if total > 1 else alt
        self._named(frame, element.name, alt)
        place(frame.xfrm, element.box)
        table = frame.graphic.graphicData.tbl
        if not element.has_head:
            table.firstRow = False
        fill_table(table, element, self.stencils, self.text)
        return frame

    def _chart(self, element: ChartBox) -> Any:
        # Imported here because most decks have no charts, and need no XlsxWriter.
        from deck.write.pptx.chart import add_chart

        frame = self._named(self.stencils.chart(), element.name, element.told)
        place(frame.xfrm, element.frame)
        frame.graphic.graphicData[0].set(_RID, add_chart(self.part, element, self.stencils.brand))
        return frame

    def _group(self, element: Group) -> Any:
        group = self._named(self.stencils.group(), element.name, element.alt.plain)
        place(group.grpSpPr.xfrm, element.box)
        place(group.grpSpPr.xfrm, element.box, first=2)
        # A line is glued to shapes that have a number already; what lies behind what, the order of all of them says.
        made = {child.name: self._shape_of(child) for child in element.children if not isinstance(child, Connector)}
        made |= {child.name: self._connector(child) for child in element.children if isinstance(child, Connector)}
        group.extend(shape for child in element.children if (shape := made[child.name]) is not None)
        return group

    def _connector(self, element: Connector) -> Any:
        straight = len(element.points) == 2
        line = self.stencils.connector(straight, element.color, element.width_pt, element.arrow)
        connect(self._named(line, element.name), element, self.shapes)
        return line


def runs_of(frame: Frame) -> Iterator[Run]:
    return (stretch.run for laid in frame.paragraphs for stretch in laid.stretches)


def formula_box(element: TextBox) -> Box:
    """Where the only formula of a text stands, on the slide."""
    frame, area = element.frame, element.box.without(*element.frame.inset)
    laid = frame.paragraphs[0]
    line = laid.lines[0]
    [piece] = line.pieces
    formula = piece.run.formula
    assert formula is not None
    top = area.y + frame.top + line.baseline - formula.ascent * laid.size_pt
    return Box(area.x + piece.x, top, piece.width, (formula.ascent + formula.descent) * laid.size_pt)


def in_color(drawing: bytes, color: Color) -> bytes:
    return drawing.replace(b"#000000", f"#{color.hex}".encode()).replace(b"#000", f"#{color.hex}".encode())


_SP, _RID = qn("p:sp"), qn("r:id")
_SLIDE_NUMBER = "{C1FF6DA9-008F-8B48-92A6-B652298478BF}"
_INSETS = ("lIns", "tIns", "rIns", "bIns")
_ANCHORS = {"top": "t", "centre": "ctr", "bottom": "b"}


def place(transform: Any, box: Box, first: int = 0) -> None:
    """Set offset and extent of an `a:xfrm` or `p:xfrm`; from the third child on, those of a group's inside."""
    offset, extent = transform[first], transform[first + 1]
    offset.set("x", str(emu(box.x)))
    offset.set("y", str(emu(box.y)))
    extent.set("cx", str(emu(box.width)))
    extent.set("cy", str(emu(box.height)))
