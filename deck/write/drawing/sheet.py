"""Draw pictures on one page, half as large as they are, each with its name, its size and what else is said of it."""

from __future__ import annotations

import json
from collections.abc import Sequence

from deck.brand.model import Brand
from deck.page import PictureBox
from deck.press import Format
from deck.write.drawing.render import compile, folders_of, template

SCALE, MARGIN = 0.5, 28.0
PIXELS_PER_INCH = 144


def draw_sheet(drawn: Sequence[tuple[PictureBox, str]], brand: Brand, format: Format) -> bytes:
    """The page as one file; with each picture, what is said of it."""
    files: dict[str, bytes] = {"main.typ": template("sheet.typ")}
    figures = []
    for place, (picture, about) in enumerate(drawn):
        if picture.image is None:
            continue
        file = f"{place}.{'svg' if picture.image.svg else picture.image.kind}"
        files[file] = picture.image.svg or picture.image.png
        said = {"name": picture.figure, "about": f"{picture.box.said_mm} · {about}", "alt": picture.alt.plain}
        figures.append({**said, "file": file, "width": picture.box.width * SCALE})
    widest = max(picture.box.width for picture, _ in drawn) * SCALE
    look = {"ink": brand.colors["ink"].hex, "quiet": brand.colors["muted"].hex, "rule": brand.colors["rule"].hex}
    page = {"width": 2 * widest + 3 * MARGIN, "margin": MARGIN, "families": [brand.base, *brand.fallbacks], **look}
    files["sheet.json"] = json.dumps({**page, "figures": figures}, ensure_ascii=False).encode()
    return compile(files, folders_of(brand.faces), format, PIXELS_PER_INCH, {})[0]
