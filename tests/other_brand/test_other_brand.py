"""Does the whole talk build with a brand that shares nothing with ours but what every brand must offer?"""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import matplotlib
import pytest
from fontTools.ttLib import TTFont
from lxml import etree
from openxml_audit import FileFormat, OpenXmlValidator
from pptx import Presentation

from deck.brand.contract import CODE, COLORS, MARKS, MEANINGS, MORE_MARKS, MORE_ROLES, MORE_SHAPES, ROLES, SHAPES
from deck.brand.load import load_brand
from deck.brand.model import Brand, Color
from deck.brand.theme_colors import contrast
from deck.diagnostics import Report, Severity
from deck.geometry import Box
from deck.layout.measure import Measure
from deck.layout.set_text import Setting, TypeSetter
from deck.markup import Run, Text
from deck.page import Deck, Group, LaidParagraph, Page, TableBox, TextBox
from deck.pipeline import build
from deck.scene import Paragraph, Words
from deck.workspace import Workspace
from deck.write.pptx.deck import write_pptx
from deck.write.pptx.invariants import violations
from tests.drawn_here import draw_here
from tests.story import as_typed

HERE = Path(__file__).parent
PROJECT = HERE.parents[1]
TYPEFACES = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
STYLES = ("DejaVuSans", "DejaVuSans-Bold", "DejaVuSans-Oblique", "DejaVuSans-BoldOblique")
WORD = Text((Run("word"),), "word")
LARGE_PT, LARGE_BOLD_PT = 18, 14


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped talk, its figures and references, with the other brand in the place of ours."""
    folder = tmp_path_factory.mktemp("elsewhere")
    shutil.copy(PROJECT / "slides.yaml", folder)
    shutil.copytree(PROJECT / "figures", folder / "figures", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "assets").mkdir()
    shutil.copy(PROJECT / "assets" / "references.json", folder / "assets")
    other_brand_in(folder / "assets")
    # The talk itself names the logos of its two hosts.
    for logo in set(re.findall(r"file: assets/brand/([\w.-]+)", (folder / "slides.yaml").read_text(encoding="utf-8"))):
        shutil.copy(PROJECT / "assets" / "brand" / logo, folder / "assets" / "brand")
    return folder


def other_brand_in(assets: Path) -> Path:
    (assets / "brand").mkdir(parents=True)
    (assets / "typefaces").mkdir()
    shutil.copy(HERE / "brand.yaml", assets / "brand")
    for name in (*STYLES, "DejaVuSerif", "DejaVuSerif-Bold"):
        shutil.copy(TYPEFACES / f"{name}.ttf", assets / "typefaces")
    # Chinese names need a font that has them; ours is called something else here.
    han = TTFont(PROJECT / "assets" / "fonts" / "NotoSansSC-Regular.ttf")
    han["name"].setName("Han Elsewhere", 1, 3, 1, 0x409)
    han.save(assets / "typefaces" / "han.ttf")
    return assets / "brand"


@pytest.fixture(scope="module")
def built(project: Path) -> tuple[Deck, Report]:
    report = Report()
    with pytest.MonkeyPatch.context() as patch:
        draw_here(patch)
        deck = build(Workspace.find(project / "slides.yaml"), report)
    assert deck is not None, [one.message for one in report]
    return deck, report


@pytest.fixture(scope="module")
def deck(built: tuple[Deck, Report]) -> Deck:
    return built[0]


@pytest.fixture(scope="module")
def data(deck: Deck) -> bytes:
    return write_pptx(deck)


@pytest.fixture(scope="module")
def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def ours() -> Brand:
    report = Report()
    brand = report.take(load_brand(PROJECT / "assets" / "brand"))
    assert brand is not None, [one.message for one in report]
    return brand


def xml(parts: dict[str, bytes]) -> Iterator[tuple[str, Any]]:
    return ((name, etree.fromstring(part)) for name, part in parts.items() if name.endswith((".xml", ".rels")))


def attributes(parts: dict[str, bytes], *wanted: str) -> set[str]:
    """Every value of these attributes, in all parts."""
    return {
        str(value)
        for _, tree in xml(parts)
        for element in tree.iter()
        for name, value in element.attrib.items()
        if name in wanted
    }


# ---------------------------------------------------------------- the two brands differ in all that may differ


def test_the_two_brands_share_no_colour_font_or_layout_name(deck: Deck, ours: Brand) -> None:
    other = deck.brand
    assert not {color.hex for color in other.colors.values()} & {color.hex for color in ours.colors.values()}
    assert not {face.family for face in other.faces} & {face.family for face in ours.faces}
    assert not {layout.name for layout in other.layouts.values()} & {layout.name for layout in ours.layouts.values()}
    assert other.width / other.height == pytest.approx(4 / 3, abs=0.001)


def test_the_other_brand_offers_what_every_brand_must_and_something_more(deck: Deck, ours: Brand) -> None:
    other = deck.brand
    for mine, theirs, needed in (
        (other.colors, ours.colors, {*COLORS, *MEANINGS, *CODE}),
        (other.roles, ours.roles, {*ROLES, *MORE_ROLES}),
    ):
        assert set(mine) & set(theirs) == set(needed)
        assert set(mine) > set(needed)
    assert set(other.marks) == {*MARKS, *MORE_MARKS, "ring"}
    assert {name for name in other.shapes if "." not in name} == {*SHAPES, *MORE_SHAPES}


def test_it_has_no_layout_that_the_talk_can_do_without(deck: Deck, ours: Brand) -> None:
    shared = set(deck.brand.layouts) & set(ours.layouts)
    # What others extend, they begin with.
    assert shared - {page.layout.key for page in deck.pages} == {"content", "text"}


def test_a_slide_takes_the_next_best_layout_where_the_best_is_missing(deck: Deck) -> None:
    standing = {page.id: page.layout.key for page in deck.pages}
    assert standing["thank-you"] == "talk"
    assert "figure_line" not in deck.brand.layouts and "figure_caption" in standing.values()


# ---------------------------------------------------------------- the talk builds


def test_the_talk_has_no_mistakes_in_it(built: tuple[Deck, Report]) -> None:
    errors = [one for one in built[1] if one.severity is Severity.ERROR]
    assert [f"{one.span.line}: {one.message}" for one in errors] == []


def test_everything_stands_on_the_slide(deck: Deck) -> None:
    slide = Box(0, 0, deck.brand.width, deck.brand.height)
    assert (slide.width, slide.height) == (720, 540)
    outside = [
        f"{page.id}: {element.name}"
        for page in deck.pages
        for element in shapes_of(page)
        if not slide.contains(element.box)
    ]
    assert outside == []


def shapes_of(page: Page) -> Iterator[Any]:
    for element in page.elements:
        yield element
        if isinstance(element, Group):
            yield from (child for child in element.children if hasattr(child, "box"))


def test_every_text_can_be_read_on_its_ground(deck: Deck) -> None:
    """Light words on dark shapes stay light, whatever this brand calls its colours."""
    faint = [
        f"{page.id}: {laid.paragraph.text.plain} ({laid.color.name} on {ground.name})"
        for page in deck.pages
        for ground, laid in texts_on(page, deck.brand)
        if contrast(laid.color.hex, ground.hex) < enough(laid)
    ]
    assert faint == []


def texts_on(page: Page, brand: Brand) -> Iterator[tuple[Color, LaidParagraph]]:
    for element in shapes_of(page):
        match element:
            case TextBox(frame=frame):
                style = element.style or (element.slot.style if element.slot else None)
                ground = style.fill if style and style.fill else page.layout.background
                yield from ((ground, laid) for laid in frame.paragraphs)
            case TableBox(cells=(head, *rows)):
                yield from ((brand.colors["primary"], laid) for cell in head for laid in cell.paragraphs)
                yield from ((page.layout.background, laid) for row in rows for cell in row for laid in cell.paragraphs)


def test_every_kind_of_words_can_be_read_in_every_shape(deck: Deck) -> None:
    """Kinds give words in one shape several roles; the shape's own light colour wins over a role's dark one."""
    brand = deck.brand
    setter = TypeSetter(brand, Measure(brand))
    box = Box(0, 0, 200, 200)
    roles = ("card", "card_title", "display", "label", "label_bold", "number")
    words = Words(tuple(Paragraph(WORD, role=role) for role in roles))
    faint = [
        f"{laid.role.name} in {style.name}"
        for style in brand.shapes.values()
        if style.fill
        for laid in setter.frame(words, Setting.of_style(style, box), box, {}).paragraphs
        if contrast(laid.color.hex, style.fill.hex) < enough(laid)
    ]
    assert faint == []


def enough(laid: LaidParagraph) -> float:
    return 3.0 if laid.size_pt >= (LARGE_BOLD_PT if laid.role.bold else LARGE_PT) else 4.5


def test_a_second_validator_has_nothing_to_say(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "talk.pptx"
    path.write_bytes(data)
    assert [str(error) for error in OpenXmlValidator(file_format=FileFormat.MICROSOFT_365).validate(path).errors] == []


def test_the_package_keeps_our_own_rules(parts: dict[str, bytes]) -> None:
    assert [str(one) for one in violations(parts)] == []


def test_a_second_reader_finds_every_slide_on_its_layout(data: bytes, deck: Deck) -> None:
    read = Presentation(io.BytesIO(data))
    assert (read.slide_width, read.slide_height) == (9144000, 6858000)
    titles = [as_typed(slide.shapes.title.text_frame.text) for slide in read.slides]
    assert titles == [as_typed(page.title) for page in deck.pages]
    assert [slide.slide_layout.name for slide in read.slides] == [page.layout.name for page in deck.pages]


# ---------------------------------------------------------------- and nothing of ours is in it


def test_no_colour_font_or_layout_name_of_ours_is_in_the_file(parts: dict[str, bytes], ours: Brand, deck: Deck) -> None:
    colors = attributes(parts, "val", "lastClr")
    assert not colors & {color.hex for color in ours.colors.values()}
    assert {color.upper() for color in deck.brand.theme.values()} <= colors
    fonts = attributes(parts, "typeface")
    assert not fonts & {face.family for face in ours.faces}
    assert {deck.brand.base, deck.brand.headings, "Han Elsewhere"} <= fonts
    trees = [tree for name, tree in xml(parts) if name.startswith(("ppt/slideLayouts/", "ppt/theme/"))]
    names = {str(element.get("name")) for tree in trees for element in tree.iter() if element.get("name")}
    assert {layout.name for layout in deck.brand.layouts.values()} | {deck.brand.name} <= names
    assert not names & {layout.name for layout in ours.layouts.values()}
    assert not any(ours.name in name for name in names)


def test_no_colour_of_ours_is_in_a_figure(project: Path, parts: dict[str, bytes], ours: Brand) -> None:
    logos = {path.read_bytes() for path in (project / "assets" / "brand").glob("*.svg")}
    drawn = [part for name, part in parts.items() if name.endswith(".svg") and part not in logos]
    assert drawn
    found = {color.decode().upper() for svg in drawn for color in re.findall(rb"#([0-9A-Fa-f]{6})\b", svg)}
    # White is anybody's: the wordmarks, which go in cleaned and so not byte for byte, are white as well.
    assert not found & {color.hex for color in ours.colors.values()} - {"FFFFFF"}


def test_no_module_names_our_brand(ours: Brand) -> None:
    families = {face.family for face in ours.faces}
    named = re.compile(rf"\b({'|'.join(re.escape(word) for word in {'EMSP', 'DMSG', ours.name, *families})})\b", re.I)
    own = set(ours.colors) - {*COLORS, *MEANINGS, *CODE}
    wrong = []
    for path in sorted((PROJECT / "deck").rglob("*.py")):
        code = path.read_text(encoding="utf-8")
        found = {match[0] for match in named.finditer(code)}
        found |= {match[1] for match in re.finditer(r"[\"'](\w+)[\"']", code) if match[1] in own - WORDS_OF_THE_AUTHOR}
        wrong += [f"{path.name}: {word}" for word in sorted(found)]
    assert wrong == []


# `tone: teal` is a tone in slides.yaml, and a warning is also a severity; neither is looked up in a palette.
WORDS_OF_THE_AUTHOR = {"teal", "warning", "visited"}
