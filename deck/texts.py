"""What is written in a talk, on a slide, in a scene or in any part of these? Every text, in the order it is read in."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from deck.diagnostics import Span
from deck.markup import Text
from deck.talk import Record
from deck.value import Value

_HOLDERS = (tuple, Value, Record, dict)
"""What may hold a text, or be one: nine in ten fields do not."""


def texts(of: object, described: bool = True) -> Iterator[Text]:
    """Every text; without `described` only what is seen, which leaves alternative texts out."""
    found: list[Text] = []
    _gather(of, described, found.append)
    return iter(found)


def _gather(of: object, described: bool, take: Callable[[Text], None]) -> None:
    # Gathered and not yielded: a text ten levels deep would be handed up ten times, thousands of times in a build.
    if isinstance(of, Text):
        take(of)
    elif isinstance(of, tuple):
        for part in of:
            if isinstance(part, _HOLDERS):
                _gather(part, described, take)
    elif isinstance(of, dict):
        _gather(tuple(of.values()), described, take)
    elif isinstance(of, (Value, Record)) and not isinstance(of, Span):
        for name in of.__struct_fields__:
            held = getattr(of, name)
            if isinstance(held, _HOLDERS) and (described or name != "alt"):
                _gather(held, described, take)
