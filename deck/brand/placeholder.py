"""One placeholder of a master or layout: its place, its text style, and what it shows while it is empty."""

from __future__ import annotations

from deck.brand.drawingml import emu, escape, geometry, guid, paint, xfrm
from deck.brand.model import Brand, Slot

_ANCHORS = {"top": "t", "centre": "ctr", "bottom": "b"}


def placeholder(brand: Brand, shape_id: int, slot: Slot, style: str, language: str, on_master: bool = False) -> str:
    """One placeholder; on the master its prompt is not marked as the brand's own."""
    prompt = slot.prompt or slot.name.replace("_", " ").capitalize()
    custom = ' hasCustomPrompt="1"' if slot.prompt and not on_master else ""
    name = f"{slot.name.replace('_', ' ').capitalize()} {shape_id}"
    body = body_properties(brand, slot) + style + _prompt(brand, slot, prompt, language)
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{shape_id}" name="{escape(name)}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr><p:ph{_reference(slot)}{custom}/></p:nvPr></p:nvSpPr><p:spPr>{xfrm(slot.box)}"
        f"{geometry(slot.style, slot.box)}{paint(slot.style)}</p:spPr><p:txBody>{body}</p:txBody></p:sp>"
    )


def _reference(slot: Slot) -> str:
    """The attributes by which slide, layout and master know that they mean the same placeholder."""
    kind = f' type="{slot.type}"' if slot.type != "obj" else ""
    size = ' sz="quarter"' if slot.type in ("ftr", "sldNum") else ""
    return kind + size + (f' idx="{slot.idx}"' if slot.idx else "")


def body_properties(brand: Brand, slot: Slot) -> str:
    left, top, right, bottom = slot.style.inset if slot.style else (0, 0, 0, 0)
    shrink = "<a:normAutofit/>" if slot.type in ("title", "ctrTitle", "subTitle", "body", "obj") else ""
    return (
        f'<a:bodyPr vert="horz" wrap="square" lIns="{emu(left)}" tIns="{emu(top)}" rIns="{emu(right)}" '
        f'bIns="{emu(bottom)}" rtlCol="{brand.right_to_left:d}" anchor="{_ANCHORS[slot.anchor]}">{shrink}</a:bodyPr>'
    )


def _prompt(brand: Brand, slot: Slot, prompt: str, language: str) -> str:
    match slot.type:
        case "sldNum":
            return number_field(brand, language)
        case "ftr":
            return paragraph(brand.event, language)
        case _:
            return paragraph(prompt, language)


def paragraph(text: str, language: str) -> str:
    lang = escape(language)
    run = f'<a:r><a:rPr lang="{lang}"/><a:t>{escape(text)}</a:t></a:r>' if text else ""
    return f'<a:p>{run}<a:endParaRPr lang="{lang}"/></a:p>'


def number_field(brand: Brand, language: str) -> str:
    lang = escape(language)
    return (
        f'<a:p><a:fld id="{guid(f"slide number of {brand.name}")}" type="slidenum"><a:rPr lang="{lang}"/>'
        f'<a:t>‹#›</a:t></a:fld><a:endParaRPr lang="{lang}"/></a:p>'
    )
