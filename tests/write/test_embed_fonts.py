"""Does an embedded font come out of the file as it went in, and does nothing change without the option?"""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from lxml import etree
from openxml_audit import FileFormat, OpenXmlValidator
from pptx import Presentation

from deck.cli import cli
from deck.diagnostics import Diagnostic, Report, Severity, Span
from deck.page import Deck
from deck.pipeline import build
from deck.starter import begin
from deck.value import replace
from deck.workspace import Workspace
from deck.write.pptx.deck import write_pptx
from deck.write.pptx.embed_fonts import embedded_fonts
from deck.write.pptx.invariants import violations

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
# How presentation.xml goes on behind the fonts, by the standard's schema.
BEHIND = ["custShowLst", "photoAlbum", "custDataLst", "kinsoku", "defaultTextStyle", "modifyVerifier", "extLst"]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("embed") / "talk"
    begin(folder)
    return folder


@pytest.fixture(scope="module")
def deck(project: Path) -> Deck:
    deck = build(Workspace.find(project), Report())
    assert deck is not None
    return deck


@pytest.fixture(scope="module")
def data(deck: Deck) -> bytes:
    report = Report()
    fonts = embedded_fonts(deck, report)
    assert list(report) == []
    return write_pptx(deck, fonts=fonts)


@pytest.fixture(scope="module")
def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def listed(parts: dict[str, bytes]) -> dict[tuple[str, str], bytes]:
    """Family and style of each font that the presentation names, with the part it leads to."""
    rels = etree.fromstring(parts["ppt/_rels/presentation.xml.rels"])
    targets = {rel.get("Id"): rel for rel in rels}
    fonts = {}
    for entry in etree.fromstring(parts["ppt/presentation.xml"]).iter(f"{P}embeddedFont"):
        font, *styles = entry
        assert font.tag == f"{P}font"
        for style in styles:
            rel = targets[style.get(f"{R}id")]
            assert str(rel.get("Type")).endswith("/officeDocument/2006/relationships/font")
            fonts[str(font.get("typeface")), etree.QName(style).localname] = parts[f"ppt/{rel.get('Target')}"]
    return fonts


def read_eot(data: bytes) -> dict[str, object]:
    """An EOT file, read by the layout that the W3C published ("Embedded OpenType (EOT) File Format", version 2.1)."""
    size, font_size, version, flags = struct.unpack_from("<4I", data, 0)
    italic, weight, allowed, magic = struct.unpack_from("<BIHH", data, 27)
    names, at = [], 82
    for _ in range(5):
        length = struct.unpack_from("<H", data, at)[0]
        names.append(data[at + 2 : at + 2 + length].decode("utf-16-le"))
        at += 2 + length + 2
    at -= 2
    assert (size, at + font_size) == (len(data), len(data))
    return {
        "version": version, "flags": flags, "panose": data[16:26], "charset": data[26], "italic": italic,
        "weight": weight, "allowed": allowed, "magic": magic, "ranges": data[36:60],
        "sum": struct.unpack_from("<I", data, 60)[0], "reserved": data[64:80], "padding": data[80:82],
        "names": names, "font": data[at:],
    }  # fmt: skip


def test_each_font_is_the_brands_own_file_byte_for_byte(deck, parts):
    files = {}
    for face in deck.brand.faces:
        style = {0: "regular", 1: "bold", 2: "italic", 3: "boldItalic"}[face.bold + 2 * face.italic]
        files[face.family, style] = face.path.read_bytes()
    found = {key: read_eot(part)["font"] for key, part in listed(parts).items()}
    assert found == {key: files[key] for key in found}
    assert {style for family, style in found if family == deck.brand.base} == {
        *("regular", "bold", "italic", "boldItalic")
    }


