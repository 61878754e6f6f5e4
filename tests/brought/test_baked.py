"""Does nothing of ours stand on a logo that is painted into the picture behind a slide?"""

from __future__ import annotations

import io
import random
import zipfile

from PIL import Image, ImageDraw, ImageFilter

from deck.brand.brought.area import in_both_directions
from deck.brand.brought.baked import with_baked
from deck.brand.brought.package import Package
from deck.brand.brought.propose import propose
from deck.brand.brought.read import Brought, read_template
from deck.brand.brought.type import Fonts
from deck.geometry import Box
from tests.brought.make import made
from tests.brought.test_build import standard

LOGO = Box(740, 40, 160, 60)
"""Points, on a slide of 960 × 540."""


def water() -> Image.Image:
    """Soft and nowhere sharp."""
    drops = Image.frombytes("L", (96, 54), random.Random(7).randbytes(96 * 54))
    return drops.filter(ImageFilter.GaussianBlur(2)).resize((960, 540), Image.Resampling.BICUBIC).convert("RGB")


def with_logo() -> Image.Image:
    picture = water()
    draw = ImageDraw.Draw(picture)
    for row in range(3):
        for letter in range(10):
            x, y = LOGO.x + 16 * letter, LOGO.y + 20 * row
            draw.rectangle((x, y, x + 8, y + 14), fill="#0A1E3C")
    return picture


def a_city() -> Image.Image:
    """Sharp everywhere."""
    return Image.frombytes("L", (960, 540), random.Random(7).randbytes(960 * 540)).convert("RGB")


def behind_covers(picture: Image.Image | bytes) -> Package:
    """A template whose layout for covers has the picture as its background."""
    png, out = io.BytesIO(picture if isinstance(picture, bytes) else b""), io.BytesIO()
    if isinstance(picture, Image.Image):
        picture.save(png, "PNG")
    rel = '<Relationship Id="rIdPicture" Type="{}/relationships/image" Target="/ppt/media/behind.png"/></Relationships>'
    ground = (
        '<p:bg><p:bgPr><a:blipFill><a:blip r:embed="rIdPicture"/><a:stretch><a:fillRect/></a:stretch></a:blipFill>'
        "<a:effectLst/></p:bgPr></p:bg><p:spTree>"
    )
    office = "http://schemas.openxmlformats.org/officeDocument/2006"
    with zipfile.ZipFile(io.BytesIO(made(standard()))) as plain, zipfile.ZipFile(out, "w") as changed:
        for name in plain.namelist():
            text = plain.read(name).decode()
            if name.endswith("slideLayout1.xml"):
                text = text.replace("<p:spTree>", ground, 1)
            elif name.endswith("slideLayout1.xml.rels"):
                text = text.replace("</Relationships>", rel.format(office))
            changed.writestr(name, text)
        changed.writestr("ppt/media/behind.png", png.getvalue())
    return Package.read(out.getvalue())


def marks(package: Package) -> list[Box]:
    brought = read_template(package)
    return [one.box for one in with_baked(package, brought).sheets.__next__().art]


def test_a_logo_in_a_photograph_is_seen_where_it_is() -> None:
    (mark,) = marks(behind_covers(with_logo()))
    assert mark.contains(LOGO.without(8, 8, 16, 12)) and LOGO.without(-16, -16, -16, -16).contains(mark)


def test_a_soft_ground_has_no_mark_and_a_city_is_one_picture() -> None:
    assert marks(behind_covers(water())) == marks(behind_covers(a_city())) == []


def test_what_cannot_be_read_as_a_picture_is_no_mark() -> None:
    assert marks(behind_covers(b"\x89PNG\r\n\x1a\n and nothing more")) == []


def test_boxes_of_ours_stand_beside_it() -> None:
    package = behind_covers(with_logo())
    brought = read_template(package)
    before, after = (text_of(one) for one in (brought, with_baked(package, brought)))
    numeral = next(line for line in before.split("  section:")[-1].split("\n") if line.startswith("      diagram:"))
    assert numeral in before and numeral not in after


def test_nor_do_they_meet_it_in_a_language_that_is_read_the_other_way() -> None:
    """The logo stays in its photograph; a box of ours then stands on the other side, where it may be."""
    package = behind_covers(with_logo())
    brought = with_baked(package, read_template(package))
    cover = next(brought.sheets)
    low = Box(60, 60, 800, 200)
    here = in_both_directions(low, cover, brought)
    there = here.mirrored_in(brought.width)
    assert here.width == low.width and not any(there.share_of(one) for one in cover.stays)


def text_of(brought: Brought) -> str:
    return propose(brought, "house.pptx", "House", Fonts("../fonts")).text
