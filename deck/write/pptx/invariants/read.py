"""What does a package say of itself: content types, relationships and one XML part after the other."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import NamedTuple
from urllib.parse import unquote

from lxml import etree

from deck.regex import regex
from deck.write.pptx.invariants.walk import A as A
from deck.write.pptx.invariants.walk import P as P
from deck.write.pptx.invariants.walk import Walked, walk

P14 = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
SVG_BLIP = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"
DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
CONTENT_TYPES = "[Content_Types].xml"
MASTERS = ("slideMaster", "notesMaster", "handoutMaster")

Element = etree._Element
Places = frozenset[tuple[str, str]]
_PREFIXES = {A[1:-1]: "a:", P[1:-1]: "p:", P14[1:-1]: "p14:", R[1:-1]: "r:", MC[1:-1]: "mc:"}
_TELLING = ("id", "idx", "name", "type", "spid", "lang", "uri", "r:id", "r:embed")


class Relationship(NamedTuple):
    """A part's link to another part, or to an address outside."""

    id: str
    kind: str
    target: str
    external: bool
    type: str = ""
    """The whole type, of which the kind is the end."""


@dataclass(frozen=True)
class Sheet:
    """An XML part, read once: every rule looks its elements up by tag."""

    name: str
    root: Element
    package: Package

    @cached_property
    def walked(self) -> Walked:
        return walk(self.root)

    @cached_property
    def found(self) -> Mapping[str, list[Element]]:
        """Elements in document order by tag."""
        return self.walked.found

    def seen(self, tag: str) -> list[Element]:
        """Elements of a tag but for those that only stand in for others, where a program does not know these."""
        found = self.found[tag]
        if f"{MC}Fallback" not in self.found:
            return found
        return [one for one in found if next(one.iterancestors(f"{MC}Fallback"), None) is None]

    @property
    def kind(self) -> str:
        return self.package.kinds.get(self.name, "")

    @property
    def related(self) -> list[tuple[Element, str, str]]:
        """Elements that cite a relationship, the attribute that does, and the relationship's id."""
        return self.walked.related

    @cached_property
    def relationships(self) -> dict[str, Relationship]:
        return {one.id: one for one in self.package.relationships.get(self.name, ())}

    def cited(self, tag: str) -> list[str]:
        """The relationship ids that elements of a list cite, in order."""
        return [element.get(f"{R}id", "") for element in self.found[tag]]

    def ids_of(self, kind: str) -> list[str]:
        return [one.id for one in self.relationships.values() if one.kind == kind]

    @cached_property
    def shape_ids(self) -> frozenset[str]:
        return frozenset(element.get("id", "") for element in self.found[f"{P}cNvPr"])


@dataclass(frozen=True)
class Package:
    """All parts of a package; each XML part is read once, and those of slides and notes are forgotten again."""

    parts: Mapping[str, bytes]
    types: dict[str, str]
    """Content types by part name in lower case, and by ending: `.png`."""
    relationships: dict[str, list[Relationship]]
    kinds: dict[str, str]
    """What each part is to the first that leads to it; what nothing leads to has no kind."""
    broken: dict[str, str]
    """XML parts that cannot be read, and why."""
    misread: list[tuple[str, str, str]] = field(default_factory=list)
    """What is no content type, or no relationship: the part, the element, and why."""
    checked: Collection[str] = ()
    """Parts that were looked into before."""
    _kept: dict[str, Sheet] = field(default_factory=dict)
    _places: dict[str, Places] = field(default_factory=dict)

    @staticmethod
    def read(parts: Mapping[str, bytes], checked: Collection[str] = ()) -> Package:
        broken: dict[str, str] = {}
        misread: list[tuple[str, str, str]] = []
        types = _content_types(parts, broken, misread)
        relationships = {
            source_of(name): list(_relationships(name, data, broken, misread))
            for name, data in parts.items()
            if name.endswith(".rels")
        }
        return Package(parts, types, relationships, _kinds(relationships), broken, misread, checked)

    def sheets(self) -> Iterator[Sheet]:
        """Every XML part that can be read, and was not looked into before."""
        for name in self.parts:
            if self._is_xml(name) and name not in self.checked and (sheet := self.sheet(name)):
                yield sheet

    def _is_xml(self, name: str) -> bool:
        if name.endswith((".xml", ".rels")):
            return name != CONTENT_TYPES and not name.endswith(".rels")
        kind = self.content_type(name)
        return kind.endswith("+xml") and kind != "image/svg+xml"

    def sheet(self, name: str) -> Sheet | None:
        if name in self._kept:
            return self._kept[name]
        root = _parsed(name, self.parts.get(name), self.broken)
        if root is None:
            return None
        sheet = Sheet(name, root, self)
        if self.kinds.get(name) not in ("slide", "notesSlide"):
            self._kept[name] = sheet
        return sheet

    def places(self, name: str) -> Places:
        """The placeholders of a layout, by what links a slide's to them."""
        if name not in self._places:
            self._places[name] = frozenset(_places(self.parts.get(name, b"")))
        return self._places[name]

    def of_kind(self, *kinds: str) -> list[str]:
        return [name for name, kind in self.kinds.items() if kind in kinds and name in self.parts]

    def content_type(self, name: str) -> str:
        return self.types.get(name.lower(), "") or self.types.get(ending(name), "")

    def targets(self, name: str, kind: str) -> list[str]:
        return [one.target for one in self.relationships.get(name, ()) if one.kind == kind and not one.external]


