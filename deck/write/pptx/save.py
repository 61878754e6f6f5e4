"""The finished package as one file: sorted names, fixed dates, the same bytes for the same deck."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from posixpath import dirname
from typing import Any

from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part
from pptx.opc.packuri import CONTENT_TYPES_URI, PACKAGE_URI, PackURI

from deck.brand.drawingml import DECLARATION, escape
from deck.brand.package import PACKAGE, zipped
from deck.write.pptx.linear import LinearPackage
from deck.write.pptx.seal import SEAL, seal

__all__ = ["members", "zipped"]

_EXTERNAL = ' TargetMode="External"'


def members(package: LinearPackage, hook: str = "") -> dict[str, bytes]:
    """Every member of the zip file by name, sealed: what python-pptx's own writer would put there.

    `hook` is the digest of the talk's own code that changed the package.
    """
    own = Part(PackURI(f"/{SEAL}"), CT.OFC_CUSTOM_PROPERTIES, package, b"")
    package.relate_to(own, RT.CUSTOM_PROPERTIES)
    parts = sorted(package.iter_parts(), key=lambda part: part.partname)
    found = {
        CONTENT_TYPES_URI[1:]: _content_types(parts),
        PACKAGE_URI.rels_uri[1:]: _relationships(package._rels, "/"),
    }
    for part in parts:
        found[part.partname[1:]] = part.blob
        if part.rels:
            found[part.partname.rels_uri[1:]] = _relationships(part.rels, dirname(part.partname))
    found[SEAL] = seal({name: data for name, data in found.items() if name != SEAL}, hook)
    return found


# python-pptx parses a template for every relationship, and twice for every content type: a tenth of a second for a
# thousand slides. These two write the same in one go.


def _relationships(relationships: Any, base: str) -> bytes:
    rows = "".join(
        f'<Relationship Id="{rel.rId}" Type="{rel.reltype}" Target="{escape(_target(rel, base))}"'
        f"{_EXTERNAL if rel.is_external else ''}/>"
        for rel in relationships.values()
    )
    return f'{DECLARATION}<Relationships xmlns="{PACKAGE}relationships">{rows}</Relationships>'.encode()


def _target(rel: Any, base: str) -> str:
    if rel.is_external:
        address: str = rel._target
        return address
    folder, _, name = rel._target.partname.rpartition("/")
    return _way(folder, base) + name


@lru_cache(64)
def _way(folder: str, base: str) -> str:
    """From one folder to another: `../media/`. Thousands of parts stand in few."""
    way: str = PackURI(f"{folder}/x").relative_ref(base)
    return way[:-1]


def _content_types(parts: list[Part]) -> bytes:
    """By ending where all parts with it are of one type; by name for XML, which may be anything."""
    by_ending = defaultdict(set)
    for part in parts:
        by_ending[part.partname.ext].add(part.content_type)
    alike = {ending: next(iter(kinds)) for ending, kinds in by_ending.items() if len(kinds) == 1 and ending != "xml"}
    defaults = {**alike, "rels": CT.OPC_RELATIONSHIPS, "xml": CT.XML}
    rows = [f'<Default Extension="{ending}" ContentType="{kind}"/>' for ending, kind in sorted(defaults.items())]
    rows += [
        f'<Override PartName="{part.partname}" ContentType="{part.content_type}"/>'
        for part in parts
        if part.partname.ext not in alike
    ]
    return f'{DECLARATION}<Types xmlns="{PACKAGE}content-types">{"".join(rows)}</Types>'.encode()
