"""Parts and relationships of the finished file: python-pptx owns the package, we hand it whole slides."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

from deck.brand.drawingml import DECLARATION, EMPTY_GROUP, NAMESPACES, escape
from deck.brand.template import layout_part, template_parts
from deck.page import Deck, Image, Page
from deck.write.pptx.shapes import ShapeWriter
from deck.write.pptx.text import plain_paragraphs

if TYPE_CHECKING:
    from pptx.opc.package import Part

HASH_PART = "docProps/custom.xml"
_HASH_NAME = "deck-content"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_FIRST_SLIDE_ID = 256
_SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
_P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"


def write_pptx(deck: Deck, with_notes: bool = True) -> bytes:
    """The deck as the bytes of a .pptx file; the same deck gives the same bytes."""
    from pptx import Presentation

    template = template_parts(deck.brand, deck.meta.language)
    presentation = Presentation(io.BytesIO(zipped(template)))
    _Package(deck, presentation, with_notes).fill()
    _describe(presentation.core_properties, deck)
    parts = dict(_parts(presentation.part.package))
    return zipped(_sealed(parts))


@dataclass
class _Package:
    """Adds the slides of a deck to an open template."""

    deck: Deck
    presentation: Any
    with_notes: bool
    media: dict[str, Part] = field(default_factory=dict)

    def fill(self) -> None:
        package = self.presentation.part.package
        layouts = {str(layout.part.partname): layout.part for layout in self.presentation.slide_layouts}
        links: list[tuple[_Relationships, Page]] = []
        slides: dict[str, Part] = {}
        for page in self.deck.pages:
            relations = _Relationships()
            relations.to("slideLayout", layouts["/" + layout_part(self.deck.brand, page.layout.key)])
            name = f"/ppt/slides/slide{page.number}.xml"
            xml = self._slide_xml(page, relations, package)
            slides[page.id] = _part(name, "presentationml.slide+xml", package, xml)
            links.append((relations, page))
        notes_master = self.presentation.notes_master.part
        for relations, page in links:
            slide = slides[page.id]
            if self.with_notes and page.notes:
                relations.to("notesSlide", self._notes(page, slide, notes_master, package))
            relations.settle(slide, slides)
        self._list_slides([slides[page.id] for page in self.deck.pages])

    def _slide_xml(self, page: Page, relations: _Relationships, package: Any) -> str:
        def embed(image: Image) -> tuple[str, str]:
            raster = relations.to("image", self._media(image.png, "png", package))
            return raster, relations.to("image", self._media(image.svg, "svg", package)) if image.svg else ""

        shapes = ShapeWriter(self.deck.brand, page, relations.link, embed).shapes()
        hidden = ' show="0"' if page.hidden else ""
        return (
            f"{DECLARATION}<p:sld {NAMESPACES}{hidden}><p:cSld><p:spTree>{EMPTY_GROUP}{shapes}</p:spTree></p:cSld>"
            "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>"
        )

    def _media(self, data: bytes, kind: str, package: Any) -> Part:
        key = hashlib.sha256(data).hexdigest()
        if key not in self.media:
            content = {"png": "image/png", "svg": "image/svg+xml"}[kind]
            name = f"/ppt/media/picture{len(self.media) + 1}.{kind}"
            self.media[key] = _part(name, content, package, data)
        return self.media[key]

    def _notes(self, page: Page, slide: Part, master: Part, package: Any) -> Part:
        paragraphs = plain_paragraphs([text.plain for text in page.notes], page.language)
        xml = (
            f"{DECLARATION}<p:notes {NAMESPACES}><p:cSld><p:spTree>{EMPTY_GROUP}"
            '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide Image Placeholder 1"/><p:cNvSpPr><a:spLocks noGrp="1" '
            'noRot="1" noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg" idx="2"/></p:nvPr></p:nvSpPr>'
            '<p:spPr/></p:sp><p:sp><p:nvSpPr><p:cNvPr id="3" name="Notes Placeholder 2"/><p:cNvSpPr>'
            '<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="body" idx="3"/></p:nvPr></p:nvSpPr><p:spPr/>'
            f"<p:txBody><a:bodyPr/><a:lstStyle/>{paragraphs}</p:txBody></p:sp></p:spTree></p:cSld>"
            "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>"
        )
        name = f"/ppt/notesSlides/notesSlide{page.number}.xml"
        part = _part(name, "presentationml.notesSlide+xml", package, xml)
        relations = _Relationships()
        relations.to("notesMaster", master)
        relations.to("slide", slide)
        relations.settle(part, {})
        return part

    def _list_slides(self, slides: list[Part]) -> None:
        from pptx.oxml import parse_xml

        part = self.presentation.part
        ids = []
        relations = _Relationships(first=len(part.rels) + 100)
        for number, slide in enumerate(slides, _FIRST_SLIDE_ID):
            ids.append(f'<p:sldId id="{number}" r:id="{relations.to("slide", slide)}"/>')
        relations.settle(part, {})
        root = part._element
        after = root.find("{*}handoutMasterIdLst")
        after.addnext(parse_xml(f"<p:sldIdLst {NAMESPACES}>{''.join(ids)}</p:sldIdLst>"))
        root.append(parse_xml(self._sections()))

    def _sections(self) -> str:
        """Every slide in its section, in order; slides before the first section belong to one named after the talk."""
        groups: dict[str, list[int]] = {}
        for number, page in enumerate(self.deck.pages, _FIRST_SLIDE_ID):
            groups.setdefault(page.section or self.deck.meta.title.plain, []).append(number)
        listed = "".join(
            f'<p14:section name="{escape(name)}" id="{_guid("section:" + name)}"><p14:sldIdLst>'
            + "".join(f'<p14:sldId id="{number}"/>' for number in numbers)
            + "</p14:sldIdLst></p14:section>"
            for name, numbers in groups.items()
        )
        return (
            f'<p:extLst {NAMESPACES}><p:ext uri="{_SECTIONS}"><p14:sectionLst xmlns:p14="{_P14}">{listed}'
            "</p14:sectionLst></p:ext></p:extLst>"
        )


def _guid(key: str) -> str:
    return f"{{{str(uuid5(NAMESPACE_URL, key)).upper()}}}"


class _Relationships:
    """Relationships of one part, numbered as they come: python-pptx would search all of them for each new one."""

    def __init__(self, first: int = 1) -> None:
        self._first = first
        self._ids: dict[tuple[str, str], str] = {}
        self._parts: dict[str, Part] = {}

    def to(self, kind: str, part: Part) -> str:
        self._parts[str(part.partname)] = part
        return self._id(kind, str(part.partname))

    def link(self, address: str) -> str:
        return self._id("slide" if address.startswith("#") else "hyperlink", address)

    def settle(self, owner: Part, slides: dict[str, Part]) -> None:
        """Give the relationships to the part that they belong to; `#id` links lead to `slides`."""
        from pptx.opc.constants import RELATIONSHIP_TARGET_MODE
        from pptx.opc.package import _Relationship

        base = owner.partname.baseURI
        for (kind, target), rid in self._ids.items():
            part = slides[target[1:]] if target.startswith("#") else self._parts.get(target)
            mode = RELATIONSHIP_TARGET_MODE.INTERNAL if part else RELATIONSHIP_TARGET_MODE.EXTERNAL
            owner.rels._rels[rid] = _Relationship(base, rid, f"{_OFFICE}/{kind}", mode, part or target)

    def _id(self, kind: str, target: str) -> str:
        return self._ids.setdefault((kind, target), f"rId{self._first + len(self._ids)}")


def _part(name: str, kind: str, package: Any, content: str | bytes) -> Part:
    from pptx.opc.package import Part
    from pptx.opc.packuri import PackURI

    full = kind if "/" in kind else f"application/vnd.openxmlformats-officedocument.{kind}"
    return Part(PackURI(name), full, package, content.encode() if isinstance(content, str) else content)


def _describe(properties: Any, deck: Deck) -> None:
    """Core properties from the talk, and nobody else's name or date in them."""
    meta = deck.meta
    properties.title = meta.title.plain
    properties.author = properties.last_modified_by = meta.speaker
    properties.subject = meta.subject
    properties.keywords = ", ".join(meta.keywords)
    properties.language = meta.language
    properties.revision = 1
    if meta.status == "draft":
        properties.content_status = "Draft"
        properties.comments = "Draft: message titles, notes and added facts await the speaker's approval."


