"""What must hold in content types and relationships, before any part is looked into (ISO/IEC 29500-2)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from deck.write.pptx.invariants.kinds_of_parts import KINDS, trouble_with_type
from deck.write.pptx.invariants.read import Package

Finding = tuple[str, str, str]
"""The part, the element and what is wrong with it."""


def lists_are_well_formed(package: Package) -> Iterator[Finding]:
    """PowerPoint refuses the file for an element or attribute too many in its content types and relationships."""
    yield from package.misread


def relationship_type_is_known(package: Package) -> Iterator[Finding]:
    """PowerPoint follows a relationship by its whole type: another address that ends in `slide` leads to no slide."""
    for source, relationships in package.relationships.items():
        for one in relationships:
            if trouble := trouble_with_type(one.type):
                yield source, f"Relationship {one.id}", f"the type {one.type!r} {trouble}"
            elif one.kind not in KINDS and not one.external and (kind := _kind_of(package.content_type(one.target))):
                yield source, f"Relationship {one.id}", f"the type {one.type!r} leads to a {kind}, and is not its type"


@cache
def _kind_of(content: str) -> str:
    """The kind that a part with this content type must be; none where it may be of several."""
    told = (kind for kind, known in KINDS.items() if known.roots and re.fullmatch(known.content, content))
    return next(told, "")


def relationship_starts_where_it_may(package: Package) -> Iterator[Finding]:
    """PowerPoint offers a repair for a part that hangs where none of its kind may: a master that a slide leads to."""
    for source, relationships in package.relationships.items():
        kind = package.kinds.get(source, "")
        if source.endswith(".rels"):
            yield source, "part", "relationships lead nowhere themselves: no program opens a package where they do"
        if source and kind not in KINDS:
            continue
        for one in relationships:
            known = KINDS.get(one.kind)
            if known and known.sources and kind not in known.sources:
                yield source, f"Relationship {one.id}", f"a {kind or 'package'} leads to no {one.kind}"


def parts_are_the_only_ones(package: Package) -> Iterator[Finding]:
    """Of two core properties, or two sets of notes, PowerPoint takes neither: it refuses the file."""
    for source, relationships in package.relationships.items():
        if len(relationships) < 2:
            continue
        for kind, times in Counter(one.kind for one in relationships).items():
            most = KINDS[kind].most if kind in KINDS else None
            if most is not None and times > most:
                yield source, f"Relationship {kind}", f"it leads to {times} of them, of which there may be {most}"
    for kind in ("officeDocument", "core-properties"):
        is_one = re.compile(KINDS[kind].content).fullmatch
        typed = [name for name in package.parts if is_one(package.content_type(name))]
        if len(typed) > 1:
            yield typed[-1], "content type", f"there are {len(typed)} parts of this type"
