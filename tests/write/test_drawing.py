"""Pages become pictures that show what layout decided, and nothing else."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import cast

import pytest
from PIL import Image as Pictures

from deck.brand.model import (
    Bar,
    Brand,
    Color,
    Curve,
    Decor,
    Emblem,
    Face,
    Layout,
    MarkStyle,
    Role,
    ShapeStyle,
    Slot,
)
from deck.diagnostics import Span
from deck.geometry import Box, Point
from deck.layout.measure import Measure
from deck.markup import Run, Text
from deck.material import literal
from deck.page import (
    Connector,
    Element,
    Frame,
    Group,
    Image,
    LaidParagraph,
    Line,
    Page,
    PictureBox,
    Piece,
    Stretch,
    TableBox,
    TextBox,
)
from deck.parse import Unreadable
from deck.press import raster
from deck.scene import Paragraph, Scene
from deck.talk import NO_SECTION, Slide
from deck.value import replace
from deck.write.drawing import draw
from deck.write.drawing.marks import Mark
from deck.write.drawing.to_json import to_json
from tests.write.drawn import Letter
from tests.write.drawn import letters as letters_in

FONTS = Path(__file__).parents[2] / "assets" / "fonts"
TEXT = Color("text", "2B3A4A", "tx1")
PAPER = Color("paper", "FFFFFF", "bg1")
INK = Color("ink", "12263A", "tx2")
PRIMARY = Color("primary", "005A8C", "accent1")
TEAL = Color("teal", "00695C", "accent3")
RULE = Color("rule", "C3CAD1", "accent5", 35, 65)
LINK = Color("link", "0050A0", "hlink")
BODY = Role("body", 20, 18, color=TEXT)
PITCH = 1.2 * 20 * BODY.spacing
HEAD = Role("table_head", 18, 14, bold=True, color=PAPER)
SQUARE = b"""<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20">
<rect width="10" height="20" fill="#00ff00"/></svg>"""

BRAND = Brand(
    name="Small",
    width=400,
    height=200,
    colors={c.name: c for c in (TEXT, PAPER, INK, PRIMARY, TEAL, RULE, LINK)},
    theme={},
    headings="Inter",
    base="Inter",
    scripts={},
    fallbacks=(),
    faces=tuple(
        Face("Inter", bold, italic, FONTS / f"Inter-{name}.ttf")
        for bold, italic, name in (
            (False, False, "Regular"),
            (True, False, "Bold"),
            (False, True, "Italic"),
            (True, True, "BoldItalic"),
        )
    ),
    roles={},
    scale=(20, 18),
    marks={"dot": MarkStyle("•", TEAL, 0.9), "dash": MarkStyle("–", TEAL, 0.9), "number": MarkStyle("", TEAL, 1.7)},
    gaps={},
    shapes={},
    layouts={},
)


def test_a_line_stands_at_the_baseline_that_layout_chose() -> None:
    frame = replace(words("Remission"), inset=(10, 5, 0, 0), top=7)
    first, *_ = drawn(TextBox("body", Box(100, 50, 200, 100), frame))
    assert (first.x, first.baseline) == (pytest.approx(100 + 10), pytest.approx(50 + 5 + 7 + 18))
    assert (first.text, first.font, first.size, first.color) == ("R", "Inter-Regular", 20, TEXT.hex)


@pytest.mark.parametrize(("align", "edge"), [("left", 0.0), ("center", 0.5), ("right", 1.0)])
def test_every_line_of_a_paragraph_stands_at_its_edge(align: str, edge: float) -> None:
    texts = ("HHHHHHHH", "HHH")
    wide = [width_of(text) for text in texts]
    broken = tuple(
        Line((Piece(text, edge * (200 - width), width, "Inter", Run(text), 20),), 18 + number * PITCH, width)
        for number, (text, width) in enumerate(zip(texts, wide, strict=True))
    )
    letters = drawn(TextBox("body", Box(50, 50, 200, 100), Frame((replace(paragraph(broken), align=align),))))
    for line, width, number in ((letters[:8], wide[0], 0), (letters[8:], wide[1], 1)):
        assert [letter.baseline for letter in line] == pytest.approx([68 + number * PITCH] * len(line))
        assert line[0].x == pytest.approx(50 + edge * (200 - width), abs=0.02)
        assert line[-1].right == pytest.approx(50 + edge * (200 - width) + width, abs=0.02)


def test_letters_stand_on_the_baseline_and_at_the_left_edge() -> None:
    [picture] = opened(page(TextBox("body", Box(50, 100, 200, 100), words("H"))), ppi=72)
    left, _, right, bottom = ground_removed(picture).getbbox() or (0, 0, 0, 0)
    assert bottom == 100 + 18
    assert 50 < left < 53 and right < 66


def test_full_width_punctuation_keeps_the_room_that_layout_gave_it() -> None:
    chinese = replace(BRAND, faces=(Face("Noto Sans SC", False, False, FONTS / "NotoSansSC-Regular.ttf"),))
    piece = Piece("。「", 0, 80, "Noto Sans SC", Run("。「"), 40, (40.0, 40.0))
    bracket = page(TextBox("body", Box(0, 0, 200, 100), framed(piece)))
    [picture] = opened(bracket, brand=chinese, ppi=72)
    ink = ground_removed(picture).crop((40, 0, 80, 100)).getbbox()
    assert ink and ink[0] > 16


def test_a_superscript_is_raised_by_a_third_of_the_paragraph_size() -> None:
    frame = framed(piece("m"), Piece("18", 17, 12, "Inter", Run("18", sup=True), 13), piece("n"))
    before, one, _, after = drawn(TextBox("body", Box(0, 0, 200, 100), frame))
    assert (one.size, one.baseline) == (13, pytest.approx(18 - 0.33 * 20))
    assert before.baseline == after.baseline == 18


def test_a_line_below_a_superscript_is_not_pushed_down() -> None:
    def below(first: Piece) -> float:
        broken = (Line((first,), 18, 60), Line((piece("second"),), 18 + PITCH, 60))
        return drawn(TextBox("body", Box(0, 0, 200, 100), Frame((paragraph(broken),))))[-1].baseline

    assert below(Piece("18", 0, 12, "Inter", Run("18", sup=True), 13)) == pytest.approx(18 + PITCH)


def test_a_bullet_has_its_own_colour_and_stands_on_the_first_line_only() -> None:
    bullets = Frame((bullet("first", "line", top=18), bullet("second", top=90)))
    letters = drawn(TextBox("body", Box(20, 10, 200, 150), bullets))
    assert [(one.text, one.x, one.baseline, one.color) for one in letters if one.text in "•fls"] == [
        ("•", 20, 28, TEAL.hex),
        ("f", pytest.approx(20 + 18), 28, TEXT.hex),
        ("s", pytest.approx(20 + 18 + 24, abs=5), 28, TEXT.hex),
        ("l", pytest.approx(20 + 18), pytest.approx(28 + PITCH), TEXT.hex),
        ("•", 20, 100, TEAL.hex),
        ("s", pytest.approx(20 + 18), 100, TEXT.hex),
    ]


def test_points_under_the_last_point_stand_one_below_the_other() -> None:
    deeper = [replace(bullet(text, top=top), paragraph=Paragraph(Text(()), level=1, mark="dot"))
              for text, top in (("x", 40), ("y", 70), ("z", 100))]  # fmt: skip
    letters = drawn(TextBox("body", Box(20, 10, 200, 150), Frame((bullet("w", top=18), *deeper))))
    assert [(one.text, one.baseline) for one in letters] == [
        (text, 10 + top) for line, top in (("•w", 18), ("•x", 40), ("•y", 70), ("•z", 100)) for text in line
    ]


def test_numbers_stand_before_their_items() -> None:
    numbered = (numbered_item(9, "nine", top=18), numbered_item(10, "ten", top=50))
    letters = drawn(TextBox("body", Box(20, 10, 200, 150), Frame(numbered)))
    assert [(one.text, one.baseline) for one in letters if one.text in "910."] == [
        ("9", 28),
        (".", 28),
        ("1", 60),
        ("0", 60),
        (".", 60),
    ]


def test_a_link_is_underlined_and_takes_the_link_colour_on_light_grounds_only() -> None:
    frame = framed(Piece("doi", 0, 30, "Inter", Run("doi", link="https://doi.org/10.1/x"), 20))
    [light] = styles(TextBox("source", Box(0, 0, 200, 100), frame))
    [dark] = styles(TextBox("node", Box(0, 0, 200, 100), frame, style=shape("rect", fill=PRIMARY)))
    assert (light["color"], light["underline"]) == (LINK.hex, True)
    assert (dark["color"], dark["underline"]) == (TEXT.hex, True)


def test_a_run_in_another_language_says_so() -> None:
    german = Piece("Heilung", 0, 60, "Inter", Run("Heilung", lang="de"), 20)
    english, other = styles(TextBox("body", Box(0, 0, 200, 100), framed(piece("cure"), german)))
    assert (english["lang"], english["region"]) == ("en", "GB")
    assert (other["lang"], other["region"]) == ("de", None)


def test_a_soft_hyphen_where_no_line_ends_is_gone() -> None:
    word = "Immun\u00adthera\u00adpie"
    broken = (Line((piece("Immun\u00adthera-"),), 18, 150), Line((piece("pie"),), 18 + PITCH, 30))
    laid = replace(paragraph(broken), stretches=(Stretch(word, Run(word), "Inter"),))
    letters = drawn(TextBox("body", Box(0, 0, 160, 100), Frame((laid,))))
    assert "".join(letter.text for letter in letters) == "Immunthera-pie"


def test_signs_at_the_end_of_a_line_belong_to_the_words_on_both_sides() -> None:
    """As in the paragraph whole: where Latin letters follow, a colon after Latin letters stands to their right."""
    words = "Access: (80%) ok"
    broken = tuple(
        Line((piece(text, x=200 - 60),), 18 + number * PITCH, 60) for number, text in enumerate(("Access:", "(80%) ok"))
    )
    laid = replace(paragraph(broken), align="right", stretches=(Stretch(words, Run(words), "Inter"),))
    letters = drawn(TextBox("body", Box(0, 0, 200, 100), Frame((laid,))), brand=replace(BRAND, right_to_left=True))
    for text, number in (("Access:", 0), ("(80%)ok", 1)):
        line = [one for one in letters if one.baseline == pytest.approx(18 + number * PITCH)]
        assert "".join(one.text for one in sorted(line, key=lambda one: one.x)) == text


def test_a_card_of_the_layout_is_painted_under_its_text() -> None:
    slot = Slot("body", Box(0, 0, 9, 9), BODY, "body", 1, TEXT, style=shape("roundRect", fill=PAPER, radius_pt=80))
    card, text = marks(TextBox("body", Box(10, 10, 100, 60), words("Card"), slot=slot))
    assert (card["draw"], card["radius"], card["fill"]) == ("rect", 30, PAPER.hex)
    assert text["draw"] == "paragraph"


def test_a_step_points_on_in_reading_direction() -> None:
    step = TextBox("step", Box(100, 20, 80, 40), Frame(), style=shape("homePlate", fill=TEAL))
    [left_to_right] = marks(step)
    [right_to_left] = marks(step, brand=replace(BRAND, right_to_left=True))
    assert [180, 40] in cast(list[list[float]], left_to_right["points"])
    assert [100, 40] in cast(list[list[float]], right_to_left["points"])


def test_a_table_has_a_painted_header_and_a_rule_under_each_body_row() -> None:
    header, rule, _ = marks(table("Trial", "CASTLE"))
    assert (header["fill"], header["y"], header["height"]) == (PRIMARY.hex, 20, 30)
    assert (rule["line"], rule["points"]) == (RULE.hex, [[10, 90], [130, 90]])
    letters = drawn(table("Trial", "CASTLE"))
    assert [(one.text, one.x, one.baseline) for one in letters if one.text in "TC"] == [
        ("T", pytest.approx(10), 20 + 18),
        ("C", pytest.approx(10), 50 + 18),
        ("T", pytest.approx(50, abs=20), 50 + 18),
    ]


def test_a_list_in_a_cell_stands_as_elsewhere() -> None:
    listed = Frame((bullet("x", top=18), bullet("y", top=50)))
    letters = drawn(replace(table("T", "c"), cells=((words("T"),), (listed,))))
    assert [(one.text, one.baseline) for one in letters if one.text in "xy"] == [("x", 50 + 18), ("y", 50 + 50)]


def test_columns_of_a_table_stand_from_right_to_left_where_the_deck_reads_so() -> None:
    two = replace(table("Trial"), widths=(40, 80), heights=(30,), cells=((words("a"), words("b")),))
    first, second = drawn(two, brand=replace(BRAND, right_to_left=True))
    assert (first.text, first.x) == ("a", pytest.approx(10 + 80))
    assert (second.text, second.x) == ("b", pytest.approx(10))


def test_an_arrow_ends_in_a_head_whose_tip_is_the_end_point() -> None:
    line, head = marks(Group("flow", Box(0, 0, 1, 1), Text(()), (connector(arrow=True),)))
    assert head["points"] == [[110, 50], [101, 54.5], [101, 45.5]]
    assert line["points"] == [[10, 50], [105.5, 50]]
    assert len(marks(Group("flow", Box(0, 0, 1, 1), Text(()), (connector(arrow=False),)))) == 1


def test_a_vector_is_preferred_and_a_logo_on_two_pages_is_one_file() -> None:
    logo = PictureBox("logo", Box(0, 0, 20, 20), Text((Run("EMSP"),)), image=Image(b"png", SQUARE))
    drawing = to_json([page(logo), page(logo)], BRAND)
    assert list(drawing.files.values()) == [SQUARE]


def test_pages_have_the_size_and_ground_of_their_brand_and_layout() -> None:
    [picture] = opened(page())
    assert picture.size == (533, 267)
    assert picture.getpixel((5, 5)) == (255, 255, 255)


def test_every_kind_of_thing_is_painted_where_it_belongs() -> None:
    green = PictureBox("green", Box(300, 100, 40, 40), Text(()), image=Image(b"", SQUARE))
    square = TextBox("square", Box(10, 100, 40, 40), Frame(), style=shape("rect", fill=TEAL))
    disc = TextBox("disc", Box(60, 100, 40, 40), Frame(), style=shape("ellipse", fill=TEAL))
    step = TextBox("step", Box(110, 100, 80, 40), Frame(), style=shape("homePlate", fill=TEAL))
    bracket = TextBox("bracket", Box(200, 100, 80, 40), Frame(), style=shape("bracket", line=TEAL, line_pt=4))
    everything = page(
        square, disc, step, bracket, green, table("a", "b"), Group("g", Box(0, 0, 1, 1), Text(()), (connector(),))
    )
    [picture] = opened(everything, ppi=72)
    expected = {
        "square": ((12, 102), TEAL),
        "beside the disc": ((62, 102), PAPER),
        "disc": ((80, 120), TEAL),
        "tip of the step": ((186, 120), TEAL),
        "beside the tip": ((186, 104), PAPER),
        "foot of the bracket": ((240, 139), TEAL),
        "open top of the bracket": ((240, 101), PAPER),
        "beside the green": ((335, 120), PAPER),
        "table header": ((125, 22), PRIMARY),
        "arrow": ((104, 50), TEAL),
    }
    for name, (where, color) in expected.items():
        assert picture.getpixel(where) == rgb(color), name
    assert picture.getpixel((305, 120)) == (0, 255, 0)


def test_decor_is_painted_behind_and_may_reach_beyond_the_page() -> None:
    decor = (
        Bar(Box(0, 0, 400, 20), PRIMARY),
        Curve((Point(-50, 150), Point(100, 150), Point(500, 150)), TEAL, 6),
        Emblem(Box(0, 0, 40, 40), SQUARE),
    )
    front = TextBox("front", Box(10, 0, 40, 20), Frame(), style=shape("rect", fill=INK))
    [picture] = opened(page(front, decor=decor), ppi=72)
    assert picture.getpixel((200, 10)) == rgb(PRIMARY)
    assert picture.getpixel((2, 150)) == picture.getpixel((397, 150)) == rgb(TEAL)
    assert picture.getpixel((5, 10)) == (0, 255, 0)
    assert picture.getpixel((15, 10)) == rgb(INK)


HOSTILE = (
    '#import "x.typ"',
    "$x$ ] } \\",
    '"; #panic()',
    "#read('/etc/passwd')",
    "*b* _i_ @k <l> `c` = h",
    "// not a comment /* nor this */",
    "a\\b\\u{41} \\#",
    "{{{ ((( [[[",
    "--- -- ... 'q' \"q\"",
    "https://x.org ~nbsp~",
)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_text_is_shown_as_typed_and_never_run(hostile: str) -> None:
    everywhere = (
        TextBox("title", Box(10, 10, 380, 40), words(hostile), slot=slot("title")),
        TextBox("body", Box(10, 60, 380, 40), words(hostile)),
        table(hostile),
    )
    shown = "".join(letter.text for letter in drawn(*everywhere))
    assert shown == hostile.replace(" ", "") * 3


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("zero\u200bwidth", "zerowidth"),
        ("word\u2060joiner", "wordjoiner"),
        ("byte\ufefforder", "byteorder"),
        ("\u202eoverride\u202c", "override"),
        ("\u2066isolate\u2069", "isolate"),
        ("mark\u200f", "mark"),
    ],
)
def test_characters_that_are_not_seen_do_no_harm(text: str, shown: str) -> None:
    frame = framed(piece(text))
    letters = drawn(TextBox("body", Box(10, 10, 380, 100), frame))
    assert sorted("".join(re.sub(r"[\u200e-\u202e\u2066-\u2069]", "", one.text) for one in letters)) == sorted(shown)
    assert len(draw([page(TextBox("body", Box(10, 10, 380, 100), frame))], BRAND)) == 1


def test_a_line_wider_than_the_page_is_not_broken_again() -> None:
    def drawn(text: str) -> bytes:
        [png] = draw([page(TextBox("body", Box(10, 10, 380, 100), words(text)))], BRAND)
        return png

    beyond_the_page = "to be " * 20
    assert drawn(beyond_the_page) == drawn(beyond_the_page + "WIDE")


def test_spaces_at_the_start_of_a_piece_keep_their_width() -> None:
    def left(text: str) -> int:
        [picture] = opened(page(TextBox("body", Box(10, 10, 380, 100), words(text))), ppi=72)
        box = ground_removed(picture).getbbox()
        assert box
        return box[0]

    assert left("  word") >= left("word") + 8


def test_a_family_without_a_file_is_an_error_and_not_a_blank() -> None:
    with pytest.raises(LookupError, match="unknown font family"):
        draw([page(TextBox("body", Box(0, 0, 9, 9), framed(replace(piece("x"), family="Nowhere Sans"))))], BRAND)


def test_the_same_pages_give_the_same_bytes() -> None:
    pages = [page(TextBox("body", Box(10, 10, 380, 100), words("Same"))), page(table("a", "b"))]
    assert draw(pages, BRAND) == draw(pages, BRAND)
    [pdf], [again] = draw(pages, BRAND, "pdf"), draw(pages, BRAND, "pdf")
    assert pdf == again and b"CreateDate" not in pdf and b"CreationDate" not in pdf


def test_there_is_a_picture_per_page_and_one_pdf() -> None:
    assert [len(draw([page()] * count, BRAND)) for count in (0, 1, 3)] == [0, 1, 3]
    [pdf] = draw([page()] * 3, BRAND, "pdf")
    assert pdf.startswith(b"%PDF-")
    assert all(svg.startswith(b"<svg") for svg in draw([page()] * 2, BRAND, "svg"))


def test_a_raster_has_the_width_asked_for_and_stays_transparent() -> None:
    picture = Pictures.open(io.BytesIO(raster(SQUARE, 300)))
    assert (picture.size, picture.mode) == ((300, 300), "RGBA")
    assert picture.getpixel((75, 150)) == (0, 255, 0, 255)
    assert picture.getpixel((225, 150)) == (0, 0, 0, 0)


def page(*elements: Element, decor: tuple[Decor, ...] = ()) -> Page:
    layout = Layout("text", "Text", "obj", PAPER, False, {}, decor)
    slide = Slide("text", Unreadable(id="a", title=literal("A")), Span.NOWHERE, NO_SECTION)
    return Page(Scene(slide, {}, ()), 1, layout, (), elements, "en-GB")


def marks(*elements: Element, brand: Brand = BRAND) -> list[Mark]:
    [sheet] = to_json([page(*elements)], brand).pages
    return cast(list[Mark], sheet["elements"])


def styles(*elements: Element) -> list[Mark]:
    [sheet] = to_json([page(*elements)], BRAND).pages
    return cast(list[Mark], sheet["styles"])


def drawn(*elements: Element, brand: Brand = BRAND) -> list[Letter]:
    [pdf] = draw([page(*elements)], brand, "pdf")
    return letters_in(pdf)


def width_of(text: str) -> float:
    """As layout measures it."""
    return Measure(BRAND).advance(text, "Inter") * 20


def slot(kind: str) -> Slot:
    return Slot("slot", Box(0, 0, 9, 9), BODY, kind, 0, TEXT)


def opened(*pages: Page, brand: Brand = BRAND, ppi: float = 96) -> list[Pictures.Image]:
    return [Pictures.open(io.BytesIO(png)).convert("RGB") for png in draw(pages, brand, ppi=ppi)]


def ground_removed(picture: Pictures.Image) -> Pictures.Image:
    return picture.convert("L").point(lambda value: 255 - value)


def rgb(color: Color) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(color.hex)
    return red, green, blue


def piece(text: str, x: float = 0) -> Piece:
    return Piece(text, x, 10 * len(text), "Inter", Run(text), 20)


def words(text: str) -> Frame:
    return framed(piece(text))


def framed(*pieces: Piece) -> Frame:
    laid = paragraph((Line(pieces, 18, 100),))
    return Frame((replace(laid, paragraph=Paragraph(Text(tuple(one.run for one in pieces)))),))


def paragraph(lines: tuple[Line, ...]) -> LaidParagraph:
    return LaidParagraph(Paragraph(Text(())), BODY, 20, TEXT, "left", 0, 0, 0, lines=lines)


def bullet(*lines: str, top: float) -> LaidParagraph:
    mark = Piece("•", 0, 6, "Inter", Run("•"), 20)
    broken = tuple(Line((piece(text, 18),), top + number * PITCH, 60) for number, text in enumerate(lines))
    return replace(paragraph(broken), paragraph=Paragraph(Text((Run(" ".join(lines)),)), mark="dot"), mark=mark)


def numbered_item(number: int, text: str, top: float) -> LaidParagraph:
    mark = Piece(f"{number}.", 0, 12, "Inter", Run(f"{number}."), 20)
    said = Paragraph(Text((Run(text),)), mark="number", number=number)
    return replace(paragraph((Line((piece(text, 34),), top, 60),)), paragraph=said, mark=mark)


def shape(
    geometry: str, fill: Color | None = None, line: Color | None = None, line_pt: float = 1, radius_pt: float = 0
) -> ShapeStyle:
    return ShapeStyle(geometry, geometry, BODY, TEXT, fill, line, line_pt, radius_pt=radius_pt)


def table(*column: str) -> TableBox:
    cells = tuple((words(text),) for text in column)
    return TableBox("table", Box(10, 20, 120, 70), Text(()), (120,), (30, 40)[: len(cells)], cells)


def connector(arrow: bool = True) -> Connector:
    return Connector("c", "a", "b", "right", "left", (Point(10, 50), Point(110, 50)), TEAL, 3, arrow)
