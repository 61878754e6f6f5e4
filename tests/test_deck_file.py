"""Is the shipped talk's .pptx native and whole, and is it put in its place without harm?"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from openxml_audit import FileFormat, OpenXmlValidator
from pptx import Presentation

from deck.cli import cli
from deck.diagnostics import Report, Severity
from deck.markup import with_addresses
from deck.page import Connector, Deck, Frame, Group, Page, PictureBox, TableBox, TextBox
from deck.pipeline import build
from deck.starter import begin
from deck.value import replace
from deck.workspace import Workspace
from deck.write.pptx.deck import package_parts, write_pptx
from deck.write.pptx.seal import is_as_written
from deck.write.save import save
from tests.story import as_typed
from tests.talk.test_speaker_text import printed_recalled_values

PROJECT = Path(__file__).parents[1]
NS = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "a16": "http://schemas.microsoft.com/office/drawing/2014/main",
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
    "asvg": "http://schemas.microsoft.com/office/drawing/2016/SVG/main",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "p14": "http://schemas.microsoft.com/office/powerpoint/2010/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
EMBED, LINK = f"{{{NS['r']}}}embed", f"{{{NS['r']}}}id"
BUILD_ELSEWHERE = """
import sys
from deck.value import replace
from pathlib import Path
from deck.diagnostics import Report
from deck.pipeline import build
from deck.workspace import Workspace
from deck.write.pptx.deck import write_pptx
world = replace(Workspace.find(Path("slides.yaml")), cache_folder=Path(sys.argv[1]))
sys.stdout.buffer.write(write_pptx(build(world, Report())))
"""


@pytest.fixture(scope="module")
def built() -> tuple[Deck, Report]:
    report = Report()
    deck = build(Workspace.find(PROJECT / "slides.yaml"), report)
    assert deck is not None
    return deck, report


@pytest.fixture(scope="module")
def deck(built: tuple[Deck, Report]) -> Deck:
    return built[0]


@pytest.fixture(scope="module")
def data(deck: Deck) -> bytes:
    return write_pptx(deck)


@pytest.fixture(scope="module")
def presentation(data: bytes) -> Any:
    return Presentation(io.BytesIO(data))


@pytest.fixture(scope="module")
def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def trees(parts: dict[str, bytes], *folders: str) -> Iterator[tuple[str, Any]]:
    """The XML of the parts in these folders of the package."""
    for name, data in parts.items():
        if name.endswith(".xml") and name.startswith(tuple(f"ppt/{folder}/" for folder in folders)):
            yield name, etree.fromstring(data)


def found(tree: Any, path: str) -> list[Any]:
    matches: Any = etree.XPath(path, namespaces=NS)(tree)
    return list(matches)


def slides_with_pages(presentation: Any, deck: Deck) -> Iterator[tuple[Any, Page]]:
    return zip(presentation.slides, deck.pages, strict=True)


def shapes_with_elements(presentation: Any, deck: Deck, kind: type) -> list[tuple[Any, Any]]:
    """Shapes, as python-pptx reads them, with the elements of that kind that they came from."""
    pairs = [
        (shape, element)
        for slide, page in slides_with_pages(presentation, deck)
        for shape, element in zip(slide.shapes, page.elements, strict=True)
        if isinstance(element, kind)
    ]
    assert pairs
    return pairs


def text_of(frame: Frame) -> str:
    return "\n".join(laid.paragraph.text.plain for laid in frame.paragraphs)


# ---------------------------------------------------------------- what was said is read back


def test_the_shipped_talk_has_no_mistakes(built: tuple[Deck, Report]) -> None:
    assert [diagnostic.message for diagnostic in built[1] if diagnostic.severity is Severity.ERROR] == []


def test_slides_and_shapes_carry_ids_that_later_builds_give_again(parts: dict[str, bytes], deck: Deck) -> None:
    fewer = {name: data for name, data in package_parts(replace(deck, pages=deck.pages[2:4])).items()}
    again = {str(one) for _, tree in trees(fewer, "slides") for one in found(tree, "//a16:creationId/@id")}
    third = [str(one) for one in found(etree.fromstring(parts["ppt/slides/slide3.xml"]), "//a16:creationId/@id")]
    assert third and set(third) <= again
    slides = [found(tree, "//p14:creationId/@val") for _, tree in trees(parts, "slides")]
    assert len({str(number) for [number] in slides}) == len(deck.pages)
    for name, tree in trees(parts, "slides"):
        named = found(tree, "//p:cNvPr[@id > 1]")
        assert len(found(tree, "//a16:creationId")) == len(named), name


def test_every_title_is_read_back(presentation: Any, deck: Deck) -> None:
    titles = [slide.shapes.title.text_frame.text for slide in presentation.slides]
    assert list(map(as_typed, titles)) == [as_typed(page.title) for page in deck.pages]
    assert all(titles)


def test_every_slide_has_the_layout_of_its_page(presentation: Any, deck: Deck) -> None:
    names = [slide.slide_layout.name for slide in presentation.slides]
    assert names == [page.layout.name for page in deck.pages]


def test_shapes_come_in_the_order_of_the_page(presentation: Any, deck: Deck) -> None:
    for slide, page in slides_with_pages(presentation, deck):
        assert [shape.name for shape in slide.shapes] == [element.name for element in page.elements]


def test_shapes_of_a_diagram_come_in_its_order_behind_its_lines(presentation: Any, deck: Deck) -> None:
    for shape, group in shapes_with_elements(presentation, deck, Group):
        lines = [child.name for child in group.children if isinstance(child, Connector)]
        others = [child.name for child in group.children if not isinstance(child, Connector)]
        assert [child.name for child in shape.shapes] == lines + others


def test_every_text_is_read_back_from_its_placeholder_or_shape(presentation: Any, deck: Deck) -> None:
    for shape, box in shapes_with_elements(presentation, deck, TextBox):
        # A line that its author ends is one in the outline as well.
        assert as_typed(shape.text_frame.text).replace("\v", " ") == as_typed(text_of(box.frame))
        assert shape.is_placeholder == (box.slot is not None)
        if box.slot is not None:
            assert shape.placeholder_format.idx == box.slot.idx


def test_every_text_of_a_diagram_is_read_back(presentation: Any, deck: Deck) -> None:
    for shape, group in shapes_with_elements(presentation, deck, Group):
        texts = {child.name: text_of(child.frame) for child in group.children if isinstance(child, TextBox)}
        found_texts = {child.name: child.text_frame.text for child in shape.shapes if child.name in texts}
        assert {name: as_typed(said) for name, said in found_texts.items()} == {
            name: as_typed(said) for name, said in texts.items()
        }


def test_every_cell_of_every_table_is_read_back(presentation: Any, deck: Deck) -> None:
    for shape, table in shapes_with_elements(presentation, deck, TableBox):
        cells = [[as_typed(cell.text) for cell in row.cells] for row in shape.table.rows]
        assert cells == [[as_typed(text_of(cell)) for cell in row] for row in table.cells]
        assert shape.table.first_row


def test_every_picture_is_read_back(presentation: Any, deck: Deck) -> None:
    for shape, picture in shapes_with_elements(presentation, deck, PictureBox):
        assert picture.image is not None
        assert shape.image.blob == picture.image.png
        assert found(shape._element, ".//p:cNvPr/@descr") == [picture.alt.plain]


def test_every_note_is_read_back(presentation: Any, deck: Deck) -> None:
    notes = [slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else "" for slide in presentation.slides]
    assert notes == [
        "\n".join("".join(run.plain for run in with_addresses(text.runs)) for text in page.notes) for page in deck.pages
    ]
    assert sum(map(bool, notes)) > 15


def test_notes_can_be_left_out(deck: Deck) -> None:
    handed_out = Presentation(io.BytesIO(write_pptx(deck, with_notes=False)))
    assert not any(slide.has_notes_slide for slide in handed_out.slides)


def test_hidden_slides_are_hidden(presentation: Any, deck: Deck) -> None:
    hidden = [slide._element.get("show") == "0" for slide in presentation.slides]
    assert hidden == [page.hidden for page in deck.pages]
    assert any(hidden)


def test_sections_hold_every_slide_once_in_order(parts: dict[str, bytes], deck: Deck) -> None:
    tree = etree.fromstring(parts["ppt/presentation.xml"])
    in_sections = found(tree, "//p14:sectionLst/p14:section/p14:sldIdLst/p14:sldId/@id")
    assert in_sections == found(tree, "//p:sldIdLst/p:sldId/@id")
    names = found(tree, "//p14:section/@name")
    assert names == list(dict.fromkeys(page.section for page in deck.pages))


def test_the_notes_master_is_listed(parts: dict[str, bytes]) -> None:
    tree = etree.fromstring(parts["ppt/presentation.xml"])
    assert len(found(tree, "//p:notesMasterIdLst/p:notesMasterId")) == 1


def test_properties_are_those_of_the_talk(presentation: Any, deck: Deck) -> None:
    properties = presentation.core_properties
    assert (properties.title, properties.author) == (deck.meta.title.plain, deck.meta.speaker)
    assert properties.last_modified_by == deck.meta.speaker
    assert properties.language == deck.meta.language
    assert properties.content_status == "Draft"


@pytest.mark.parametrize("stray", [b"python-pptx", b"Steve Canny", b"Microsoft Macintosh"])
def test_nobody_else_is_named(parts: dict[str, bytes], stray: bytes) -> None:
    assert [name for name, data in parts.items() if stray in data] == []


# ---------------------------------------------------------------- the markup is native and accessible


def test_every_run_has_a_language(parts: dict[str, bytes]) -> None:
    runs = [
        (name, run) for name, tree in trees(parts, "slides", "notesSlides") for run in found(tree, "//a:r | //a:fld")
    ]
    assert len(runs) > 500
    assert [(name, "".join(run.itertext())) for name, run in runs if not found(run, "a:rPr/@lang")] == []


def test_every_picture_table_and_group_has_alt_text(parts: dict[str, bytes]) -> None:
    objects = [
        (name, properties)
        for name, tree in trees(parts, "slides")
        for properties in found(tree, "//p:pic//p:cNvPr | //p:graphicFrame//p:cNvPr | //p:grpSp/p:nvGrpSpPr/p:cNvPr")
        # A drawing of the kit says nothing that words beside it do not say.
        if found(properties, ".//adec:decorative/@val") != ["1"]
    ]
    assert objects
    assert [(name, each.get("name")) for name, each in objects if not each.get("descr", "").strip()] == []
    assert [(name, each.get("descr")) for name, each in objects if each.get("descr").endswith((".svg", ".png"))] == []


def test_every_shape_is_named_and_every_line_is_decorative(parts: dict[str, bytes]) -> None:
    for name, tree in trees(parts, "slides"):
        properties = found(tree, "//p:cSld/p:spTree//p:cNvPr")[1:]
        assert all(each.get("name") for each in properties), name
        assert len({each.get("id") for each in properties}) == len(properties), name
        assert len({each.get("name") for each in properties}) == len(properties), name
        for line in found(tree, "//p:cxnSp//p:cNvPr"):
            assert found(line, ".//adec:decorative/@val") == ["1"], name


def test_colours_are_references_to_the_theme(parts: dict[str, bytes]) -> None:
    assert [name for name, tree in trees(parts, "slides") if found(tree, "//a:srgbClr | //a:sysClr")] == []


def test_fonts_are_references_to_the_theme_but_for_symbols(parts: dict[str, bytes], deck: Deck) -> None:
    faces = {face for _, tree in trees(parts, "slides") for face in found(tree, "//@typeface")}
    assert {face for face in faces if not face.startswith("+")} <= set(deck.brand.fallbacks)


def test_links_lead_to_safe_places_and_say_where(presentation: Any) -> None:
    links = [
        (slide.part.rels[link.get(LINK)], link)
        for slide in presentation.slides
        for link in found(slide._element, "//a:hlinkClick | //a:hlinkMouseOver")
    ]
    assert len(links) > 10
    for relationship, link in links:
        assert link.get("tooltip")
        if relationship.is_external:
            assert relationship.target_ref.startswith(("https://", "http://", "mailto:"))
            assert link.get("action") is None
        else:
            assert relationship.reltype.endswith("/slide")
            assert link.get("action") == "ppaction://hlinksldjump"


def test_vector_pictures_bring_a_raster_for_older_programs(presentation: Any, deck: Deck) -> None:
    kinds = [
        tuple(slide.part.rels[each.get(EMBED)].target_part.content_type for each in (blip, vector))
        for slide in presentation.slides
        for blip in found(slide._element, "//a:blip")
        for vector in found(blip, ".//asvg:svgBlip")
    ]
    drawn = [picture for page in deck.pages for picture in page.pictures if picture.image and picture.image.svg]
    assert kinds == [("image/png", "image/svg+xml")] * len(drawn)
    assert drawn


def test_no_picture_is_stored_twice(parts: dict[str, bytes]) -> None:
    media = [data for name, data in parts.items() if name.startswith("ppt/media/")]
    assert media
    assert len(set(media)) == len(media)


def test_connectors_are_glued_to_shapes_of_their_slide(parts: dict[str, bytes]) -> None:
    glued = 0
    for name, tree in trees(parts, "slides"):
        shapes = set(found(tree, "//p:sp/p:nvSpPr/p:cNvPr/@id"))
        for line in found(tree, "//p:cxnSp"):
            ends = found(line, ".//a:stCxn/@id | .//a:endCxn/@id")
            assert len(set(ends)) == 2, name
            assert set(ends) <= shapes, name
            glued += 1
    assert glued > 5


def printed_texts(parts: dict[str, bytes]) -> list[str]:
    """Slides and notes by paragraph, alt texts, tooltips, the addresses of links and the document properties."""
    texts = []
    for name, data in parts.items():
        if name.startswith(("ppt/slides/", "ppt/notesSlides/")):
            tree = etree.fromstring(data)
            texts += ["".join(found(paragraph, ".//a:t/text()")) for paragraph in found(tree, "//a:p")]
            texts += [str(value) for value in found(tree, "//@descr | //@tooltip")]
            texts += [str(value) for value in found(tree, "//*[@TargetMode='External']/@Target")]
    return texts + [str(text) for text in etree.fromstring(parts["docProps/core.xml"]).itertext()]


def test_nothing_recalled_is_printed_in_the_deck(parts: dict[str, bytes]) -> None:
    assert printed_recalled_values(printed_texts(parts)) == []


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("ppt/slides/slide2.xml", "Hot topic", "Cabrera-Maqueda"),
        ("ppt/notesSlides/notesSlide2.xml", "<a:t>", "<a:t>Cabrera-Maqueda "),
        ("ppt/slides/_rels/slide12.xml.rels", "https://doi.org/", "https://doi.org/10.1212/NXI.0000000000200292?"),
        ("docProps/core.xml", "Hot topic", "Cabrera-Maqueda"),
    ],
)
def test_a_recalled_value_is_caught_wherever_it_stands(parts: dict[str, bytes], part: str, old: str, new: str) -> None:
    changed = parts[part].replace(old.encode(), new.encode())
    assert changed != parts[part]
    assert printed_recalled_values(printed_texts({**parts, part: changed}))


def test_openxml_audit_finds_nothing(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "talk.pptx"
    path.write_bytes(data)
    assert [str(error) for error in OpenXmlValidator(file_format=FileFormat.MICROSOFT_365).validate(path).errors] == []


@pytest.mark.slow
def test_two_builds_give_the_same_bytes(tmp_path: Path) -> None:
    """With figures drawn anew, in another time zone and with another order of hashes."""

    def elsewhere(seed: str, zone: str) -> bytes:
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
        command = [sys.executable, "-c", BUILD_ELSEWHERE, str(tmp_path / seed)]
        return subprocess.run(command, cwd=PROJECT, env=environment, check=True, capture_output=True).stdout

    first = elsewhere("1", "Pacific/Auckland")
    assert is_as_written(first)
    assert first == elsewhere("2", "America/New_York")


# ---------------------------------------------------------------- how the file is put in its place

EDITED_AT = datetime(2026, 4, 20, 18, 30, 5)


def edited(data: bytes) -> bytes:
    """The deck after somebody changed a title in it and saved it."""
    presentation = Presentation(io.BytesIO(data))
    presentation.slides[0].shapes.title.text_frame.text = "My own title"
    buffer = io.BytesIO()
    presentation.save(buffer)
    return buffer.getvalue()


def put(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    os.utime(path, (EDITED_AT.timestamp(), EDITED_AT.timestamp()))
    return path


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_deck_that_nobody_edited_is_overwritten(data: bytes, deck: Deck, tmp_path: Path) -> None:
    path = put(tmp_path / "talk.pptx", write_pptx(deck, with_notes=False))
    report = Report()
    assert save(data, path, report) is None
    assert not report.has_errors
    assert path.read_bytes() == data
    assert names_in(tmp_path) == ["talk.pptx"]


def test_an_edited_deck_is_kept_aside_under_the_date_of_the_edit(data: bytes, tmp_path: Path) -> None:
    theirs = edited(data)
    path = put(tmp_path / "talk.pptx", theirs)
    kept = save(data, path, Report())
    assert kept == tmp_path / "talk.edited-2026-04-20-183005.pptx"
    assert kept.read_bytes() == theirs
    assert path.read_bytes() == data


def test_two_edits_of_one_second_are_both_kept(data: bytes, tmp_path: Path) -> None:
    kept = [save(data, put(tmp_path / "talk.pptx", edited(data)), Report()) for _ in range(2)]
    assert len(set(kept)) == 2
    assert names_in(tmp_path) == sorted(["talk.pptx", *(path.name for path in kept if path)])


def test_a_file_that_is_no_deck_is_kept_too(data: bytes, tmp_path: Path) -> None:
    kept = save(data, put(tmp_path / "talk.pptx", b"not a deck at all"), Report())
    assert kept is not None
    assert kept.read_bytes() == b"not a deck at all"


@pytest.mark.parametrize("mark", ["~$talk.pptx", ".~lock.talk.pptx#"])
def test_a_deck_that_is_open_is_left_alone_and_explained(data: bytes, tmp_path: Path, mark: str) -> None:
    theirs = edited(data)
    path = put(tmp_path / "talk.pptx", theirs)
    (tmp_path / mark).touch()
    report = Report()
    assert save(data, path, report) is None
    assert path.read_bytes() == theirs
    assert names_in(tmp_path) == sorted([mark, "talk.pptx"])
    [diagnostic] = report
    assert diagnostic.code == "cannot-write"
    assert "talk.pptx" in diagnostic.message
    assert mark in diagnostic.message
    assert "close it there" in diagnostic.help


def test_a_full_disk_leaves_an_edited_deck_where_it_was(
    data: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = edited(data)
    path = put(tmp_path / "talk.pptx", theirs)

    def full(self: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    report = Report()
    assert save(data, path, report) is None
    assert [diagnostic.message for diagnostic in report] == ["cannot write `talk.pptx`: no space left on device"]
    assert names_in(tmp_path) == ["talk.pptx"]
    assert path.read_bytes() == theirs


def test_a_folder_that_cannot_be_made_is_explained(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "build").write_text("a file of that name")
    report = Report()
    assert save(data, tmp_path / "build" / "talk.pptx", report) is None
    assert [diagnostic.code for diagnostic in report] == ["cannot-write"]


def test_a_failed_build_leaves_the_last_deck_untouched(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    begin(tmp_path / "talk")
    slides = tmp_path / "talk" / "slides.yaml"
    output = tmp_path / "talk" / "build" / "slides.en.pptx"
    assert cli(["build", str(slides)], standalone_mode=False) == 0
    before = output.read_bytes()
    slides.write_text(slides.read_text(encoding="utf-8") + "\nslidez: []\n", encoding="utf-8")
    assert cli(["build", str(slides)], standalone_mode=False) == 1
    assert "slidez" in capsys.readouterr().err
    assert output.read_bytes() == before
    assert names_in(output.parent) == ["slides.en.pptx"]
