"""Every text that a page shows, in reading order."""

from __future__ import annotations

from collections.abc import Iterator

from deck.markup import Text
from deck.page import Connector, Element, Frame, Group, Page, PictureBox, TableBox, TextBox


def texts_on(page: Page) -> Iterator[Text]:
    for element in page.elements:
        yield from _texts_of(element)


def _texts_of(element: Element | Connector) -> Iterator[Text]:
    match element:
        case TextBox(frame=frame):
            yield from _in_frame(frame)
        case TableBox(cells=rows):
            for row in rows:
                for cell in row:
                    yield from _in_frame(cell)
        case Group(children=children):
            for child in children:
                yield from _texts_of(child)
        case PictureBox() | Connector():
            return


def _in_frame(frame: Frame) -> Iterator[Text]:
    return (laid.paragraph.text for laid in frame.paragraphs)
