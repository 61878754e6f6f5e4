"""Characters that no font of the brand can draw: named to the author, and printed as an empty square."""

from __future__ import annotations

import unicodedata

from deck.brand.model import Brand
from deck.diagnostics import Report, Span
from deck.layout.measure import Measure
from deck.page import Deck

_SQUARES = "□?"


def drawable(said: str, deck: Deck, measure: Measure, report: Report) -> str:
    """The handout's words with a square for each character that cannot be drawn, and a warning where it stands."""
    lost = sorted(char for char in set(said) if not _can_draw(char, deck.brand, measure))
    if not lost:
        return said
    for char in lost:
        report.warning(
            "glyph-missing",
            f"no font of the brand has a glyph for `{char}` (U+{ord(char):04X}); handouts show a square",
            _place(char, deck),
            "write it in words, or add a font that has it to the brand's `typography: fallback`",
        )
    square = next(char for char in _SQUARES if _can_draw(char, deck.brand, measure))
    return said.translate({ord(char): square for char in lost})


def _can_draw(char: str, brand: Brand, measure: Measure) -> bool:
    if char.isspace() or unicodedata.category(char) in ("Cf", "Cc"):
        return True
    return any(measure.family_of(char, family) for family in dict.fromkeys(face.family for face in brand.faces))


def _place(char: str, deck: Deck) -> Span:
    """Where the talk first has the character in notes, handout texts or cues."""
    for page in deck.pages:
        for text in (*page.notes, *page.handout, *([page.cue] if page.cue else [])):
            if char in text.letters:
                return text.place_of_words(char).span
    return Span.NOWHERE
