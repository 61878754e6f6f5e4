"""What the speaker says at a slide, on a notes slide of its own."""

from __future__ import annotations

from typing import Any

from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.packuri import PackURI

from deck.page import Page
from deck.value import replace
from deck.write.pptx.lazy import NotesSlidePart, SlidePart
from deck.write.pptx.stencils import Stencils
from deck.write.pptx.text import TextWriter


def add_notes(slide: SlidePart, page: Page, stencils: Stencils, text: TextWriter) -> NotesSlidePart:
    """`slide.notes_slide` with the page's notes, without a look at the other slides."""
    package = slide.package
    # Named as its slide is, which `next_partname` would not.
    name = PackURI(f"/ppt/notesSlides/notesSlide{slide.partname.idx}.xml")
    part = NotesSlidePart(name, CT.PML_NOTES_SLIDE, package, stencils.notes_slide())
    part.relate_to(package.presentation_part.notes_master_part, RT.NOTES_MASTER)
    part.relate_to(slide, RT.SLIDE)
    slide.relate_to(part, RT.NOTES_SLIDE)

    def link(address: str) -> Any:
        return part.relate_to(address, RT.HYPERLINK, is_external=True)

    *_, body = part._element.cSld.spTree.iter_shape_elms()
    replace(text, link_to=link, dark=False).fill_notes(body.txBody, page.notes)
    return part
