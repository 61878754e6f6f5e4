"""One page with every kind of slide: its picture in the talk's brand, and the YAML that makes it."""

from __future__ import annotations

import base64
import tempfile
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deck.diagnostics import Report
    from deck.kinds import Kinds
    from deck.workspace import Workspace

WIDTH = 960
"""Pixels of a picture."""
_STYLE = """\
body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:76rem;padding:0 1rem;color:#222}
nav a{margin-right:.8em}
section{border-top:1px solid #ccc;padding:1rem 0 2rem}
.slides{display:grid;grid-template-columns:repeat(auto-fill,minmax(22rem,1fr));gap:1rem}
img{width:100%;border:1px solid #ccc;display:block}
pre{background:#f5f6f8;padding:1rem;overflow:auto;font-size:14px}
"""


def write_gallery(world: Workspace, kinds: Kinds, target: Path, report: Report, options: dict[str, bool]) -> None:
    """Draw the example of every kind's page in the brand of the talk, or in the plain one where there is no talk."""
    from deck.commands.brand._loaded import loaded
    from deck.console.progress import progress_for
    from deck.kind_page import example_of
    from deck.write.save import save

    brand, read = loaded(world, report) if world.slides_file.exists() else (world.brand_folder, None)
    if report.has_errors and read is None:
        return
    progress = progress_for(options)
    parts = []
    with tempfile.TemporaryDirectory() as folder:
        for name in kinds.usable:
            progress.stage(f"drawing {name}")
            pictures = _drawn(name, Path(folder) / name, brand, world, report) if name not in kinds.own else []
            parts.append(_section(name, kinds.about(name), pictures, example_of(name, kinds)))
    progress.done()
    if report.has_errors:
        return
    links = " ".join(f'<a href="#{name}">{name}</a>' for name in kinds.usable)
    page = (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Kinds of slides</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head><body>\n'
        f"<h1>Kinds of slides</h1>\n<nav>{links}</nav>\n{''.join(parts)}</body></html>\n"
    )
    save(page.encode(), target, report, world)


def _drawn(name: str, folder: Path, brand: Path, world: Workspace, report: Report) -> list[tuple[str, bytes]]:
    """Title and picture of each slide of that kind in its page's example."""
    from deck.brand.shipped import SHIPPED
    from deck.diagnostics import Report as NewReport
    from deck.example_talk import plain_brand, write_example
    from deck.pipeline import build
    from deck.value import replace
    from deck.workspace import Workspace as Found
    from deck.write.drawing import draw

    write_example(name, folder)
    if not (brand / "brand.yaml").exists():
        brand = plain_brand(folder / "brand")
    here = Found.find(folder / "slides.yaml")
    here.door.admit(brand.resolve().parent)
    here.door.admit(SHIPPED)
    found = NewReport()
    deck = build(replace(here, brand_folder=brand, cache_folder=world.cache_folder), found)
    if deck is None or found.has_errors:
        first = next(one for one in found if one.severity.value == "error")
        report.error("bad-brand", f"the example of `{name}` cannot be drawn: {first.message}", first.span, first.help)
        return []
    pages = [page for page in deck.pages if page.kind == name]
    pictures = draw(pages, deck.brand, "png", ppi=WIDTH / (deck.brand.width / 72))
    return [(page.title, picture) for page, picture in zip(pages, pictures, strict=True)]


def _section(name: str, about: str, pictures: list[tuple[str, bytes]], example: str) -> str:
    images = "".join(
        f'<img alt="{escape(title, quote=True)}" src="data:image/png;base64,{base64.b64encode(data).decode()}">'
        for title, data in pictures
    )
    return (
        f'<section id="{name}"><h2>{name}</h2><p>{escape(about)}</p>\n<div class="slides">{images}</div>\n'
        f"<pre>{escape(example)}</pre></section>\n"
    )
