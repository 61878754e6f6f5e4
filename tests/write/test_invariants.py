"""Does every rule of a finished package find the defect that it is there for, and leave a good package alone?"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import etree
from pptx import Presentation
from pptx.util import Inches

from deck.diagnostics import Report
from deck.page import Deck
from deck.pipeline import build
from deck.workspace import Workspace
from deck.write.pptx.deck import package_parts
from deck.write.pptx.invariants import HOUSE, Violation, rules, violations, zip_violations
from tests.equation.test_on_slides import PLANTED as FORMULAS
from tests.write.package_defects import defects
from tests.write.rich_package import Parts, plain_parts, rich_parts, unzipped
from tests.write.test_chart_invariants import PLANTED as CHARTS
from tests.write.test_play_invariants import PLANTED as PLAYS

PROJECT = Path(__file__).parents[2]
Plant = Callable[[Parts], str]
"""Damages a package, and says which part a rule should blame."""

TYPES, PRESENTATION, CORE = "[Content_Types].xml", "ppt/presentation.xml", "docProps/core.xml"
PRESENTATION_RELS, MASTER = "ppt/_rels/presentation.xml.rels", "ppt/slideMasters/slideMaster1.xml"
SLIDES, NOTES = "ppt/slides/", "ppt/notesSlides/"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@pytest.fixture(scope="module")
def deck() -> Deck:
    deck = build(Workspace.find(PROJECT / "slides.yaml"), Report())
    assert deck is not None
    return deck


@pytest.fixture(scope="module")
def talk(deck: Deck) -> Parts:
    return plain_parts(deck)


def swap(folder: str, pattern: str, new: str, blamed: str = "") -> Plant:
    """Replace the first match in the first part of the folder that has one, or in the one part of that name."""

    def plant(parts: Parts) -> str:
        for name in sorted(parts):
            if name.startswith(folder) and re.search(pattern.encode(), parts[name], re.DOTALL):
                parts[name] = re.sub(pattern.encode(), new.encode(), parts[name], count=1, flags=re.DOTALL)
                return blamed or source(name)
        raise AssertionError(f"nothing in {folder} matches {pattern}")

    return plant


def source(name: str) -> str:
    return name.replace("_rels/", "").removesuffix(".rels")


def add(name: str, data: bytes = b"", type_for: str = "") -> Plant:
    def plant(parts: Parts) -> str:
        parts[name] = data
        if type_for:
            default = f'<Default Extension="{name.rpartition(".")[2]}" ContentType="{type_for}"/></Types>'
            swap(TYPES, "</Types>", default)(parts)
        return name

    return plant


def drop(folder: str, blamed: str) -> Plant:
    def plant(parts: Parts) -> str:
        del parts[next(name for name in sorted(parts) if name.startswith(folder))]
        return blamed

    return plant


def relate(folder: str, kind: str, target: str, mode: str = "") -> Plant:
    row = f'<Relationship Id="rId999" Type="{RELATION}/{kind}" Target="{target}"{mode}/>'
    return swap(folder, "</Relationships>", row + "</Relationships>")


def both(first: Plant, second: Plant) -> Plant:
    def plant(parts: Parts) -> str:
        first(parts)
        return second(parts)

    return plant


def rename_in_capitals(parts: Parts) -> str:
    name = next(name for name in parts if name.startswith("ppt/media/"))
    parts[name.upper()] = parts[name]
    return name


def give_a_slide_the_notes_of_another(parts: Parts) -> str:
    first, second = sorted(name for name in parts if name.startswith(f"{NOTES}_rels/"))[:2]
    parts[first] = parts[second]
    return source(first)


def forget_the_notes_master(parts: Parts) -> str:
    """Where each of the notes still leads to it."""
    swap(PRESENTATION, r"<p:notesMasterIdLst>.*</p:notesMasterIdLst>", "")(parts)
    return swap(PRESENTATION_RELS, r'<Relationship [^>]*relationships/notesMaster"[^>]*/>', "", PRESENTATION)(parts)


def merge_two_sections_names(parts: Parts) -> str:
    names = re.findall(rb'<p14:section name="([^"]*)"', parts[PRESENTATION])
    parts[PRESENTATION] = parts[PRESENTATION].replace(b'name="%s"' % names[1], b'name="%s"' % names[0])
    return PRESENTATION


def give_two_shapes_one_creation_id(parts: Parts) -> str:
    name = f"{SLIDES}slide2.xml"
    ids = re.findall(rb'creationId[^>]* id="({[^}]*})"', parts[name])
    parts[name] = parts[name].replace(ids[1], ids[0])
    return name


def swap_two_slides_in_a_section(parts: Parts) -> str:
    pattern = r'(<p14:sldId id="257"/>)(<p14:sldId id="258"/>)'
    return swap(PRESENTATION, pattern, r"\2\1")(parts)


_TIMED = (
    '<p:timing><p:tnLst><p:par><p:cTn id="1" nodeType="tmRoot"><p:childTnLst><p:seq><p:cTn id="2" nodeType="mainSeq">'
    '<p:childTnLst><p:par><p:cTn id="3" fill="hold"><p:childTnLst>{}</p:childTnLst></p:cTn></p:par></p:childTnLst>'
    "</p:cTn></p:seq></p:childTnLst></p:cTn></p:par></p:tnLst></p:timing></p:sld>"
)
"""A time line with one click, and what happens at it."""


@dataclass(frozen=True)
class Defect:
    story: str
    rule: str
    element: str
    """What the name of the blamed element begins with."""
    plant: Plant


TITLE = r'<p:ph type="title"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/>'
WEB = r'Target="https://[^"]*" TargetMode="External"'
FONT = "application/x-fontdata"
DEFECTS = [
    # Package
    Defect("a part is not well formed", "xml_can_be_read", "document", swap(f"{SLIDES}slide", "</p:cSld>", "")),
    Defect(
        "a part declares an entity",
        "xml_can_be_read",
        "document",
        swap(f"{SLIDES}slide", "<p:sld ", '<!DOCTYPE x [<!ENTITY e "e">]><p:sld '),
    ),
    Defect(
        "the package names no presentation",
        "package_has_one_presentation",
        "Relationship officeDocument",
        swap("_rels/.rels", "relationships/officeDocument", "relationships/other", "_rels/.rels"),
    ),
    Defect("a part's ending has no content type", "part_has_content_type", "part", add("ppt/media/odd.wmf", b"x")),
    Defect("the ending png has none", "part_has_content_type", "part", both(
        swap(TYPES, '<Default Extension="png" ContentType="image/png"/>', ""), lambda _: "ppt/media/image1.png")),
    Defect("a content type for a part that is gone", "content_type_has_part", "Override /ppt/viewprops.xml",
        drop("ppt/viewProps.xml", TYPES)),
    Defect("a slide is declared as a layout", "content_type_fits_use", "content type", both(
        swap(TYPES, r'(slides/slide1.xml" ContentType="[^"]*presentationml\.)slide\+', r"\1slideLayout+"),
        lambda _: f"{SLIDES}slide1.xml")),
    Defect("a picture leads to a slide", "content_type_fits_use", "content type", both(
        swap(f"{SLIDES}_rels/", r'Target="\.\./media/[^"]*\.png"', 'Target="slide2.xml"'),
        lambda _: f"{SLIDES}slide2.xml")),
    Defect("an SVG picture is declared as PNG", "image_is_what_it_claims", "content type", both(
        swap(TYPES, "image/svg.xml", "image/png"), lambda _: "ppt/media/image2.svg")),
    Defect("a PNG picture holds a JPEG", "image_is_what_it_claims", "first bytes",
        add("ppt/media/image1.png", b"\xff\xd8\xff\xe0")),
    Defect("two names differ by case only", "member_names_differ", "zip member", rename_in_capitals),
    Defect("a name climbs out of the package", "member_name_is_plain", "zip member", add("ppt/../../x.png", b"x")),
    Defect("a name begins with a slash", "member_name_is_plain", "zip member", add("/ppt/x.png", b"x")),
    Defect("two relationships have one id", "relationship_ids_differ", "Relationship 'rId1'",
        swap(f"{SLIDES}_rels/", 'Id="rId2"', 'Id="rId1"')),
    Defect("a relationship leads nowhere", "relationship_target_exists", "Relationship rId1",
        swap(f"{SLIDES}_rels/", r"slideLayout\d+\.xml", "slideLayout99.xml")),
    Defect("a picture that nothing leads to", "part_is_reached", "part",
        add("ppt/media/left.png", b"\x89PNG\r\n\x1a\n")),
    Defect("relationships of a part that is gone", "part_is_reached", "part",
        add(f"{SLIDES}_rels/slide999.xml.rels", b"<Relationships/>")),
    Defect("a picture outside the package", "external_target_is_a_link", "Relationship rId999",
        relate(f"{SLIDES}_rels/", "image", "https://example.org/a.png", ' TargetMode="External"')),
    Defect("a web address without TargetMode", "link_is_declared_external", "Relationship rId",
        swap(f"{SLIDES}_rels/", ' TargetMode="External"', "")),
    *(
        Defect(f"a link to {address}", "link_address_is_safe", "Relationship rId",
            swap(f"{SLIDES}_rels/", WEB, f'Target="{address}" TargetMode="External"'))
        for address in ("javascript:alert(1)", "file:///c:/x", "https:", "mailto:nobody", "//server/share", "x.html")
    ),
    Defect("two masters share a theme", "master_has_own_theme", "Relationship theme",
        swap("ppt/notesMasters/_rels/", "theme2.xml", "theme1.xml")),
    Defect("a slide without a layout", "slide_has_one_layout", "Relationship slideLayout",
        swap(f"{SLIDES}_rels/", r"<Relationship [^>]*slideLayout\d+\.xml\"/>", "")),
    Defect("a slide with two layouts", "slide_has_one_layout", "Relationship slideLayout",
        relate(f"{SLIDES}_rels/", "slideLayout", "../slideLayouts/slideLayout2.xml")),
    Defect("a layout without a master", "slide_has_one_layout", "Relationship slideMaster",
        swap("ppt/slideLayouts/_rels/", r"relationships/slideMaster\"", 'relationships/other"')),
    Defect("notes of another slide", "notes_belong_to_their_slide", "Relationship slide",
        give_a_slide_the_notes_of_another),
    Defect("a slide with two notes", "notes_belong_to_their_slide", "Relationship notesSlide",
        relate(f"{SLIDES}_rels/slide2.", "notesSlide", "../notesSlides/notesSlide3.xml")),
    Defect("notes without the notes master", "notes_have_the_notes_master", "Relationship notesMaster",
        swap(f"{NOTES}_rels/", r"<Relationship [^>]*notesMaster1\.xml\"/>", "")),
    Defect("a layout has the master's id", "master_and_layout_ids_differ", "p:sldLayoutId 2147483648 rId1",
        swap(MASTER, 'sldLayoutId id="2147483649"', 'sldLayoutId id="2147483648"')),
    Defect("a master's id is too small", "master_and_layout_ids_differ", "p:sldMasterId 1 rId1",
        swap(PRESENTATION, 'sldMasterId id="2147483648"', 'sldMasterId id="1"')),
    Defect("the author of a library is named", "properties_name_nobody_else", "cp:lastModifiedBy",
        swap(CORE, "(<cp:lastModifiedBy>)[^<]*", r"\1Steve Canny")),
    Defect("a library describes the deck", "properties_name_nobody_else", "dc:description",
        swap(CORE, "</cp:core", "<dc:description>generated using python-pptx</dc:description></cp:core")),
    Defect("the deck has no title", "properties_name_nobody_else", "dc:title",
        swap(CORE, "<dc:title>[^<]*", "<dc:title>")),
    # Presentation
    Defect("two slides have one id", "slide_ids_differ", "p:sldId id='256'",
        swap(PRESENTATION, 'p:sldId id="257"', 'p:sldId id="256"')),
    Defect("a slide's id is too small", "slide_ids_differ", "p:sldId id='255'",
        swap(PRESENTATION, 'p:sldId id="256"', 'p:sldId id="255"')),
    Defect("a slide is not in the list", "slides_are_listed", "Relationship ",
        swap(PRESENTATION, '<p:sldId id="256" [^>]*/>', "")),
    Defect("the list of slides leads to a layout", "slides_are_listed", "p:sldId id='256'",
        swap(PRESENTATION, '(<p:sldId id="256" r:id=)"[^"]*"', r'\1"rId1"')),
    Defect("the notes master is not in the list", "masters_are_listed", "Relationship rId2",
        swap(PRESENTATION, r"<p:notesMasterIdLst>.*</p:notesMasterIdLst>", "")),
    Defect("the presentation knows no notes master", "masters_are_listed", "p:notesMasterIdLst",
        forget_the_notes_master),
    Defect("the handout master is not in the list", "masters_are_listed", "Relationship rId3",
        swap(PRESENTATION, r"<p:handoutMasterIdLst>.*</p:handoutMasterIdLst>", "")),
    Defect("a layout is not in the list", "layouts_are_listed", "Relationship rId2",
        swap(MASTER, '<p:sldLayoutId id="2147483650" r:id="rId2"/>', "")),
    Defect("a section names a slide that is gone", "sections_hold_every_slide_once", "p14:sldId id='9999'",
        swap(PRESENTATION, 'p14:sldId id="256"', 'p14:sldId id="9999"')),
    Defect("a slide is in no section", "sections_hold_every_slide_once", "p:sldId id='256'",
        swap(PRESENTATION, '<p14:sldId id="256"/>', "")),
    Defect("a slide is in two sections", "sections_hold_every_slide_once", "p14:sldId id='256'",
        swap(PRESENTATION, "(</p14:sldIdLst></p14:section></p14:sectionLst>)", r'<p14:sldId id="256"/>\1')),
    Defect("sections in another order", "sections_hold_every_slide_once", "p14:sectionLst",
        swap_two_slides_in_a_section),
    Defect("two sections have one name", "sections_differ", "p14:section id=", merge_two_sections_names),
    Defect("an embedded font is not listed", "fonts_are_listed", "Relationship rId999", both(
        add("ppt/fonts/font1.fntdata", b"x", FONT), relate(PRESENTATION_RELS, "font", "fonts/font1.fntdata"))),
    # Relationships and order within a part
    Defect("a picture cites no relationship", "cited_relationship_is_declared", "a:blip r:embed='rId99'",
        swap(f"{SLIDES}slide", r'<a:blip r:embed="[^"]*"', '<a:blip r:embed="rId99"')),
    Defect("a picture cites the layout", "cited_relationship_fits", "a:blip r:embed='rId1'",
        swap(f"{SLIDES}slide", r'<a:blip r:embed="[^"]*"', '<a:blip r:embed="rId1"')),
    Defect("a picture that no shape shows", "relationship_is_used", "Relationship rId999",
        relate(f"{SLIDES}_rels/", "image", "../media/image1.png")),
    Defect("an address that no text links to", "relationship_is_used", "Relationship rId999",
        relate(f"{SLIDES}_rels/", "hyperlink", "https://example.org/", ' TargetMode="External"')),
    Defect("the slide list stands after the size", "children_are_in_order", "p:sldIdLst",
        swap(PRESENTATION, r"(<p:sldIdLst>.*</p:sldIdLst>)(<p:sldSz [^>]*/>)", r"\2\1")),
    Defect("the colour map stands before the slide", "children_are_in_order", "p:cSld",
        swap(f"{SLIDES}slide", r"(<p:cSld>.*</p:cSld>)(<p:clrMapOvr>.*</p:clrMapOvr>)", r"\2\1")),
    Defect("a slide has two timings", "children_are_in_order", "p:timing",
        swap(f"{SLIDES}slide", "</p:sld>", "<p:timing/><p:timing/></p:sld>")),
    Defect("a table's style stands before its fill", "table_is_filled_before_its_style", "a:noFill",
        swap(f"{SLIDES}slide", "</a:tableStyleId>", "</a:tableStyleId><a:noFill/>")),
    Defect("a run's link stands before its font", "children_are_in_order", "a:latin",
        swap(
            f"{SLIDES}slide",
            "(<a:hlinkClick [^>]*/>|<a:hlinkClick .*?</a:hlinkClick>)",
            r'\1<a:latin typeface="+mn-lt"/>',
        )),
    Defect("a run ends with its properties", "children_are_in_order", "a:rPr",
        swap(f"{SLIDES}slide", r"(<a:rPr [^>]*/>)(<a:t>[^<]*</a:t>)", r"\2\1")),
    Defect("a length with a fraction", "numbers_are_whole", "a:off",
        swap(f"{SLIDES}slide", r'<a:off x="[1-9]\d+"', '<a:off x="914400.5"')),
    Defect("a size below nothing", "values_are_of_their_kind", "a:ext",
        swap(f"{SLIDES}slide", r'<a:ext cx="[1-9]\d+"', '<a:ext cx="-914400"')),
    Defect("a section's id is no GUID", "guids_are_well_formed", "p14:section id='one'",
        swap(PRESENTATION, r'(<p14:section name="[^"]*" id=)"[^"]*"', r'\1"one"')),
    # Shapes
    Defect("two shapes have one creation id", "creation_ids_differ", "creationId",
        give_two_shapes_one_creation_id),
    Defect("two shapes have one id", "shape_ids_differ", "p:cNvPr id='2'",
        swap(f"{SLIDES}slide", 'cNvPr id="3"', 'cNvPr id="2"')),
    Defect("a shape has no name", "shape_has_a_name", "p:cNvPr id='3'",
        swap(f"{SLIDES}slide", r'cNvPr id="3" name="[^"]*"', 'cNvPr id="3" name=""')),
    Defect("a connector ends at no shape", "connector_ends_at_shapes", "a:endCxn id='999'",
        swap(f"{SLIDES}slide", r'<a:endCxn id="\d+"', '<a:endCxn id="999"')),
    Defect("an animation of a shape that is gone", "animation_moves_shapes", "p:bldP spid='999'",
        swap(f"{SLIDES}slide", "</p:sld>",
            '<p:timing><p:bldLst><p:bldP spid="999" grpId="0"/></p:bldLst></p:timing></p:sld>')),
    Defect("an animation of a paragraph that is gone", "animation_moves_parts", "p:pRg",
        swap(f"{SLIDES}slide2", "</p:sld>", _TIMED.format(
            '<p:set><p:cBhvr><p:cTn id="6"/><p:tgtEl><p:spTgt spid="2"><p:txEl><p:pRg st="0" end="40"/></p:txEl>'
            '</p:spTgt></p:tgtEl></p:cBhvr></p:set>'))),
    Defect("a click on which nothing happens", "click_moves_something", "p:par",
        swap(f"{SLIDES}slide2", "</p:sld>", _TIMED.format("").replace("<p:childTnLst></p:childTnLst>", ""))),
    Defect("a placeholder that the layout lacks", "placeholder_is_on_the_layout", "p:ph idx='77' type='body'",
        swap(f"{SLIDES}slide", r'<p:ph type="body" idx="\d+"/>', '<p:ph type="body" idx="77"/>')),
    Defect("a placeholder of another type", "placeholder_is_on_the_layout", "p:ph idx='13' type='chart'",
        swap(f"{SLIDES}slide", '<p:ph type="tbl" idx="13"/>', '<p:ph type="chart" idx="13"/>')),
    Defect("a table row has a cell too few", "rows_fill_the_grid", "a:tr in shape",
        swap(f"{SLIDES}slide", r"<a:tc>(?:(?!</a:tc>).)*</a:tc>", "")),
    *(
        Defect(f"a {what} without alternative text", "picture_is_described", "p:cNvPr id=",
            swap(f"{SLIDES}slide", rf'(<{tag}><p:nv\w+><p:cNvPr [^>]*) descr="[^"]+"', r"\1"))
        for what, tag in (("picture", "p:pic"), ("table", "p:graphicFrame"), ("diagram", "p:grpSp"))
    ),
    Defect("a decorative picture that is not marked so", "picture_is_described", "p:cNvPr id=",
        swap("ppt/slideLayouts/slideLayout1", r'(<p:pic>.*?<adec:decorative [^>]*)val="1"', r'\1val="0"')),
    Defect("an SVG picture stands for its own raster", "svg_has_a_raster", "a:blip r:embed=",
        swap(f"{SLIDES}slide", r'<a:blip r:embed="\w+"(.*?svgBlip [^>]*r:embed="(\w+)")', r'<a:blip r:embed="\2"\1')),
    Defect("an SVG picture that is a PNG", "svg_has_a_raster", "svgBlip r:embed=",
        swap(f"{SLIDES}slide", r'(<a:blip r:embed="(\w+)".*?svgBlip [^>]*r:embed=)"\w+"', r'\1"\2"')),
    # Text
    Defect("a run without a language", "text_has_a_language", "a:rPr",
        swap(f"{SLIDES}slide", r'<a:rPr lang="[^"]*"', "<a:rPr")),
    Defect("a run without properties", "text_has_a_language", "a:r in shape",
        swap(f"{SLIDES}slide", r"<a:r><a:rPr [^>]*/>", "<a:r>")),
    Defect("notes without a language", "text_has_a_language", "a:rPr",
        swap(f"{NOTES}notesSlide", r'<a:rPr lang="[^"]*"', "<a:rPr")),
    Defect("a language that is no tag", "language_is_well_formed", "a:rPr lang='en_GB'",
        swap(f"{SLIDES}slide", r'<a:rPr lang="[^"]*"', '<a:rPr lang="en_GB"')),
    Defect("a control character", "text_has_no_control_characters", "a:t in shape",
        swap(f"{SLIDES}slide", "<a:t>", "<a:t>&#x85;")),
    Defect("a shape whose text has no paragraph", "text_body_has_a_paragraph", "p:txBody in shape",
        swap(f"{SLIDES}slide", r"(<p:txBody><a:bodyPr/><a:lstStyle/>).*?</p:txBody>", r"\1</p:txBody>")),
    Defect("an empty title", "slide_has_a_title", "p:sp in shape",
        swap(f"{SLIDES}slide", rf"({TITLE}).*?</p:txBody>", r'\1<a:p><a:endParaRPr lang="en"/></a:p></p:txBody>')),
    Defect("no title", "slide_has_a_title", "p:spTree",
        swap(f"{SLIDES}slide", '<p:ph type="title"/>', '<p:ph type="body" idx="20"/>')),
    Defect("a link without a tooltip", "link_has_a_tooltip", "a:hlinkClick r:id=",
        swap(f"{SLIDES}slide", r'(<a:hlinkClick [^>]*) tooltip="[^"]*"', r"\1")),
    Defect("a click that starts a program", "link_does_what_it_says", "a:hlinkClick r:id=",
        swap(f"{SLIDES}slide", "<a:hlinkClick ", '<a:hlinkClick action="ppaction://program" ')),
]  # fmt: skip


@pytest.fixture(scope="module")
def rich(deck: Deck) -> Parts:
    return rich_parts(deck)


def new_violations(good: Parts, parts: Parts) -> list[Violation]:
    """What is wrong with the parts that differ from good ones, or whose relationships do, and between parts."""

    def is_as_before(name: str) -> bool:
        return all(good.get(one) == parts.get(one) for one in (name, relationships_of(name)))

    return violations(parts, {name for name in parts if is_as_before(name)})


def relationships_of(name: str) -> str:
    folder, _, file = name.rpartition("/")
    return f"{folder}/_rels/{file}.rels"


def test_what_a_hook_may_add_breaks_no_rule(rich: Parts) -> None:
    assert [str(found) for found in violations(rich)] == []


def test_nearly_every_defect_that_can_be_made_is_found(rich: Parts) -> None:
    made = [defect for defect in defects(rich) if defect.is_sure]
    missed = [defect.name for defect in made if not new_violations(rich, defect.parts)]
    assert len(made) > 450
    assert len(missed) <= 0.02 * len(made), missed


def test_the_talk_has_no_violation(deck: Deck) -> None:
    assert [str(found) for found in violations(package_parts(deck))] == []


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect.story.replace(" ", "-"))
def test_a_planted_defect_is_found_where_it_is(talk: Parts, defect: Defect) -> None:
    parts = dict(talk)
    blamed = defect.plant(parts)
    found = [violation for violation in new_violations(talk, parts) if violation.rule == defect.rule]
    places = [(violation.part, violation.element) for violation in found]
    assert any(part == blamed and element.startswith(defect.element) for part, element in places), (blamed, found)


@pytest.mark.slow
def test_every_rule_has_a_planted_defect_and_a_reason(talk: Parts, rich: Parts) -> None:
    # Of the newer rules the defects are made, not written.
    made = {found.rule for defect in defects(rich) for found in new_violations(rich, defect.parts)}
    written = {defect.rule for defect in DEFECTS} | {
        rule for rule, _ in (*CHARTS.values(), *PLAYS.values(), *FORMULAS.values())
    }
    assert set(rules()) - made <= written
    assert all(len(reason) > 40 for reason in rules().values())


def test_a_zip_file_that_holds_one_name_twice_is_found(talk: Parts) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name in (*talk, PRESENTATION):
            archive.writestr(name, talk[name])
    assert [(one.rule, one.part) for one in zip_violations(data.getvalue())] == [("member_names_differ", PRESENTATION)]


def test_the_language_of_a_table_a_field_and_a_script_is_a_tag(talk: Parts) -> None:
    for tag in ("el-GR", "zh-Hant-TW", "sr-Latn", "de-CH-1996", "es-419", "sl-rozaj-biske", "en-x-talk"):
        parts = dict(talk)
        swap(f"{SLIDES}slide", r'<a:rPr lang="[^"]*"', f'<a:rPr lang="{tag}"')(parts)
        assert violations(parts) == []


def test_a_deck_of_python_pptx_is_told_what_it_lacks_and_nothing_else() -> None:
    # python-pptx does not list the notes master that it adds.
    assert {found.rule for found in zip_violations(foreign_deck())} == {
        "link_has_a_tooltip",
        "masters_are_listed",
        "picture_is_described",
        "properties_name_nobody_else",
        "text_has_a_language",
    }


def test_a_rule_of_the_house_is_a_rule() -> None:
    assert set(rules()) > HOUSE


def test_no_missing_element_stops_the_rules() -> None:
    parts = unzipped(foreign_deck())
    name = f"{SLIDES}slide2.xml"
    size = sum(1 for _ in etree.fromstring(parts[name]).iter())
    for number in range(1, size):
        root = etree.fromstring(parts[name])
        element = list(root.iter())[number]
        parent = element.getparent()
        assert parent is not None
        parent.remove(element)
        violations({**parts, name: etree.tostring(root)})


def test_bytes_that_are_no_package_are_reported_not_raised() -> None:
    assert violations({}) != []
    assert violations({TYPES: b"", "_rels/.rels": b"\xff", PRESENTATION: b"<p"}) != []


def foreign_deck() -> bytes:
    deck = Presentation()
    first = deck.slides.add_slide(deck.slide_layouts[0])
    first.shapes.title.text = "A title"
    first.placeholders[1].text = "A subtitle"
    second = deck.slides.add_slide(deck.slide_layouts[5])
    second.shapes.title.text = "A table"
    table = second.shapes.add_table(2, 2, Inches(1), Inches(2), Inches(4), Inches(1)).table
    table.cell(0, 0).text = "A cell"
    run = table.cell(1, 1).text_frame.paragraphs[0].add_run()
    run.text = "A link"
    run.hyperlink.address = "https://example.org/"
    second.notes_slide.notes_text_frame.text = "A note"
    data = io.BytesIO()
    deck.save(data)
    return data.getvalue()
