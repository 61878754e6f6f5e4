"""Which invisible marks does a paragraph that is read from right to left need, so that numbers and names stand right?

The bidirectional algorithm (UAX #9) does nearly all: it turns Arabic words, and leaves `CD19` and `5/5` as they are. It
does not know that `110 ± 32` is one expression, that the plus of `CD8+` belongs to its name, or that a DOI is one word;
and programs that leave out its rule for pairs of brackets tear a bracket from the words in it. A left-to-right or
right-to-left mark (U+200E, U+200F), as translators' guides and CLDR use them, says so to every program.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from unicodedata import bidirectional

from deck.layout.break_lines import UNITS
from deck.markup import Run
from deck.regex import regex
from deck.value import replace

LEFT, RIGHT = "\u200e", "\u200f"
MARKS = regex("[\u200e\u200f]")

_NUMBER = r"\d(?:[\d.,:/\u2070-\u209c]*\d)?[\u00b2\u00b3\u00b9\u2070-\u209c]*"
_SPACE = r"[\ \u00a0\u202f]"
_OPERATOR = rf"(?: {_SPACE}? [±×·÷=~≈<>≤≥+\u2212] {_SPACE}? | {_SPACE} / {_SPACE} )"
# What is read from left to right though it holds no letters that say so: it needs a mark in front.
_EXPRESSION = regex(
    rf"""
      (?<![\w.,:/]) (?:
        [+\-\u2212±~≈] {_NUMBER}                              # a signed number
      | {_NUMBER} {_SPACE}? (?: [%‰°] | (?:{UNITS}) \b )      # a number with its unit
      | {_NUMBER} (?: {_OPERATOR} [+\-\u2212]? {_NUMBER} )+   # numbers that are computed with
      | \d{{4}}-\d\d-\d\d (?! \d )                            # a date as computers write it
      | \d [0-9A-Za-z./:;%+_\-]* [A-Za-z]                    # a name that begins with a digit, a DOI
      | [\#@] (?= [A-Za-z0-9] )                              # a hashtag, a handle
      )
    """,
    re.VERBOSE,
)
_APART = regex(rf"{_SPACE}[%‰°]\Z")
_ALONE = regex(_NUMBER)
# Signs at the end of a Latin word that are a part of it: CD8+, a web address that ends in a slash.
_LATIN_END = regex(r"[A-Za-z][\w./\-]*[+\u207a\u207b\u2212/#*®™]+(?![^\s،؛؟.,;:!?)\]»”])", re.ASCII)
_LATIN_NUMBER = regex(
    rf"[A-Za-z][\w./\-\u2011]*(?:{_SPACE}(?:[=≈<>≤≥]{_SPACE})?\d[\d.,/]*)*(?<=\d)(?![\w+\u207a\u207b\u2212/#*®™%‰°])",
    re.ASCII,
)
_MAY_END = regex(r"[.,;:)\]]*\s")
_BEFORE_SLASH = regex(r"(?<![\w./:])[A-Z]+\d+(?=/[A-Z])", re.ASCII)
# What ends a part of a sentence or of an entry, and a number after it; between numbers a dot multiplies.
_COLON = regex(rf"(?:[:؛]|(?<!\d)(?<!\d{LEFT}){_SPACE}·)(?={_SPACE}+[+\-\u2212]?\d)")
_BRACKETS = {")": "(", "]": "[", "}": "{"}


def with_bidi_marks(runs: Sequence[Run]) -> tuple[Run, ...]:
    """The runs of a paragraph that is read from right to left, with the marks it needs."""
    strong = _Strong(_text(runs))
    if not (strong.has_left or strong.has_digits) or _ALONE.fullmatch(strong.text):
        return tuple(runs)
    if not strong.has_right and "،" not in strong.text:
        return _marked(runs, dict((*_around(strong, runs), *_numbered(strong))))
    done = tuple(runs)
    # Twice: a mark changes what the others see.
    for rule in 2 * (_expressions, _latin_ends, _commas, _brackets, _numbered):
        done = _marked(done, dict(rule(_Strong(_text(done)))))
    return done


def without_marks(text: str) -> str:
    """The words as their author wrote them."""
    return MARKS.sub("", text)


def _text(runs: Sequence[Run]) -> str:
    return "".join(run.text for run in runs)


def _marked(runs: Sequence[Run], marks: dict[int, str]) -> tuple[Run, ...]:
    """The runs with marks at those offsets of their text."""
    if not marks:
        return tuple(runs)
    done: list[Run] = []
    start = 0
    for run in [*runs, Run("")]:
        seam = marks.pop(start, "")
        if seam and done and not done[-1].link:
            done[-1] = replace(done[-1], text=done[-1].text + seam)
            seam = ""
        elif seam and (run.link or not run.text):
            # Not in the link: LibreOffice takes that for one character, whatever is in it.
            done.append(replace(done[-1] if done else run, text=seam, link=""))
            seam = ""
        inside = "".join(marks.pop(at, "") + char if at > start else char for at, char in enumerate(run.text, start))
        done.append(replace(run, text=seam + inside))
        start += len(run.text)
    return tuple(done[:-1])


def _around(strong: _Strong, runs: Sequence[Run]) -> Iterator[tuple[int, str]]:
    """Words of another language, or numbers alone: all of it is read from left to right."""
    links = len(runs) > 1
    if strong.kinds[0] != "L" or (links and runs[0].link):
        yield 0, LEFT
    if strong.kinds[-1] != "L" or (links and runs[-1].link):
        yield len(strong.text), LEFT


def _expressions(strong: _Strong) -> Iterator[tuple[int, str]]:
    for found in _EXPRESSION.finditer(strong.text):
        if strong.before(found.start()) != "L":
            yield found.start(), LEFT
        # A sign that touches its number goes where the number goes.
        if _APART.search(found.group()) and strong.after(found.end()) != "L":
            yield found.end(), LEFT


def _latin_ends(strong: _Strong) -> Iterator[tuple[int, str]]:
    for found in _LATIN_END.finditer(strong.text):
        if strong.after(found.end()) != "L":
            yield found.end(), LEFT


def _numbered(strong: _Strong) -> Iterator[tuple[int, str]]:
    """Digits go where the Latin letters before them go: ONLYOFFICE reads `19CD` where such a stretch or line ends."""
    for found in _LATIN_NUMBER.finditer(strong.text):
        if strong.after(found.end()) != "L" or _MAY_END.match(strong.text, found.end()):
            yield found.end(), LEFT
    yield from ((found.end(), LEFT) for found in _BEFORE_SLASH.finditer(strong.text))


def _commas(strong: _Strong) -> Iterator[tuple[int, str]]:
    """An Arabic comma parts Latin names as it parts Arabic ones: the next stands to its left.

    So does what a sentence says after a colon: in "… and MOGAD: 0 in phase III" the number is no part of the name.
    """
    for at, char in enumerate(strong.text):
        if char == "،" and strong.before(at) == strong.after(at + 1) == "L":
            yield at + 1, RIGHT
    for found in _COLON.finditer(strong.text):
        # Where Latin words go on after the number, all of it is theirs, such as the title of a paper.
        behind = next((kind for kind in strong.kinds[found.end() :] if kind in ("L", "R")), "R")
        if strong.before(found.start()) == "L" and behind == "R":
            yield found.end(), RIGHT


def _brackets(strong: _Strong) -> Iterator[tuple[int, str]]:
    """A mark behind a closing bracket that would else stand in another direction than the one that it closes."""
    opened: list[int] = []
    for at, char in enumerate(strong.text):
        if char in _BRACKETS.values():
            opened.append(at)
        elif char in _BRACKETS and opened and strong.text[opened[-1]] == _BRACKETS[char]:
            start = opened.pop()
            inside, outside = strong.kinds[start:at], strong.before(start)
            behind = next((kind for kind in strong.kinds[at + 1 :] if kind), "R")
            if behind == "D":
                # A number goes where the last letter before it goes, even one in brackets.
                behind = "L" if "L" in (*inside, outside) else "R"
            if "R" not in inside and any(inside) and outside != behind:
                # What follows stands behind the mark.
                strong.kinds[at] = outside
                yield at + 1, LEFT if outside == "L" else RIGHT


class _Strong:
    """A text with the directions of its letters: L, R, or D for a digit, which has that of its neighbours."""

    def __init__(self, text: str) -> None:
        names = {"L": "L", "R": "R", "AL": "R", "EN": "D", "AN": "D"}
        self.text = text
        self.kinds = [names.get(bidirectional(char), "") for char in text]
        self.has_left, self.has_right, self.has_digits = ("L" in self.kinds, "R" in self.kinds, "D" in self.kinds)

    def before(self, at: int) -> str:
        return next((kind for kind in reversed(self.kinds[:at]) if kind in ("L", "R")), "R")

    def after(self, at: int) -> str:
        return next((kind for kind in self.kinds[at:] if kind in ("L", "R")), "R")
