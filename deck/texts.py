"""What is written in a talk, on a slide, in a scene or in any part of these? Every text, in the order it is read in."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from deck.diagnostics import Span
from deck.markup import Run, Text
from deck.place import Place
from deck.talk import Record
from deck.value import Value

_FIELDS: dict[type, tuple[str, ...]] = {}
"""Of each class met, the fields that may hold a text; of what is no record, none."""


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
            if type(part) not in _BARE:
                _gather(part, described, take)
    elif isinstance(of, dict):
        _gather(tuple(of.values()), described, take)
    else:
        kind = type(of)
        fields = _FIELDS.get(kind)
        if fields is None:
            fields = _FIELDS[kind] = kind.__struct_fields__ if issubclass(kind, (Value, Record)) else ()
        for name in fields:
            held = getattr(of, name)
            if type(held) not in _BARE and (described or name != "alt"):
                _gather(held, described, take)


_BARE = frozenset({str, int, float, bool, type(None), Span, Place, Run})
"""What holds no text: nine in ten fields."""
