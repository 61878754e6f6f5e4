"""A slide has more than 100 words to read.

Why: that takes most of a minute in silence, and the room reads instead of listening. In disclosures, references,
papers, names, code and tables things are looked up: they are not counted, and hidden slides neither.

What to do: say it, and leave on the slide what should be remembered; `notes:` and `handout:` take the rest. Or make
two slides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from deck.diagnostics import Diagnostic, Severity
from deck.markup import Text
from deck.page import Deck
from deck.scene import Table
from deck.texts import texts

_MOST = 100
_LOOKED_UP = ("disclosures", "references", "people", "paper", "code")


def check(deck: Deck) -> Iterator[Diagnostic]:
    for page in deck.pages:
        if page.hidden or page.kind in _LOOKED_UP:
            continue
        words = _words(page.shown)
        if words > _MOST:
            looked_up = tuple(one for one in page.items if isinstance(one.content, Table) or one.slot == "source")
            words -= _words(texts(looked_up, described=False))
        if words > _MOST:
            message = f"slide {page.number} `{page.id}` has {words} words to read"
            help = "say some of them, and leave what should be remembered; or make two slides"
            yield Diagnostic(Severity.WARNING, "full-slide", message, page.span, help)


def _words(of: Iterable[Text]) -> int:
    return sum(len(text.letters.split()) for text in of)
