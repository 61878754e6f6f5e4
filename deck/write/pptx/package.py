"""Every part of the finished file: the brand's template, with the slides and notes of the talk added."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from posixpath import dirname, relpath
from uuid import NAMESPACE_URL, uuid5

from deck.brand.drawingml import DECLARATION, EMPTY_GROUP, NAMESPACES, escape
from deck.brand.model import Brand
from deck.brand.package import CONTENT_TYPES, content_types, zipped
from deck.brand.template import Raster, layout_part, raster_emblem, template_parts
from deck.page import Deck, Image, Page
from deck.write.pptx.embed_fonts import EmbeddedFont, with_fonts
from deck.write.pptx.invariants import Violation, violations
from deck.write.pptx.properties import core_properties
from deck.write.pptx.seal import sealed
from deck.write.pptx.shapes import ShapeWriter
from deck.write.pptx.text import plain_paragraphs

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_FIRST_SLIDE_ID = 256
_SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
_P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
_NOTES_MASTER = "ppt/notesMasters/notesMaster1.xml"


def write_pptx(
    deck: Deck, with_notes: bool = True, fonts: tuple[EmbeddedFont, ...] = (), raster: Raster = raster_emblem
) -> bytes:
    """The deck as the bytes of a .pptx file; the same deck gives the same bytes.

    Raises BrokenPackage, our bug, where the parts break a rule that PowerPoint minds.
    """
    parts = package_parts(deck, with_notes, fonts, raster)
    found = violations(parts)
    if found:
        raise BrokenPackage(found)
    return zipped(parts)


class BrokenPackage(Exception):
    """A package that PowerPoint would repair or refuse; nothing of it is written."""

    def __init__(self, found: Sequence[Violation]) -> None:
        more = f"\n… and {len(found) - 5} more" if len(found) > 5 else ""
        super().__init__("\n".join(str(violation) for violation in found[:5]) + more)


def package_parts(
    deck: Deck, with_notes: bool = True, fonts: tuple[EmbeddedFont, ...] = (), raster: Raster = raster_emblem
) -> dict[str, bytes]:
    """Every part of the file by its name in the zip."""
    parts = template_parts(deck.brand, deck.meta.language, raster)
    media = _Media()
    slides = {page.id: slide_part(page) for page in deck.pages}
    for page in deck.pages:
        parts |= _slide(page, deck, slides, media, with_notes)
    parts |= media.parts
    parts["docProps/core.xml"] = core_properties(deck).encode()
    _list_slides(parts, deck)
    parts[CONTENT_TYPES] = f"{DECLARATION}{content_types(parts)}".encode()
    return sealed(with_fonts(parts, fonts))


def slide_part(page: Page) -> str:
    return f"ppt/slides/slide{page.number}.xml"


def _slide(page: Page, deck: Deck, slides: dict[str, str], media: _Media, with_notes: bool) -> dict[str, bytes]:
    relations = _Relationships(slides[page.id], slides)
    relations.to("slideLayout", layout_part(deck.brand, page.layout.key))

    def embed(image: Image) -> tuple[str, str]:
        raster = relations.to("image", media.part(image.png, image.kind))
        return raster, relations.to("image", media.part(image.svg, "svg")) if image.svg else ""

    shapes = ShapeWriter(deck.brand, page, relations.link, embed, deck.phrases).shapes()
    hidden = ' show="0"' if page.hidden else ""
    xml = (
        f"{DECLARATION}<p:sld {NAMESPACES}{hidden}><p:cSld><p:spTree>{EMPTY_GROUP}{shapes}</p:spTree></p:cSld>"
        "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>"
    )
    notes = _notes(page, deck.brand, relations) if with_notes and page.notes else {}
    return {relations.owner: xml.encode(), **relations.part, **notes}


def _notes(page: Page, brand: Brand, slide: _Relationships) -> dict[str, bytes]:
    paragraphs = plain_paragraphs(page.notes, page.language, brand)
    xml = (
        f"{DECLARATION}<p:notes {NAMESPACES}><p:cSld><p:spTree>{EMPTY_GROUP}"
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide Image Placeholder 1"/><p:cNvSpPr><a:spLocks noGrp="1" '
        'noRot="1" noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg" idx="2"/></p:nvPr></p:nvSpPr>'
        '<p:spPr/></p:sp><p:sp><p:nvSpPr><p:cNvPr id="3" name="Notes Placeholder 2"/><p:cNvSpPr>'
        '<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="body" idx="3"/></p:nvPr></p:nvSpPr><p:spPr/>'
        f"<p:txBody><a:bodyPr/><a:lstStyle/>{paragraphs}</p:txBody></p:sp></p:spTree></p:cSld>"
        "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>"
    )
    relations = _Relationships(f"ppt/notesSlides/notesSlide{page.number}.xml")
    relations.to("notesMaster", _NOTES_MASTER)
    relations.to("slide", slide.owner)
    slide.to("notesSlide", relations.owner)
    return {relations.owner: xml.encode(), **relations.part}


def _list_slides(parts: dict[str, bytes], deck: Deck) -> None:
    """Enter the slides and their sections in the presentation part, where the schema wants them."""
    owner = "ppt/presentation.xml"
    links = f"{dirname(owner)}/_rels/presentation.xml.rels"
    relations = _Relationships(owner, prefix="slide")
    ids = "".join(
        f'<p:sldId id="{number}" r:id="{relations.to("slide", slide_part(page))}"/>'
        for number, page in enumerate(deck.pages, _FIRST_SLIDE_ID)
    )
    listed = f"<p:sldIdLst>{ids}</p:sldIdLst>"
    xml = parts[owner].decode()
    xml = _once("</p:handoutMasterIdLst>", f"</p:handoutMasterIdLst>{listed}", xml)
    parts[owner] = _once("</p:presentation>", f"{_sections(deck)}</p:presentation>", xml).encode()
    parts[links] = _once("</Relationships>", f"{relations.rows}</Relationships>", parts[links].decode()).encode()


def _sections(deck: Deck) -> str:
    """Every slide in its section, in order; slides before the first section belong to one named after the talk."""
    first = deck.meta.title.plain
    while any(page.section == first for page in deck.pages):
        first += " (start)"
    groups: dict[str, list[int]] = {}
    for number, page in enumerate(deck.pages, _FIRST_SLIDE_ID):
        groups.setdefault(page.section or first, []).append(number)
    listed = "".join(_section(name, numbers) for name, numbers in groups.items())
    return (
        f'<p:extLst><p:ext uri="{_SECTIONS}"><p14:sectionLst xmlns:p14="{_P14}">{listed}'
        "</p14:sectionLst></p:ext></p:extLst>"
    )


def _section(name: str, numbers: list[int]) -> str:
    guid = str(uuid5(NAMESPACE_URL, f"section:{name}")).upper()
    slides = "".join(f'<p14:sldId id="{number}"/>' for number in numbers)
    return f'<p14:section name="{escape(name)}" id="{{{guid}}}"><p14:sldIdLst>{slides}</p14:sldIdLst></p14:section>'


class _Media:
    """Pictures of the deck; the same picture is one part, however often it is shown."""

    def __init__(self) -> None:
        self.parts: dict[str, bytes] = {}
        self._names: dict[bytes, str] = {}

    def part(self, data: bytes, kind: str) -> str:
        key = hashlib.sha256(data).digest()
        if key not in self._names:
            name = f"ppt/media/picture{len(self._names) + 1}.{kind}"
            self._names[key] = name
            self.parts[name] = data
        return self._names[key]


class _Relationships:
    """What one part refers to: ids in the order in which they are asked for."""

    def __init__(self, owner: str, slides: dict[str, str] | None = None, prefix: str = "rId") -> None:
        self.owner = owner
        self._slides = slides or {}
        self._prefix = prefix
        self._ids: dict[tuple[str, str, str], str] = {}

    def to(self, kind: str, part: str) -> str:
        return self._id(kind, relpath(part, dirname(self.owner)), "")

    def link(self, address: str) -> str:
        if address.startswith("#"):
            return self.to("slide", self._slides[address[1:]])
        return self._id("hyperlink", address, ' TargetMode="External"')

    @property
    def rows(self) -> str:
        return "".join(
            f'<Relationship Id="{rid}" Type="{_OFFICE}/{kind}" Target="{escape(target)}"{mode}/>'
            for (kind, target, mode), rid in self._ids.items()
        )

    @property
    def part(self) -> dict[str, bytes]:
        folder, _, name = self.owner.rpartition("/")
        xml = f'{DECLARATION}<Relationships xmlns="{_RELATIONSHIPS}">{self.rows}</Relationships>'
        return {f"{folder}/_rels/{name}.rels": xml.encode()}

    def _id(self, kind: str, target: str, mode: str) -> str:
        return self._ids.setdefault((kind, target, mode), f"{self._prefix}{len(self._ids) + 1}")


def _once(old: str, new: str, xml: str) -> str:
    assert len(re.findall(re.escape(old), xml)) == 1, old
    return xml.replace(old, new)
