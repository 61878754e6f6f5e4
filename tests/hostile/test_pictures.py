"""Is a picture only pixels and lines when it gets into the deck: no script, no address, no place where it was taken?"""

from __future__ import annotations

import base64
import io
import struct
import time
import zlib
from collections.abc import Callable

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from tests.hostile.project import Mistake, Project

COVER = "id: one\nkind: cover\ntitle: A talk\nlogos:\n  - {{file: {}, alt: A logo}}"
OPEN = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 4 3">\n'
RECT = '<rect width="4" height="3" fill="#123456"/>'
ONLY_DRAW = "a picture in a deck may only draw: export it as plain SVG, with everything inside it"
NO_EDITING = "export it as plain SVG, without data for an editor such as Illustrator"
AGAIN = "export it again as PNG or JPEG"
SECRET = b"Secret Street 7"


def shown(project: Project, name: str, data: str | bytes) -> None:
    project.write(name, data)
    project.tell(COVER.format(name))


# ---------------------------------------------------------------- drawings


@pytest.mark.parametrize(
    ("inside", "what"),
    [
        ("<script>alert(1)</script>", "it holds `<script>`"),
        ("<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'/></foreignObject>", "it holds `<foreignObject>`"),
        ("<iframe xmlns='http://www.w3.org/1999/xhtml' src='x'/>", "it holds `<iframe>`"),
        ("<g onload='alert(1)'/>", "`<g>` holds the script `onload`"),
        ("<rect OnClick='alert(1)'/>", "`<rect>` holds the script `onclick`"),
        ("<image href='http://example.org/x.png'/>", "`<image>` leads to `http://example.org/x.png`"),
        ("<image xlink:href='file:///etc/passwd'/>", "`<image>` leads to `file:///etc/passwd`"),
        ("<image href='//server/share/x.png'/>", "`<image>` leads to `//server/share/x.png`"),
        ("<use href='other.svg#a'/>", "`<use>` leads to `other.svg#a`"),
        ("<a href='javascript:alert(1)'/>", "`<a>` leads to `javascript:alert(1)`"),
        ("<style>@import 'x.css';</style>", "the style of `<style>` reaches outside: `@import`"),
        ("<style>rect {fill: url(http://x/y)}</style>", "the style of `<style>` reaches outside: `http://x/y`"),
        ("<rect style='fill: URL( \"//x\" )'/>", "the style of `<rect>` reaches outside: `//x`"),
        ("<rect fill='url(other.svg#a)'/>", "the style of `<rect>` reaches outside: `other.svg#a`"),
        ("<rect style='fill:u\\72l(x)'/>", "the style of `<rect>` reaches outside: `\\`"),
        ("<set attributeName='href' to='javascript:x'/>", "`<set>` changes a link"),
        ("<animate attributeName='xlink:href'/>", "`<animate>` changes a link"),
    ],
)
def test_a_drawing_that_wants_more_than_to_draw(project: Project, inside: str, what: str) -> None:
    shown(project, "logo.svg", f"{OPEN}{RECT}\n{inside}</svg>")
    assert project.mistake() == Mistake(
        "unsafe-svg", "slides.yaml:11", f"`logo.svg` cannot be shown: {what} (line 3)", ONLY_DRAW
    )


