"""How does the audience reach who speaks? By words that can be read, and by a code that a phone reads."""

from __future__ import annotations

import io
from pathlib import Path

import segno
from PIL import Image as Pillow

from tests.story import opened, tell

ADDRESS = "https://example.org/talk?a=1&b=2"
TWO = f"""\
id: a
kind: contact
title: Two who speak
people:
  - {{name: A Speaker, lines: [Neurology], url: "{ADDRESS}"}}
  - {{name: Another, lines: [Registry, "Somewhere, on two lines"], url: "https://example.org/b"}}
"""


def modules(png: bytes) -> list[list[bool]]:
    """Which modules of a code are dark, its quiet zone included."""
    picture = Pillow.open(io.BytesIO(png)).convert("L")
    size = segno.make(ADDRESS, error="m", micro=False).symbol_size(border=4)[0]
    step = picture.width / size
    at = [int((n + 0.5) * step) for n in range(size)]
    return [[picture.getpixel((x, y)) < 128 for x in at] for y in at]


def test_a_code_says_the_address_and_so_does_its_description(tmp_path: Path) -> None:
    deck = tell(tmp_path, TWO).without_mistakes()
    first, _ = (one for one in opened(deck).slides[0].shapes if one.shape_type == 13)
    wanted = segno.make(ADDRESS, error="m", micro=False).matrix_iter(border=4)
    assert modules(first.image.blob) == [[bool(module) for module in row] for row in wanted]
    assert first._element[0][0].get("descr") == f"QR code: {ADDRESS}"


def test_codes_are_square_equally_large_and_stand_under_their_people(tmp_path: Path) -> None:
    [page] = tell(tmp_path, TWO).without_mistakes().pages
    one, other = page.pictures
    assert one.box.width == one.box.height == other.box.width
    assert one.box.y == other.box.y and one.box.right < other.box.x


def test_the_address_can_be_followed_in_words_too(tmp_path: Path) -> None:
    deck = tell(tmp_path, TWO).without_mistakes()
    links = [rel.target_ref for rel in opened(deck).slides[0].part.rels.values() if rel.is_external]
    assert links == [ADDRESS, "https://example.org/b"]


def test_a_slide_may_name_two_sources_each_on_a_line(tmp_path: Path) -> None:
    yaml = 'id: a\nkind: statement\ntitle: T\nquote: [It is so]\nsource: ["[@mackensen2022]", Own data]\n'
    deck = tell(tmp_path, yaml).without_mistakes()
    said = [one.text_frame.text for one in opened(deck).slides[0].shapes if one.name == "a.source"]
    assert said == ["Mackensen et al. 2022 [1]\nOwn data"]


def test_the_code_of_one_person_ends_at_the_margin_beside_the_words(tmp_path: Path) -> None:
    yaml = f'id: a\nkind: contact\ntitle: Write to me\npeople: [{{name: A Speaker, url: "{ADDRESS}"}}]\n'
    [page] = tell(tmp_path, yaml).without_mistakes().pages
    [code] = page.pictures
    margin = page.layout.slots["title"].box.right
    assert 0 <= margin - code.box.right < 0.05 * margin
