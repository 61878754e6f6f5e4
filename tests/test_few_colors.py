"""Does a flat drawing look the same with a palette, and does a photograph keep its colours?"""

from __future__ import annotations

import io

from PIL import Image, ImageChops, ImageDraw

from deck.few_colors import with_few_colors


def test_flat_colours_stay_what_they_are_and_edges_are_hardly_off():
    large = Image.new("RGBA", (1600, 1200), (0, 0, 0, 0))
    pen = ImageDraw.Draw(large)
    for number in range(40):
        shade = (number * 6, 255 - number * 5, 90, 255)
        pen.ellipse((number * 37, number * 25, number * 37 + 300, number * 25 + 260), fill=shade)
    drawing = large.resize((400, 300), Image.Resampling.LANCZOS)
    before = as_png(drawing)
    after = with_few_colors(before)
    again = Image.open(io.BytesIO(after)).convert("RGBA")
    assert len(after) < 0.7 * len(before) and again.size == drawing.size
    apart = ImageChops.difference(seen(drawing), seen(again))
    assert max(high for _, high in apart.getextrema()) <= 16
    assert seen(again).getpixel((395, 276)) == seen(drawing).getpixel((395, 276))
    assert with_few_colors(before) == after


def test_a_photograph_keeps_its_colours():
    noise = Image.merge("RGB", [Image.effect_noise((120, 90), 90 + band) for band in range(3)]).convert("RGBA")
    kept = Image.open(io.BytesIO(with_few_colors(as_png(noise))))
    assert kept.mode == "RGBA" and kept.tobytes() == noise.tobytes()


def as_png(picture: Image.Image) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()


def seen(picture: Image.Image) -> Image.Image:
    ground = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(ground, picture).convert("RGB")