def test_what_an_author_reads(project: Project) -> None:
    shown(project, "logo.svg", f"{OPEN}<script/></svg>")
    assert project.picture() == (
        "error[unsafe-svg]: `logo.svg` cannot be shown: it holds `<script>` (line 2)\n"
        "  --> slides.yaml:11:16\n"
        "   |\n"
        "11 |       - {file: logo.svg, alt: A logo}\n"
        "   |                ^^^^^^^^\n"
        f"   = help: {ONLY_DRAW}\n"
        "1 error\n"
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_not_even_expanded(project: Project, encoding: str) -> None:
    laughs = '<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdef", "bcdefg", strict=True)
    )
    text = f'<!DOCTYPE svg [{laughs}<!ENTITY x SYSTEM "file:///etc/passwd">]>\n{OPEN}<text>&g;&x;</text></svg>'
    shown(project, "logo.svg", text.encode(encoding))
    found = project.mistake()
    assert found == Mistake(
        "unsafe-svg", "slides.yaml:11", "`logo.svg` cannot be shown: it declares XML entities (line 1)", NO_EDITING
    )


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "is empty"),
        (b"just words", "it is not XML: "),
        (f"{OPEN}<g>".encode(), "it is not XML: "),
        (b"<svg/>", "its first element is `<svg>`, not an `<svg>` of the SVG namespace"),
        (b"<html/>", "its first element is `<html>`"),
        (OPEN.replace("0 0 4 3", "0 0 0 3").encode() + b"</svg>", "its viewBox has no usable width and height"),
        (OPEN.replace("0 0 4 3", "0 0 -4 3").encode() + b"</svg>", "its viewBox has no usable width and height"),
        (OPEN.replace("0 0 4 3", "0 0 nan 3").encode() + b"</svg>", "its viewBox has no usable width and height"),
        (OPEN.replace("0 0 4 3", "0 0 1e300 1e300").encode() + b"</svg>", "its viewBox has no usable width and height"),
        (OPEN.replace("0 0 4 3", "4 3").encode() + b"</svg>", "its viewBox is not four numbers"),
        (OPEN.replace('viewBox="0 0 4 3"', "").encode() + b"</svg>", "it does not say how large it is"),
        (
            OPEN.replace('viewBox="0 0 4 3"', 'width="100%" height="9"').encode() + b"</svg>",
            "it does not say how large",
        ),
        (OPEN.replace("viewBox", 'width="0" viewBox').encode() + b"</svg>", "its width is `0`"),
        (f"{OPEN}<image href='data:image/gif;base64,R0lG'/></svg>".encode(), "neither PNG nor JPEG (line 2)"),
        (f"{OPEN}<image href='data:image/png;base64,R0lG'/></svg>".encode(), "a picture that cannot be read"),
        (f"{OPEN}<image href='data:image/png;base64,%%%'/></svg>".encode(), "a picture that cannot be read"),
        (f"{OPEN}{'<g>' * 1000}{'</g>' * 1000}</svg>".encode(), "it is not XML: "),
        (f'{OPEN}<g id="a"><use href="#a"/></g></svg>'.encode(), "it draws itself, by `#a`"),
        (f"{OPEN}<rect fill='nice' width='4' height='3'/></svg>".encode(), "the fill `nice` is no colour"),
        (f"{OPEN}<text style='writing-mode: vertical-rl'>x</text></svg>".encode(), "runs from top to bottom"),
    ],
)
def test_a_drawing_that_cannot_be_shown(project: Project, data: bytes, why: str) -> None:
    shown(project, "logo.svg", data)
    found = project.mistake()
    assert (found.code, found.place) == ("bad-picture", "slides.yaml:11")
    assert found.message.startswith("`logo.svg` ")
    assert why in found.message
    assert found.help


def test_a_bomb_of_copies_is_not_drawn(project: Project) -> None:
    levels = "".join(f'<g id="a{n}">{f"""<use xlink:href="#a{n - 1}"/>""" * 10}</g>' for n in range(1, 12))
    shown(project, "logo.svg", f'{OPEN}<g id="a0">{RECT}</g>{levels}</svg>')
    started = time.perf_counter()
    assert "more than 60,000 shapes" in project.mistake().message
    assert time.perf_counter() - started < 5


