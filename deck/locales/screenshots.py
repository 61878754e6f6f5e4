"""Where each string stands on the pictures of its slides, as translators' platforms want it.

Crowdin takes a picture and a list of tags, each a string with its rectangle in pixels; Weblate a picture and the
strings that are seen on it. A string is named by the id that it has in exports (`msgctxt`, the resource's name).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from deck.brand.model import Brand
from deck.geometry import Box
from deck.language import is_right_to_left
from deck.layout.measure import Measure
from deck.layout.set_text import LINE
from deck.locales.unit import Place, place_of
from deck.page import Deck, Frame, LaidParagraph, Page, PictureBox, TableBox, TextBox, opened
from deck.translation.message import Paired, named


def screenshots(
    deck: Deck, pairs: Sequence[Paired], tag: str, name: Callable[[Page], str], width: int
) -> dict[str, Any]:
    """What is on each picture, with rectangles in its pixels; `name` gives the file of a page."""
    scale = width / deck.brand.width
    places = _strings(pairs)
    measure = Measure(deck.brand)
    figures: dict[str, list[Paired]] = {}
    for paired in pairs:
        if paired.message.path[0] == "figures":
            figures.setdefault(str(paired.message.path[1]), []).append(paired)
    return {
        "language": tag,
        "screenshots": [
            {
                "file": name(page),
                "name": f"{page.number} {page.title}",
                "width": width,
                "height": round(deck.brand.height * scale),
                "strings": [
                    {
                        "id": named(paired.message.path),
                        "source": paired.message.source,
                        "position": _pixels(box, scale),
                    }
                    for paired, box in _seen(page, deck.brand, places, figures, measure)
                ],
            }
            for page in deck.pages
        ],
    }


def _strings(pairs: Sequence[Paired]) -> dict[Place, Paired]:
    """The strings by where the words that are shown were written: in the overlay, or in the talk where those are."""
    found: dict[Place, Paired] = {}
    for paired in pairs:
        if paired.message.span.file:
            found[place_of(paired.message.span)] = paired
        if paired.entry is not None and paired.entry.text:
            found[place_of(paired.entry.span)] = paired
    return found


def _seen(
    page: Page, brand: Brand, places: Mapping[Place, Paired], figures: Mapping[str, list[Paired]], measure: Measure
) -> Iterator[tuple[Paired, Box]]:
    """Each string on the page with its rectangle in points; the words of a figure stand where the figure does."""
    for element in opened(*page.elements):
        match element:
            case TextBox(frame=frame, box=box):
                texts = list(_paragraphs(frame, box, brand, measure))
            case TableBox():
                cells = _cells(element, is_right_to_left(page.language))
                texts = [one for cell, box in cells for one in _paragraphs(cell, box, brand, measure)]
            case PictureBox(figure=figure, box=box):
                yield from ((paired, box) for paired in figures.get(figure, ()))
                continue
            case _:
                continue
        for laid, area in texts:
            paired = places.get(place_of(laid.paragraph.text.span))
            if paired is not None:
                yield paired, area


def _cells(table: TableBox, from_right: bool) -> Iterator[tuple[Frame, Box]]:
    y = table.box.y
    for row, height in zip(table.cells, table.heights, strict=True):
        x = table.box.x + sum(table.widths) if from_right else table.box.x
        for cell, width in zip(row, table.widths, strict=True):
            yield cell, Box(x - width if from_right else x, y, width, height)
            x += -width if from_right else width
        y += height


def _paragraphs(frame: Frame, box: Box, brand: Brand, measure: Measure) -> Iterator[tuple[LaidParagraph, Box]]:
    """The paragraphs of a frame that have words, each with the rectangle around its lines."""
    area = box.without(*frame.inset)
    for laid in frame.paragraphs:
        lines = [line for line in laid.lines if line.pieces]
        if not lines:
            continue
        ascent = measure.ascent_share(brand.family(laid.role))
        high = LINE * laid.size_pt
        left = min(piece.x for line in lines for piece in line.pieces)
        right = max(piece.x + piece.width for line in lines for piece in line.pieces)
        top = lines[0].baseline - ascent * high
        bottom = lines[-1].baseline + (1 - ascent) * high
        yield laid, Box(area.x + left, area.y + frame.top + top, right - left, bottom - top)


def _pixels(box: Box, scale: float) -> dict[str, int]:
    """The smallest whole pixels around a box."""
    x, y = int(box.x * scale), int(box.y * scale)
    right, bottom = -int(-(box.x + box.width) * scale // 1), -int(-(box.y + box.height) * scale // 1)
    return {"x": x, "y": y, "width": right - x, "height": bottom - y}
