"""What must hold in the lists of a presentation and its masters: slides, layouts, sections, fonts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from deck.write.pptx.invariants.read import MASTERS, P14, Element, P, R, Sheet, whole

Finding = tuple[Element | str, str]
"""The element, and what is wrong with it."""


def slide_ids_differ(sheet: Sheet) -> Iterator[Finding]:
    """Sections, links and shows name slides by id, 256 to 2147483647; a clash makes PowerPoint offer a repair."""
    seen = set()
    for one in sheet.found[f"{P}sldId"]:
        number = whole(one.get("id"))
        if number is None or not 256 <= number < 2**31:
            yield one, "the id must be from 256 to 2147483647"
        if number in seen:
            yield one, "another slide has this id"
        seen.add(number)


def first_slide_has_a_number(sheet: Sheet) -> Iterator[Finding]:
    """PowerPoint counts slides from 0 to 9999, and offers a repair for a deck that begins beyond."""
    if sheet.kind == "officeDocument" and not 0 <= (whole(sheet.root.get("firstSlideNum", "1")) or 0) <= 9999:
        yield sheet.root, f"the first slide has the number {sheet.root.get('firstSlideNum')}"


def slides_are_listed(sheet: Sheet) -> Iterator[Finding]:
    """A slide outside the list is hidden in the file; one listed twice makes PowerPoint refuse it."""
    if sheet.kind == "officeDocument":
        yield from _listed(sheet, "sldId", "slide")


def masters_are_listed(sheet: Sheet) -> Iterator[Finding]:
    """PowerPoint ignores a master that is not in its list, and prints notes with its own."""
    if sheet.kind == "officeDocument":
        for kind in MASTERS:
            yield from _listed(sheet, "sldMasterId" if kind == "slideMaster" else f"{kind}Id", kind)
            for name in set(sheet.package.of_kind(kind)) - set(sheet.package.targets(sheet.name, kind)):
                yield f"p:{kind}IdLst", f"{name} is not a {kind} of the presentation"


def layouts_are_listed(sheet: Sheet) -> Iterator[Finding]:
    """A layout that its master does not list makes PowerPoint offer a repair, and drop the layout's slides."""
    if sheet.kind == "slideMaster":
        yield from _listed(sheet, "sldLayoutId", "slideLayout")
        for rid in sheet.ids_of("slideLayout"):
            layout = sheet.relationships[rid].target
            if sheet.name not in sheet.package.targets(layout, "slideMaster"):
                yield f"Relationship {rid}", f"{layout} belongs to another master"


def sections_hold_every_slide_once(sheet: Sheet) -> Iterator[Finding]:
    """PowerPoint puts slides outside every section into one of its own, or drops all sections."""
    if not sheet.found[f"{P14}sectionLst"]:
        return
    slides = [one.get("id") for one in sheet.found[f"{P}sldId"]]
    listed = Counter(one.get("id") for one in sheet.found[f"{P14}sldId"])
    known = set(slides)
    for one in sheet.found[f"{P14}sldId"]:
        if one.get("id") not in known:
            yield one, "there is no such slide"
        elif listed[one.get("id")] > 1:
            yield one, "the slide is in two places of the sections"
    for one in sheet.found[f"{P}sldId"]:
        if one.get("id") not in listed:
            yield one, "the slide is in no section"
    if listed.keys() == known and list(listed) != slides:
        yield sheet.found[f"{P14}sectionLst"][0], "the sections hold the slides in another order"


def sections_differ(sheet: Sheet) -> Iterator[Finding]:
    """Who skims the sections, or hears them read, takes two of one name for one; equal ids are repaired."""
    for attribute in ("name", "id"):
        seen = set()
        for one in sheet.found[f"{P14}section"]:
            value = one.get(attribute, "").strip()
            if not value or value in seen:
                yield one, f"another section has this {attribute}" if value else f"the section has no {attribute}"
            seen.add(value)


def fonts_are_listed(sheet: Sheet) -> Iterator[Finding]:
    """PowerPoint ignores an embedded font that the list does not name with its typeface."""
    if sheet.kind != "officeDocument":
        return
    cited, named = set(), set()
    for one in sheet.found[f"{P}embeddedFont"]:
        faces = [str(face.get(f"{R}id")) for face in one if face.get(f"{R}id")]
        font = one.find(f"{P}font")
        if font is None or not font.get("typeface") or not faces:
            yield one, "it lacks its typeface or its data"
        elif font.get("typeface") in named:
            yield one, "another one is of this typeface: its faces belong into one"
        named.add(font.get("typeface") if font is not None else None)
        cited.update(faces)
    for rid in sheet.ids_of("font"):
        if rid not in cited:
            yield f"Relationship {rid}", f"{sheet.relationships[rid].target} is not among the embedded fonts"


def _listed(sheet: Sheet, tag: str, kind: str) -> Iterator[Finding]:
    """The list cites the relationships of that kind, each once."""
    cited, seen = set(sheet.cited(f"{P}{tag}")), set()
    for one in sheet.found[f"{P}{tag}"]:
        related = sheet.relationships.get(one.get(f"{R}id", ""))
        target = related.target if related and related.kind == kind else ""
        if not target or target in seen:
            yield one, f"{target} is listed twice" if target else f"it leads to no {kind}"
        seen.add(target)
    for rid in sheet.ids_of(kind):
        if rid not in cited:
            yield f"Relationship {rid}", f"{sheet.relationships[rid].target} is not in the list of p:{tag}"
