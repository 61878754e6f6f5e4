"""Does a program that is not ours read from the file what we meant to write? python-pptx opens it and is compared."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from deck.layout.direct import without_marks
from deck.markup import Text, with_addresses
from deck.page import Deck, Frame, Group, Page, PictureBox, TableBox, TextBox


def differences(data: bytes, deck: Deck) -> Iterator[str]:
    """What python-pptx's public API reads otherwise than the pages say: titles, texts, tables, notes, hidden slides."""
    from pptx import Presentation

    slides = list(Presentation(io.BytesIO(data)).slides)
    if len(slides) != len(deck.pages):
        yield f"{len(slides)} slides instead of {len(deck.pages)}"
    for slide, page in zip(slides, deck.pages, strict=False):
        yield from (f"slide {page.number}: {what}" for what in _on_slide(slide, page))


def _on_slide(slide: Any, page: Page) -> Iterator[str]:
    title = slide.shapes.title.text_frame.text if slide.shapes.title else ""
    if _words(title) != _words(page.title):
        yield f"the title reads `{title}`"
    notes = slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else ""
    if _words(notes) != _words("\n".join(map(_told, page.notes))):
        yield "its notes differ"
    if (slide._element.get("show") == "0") != page.hidden:
        yield "it is hidden, or should be"
    shapes = {shape.name: shape for shape in _all(slide.shapes)}
    for element in page.elements:
        if element.name not in shapes:
            yield f"`{element.name}` is missing"
        else:
            yield from _in_element(element, shapes)


def _in_element(element: TextBox | PictureBox | TableBox | Group, shapes: dict[str, Any]) -> Iterator[str]:
    shape = shapes[element.name]
    match element:
        case TextBox():
            if element.frame.paragraphs and _words(shape.text_frame.text) != _words(_text(element.frame)):
                yield f"`{element.name}` reads `{shape.text_frame.text}`"
        case TableBox():
            read = [[_words(cell.text_frame.text) for cell in row.cells] for row in shape.table.rows]
            if read != [[_words(_text(cell)) for cell in row] for row in element.cells]:
                yield f"the table `{element.name}` differs"
        case Group(children=children):
            for child in children:
                if isinstance(child, TextBox):
                    yield from _in_element(child, shapes) if child.name in shapes else (f"`{child.name}` is missing",)
        case PictureBox():
            if element.image is not None and not hasattr(shape, "image"):
                yield f"`{element.name}` is no picture"


def _told(text: Text) -> str:
    return "".join(run.plain for run in with_addresses(text.runs))


def _words(text: str) -> str:
    """Without what layout adds or changes: marks of direction, spaces that do not break, hyphens of every sort,
    and letters that are raised or lowered, which a title as plain words spells out."""
    return re.sub(
        "[-−–^_()\N{SOFT HYPHEN}\N{NON-BREAKING HYPHEN}]", "", unicodedata.normalize("NFKC", without_marks(text))
    )


def _text(frame: Frame) -> str:
    return "\n".join("".join(stretch.text for stretch in laid.stretches) for laid in frame.paragraphs)


def _all(shapes: Any) -> Iterator[Any]:
    for shape in shapes:
        yield shape
        if hasattr(shape, "shapes"):
            yield from _all(shape.shapes)