def test_what_editors_leave_in_a_drawing_is_taken_out(project: Project) -> None:
    doctype = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    inside = (
        "<!-- Secret Street 7 --><?editor Secret Street 7?><metadata>Secret Street 7</metadata>"
        "<e:view xmlns:e='urn:editor' e:file='Secret Street 7'/><g xmlns:e='urn:editor' e:note='Secret Street 7'/>"
    )
    shown(project, "logo.svg", f"<?xml version='1.0'?>{doctype}{OPEN}{inside}{RECT}</svg>")
    [svg] = project.media(".svg")
    assert SECRET not in svg
    assert b"DOCTYPE" not in svg
    assert b'<path d="M0 0L4 0L4 3L0 3Z" fill="#123456"/>' in svg


def test_what_powerpoint_cannot_draw_is_named(project: Project) -> None:
    shown(project, "logo.svg", f"{OPEN}{RECT}<filter id='f'/><animate attributeName='x'/></svg>")
    assert "warning[svg-left-out]: `logo.svg` is shown without `<filter>`, `<animate>`" in project.run("check")[2]
    assert b"filter" not in project.media(".svg")[0]
    # Also when the picture was remembered.
    assert "warning[svg-left-out]" in project.run("check")[2]


def test_text_in_a_font_of_the_brand_is_drawn(project: Project) -> None:
    shown(project, "logo.svg", f'{OPEN}<text y="3" font-size="4" font-family="Inter">x</text></svg>')
    [png] = project.media(".png")
    with Image.open(io.BytesIO(png)) as picture:
        assert picture.getextrema()[-1] == (0, 255)


# ---------------------------------------------------------------- photographs


def encoded(picture: Image.Image, form: str, **more: object) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, form, **more)
    return buffer.getvalue()


def camera(form: str) -> bytes:
    """A picture as a camera or a phone writes it: where it was taken, by whom, and lying on its side."""
    exif = Image.Exif()
    exif[0x010E] = exif[0x013B] = SECRET.decode()
    exif[0x0112] = 6
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 31.0, 12.0), 29: SECRET.decode()})
    picture = Image.effect_noise((400, 300), 80).convert("RGB")
    if form == "JPEG":
        return encoded(picture, form, exif=exif, comment=SECRET, icc_profile=profile())
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", SECRET.decode())
    info.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    return encoded(picture, form, exif=exif, pnginfo=info, icc_profile=profile(), dpi=(72, 72))


def profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_a_camera_does_not_tell_where_and_by_whom(project: Project, form: str) -> None:
    data = camera(form)
    assert SECRET in data
    shown(project, "photo.jpg", data)
    parts = project.parts()
    assert not [name for name, part in parts.items() if SECRET in part or b"Exif" in part or b"GPS" in part]
    [picture] = [part for name, part in parts.items() if "/media/image" in name]
    with Image.open(io.BytesIO(picture)) as seen:
        assert not seen.getexif()
        assert not {"icc_profile", "comment", "exif", "dpi", "Author", "xmp"} & set(seen.info)
        assert seen.width < seen.height, "the picture lies on its side"


def test_a_photograph_inside_a_drawing_does_not_tell_either(project: Project) -> None:
    inside = base64.b64encode(camera("JPEG")).decode()
    shown(project, "logo.svg", f'{OPEN}<image width="4" height="3" href="data:image/jpeg;base64,{inside}"/></svg>')
    [svg] = project.media(".svg")
    picture = base64.b64decode(svg.split(b"base64,")[1].split(b'"')[0])
    assert b"Exif" not in picture
    assert SECRET not in picture


def test_a_picture_keeps_its_pixels(project: Project) -> None:
    small = Image.effect_noise((40, 30), 80).convert("RGBA")
    shown(project, "photo.png", encoded(small, "PNG"))
    [png] = project.media(".png")
    with Image.open(io.BytesIO(png)) as seen:
        assert seen.tobytes() == small.tobytes()