def place(element: Element) -> tuple[str, str]:
    """Type and index of a placeholder."""
    return element.get("type", "obj"), element.get("idx", "0")


def _places(data: bytes) -> Iterator[tuple[str, str]]:
    if _PREFIX in data and b"<!" not in data:
        # Nothing else is asked of a layout, and to parse all of them takes as long as to check a slide.
        for attributes in _PLACEHOLDER.findall(data):
            said = dict(_ATTRIBUTE.findall(attributes))
            yield said.get(b"type", b"obj").decode(), said.get(b"idx", b"0").decode()
    elif (root := _parsed("", data, {})) is not None:
        yield from (place(element) for element in root.iter(f"{P}ph"))


_PREFIX = f'xmlns:p="{P[1:-1]}"'.encode()
_PLACEHOLDER = regex(rb"<p:ph\b([^>]*)>")
_ATTRIBUTE = regex(rb'(\w+)="([^"]*)"')


def whole(text: str | None) -> int | None:
    """The whole number that an attribute holds, if it does."""
    return int(text) if text and text.removeprefix("-").isdecimal() else None


def local(tag: str) -> str:
    return tag.rpartition("}")[2]


def named(element: Element | str) -> str:
    """An element as a reader finds it: its tag, what tells it apart, and the shape that it is in."""
    if isinstance(element, str):
        return element
    attributes = {_short(str(name)): str(value) for name, value in element.attrib.items()}
    telling = "".join(f" {name}={attributes[name]!r}" for name in _TELLING if name in attributes)
    shape = next((owner for owner in (element, *element.iterancestors()) if _own(owner) is not None), None)
    own = _own(shape) if shape is not None else None
    where = "" if own is None or own is element else f" in shape {own.get('id')} {own.get('name')!r}"
    return f"{_short(str(element.tag))}{telling}{where}"


def _own(shape: Element) -> Element | None:
    """The `p:cNvPr` of a shape; none for the tree of all shapes, which has no name."""
    if shape.tag == f"{P}cNvPr":
        return shape
    return None if shape.tag == f"{P}spTree" else shape.find(f"./*/{P}cNvPr")


def _short(tag: str) -> str:
    space, _, name = tag.lstrip("{").rpartition("}")
    return _PREFIXES.get(space, "") + name


def ending(name: str) -> str:
    """The ending by which a part has a content type: `.png`."""
    dot, ending = name.rpartition("/")[2].rpartition(".")[1:]
    return dot + ending.lower()


_Misread = list[tuple[str, str, str]]
_TYPES, _RELATIONSHIPS = (
    f"{{http://schemas.openxmlformats.org/package/2006/{name}}}" for name in ("content-types", "relationships")
)
_MEDIA_TYPE = regex(r"[\w!#$&^.+-]+/[\w!#$&^.+-]+(?:\s*;.*)?", re.ASCII)
_ENDING = regex(r"[^./\\?#\s]+")
_ID = regex(r"[^\W\d][\w.-]*")
_IRI = regex(r"[^\s\\<>\"{}|^`]+")


