"""How wide is this text in the brand's own font files?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from unicodedata import category

from deck.brand.model import Brand, Face
from deck.door import Door
from deck.layout.font import Font
from deck.markup import BREAK

_OPENING = ("Ps", "Pi")


class Measure:
    """Advance widths, in ems, by HarfBuzz; remembers what it has shaped."""

    def __init__(
        self, brand: Brand, kept: Callable[[str], bytes | None] = lambda name: None, door: Door | None = None
    ) -> None:
        """`kept` gives what an earlier build has kept under a name: see `remember`."""
        self._faces = {(face.family, face.bold, face.italic): face for face in brand.faces}
        self._fallbacks = brand.fallbacks
        # Code has few letters of its own: the others are those of the text.
        self._behind = {brand.monospace: (brand.base, *brand.fallbacks)} if brand.monospace else {}
        self._own = brand.own_family
        self.wider = brand.wider
        """What room lines are given for letters that are wider than those which are measured."""
        self._kept = kept
        self._door = door or Door()
        self._fonts: dict[Face, Font] = {}
        self._ends: dict[tuple[str, str, bool, bool], Sequence[float]] = {}
        self._families: dict[tuple[str, str], str | None] = {}
        self._covered: dict[str, set[str]] = {}

    def advance(self, text: str, family: str, bold: bool = False, italic: bool = False) -> float:
        """The width of `text` on one line, in ems."""
        return self.ends(text, family, bold, italic)[-1]

    def ends(self, text: str, family: str, bold: bool = False, italic: bool = False) -> Sequence[float]:
        """How far `text` on one line has come after each of its characters, in ems, beginning with 0 before the first.

        Characters that are drawn as one end where that ends.
        """
        key = (text, family, bold, italic)
        known = self._ends.get(key)
        if known is None:
            font = self._font(self._face(family, bold, italic))
            known = self._ends[key] = font.ends(text) if BREAK not in text else _ends_of_lines(text, font)
        return known

    def family_of(self, char: str, base: str) -> str | None:
        """The family that sets `char`: the text's own, else the first fallback that has the glyph, else None."""
        key = (char, base)
        if key not in self._families:
            self._families[key] = next(
                (f for f in (base, *self._behind.get(base, self._fallbacks)) if self._has(f, char)), None
            )
        return self._families[key]

    def stretches(self, text: str, base: str) -> Iterator[tuple[str, str]]:
        """`text` cut where the family changes: (stretch, family). A glyph nobody has stays in the base family."""
        if self._is_covered(text, base):
            if text:
                yield text, base
            return
        start, current = 0, base
        for index in range(len(text)):
            family = self._family_at(text, index, current, base)
            if family != current:
                if index > start:
                    yield text[start:index], current
                start, current = index, family
        if start < len(text):
            yield text[start:], current

    def _family_at(self, text: str, index: int, current: str, base: str) -> str:
        """Spaces and joiners stay with what stands before them, where that has a space at all: a font that was cut down
        to a script's own letters may have none. In the family of the deck's own script so do marks that
        it has too: a full stop behind an Arabic word is an Arabic one. A bracket goes with what it opens."""
        char = text[index]
        if _joins(char) or (char.isspace() and self._has(current, " ")):
            return current
        own = self._own
        if own and own != base and not char.isalnum() and self._has(own, char):
            if category(char) in _OPENING:
                current = next((self.family_of(c, base) or base for c in text[index:] if c.isalnum()), current)
            if current == own:
                return own
        return self.family_of(char, base) or base

    def missing(self, text: str, base: str) -> Iterator[int]:
        """Offsets of the characters that no font of the brand can draw."""
        if self._is_covered(text, base):
            return
        for index, char in enumerate(text):
            if not char.isspace() and not _joins(char) and self.family_of(char, base) is None:
                yield index

    def _is_covered(self, text: str, base: str) -> bool:
        """Whether the base family sets all of `text` by itself: nearly every text, so nearly no text is walked."""
        covered = self._covered.setdefault(base, set())
        if covered.issuperset(text):
            return True
        new = set(text) - covered
        covered |= {char for char in new if char.isspace() or _joins(char) or self.family_of(char, base) == base}
        return covered.issuperset(text)

    def forget(self) -> None:
        """Forget where the letters of the last texts end; what they were made of is remembered."""
        self._ends.clear()

    def ascent_share(self, family: str) -> float:
        """The ascent's share of the line, by which PowerPoint places the first baseline."""
        return self._font(self._face(family, False, False)).ascent_share

    def remember(self, keep: Callable[[str, bytes], None]) -> None:
        """Keep what was shaped for the next build."""
        for font in self._fonts.values():
            font.remember(keep)

    def _has(self, family: str, char: str) -> bool:
        return self._font(self._face(family, False, False)).has(char)

    def _face(self, family: str, bold: bool, italic: bool) -> Face:
        # A family without the style asked for is slanted or thickened by every renderer: same advances.
        for key in ((family, bold, italic), (family, bold, False), (family, False, italic), (family, False, False)):
            if key in self._faces:
                return self._faces[key]
        raise LookupError(f"no face of {family}")

    def _font(self, face: Face) -> Font:
        if face not in self._fonts:
            self._fonts[face] = Font(face.path, self._kept, self._door)
        return self._fonts[face]


def joined(parts: Sequence[tuple[Sequence[float], float]]) -> Sequence[float]:
    """The ends of stretches that stand one behind the other, each with its share of the size."""
    if len(parts) == 1 and parts[0][1] == 1:
        # Most paragraphs are one run in one family.
        return parts[0][0]
    ends = [0.0]
    for own, share in parts:
        before = ends[-1]
        ends += [before + share * end for end in own[1:]]
    return ends


def _ends_of_lines(text: str, font: Font) -> Sequence[float]:
    """The ends of lines one behind the other; what parts them has no width."""
    first, *others = text.split(BREAK)
    return joined([(font.ends(first), 1), *(((0.0, *font.ends(other)), 1) for other in others)])


def _joins(char: str) -> bool:
    return char in _UNSEEN


# Joiners, soft hyphens, variation selectors, and what only says which way text is read.
_UNSEEN = (
    "\u200b\u200c\u200d\u200e\u200f\u00ad\u2060\ufe0e\ufe0f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
