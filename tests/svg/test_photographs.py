"""Does a photograph keep its pixels, its colours and its quality when it gets into a deck?"""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import pytest
from PIL import Image, ImageCms

from deck.geometry import Box
from deck.resolve.read_photograph import BadPhotograph, Photograph, read_photograph

ROOM = Box(0, 0, 400, 300)
PHOTO = Image.radial_gradient("L").resize((120, 90)).convert("RGB")


def encoded(picture: Image.Image, form: str, **more: Any) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, form, **more)
    return buffer.getvalue()


def seen(photo: Photograph) -> Image.Image:
    return Image.open(io.BytesIO(photo.data))


def png(depth: int, kind: int, rows: list[bytes], clear: bytes) -> bytes:
    """A PNG by hand: Pillow writes only some of what others do."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", 2, len(rows), depth, kind, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + row for row in rows))
    parts = (chunk(b"IHDR", head), chunk(b"tRNS", clear), chunk(b"IDAT", pixels), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.mark.parametrize(
    "data",
    [
        png(16, 0, [struct.pack(">HH", 0x8001, 0x8002)], struct.pack(">H", 0x8001)),
        png(16, 2, [struct.pack(">6H", 0x8000, 0, 0, 0x4000, 0, 0)], struct.pack(">3H", 0x8000, 0, 0)),
        png(8, 0, [bytes((128, 64))], struct.pack(">H", 128)),
        png(4, 0, [bytes((0x84,))], struct.pack(">H", 8)),
        png(2, 0, [bytes((0b10_01_0000,))], struct.pack(">H", 2)),
        png(1, 0, [bytes((0b10_000000,))], struct.pack(">H", 1)),
    ],
    ids=["16 bits of grey", "16 bits of colour", "8 bits", "4 bits", "2 bits", "1 bit"],
)
def test_the_clear_colour_of_a_png_is_clear_at_every_depth(data: bytes) -> None:
    picture = seen(read_photograph(data, ROOM)).convert("RGBA")
    assert [picture.getpixel((x, 0))[3] for x in (0, 1)] == [0, 255]  # type: ignore[index]


def test_a_grey_of_16_bits_keeps_its_brightness_beside_a_clear_one() -> None:
    data = png(16, 0, [struct.pack(">HH", 0, 0x4000)], struct.pack(">H", 0))
    assert seen(read_photograph(data, ROOM)).convert("RGBA").getpixel((1, 0)) == (0x40, 0x40, 0x40, 255)


def test_a_palette_is_shown_in_the_colours_of_its_profile() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    lab = encoded(PHOTO.quantize(8), "PNG")
    plain = encoded(
        PHOTO.quantize(8), "PNG", icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    )
    assert (
        seen(read_photograph(plain, ROOM)).convert("RGB").tobytes()
        == Image.open(io.BytesIO(lab)).convert("RGB").tobytes()
    )
    # A profile that cannot be used is as good as none.
    assert read_photograph(encoded(PHOTO.quantize(8), "PNG", icc_profile=profile), ROOM).width == 120


def test_a_jpeg_that_needs_no_change_is_not_compressed_again() -> None:
    data = encoded(PHOTO, "JPEG", quality=55, progressive=True, comment=b"Secret Street 7", dpi=(72, 72))
    photo = read_photograph(data, ROOM)
    assert seen(photo).tobytes() == Image.open(io.BytesIO(data)).tobytes()
    assert b"Secret" not in photo.data
    scan = data[data.index(b"\xff\xda") :]
    assert scan in photo.data
    assert "dpi" not in seen(photo).info


def test_what_stands_behind_a_jpeg_is_taken_out() -> None:
    data = encoded(PHOTO, "JPEG") + b"Secret Street 7"
    assert b"Secret" not in read_photograph(data, ROOM).data


def test_of_several_pictures_in_a_file_the_first_is_shown() -> None:
    other = Image.new("RGB", (60, 45), "red")
    data = encoded(PHOTO, "MPO", save_all=True, append_images=[other])
    assert Image.open(io.BytesIO(data)).format == "MPO"
    photo = read_photograph(data, ROOM)
    assert (seen(photo).format, photo.width, photo.height) == ("JPEG", 120, 90)


def test_a_picture_that_lies_on_its_side_is_put_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    photo = read_photograph(encoded(PHOTO, "JPEG", exif=exif), ROOM)
    assert (photo.width, photo.height) == (90, 120)
    assert not seen(photo).getexif()


def test_inks_become_the_colours_of_a_screen() -> None:
    photo = read_photograph(encoded(Image.new("CMYK", (40, 30), (0, 255, 255, 0)), "JPEG", quality=95), ROOM)
    red, green, blue = seen(photo).getpixel((5, 5))  # type: ignore[misc]
    assert seen(photo).mode == "RGB"
    assert red > 200 and green < 60 and blue < 60


def test_a_cut_off_jpeg_is_refused() -> None:
    with pytest.raises(BadPhotograph):
        read_photograph(encoded(PHOTO, "JPEG")[:600], ROOM)
