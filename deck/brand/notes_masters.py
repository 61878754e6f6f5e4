"""The notes master and the handout master of a brand."""

from __future__ import annotations

from collections.abc import Iterator

from deck.brand.drawingml import EMPTY_GROUP, NAMESPACES, background, bar, fill, geometry, xfrm
from deck.brand.levels import Level
from deck.brand.model import Bar, Brand, Slot
from deck.brand.placeholder import body_properties, number_field, paragraph, placeholder
from deck.brand.slide_layouts import COLOR_MAP
from deck.brand.text_styles import level_styles, list_style
from deck.geometry import Box, mm

NOTES_SIZE = Box(0, 0, 540, 720)


def notes_master(brand: Brand, language: str) -> str:
    width, margin = NOTES_SIZE.width, mm(19)
    image = Box(margin, mm(24), width - 2 * margin, (width - 2 * margin) * brand.height / brand.width)
    rule = Bar(Box(margin, image.bottom + mm(5), image.width, 1.5), brand.colors["primary"])
    text = Box(margin, rule.box.bottom + mm(4), image.width, mm(236) - rule.box.bottom - mm(4))
    notes = Slot("notes", text, brand.roles["notes"], "body", 3, brand.roles["notes"].color, prompt="Notes")
    edge = f'<a:noFill/><a:ln w="9525">{fill(brand.colors["rule"])}</a:ln>'
    frame = (
        '<p:sp><p:nvSpPr><p:cNvPr id="3" name="Slide image 3"/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1" '
        'noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg" idx="2"/></p:nvPr></p:nvSpPr><p:spPr>'
        f"{xfrm(image)}{geometry(None, image)}{edge}</p:spPr></p:sp>"
    )
    shapes = [bar(2, _turned(brand, rule)), frame]
    # LibreOffice does not read `notesStyle`; a style on the placeholder is read by both.
    style = list_style(brand, list(_notes_levels(brand)), "start")
    shapes.append(placeholder(brand, 4, notes, style, language, on_master=True))
    shapes += _margins(brand, margin, 5, language)
    return (
        f"<p:notesMaster {NAMESPACES}><p:cSld>{background(brand.colors['paper'])}<p:spTree>{EMPTY_GROUP}"
        f'{"".join(shapes)}</p:spTree></p:cSld>{COLOR_MAP}<p:hf hdr="0" ftr="0" dt="0"/><p:notesStyle>'
        f"{''.join(level_styles(brand, _notes_levels(brand), 'start'))}</p:notesStyle></p:notesMaster>"
    )


def _notes_levels(brand: Brand) -> Iterator[Level]:
    role = brand.roles["notes"]
    return (Level(role, role.color, "none", None, i * role.size, 0.0) for i in range(9))


def handout_master(brand: Brand, language: str) -> str:
    rule = Bar(Box(mm(10), mm(20), NOTES_SIZE.width - mm(20), 1.5), brand.colors["primary"])
    shapes = [bar(2, _turned(brand, rule)), *_margins(brand, mm(10), 3, language)]
    return (
        f"<p:handoutMaster {NAMESPACES}><p:cSld>{background(brand.colors['paper'])}<p:spTree>{EMPTY_GROUP}"
        f'{"".join(shapes)}</p:spTree></p:cSld>{COLOR_MAP}<p:hf ftr="0" dt="0"/></p:handoutMaster>'
    )


def _margins(brand: Brand, margin: float, first_id: int, language: str) -> Iterator[str]:
    """Header, date, footer and page number in the corners of a portrait page."""
    width, role = NOTES_SIZE.width / 2 - margin, brand.roles["footer"]
    corners = (
        ("Header", "hdr", 10, "start", mm(10), brand.event),
        ("Date", "dt", 11, "end", mm(10), ""),
        ("Footer", "ftr", 12, "start", mm(240), ""),
        ("Number", "sldNum", 13, "end", mm(240), ""),
    )
    for shape_id, (name, kind, idx, align, top, text) in enumerate(corners, start=first_id):
        left = margin if (align == "start") != brand.right_to_left else margin + width
        slot = Slot(name, Box(left, top, width, mm(8)), role, kind, idx, role.color, align=align, anchor="centre")
        style = list_style(brand, [Level(role, role.color, "none", None, 0.0, 0.0)], align)
        words = number_field(brand, language) if kind == "sldNum" else paragraph(text, language)
        yield (
            f'<p:sp><p:nvSpPr><p:cNvPr id="{shape_id}" name="{name} {shape_id}"/><p:cNvSpPr><a:spLocks noGrp="1"/>'
            f'</p:cNvSpPr><p:nvPr><p:ph type="{kind}" sz="quarter" idx="{idx}"/></p:nvPr></p:nvSpPr><p:spPr>'
            f"{xfrm(slot.box)}{geometry(None, slot.box)}</p:spPr>"
            f"<p:txBody>{body_properties(brand, slot)}{style}{words}</p:txBody></p:sp>"
        )


def _turned(brand: Brand, part: Bar) -> Bar:
    return Bar(part.box.mirrored_in(NOTES_SIZE.width), part.fill) if brand.right_to_left else part
