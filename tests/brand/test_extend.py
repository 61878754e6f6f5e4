"""Does a brand that extends the plain one take over what it does not say, and keep its own?"""

from __future__ import annotations

import shutil
import struct
import zlib
from pathlib import Path

import pytest

from deck.brand.extend import merged
from deck.brand.load import load_brand
from deck.brand.model import Brand, Emblem
from deck.brand.theme_colors import contrast
from deck.diagnostics import Diagnostic

PROJECT = Path(__file__).parents[2]
FONTS = PROJECT / "assets" / "fonts"
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10"><rect width="40" height="10" fill="#123456"/></svg>'


def loaded(folder: Path, yaml: str) -> tuple[Brand | None, list[Diagnostic]]:
    (folder / "brand.yaml").write_text(f"extends: plain\n{yaml}", encoding="utf-8")
    brand, found = load_brand(folder)
    return brand, list(found)


def brand_of(folder: Path, yaml: str = "meta: {name: Ours}\n") -> Brand:
    brand, found = loaded(folder, yaml)
    assert brand is not None, [one.message for one in found]
    assert found == []
    return brand


def test_two_lines_are_a_brand(tmp_path: Path) -> None:
    brand = brand_of(tmp_path)
    assert brand.name == "Ours"
    assert {face.path.parent for face in brand.faces} == {FONTS}


def test_nothing_of_the_conference_is_in_it(tmp_path: Path) -> None:
    brand = brand_of(tmp_path)
    decor = [part for layout in brand.layouts.values() for part in layout.decor]
    assert {type(part).__name__ for part in decor} == {"Bar"}


def test_a_colour_of_its_own_stands_and_its_tints_follow(tmp_path: Path) -> None:
    plain = brand_of(tmp_path)
    brand = brand_of(tmp_path, 'color: {palette: {primary: {hex: "6B2D5C"}}}\n')
    assert brand.colors["primary"].hex == "6B2D5C"
    assert brand.theme["accent1"] == "6B2D5C"
    assert brand.colors["pale"] != plain.colors["pale"]
    assert brand.colors["accent"] == plain.colors["accent"]


@pytest.mark.parametrize("primary", ["00695C", "005A8C", "6B2D5C"])
def test_tints_are_the_main_colour_mixed_with_white(primary: str, tmp_path: Path) -> None:
    brand = brand_of(tmp_path, f'color: {{palette: {{primary: {{hex: "{primary}"}}}}}}\n')
    for name, white in (("sky", 0.6), ("pale", 0.9)):
        mixed = [round(int(primary[i : i + 2], 16) * (1 - white) + 255 * white) for i in (0, 2, 4)]
        shown = [int(brand.colors[name].hex[i : i + 2], 16) for i in (0, 2, 4)]
        assert all(abs(one - other) <= 2 for one, other in zip(mixed, shown, strict=True))


