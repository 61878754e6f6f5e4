"""What must hold in the XML of any one part: its relationships, the order of elements, shapes and their ids."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from deck.write.pptx.invariants.read import DECORATIVE, MC, SVG_BLIP, A, Element, P, R, Sheet, local, place, whole

Finding = tuple[Element | str, str]
"""The element, and what is wrong with it."""

_FILL = "noFill solidFill gradFill blipFill pattFill grpFill"
_SHEET_END = "transition timing"
# Children in the order of the schema (ISO/IEC 29500-1, annex A): a bar between steps, of which each may stand once.
_ORDER = {
    f"{P}{tag}": order
    for tag, order in {
        "presentation": "sldMasterIdLst|notesMasterIdLst|handoutMasterIdLst|sldIdLst|sldSz|notesSz|smartTags|"
        "embeddedFontLst|custShowLst|photoAlbum|custDataLst|kinsoku|defaultTextStyle|modifyVerifier|extLst",
        "sld": "cSld|clrMapOvr|transition|timing|extLst",
        "sldLayout": "cSld|clrMapOvr|transition|timing|hf|extLst",
        "sldMaster": "cSld|clrMap|sldLayoutIdLst|transition|timing|hf|txStyles|extLst",
        "notes": "cSld|clrMapOvr|extLst",
        "notesMaster": "cSld|clrMap|hf|notesStyle|extLst",
        "handoutMaster": "cSld|clrMap|hf|extLst",
        "cSld": "bg|spTree|custDataLst|controls|extLst",
        "sp": "nvSpPr|spPr|style|txBody|extLst",
        "pic": "nvPicPr|blipFill|spPr|style|extLst",
        "cxnSp": "nvCxnSpPr|spPr|style|extLst",
        "graphicFrame": "nvGraphicFramePr|xfrm|graphic|extLst",
        "cNvPr": "hlinkClick|hlinkHover|extLst",
        "blipFill": "blip|srcRect|tile stretch",
        "spPr": f"xfrm|custGeom prstGeom|{_FILL}|ln|effectLst effectDag|scene3d|sp3d|extLst",
        "txBody": "bodyPr|lstStyle|p*",
    }.items()
} | {
    f"{A}{tag}": order
    for tag, order in {
        "ln": "noFill solidFill gradFill pattFill|prstDash custDash|round bevel miter|headEnd|tailEnd|extLst",
        "txBody": "bodyPr|lstStyle|p*",
        "p": "pPr|r br fld *|endParaRPr",
        "r": "rPr|t",
        "fld": "rPr|pPr|t",
        "pPr": "lnSpc|spcBef|spcAft|buClrTx buClr|buSzTx buSzPct buSzPts|buFontTx buFont|"
        "buNone buAutoNum buChar buBlip|tabLst|defRPr|extLst",
        **dict.fromkeys(
            ("rPr", "endParaRPr", "defRPr"),
            f"ln|{_FILL}|effectLst effectDag|highlight|uLnTx uLn|uFillTx uFill|latin|ea|cs|sym|hlinkClick|"
            "hlinkMouseOver|rtl|extLst",
        ),
        "tbl": "tblPr|tblGrid|tr*",
        "tblPr": f"{_FILL}|effectLst effectDag|tableStyle tableStyleId|extLst",
        "tr": "tc*|extLst",
        "tc": "txBody|tcPr|extLst",
        "tcPr": f"lnL|lnR|lnT|lnB|lnTlToBr|lnBlToTr|cell3D|{_FILL}|headers|extLst",
    }.items()
}
_STEPS = {
    tag: {name: number for number, step in enumerate(order.split("|")) for name in step.replace("*", " ").split()}
    for tag, order in _ORDER.items()
}
_REPEATED = {
    (tag, number) for tag, order in _ORDER.items() for number, step in enumerate(order.split("|")) if "*" in step
}
_NAMESPACES = (A, P)
_FITTING = {
    f"{A}blip": ("image",),
    SVG_BLIP: ("image",),
    f"{A}hlinkClick": ("hyperlink", "slide"),
    f"{A}hlinkHover": ("hyperlink", "slide"),
    f"{A}hlinkMouseOver": ("hyperlink", "slide"),
    f"{P}sldId": ("slide",),
    f"{P}sldMasterId": ("slideMaster",),
    f"{P}sldLayoutId": ("slideLayout",),
    f"{P}notesMasterId": ("notesMaster",),
    f"{P}handoutMasterId": ("handoutMaster",),
    **{f"{P}{face}": ("font",) for face in ("regular", "bold", "italic", "boldItalic")},
}
# What is cited where it is used; the other relationships say all by being there.
_CITED = {"image", "hyperlink", "slide", "chart", "font", "media", "video", "audio", "package"}
_MEASURES = {
    **dict.fromkeys((f"{A}off", f"{A}chOff"), ("x", "y")),
    **dict.fromkeys((f"{A}ext", f"{A}chExt", f"{P}sldSz"), ("cx", "cy")),
    **dict.fromkeys((f"{A}rPr", f"{A}endParaRPr", f"{A}defRPr"), ("sz",)),
    f"{A}gridCol": ("w",),
    f"{A}tr": ("h",),
}
_SIZES = ("cx", "cy", "w", "h", "sz")
_GUID = re.compile(r"\{[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}")
_GUIDS = {f"{A}fld": "id", "{http://schemas.microsoft.com/office/powerpoint/2010/main}section": "id"}
_CREATION_ID = "{http://schemas.microsoft.com/office/drawing/2014/main}creationId"
_GUIDS |= {f"{A}ext": "uri", f"{P}ext": "uri"}


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


def children_are_in_order(sheet: Sheet) -> Iterator[Finding]:
    """PowerPoint offers a repair when children stand in another order than the schema's, or one stands twice."""
    for tag in _STEPS.keys() & sheet.found.keys():
        for parent in sheet.found[tag]:
            if len(parent) and (wrong := _first_misplaced(tag, tuple([child.tag for child in parent]))) is not None:
                yield parent[wrong], f"it stands too late in {local(tag)}, or twice, or does not belong there"


