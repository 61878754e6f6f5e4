"""What of a picture is seen, where, and are the words on it read? From the talk to the files that people open."""

from __future__ import annotations

import io
import struct
from pathlib import Path
from typing import Any

import pytest
from PIL import Image as Pillow

from deck.brand.theme_colors import contrast
from deck.page import Deck, Page, PictureBox, TextBox
from deck.picture_size import proportions
from deck.value import replace
from deck.write.drawing import draw
from deck.write.handout.blocks import Reading, body, spoken
from tests.story import Story, opened, tell

RED, BLUE = (200, 30, 30), (30, 30, 200)


def photograph(*colors: tuple[int, int, int], size: tuple[int, int] = (1600, 400), **options: Any) -> bytes:
    """A JPEG with a stripe in each colour, from left to right."""
    picture = Pillow.new("RGB", size)
    width = size[0] // len(colors)
    for place, color in enumerate(colors):
        picture.paste(color, (place * width, 0, (place + 1) * width, size[1]))
    data = io.BytesIO()
    picture.save(data, "JPEG", quality=95, **options)
    return data.getvalue()


def told(folder: Path, yaml: str, **files: bytes) -> Story:
    story = tell(folder, yaml)
    for name, data in files.items():
        (folder / f"{name}.jpg").write_bytes(data)
    return story


def picture(page: Page, number: int = 0) -> PictureBox:
    return list(page.pictures)[number]


# ---------------------------------------------------------------- how wide for its height


def test_the_head_of_a_file_says_how_wide_it_is_for_its_height() -> None:
    assert proportions(photograph(RED, size=(800, 400))) == 2
    png = io.BytesIO()
    Pillow.new("L", (30, 90)).save(png, "PNG")
    assert proportions(png.getvalue()) == pytest.approx(1 / 3)


def test_a_camera_that_was_held_on_its_side_has_taken_a_high_picture() -> None:
    exif = Pillow.Exif()
    exif[0x0112] = 6
    assert proportions(photograph(RED, size=(800, 400), exif=exif)) == 0.5


@pytest.mark.parametrize(
    ("root", "ratio"),
    [
        ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100">', 3),
        ('<?xml version="1.0"?><!-- a --><svg\n  width="20mm"\n  height="1cm" viewBox="0 0 7 7">', 2),
        ('<svg width="100%" height="100%" viewBox="-5,-5,40,10">', 4),
        ("<svg>", None),
    ],
)
def test_a_drawing_says_it_in_its_root(root: str, ratio: float | None) -> None:
    assert proportions(f"{root}</svg>".encode()) == (pytest.approx(ratio) if ratio else None)


@pytest.mark.parametrize("cut", [0, 3, 9, 20, 40, 150])
def test_of_a_damaged_file_nothing_is_said(cut: int) -> None:
    assert proportions(photograph(RED)[:cut]) is None
    assert proportions(b"\x89PNG\r\n\x1a\n" + struct.pack(">II", 0, 0) * 2) is None


# ---------------------------------------------------------------- side by side


SIDE_BY_SIDE = """\
id: two
kind: pictures
title: Before and after
pictures:
  - {file: wide.jpg, alt: A wide one, caption: Wide}
  - {file: high.jpg, alt: A high one, caption: High}
"""


def test_pictures_of_a_row_are_equally_high_and_none_is_cut(tmp_path: Path) -> None:
    [page] = told(
        tmp_path, SIDE_BY_SIDE, wide=photograph(RED, size=(1600, 800)), high=photograph(BLUE, size=(800, 1000))
    ).without_mistakes().pages  # fmt: skip
    wide, high = page.pictures
    assert wide.box.height == pytest.approx(high.box.height, abs=0.01)
    assert wide.box.width / wide.box.height == pytest.approx(2, abs=0.01)
    assert high.box.width / high.box.height == pytest.approx(0.8, abs=0.01)
    captions = [one for one in page.elements if isinstance(one, TextBox) and ".caption-" in one.name]
    assert [one.box.x for one in captions] == pytest.approx([wide.box.x, high.box.x])