def test_a_logo_on_a_cover_stands_where_the_words_begin(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_text(LOGO.replace("40 10", "10 10"), encoding="utf-8")
    layouts = brand_of(tmp_path, "logo: {file: logo.svg, on_dark: logo.svg}\n").layouts
    logo = next(part for part in layouts["talk"].decor if isinstance(part, Emblem))
    assert logo.box.x == pytest.approx(layouts["talk"].slots["title"].box.x)


def test_links_and_words_in_the_accent_follow_its_colours(tmp_path: Path) -> None:
    brand = brand_of(tmp_path, 'color: {palette: {primary: {hex: "6B2D5C"}, accent: {hex: "C97B00"}}}\n')
    assert brand.colors["link"].hex == brand.theme["hlink"] == "6B2D5C"
    assert contrast(brand.colors["accent_text"].hex, "FFFFFF") >= 4.5
    said = brand_of(tmp_path, 'color: {palette: {primary: {hex: "6B2D5C"}, link: {hex: "123456"}}}\n')
    assert said.colors["link"].hex == "123456"


def test_a_colour_that_cannot_be_read_is_told_at_its_line(tmp_path: Path) -> None:
    _, found = loaded(tmp_path, 'color:\n  palette:\n    primary: {hex: "9FC5E8"}\n')
    assert {(one.code, one.span.line) for one in found} == {("low-contrast", 4)}
    assert "has a contrast of" in found[0].message


def test_a_slide_of_another_shape_needs_no_box_moved(tmp_path: Path) -> None:
    wide, square = brand_of(tmp_path), brand_of(tmp_path, "grid: {width: 254}\n")
    assert square.width / square.height == pytest.approx(4 / 3, abs=0.001)
    assert square.layouts.keys() == wide.layouts.keys()
    bar, wider = square.layouts["cover"].decor[0], wide.layouts["cover"].decor[0]
    assert bar.box.x / square.width == pytest.approx(wider.box.x / wide.width, abs=0.001)


def test_a_logo_stands_in_the_corner_and_large_on_covers(tmp_path: Path) -> None:
    for name in ("logo.svg", "white.svg"):
        (tmp_path / name).write_text(LOGO, encoding="utf-8")
    brand = brand_of(tmp_path, "logo: {file: logo.svg, on_dark: white.svg}\n")
    having = {key for key, layout in brand.layouts.items() if any(isinstance(part, Emblem) for part in layout.decor)}
    assert {"content", "table", "statement", "talk", "closing"} <= having


def test_a_logo_of_pixels_does_too(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(png(40, 10))
    emblem = brand_of(tmp_path, "logo: logo.png\n").layouts["content"].decor[-1]
    assert isinstance(emblem, Emblem)
    assert emblem.box.width / emblem.box.height == pytest.approx(4, abs=0.01)


def png(width: int, height: int) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = b"".join(b"\0" + b"\x12\x34\x56" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def test_a_logo_that_is_not_there_is_told_where_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_text(LOGO, encoding="utf-8")
    _, found = loaded(tmp_path, "logo: logos.svg\n")
    assert [(one.span.line, one.message, one.help) for one in found] == [
        (2, "there is no file `logos.svg`", "did you mean `logo.svg`?")
    ]


def test_its_own_font_stands_beside_those_of_the_program(tmp_path: Path) -> None:
    fonts = tmp_path / "fonts"
    fonts.mkdir()
    for style in ("Regular", "Bold", "Italic", "BoldItalic"):
        shutil.copy(FONTS / f"Inter-{style}.ttf", fonts)
    brand = brand_of(tmp_path, "typography: {fonts: fonts, base: Inter}\n")
    homes = {face.family: face.path.parent for face in brand.faces}
    assert (homes["Inter"], homes["Noto Sans Arabic"]) == (fonts, FONTS)


def test_only_the_plain_brand_can_be_extended(tmp_path: Path) -> None:
    (tmp_path / "brand.yaml").write_text("extends: plane\n", encoding="utf-8")
    _, found = load_brand(tmp_path)
    assert [(one.span.line, one.message, one.help) for one in found] == [
        (1, "a brand cannot extend `plane`", "did you mean `plain`?")
    ]


def test_who_gives_a_box_does_not_take_over_columns() -> None:
    taken = merged({"box": ["1", "2", "3", "4"]}, {"columns": ["1", "2"], "top": "3", "height": "4", "role": "body"})
    assert taken == {"box": ["1", "2", "3", "4"], "role": "body"}


@pytest.mark.parametrize(
    ("yaml", "told", "help"),
    [
        ('color: {palette: {acent: {hex: "B8530A"}}}', "the palette has no colour `acent`", "did you mean `accent`?"),
        ('color: {palette: {orange: {hex: "B8530A"}}}', "the palette has no colour `orange`", "it has text, paper"),
        ('color: {palette: {primary: "B8530A"}}', "`color.palette.primary` must be a mapping", 'as in {hex: "005A8C"}'),
        ('color: {palette: {primary: {hexx: "B8530A"}}}', "`color.palette.primary` has no field `hexx`", "`hex`?"),
        ("typography: {base: Intre}", "there is no font `Intre`", "did you mean `Inter`?"),
        ("typography: {base: Ponies}", "there is no font `Ponies`", "or name one that is there: `Inter`"),
        (
            "logo: logo.svg\ntypography: {base: Ponies}",
            "there is no font `Ponies`",
            "or name one that is there: `Inter`",
        ),
    ],
)
def test_one_slip_is_one_message_and_none_of_what_follows_from_it(
    yaml: str, told: str, help: str, tmp_path: Path
) -> None:
    (tmp_path / "logo.svg").write_text(LOGO.replace("<rect", "<text x='1' y='9'>No</text><rect"), encoding="utf-8")
    [found] = loaded(tmp_path, f"{yaml}\n")[1]
    assert told in found.message and help in found.help


def test_a_colour_may_begin_with_the_sign_of_the_web(tmp_path: Path) -> None:
    brand = brand_of(tmp_path, 'color: {palette: {primary: {hex: "#6B2D5C"}}}\n')
    assert brand.colors["primary"].hex == brand.colors["link"].hex == "6B2D5C"
