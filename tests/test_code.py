"""Code on a slide: text that can be copied, in colours that can be read, from left to right in every language."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from deck.brand.contract import CODE
from deck.brand.load import load_brand
from deck.brand.model import Brand
from deck.brand.theme_colors import contrast
from deck.diagnostics import Report
from deck.page import Deck, TextBox
from deck.value import replace
from deck.write.handout.blocks import Reading, body
from tests.story import PROJECT, Story, opened, tell

LISTING = """\
id: fit
kind: code
title: A size is tried
language: python
numbers: true
highlight: [2, 4-5]
code: |
  def fit(words):
      for size in (28, 24):

          if measure(words):
              return size  # äöü
  raise TooLong
"""
LINES = [line.removeprefix("  ") for line in LISTING.splitlines()[7:]]
NAME = "fit.diagram.code"


def box(deck: Deck, name: str = NAME) -> TextBox:
    return next(one for one in deck.pages[0].elements if isinstance(one, TextBox) and one.name == name)


def shape(deck: Deck, name: str = NAME):
    [slide] = opened(deck).slides
    return next(one for one in slide.shapes if one.name == name)


def in_arabic(folder: Path) -> Story:
    head = "format: 2\ntalk: {title: T, speaker: S, language: ar, status: final}\nslides:\n- "
    return tell(folder, head + LISTING.replace("\n", "\n  ").rstrip() + "\n")


def brand_of(folder: Path) -> Brand:
    brand = Report().take(load_brand(folder))
    assert brand is not None
    return brand


def test_who_copies_it_copies_the_code_and_no_numbers(tmp_path: Path) -> None:
    text = shape(tell(tmp_path, LISTING).without_mistakes()).text_frame
    assert [paragraph.text.rstrip() for paragraph in text.paragraphs] == LINES
    starts = {paragraph._p.pPr.find("{*}buAutoNum").get("startAt") for paragraph in text.paragraphs}
    assert starts == {"1"}, "a line that is put in is counted"


def test_another_typeface_in_its_place_has_letters_of_one_width_too(tmp_path: Path) -> None:
    """PowerPoint and LibreOffice choose by that where the brand's is not installed."""
    text = shape(tell(tmp_path, LISTING).without_mistakes()).text_frame
    faces = [run._r.rPr.find("{*}latin") for paragraph in text.paragraphs for run in paragraph.runs]
    assert {face.get("pitchFamily") for face in faces} == {"49"}


def test_one_long_line_makes_no_other_code_small(tmp_path: Path) -> None:
    wide = f"id: wide\nkind: code\ntitle: Wide\nlanguage: python\ncode: |\n  {'x' * 80}\n"
    pages = tell(tmp_path, "".join("- " + one.replace("\n", "\n  ").rstrip() + "\n" for one in (LISTING, wide)))
    first, second = (
        next(laid.size_pt for frame, _ in page.frames for laid in frame.paragraphs if laid.role.monospace)
        for page in pages.without_mistakes().pages
    )
    assert (first, second) == (24, 16)


def test_a_line_without_a_letter_keeps_its_number(tmp_path: Path) -> None:
    third = box(tell(tmp_path, LISTING).without_mistakes()).frame.paragraphs[2]
    assert third.mark is not None and third.mark.text == "3"
    assert [line.text for line in third.lines] == [" "]


def test_words_have_the_colours_of_their_sorts(tmp_path: Path) -> None:
    frame = box(tell(tmp_path, LISTING).without_mistakes()).frame
    colors = {stretch.text.strip(): stretch.run.color for laid in frame.paragraphs for stretch in laid.stretches}
    assert (colors["def"], colors["28"], colors["# äöü"], colors["fit"]) == (
        "code_word",
        "code_number",
        "code_comment",
        "code_name",
    )