def test_a_picture_has_no_more_pixels_than_its_place_can_show(project: Project) -> None:
    shown(project, "photo.png", encoded(Image.new("RGB", (6000, 3000), "teal"), "PNG"))
    [png] = project.media(".png")
    with Image.open(io.BytesIO(png)) as seen:
        assert 300 < seen.width < 2000
        assert seen.width == pytest.approx(2 * seen.height, abs=2)


def test_a_picture_that_was_read_once_is_not_read_again(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    shown(project, "photo.jpg", camera("JPEG"))
    expected = project.parts()

    def opened(*rest: object, **more: object) -> None:
        raise AssertionError("Pillow was asked again")

    monkeypatch.setattr(Image, "open", opened)
    assert project.parts() == expected


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def bomb(width: int, height: int, *more: bytes) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(b"\0" * 100_000, 9))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + pixels + chunk(b"IEND", b"")


@pytest.mark.parametrize("sides", [(60_000, 60_000), (12_000, 9_000), (2**31 - 1, 1), (1, 2**31 - 1)])
def test_a_small_file_of_very_many_pixels_is_not_unpacked(project: Project, sides: tuple[int, int]) -> None:
    shown(project, "photo.png", bomb(*sides))
    assert project.mistake() == Mistake(
        "bad-picture", "slides.yaml:11", "`photo.png` cannot be shown: it has more than 80 million pixels", AGAIN
    )


def test_a_small_file_of_very_much_text_is_not_unpacked(project: Project) -> None:
    text = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"x" * 20_000_000, 9))
    shown(project, "photo.png", bomb(10, 10, text))
    assert project.mistake().code == "bad-picture"


GOOD_PNG: Callable[[], bytes] = lambda: encoded(Image.effect_noise((300, 200), 80), "PNG")  # noqa: E731
GOOD_JPEG: Callable[[], bytes] = lambda: encoded(Image.effect_noise((300, 200), 80), "JPEG")  # noqa: E731


@pytest.mark.parametrize(
    "data",
    [
        GOOD_PNG()[:2000],
        GOOD_PNG()[:40],
        GOOD_JPEG()[:2000],
        GOOD_JPEG()[:20],
        GOOD_PNG().replace(b"IDAT", b"IDXT", 1),
        GOOD_PNG()[:60] + b"\xff" * 900,
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff",
        bomb(0, 0),
    ],
    ids=range(9),
)
def test_a_damaged_picture(project: Project, data: bytes) -> None:
    shown(project, "photo.png", data)
    assert project.mistake() == Mistake(
        "bad-picture", "slides.yaml:11", "`photo.png` cannot be shown: it is damaged or cut off", AGAIN
    )


@pytest.mark.parametrize("form", ["GIF", "BMP", "TIFF", "WEBP", "PPM"])
def test_a_picture_of_another_kind(project: Project, form: str) -> None:
    shown(project, "photo.png", encoded(Image.new("RGB", (10, 10)), form))
    assert project.mistake() == Mistake(
        "bad-picture",
        "slides.yaml:11",
        "`photo.png` is not a PNG, JPEG or SVG picture",
        "export it as PNG, JPEG or SVG",
    )


def test_an_empty_picture(project: Project) -> None:
    shown(project, "photo.png", b"")
    assert project.mistake().message == "`photo.png` is empty"


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16", "CMYK"])
@pytest.mark.parametrize("width", [30, 2000])
def test_pictures_of_every_depth_are_shown(project: Project, mode: str, width: int) -> None:
    size = (width, width // 2)
    made = Image.new(mode, size, 30_000) if mode == "I;16" else Image.new("RGB", size, "white").convert(mode)
    form = "jpeg" if mode == "CMYK" else "png"
    shown(project, "photo", encoded(made, form))
    [png] = project.media(f".{form}")
    with Image.open(io.BytesIO(png)) as seen:
        assert seen.width <= width
        if mode == "I;16":
            assert seen.getpixel((5, 5)) == 30_000
        else:
            assert seen.convert("RGB").getpixel((5, 5)) == (255, 255, 255)
