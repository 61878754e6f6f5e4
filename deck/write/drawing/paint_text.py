"""Text as it is set, line by line, and what each stretch of it is: heading, paragraph, list item, link, superscript."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise, takewhile
from typing import NamedTuple

from deck.brand.model import Brand, Color
from deck.brand.theme_colors import luminance
from deck.equation.tree import Formula
from deck.geometry import Box, Point
from deck.layout.set_text import mark_name, pitch
from deck.markup import BREAK, plain_parts
from deck.page import Frame, LaidParagraph, Line, Piece
from deck.regex import regex
from deck.value import Value, replace
from deck.value import field as value_field
from deck.write.drawing.marks import Mark, pt

RAISE, LOWER = 0.33, 0.25
"""How far a superscript stands above the baseline, and a subscript below, in shares of the paragraph's size."""
# White stands out from anything darker than this better than black does, by WCAG's relative luminance.
_DARK = 0.179
# What only says where a line may break, which is decided: left inside, it would hide a word from a search.
_BETWEEN_LINES = regex(f" *{BREAK}?")
UNSEEN = regex("[\u00ad\u200b\u2060\ufeff]")
# Drawn as layout has bound it; who hears the word, or copies it, gets the hyphen that was typed.
_AS_TYPED = {ord("\N{NON-BREAKING HYPHEN}"): "-"}


class Style(NamedTuple):
    """How a stretch of text looks, and in which language it is."""

    family: str
    size: float
    bold: bool
    italic: bool
    color: str
    underline: bool
    rise: float
    """How far it is raised: not at all, or as a superscript of the size `small`; a subscript is lowered."""
    small: float
    language: str
    strike: bool = False

    @property
    def data(self) -> Mark:
        language, region = locale_of(self.language)
        fields = self._asdict()
        del fields["language"]
        if not self.strike:
            del fields["strike"]
        return {
            **fields,
            "size": pt(self.size),
            "rise": pt(self.rise),
            "small": pt(self.small),
            "lang": language,
            "region": region,
        }


@dataclass(slots=True)
class Styles:
    """The styles of a sheet, each once."""

    _numbers: dict[Style, int] = field(default_factory=dict)

    def number(self, style: Style) -> int:
        return self._numbers.setdefault(style, len(self._numbers))

    @property
    def listed(self) -> list[Mark]:
        return [style.data for style in self._numbers]


class Ground(Value, frozen=True):
    """What text is painted on, and whose."""

    brand: Brand
    language: str
    dark: bool
    styles: Styles = value_field(default_factory=Styles)

    def under(self, fill: Color | None) -> Ground:
        return replace(self, dark=luminance(fill.hex) < _DARK) if fill else self


def frame(frame: Frame, box: Box, ground: Ground) -> Iterator[Mark]:
    """The paragraphs and lists of a frame, in order."""
    yield from _blocks([_Set(laid, origin, ground) for laid, origin in _origins(frame, box)])


def heading(frame: Frame, box: Box, ground: Ground) -> Iterator[Mark]:
    """All paragraphs of a frame as one heading; none where nothing is written."""
    paragraphs = [_Set(laid, origin, ground) for laid, origin in _origins(frame, box)]
    text = spoken(" ".join(paragraph.text for paragraph in paragraphs))
    if text:
        yield {"draw": "heading", "text": text, "paragraphs": [one.mark for one in paragraphs if one.is_written]}


def spoken(text: str) -> str:
    """The text without what only says where it may break."""
    return " ".join(UNSEEN.sub("", text).split())


def _origins(frame: Frame, box: Box) -> Iterator[tuple[LaidParagraph, Point]]:
    area = box.without(*frame.inset)
    return ((laid, Point(area.x, area.y + frame.top)) for laid in frame.paragraphs)


# ---------------------------------------------------------------- lists


def _blocks(paragraphs: Sequence[_Set]) -> Iterator[Mark]:
    """Paragraphs, and lists of those that have a mark; deeper ones belong to the item before them."""
    rest = list(paragraphs)
    while rest:
        first = rest[0]
        if first.laid.mark is None:
            rest.pop(0)
            if first.is_written:
                yield first.mark
            continue
        length = next((n for n, one in enumerate(rest) if not _belongs(one, first)), len(rest))
        yield _list(rest[:length])
        del rest[:length]


def _belongs(paragraph: _Set, first: _Set) -> bool:
    """Whether a paragraph is in the list that `first` begins."""
    if paragraph.laid.mark is None or paragraph.level < first.level:
        return False
    if paragraph.level > first.level or first.numbered:
        return paragraph.level > first.level or paragraph.numbered
    return not paragraph.numbered and paragraph.marker(at=0.0) == first.marker(at=0.0)