@pytest.mark.parametrize("extends", ["", "plain"])
def test_every_colour_can_be_read_on_the_ground_and_on_a_band(extends: str, tmp_path: Path) -> None:
    folder = PROJECT / "assets" / "brand"
    if extends:
        folder = tmp_path / "brand"
        folder.mkdir()
        (folder / "brand.yaml").write_text(f"extends: {extends}\n", encoding="utf-8")
    brand = brand_of(folder)
    grounds = [brand.shapes[name].fill for name in ("code", "code_band")]
    measured = {name: contrast(brand.colors[name].hex, one.hex) for name in CODE for one in grounds if one}
    assert len(grounds) == 2 and min(measured.values()) >= 4.5, measured


def with_colors(folder: Path, colors: str) -> Path:
    shutil.copytree(PROJECT / "assets" / "fonts", folder / "fonts")
    brand = folder / "brand"
    brand.mkdir()
    look = f"extends: plain\ncolor:\n  palette:\n{colors}"
    (brand / "brand.yaml").write_text(look, encoding="utf-8")
    return brand


def test_a_colour_that_follows_and_cannot_be_read_is_that_of_the_text(tmp_path: Path) -> None:
    pale = "    pale: {of: primary, lighter: 90}\n"
    ground = '    mist: {hex: "B9C0CA", theme: lt2}\n'
    brand = brand_of(with_colors(tmp_path, ground + pale))
    assert brand.colors["code_word"].hex == brand.shapes["code"].color.hex


def test_a_colour_that_the_brand_gives_has_to_be_read(tmp_path: Path) -> None:
    report = Report()
    report.take(load_brand(with_colors(tmp_path, "    code_text: {of: teal, lighter: 70}\n")))
    assert {one.code for one in report} == {"low-contrast"}
    assert "`code_text` on `mist`" in next(one.message for one in report)


def test_a_band_lies_behind_the_lines_that_are_meant(tmp_path: Path) -> None:
    deck = tell(tmp_path, LISTING).without_mistakes()
    names = [one.name for one in deck.pages[0].elements if one.name.startswith(NAME)]
    bands = [box(deck, f"{NAME}-band-{number}").box for number in (1, 2)]
    text = box(deck)
    top = text.box.y + text.frame.inset[1] + text.frame.top
    pitch = text.frame.height / len(LINES)
    rows = [((band.y - top) / pitch, (band.bottom - top) / pitch) for band in bands]
    assert rows == [pytest.approx((1, 2)), pytest.approx((3, 5))]
    assert names[0] == f"{NAME}-ground" and names[-1] == NAME, "in layers, the text on top"
    described = shape(deck, f"{NAME}-band-1")._element[0][0]
    assert described.find(".//{*}decorative").get("val") == "1"


def test_it_is_read_from_left_to_right_in_an_arabic_deck(tmp_path: Path) -> None:
    (tmp_path / "ar").mkdir()
    (tmp_path / "en").mkdir()
    arabic, english = in_arabic(tmp_path / "ar").without_mistakes(), tell(tmp_path / "en", LISTING).without_mistakes()
    here, there = (
        [[piece.text for line in laid.lines for piece in line.pieces] for laid in box(deck).frame.paragraphs]
        for deck in (arabic, english)
    )
    assert here == there, "no marks of direction in it"
    assert {laid.align for laid in box(arabic).frame.paragraphs} == {"left"}
    looks = [paragraph._p.pPr for paragraph in shape(arabic).text_frame.paragraphs]
    assert {(look.get("rtl"), look.get("algn")) for look in looks} == {("0", "l")}


def test_texts_that_are_read_from_right_to_left_stand_where_they_were_written(tmp_path: Path) -> None:
    """`"اسم": 12, "قيمة"` would else be read from its end, with the number between the two on the other side."""
    code = LISTING.replace("if measure(words):", 'if words == {"اسم": 12, "قيمة": 3}:')
    [_, _, _, line, *_] = shape(tell(tmp_path, code).without_mistakes()).text_frame.paragraphs
    assert line.text.lstrip() == 'if words == {"اسم"\u200e: 12, "قيمة"\u200e: 3}:'


