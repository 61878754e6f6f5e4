"""What must hold between the parts of a package."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from deck.address import trouble_with
from deck.regex import regex
from deck.write.pptx.invariants.kinds_of_parts import KINDS
from deck.write.pptx.invariants.read import CONTENT_TYPES, MASTERS, P, Package, R, source_of, whole

Finding = tuple[str, str, str]
"""The part, the element and what is wrong with it."""

_PLAIN_NAME = regex(r"(?!/)(?:(?:^|/)(?!\.{1,2}(?:/|$))[\w.~!$&'()*+,;=@\[\]-]*[\w~!$&'()*+,;=@\]-])+", re.ASCII)


def xml_can_be_read(package: Package) -> Iterator[Finding]:
    """PowerPoint refuses the whole file when one part is not well formed; a document type can hide anything."""
    for name, problem in package.broken.items():
        yield name, "document", problem


def package_has_one_presentation(package: Package) -> Iterator[Finding]:
    """PowerPoint starts at the one part that the package names as its document."""
    found = len([name for name in package.targets("", "officeDocument") if name in package.parts])
    if found != 1:
        yield "_rels/.rels", "Relationship officeDocument", f"the package has {found} presentations"


def part_has_content_type(package: Package) -> Iterator[Finding]:
    """PowerPoint refuses a file with a part whose type it is not told."""
    for name in package.parts:
        if name != CONTENT_TYPES and not package.content_type(name):
            yield name, "part", "no content type is declared for it, neither by name nor by its ending"


def content_type_has_part(package: Package) -> Iterator[Finding]:
    """PowerPoint offers a repair when a part is announced that is not there."""
    names = {name.lower() for name in package.parts}
    for name in package.types:
        if not name.startswith(".") and name not in names:
            yield CONTENT_TYPES, f"Override /{name}", "it announces a part that is not there"


def content_type_fits_use(package: Package) -> Iterator[Finding]:
    """PowerPoint reads a part by its content type: a slide declared as a layout is a file it cannot open."""
    uses = {(one.target, one.kind) for all_of_one in package.relationships.values() for one in all_of_one}
    for name, kind in sorted(uses):
        declared = package.content_type(name)
        if name in package.parts and not _fits(kind, declared):
            yield name, f"content type {declared!r}", f"another part uses it as {kind}"


def _fits(kind: str, declared: str) -> bool:
    return kind not in KINDS or re.fullmatch(KINDS[kind].content, declared) is not None


def member_names_differ(package: Package) -> Iterator[Finding]:
    """Part names ignore case: of two that differ in nothing else PowerPoint reads one, or neither."""
    count = Counter(name.lower() for name in package.parts)
    for name in package.parts:
        if count[name.lower()] > 1:
            yield name, "zip member", "another part has the same name but for its case"


def member_name_is_plain(package: Package) -> Iterator[Finding]:
    """A name that starts with a slash, climbs out of its folder or has odd characters is refused, or is an attack."""
    for name in package.parts:
        if name != CONTENT_TYPES and not _PLAIN_NAME.fullmatch(name):
            yield name, "zip member", "it is no name for a part"


def relationship_ids_differ(package: Package) -> Iterator[Finding]:
    """Of two relationships with one id, PowerPoint follows one, or offers a repair."""
    for source, relationships in package.relationships.items():
        if len(relationships) > 1 or any(not one.id for one in relationships):
            for rid, times in Counter(one.id for one in relationships).items():
                if times > 1 or not rid:
                    yield source, f"Relationship {rid!r}", f"{times} relationships have this id"


def relationship_target_exists(package: Package) -> Iterator[Finding]:
    """A relationship to a part that is not there makes PowerPoint offer a repair, or refuse the file."""
    for source, relationships in package.relationships.items():
        for one in relationships:
            # A link that was not declared as external is told so by another rule.
            if not one.external and one.target not in package.parts and one.kind != "hyperlink":
                yield source, f"Relationship {one.id}", f"{one.kind} {one.target} is not in the package"


def part_is_reached(package: Package) -> Iterator[Finding]:
    """What no relationship reaches stays hidden in the file: somebody else's slide, or a picture taken out."""
    for name in package.parts:
        if name.endswith(".rels"):
            source = source_of(name)
            if source and source not in package.parts:
                yield name, "part", f"it has the relationships of {source}, which is not there"
        elif name not in package.kinds and name != CONTENT_TYPES:
            yield name, "part", "no relationship leads to it"


def external_target_is_a_link(package: Package) -> Iterator[Finding]:
    """A picture or template fetched from elsewhere tells its owner who opens the deck, and is missing offline."""
    for source, relationships in package.relationships.items():
        for one in relationships:
            if one.external and one.kind != "hyperlink":
                yield source, f"Relationship {one.id}", f"{one.kind} leads outside the package, to {one.target}"


