"""What must hold in the XML of any one part: its relationships, shapes and their ids."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from deck.regex import regex
from deck.write.pptx.invariants.read import DECORATIVE, SVG_BLIP, A, Element, P, R, Sheet, place, whole

Finding = tuple[Element | str, str]
"""The element, and what is wrong with it."""

_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_P188 = "{http://schemas.microsoft.com/office/powerpoint/2018/8/main}"
_FITTING = {
    f"{A}blip": ("image",),
    SVG_BLIP: ("image",),
    f"{A}hlinkClick": ("hyperlink", "slide"),
    f"{A}hlinkHover": ("hyperlink", "slide"),
    f"{A}hlinkMouseOver": ("hyperlink", "slide"),
    f"{P}sldId": ("slide",),
    f"{P}sld": ("slide",),
    f"{_C}chart": ("chart",),
    f"{_C}userShapes": ("chartUserShapes",),
    f"{_C}externalData": ("package", "oleObject"),
    f"{P}tags": ("tags",),
    f"{_P188}commentRel": ("comments",),
    f"{A}videoFile": ("video",),
    f"{A}audioFile": ("audio",),
    "{http://schemas.microsoft.com/office/powerpoint/2010/main}media": ("media",),
    "{http://schemas.microsoft.com/office/powerpoint/2017/3/main}track": ("track",),
    f"{P}sldMasterId": ("slideMaster",),
    f"{P}sldLayoutId": ("slideLayout",),
    f"{P}notesMasterId": ("notesMaster",),
    f"{P}handoutMasterId": ("handoutMaster",),
    **{f"{P}{face}": ("font",) for face in ("regular", "bold", "italic", "boldItalic")},
}
# What is cited where it is used; the other relationships say all by being there.
_CITED = {"image", "hyperlink", "slide", "chart", "font", "media", "video", "audio", "track", "package"}
# Lengths that the schema lets be texts too ("2cm"), which nobody but a validator reads; the others it checks itself.
_MEASURES = {
    **dict.fromkeys((f"{A}off", f"{A}chOff"), ("x", "y")),
    f"{A}gridCol": ("w",),
    f"{A}tr": ("h",),
}
_SIZES = ("w", "h")
_GUID = regex(r"\{[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}")
_GUIDS = {f"{A}fld": "id", "{http://schemas.microsoft.com/office/powerpoint/2010/main}section": "id"}
_CREATION_ID = "{http://schemas.microsoft.com/office/drawing/2014/main}creationId"
_GUIDS |= {f"{A}ext": "uri", f"{P}ext": "uri"}
_GUIDS |= {f"{_P188}{tag}": "id" for tag in ("cm", "reply", "author")}


def cited_relationship_is_declared(sheet: Sheet) -> Iterator[Finding]:
    """An id that no relationship has makes PowerPoint offer a repair, and drop the picture or the link."""
    for element, attribute, rid in sheet.related:
        # A link that only does something (next slide) has an empty id.
        if rid not in sheet.relationships and (rid or not element.get("action")):
            yield element, f"r:{attribute} {rid!r} is no relationship of this part"


def cited_relationship_fits(sheet: Sheet) -> Iterator[Finding]:
    """A picture that cites a slide, or a slide list that cites a layout, is a file that cannot be opened."""
    for element, attribute, rid in sheet.related:
        fitting = _FITTING.get(str(element.tag), ())
        found = sheet.relationships.get(rid)
        if found and fitting and found.kind not in fitting:
            yield element, f"r:{attribute} {rid!r} leads to a {found.kind}, not to a {' or a '.join(fitting)}"


def relationship_is_used(sheet: Sheet) -> Iterator[Finding]:
    """A picture or address that nothing shows is a leftover, which goes out with the file all the same."""
    cited = {rid for _, _, rid in sheet.related}
    for one in sheet.relationships.values():
        implied = one.kind == "slide" and sheet.kind == "notesSlide"
        if one.kind in _CITED and one.id not in cited and not implied:
            yield f"Relationship {one.id}", f"nothing in the part uses the {one.kind} {one.target}"


def numbers_are_whole(sheet: Sheet) -> Iterator[Finding]:
    """PowerPoint offers a repair for a length with a fraction, and for a size below nothing."""
    for tag, names in _MEASURES.items():
        for element in sheet.found[tag]:
            for name in names:
                value = element.get(name)
                if value is not None and not value.isdecimal() and (name in _SIZES or whole(value) is None):
                    yield element, f"{name}={value!r} is no whole number" + " from 0 up" * (name in _SIZES)


def guids_are_well_formed(sheet: Sheet) -> Iterator[Finding]:
    """PowerPoint offers a repair for an identifier that is no GUID in braces."""
    for tag, attribute in _GUIDS.items():
        for element in sheet.found[tag]:
            value = element.get(attribute)
            if value is not None and not _GUID.fullmatch(value):
                yield element, f"{attribute} is no GUID"


def shape_ids_differ(sheet: Sheet) -> Iterator[Finding]:
    """Connectors, animations and screen readers find a shape by its id: two of one id, and they take either."""
    seen = set()
    for one in sheet.seen(f"{P}cNvPr"):
        number = whole(one.get("id"))
        if number is None or number < 1 or number in seen:
            yield one, "another shape has this id" if number in seen else "the id is no number from 1 up"
        seen.add(number)


def creation_ids_differ(sheet: Sheet) -> Iterator[Finding]:
    """Comments, zooms and later builds know a shape by its creation id: two of one id, and they take either."""
    seen = set()
    for one in sheet.seen(_CREATION_ID):
        value = one.get("id", "")
        if not _GUID.fullmatch(value) or value in seen:
            yield one, "another shape has this creation id" if value in seen else "the creation id is no GUID"
        seen.add(value)


def shape_has_a_name(sheet: Sheet) -> Iterator[Finding]:
    """The selection pane shows names, and later builds know a shape by its name."""
    trees = {tree.find(f"{P}nvGrpSpPr/{P}cNvPr") for tree in sheet.found[f"{P}spTree"]}
    for one in sheet.found[f"{P}cNvPr"]:
        if not one.get("name", "").strip() and one not in trees:
            yield one, "the shape has no name"


def connector_ends_at_shapes(sheet: Sheet) -> Iterator[Finding]:
    """A connector glued to a shape that is not there comes loose when anything is moved."""
    for tag in ("stCxn", "endCxn"):
        for one in sheet.found[f"{A}{tag}"]:
            if one.get("id") not in sheet.shape_ids:
                yield one, "no shape of the slide has this id"


def placeholder_is_on_the_layout(sheet: Sheet) -> Iterator[Finding]:
    """A placeholder that its layout does not have inherits neither place nor look: it falls to the top left corner."""
    if sheet.kind != "slide":
        return
    layouts = sheet.package.targets(sheet.name, "slideLayout")
    offered = {one for layout in layouts for one in sheet.package.places(layout)}
    seen = set()
    for element in sheet.seen(f"{P}ph"):
        kind, index = place(element)
        # A title of the slide's own is what a layout without one leaves: it stands where the slide says.
        alone = kind == "title" and _is_placed(element) and not any(one == "title" for one, _ in offered)
        if (kind, index) not in offered and not alone:
            yield element, f"the slide's layout has no placeholder of type {kind} with index {index}"
        if (kind, index) in seen:
            yield element, f"another placeholder of the slide is of type {kind} with index {index}"
        seen.add((kind, index))


def _is_placed(placeholder: Any) -> bool:
    """Whether its shape says itself where it stands."""
    return placeholder.find(f"../../../{P}spPr/{A}xfrm") is not None


def picture_is_described(sheet: Sheet) -> Iterator[Finding]:
    """A listener who does not see the slide hears the description, or is told that there is nothing to hear."""
    for tag in ("pic", "graphicFrame", "grpSp"):
        for shape in sheet.found[f"{P}{tag}"]:
            own = shape.find(f"./*/{P}cNvPr")
            if own is None or not (own.get("descr", "").strip() or _is_decorative(own)):
                yield shape if own is None else own, "it has no alternative text and is not marked as decoration"


def svg_has_a_raster(sheet: Sheet) -> Iterator[Finding]:
    """Programs without SVG show the raster picture that stands behind it; without one they show a red cross."""
    for blip in sheet.found[f"{A}blip"]:
        if _type(sheet, blip) == "image/svg+xml":
            yield blip, "the raster picture is an SVG picture"
    for vector in sheet.found[SVG_BLIP]:
        raster = next(vector.iterancestors(f"{A}blip"), None)
        if _type(sheet, vector) != "image/svg+xml":
            yield vector, "it leads to no SVG picture"
        if raster is None or _type(sheet, raster) != "image/png":
            yield vector, "there is no PNG picture behind it"


def _type(sheet: Sheet, blip: Element) -> str:
    found = sheet.relationships.get(blip.get(f"{R}embed", ""))
    return sheet.package.content_type(found.target) if found else ""


def _is_decorative(own: Element) -> bool:
    return any(mark.get("val") in ("1", "true") for mark in own.iter(DECORATIVE))