def test_pictures_over_panels_are_equally_high_however_long_the_words_below_are(tmp_path: Path) -> None:
    panels = ["{title: A, file: a.jpg, alt: a, crop: fill}", "{title: B, text: more, file: a.jpg, alt: b, crop: fill}"]
    slide = f"- id: p\n  kind: panels\n  title: T\n  panels: [{', '.join(panels)}]\n"
    [page] = told(tmp_path, slide, a=photograph(RED, BLUE)).without_mistakes().pages
    first, second = (one.box for one in page.pictures)
    assert (first.y, first.height) == (second.y, second.height)
    assert first.height > 150, "and take what the words leave"


def test_from_right_to_left_the_first_picture_stands_on_the_right(tmp_path: Path) -> None:
    yaml = "talk: {title: T, speaker: S, language: ar, status: final}\nslides:\n- " + SIDE_BY_SIDE.replace("\n", "\n  ")
    both = {"wide": photograph(RED, size=(900, 700)), "high": photograph(BLUE, size=(900, 700))}
    [page] = told(tmp_path, yaml.rstrip() + "\n", **both).without_mistakes().pages
    wide, high = page.pictures
    assert wide.box.x > high.box.right


def test_six_pictures_stand_in_two_rows_of_three(tmp_path: Path) -> None:
    six = "".join(f"  - {{file: a.jpg, alt: Picture {number}}}\n" for number in range(6))
    yaml = f"id: six\nkind: pictures\ntitle: Six\npictures:\n{six}"
    [page] = told(tmp_path, yaml, a=photograph(RED, size=(900, 700))).without_mistakes().pages
    tops = [round(one.box.y) for one in page.pictures]
    assert tops == [*tops[:1] * 3, *tops[3:4] * 3] and tops[0] < tops[3]


def test_a_caption_that_is_too_long_is_told_of_at_its_line(tmp_path: Path) -> None:
    yaml = SIDE_BY_SIDE.replace("caption: High", f"caption: {'many words ' * 150}")
    _, mistakes = told(tmp_path, yaml, wide=photograph(RED), high=photograph(BLUE)).built()
    assert [(one.line, one.told.code) for one in mistakes] == [(6, "text-overflows")]


def test_who_hears_the_slide_hears_each_picture_with_its_caption(tmp_path: Path) -> None:
    deck = told(tmp_path, SIDE_BY_SIDE, wide=photograph(RED), high=photograph(BLUE)).without_mistakes()
    [page] = deck.pages
    reading = Reading(deck.brand, page.layout, page.language)
    assert spoken(page.items, body(page.items, reading)) == "A wide one. Wide. A high one. High."


# ---------------------------------------------------------------- cut


CUT = """\
id: cut
kind: pictures
title: Cut
pictures:
  - {{file: a.jpg, alt: Stripes, crop: fill, focus: [{focus}, 50]}}
  - {{file: a.jpg, alt: Stripes}}
points: [A point]
"""


@pytest.mark.parametrize(("focus", "sides"), [(0, (0, 1)), (100, (1, 0)), (50, (0.5, 0.5))])
def test_a_crop_keeps_its_focus_as_near_the_middle_as_can_be(
    focus: int, sides: tuple[float, float], tmp_path: Path
) -> None:
    deck = told(tmp_path, CUT.format(focus=focus), a=photograph(RED, BLUE)).without_mistakes()
    cut, whole = (shape for shape in opened(deck).slides[0].shapes if hasattr(shape, "crop_left"))
    lost = cut.crop_left + cut.crop_right
    assert lost > 0.2
    assert (cut.crop_left / lost, cut.crop_right / lost) == pytest.approx(sides, abs=0.001)
    assert (cut.crop_top, cut.crop_bottom, whole.crop_left, whole.crop_right) == (0, 0, 0, 0)
    # What is seen of it keeps its proportions: 4 to 1.
    assert cut.width / cut.height == pytest.approx(4 * (1 - lost), rel=0.005)