def link_is_declared_external(package: Package) -> Iterator[Finding]:
    """PowerPoint looks for a link without TargetMode inside the package, and offers a repair."""
    for source, relationships in package.relationships.items():
        for one in relationships:
            if not one.external and one.kind == "hyperlink":
                yield source, f"Relationship {one.id}", f'the link to {one.target} has no TargetMode="External"'


def link_address_is_safe(package: Package) -> Iterator[Finding]:
    """A click in the talk opens a web page or a letter, never a file, a script or a program."""
    for source, relationships in package.relationships.items():
        for one in relationships:
            if one.kind == "hyperlink" and one.external and (trouble := trouble_with(one.target)):
                yield source, f"Relationship {one.id}", f"{one.target!r}: {trouble}"


def master_has_own_theme(package: Package) -> Iterator[Finding]:
    """PowerPoint offers a repair when two masters share a theme, or one has none."""
    owners = {name: package.targets(name, "theme") for name in package.of_kind(*MASTERS)}
    uses = Counter(theme for themes in owners.values() for theme in themes)
    for name, themes in owners.items():
        if len(themes) != 1:
            yield name, "Relationship theme", f"the master has {len(themes)} themes"
        elif uses[themes[0]] > 1:
            yield name, "Relationship theme", f"another master has {themes[0]} too"


def presentation_has_one_theme(package: Package) -> Iterator[Finding]:
    """PowerPoint writes one theme beside the masters' own; ONLYOFFICE writes all of them, and validators mind."""
    for name in package.of_kind("officeDocument"):
        if (found := len(package.targets(name, "theme"))) != 1:
            yield name, "Relationship theme", f"the presentation has {found} themes"


def slide_has_one_layout(package: Package) -> Iterator[Finding]:
    """A slide without a layout, or with two, cannot be opened; nor a layout without its master."""
    for kind, parent in (("slide", "slideLayout"), ("slideLayout", "slideMaster")):
        for name in package.of_kind(kind):
            if (found := len(package.targets(name, parent))) != 1:
                yield name, f"Relationship {parent}", f"the {kind} has {found} of them"


def notes_belong_to_their_slide(package: Package) -> Iterator[Finding]:
    """The presenter would read another slide's notes: a slide and its notes must lead to each other."""
    for slide in package.of_kind("slide"):
        notes = package.targets(slide, "notesSlide")
        if len(notes) > 1:
            yield slide, "Relationship notesSlide", f"the slide has {len(notes)} notes"
        for one in notes:
            if (back := package.targets(one, "slide")) != [slide]:
                yield one, "Relationship slide", f"these are notes of {slide}, but lead to {', '.join(back) or 'none'}"


def notes_have_the_notes_master(package: Package) -> Iterator[Finding]:
    """Notes without the notes master cannot be shown or printed; PowerPoint offers a repair."""
    masters = package.of_kind("notesMaster")
    for name in package.of_kind("notesSlide"):
        found = package.targets(name, "notesMaster")
        if len(found) != 1 or found[0] not in masters:
            yield name, "Relationship notesMaster", f"it leads to {', '.join(found) or 'none'}"


def master_and_layout_ids_differ(package: Package) -> Iterator[Finding]:
    """Masters and layouts share one space of ids, from 2147483648 up: a clash makes PowerPoint offer a repair."""
    seen: dict[str, str] = {}
    for name in package.of_kind("officeDocument", "slideMaster"):
        sheet = package.sheet(name)
        for tag in ("sldMasterId", "sldLayoutId"):
            for one in sheet.found[f"{P}{tag}"] if sheet else ():
                number, where = one.get("id", ""), f"p:{tag} {one.get('id')} {one.get(f'{R}id')}"
                if not 2**31 <= (whole(number) or 0) < 2**32:
                    yield name, where, "the id must be from 2147483648 to 4294967295"
                if number in seen:
                    yield name, where, f"{seen[number]} has the same id"
                seen[number] = where


def properties_name_nobody_else(package: Package) -> Iterator[Finding]:
    """Who opens File, Info sees these names: they are the talk's, not those of a library's author."""
    names = package.of_kind("core-properties")
    if not names:
        yield "docProps/core.xml", "part", "the package has no core properties"
    for name in names:
        sheet = package.sheet(name)
        texts = {str(one.tag).rpartition("}")[2]: one.text or "" for one in sheet.root} if sheet else {}
        if not texts.get("title", "").strip():
            yield name, "dc:title", "the deck has no title, which screen readers announce"
        if (last := texts.get("lastModifiedBy", "")) != texts.get("creator", ""):
            yield name, "cp:lastModifiedBy", f"it says {last!r}, who is not the deck's author"
        if "python-pptx" in texts.get("description", ""):
            yield name, "dc:description", f"it says {texts['description']!r}"
