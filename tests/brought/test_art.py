"""What is painted of a template's pictures, for PDF and PNG?"""

from __future__ import annotations

import io

from PIL import Image

from deck.brand.brought.art import _in_rgb


def jpeg(mode: str, color: tuple[int, ...]) -> bytes:
    written = io.BytesIO()
    Image.new(mode, (8, 8), color).save(written, "JPEG", quality=95)
    return written.getvalue()


def test_a_logo_made_for_print_keeps_its_colours_on_screens() -> None:
    # No cyan, full magenta, full yellow, no black: a red.
    shown = Image.open(io.BytesIO(_in_rgb(jpeg("CMYK", (0, 255, 255, 0)))))
    assert shown.mode == "RGB"
    red, green, blue = shown.getpixel((4, 4))  # type: ignore[misc]
    assert red > 220 and green < 40 and blue < 40


def test_other_pictures_stay_as_they_are() -> None:
    plain = jpeg("RGB", (10, 20, 30))
    assert _in_rgb(plain) is plain
    assert _in_rgb(b"\xff\xd8 no picture at all") == b"\xff\xd8 no picture at all"