@cache
def _first_misplaced(tag: str, children: tuple[str, ...]) -> int | None:
    """The place of the first child that breaks the order; parents are many, the ways to fill them few."""
    steps, last = _STEPS[tag], -1
    for number, child in enumerate(children):
        # Comments have no name, and what stands for a choice of versions may stand anywhere.
        if not isinstance(child, str) or child.startswith(MC):
            continue
        step = steps.get(local(child), -1) if child.startswith(_NAMESPACES) else -1
        if step < last or (step == last and (tag, step) not in _REPEATED):
            return number
        last = step
    return None


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
    seen, fallbacks = set(), f"{MC}Fallback" in sheet.found
    for one in sheet.found[f"{P}cNvPr"]:
        if fallbacks and next(one.iterancestors(f"{MC}Fallback"), None) is not None:
            continue
        number = whole(one.get("id"))
        if number is None or number < 1 or number in seen:
            yield one, "another shape has this id" if number in seen else "the id is no number from 1 up"
        seen.add(number)


def creation_ids_differ(sheet: Sheet) -> Iterator[Finding]:
    """Comments, zooms and later builds know a shape by its creation id: two of one id, and they take either."""
    seen = set()
    for one in sheet.found[_CREATION_ID]:
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


def animation_moves_shapes(sheet: Sheet) -> Iterator[Finding]:
    """PowerPoint drops an animation of a shape that is not there, in silence."""
    for tag in ("spTgt", "bldP", "bldGraphic", "bldDgm", "inkTgt"):
        for one in sheet.found[f"{P}{tag}"]:
            if one.get("spid") not in sheet.shape_ids:
                yield one, "no shape of the slide has this id"


def placeholder_is_on_the_layout(sheet: Sheet) -> Iterator[Finding]:
    """A placeholder that its layout does not have inherits neither place nor look: it falls to the top left corner."""
    if sheet.kind != "slide":
        return
    layouts = [sheet.package.sheet(name) for name in sheet.package.targets(sheet.name, "slideLayout")]
    offered = {one for layout in layouts if layout for one in layout.places}
    seen = set()
    for element in sheet.found[f"{P}ph"]:
        kind, index = place(element)
        if (kind, index) not in offered:
            yield element, f"the slide's layout has no placeholder of type {kind} with index {index}"
        if index in seen:
            yield element, f"another placeholder of the slide has index {index}"
        seen.add(index)


def rows_fill_the_grid(sheet: Sheet) -> Iterator[Finding]:
    """PowerPoint refuses a table with a row of more or fewer cells than the grid has columns."""
    for table in sheet.found[f"{A}tbl"]:
        columns = len(table.findall(f"{A}tblGrid/{A}gridCol"))
        for number, row in enumerate(table.iterchildren(f"{A}tr"), start=1):
            if (cells := len(row.findall(f"{A}tc"))) != columns:
                yield row, f"row {number} has {cells} cells, the grid has {columns} columns"


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