def _content_types(parts: Mapping[str, bytes], broken: dict[str, str], misread: _Misread) -> dict[str, str]:
    root = _parsed(CONTENT_TYPES, parts.get(CONTENT_TYPES), broken)
    found: dict[str, str] = {}
    for one in _rows(CONTENT_TYPES, root, f"{_TYPES}Types", misread):
        if one.tag == f"{_TYPES}Default" and set(one.keys()) == {"Extension", "ContentType"}:
            key, is_good = f".{one.get('Extension', '')}", _ENDING.fullmatch(one.get("Extension", ""))
        elif one.tag == f"{_TYPES}Override" and set(one.keys()) == {"PartName", "ContentType"}:
            key = one.get("PartName", "")
            key, is_good = key[1:], re.match("/", key)
        else:
            misread.append((CONTENT_TYPES, named(one), "it is no content type: an element or attribute is wrong"))
            continue
        kind = one.get("ContentType", "")
        if not is_good or not _MEDIA_TYPE.fullmatch(kind):
            misread.append((CONTENT_TYPES, f"{local(str(one.tag))} {key}", f"no name, or no content type: {kind!r}"))
        if key.lower() in found:
            misread.append((CONTENT_TYPES, f"{local(str(one.tag))} {key}", "it has a content type already"))
        found.setdefault(key.lower(), kind)
    return found


def _rows(name: str, root: Element | None, tag: str, misread: _Misread) -> Iterator[Element]:
    if root is None:
        return
    if root.tag != tag:
        misread.append((name, named(root), f"the root is not {local(tag)} of its namespace"))
    yield from (one for one in root.iter("*") if one is not root)


def _relationships(name: str, data: bytes, broken: dict[str, str], misread: _Misread) -> Iterator[Relationship]:
    root = _parsed(name, data, broken)
    source = source_of(name)
    folder = posixpath.dirname(source)
    for one in _rows(source, root, f"{_RELATIONSHIPS}Relationships", misread):
        rid, kind, target, mode = (one.get(name) for name in ("Id", "Type", "Target", "TargetMode"))
        known = 3 + (mode is not None)
        if one.tag != f"{_RELATIONSHIPS}Relationship" or None in (rid, kind, target) or len(one.attrib) != known:
            misread.append((source, named(one), "it is no relationship: an element or attribute is wrong"))
            continue
        assert rid is not None and kind is not None and target is not None
        external = mode == "External"
        if mode not in (None, "Internal", "External"):
            misread.append((source, f"Relationship {rid}", f"TargetMode is neither Internal nor External: {mode!r}"))
        if rid and not _ID.fullmatch(rid):
            misread.append((source, f"Relationship {rid}", "the id is no name: it begins with a letter"))
        if not external and not _IRI.fullmatch(target):
            misread.append((source, f"Relationship {rid}", f"the target is no address of a part: {target!r}"))
        inside = target if external else _inside(folder, target)
        yield Relationship(rid, kind.rpartition("/")[2], inside, external, kind)


def _inside(folder: str, target: str) -> str:
    """The part's name in the package; thousands of parts stand in few folders."""
    above, slash, name = target.rpartition("/")
    if "%" in target or name in ("", ".", ".."):
        return posixpath.normpath(posixpath.join("/", folder, unquote(target)))[1:]
    return _folder(folder, above + slash) + name


@lru_cache(64)
def _folder(folder: str, way: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, way, "x"))[1:-1]


def source_of(name: str) -> str:
    """The part whose relationships these are; the package itself has no name."""
    folder, _, base = name.rpartition("/")
    return posixpath.join(posixpath.dirname(folder), base.removesuffix(".rels"))


def _kinds(relationships: Mapping[str, list[Relationship]]) -> dict[str, str]:
    kinds: dict[str, str] = {}
    following = [""]
    for source in following:
        for one in relationships.get(source, ()):
            if not one.external and one.target not in kinds:
                kinds[one.target] = one.kind
                following.append(one.target)
    return kinds


_ENCODINGS = ("UTF-8", "UTF-16", "ASCII", "US-ASCII")


def _parsed(name: str, data: bytes | None, broken: dict[str, str]) -> Element | None:
    """The root of an XML part; nothing is fetched, no entity replaced and no document type accepted."""
    if data is None:
        return None
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, collect_ids=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as problem:
        broken[name] = str(problem)
        return None
    head = root.getroottree().docinfo
    if head.internalDTD is not None:
        broken[name] = "it has a document type declaration"
        return None
    if head.xml_version != "1.0" or (head.encoding or "UTF-8").upper() not in _ENCODINGS:
        broken[name] = f"it is XML {head.xml_version} in {head.encoding}, and may be XML 1.0 in UTF-8 or UTF-16"
        return None
    return root