def test_a_tab_reaches_to_the_next_fourth_column(tmp_path: Path) -> None:
    story = tell(tmp_path, "id: fit\nkind: code\ntitle: T\nfile: run.sh\n", {"run.sh": "if x; then\n\ta\n  \tb\nfi\n"})
    paragraphs = shape(story.without_mistakes()).text_frame.paragraphs
    assert [one.text for one in paragraphs] == ["if x; then", "    a", "    b", "fi"]


def test_a_long_line_of_a_file_is_told_in_that_file(tmp_path: Path) -> None:
    files = {"long.py": f"one = 1\ntwo = '{'x' * 120}'\n"}
    _, [(_, told)] = tell(tmp_path, "id: fit\nkind: code\ntitle: T\nfile: long.py\n", files).built()
    assert told.code == "text-overflows" and told.message.startswith("a line of code is 128 characters long")
    assert (Path(told.span.file).name, told.span.line) == ("long.py", 2)
    assert told.label == "29 too many"


def test_more_lines_than_there_is_room_for_are_counted(tmp_path: Path) -> None:
    files = {"long.py": "pass\n" * 40}
    _, [(_, told)] = tell(tmp_path, "id: fit\nkind: code\ntitle: T\nfile: long.py\n", files).built()
    assert told.code == "text-overflows" and "40 lines needed" in told.label


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"\xff\xfe\x00\xd8", "unreadable-file"), (b"a\x07b\n", "control-character"), (b"\n\n", "missing-field")],
)
def test_a_file_that_is_no_code_is_answered(data: bytes, code: str, tmp_path: Path) -> None:
    story = tell(tmp_path, "id: fit\nkind: code\ntitle: T\nfile: it.py\n")
    (tmp_path / "it.py").write_bytes(data)
    _, mistakes = story.built()
    assert [(line, told.code) for line, told in mistakes] == [(4, code)]


def test_lines_that_yaml_joins_are_told_for_every_way_to_write_them(tmp_path: Path) -> None:
    for written in ("code: >\n  a\n  b\n", "code: a\n  b\n", "code: >-\n  a\n  b\n"):
        _, mistakes = tell(tmp_path, f"id: fit\nkind: code\ntitle: T\nlanguage: text\n{written}").built()
        assert [(line, told.code) for line, told in mistakes] == [(5, "yaml-syntax")], written


def test_a_brand_from_before_shows_it_too(tmp_path: Path) -> None:
    story = tell(tmp_path, LISTING)
    house = tmp_path / "house"
    shutil.copytree(PROJECT / "assets" / "brand", house / "brand")
    shutil.copytree(PROJECT / "assets" / "fonts", house / "fonts")
    look = house / "brand" / "brand.yaml"
    lines = look.read_text(encoding="utf-8").splitlines(keepends=True)
    old = [line for line in lines if not line.strip().startswith(("code", "line: {char", "monospace"))]
    assert len(lines) - len(old) == 6
    look.write_text("".join(old), encoding="utf-8")
    deck, mistakes = Story(replace(story.world, brand_folder=house / "brand"), story.lines_before).built()
    assert mistakes == []
    assert box(deck, f"{NAME}-band-1").style is not None
    assert [paragraph.text.rstrip() for paragraph in shape(deck).text_frame.paragraphs] == LINES


def test_handouts_print_it_as_it_stands(tmp_path: Path) -> None:
    [page] = tell(tmp_path, LISTING).without_mistakes().pages
    brand = brand_of(PROJECT / "assets" / "brand")
    [block] = body(page.items, Reading(brand, page.layout, page.language))
    assert [line["text"] for line in block["lines"]] == LINES
    assert [line["number"] for line in block["lines"] if line["lit"]] == [2, 4, 5]