def _list(paragraphs: Sequence[_Set]) -> Mark:
    starts = [n for n, one in enumerate(paragraphs) if one.level == paragraphs[0].level]
    items = [paragraphs[start:end] for start, end in pairwise([*starts, len(paragraphs)])]
    tops = [item[0].baseline for item in items]
    heights = [pt(below - top) for top, below in pairwise(tops)] + [0.0]
    return {
        "draw": "numbers" if paragraphs[0].numbered else "list",
        "items": [
            {"y": pt(top), "height": height, "marker": item[0].marker(at=0.0), "marks": _item(item)}
            for item, top, height in zip(items, tops, heights, strict=True)
        ],
    }


def _item(paragraphs: Sequence[_Set]) -> list[Mark]:
    first, *inside = paragraphs
    return [first.mark, *_blocks(inside)]


# ---------------------------------------------------------------- lines


class _Set(Value, frozen=True):
    """A paragraph at its place on the page."""

    laid: LaidParagraph
    origin: Point
    ground: Ground

    @property
    def is_written(self) -> bool:
        return any(piece.text.strip() for line in self.laid.lines for piece in line.pieces)

    @property
    def text(self) -> str:
        """What it says to whom its look says nothing: a bookmark cannot raise a letter."""
        return self.laid.paragraph.text.plain

    @property
    def level(self) -> int:
        return self.laid.paragraph.level

    @property
    def numbered(self) -> bool:
        return self.laid.paragraph.mark in ("number", "line")

    @property
    def baseline(self) -> float:
        return self.origin.y + self.laid.lines[0].baseline

    @property
    def mark(self) -> Mark:
        return self._lines(self.laid.lines, self.baseline, _joined(list(self._parts())))

    def marker(self, at: float) -> Mark:
        """The bullet or number, with its baseline at that height."""
        mark = self.laid.mark
        assert mark is not None
        color = self.ground.brand.marks[mark_name(self.laid.paragraph)].color
        piece = self._piece(mark, color)
        if self.laid.paragraph.said:
            piece |= {"actual": f"{self.laid.paragraph.said}:"}
        return self._lines([Line((mark,), 0.0, mark.width)], at, [piece])

    def _lines(self, lines: Sequence[Line], baseline: float, parts: Sequence[Mark]) -> Mark:
        # Every line has its left edge, its middle or its right edge at the same place.
        share = {"left": 0.0, "center": 0.5, "right": 1.0}[self.laid.align]
        first = next(line for line in lines if line.pieces)
        left = min(piece.x for piece in first.pieces)
        return {
            "draw": "paragraph",
            "x": pt(self.origin.x + left + share * first.width),
            "y": pt(baseline),
            "align": self.laid.align,
            "size": pt(self.laid.size_pt),
            "pitch": pt(pitch(self.laid)),
            "rtl": self.ground.brand.right_to_left and not self.laid.role.monospace,
            "parts": parts,
        }

    def _parts(self) -> Iterator[Mark]:
        """Pieces, and between two lines where one ends and the next begins, with what is not seen there."""
        whole = "".join(stretch.text for stretch in self.laid.stretches)
        start = 0
        for number, line in enumerate(self.laid.lines, 1):
            end = start + len(line.text)
            # Layout has put a hyphen for a soft one; who hears the word hears it whole.
            hyphen = number < len(self.laid.lines) and whole[end - 1 : end] == "\N{SOFT HYPHEN}"
            mark: Mark = {}
            for piece in _without_last(line.pieces) if hyphen else line.pieces:
                for part, width in _unsqueezed(piece):
                    mark = self._piece(part, self._color(part), width)
                    yield mark
            if number < len(self.laid.lines):
                after, before = seam(whole, start, end, self.ground.brand.right_to_left)
                space = " " if whole.startswith((" ", BREAK), end) else ""
                yield {"end": after + space, "begin": before, "hyphen": hyphen, "style": mark.get("style", 0)}
            start = next_line(whole, end)

    def _color(self, piece: Piece) -> Color:
        # The colour of links is chosen for light grounds; the underline is enough on a dark one.
        if piece.run.color:
            return self.ground.brand.colors[piece.run.color]
        shown = piece.run.link and not self.ground.dark and not self.laid.has_quiet_links
        return self.ground.brand.colors["link"] if shown else self.laid.color

    def _piece(self, piece: Piece, color: Color, width: float | None = None) -> Mark:
        run = piece.run
        style = Style(
            piece.family,
            self.laid.size_pt if run.is_small else piece.size_pt,
            run.bold or self.laid.role.bold,
            run.italic,
            color.hex,
            bool(run.link) and not self.laid.has_quiet_links,
            (run.sup * RAISE - run.sub * LOWER) * self.laid.size_pt,
            piece.size_pt,
            run.lang or self.ground.language,
            run.strike,
        )
        if run.formula:
            return self._formula(piece, run.formula, style)
        mark: Mark = {"style": self.ground.styles.number(style), "text": UNSEEN.sub("", piece.text)}
        plain = "".join(plain_parts((replace(run, text=str(mark["text"])),)))
        heard = plain.translate(_AS_TYPED)
        if heard != mark["text"]:
            mark["actual"] = heard
        if plain == mark["text"] and _APART.search(piece.text):
            mark["words"] = _WORDS.findall(str(mark["text"]))
        if width is not None:
            mark["width"] = width
        return {**mark, "link": run.link} if run.link else mark

    def _formula(self, piece: Piece, formula: Formula, style: Style) -> Mark:
        # Imported here because few slides have formulas.
        from deck.equation.typeset import typeset

        brand = self.ground.brand
        return {
            "style": self.ground.styles.number(style),
            "text": piece.run.text,
            "formula": typeset(formula.tree),
            "display": formula.display,
            "families": [brand.base, *brand.fallbacks],
            "alt": formula.said or formula.tex,
            "width": pt(piece.width),
            "above": pt(formula.ascent * piece.size_pt),
            **({"link": piece.run.link} if piece.run.link else {}),
        }


