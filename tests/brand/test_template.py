"""The template is a real PowerPoint package, and its layouts say what the brand says."""

import io
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from lxml import etree
from openxml_audit import FileFormat, OpenXmlValidator
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER

from deck.brand.levels import levels
from deck.brand.load import load_brand
from deck.brand.model import Color, Emblem
from deck.brand.template import layout_part, table_style_id, template_parts, write_potx, zipped
from deck.brand.theme import script_faces
from deck.diagnostics import Report
from deck.value import replace

ROOT = Path(__file__).parents[2]
BRAND = ROOT / "assets" / "brand"
NS = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
TYPES = {
    "title": PP_PLACEHOLDER.TITLE,
    "ctrTitle": PP_PLACEHOLDER.CENTER_TITLE,
    "subTitle": PP_PLACEHOLDER.SUBTITLE,
    "body": PP_PLACEHOLDER.BODY,
    "pic": PP_PLACEHOLDER.PICTURE,
    "tbl": PP_PLACEHOLDER.TABLE,
    "ftr": PP_PLACEHOLDER.FOOTER,
    "sldNum": PP_PLACEHOLDER.SLIDE_NUMBER,
}


def load(**options):
    report = Report()
    brand = report.take(load_brand(BRAND, event="Annual conference · Berlin & online", **options))
    assert [one.message for one in report] == []
    return brand


@pytest.fixture(scope="module")
def brand():
    return load()


@pytest.fixture(scope="module")
def parts(brand):
    return template_parts(brand, "en-GB")


def xml(parts, name):
    return etree.fromstring(parts[name])


def find(node, path):
    return node.xpath(path, namespaces=NS)


def audit(package: bytes, path: Path) -> list[str]:
    path.write_bytes(package)
    result = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365).validate(path)
    return [str(error) for error in result.errors]


def test_python_pptx_reads_every_layout_and_placeholder_back(brand, parts):
    deck = Presentation(io.BytesIO(zipped(parts)))
    assert (deck.slide_width, deck.slide_height) == (12192000, 6858000)
    assert [layout.name for layout in deck.slide_layouts] == [layout.name for layout in brand.layouts.values()]
    for shown, layout in zip(deck.slide_layouts, brand.layouts.values(), strict=True):
        found = {
            (one.placeholder_format.idx, one.placeholder_format.type, one.left, one.top, one.width, one.height)
            for one in shown.placeholders
        }
        boxes = ((slot, slot.box) for slot in layout.slots.values() if slot.type)
        assert found == {
            (slot.idx, TYPES[slot.type], *(round(side * 12700) for side in (box.x, box.y, box.width, box.height)))
            for slot, box in boxes
        }


def test_an_independent_validator_finds_nothing(parts, tmp_path):
    assert audit(zipped(parts), tmp_path / "brand.pptx") == []
    assert audit(write_potx(parts), tmp_path / "brand.potx") == []


def test_the_validator_would_find_something(parts, tmp_path):
    name = "ppt/slideLayouts/slideLayout1.xml"
    broken = {**parts, name: parts[name].replace(b"<a:lumMod", b"<a:lumModd").replace(b"<a:spcPct", b"<a:spcPctt")}
    assert audit(zipped(broken), tmp_path / "broken.pptx")


def test_a_mirrored_template_is_valid_and_starts_at_the_right(tmp_path):
    brand = load(language="ar")
    parts = template_parts(brand, "ar-EG")
    assert audit(zipped(parts), tmp_path / "brand.pptx") == []
    title = find(xml(parts, "ppt/slideMasters/slideMaster1.xml"), "//p:titleStyle/a:lvl1pPr")[0]
    assert (title.get("algn"), title.get("rtl")) == ("r", "1")
    number = brand.layouts["content"].slots["number"]
    assert number.box.x < brand.width / 2


def first_level(parts, layout_xml, shape):
    """What PowerPoint finds for a placeholder's first level: its own style, else the master's."""
    own = find(shape, "p:txBody/a:lstStyle/a:lvl1pPr")
    if own:
        return own[0]
    master = xml(parts, "ppt/slideMasters/slideMaster1.xml")
    kind = find(shape, "p:nvSpPr/p:nvPr/p:ph")[0].get("type")
    if kind in ("ftr", "sldNum"):
        return find(master, f"//p:sp[p:nvSpPr/p:nvPr/p:ph/@type='{kind}']//a:lstStyle/a:lvl1pPr")[0]
    style = "titleStyle" if kind in ("title", "ctrTitle") else "bodyStyle"
    return find(master, f"//p:{style}/a:lvl1pPr")[0]


