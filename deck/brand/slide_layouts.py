"""The slide master and the slide layouts of a brand."""

from __future__ import annotations

from collections.abc import Iterator

from deck.brand.drawingml import EMPTY_GROUP, NAMESPACES, background, bar, curve, emblem, escape, icon
from deck.brand.model import Art, Bar, Brand, Color, Curve, Decor, Emblem, Icon, Layout, Slot
from deck.brand.package import relationships
from deck.brand.placeholder import placeholder
from deck.brand.text_styles import master_styles, own_style

COLOR_MAP = (
    '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" '
    'accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>'
)
FIRST_MASTER_ID = 2147483648


def slide_master(brand: Brand, language: str) -> str:
    plain = brand.plain_layout
    title, body = _of_master(brand, "title"), _of_master(brand, "body")
    shapes = [
        placeholder(brand, 2, title, "<a:lstStyle/>", language, on_master=True),
        placeholder(brand, 3, body, "<a:lstStyle/>", language, on_master=True),
    ]
    below = (slot for kind in ("ftr", "sldNum") if (slot := plain.of_type(kind)))
    for shape_id, slot in enumerate(below, start=4):
        shapes.append(placeholder(brand, shape_id, slot, own_style(brand, slot, body), language, on_master=True))
    layouts = "".join(
        f'<p:sldLayoutId id="{FIRST_MASTER_ID + i}" r:id="rId{i}"/>' for i in range(1, len(brand.layouts) + 1)
    )
    return (
        f"<p:sldMaster {NAMESPACES}><p:cSld>{background(plain.background)}<p:spTree>{EMPTY_GROUP}{''.join(shapes)}"
        f"</p:spTree></p:cSld>{COLOR_MAP}<p:sldLayoutIdLst>{layouts}</p:sldLayoutIdLst>"
        f'<p:hf hdr="0" dt="0"/>{master_styles(brand, title, body)}</p:sldMaster>'
    )


def master_relationships(brand: Brand) -> str:
    layouts = [("slideLayout", f"../{layout_part(brand, key).removeprefix('ppt/')}") for key in brand.layouts]
    return relationships([*layouts, ("theme", "../theme/theme1.xml")])


def slide_layout(brand: Brand, layout: Layout, language: str) -> str:
    decor = [
        _decor(2 + i, part, brand.colors["paper"], 2 + 2 * len(list(_emblems_before(layout, i))))
        for i, part in enumerate(layout.decor)
    ]
    typed = (slot for slot in layout.slots.values() if slot.type)
    slots = [
        placeholder(brand, shape_id, slot, own_style(brand, slot, _inherited(brand, slot)), language)
        for shape_id, slot in enumerate(typed, start=2 + len(decor))
    ]
    ground = "" if layout.background == brand.plain_layout.background else background(layout.background)
    return (
        f'<p:sldLayout {NAMESPACES} type="{layout.type}" preserve="1" userDrawn="1"><p:cSld '
        f'name="{escape(layout.name)}">{ground}<p:spTree>{EMPTY_GROUP}{"".join(decor)}{"".join(slots)}</p:spTree>'
        "</p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
    )


def _inherited(brand: Brand, slot: Slot) -> Slot:
    """The master's placeholder of the same kind: what a layout's placeholder looks like unless it says otherwise."""
    match slot.type:
        case "title" | "ctrTitle":
            return _of_master(brand, "title")
        case "ftr" | "sldNum" as kind:
            return _of_master(brand, kind)
        case _:
            return _of_master(brand, "body")


def _of_master(brand: Brand, type: str) -> Slot:
    """The master's placeholder of that type, or its text where it has none."""
    plain = brand.plain_layout
    slot = plain.of_type(type) or plain.of_type("body")
    assert slot is not None
    return slot


def _decor(shape_id: int, part: Decor, paper: Color, first_relationship: int) -> str:
    match part:
        case Bar():
            return bar(shape_id, part)
        case Curve():
            return curve(shape_id, part)
        case Icon():
            return icon(shape_id, part, paper)
        case Emblem(box=box):
            return emblem(shape_id, box, f"rId{first_relationship}", f"rId{first_relationship + 1}")
        case Art():  # is in the template that has it, which is not made here
            return ""


def _emblems_before(layout: Layout, index: int) -> Iterator[Emblem]:
    return (part for part in layout.decor[:index] if isinstance(part, Emblem))


def layout_relationships(layout: Layout, emblems: dict[Emblem, str]) -> str:
    targets = [("slideMaster", "../slideMasters/slideMaster1.xml")]
    for part in layout.decor:
        if isinstance(part, Emblem):
            targets += [("image", f"../media/{emblems[part]}.{form}") for form in ("png", "svg")]
    return relationships(targets)


def layout_part(brand: Brand, key: str) -> str:
    """The name of the part that holds a layout."""
    return f"ppt/slideLayouts/slideLayout{list(brand.layouts).index(key) + 1}.xml"
