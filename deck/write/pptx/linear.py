"""What python-pptx does in the square of the slides, done in step with them: small subclasses, and nothing else.

Each class has its reason beside it, uses python-pptx's own extension points, and could be offered upstream as it is.
They rest on a few of its private names; a test says so when a new version of python-pptx changes one of them.
Python's own `cached_property` stands in for python-pptx's, which is asked through a call every time.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any, ClassVar

from pptx.opc.package import Part, PartFactory, _PackageLoader, _Relationships
from pptx.opc.packuri import PACKAGE_URI, PackURI
from pptx.package import Package, _ImageParts, _MediaParts
from pptx.parts.image import Image, ImagePart
from pptx.parts.media import MediaPart


class LinearRelationships(_Relationships):
    """Relationships that find a target by looking it up.

    python-pptx sorts all relationships of a part by type for each one that is added: a presentation with a thousand
    slides looks through a million.
    """

    @cached_property
    def _rels(self) -> dict[str, Any]:
        return {}

    @cached_property
    def _known(self) -> dict[tuple[str, Any, bool], str]:
        return {(rel.reltype, rel._target, rel.is_external): rid for rid, rel in reversed(self._rels.items())}

    def _get_matching(self, reltype: str, target: Any, is_external: bool = False) -> str | None:
        return self._known.get((reltype, target, is_external))

    def _add_relationship(self, reltype: str, target: Any, is_external: bool = False) -> str:
        known = self._known
        rid: str = super()._add_relationship(reltype, target, is_external)
        known.setdefault((reltype, target, is_external), rid)
        return rid

    def load_from_xml(self, base_uri: str, xml_rels: Any, parts: Any) -> None:
        super().load_from_xml(base_uri, xml_rels, parts)
        self.__dict__.pop("_known", None)

    def pop(self, rId: str) -> Any:
        self.__dict__.pop("_known", None)
        return super().pop(rId)


class LinearPart(Part):
    """A part whose relationships are found by looking them up; mixed in before a part class of python-pptx."""

    @cached_property
    def _rels(self) -> LinearRelationships:
        return LinearRelationships(self._partname.baseURI)


class _ImagePartsByHash(_ImageParts):
    """Pictures by the hash of their bytes: python-pptx walks over all relationships for each picture that is added."""

    @cached_property
    def _known(self) -> dict[str, ImagePart]:
        # An SVG is an image part without a hash, to python-pptx.
        return {part.sha1: part for part in self if hasattr(part, "sha1")}

    def _find_by_sha1(self, sha1: str) -> ImagePart | None:
        return self._known.get(sha1)

    def get_or_add_image_part(self, image_file: Any) -> ImagePart:
        return self.get_or_add(Image.from_file(image_file))

    @cached_property
    def _by_bytes(self) -> dict[bytes, ImagePart]:
        return {}

    def get_or_add(self, image: Image) -> ImagePart:
        # A picture that many slides show is one value, whose own hash Python reckons once.
        part = self._by_bytes.get(image.blob)
        if part is None:
            part = self._by_bytes[image.blob] = self._of_hash(image)
        return part

    def _of_hash(self, image: Image) -> ImagePart:
        part = self._known.get(image.sha1)
        if part is None:
            part = self._known[image.sha1] = ImagePart.new(self._package, image)
        return part


class _MediaPartsByHash(_MediaParts):
    """Films and sounds by the hash of their bytes, for the same reason."""

    @cached_property
    def _known(self) -> dict[str, MediaPart]:
        return {part.sha1: part for part in self}

    def _find_by_sha1(self, sha1: str) -> MediaPart | None:
        return self._known.get(sha1)

    def get_or_add_media_part(self, media: Any) -> MediaPart:
        part = super().get_or_add_media_part(media)
        self._known[part.sha1] = part
        return part


class LinearPackage(Package):
    """A package that counts its parts' names and walks over its parts without recursion.

    python-pptx looks through the whole package for the next free name of a part, and calls itself along every
    relationship: in a deck in which a thousand slides each link to the next, that is deeper than Python goes.
    """

    part_classes: ClassVar[dict[str, type[Part]]] = {}
    """Part classes by content type, before those that python-pptx knows for all packages."""

    @cached_property
    def _rels(self) -> LinearRelationships:
        return LinearRelationships(PACKAGE_URI.baseURI)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {}

    @cached_property
    def captions(self) -> dict[bytes, Part]:
        """Captions of films and sounds, for which python-pptx has no part, by what they say."""
        return {}

    @cached_property
    def _image_parts(self) -> _ImagePartsByHash:
        return _ImagePartsByHash(self)

    @cached_property
    def _media_parts(self) -> _MediaPartsByHash:
        return _MediaPartsByHash(self)

    def _load(self) -> LinearPackage:
        rels, parts = _Loader.load(self._pkg_file, self)
        self._rels.load_from_xml(PACKAGE_URI, rels, parts)
        return self

    def iter_rels(self) -> Iterator[Any]:
        """Every relationship once, depth first."""
        visited: set[Part] = set()
        waiting = [iter(self._rels.values())]
        while waiting:
            rel = next(waiting[-1], None)
            if rel is None:
                waiting.pop()
                continue
            yield rel
            if not rel.is_external and (part := rel.target_part) not in visited:
                visited.add(part)
                waiting.append(iter(part.rels.values()))

    def iter_pictures(self) -> Iterator[ImagePart]:
        """The picture parts that were added, each once."""
        yield from self._image_parts._known.values()

    def next_partname(self, tmpl: str) -> PackURI:
        return PackURI(tmpl % self._next(tmpl, tmpl[: (tmpl % 42).find("42")]))

    def next_image_partname(self, ext: str) -> PackURI:
        return PackURI(f"/ppt/media/image{self._next('image', '/ppt/media/image')}.{ext}")

    def next_media_partname(self, ext: str) -> PackURI:
        return PackURI(f"/ppt/media/media{self._next('media', '/ppt/media/media')}.{ext}")

    def _next(self, series: str, prefix: str) -> int:
        if series not in self._numbers:
            taken = [part.partname.idx or 0 for part in self.iter_parts() if part.partname.startswith(prefix)]
            self._numbers[series] = max(taken, default=0)
        self._numbers[series] += 1
        return self._numbers[series]


class _Loader(_PackageLoader):
    """Loads a package without recursion, with the part classes of its own kind of package."""

    @cached_property
    def _parts(self) -> dict[PackURI, Part]:
        reader, classes = self._package_reader, self._package.part_classes
        found = {}
        for name in self._xml_rels:
            # Some packages name parts that they do not have, as python-pptx found too.
            if name != PACKAGE_URI and name in reader:
                kind = self._content_types[name]
                found[name] = _class_of(kind, classes).load(name, kind, self._package, reader[name])
        return found

    @cached_property
    def _xml_rels(self) -> dict[PackURI, Any]:
        found: dict[PackURI, Any] = {}
        waiting = [PACKAGE_URI]
        while waiting:
            name = waiting.pop()
            if name in found:
                continue
            found[name] = self._xml_rels_for(name)
            targets = [
                PackURI.from_rel_ref(name.baseURI, rel.target_ref)
                for rel in found[name].relationship_lst
                if rel.targetMode != "External"
            ]
            waiting += reversed(targets)
        return found


def _class_of(kind: str, classes: dict[str, type[Part]]) -> type[Part]:
    found: type[Part] = classes.get(kind) or PartFactory._part_cls_for(kind)
    return found