def written_color(node):
    [color] = find(node, "a:solidFill/a:schemeClr")
    changes = {child.tag.split("}")[1]: int(child.get("val")) // 1000 for child in color}
    return color.get("val"), changes.get("lumMod", 100), changes.get("lumOff", 0)


def as_written(color: Color):
    return color.theme, color.lum_mod, color.lum_off


def test_an_untouched_placeholder_looks_as_its_slot_says(brand, parts):
    for key, layout in brand.layouts.items():
        root = xml(parts, layout_part(brand, key))
        for slot in (slot for slot in layout.slots.values() if slot.type):
            kind = "" if slot.type == "obj" else f"@type='{slot.type}'"
            [shape] = find(root, f"//p:sp[p:nvSpPr/p:nvPr/p:ph[{kind} and (@idx='{slot.idx}' or not(@idx))]]")
            level, style = levels(brand, slot)[0], first_level(parts, root, shape)
            text = find(style, "a:defRPr")[0]
            where = f"{key}.{slot.name}"
            assert int(text.get("sz")) == slot.role.size * 100, where
            assert text.get("b") == f"{slot.role.bold:d}", where
            assert written_color(text) == as_written(slot.color), where
            assert style.get("algn") == {"start": "l", "centre": "ctr", "end": "r"}[slot.align], where
            assert int(style.get("marL")) == -int(style.get("indent")) == round(level.hanging_pt * 12700), where
            assert bool(find(style, "a:buNone")) == (slot.mark == "none"), where
            assert int(find(style, "a:lnSpc/a:spcPct/@val")[0]) == round(slot.role.spacing * 100000), where
            assert int(find(style, "a:spcBef/a:spcPts/@val")[0]) == round(slot.role.before * slot.role.size * 100), (
                where
            )
            assert find(text, "a:latin/@typeface") == ["+mj-lt" if slot.role.heading else "+mn-lt"], where
            body = find(shape, "p:txBody/a:bodyPr")[0]
            assert body.get("anchor") == {"top": "t", "centre": "ctr", "bottom": "b"}[slot.anchor], where


def test_the_second_level_of_text_is_smaller_and_has_a_dash(brand, parts):
    second = find(xml(parts, "ppt/slideMasters/slideMaster1.xml"), "//p:bodyStyle/a:lvl2pPr")[0]
    assert int(find(second, "a:defRPr/@sz")[0]) == brand.roles["body2"].size * 100
    assert find(second, "a:buChar/@char") == [brand.marks["dash"].char]
    assert int(second.get("marL")) > int(find(second, "../a:lvl1pPr/@marL")[0])


def test_colours_and_fonts_are_references_to_the_theme(parts):
    for name, data in parts.items():
        if name.endswith(".xml") and "/theme/" not in name:
            text = data.decode()
            assert "srgbClr" not in text, name
            assert set(re.findall(r'typeface="(.*?)"', text)) <= {
                f"+{a}-{b}" for a in ("mj", "mn") for b in ("lt", "ea", "cs")
            }


def test_the_theme_holds_the_palette_and_the_fonts(brand, parts):
    theme = xml(parts, "ppt/theme/theme1.xml")
    colors = {node.getparent().tag.split("}")[1]: node.get("val") for node in find(theme, "//a:clrScheme/*/a:srgbClr")}
    assert colors == brand.theme
    for font in ("majorFont", "minorFont"):
        assert find(theme, f"//a:{font}/a:latin/@typeface") == ["Inter"]
        assert find(theme, f"//a:{font}/a:ea/@typeface") == ["Noto Sans SC"]
        assert find(theme, f"//a:{font}/a:font[@script='Hans']/@typeface") == ["Noto Sans SC"]


@pytest.mark.parametrize("language", ["en-GB", "el", "ar", "zh-Hans"])
def test_the_theme_names_a_face_for_every_script_as_libreoffice_needs_it(language):
    theme = xml(template_parts(load(language=language), language), "ppt/theme/theme1.xml")
    for font in ("majorFont", "minorFont"):
        assert find(theme, f"//a:{font}/a:cs/@typeface") == ["Noto Sans Arabic"]
        assert find(theme, f"//a:{font}/a:ea/@typeface") == ["Noto Sans SC"]
        assert find(theme, f"//a:{font}/a:font/@script") == ["Hans", "Arab"]


def test_the_deck_s_own_script_gives_the_theme_its_face():
    brand = replace(
        load(language="ja"), scripts={"Hans": "Noto Sans SC", "Jpan": "Noto Sans JP", "Kore": "Noto Sans KR"}
    )
    for language, east in (
        ("ja", "Noto Sans JP"),
        ("ko", "Noto Sans KR"),
        ("zh-CN", "Noto Sans SC"),
        ("en", "Noto Sans SC"),
    ):
        assert script_faces(replace(brand, language=language)) == (east, "")


def test_every_run_and_field_has_a_language(parts):
    for name, data in parts.items():
        if name.endswith(".xml") and not name.startswith("docProps"):
            for properties in find(etree.fromstring(data), "//a:r/a:rPr | //a:fld/a:rPr | //a:endParaRPr"):
                assert properties.get("lang") == "en-GB", name


def test_what_only_decorates_is_marked_so(brand, parts):
    for key, layout in brand.layouts.items():
        decor = find(xml(parts, layout_part(brand, key)), "/*/p:cSld/p:spTree/*/*/p:cNvPr[@id>1][not(../p:nvPr/p:ph)]")
        assert len(decor) == len(layout.decor)
        for node in decor:
            assert node.get("descr") == ""
            assert node.xpath(".//*[local-name()='decorative']/@val") == ["1"]


def test_an_emblem_is_a_drawing_with_a_picture_beside_it(brand, parts):
    layout = brand.layouts["content"]
    emblem = next(part for part in layout.decor if isinstance(part, Emblem))
    name = layout_part(brand, "content")
    rels = {
        node.get("Id"): node.get("Target")
        for node in xml(parts, name.replace("slideLayouts/", "slideLayouts/_rels/") + ".rels")
    }
    [blip] = find(xml(parts, name), "//a:blip")
    png, svg = (
        rels[one] for one in (blip.get(f"{{{NS['r']}}}embed"), blip.xpath(".//*[local-name()='svgBlip']/@*")[0])
    )
    assert parts[svg.replace("..", "ppt")] == emblem.svg
    assert parts[png.replace("..", "ppt")].startswith(b"\x89PNG")


def test_ids_of_master_and_layouts_never_clash(parts):
    ids = find(xml(parts, "ppt/presentation.xml"), "//p:sldMasterId/@id")
    ids += find(xml(parts, "ppt/slideMasters/slideMaster1.xml"), "//p:sldLayoutId/@id")
    assert len(ids) == len(set(ids)) and min(map(int, ids)) == 2147483648
    for name, data in parts.items():
        if name.endswith(".xml"):
            shapes = find(etree.fromstring(data), "//p:cNvPr/@id")
            assert len(shapes) == len(set(shapes)), name


def test_each_master_is_listed_and_has_a_theme_of_its_own(parts):
    presentation = xml(parts, "ppt/presentation.xml")
    assert find(presentation, "//p:notesMasterIdLst/p:notesMasterId")
    assert find(presentation, "//p:handoutMasterIdLst/p:handoutMasterId")
    masters = [name for name in parts if re.search(r"Masters/_rels/", name)]
    themes = [find(xml(parts, name), "*[contains(@Type, '/theme')]/@Target")[0] for name in masters]
    assert len(set(themes)) == len(masters) == 3


def test_the_event_stands_in_the_footer_of_every_content_layout(brand, parts):
    for key, layout in brand.layouts.items():
        if "footer" in layout.slots:
            footer = find(xml(parts, layout_part(brand, key)), "//p:sp[.//p:ph/@type='ftr']//a:t/text()")
            assert footer == [brand.event]


def test_tables_have_the_brands_own_style(brand, parts):
    styles = xml(parts, "ppt/tableStyles.xml")
    assert styles.get("def") == table_style_id(brand) == find(styles, "a:tblStyle/@styleId")[0]
    assert find(styles, "//a:firstRow//a:fill//a:schemeClr/@val") == [brand.colors["primary"].theme]


def test_tables_have_no_upright_lines_in_programs_that_draw_what_a_style_leaves_open(parts):
    borders = find(xml(parts, "ppt/tableStyles.xml"), "//a:wholeTbl//a:tcBdr")[0]
    upright = find(borders, "a:left | a:right | a:insideV")
    assert [len(find(side, "a:ln/a:noFill")) for side in upright] == [1, 1, 1]


def test_a_template_differs_from_a_deck_only_in_what_it_says_it_is(parts):
    deck, template = (zipfile.ZipFile(io.BytesIO(write(parts))) for write in (zipped, write_potx))
    differing = [name for name in deck.namelist() if deck.read(name) != template.read(name)]
    assert differing == ["[Content_Types].xml"]
    assert b"presentationml.template.main+xml" in template.read("[Content_Types].xml")


def test_the_same_brand_gives_the_same_bytes_in_another_process():
    program = (
        "import hashlib, pathlib, sys\n"
        "from deck.brand.load import load_brand\n"
        "from deck.brand.template import template_parts, zipped\n"
        "from deck.diagnostics import Report\n"
        "brand = load_brand(pathlib.Path(sys.argv[1]))[0]\n"
        "print(hashlib.sha256(zipped(template_parts(brand, 'en-GB'))).hexdigest())\n"
    )
    hashes = {
        subprocess.run(
            [sys.executable, "-c", program, str(BRAND)],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(hashes) == 1 and hashes != {""}
