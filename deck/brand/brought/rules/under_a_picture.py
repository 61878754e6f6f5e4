"""Text that stands half on a picture, such as a title that reaches into a banner or a slide number on a logo, is
hard to read, and no one colour of it is right."""

from __future__ import annotations

from collections.abc import Iterator

from deck.brand.brought.rules import Finding, Subject, called
from deck.geometry import Box

_HELP = "move one of the two in the slide master view, or make the placeholder smaller"
_NAMES = {"title": "titles", "ctrTitle": "titles", "sldNum": "slide numbers", "ftr": "footers"}


def check(subject: Subject) -> Iterator[Finding]:
    for sheet in subject.sheets:
        pictures = [one.box for one in sheet.art if one.color is None and not one.words]
        for one in sheet.holders:
            if one.type in _NAMES and one.box and any(_half_on(one.box, box) for box in pictures):
                yield Finding(f"{_NAMES[one.type]} stand half on a picture", _HELP, called(sheet))


def _half_on(text: Box, picture: Box) -> bool:
    """Whether it covers a good part of a text's box, and not all of it, as a ground would."""
    wide = min(text.right, picture.right) - max(text.x, picture.x)
    high = min(text.bottom, picture.bottom) - max(text.y, picture.y)
    return wide > 0 and high > 0 and 0.15 < wide * high / text.area < 0.9
