"""A line is so full that PowerPoint, LibreOffice and ONLYOFFICE may break it at different words.

Why: programs measure the same line a little differently. Layout fills no line to more than 99.5 per cent, and binds
words with no-break spaces so that lines end where they do everywhere; a paragraph's last word can be bound to nothing.

What to do: write the paragraph a word shorter or longer. Nothing is lost if you leave it: it may stand on a line less.
"""

from __future__ import annotations

from collections.abc import Iterator

from deck.diagnostics import Diagnostic, Severity
from deck.layout.break_lines import units
from deck.page import Deck, LaidParagraph


def check(deck: Deck) -> Iterator[Diagnostic]:
    for page in deck.pages:
        for frame, _ in page.frames:
            for laid in frame.paragraphs:
                if laid.fragile and not page.hidden:
                    yield _fragile(laid, page.id)


def _fragile(laid: LaidParagraph, slide: str) -> Diagnostic:
    words = next(iter(laid.lines[laid.fragile[0]].text.split()), "")
    where = laid.paragraph.text.place_of_words(words).span
    # Chinese has no space behind a word; what moves is no more than a line can end with.
    message = f"`{next(iter(units(words)), words)}` may stand one line further up on slide `{slide}` in another program"
    return Diagnostic(Severity.WARNING, "fragile-line", message, where, "write the paragraph a word shorter or longer")
