"""What is written in a talk, on a slide, in a scene or in any part of these? Every text, in the order it is read in."""

from __future__ import annotations

from collections.abc import Iterator

from deck.diagnostics import Span
from deck.markup import Text
from deck.talk import Record
from deck.value import Value

_HOLDERS = (tuple, Value, Record, dict)
"""What may hold a text, or be one: nine in ten fields do not."""


def texts(of: object, described: bool = True) -> Iterator[Text]:
    """Every text; without `described` only what is seen, which leaves alternative texts out."""
    match of:
        case Text():
            yield of
        case Span():
            return
        case tuple():
            for part in of:
                if isinstance(part, _HOLDERS):
                    yield from texts(part, described)
        case dict():
            yield from texts(tuple(of.values()), described)
        case Value() | Record():
            for name in of.__struct_fields__:
                held = getattr(of, name)
                if isinstance(held, _HOLDERS) and (described or name != "alt"):
                    yield from texts(held, described)
