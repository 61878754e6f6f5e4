"""Characters that no font of the brand can draw: named to the author, and printed as an empty square."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from deck.brand.model import Brand
from deck.diagnostics import Report, Span
from deck.layout.measure import Measure
from deck.layout.no_glyph import named, what_to_do
from deck.markup import Text
from deck.page import Deck

_SQUARES = "□?"


def drawable(said: str, deck: Deck, measure: Measure, report: Report) -> str:
    """The handout's words with a square for each character that cannot be drawn, and a warning where it stands."""
    lost = sorted(char for char in set(said) if not _can_draw(char, deck.brand, measure))
    if not lost:
        return said
    for chars, span in _placed(lost, said, deck):
        shown = "a square" if len(chars) == 1 else "squares"
        report.warning(
            "glyph-missing",
            f"no font of the brand has a glyph for {named(chars)}; handouts show {shown}",
            span,
            what_to_do(chars, lambda char: _can_draw(char, deck.brand, measure)),
        )
    square = next(char for char in _SQUARES if _can_draw(char, deck.brand, measure))
    return said.translate({ord(char): square for char in lost})


def _can_draw(char: str, brand: Brand, measure: Measure) -> bool:
    if char.isspace() or unicodedata.category(char) in ("Cf", "Cc"):
        return True
    return any(measure.family_of(char, family) for family in dict.fromkeys(face.family for face in brand.faces))


def _placed(lost: Sequence[str], said: str, deck: Deck) -> Iterator[tuple[str, Span]]:
    """Each of the characters once, with others of its text, and where the talk has them: a row of emoji is one."""
    left = set(lost)
    for text in sorted(_texts(deck), key=lambda text: not _is_said(text, said)):
        found = [place for place, char in enumerate(text.letters) if char in left]
        if not found:
            continue
        end = next((at for at in range(found[0], len(text.letters)) if text.letters[at].isspace()), len(text.letters))
        last = max(place for place in found if place < end)
        chars = "".join(dict.fromkeys(text.letters[place] for place in found))
        left -= set(chars)
        yield chars, text.place_at(found[0], last + 1).span
    if left:
        yield "".join(sorted(left)), Span.NOWHERE


def _texts(deck: Deck) -> Iterator[Text]:
    """What a handout may say besides what its slides show."""
    for page in deck.pages:
        yield from (*page.handout, *page.notes, *([page.cue] if page.cue else []))


def _is_said(text: Text, said: str) -> bool:
    """Whether the handout has all the words of a text: not every style prints notes."""
    return all(word in said for word in text.letters.split() if word.isalnum())
