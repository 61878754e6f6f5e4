"""What does a package say of itself: content types, relationships and one XML part after the other."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple, cast
from urllib.parse import unquote

from lxml import etree

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
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
_CITED = etree.XPath("//@r:*", namespaces={"r": R[1:-1]})
_TELLING = ("id", "idx", "name", "type", "spid", "lang", "uri", "r:id", "r:embed")


class Relationship(NamedTuple):
    """A part's link to another part, or to an address outside."""

    id: str
    kind: str
    target: str
    external: bool


@dataclass(frozen=True)
class Sheet:
    """An XML part, read once: every rule looks its elements up by tag."""

    name: str
    root: Element
    package: Package

    @cached_property
    def found(self) -> Mapping[str, list[Element]]:
        """Elements in document order by tag."""
        by_tag = defaultdict(list)
        for element in self.root.iter("*"):
            by_tag[element.tag].append(element)
        return by_tag

    @property
    def kind(self) -> str:
        return self.package.kinds.get(self.name, "")

    @cached_property
    def related(self) -> list[tuple[Element, str, str]]:
        """Elements that cite a relationship, the attribute that does, and the relationship's id."""
        cited = cast("list[etree._ElementUnicodeResult]", _CITED(self.root))
        return [
            (element, local(str(one.attrname)), str(one)) for one in cited if (element := one.getparent()) is not None
        ]

    @cached_property
    def relationships(self) -> dict[str, Relationship]:
        return {one.id: one for one in self.package.relationships.get(self.name, ())}

    def cited(self, tag: str) -> list[str]:
        """The relationship ids that elements of a list cite, in order."""
        return [element.get(f"{R}id", "") for element in self.found[tag]]

    def ids_of(self, kind: str) -> list[str]:
        return [one.id for one in self.relationships.values() if one.kind == kind]

    @cached_property
    def places(self) -> Places:
        """The placeholders here by what links them to those of another part."""
        return frozenset(place(element) for element in self.found[f"{P}ph"])

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
    _kept: dict[str, Sheet] = field(default_factory=dict)

    @staticmethod
    def read(parts: Mapping[str, bytes]) -> Package:
        broken: dict[str, str] = {}
        types = _content_types(parts, broken)
        relationships = {
            source_of(name): list(_relationships(name, data, broken))
            for name, data in parts.items()
            if name.endswith(".rels")
        }
        return Package(parts, types, relationships, _kinds(relationships), broken)

    def sheets(self, without: Collection[str] = ()) -> Iterator[Sheet]:
        """Every XML part that can be read."""
        for name in self.parts:
            if name.endswith(".xml") and name != CONTENT_TYPES and name not in without and (sheet := self.sheet(name)):
                yield sheet

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

    def of_kind(self, *kinds: str) -> list[str]:
        return [name for name, kind in self.kinds.items() if kind in kinds and name in self.parts]

    def content_type(self, name: str) -> str:
        return self.types.get(name.lower(), "") or self.types.get(ending(name), "")

    def targets(self, name: str, kind: str) -> list[str]:
        return [one.target for one in self.relationships.get(name, ()) if one.kind == kind and not one.external]


def place(element: Element) -> tuple[str, str]:
    """Type and index of a placeholder."""
    return element.get("type", "obj"), element.get("idx", "0")


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


def _content_types(parts: Mapping[str, bytes], broken: dict[str, str]) -> dict[str, str]:
    root = _parsed(CONTENT_TYPES, parts.get(CONTENT_TYPES), broken)
    return {
        (f".{one.get('Extension', '')}" if one.get("Extension") else one.get("PartName", "")[1:]).lower(): one.get(
            "ContentType", ""
        )
        for one in (() if root is None else root.iter("{*}Default", "{*}Override"))
    }


def _relationships(name: str, data: bytes, broken: dict[str, str]) -> Iterator[Relationship]:
    root = _parsed(name, data, broken)
    folder = posixpath.dirname(source_of(name))
    for one in () if root is None else root.iter("{*}Relationship"):
        external = one.get("TargetMode") == "External"
        target = one.get("Target", "")
        inside = target if external else posixpath.normpath(posixpath.join("/", folder, unquote(target)))[1:]
        yield Relationship(one.get("Id", ""), one.get("Type", "").rpartition("/")[2], inside, external)


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
    if root.getroottree().docinfo.internalDTD is not None:
        broken[name] = "it has a document type declaration"
        return None
    return root