def test_the_header_says_what_the_font_says_of_itself(parts):
    for (family, style), part in listed(parts).items():
        eot = read_eot(part)
        font = TTFont(io.BytesIO(part[-int.from_bytes(part[4:8], "little") :]))
        os2 = font["OS/2"]
        assert (eot["version"], eot["flags"], eot["magic"], eot["charset"]) == (0x00020001, 0, 0x504C, 1)
        assert (eot["italic"], eot["weight"]) == ("talic" in style, 700 if "bold" in style else 400)
        assert eot["allowed"] == os2.fsType
        assert eot["panose"] == font.getTableData("OS/2")[32:42]
        ranges = font.getTableData("OS/2")[42:58] + font.getTableData("OS/2")[78:86]
        assert eot["ranges"] == struct.pack("<6I", *struct.unpack(">6I", ranges))
        assert eot["sum"] == int.from_bytes(font.getTableData("head")[8:12], "big")
        assert (eot["reserved"], eot["padding"]) == (bytes(16), bytes(2))
        names = [font["name"].getDebugName(number) for number in (1, 2, 5, 4)]
        assert eot["names"] == [*names, ""] and names[0] == family


def test_the_list_stands_where_the_schema_wants_it(parts):
    root = etree.fromstring(parts["ppt/presentation.xml"])
    names = [etree.QName(child).localname for child in root]
    place = names.index("embeddedFontLst")
    assert names[place - 1] == "notesSz"
    assert set(names[place + 1 :]) <= set(BEHIND)
    assert (root.get("embedTrueTypeFonts"), root.get("saveSubsetFonts")) == ("1", "1")
    assert b'<Default Extension="fntdata" ContentType="application/x-fontdata"/>' in parts["[Content_Types].xml"]


def test_a_second_validator_and_a_second_reader_have_nothing_to_say(data, deck, tmp_path):
    path = tmp_path / "embedded.pptx"
    path.write_bytes(data)
    result = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365).validate(path)
    assert [f"{error.part_uri}: {error.description}" for error in result.errors] == []
    assert len(Presentation(str(path)).slides) == len(deck.pages)


def test_the_package_keeps_our_own_rules(parts):
    assert [str(one) for one in violations(parts)] == []


def test_a_font_that_no_text_is_set_in_stays_out(deck, parts):
    used = {stretch.family for page in deck.pages for element in page.elements if hasattr(element, "frame")
            for laid in element.frame.paragraphs for stretch in laid.stretches}  # fmt: skip
    assert {family for family, _ in listed(parts)} == used
    assert used < {face.family for face in deck.brand.faces}


def test_without_the_option_no_font_is_in_the_file(deck):
    with zipfile.ZipFile(io.BytesIO(write_pptx(deck))) as archive:
        assert not [name for name in archive.namelist() if "font" in name]
        assert b"mbed" not in archive.read("ppt/presentation.xml")


def test_the_same_deck_gives_the_same_bytes(deck, data):
    assert write_pptx(deck, fonts=embedded_fonts(deck, Report())) == data


def test_a_font_that_its_owner_reserves_is_an_error(deck, tmp_path):
    def may(allowed: int) -> list[Diagnostic]:
        path = tmp_path / f"Own-{allowed}.ttf"
        font = TTFont(deck.brand.faces[0].path)
        font["OS/2"].fsType = allowed
        font.save(path)
        report = Report()
        own = replace(deck.brand, faces=(replace(deck.brand.faces[0], family=deck.brand.base, path=path),))
        embedded_fonts(replace(deck, brand=own), report)
        return list(report)

    for allowed in (0x0000, 0x0004, 0x0008, 0x0006, 0x0100):
        assert may(allowed) == []
    for reserved in (0x0002, 0x0102, 0x0200, 0x0208):
        (found,) = may(reserved)
        place = Span((tmp_path / f"Own-{reserved}.ttf").as_posix(), 0, 0, 0)
        assert (found.severity, found.code, found.span) == (Severity.ERROR, "font-not-embeddable", place)
        assert f"`Own-{reserved}.ttf`" in found.message


def test_the_command_embeds_and_says_what_has_not_been_tried(project, tmp_path):
    from click.testing import CliRunner

    done = CliRunner().invoke(cli, ["-q", "build", str(project), "--embed-fonts", "-o", str(tmp_path)], obj={})
    assert done.exit_code == 0, done.output
    with zipfile.ZipFile(tmp_path / "slides.en.pptx") as archive:
        assert "ppt/fonts/font1.fntdata" in archive.namelist()
    assert "Not yet opened in PowerPoint." in " ".join(CliRunner().invoke(cli, ["build", "--help"]).output.split())