def test_pictures_and_pdf_show_the_same_part(tmp_path: Path) -> None:
    deck = told(tmp_path, CUT.format(focus=100), a=photograph(RED, BLUE, size=(2000, 400))).without_mistakes()
    box = picture(deck.pages[0]).box
    seen = drawn(deck, deck.pages[0]).crop(
        (round(box.x) + 2, round(box.y) + 2, round(box.right) - 2, round(box.bottom) - 2)
    )
    left, _, right, _ = picture(deck.pages[0]).cut
    reds = sum(seen.getpixel((x, 30))[0] > 120 for x in range(seen.width)) / seen.width
    assert reds == pytest.approx(max(0.0, 0.5 - left) / (1 - left - right), abs=0.02)


def drawn(deck: Deck, page: Page) -> Any:
    """The page as a picture of one pixel a point."""
    [png] = draw([page], deck.brand, ppi=72)
    return Pillow.open(io.BytesIO(png)).convert("RGB")


# ---------------------------------------------------------------- words on a picture


FULL = """\
id: full
kind: full_picture
title: The ward in the morning, before anybody is up, and long before the first visitor has come to see it
file: a.jpg
alt: An empty ward
text: [A line under the title, And another]
source: "Photograph: the speaker"
"""


@pytest.mark.parametrize("words", ["bottom", "top"])
@pytest.mark.parametrize(
    "colors", [[(255, 255, 255)], [(255, 255, 255), (10, 20, 10)], [(250, 230, 120), (90, 120, 200)]]
)
def test_each_word_stands_out_from_what_is_drawn_behind_it(
    colors: list[tuple[int, int, int]], words: str, tmp_path: Path
) -> None:
    deck = told(tmp_path, f"{FULL}words: {words}\n", a=photograph(*colors, size=(1920, 1080))).without_mistakes()
    [page] = deck.pages
    wordless = tuple(one for one in page.elements if not isinstance(one, TextBox) or one.style is not None)
    ground = drawn(deck, replace(page, elements=wordless))
    said = [one for one in page.elements if isinstance(one, TextBox) and one.style is None]
    assert len(said) == 3
    for one in said:
        area, frame = one.box.without(*one.frame.inset), one.frame
        for line in frame.lines:
            y = round(area.y + frame.top + line.baseline)
            behind = ground.crop((round(area.x), y - 14, round(area.x + line.width), y)).getcolors(1 << 20)
            [laid] = {laid.color.hex for laid in frame.paragraphs}
            enough = 4.5 if max(laid.size_pt for laid in frame.paragraphs) < 18 else 3
            worst = min(contrast(laid, "{:02X}{:02X}{:02X}".format(*color)) for _, color in behind)
            assert worst >= enough - 0.05, (line.text, worst)


def test_a_dark_picture_needs_less_of_a_scrim_than_a_light_one(tmp_path: Path) -> None:
    def strength(color: tuple[int, int, int], folder: Path) -> float:
        folder.mkdir()
        [page] = told(folder, FULL, a=photograph(color, size=(1920, 1080))).without_mistakes().pages
        scrims = [one for one in page.elements if isinstance(one, TextBox) and one.style and one.style.name == "scrim"]
        return scrims[0].style.opacity

    assert strength((20, 20, 20), tmp_path / "dark") < strength((255, 255, 255), tmp_path / "light") < 1


def test_the_picture_lies_behind_and_is_read_with_the_title(tmp_path: Path) -> None:
    deck = told(tmp_path, FULL, a=photograph(RED, size=(1920, 1080))).without_mistakes()
    first, scrim, title, *_ = opened(deck).slides[0].shapes
    assert first._element[0][0].get("descr") == "An empty ward"
    assert (first.left, first.top) == (0, 0)
    assert title.text_frame.text.startswith("The ward")
    assert scrim.fill.fore_color._xFill[0].find("{*}alpha") is not None


def test_a_badge_stands_at_the_end_of_its_corner(tmp_path: Path) -> None:
    yaml = """\
id: a
kind: statement
title: A statement
quote: [It is said]
badge: {file: assets/meeting.svg, alt: The meeting}
"""
    [page] = tell(tmp_path, yaml).without_mistakes().pages
    badge = picture(page)
    assert badge.box.right == pytest.approx(page.layout.slots["badge"].box.right)
