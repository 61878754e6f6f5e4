"""A deck as a PowerPoint file: python-pptx opens the template, adds slide after slide, and has the package written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT

from deck.cache import Remembered
from deck.page import Deck
from deck.write.pptx import extras
from deck.write.pptx.embed_fonts import EmbeddedFont, embed
from deck.write.pptx.hook import Hook
from deck.write.pptx.invariants import BrokenPackage, Violation, violations
from deck.write.pptx.invariants.one_part import PartChecker
from deck.write.pptx.lazy import LazyPackage, SlidePart
from deck.write.pptx.notes import add_notes
from deck.write.pptx.properties import set_core_properties
from deck.write.pptx.save import members, zipped
from deck.write.pptx.slide import fill_slide
from deck.write.pptx.stencils import Stencils
from deck.write.pptx.template import Template, open_template
from deck.write.pptx.text import LinkTo, Script, TextWriter

_FIRST_SLIDE_ID = 256


def write_pptx(
    deck: Deck,
    with_notes: bool = True,
    fonts: tuple[EmbeddedFont, ...] = (),
    remembered: Remembered = lambda name, make: make(),
    hook: Hook | None = None,
) -> bytes:
    """The deck as the bytes of a .pptx file; the same deck gives the same bytes.

    Raises BrokenPackage, our bug, where the parts break a rule that PowerPoint minds; HookFailed where the talk's own
    hook raises something, or leaves such parts.
    """
    return zipped(package_parts(deck, with_notes, fonts, remembered, hook))


def package_parts(
    deck: Deck,
    with_notes: bool = True,
    fonts: tuple[EmbeddedFont, ...] = (),
    remembered: Remembered = lambda name, make: make(),
    hook: Hook | None = None,
) -> dict[str, bytes]:
    """Every member of the file by its name in the zip."""
    template = open_template(deck.brand, deck.meta.language, remembered)
    package = template.package
    slides, found = _filled(template, deck, with_notes)
    # Pictures were read and cleaned before a page could show them.
    pictures = {part.partname[1:]: part.blob for part in package.iter_pictures()}
    extras.add_sections(package.presentation_part._element, _sections(deck))
    embed(fonts, package.presentation_part)
    set_core_properties(package.core_properties, deck)
    checked = {**template.checked, **slides, **pictures}
    if hook is not None:
        linked = _links(package)
        hook.finish(package.presentation_part.presentation, deck)
        # It may take a relationship from a part and leave the part itself as it was.
        now = _links(package)
        checked = {name: data for name, data in checked.items() if linked.get(name) == now.get(name)}
    parts = members(package, hook.digest if hook else "")
    # What was looked at before and has the same bytes still is not looked at again.
    unchanged = {name for name, data in checked.items() if parts.get(name) is data}
    found += violations(parts, unchanged)
    found = [one for one in found if one not in template.known]
    if found:
        raise hook.broke(found) if hook else BrokenPackage(found)
    return parts


def _links(package: LazyPackage) -> dict[str, list[tuple[str, str, Any]]]:
    return {
        part.partname[1:]: [(rel.rId, rel.reltype, rel._target) for rel in part.rels.values()]
        for part in package.iter_parts()
    }


def _filled(template: Template, deck: Deck, with_notes: bool) -> tuple[dict[str, bytes], list[Violation]]:
    """Add a slide for every page: the bytes of slides and notes by name, and what is wrong with them."""
    package, checker = template.package, PartChecker()
    stencils = Stencils(package, deck.brand, template.layouts)
    script = Script.of(deck.brand, deck.meta.language)
    slides = _blank_slides(package, deck, stencils)
    finished = {}
    for page in deck.pages:
        part = slides[page.id]
        link_to = _linker(part, slides)
        text = TextWriter(deck.brand, page.language, script, stencils, deck.phrases, link_to, page.layout.dark)
        fill_slide(part, page, stencils, text)
        notes = [add_notes(part, page, stencils, text)] if with_notes and page.notes else []
        for one in (part, *notes):
            checker.check(one)
            one.freeze()
            finished[one.partname[1:]] = one.blob
    for layout in template.layouts.values():
        # Stencils looked into them, and changed nothing.
        layout.close()
    return finished, checker.found


def _blank_slides(package: LazyPackage, deck: Deck, stencils: Stencils) -> dict[str, SlidePart]:
    """A slide for every page, on the page's layout; all of them, because a link may lead to a later one."""
    presentation, blank = package.presentation_part, stencils.blank_slide()
    listed = presentation._element.get_or_add_sldIdLst()
    slides = {}
    for number, page in enumerate(deck.pages, _FIRST_SLIDE_ID):
        part = SlidePart.load(package.next_partname("/ppt/slides/slide%d.xml"), CT.PML_SLIDE, package, blank)
        part.relate_to(stencils.layouts[page.layout.key], RT.SLIDE_LAYOUT)
        # `add_sldId` would look through all ids for the next one.
        listed._add_sldId(id=number, rId=presentation.relate_to(part, RT.SLIDE))
        slides[page.id] = part
    return slides


def _linker(part: SlidePart, slides: dict[str, SlidePart]) -> LinkTo:
    def link(address: str) -> Any:
        if address.startswith("#"):
            # A slide that is left out of this file leaves the words of the link.
            return part.relate_to(slides[address[1:]], RT.SLIDE) if address[1:] in slides else ""
        return part.relate_to(address, RT.HYPERLINK, is_external=True)

    return link


def _sections(deck: Deck) -> Iterator[tuple[str, list[int]]]:
    """Every slide in its section, in order; slides before the first section belong to one named after the talk."""
    first = deck.meta.title.plain
    while any(page.section == first for page in deck.pages):
        first += " (start)"
    groups: dict[str, list[int]] = {}
    for number, page in enumerate(deck.pages, _FIRST_SLIDE_ID):
        groups.setdefault(page.section or first, []).append(number)
    yield from groups.items()
