"""Is python-pptx linear as we use it, and does it read back what is deeper than it can go by itself?"""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from pptx import Presentation
from pptx.opc import package as opc
from pptx.parts.image import ImagePart

from deck.write.pptx.deck import write_pptx
from deck.write.pptx.lazy import LazyPackage
from deck.write.pptx.linear import LinearPackage, LinearRelationships
from deck.write.pptx.read_back import differences
from tests.story import tell

LINKED = """\
- {{id: page-{number}, kind: bullets, title: Page {number}, bullets: ["[next](#page-{after})"]}}
"""
ONE = LINKED.format(number=1, after=1)


def test_the_private_names_that_we_build_on_are_there() -> None:
    """Fails when a new python-pptx renames one: then linear.py is to be read again."""
    relationships = opc._Relationships("/")
    for name in ("_add_relationship", "_get_matching", "load_from_xml", "pop", "_rels", "_next_rId"):
        assert hasattr(relationships, name)
    for name in ("_load", "_parts", "_xml_rels", "_xml_rels_for", "_content_types", "_package_reader"):
        assert hasattr(opc._PackageLoader, name)
    assert {"sha1", "blob"} <= set(dir(ImagePart))


def test_slides_that_each_link_to_the_next_are_built_and_checked(tmp_path: Path) -> None:
    many = 1500
    assert many > sys.getrecursionlimit()
    slides = "".join(LINKED.format(number=number, after=(number + 1) % many) for number in range(many))
    deck = tell(tmp_path, slides).without_mistakes()
    data = write_pptx(deck)
    assert list(differences(data, deck)) == []
    package = LazyPackage.open(io.BytesIO(data))
    assert len(package.presentation_part.presentation.slides) == many
    with pytest.raises(RecursionError):
        Presentation(io.BytesIO(data))


def test_a_relationship_is_made_once_for_a_target_and_again_after_it_was_dropped() -> None:
    found = LinearRelationships("/ppt")
    first = found.get_or_add_ext_rel("hyperlink", "https://example.org/")
    assert found.get_or_add_ext_rel("hyperlink", "https://example.org/") == first
    other = found.get_or_add_ext_rel("hyperlink", "https://example.org/other")
    found.pop(first)
    again = found.get_or_add_ext_rel("hyperlink", "https://example.org/")
    assert {again, other} == set(found)


def test_names_of_parts_go_on_where_the_template_ends(tmp_path: Path) -> None:
    package = LinearPackage.open(io.BytesIO(write_pptx(tell(tmp_path, ONE).without_mistakes())))
    layouts = sum(part.partname.startswith("/ppt/slideLayouts/") for part in package.iter_parts())
    assert package.next_partname("/ppt/slideLayouts/slideLayout%d.xml").idx == layouts + 1
    assert package.next_partname("/ppt/slideLayouts/slideLayout%d.xml").idx == layouts + 2


def test_a_part_that_nobody_looks_into_is_written_as_it_was_read(tmp_path: Path) -> None:
    package = LazyPackage.open(io.BytesIO(write_pptx(tell(tmp_path, ONE).without_mistakes())))
    master = package.presentation_part.presentation.slide_master
    untouched = next(part for part in package.iter_parts() if part.partname.startswith("/ppt/slideLayouts/"))
    before = untouched.blob
    assert not untouched.is_open
    assert master.name is not None
    assert untouched.blob is before


def test_what_was_changed_in_a_frozen_part_is_written(tmp_path: Path) -> None:
    package = LazyPackage.open(io.BytesIO(write_pptx(tell(tmp_path, ONE).without_mistakes())))
    slide = package.presentation_part.presentation.slides[0]
    slide.shapes.title.text_frame.paragraphs[0].runs[0].text = "Other"
    part = slide.part
    part.freeze()
    assert b"Other" in part.blob
    assert part.slide.shapes.title.text_frame.text == "Other"