def next_line(whole: str, end: int) -> int:
    """Where the next line begins in a paragraph's text: behind what is not seen between two."""
    return _BETWEEN_LINES.match(whole, end).end()  # type: ignore[union-attr]


def _without_last(pieces: Sequence[Piece]) -> Sequence[Piece]:
    return (*pieces[:-1], replace(pieces[-1], text=pieces[-1].text[:-1]))


def _joined(parts: Sequence[Mark]) -> list[Mark]:
    """The parts with those of one link in a part of their own, over the ends of lines as well."""
    done: list[Mark] = []
    rest = list(parts)
    while rest:
        link = rest[0].get("link")
        if not link:
            done.append(rest.pop(0))
            continue
        length = 1 + max(n for n, part in enumerate(rest) if part.get("link") == link and _unbroken(rest[:n], link))
        pieces = [{key: value for key, value in part.items() if key != "link"} for part in rest[:length]]
        del rest[:length]
        target = str(link)
        done.append(
            {"to": target[1:], "pieces": pieces} if target.startswith("#") else {"url": target, "pieces": pieces}
        )
    return done


def _unbroken(parts: Sequence[Mark], link: object) -> bool:
    return all(part.get("link") == link or "end" in part for part in parts)


def _unsqueezed(piece: Piece) -> Iterator[tuple[Piece, float | None]]:
    """The piece, one by one where typst would push full-width punctuation together, which layout does not."""
    if not piece.advances:
        yield piece, None
        return
    # As the font sets each, closer where a pair is kerned: `も、` is narrower than two of its signs.
    for character, advance in zip(piece.text, piece.advances, strict=False):
        yield replace(piece, text=character, advances=()), pt(advance)


@cache
def locale_of(tag: str) -> tuple[str, str | None]:
    """The language and the region of a tag such as en-GB or zh-Hans-CN."""
    language, *rest = tag.split("-")
    return language.lower(), next((part.upper() for part in rest if len(part) == 2), None)


# ---------------------------------------------------------------- both directions in one paragraph

_LETTERS = "\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff"
_MARKS = {"L": "\N{LEFT-TO-RIGHT MARK}", "R": "\N{RIGHT-TO-LEFT MARK}", "AL": "\N{ARABIC LETTER MARK}"}
RIGHT_TO_LEFT = regex(f"[{_LETTERS}]")
# Glyphs that share their text with a mark beside them would be read twice, and words from right to left stand in a PDF
# in the order in which they are seen: both stay apart.
_APART = regex(f"[{_LETTERS}{''.join(_MARKS.values())}]")
_WORDS = regex(f"[{''.join(_MARKS.values())}]+| *[^ {''.join(_MARKS.values())}]+ *| +")


def seam(whole: str, start: int, end: int, right_to_left: bool) -> tuple[str, str]:
    """Unseen marks at the end of a line, and at the beginning of the next.

    Which way a number or a bracket is read depends on the nearest letters of its paragraph (UAX #9, W2 and N1). Typst
    resolves each line by itself, so that a mark has to stand for the letters on the other side.
    """
    if not right_to_left and not RIGHT_TO_LEFT.search(whole):
        return "", ""
    base = "R" if right_to_left else "L"
    line, rest = whole[start:end], whole[end:]
    before, after = _strong(reversed(line)) or _strong(reversed(whole[:start])), _strong(rest)
    trailing = _without_direction(reversed(line.rstrip(" ")))
    leading = _without_direction(rest.lstrip(" "))
    ends = after and trailing and _way(after) != base
    begins = before and leading and (_way(before) != base or (before == "AL" and "EN" in leading))
    return _MARKS[after] if ends else "", _MARKS[before] if begins else ""


def _strong(text: Iterable[str]) -> str:
    """The direction of the first letter that has one."""
    return next((kind for kind in map(unicodedata.bidirectional, text) if kind in _MARKS), "")


def _without_direction(text: Iterable[str]) -> list[str]:
    """What stands before the first letter with a direction."""
    return list(takewhile(lambda kind: kind not in _MARKS, map(unicodedata.bidirectional, text)))


def _way(kind: str) -> str:
    return "L" if kind == "L" else "R"
