"""Check a part of an open package while it is still a tree of elements: nothing is written and parsed again for it."""

from __future__ import annotations

from typing import Any

from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.package import Part

from deck.write.pptx.invariants import Violation, violations_of
from deck.write.pptx.invariants.read import Package, Relationship, Sheet

_KINDS = {CT.PML_SLIDE: "slide", CT.PML_NOTES_SLIDE: "notesSlide", CT.PML_SLIDE_LAYOUT: "slideLayout"}


class PartChecker:
    """Keeps what was found, and each layout that slides refer to."""

    def __init__(self) -> None:
        self.found: list[Violation] = []
        self._parts: dict[str, bytes] = {}
        self._package = Package(self._parts, {}, {}, {}, {})

    def check(self, part: Any) -> None:
        """Look at an XML part by every rule for one part; it may refer to parts that are not filled yet."""
        name = self._known(part)
        self._package.relationships[name] = [
            Relationship(rel.rId, rel.reltype.rpartition("/")[2], self._target(rel), rel.is_external, rel.reltype)
            for rel in part.rels.values()
        ]
        self.found += violations_of(Sheet(name, part._element, self._package))

    def _target(self, rel: Any) -> str:
        return rel.target_ref if rel.is_external else self._known(rel.target_part)

    def _known(self, part: Part) -> str:
        name: str = part.partname[1:]
        if name not in self._package.kinds:
            self._package.types[name.lower()] = part.content_type
            kind = self._package.kinds[name] = _KINDS.get(part.content_type, "")
            if kind == "slideLayout":
                # Read from its own bytes, as it will be written.
                self._parts[name] = part.blob
        return name
