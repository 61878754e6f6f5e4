"""Does a finished deck hold all that was asked for? Nobody wins by leaving things out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from pptx import Presentation
from pptx.shapes.picture import Picture
from pptx.shapes.placeholder import PlaceholderPicture

from benchmarks.content import Content, Page, content


def main(series: str, size: str, path: str) -> int:
    missing = list(_missing(content(series, int(size)), list(Presentation(path).slides)))
    for line in missing[:10]:
        print(line)
    return 1 if missing else 0


def _missing(deck: Content, slides: list[Any]) -> Iterator[str]:
    if len(slides) != deck.size:
        yield f"{len(slides)} slides instead of {deck.size}"
        return
    ends = (Page(deck.title, ""), Page(deck.closing, deck.closing_notes))
    for number, (page, slide) in enumerate(zip((ends[0], *deck.pages, ends[1]), slides, strict=True), 1):
        yield from (f"slide {number}: no {what}" for what in _missing_on(page, slide))


def _missing_on(page: Page, slide: Any) -> Iterator[str]:
    shapes = list(_flat(slide.shapes))
    title = slide.shapes.title
    if title is None or _as_typed(title.text_frame.text) != page.title:
        yield f"title `{page.title}`"
    said = "\n".join(_as_typed(shape.text_frame.text) for shape in shapes if shape.has_text_frame).split("\n")
    yield from (f"bullet `{bullet}`" for bullet in page.bullets if bullet not in said)
    tables = [
        [[_as_typed(cell.text) for cell in row.cells] for row in shape.table.rows]
        for shape in shapes
        if shape.has_table
    ]
    if page.table and [list(row) for row in page.table] not in tables:
        yield "table"
    if page.picture and not any(isinstance(shape, Picture | PlaceholderPicture) for shape in shapes):
        yield "picture"
    notes = slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else ""
    if _as_typed(notes) != page.notes:
        yield "notes"


def _as_typed(words: str) -> str:
    """Without the spaces and hyphens that layout binds so that no line ends there."""
    return words.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NON-BREAKING HYPHEN}", "-")


def _flat(shapes: Any) -> Iterator[Any]:
    for shape in shapes:
        if hasattr(shape, "shapes"):
            yield from _flat(shape.shapes)
        else:
            yield shape


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