def _parts(package: Any) -> Iterator[tuple[str, bytes]]:
    types = {}
    yield "_rels/.rels", package._rels.xml
    for part in package.iter_parts():
        name = str(part.partname)[1:]
        types[name] = part.content_type
        yield name, part.blob
        if len(part.rels):
            folder, _, base = name.rpartition("/")
            yield f"{folder}/_rels/{base}.rels", part.rels.xml
    yield "[Content_Types].xml", _content_types(types)


def _content_types(types: dict[str, str]) -> bytes:
    defaults = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml",
                "png": "image/png", "svg": "image/svg+xml"}  # fmt: skip
    listed = "".join(f'<Default Extension="{extension}" ContentType="{kind}"/>' for extension, kind in defaults.items())
    for name, kind in sorted(types.items()):
        if defaults.get(name.rpartition(".")[2]) != kind:
            listed += f'<Override PartName="/{name}" ContentType="{kind}"/>'
    custom = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
    listed += f'<Override PartName="/{HASH_PART}" ContentType="{custom}"/>'
    return f'{DECLARATION}<Types xmlns="{_TYPES}">{listed}</Types>'.encode()


def content_hash(parts: dict[str, bytes]) -> str:
    """A hash of what the parts say, however they are compressed."""
    whole = hashlib.sha256()
    for name in sorted(parts):
        if name != HASH_PART:
            whole.update(name.encode() + b"\0" + hashlib.sha256(parts[name]).digest())
    return whole.hexdigest()


def _sealed(parts: dict[str, bytes]) -> dict[str, bytes]:
    """The parts with their content hash among the document properties, by which a later build sees a foreign edit."""
    root = parts["_rels/.rels"].decode()
    link = f'<Relationship Id="rIdSeal" Type="{_OFFICE}/custom-properties" Target="{HASH_PART}"/>'
    parts = {**parts, "_rels/.rels": root.replace("</Relationships>", f"{link}</Relationships>").encode()}
    seal = (
        f'{DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="{_HASH_NAME}">'
        f"<vt:lpwstr>{content_hash(parts)}</vt:lpwstr></property></Properties>"
    )
    return {**parts, HASH_PART: seal.encode()}


def is_as_written(data: bytes) -> bool:
    """Whether a .pptx file still says what we wrote into it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, OSError, RuntimeError):
        return False
    return content_hash(parts).encode() in parts.get(HASH_PART, b"")


def zipped(parts: dict[str, bytes]) -> bytes:
    """A zip file of fixed order, dates and attributes; what is compressed already is stored."""
    buffer = io.BytesIO()
    first = {"[Content_Types].xml": 0, "_rels/.rels": 1}
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(parts, key=lambda name: (first.get(name, 2), name)):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED
            entry.create_system = 0
            entry.external_attr = 0
            archive.writestr(entry, parts[name], compresslevel=6)
    return buffer.getvalue()
