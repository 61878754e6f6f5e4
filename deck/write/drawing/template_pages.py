"""The layouts of a template as a PDF: each on a page, with its placeholders and what of ours stands on it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from deck.brand.brought.picture import Shown
from deck.write.drawing.render import compile, template
from deck.write.drawing.tagged_pdf import STANDARDS


def template_pdf(name: str, layouts: Sequence[Shown], font: str, folders: tuple[Path, ...]) -> bytes:
    """`name` is the file's; `font` the family of the words, found in one of the `folders`."""
    told = {
        "name": name,
        "font": font,
        "layouts": [
            {
                "heading": one.heading,
                "about": one.about,
                "file": f"{number}.svg",
                "held": one.held,
                "stands": one.stands,
            }
            for number, one in enumerate(layouts)
        ],
    }
    files = {f"{number}.svg": one.svg.encode() for number, one in enumerate(layouts)}
    files |= {"main.typ": template("template_pages.typ"), "layouts.json": msgspec.json.encode(told)}
    return compile(files, folders, pdf_standards=STANDARDS)[0]
