"""Pictures on a page: whole at any size, and no larger in a file than they are seen."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from itertools import pairwise

import pikepdf
import pytest
from PIL import Image as Pictures

from deck.geometry import Box
from deck.markup import Run, Text
from deck.page import Image, PictureBox
from deck.press import raster
from deck.write.drawing import draw
from tests.write.test_drawing import BRAND, page

# ---------------------------------------------------------------- whole


@pytest.mark.parametrize("width", [320, 533, 640, 800, 960, 1111, 1280, 2401])
@pytest.mark.parametrize("box", [Box(20.3, 7.7, 331.37, 181.11), Box(31, 12, 300.5, 170), Box(7.1, 3.3, 389.9, 190)])
def test_no_row_and_no_column_of_a_drawing_is_lost(width: int, box: Box) -> None:
    pixels = width / BRAND.width
    drawing = slope(thick=331 / (min(box.width, box.height * 331 / 180) * pixels))
    [png] = draw([page(picture(drawing, box))], BRAND, ppi=pixels * 72)
    assert steepest(png) < 0.2


def test_a_drawing_fills_its_place() -> None:
    square = b'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><rect width="20" height="20"/></svg>'
    [png] = draw([page(picture(square, Box(100.2, 50.1, 80, 80)))], BRAND, ppi=72)
    box = Pictures.open(io.BytesIO(png)).convert("L").point(lambda value: 255 - value).getbbox()
    assert box == (100, 50, 180, 130)


@pytest.mark.parametrize("width", [100, 331, 500, 777])
def test_a_raster_of_a_drawing_has_all_its_rows(width: int) -> None:
    png = raster(slope(thick=331 / width), width)
    assert Pictures.open(io.BytesIO(png)).size == (width, round(width * 180 / 331))
    assert steepest(png) < 0.2


def slope(thick: float) -> bytes:
    """A straight line about a pixel thick: what a lost row or column breaks."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 331 180">'
        f'<path d="M0 0 L331 180" stroke="black" stroke-width="{thick:.3f}"/></svg>'
    ).encode()


def steepest(png: bytes) -> float:
    """How far a straight slope jumps, at most, from one column of pixels to the next, beyond its own steepness."""
    drawn = Pictures.open(io.BytesIO(png)).convert("RGBA")
    paper = Pictures.new("RGBA", drawn.size, "white")
    paper.alpha_composite(drawn)
    dark = paper.convert("L").point(lambda value: 255 - value)
    middles = [middle(dark.crop((x, 0, x + 1, dark.height)).tobytes()) for x in range(dark.width)]
    # Where it enters and leaves the picture its middle is cut off.
    inside = [one for one in middles if one is not None][12:-12]
    steps = [after - before for before, after in pairwise(inside)]
    return max(abs(step - sum(steps) / len(steps)) for step in steps)


def middle(column: bytes) -> float | None:
    total = sum(column)
    return sum(y * value for y, value in enumerate(column)) / total if total else None


# ---------------------------------------------------------------- no larger than seen


def test_a_photograph_has_as_many_pixels_as_its_page_shows() -> None:
    [photo] = images(drawn(photograph("JPEG", 3000, 2000), Box(0, 0, 144, 96)))
    assert (int(photo.Width), int(photo.Height)) == (400, 267)
    assert str(photo.Filter) == "/DCTDecode"


def test_a_photograph_that_is_small_enough_stays_as_it_is_byte_for_byte() -> None:
    data = photograph("JPEG", 300, 200)
    [photo] = images(drawn(data, Box(0, 0, 144, 96)))
    assert photo.read_raw_bytes() == data


def test_a_png_is_drawn_and_made_smaller_too() -> None:
    data = photograph("PNG", 2000, 2000)
    [photo] = images(drawn(data, Box(0, 0, 72, 72)))
    assert (int(photo.Width), int(photo.Height)) == (200, 200)
    [png] = draw([page(picture(data, Box(0, 0, 100, 100), photo=True))], BRAND, ppi=72)
    assert Pictures.open(io.BytesIO(png)).convert("RGB").getpixel((50, 50)) != (255, 255, 255)


def test_a_photograph_inside_a_drawing_is_made_smaller_too() -> None:
    inside = base64.b64encode(photograph("JPEG", 1600, 1600)).decode()
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="100" height="100">'
        f'<image width="100" height="100" xlink:href="data:image/jpeg;base64,{inside}"/></svg>'
    )
    [pdf] = draw([page(picture(svg.encode(), Box(0, 0, 72, 72)))], BRAND, "pdf", ppi=200)
    [photo] = images(pdf)
    assert (int(photo.Width), int(photo.Height)) == (200, 200)


def test_a_photograph_on_two_slides_is_in_the_file_once() -> None:
    one = page(picture(photograph("JPEG", 800, 800), Box(0, 0, 72, 72), photo=True))
    [pdf] = draw([one, one], BRAND, "pdf", ppi=200)
    assert len(list(images(pdf))) == 1


def drawn(photo: bytes, box: Box) -> bytes:
    [pdf] = draw([page(picture(photo, box, photo=True))], BRAND, "pdf", ppi=200)
    return pdf


def images(pdf: bytes) -> Iterator[pikepdf.Stream]:
    BOOKS.append(pikepdf.open(io.BytesIO(pdf)))
    return (
        thing for thing in BOOKS[-1].objects if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image"
    )


BOOKS: list[pikepdf.Pdf] = []
"""Kept open: what is found in a file is gone when it is closed."""


def photograph(kind: str, width: int, height: int) -> bytes:
    buffer = io.BytesIO()
    grain = Pictures.effect_noise((width, height), 60).convert("RGB")
    grain.save(buffer, kind, **({"quality": 90} if kind == "JPEG" else {}))
    return buffer.getvalue()


def picture(content: bytes, box: Box, photo: bool = False) -> PictureBox:
    image = Image(content) if photo else Image(b"", content)
    return PictureBox("picture", box, Text((Run("A picture"),)), image=image)
