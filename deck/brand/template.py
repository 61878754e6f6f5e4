"""Build a PowerPoint template from a brand: every part of a package that has no slides yet."""

from __future__ import annotations

from collections.abc import Callable

from deck.brand.drawingml import DECLARATION, NAMESPACES, emu, escape
from deck.brand.model import Brand, Emblem
from deck.brand.notes_masters import NOTES_SIZE, handout_master, notes_master
from deck.brand.package import CONTENT_TYPES, PACKAGE, content_types, relationships, write_potx, zipped
from deck.brand.slide_layouts import (
    FIRST_MASTER_ID,
    layout_part,
    layout_relationships,
    master_relationships,
    slide_layout,
    slide_master,
)
from deck.brand.text_styles import plain_levels
from deck.brand.theme import table_style_id, table_styles, theme
from deck.geometry import Box
from deck.value import Value

__all__ = ["Raster", "layout_part", "raster_emblem", "table_style_id", "template_parts", "write_potx", "zipped"]

_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"


Raster = Callable[[bytes, Box], bytes]
"""The PNG of an SVG in a box; typst makes it, and a caller may remember it."""


def template_parts(brand: Brand, language: str, raster: Raster | None = None) -> dict[str, bytes]:
    """Every part of the package by its name in the zip file; the same brand gives the same bytes."""
    emblems = _emblems(brand)
    parts = {
        "_rels/.rels": _package_relationships(),
        "docProps/core.xml": _core_properties(brand),
        "docProps/app.xml": _app_properties(),
        "ppt/presentation.xml": _presentation(brand, language),
        "ppt/_rels/presentation.xml.rels": _presentation_relationships(),
        "ppt/presProps.xml": f"<p:presentationPr {NAMESPACES}/>",
        "ppt/viewProps.xml": f'<p:viewPr {NAMESPACES} lastView="sldView"/>',
        "ppt/tableStyles.xml": table_styles(brand),
        "ppt/slideMasters/slideMaster1.xml": slide_master(brand, language),
        "ppt/slideMasters/_rels/slideMaster1.xml.rels": master_relationships(brand),
        "ppt/notesMasters/notesMaster1.xml": notes_master(brand, language),
        "ppt/notesMasters/_rels/notesMaster1.xml.rels": relationships([("theme", "../theme/theme2.xml")]),
        "ppt/handoutMasters/handoutMaster1.xml": handout_master(brand, language),
        "ppt/handoutMasters/_rels/handoutMaster1.xml.rels": relationships([("theme", "../theme/theme3.xml")]),
    }
    for number, name in enumerate((brand.name, f"{brand.name} notes", f"{brand.name} handout"), start=1):
        parts[f"ppt/theme/theme{number}.xml"] = theme(brand, name)
    for key, layout in brand.layouts.items():
        part = layout_part(brand, key)
        parts[part] = slide_layout(brand, layout, language)
        parts[part.replace("slideLayouts/", "slideLayouts/_rels/") + ".rels"] = layout_relationships(layout, emblems)
    parts[CONTENT_TYPES] = content_types(parts)
    return {name: f"{DECLARATION}{text}".encode() for name, text in sorted(parts.items())} | _media(
        emblems, raster or raster_emblem
    )


class Ours(Value, frozen=True):
    """Parts that a brought template gets from us: properties that name nobody always, the others where it has none."""

    core: bytes
    app: bytes
    notes_master: bytes
    table_styles: bytes


def own_parts(brand: Brand, language: str) -> tuple[bytes, ...]:
    """Those parts, in order."""
    texts = (_core_properties(brand), _app_properties(), notes_master(brand, language), table_styles(brand))
    return tuple(f"{DECLARATION}{text}".encode() for text in texts)


def _presentation(brand: Brand, language: str) -> str:
    direction = ' rtl="1"' if brand.right_to_left else ""
    return (
        f'<p:presentation {NAMESPACES}{direction} saveSubsetFonts="1" autoCompressPictures="0"><p:sldMasterIdLst>'
        f'<p:sldMasterId id="{FIRST_MASTER_ID}" r:id="rId1"/></p:sldMasterIdLst><p:notesMasterIdLst>'
        '<p:notesMasterId r:id="rId2"/></p:notesMasterIdLst><p:handoutMasterIdLst><p:handoutMasterId r:id="rId3"/>'
        f'</p:handoutMasterIdLst><p:sldSz cx="{emu(brand.width)}" cy="{emu(brand.height)}"/>'
        f'<p:notesSz cx="{emu(NOTES_SIZE.width)}" cy="{emu(NOTES_SIZE.height)}"/><p:defaultTextStyle><a:defPPr>'
        f'<a:defRPr lang="{escape(language)}"/></a:defPPr>{plain_levels(brand, brand.roles["body2"])}'
        "</p:defaultTextStyle></p:presentation>"
    )


def _presentation_relationships() -> str:
    masters = ((kind, f"{kind}s/{kind}1.xml") for kind in ("slideMaster", "notesMaster", "handoutMaster"))
    rest = ((kind, f"{kind}.xml") for kind in ("presProps", "viewProps", "tableStyles"))
    return relationships([*masters, *rest, ("theme", "theme/theme1.xml")])


def _package_relationships() -> str:
    core = f"{PACKAGE}relationships/metadata/core-properties"
    targets = [("officeDocument", "ppt/presentation.xml"), (core, "docProps/core.xml")]
    return relationships([*targets, ("extended-properties", "docProps/app.xml")])


def _core_properties(brand: Brand) -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{PACKAGE}metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{escape(brand.name)}</dc:title>'
        "</cp:coreProperties>"
    )


def _app_properties() -> str:
    return f'<Properties xmlns="{_PROPERTIES}"><Application>deck</Application></Properties>'


def _emblems(brand: Brand) -> dict[Emblem, str]:
    """File name, without its ending, of every emblem in the package; equal emblems share one."""
    found: dict[Emblem, str] = {}
    for layout in brand.layouts.values():
        for part in layout.decor:
            if isinstance(part, Emblem) and part not in found:
                found[part] = f"brand{len(found) + 1}"
    return found


def _media(emblems: dict[Emblem, str], raster: Raster) -> dict[str, bytes]:
    media = {}
    for part, name in emblems.items():
        media[f"ppt/media/{name}.svg"] = part.svg
        media[f"ppt/media/{name}.png"] = raster(part.svg, part.box)
    return media


def raster_emblem(svg: bytes, box: Box) -> bytes:
    # Imported here: only a build needs a template, and only a brand with emblems needs typst for it.
    import typst

    page = (
        f"#set page(width: {box.width:.3f}pt, height: {box.height:.3f}pt, margin: 0pt, fill: none)\n"
        '#image(bytes(sys.inputs.svg), format: "svg", width: 100%, height: 100%)'
    )
    inputs = {"svg": svg.decode()}
    png = typst.compile(page.encode(), format="png", ppi=3 * 72.0, sys_inputs=inputs, ignore_system_fonts=True)
    assert isinstance(png, bytes)
    return png
