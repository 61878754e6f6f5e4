"""Some points of a list end with a full stop, and others do not.

Why: it looks as if a point had been cut off, and the eye goes to it instead of to what it says.

What to do: end all of them alike; short points need no full stop.

    bullets: [Wash your hands., Keep your distance]
    bullets: [Wash your hands, Keep your distance]        # better
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from deck.diagnostics import Diagnostic, Severity
from deck.page import Deck
from deck.regex import regex
from deck.scene import Paragraph, Words

_STOP = (".", "。", "۔")
# What ends with a point of its own says nothing of how points end: an abbreviation, a numeral, three points.
_OWN = regex(r"(\b\w{1,3}\.|\d\.|\.\.\.|…)\W*$")
_LEAST = 3
"""Points of a list that say how its points end; of two, one may be a heading of the other."""


def check(deck: Deck) -> Iterator[Diagnostic]:
    for page in deck.pages:
        if page.kind == "references":  # each ends as its style says
            continue
        for item in page.items:
            if isinstance(item.content, Words):
                points = [one for one in item.content.paragraphs if one.mark != "none" and one.level == 0]
                if len({one.text.letters.rstrip().endswith(_STOP) for one in points}) < 2:  # nearly always
                    continue
                odd = _odd(points)
                if odd is not None:
                    stops = odd.text.plain.rstrip().endswith(_STOP)
                    said = "ends with a full stop, and the others do not" if stops else "ends without a full stop"
                    message = f"a point on slide {page.number} `{page.id}` {said}"
                    yield Diagnostic(Severity.WARNING, "uneven-ends", message, odd.text.span, "end all points alike")


def _odd(points: Sequence[Paragraph]) -> Paragraph | None:
    """The first point that does not end as most do."""
    told = [one for one in points if one.text.plain.strip() and not _OWN.search(one.text.plain)]
    ends = [one.text.plain.rstrip().endswith(_STOP) for one in told]
    if len(told) < _LEAST or len(set(ends)) < 2:
        return None
    usual = sum(ends) * 2 > len(ends)
    return next(one for one, stops in zip(told, ends, strict=True) if stops != usual)
