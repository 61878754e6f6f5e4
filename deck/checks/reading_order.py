"""What a screen reader says first stands below what it says after it.

Why: boxes are read in the order in which a slide's kind gives them. If that is not how they stand, who listens hears
the answer before the question. The program's own kinds are right; a kind of the talk's own may not be.

What to do: give the items in `compose` in the order in which they are to be read, or let them change places.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from deck.diagnostics import Diagnostic, Severity
from deck.geometry import Box
from deck.page import Deck, Element, IconBox, Page
from deck.scene import EVERY_SLIDE

_ASIDE = (*EVERY_SLIDE, "by", "logo1", "logo2")
"""What has a place of its own: who said a sentence is read with it, and stands at the foot; logos are read last."""


def check(deck: Deck) -> Iterator[Diagnostic]:
    for page in deck.pages:
        for first, then in pairwise(_read(page)):
            if _is_above(then.box, first.box):
                message = f"on slide {page.number} `{page.id}` `{first.name}` is read before `{then.name}` above it"
                help = "give the items in the order in which they are to be read"
                yield Diagnostic(Severity.WARNING, "reading-order", message, page.span, help)
                break


def _read(page: Page) -> Sequence[Element]:
    """What is read, in order, without what every slide has at a place of its own."""
    return [one for one in page.elements if _is_heard(one) and one.name.rsplit(".", 1)[-1] not in _ASIDE]


def _is_heard(element: Element) -> bool:
    return not (isinstance(element, IconBox) or getattr(element, "is_decorative", False))


def _is_above(box: Box, other: Box) -> bool:
    """Whether it ends where the other one begins, or higher, and stands over it."""
    across = min(box.x + box.width, other.x + other.width) - max(box.x, other.x)
    return box.y + box.height <= other.y + 1 and across > min(box.width, other.width) / 2
