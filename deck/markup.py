"""Inline markup <-> runs, and back.

`**bold** *italic* ^sup^ ~sub~ ~~strike~~ `code` [text](url) [words]{.danger} [@key] {name} $x^2$`

`__bold__`, `_italic_`, addresses as they stand (https://…, <https://…>) and `[^1]` are read as in Markdown, `<br>` ends
a line; what else people know from Markdown or HTML is printed as it stands, with a warning that says how it is written
here.

A value may say how it is written: `{p, .3}` with three decimals, `{dose, 2 mg}` with two digits that count and a unit.
A value that is counted may choose its words: `{trials.total, plural, one {# trial} other {# trials}}`, where `#` is the
number and the names are CLDR's plural categories, as in ICU messages.

`[words]{.danger}`, as Pandoc writes spans, are in a colour of the brand, and bold: nobody is told by a colour alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final, Literal, TypeAlias

from deck.address import trouble_with
from deck.diagnostics import Diagnostic, Report, Severity, Span
from deck.equation.tree import Formula
from deck.foreign_markup import foreign_at
from deck.garbled import garbled
from deck.place import NO_PLACE, Place
from deck.regex import regex
from deck.value import Value, replace

BREAK: Final = "\N{LINE SEPARATOR}"
"""Ends a line among the words of a run; no talk can hold it otherwise."""


class Run(Value, frozen=True):
    """A stretch of text in one style. A citation (`cite`) or a computed value (`value`) has no text until resolved.

    A resolved citation still names its papers, as a handout lists them by slide.
    """

    text: str
    bold: bool = False
    italic: bool = False
    sup: bool = False
    sub: bool = False
    link: str = ""
    cite: tuple[str, ...] = ()
    value: str = ""
    forms: tuple[tuple[str, str], ...] = ()
    """Of a value: its words, with markup, by CLDR plural category."""
    format: str = ""
    """Of a value: its digits, sign and unit, as in `.3` and `+.1 mg`."""
    lang: str = ""
    dated: date | None = None
    """Of which day the data are, where it says so."""
    code: bool = False
    strike: bool = False
    color: str = ""
    """A colour of the brand, in which the program sets a part of code or the author words that matter; else that of its
    paragraph. What the author sets in a colour is bold, and no link: these have a colour of their own."""
    formula: Formula | None = None
    """What is set as a formula; its text is that on one line."""
    place: Place = NO_PLACE

    @property
    def is_small(self) -> bool:
        """Whether it is set smaller, above or below the line."""
        return self.sup or self.sub

    @property
    def plain(self) -> str:
        """Its text in a row where no letter can be raised or lowered; a sign says so where Unicode has none that is."""
        if BREAK in self.text:
            return replace(self, text=self.text.replace(BREAK, " ")).plain
        if not self.is_small or not self.text or self.formula or self.text in _ENDINGS_OF_ORDINALS:
            return self.text
        if all(sign in (_RAISED if self.sup else _LOWERED) for sign in self.text):
            return "".join((_RAISED if self.sup else _LOWERED)[sign] for sign in self.text)
        return f"{'^' if self.sup else '_'}({self.text})"


def plain_parts(runs: Sequence[Run]) -> Iterator[str]:
    """What each run says where its look says nothing; only signs can tell there that words no longer hold."""
    struck = [False, *(run.strike for run in runs), False]
    for run, before, after in zip(runs, struck, struck[2:], strict=False):
        yield f"{'~~' * (run.strike and not before)}{run.plain}{'~~' * (run.strike and not after)}"


def in_unicode(run: Run) -> Run:
    """A raised or lowered run in letters that are so by themselves, where Unicode has them; else the run as it is."""
    if not run.is_small or run.plain == f"{'^' if run.sup else '_'}({run.text})":
        return run
    return replace(run, text=run.plain, sup=False, sub=False)


# Marks of direction stand at any height.
_MARKS: Final = {mark: mark for mark in "\u200e\u200f\u061c"}
_RAISED: Final = dict(zip("0123456789+-−–=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿ", strict=True)) | _MARKS
_LOWERED: Final = dict(zip("0123456789+-−–=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎", strict=True)) | _MARKS
_ENDINGS_OF_ORDINALS: Final = frozenset(("st", "nd", "rd", "th", "er", "re"))


class Text(Value, frozen=True):
    """What an author wrote in one place: its runs, the markup they came from, and where."""

    runs: tuple[Run, ...]
    source: str = ""
    place: Place = NO_PLACE
    original: str = ""
    """Of a translation: what the author wrote, in plain words. Other fields refer to it by these."""

    def __eq__(self, other: object) -> bool:
        """Whether it says the same: neither where it stands counts, nor how it was typed."""
        return isinstance(other, Text) and self.runs == other.runs and self.original == other.original

    def __hash__(self) -> int:
        return hash(self.runs)

    @property
    def span(self) -> Span:
        return self.place.span

    def place_of(self, run: Run) -> Place:
        """Where one of its runs was written; what was added to it stands where it does."""
        return run.place if run.place.is_known else self.place

    def place_at(self, start: int, end: int) -> Place:
        """Where a stretch of its letters was written."""
        at, first = 0, None
        for run in self.runs:
            if start < at + len(run.text) and at < end:
                part = self.place_of(run).of_letters(run.text, max(start - at, 0), min(end - at, len(run.text)))
                first = part if first is None else first.through(part)
            at += len(run.text)
        return first or self.place

    @property
    def name(self) -> str:
        """What other fields call it, in whatever language it is shown."""
        return self.original or self.plain

    def place_of_words(self, words: str, start: int = 0) -> Place:
        """Where these words were written; it itself where it does not say them like this."""
        at = self.letters.find(words, start) if words else -1
        return self.place_at(at, at + len(words)) if at >= 0 else self.place

    @property
    def letters(self) -> str:
        """Its letters in a row, as a line of the slide has them."""
        if len(self.runs) == 1:  # as most texts are
            return self.runs[0].text
        return "".join([run.text for run in self.runs])

    @property
    def plain(self) -> str:
        """What it says where its look says nothing: `10⁶`, `CO₂`, `x^(a,b)`, `K_(max)`, `~~5 mg~~ 10 mg`."""
        return "".join(plain_parts(self.runs))

    @property
    def is_empty(self) -> bool:
        return not any(run.text.strip() or run.cite or run.value for run in self.runs)


def parse(source: str, place: Place, report: Report, reader: type[Reader] | None = None) -> Text:
    """The runs of a text; a new line in the file counts as a space. Mistakes are reported where they stand.

    `reader` is one that takes other signs for words, as older talks did.
    """
    lone = _LONE_MARK.match(source)
    if lone:
        message = f"`{lone[0].rstrip()}` at the beginning of a text is printed as it stands"
        help = _HEADING_HELP if source[0] == "#" else _LONE_MARK_HELP
        where = place.part(0, len(lone[0]) - 1).span
        report.add(Diagnostic(Severity.WARNING, "foreign-markup", message, where, help))
    if not source.isascii() and (wrong := garbled(source)):
        message = f"`{wrong.seen}` is `{wrong.meant}`, read in another encoding than it was saved in"
        help = f"write `{wrong.meant}`; where there is more of it, open the file that it comes from as UTF-8"
        where = place.part(wrong.at, len(wrong.seen)).span
        report.add(Diagnostic(Severity.WARNING, "garbled-letters", message, where, help))
    if not _MARKUP.search(source):
        words = source.strip(" ")
        return Text((Run(words, place=place),) if words else (), source, place)
    tokens = (reader or Reader)(source, place, report).tokens()
    signs = {(token.sort, token.text[0]) for token in tokens if token.sort not in ("word", "atom")}
    for sort, sign in _PAIRED:
        if (sort, sign) in signs:
            _pair_signs(tokens, sort, sign, place, report)
            report.add(*(_inside_a_word(tokens, sort, source, place) if sign == "*" else ()))
    for low in ("sup", "sub"):
        if (low, "^" if low == "sup" else "~") in signs:
            _pair_carets(tokens, low)
    if not signs.isdisjoint(_HALVES):
        report.add(*_half_set(tokens, source, place))
    return Text(tuple(merged(_runs(tokens, place))), source, place)


def formula(source: str, place: Place, report: Report) -> Text:
    """A text that is one formula in TeX's notation, whether or not it is typed between the signs that begin one."""
    tex, at = source.rstrip(), 0
    tex, at = tex.lstrip(), len(tex) - len(tex.lstrip())
    for begin, end in _AROUND:
        if tex.startswith(begin) and tex.endswith(end) and len(tex) >= len(begin) + len(end):
            tex, at = tex[len(begin) : -len(end)], at + len(begin)
            break
    run = _formula(tex, place.part(at, len(tex)), report)
    # One with a mistake is its letters, as a text with one is.
    return Text((replace(run, place=place) if run else Run(tex, place=place),), f"${tex}$", place)


_AROUND: Final = (("$$", "$$"), ("$", "$"), ("\\[", "\\]"), ("\\(", "\\)"))


def _formula(tex: str, place: Place, report: Report) -> Run | None:
    # Imported here because few talks have one.
    from deck.equation.linear import linear
    from deck.equation.read import read

    found = read(tex, place, report)
    return Run(linear(found.tree), formula=found) if found else None


def _half_set(tokens: Iterable[_Token], source: str, place: Place) -> Iterator[Diagnostic]:
    """`10^6` and `CO_2` as other programs read them: printed as they stand, they are no power and no formula."""
    for token in tokens:
        key = (token.sort, token.text[:1])
        found = _HALVES[key].match(source, token.at) if key in _HALVES and not token.matched else None
        if found is None or not (token.sort == "sup" or _FORMULA.search(source, 0, token.at)):
            continue
        sign, way = ("^", "raise") if token.sort == "sup" else ("~", "lower")
        what, where = f"`{found[0]}` is printed as it stands", place.part(token.at, len(found[0])).span
        help = f"write {sign}{''.join(filter(None, found.groups()))}{sign} to {way} it, or \\{token.text} for the sign"
        yield Diagnostic(Severity.WARNING, "foreign-markup", what, where, help)


_HALVES: Final = {
    ("sup", "^"): regex(
        r"(?<=[\w)\]])\^(?:\{(?P<tex>[^{}]{1,9})\}|"
        r"(?P<bare>[-+\u2212\u2013]?\d{1,4}|[-+\u2212]|[A-Za-z](?![\w^]))(?![\w^]))"
    ),
    ("italic", "_"): regex(r"_(?:\{(?P<tex>[^{}]{1,9})\}|(?P<bare>\d{1,2}(?:\.\d+)?|max|min|[a-z])(?![a-z0-9_]))"),
    ("sub", "~"): regex(r"(?<=[A-Z])~(?P<bare>\d{1,2})(?![a-z0-9_~.,%])"),
}
_FORMULA: Final = regex(r"(?:(?<!\w)|(?<=[_~]\d))(?:[A-Z]{1,3}|[A-Z][a-z]|[a-z])$")
"""What a lowered number may stand behind: not every name with an underscore is one."""
_OF_TEX: Final = regex(r"(?<=[\w)\]][\^_])\{[\w+\u2212.,-]{1,9}\}(?!_|(?:\\ |\S)*\^)")
_LONE_MARK: Final = regex(r"[-•] |#{2,6} ")
_HEADING_HELP: Final = "take it away: a title has a field of its own"
_LONE_MARK_HELP: Final = "take it away: points have their mark by themselves; for a minus write − (U+2212)"
_PAIRED: Final = (("bold", "*"), ("italic", "*"), ("bold", "_"), ("italic", "_"), ("strike", "~"))


def write(runs: Iterable[Run]) -> str:
    """Markup that parses back to these runs, with equal neighbours merged; it has no sign for `lang`."""
    wanted = [_NO_RUN, *_as_bold_as_before(merged(replace(run, lang="") for run in runs)), _NO_RUN]
    return "".join(
        _signs_between(before, run) + _written(before, run, after)
        for before, run, after in zip(wanted, wanted[1:], [*wanted[2:], _NO_RUN], strict=False)
    )


def _as_bold_as_before(runs: Iterable[Run]) -> Iterator[Run]:
    """Runs whose colour makes them bold say nothing of it themselves; links have no colour of an author."""
    bold = False
    for run in runs:
        color = "" if run.link else run.color
        bold = bold if color else run.bold
        yield replace(run, bold=bold, color=color) if run.color else run


def merged(runs: Iterable[Run]) -> Iterator[Run]:
    """The runs with empty ones left out and equal neighbours joined."""
    waiting: Run | None = None
    for run in runs:
        if not (run.text or run.cite or run.value):
            continue
        if waiting is None:
            waiting = run
        elif not (run.cite or run.value or run.formula) and _look(waiting) == _look(run):
            place = waiting.place.through(run.place)
            waiting = replace(waiting, text=waiting.text + run.text, place=place)
        else:
            yield waiting
            waiting = run
    if waiting is not None:
        yield waiting


def _look(run: Run) -> tuple[object, ...]:
    """All of a run but its words."""
    styles = (run.bold, run.italic, run.sup, run.sub, run.code, run.strike)
    return (*styles, run.color, run.link, run.lang, run.dated, run.cite, run.value, run.forms, run.formula)


def prose(source: str, place: Place, report: Report) -> Iterator[Text]:
    """The paragraphs of a longer text; a line that begins with `- ` or `1. ` is one of its own, with its mark."""
    for words, start in paragraphs(source):
        report.add(*_headings(words, place.part(start, len(words))))
        for first, last in _parted(words):
            part = words[first:last].rstrip()
            found = _ITEM.match(part)
            if found is None:
                text = parse(part, place.part(start + first, len(part)), report)
                if text.runs:
                    yield text
                continue
            at = found.end()
            text = parse(part[at:], place.part(start + first + at, len(part) - at), report)
            sign = found["sign"] if found["sign"][0].isdigit() else "–" if found["indent"] else "•"
            yield replace(text, runs=(Run(f"{sign} "), *text.runs), source=part.strip())


def _headings(words: str, place: Place) -> Iterator[Diagnostic]:
    """Lines that Markdown would set as headings; one at the beginning of a text is told by that."""
    for found in _HEADING.finditer(words):
        if found.start() or found[1] == "#":
            message = f"`{found[1]}` at the beginning of a line is printed as it stands"
            where = place.part(found.start(), len(found[1])).span
            help = "write the line in **bold**, with a blank line below it"
            yield Diagnostic(Severity.WARNING, "foreign-markup", message, where, help)


_HEADING: Final = regex(r"^(#{1,6}) +(?=[^\W\d_a-z])", re.MULTILINE)


def _parted(words: str) -> Iterator[tuple[int, int]]:
    """A paragraph in its items; an item keeps its indent."""
    cuts = sorted({0, len(words), *(found.start() for found in _ITEM.finditer(words))})
    return pairwise(cuts)


def item_of(text: Text) -> tuple[str, tuple[Run, ...]]:
    """The mark of an item of a list in prose (`•`, `–`, `1.`) and its words; no mark where it is none."""
    if not text.runs or not _ITEM.match(text.source):
        return "", text.runs
    first, *others = text.runs
    mark, gap, rest = first.text.partition(" ")
    if not gap or not _MARK.fullmatch(mark):
        return "", text.runs
    return mark, (*([replace(first, text=rest)] if rest else []), *others)


_MARK: Final = regex(r"[•–]|[1-9]\d?\.")
_ITEM: Final = regex(r"^(?P<indent>[ \t]*)(?P<sign>[-*•]|\d{1,2}[.)])[ \t]+(?=\S)", re.MULTILINE)


def with_addresses(runs: Iterable[Run]) -> Iterator[Run]:
    """The runs with its web address behind each link, for where nobody can click."""
    waiting = ""
    linked = ""
    for run in [*runs, Run("")]:
        if linked and run.link != linked:
            address = linked.removeprefix("mailto:")
            if not linked.startswith("#") and address not in waiting:
                yield Run(f" ({address})")
            waiting = ""
        linked, waiting = run.link, waiting + run.text
        if run.text or run.cite or run.value:
            yield run


def composed(name: str) -> str:
    """A name with each accented letter as one: a Mac's file names have two, and look the same."""
    return name if name.isascii() else unicodedata.normalize("NFC", name)


def paragraphs(source: str) -> Iterator[tuple[str, int]]:
    """The paragraphs of a longer text, parted by blank lines, each with its offset."""
    start = 0
    for gap in [*_BLANK_LINES.finditer(source), None]:
        end = gap.start() if gap else len(source)
        words = source[start:end]
        if words.strip():
            yield words.strip(), start + len(words) - len(words.lstrip())
        start = gap.end() if gap else end


_BLANK_LINES: Final = regex(r"\n[ \t]*(?:\n[ \t]*)+")
_MARKUP: Final = regex(r"[\\*^\[{\n\t_~`<$&]|==|--|https?://|mailto:")
_ESCAPABLE: Final = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~• ")
_PUNCTUATION: Final = _ESCAPABLE - {" "}
_SIGNS: Final = frozenset("\\*^[]{}_~`<$&")
_EDGES: Final = _ESCAPABLE - _SIGNS
_WORDS: Final = regex(
    r"(?:[^\\*^\[\]{_~`<$&=\-hm]+|h(?!ttps?://)|(?<=[^\W_])h|m(?!ailto:)|(?<=[^\W_])m|=(?!=)|-(?!-))+"
)
_LINE_BREAK: Final = regex(r"(?<![ \t])[ \t]*\n[ \t\n]*")
_LONGEST_LINK: Final = 2048
_LONGEST_NAME: Final = 80

_BREAK_TAG: Final = regex(r"<br\s*/?>\s*", re.IGNORECASE)
_GAPS: Final = f" {BREAK}"

_Sort: TypeAlias = Literal["word", "bold", "italic", "sup", "sub", "strike", "atom", "none"]


@dataclass(slots=True)
class _Token:
    """A piece of the text: words, a sign that may change the style, or something whole."""

    sort: _Sort
    text: str
    at: int
    length: int = 0
    link: str = ""
    color: str = ""
    run: Run | None = None
    escaped: bool = False
    opens: bool = False
    closes: bool = False
    matched: bool = False

    def is_gap(self, end: int) -> bool:
        """Whether there is a space, or nothing at all, at this end of it."""
        return self.sort == "none" or (self.sort == "word" and not self.escaped and self.text[end] in _GAPS)

    def is_edge(self, end: int) -> bool:
        """Whether a style may begin or end beside it whatever stands on the other side."""
        return self.is_gap(end) or (self.sort == "word" and not self.escaped and self.text[end] in _PUNCTUATION)


class Reader:
    """Cuts a text into tokens, from left to right."""

    def __init__(self, source: str, place: Place, report: Report) -> None:
        self._source = source
        self._place = place
        self._report = report
        self._brackets = _matching_brackets(source)
        self._found: list[_Token] = []
        self._link = ""
        self._link_end = -1
        self._skip_to = -1
        self._color = ""
        self._ends_of_color: dict[int, tuple[str, int]] = {}
        """Where words in a colour end: the colour around them, and where reading goes on."""
        self._is_low = False

    def tokens(self) -> list[_Token]:
        at = 0
        while at < len(self._source):
            at = self._read(at)
        self._end_line()
        while self._found and self._found[-1].text == BREAK:
            self._found.pop()
            self._end_line()
        _mark_sides(self._found)
        return self._found

    def _end_line(self) -> None:
        """Spaces at the end of a line are none."""
        last = self._found[-1] if self._found else _NOTHING
        if last.sort == "word" and not last.escaped:
            last.text = last.text.rstrip(" ")
            self._found = self._found if last.text else self._found[:-1]

    def _read(self, at: int) -> int:
        if at == self._link_end:
            self._link, self._link_end = "", -1
            return self._skip_to
        if at in self._ends_of_color:
            self._color, behind = self._ends_of_color[at]
            return behind
        sign = self._source[at]
        match sign:
            case "\\" if self._source[at + 1 : at + 2] in _ESCAPABLE and at + 1 < len(self._source):
                self._add("word", self._source[at + 1], at, 2)
                # An escaped sign is a letter like any other, for the stars beside it too.
                self._found[-1].escaped = True
                return at + 2
            case "*":
                return self._read_stars(at)
            case "^" if foreign_at(self._source, at):
                return self._read_foreign(at)
            case "^":
                return self._add("sup", "^", at, 1)
            case "_":
                return self._read_stars(at)
            case "~":
                return self._read_tildes(at)
            case "`":
                return self._read_code(at)
            case "<" if found := _BREAK_TAG.match(self._source, at):
                return self._read_break(at, found.end())
            case "h" | "m" | "<":
                return self._read_address(at)
            case "$" if found := _FORMULA_AT.match(self._source, at):
                place = self._place.part(at + 1, len(found[1]))
                run = _formula(found[1], place, self._report)
                if run is None:
                    return self._add("word", _LINE_BREAK.sub(" ", found[0]).replace("\t", " "), at, len(found[0]))
                return self._add_whole(run, at, found.end())
            case "&" | "$" | "=" | "-" | "\\":
                return self._read_foreign(at)
            case "[":
                return self._read_citation(at) if self._source.startswith("[@", at) else self._read_link(at)
            case "{":
                return self._read_value(at)
            case _:
                return self._read_words(at)

    def _add(self, sort: _Sort, text: str, at: int, length: int) -> int:
        self._found.append(_Token(sort, text, at, length, self._link, self._color))
        return at + length

    def _add_whole(self, run: Run, at: int, end: int) -> int:
        """Something that is no words, or is not read as such."""
        self._found.append(_Token("atom", "", at, end - at, self._link, self._color, run))
        return end

    def _read_words(self, at: int) -> int:
        found = _WORDS.match(self._source, at)
        typed = found.group() if found else self._source[at]
        words = _LINE_BREAK.sub(" ", typed).replace("\t", " ")
        words = words if self._found else words.lstrip(" ")
        return self._add("word", words, at, len(typed)) if words else at + len(typed)

    def _read_break(self, at: int, end: int) -> int:
        """The end of a line, which is none before the first."""
        self._end_line()
        if self._found:
            self._add("word", BREAK, at, end - at)
        return end

    def _read_stars(self, at: int) -> int:
        sign, length = self._source[at], self._length(at)
        match length:
            case 1:
                return self._add("italic", sign, at, 1)
            case 2:
                return self._add("bold", sign * 2, at, 2)
            case 3:
                self._add("bold", sign * 2, at, 2)
                return self._add("italic", sign, at + 2, 1)
            case _:
                return self._add("word", sign * length, at, length)

    def _length(self, at: int) -> int:
        """How often the sign at this place is repeated."""
        end = at
        while self._source[end : end + 1] == self._source[at]:
            end += 1
        return end - at

    def _read_tildes(self, at: int) -> int:
        length = self._length(at)
        match length:
            case 1:
                self._is_low = not self._is_low
                return self._add("sub", "~", at, 1)
            case 2:
                return self._add("strike", "~~", at, 2)
            case 3 if self._is_low:
                self._is_low = False
                self._add("sub", "~", at, 1)
                return self._add("strike", "~~", at + 1, 2)
            case 3:
                self._is_low = True
                self._add("strike", "~~", at, 2)
                return self._add("sub", "~", at + 2, 1)
            case _:
                return self._add("word", "~" * length, at, length)

    def _read_code(self, at: int) -> int:
        fence = "`" * self._length(at)
        found = re.compile(rf"{fence}(.*?(?<!`)){fence}(?!`)", re.DOTALL).match(self._source, at)
        if found is None:
            return self._add("word", fence, at, len(fence))
        words = found[1].replace("\n", " ").replace("\t", " ")
        if words.strip(" ") and words[0] == words[-1] == " ":
            words = words[1:-1]
        return self._add_whole(Run(words, code=True), at, found.end())

    def _read_address(self, at: int) -> int:
        """A web address that stands for itself; else a tag of HTML, or a letter like any other."""
        found = _IN_BRACKETS.match(self._source, at) or _BARE.match(self._source, at)
        if found is None or self._link or (self._source[at] != "<" and self._is_inside_a_word(at)):
            return self._read_foreign(at) if self._source[at] == "<" else self._add("word", self._source[at], at, 1)
        words = found["address"]
        if self._source[at] != "<":
            words = _without_ending(words)
        url = f"mailto:{words}" if _IS_MAIL.fullmatch(words) else words
        length = len(words) if self._source[at] != "<" else found.end() - at
        if problem_of_link(url):
            return self._add("word", self._source[at], at, 1)
        self._found.append(_Token("atom", "", at, length, url, run=Run(words)))
        return at + length

    def _is_inside_a_word(self, at: int) -> bool:
        return at > 0 and self._source[at - 1].isalnum()

    def _read_foreign(self, at: int) -> int:
        """What means something in other programs, and nothing here; else a sign like any other."""
        foreign = foreign_at(self._source, at)
        if foreign is None:
            return self._add("word", self._source[at], at, 1)
        words, message, help, is_error = foreign
        severity, where = Severity.ERROR if is_error else Severity.WARNING, self._place.part(at, len(words)).span
        self._report.add(Diagnostic(severity, "foreign-markup", message, where, help))
        return self._add("word", _LINE_BREAK.sub(" ", words).replace("\t", " "), at, len(words))

    def _read_citation(self, at: int) -> int:
        end = self._source.find("]", at, at + _LONGEST_LINK)
        if end < 0:
            self._error("unclosed-markup", "`[@` opens a citation that is never closed", at, 2, "close it with `]`")
            return self._add("word", "[@", at, 2)
        part_at, keys = at + 1, []
        for part in self._source[at + 1 : end].split(";"):
            key = composed(part.strip())
            if _KEY.fullmatch(key):
                keys.append(key[1:])
            else:
                message = f"`{key}` is not a citation key" if key not in ("", "@") else "the citation key is empty"
                where = part_at + len(part) - len(part.lstrip())
                self._error("bad-citation", message, min(where, end), len(key), "write [@key], or [@one; @two]")
            part_at += len(part) + 1
        if not keys:
            return self._add("word", self._source[at : end + 1], at, end + 1 - at)
        return self._add_whole(Run("", cite=tuple(keys)), at, end + 1)

    def _read_value(self, at: int) -> int:
        is_of_tex = _OF_TEX.match(self._source, at) and (
            self._source[at - 1] == "^" or _FORMULA.search(self._source, 0, at - 1)
        )
        if is_of_tex:
            return self._add("word", "{", at, 1)
        counted = _COUNTED.match(self._source, at)
        if counted:
            return self._read_forms(at, counted["name"], counted["format"] or "", counted.end())
        end = self._source.find("}", at, at + _LONGEST_NAME)
        if end < 0:
            return self._add("word", "{", at, 1)
        name, comma, format = (part.strip() for part in self._source[at + 1 : end].partition(","))
        if _NAME.fullmatch(name) and name == self._source[at + 1 : end].split(",")[0] and _is_format(comma, format):
            return self._add_whole(Run("", value=name, format=format), at, end + 1)
        help = "a name is letters, digits, `_` and `.`, as in {trials.total}; write \\{ for a brace"
        if comma and _NAME.fullmatch(name):
            help = (
                f"write digits, sign and unit as {{{name}, .2}}, {{{name}, 3 mg}}, {{{name}, +.1 %}}; \\{{ for a brace"
            )
        name = self._source[at + 1 : end]
        shown = name if len(name) <= 40 else name[:39] + "…"
        self._error("bad-value", f"`{{{shown}}}` is not the name of a computed value", at, end + 1 - at, help)
        return self._add("word", "{", at, 1)

    def _read_forms(self, at: int, name: str, format: str, start: int) -> int:
        """The forms of a counted value, up to the brace that closes it."""
        forms: list[tuple[str, str]] = []
        while form := _FORM.match(self._source, start):
            # Read once here, so that a mistake in a form that is not shown is found too.
            parse(form["words"], self._place.part(form.start("words"), len(form["words"])), self._report)
            forms.append((form["category"], _LINE_BREAK.sub(" ", form["words"])))
            start = form.end()
        end = start + len(self._source[start:]) - len(self._source[start:].lstrip())
        if self._source[end : end + 1] != "}" or "other" not in dict(forms) or not _is_format(format, format):
            known = ", ".join(CATEGORIES)
            help = f"write {{{name}, plural, one {{# trial}} other {{# trials}}}}; forms: {known}; `other` is needed"
            self._error("bad-value", f"the forms of `{name}` cannot be read", at, start - at, help)
            # The braces inside of it are no values: one mistake is told once.
            end = _end_of_braces(self._source, at)
            return self._add("word", _LINE_BREAK.sub(" ", self._source[at:end]).replace("\t", " "), at, end - at)
        return self._add_whole(Run("", value=name, forms=tuple(forms), format=format), at, end + 1)

    def _read_link(self, at: int) -> int:
        footnote = FOOTNOTE.match(self._source, at)
        if footnote:
            return self._add_whole(Run(footnote[1], sup=True), at, footnote.end())
        close = self._brackets.get(at, -1)
        if close >= 0 and (colored := _IN_COLOR.match(self._source, close + 1)):
            return self._read_color(at, close, colored)
        if close < 0 or self._source[close + 1 : close + 2] != "(":
            return self._read_foreign(at)
        end = _end_of_link(self._source, close + 2)
        if end < 0:
            help = "close the link with `)`; a link holds no spaces"
            self._error("unclosed-markup", "`[…](` opens a link that is never closed", at, close + 2 - at, help)
            return self._add("word", "[", at, 1)
        if self._link_end >= 0:
            help = "end the first link before the next, or write \\["
            self._error("bad-link", "a link inside a link", at, end + 1 - at, help)
            return self._add("word", "[", at, 1)
        url = self._source[close + 2 : end]
        problem = problem_of_link(url)
        if problem and self._source.startswith("!", at - 1) and at > 0:
            problem = f"a picture has a field of its own: write `file: {url}`"
        if problem:
            shown = url if len(url) <= 60 else url[:59] + "…"
            self._error("bad-link", f"`{shown}` is not a link that a deck may carry", close + 2, len(url), problem)
        elif close == at + 1:
            self._error("bad-link", "this link has no text", at, end + 1 - at, f"write [words]({url})")
        self._link, self._link_end, self._skip_to = "" if problem else url, close, end + 1
        return at + 1

    def _read_color(self, at: int, close: int, found: re.Match[str]) -> int:
        """Words in a colour of the brand; which there are, the brand knows."""
        name, help = found["name"] or "", "write [words]{.danger}, with one name of a colour"
        if not name:
            self._error("bad-emphasis", f"`{found[0]}` names no colour", close + 1, len(found[0]), help)
        elif self._color:
            what, help = "words in a colour inside of others", "end the first before the next"
            self._error("bad-emphasis", what, at, found.end() - at, help)
        elif self._link_end >= 0:
            help = f"set other words in it, or take {found[0]} away"
            self._error("bad-emphasis", "a link has a colour of its own", at, found.end() - at, help)
        elif close == at + 1:
            self._error("bad-emphasis", "there are no words to be set in a colour", at, found.end() - at, help)
        self._ends_of_color[close] = self._color, found.end()
        self._color = self._color or name
        return at + 1

    def _error(self, code: str, message: str, at: int, length: int, help: str) -> None:
        self._report.error(code, message, self._place.part(at, length).span, help)


def _is_format(given: str, words: str) -> bool:
    """Whether a value's format, if one is given, can be read."""
    if not given:
        return True
    # Imported here because few talks have one.
    from deck.written_number import read_format

    return read_format(words) is not None


def _without_ending(address: str) -> str:
    """An address without the full stop, the stars or the bracket that follow on it."""
    while address and (
        address[-1] in "?!.,:;*_~'\"" or (address[-1] == ")" and address.count("(") < address.count(")"))
    ):
        address = address[:-1]
    return address


_FORMULA_AT: Final = regex(r"(?<![\w$])\$(?![\s$])((?:\\.|[^$\\]){1,2000}?)(?<!\s)\$(?![\w$])", re.DOTALL)
"""A formula, as Pandoc reads it, but that `US$5 and A$7` and `$HOME/$USER` are none."""
_IN_BRACKETS: Final = regex(r"<(?P<address>(?:https?://|mailto:)[^\s<>]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)>")
_BARE: Final = regex(r"(?P<address>(?:https?://|mailto:)[^\s<>\[\]\\{}|`^\"]+)")
_IS_MAIL: Final = regex(r"[^:/@]+@[^:/@]+")
FOOTNOTE: Final = regex(r"\[\^([\w*†‡§]{1,8})\](?!\()")
"""The mark of a footnote in what an author writes."""
_IN_COLOR: Final = regex(r"\{ *\.(?:(?P<name>[A-Za-z]\w*) *\}|[^{}]{0,80}\}?)", re.ASCII)
"""Behind the words that are set in it."""
_KEY: Final = regex(r"@[A-Za-z0-9_][\w:.#$%&+?<>~/-]*")
_NAME: Final = regex(r"[A-Za-z_]\w*(?:\.\w+)*", re.ASCII)
CATEGORIES: Final = ("zero", "one", "two", "few", "many", "other")
_COUNTED: Final = regex(
    r"\{\s*(?P<name>[A-Za-z_]\w*(?:\.\w+)*)\s*,(?:\s*(?P<format>[^\s{},][^{},]*?)\s*,)?\s*plural\s*,", re.ASCII
)
_FORM: Final = regex(rf"\s*(?P<category>{'|'.join(CATEGORIES)})\s*\{{(?P<words>[^{{}}]*)\}}")
_LINK: Final = regex(
    r"https?://[^/?#][^\\\"<>]*|mailto:ONE(?:,ONE)*(?:\?[^@\\\"<>]*)?|#[A-Za-z0-9][\w-]*".replace(
        "ONE", r"[^@/?,\\\"<>]+@[^@/?,\\\"<>]+"
    ),
    re.I,
)


def _matching_brackets(source: str) -> dict[int, int]:
    """For every `[` the `]` that closes it."""
    found: dict[int, int] = {}
    waiting: list[int] = []
    for match in _BRACKET.finditer(source):
        if match.group() == "[":
            waiting.append(match.start())
        elif match.group() == "]" and waiting:
            found[waiting.pop()] = match.start()
    return found


_BRACKET: Final = regex(r"\\.|(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)|[\[\]]", re.DOTALL)


def _end_of_braces(source: str, start: int) -> int:
    """Behind the brace that closes the one at `start`; right behind that one where none does."""
    depth = 0
    for at in range(start, min(len(source), start + _LONGEST_LINK)):
        depth += {"{": 1, "}": -1}.get(source[at], 0)
        if not depth:
            return at + 1
    return start + 1


def _end_of_link(source: str, start: int) -> int:
    """The `)` behind a link; links of publishers hold pairs of parentheses themselves."""
    depth = 0
    for at in range(start, min(len(source), start + _LONGEST_LINK)):
        if source[at].isspace():
            return -1
        if source[at] == ")" and depth == 0:
            return at
        depth += {"(": 1, ")": -1}.get(source[at], 0)
    return -1


def problem_of_link(url: str) -> str:
    """What to do about a link that a deck may not carry, or nothing."""
    found = _LINK.fullmatch(url) if url.isprintable() else None
    trouble = trouble_with(url) if found and not url.startswith("#") else ""
    if found and not trouble:
        return ""
    if url.lower().startswith("www."):
        return f"write https://{url}"
    if re.fullmatch(r"[^@/:\s]+@[^@/:\s]+", url):
        return f"write mailto:{url}"
    return _mended(url) or trouble or "links begin with https://, http://, mailto: or #slide-id"


def _mended(url: str) -> str:
    """How a web address that only needs another spelling is written."""
    named = re.fullmatch(r"(https?://)[^/?#@]*@(.+)", url, re.I)
    if named and not problem_of_link(named[1] + named[2]):
        return f"an address with a name before `@` hides where it leads: write {named[1]}{named[2]}"
    coded = re.sub(r'[<>"\\]', lambda found: f"%{ord(found[0]):02X}", url)
    return f"write {coded}" if coded != url and url.lower().startswith("http") and not problem_of_link(coded) else ""


def _mark_sides(tokens: Sequence[_Token]) -> None:
    """Which stars can open a style, and which can close one; the rest are stars."""
    for index, token in enumerate(tokens):
        if token.sort not in ("bold", "italic", "strike"):
            continue
        first = index - 1 if _touches(_at(tokens, index - 1), token) else index
        last = index + 1 if _touches(token, _at(tokens, index + 1)) else index
        before, after = _at(tokens, first - 1), _at(tokens, last + 1)
        edge_before, edge_after = before.is_edge(-1), after.is_edge(0)
        opens = not after.is_gap(0) and (edge_before or not edge_after)
        closes = not before.is_gap(-1) and (edge_after or not edge_before)
        inside_words = token.text[0] != "_"
        token.opens = opens and (inside_words or not closes or edge_before)
        token.closes = closes and (inside_words or not opens or edge_after)


def _touches(star: _Token, other: _Token) -> bool:
    """Whether the two are the halves of `***`."""
    return star.text == other.text * 2 and other.sort == "italic" and other.at == star.at + 2


def _at(tokens: Sequence[_Token], index: int) -> _Token:
    return tokens[index] if 0 <= index < len(tokens) else _NOTHING


_NOTHING: Final = _Token("none", "", -1)


def _pair_signs(tokens: Sequence[_Token], sort: str, sign: str, place: Place, report: Report) -> None:
    waiting: _Token | None = None
    for token in tokens:
        if token.sort != sort or token.text[0] != sign:
            continue
        if waiting is not None and token.closes:
            waiting.matched = token.matched = True
            waiting = None
        elif waiting is None and token.opens:
            waiting = token
    if waiting is not None and sort == "bold":
        named = {"*": "stars", "_": "underscores"}[sign]
        help = f"close it with `{waiting.text}`, or write \\{sign}\\{sign} for two {named}"
        where = place.part(waiting.at, 2).span
        report.error("unclosed-markup", f"`{waiting.text}` opens bold text that is never closed", where, help)


def _inside_a_word(tokens: Sequence[_Token], sort: str, source: str, place: Place) -> Iterator[Diagnostic]:
    """`HLA-A*02:01 and HLA-B*07:02` or `2*3*4` lose their stars, and nobody who writes them means italics."""
    pairs = iter([token for token in tokens if token.matched and token.sort == sort and token.text[0] == "*"])
    for first, last in zip(pairs, pairs, strict=False):
        before, after = (
            source[max(one.at - 1, 0) : one.at] + source[one.at + one.length :][:1] for one in (first, last)
        )
        inside = source[first.at + first.length : last.at]
        if not (len(before) == 2 and before.isalnum()):
            continue
        if not (len(after) == 2 and after.isalnum()):  # `CD**19**` is bold, and means it
            continue
        if " " in inside or any(map(str.isdigit, before + after)):
            look, sign = ("bold", "\\*\\*") if sort == "bold" else ("italic", "\\*")
            what = f"`{first.text}` is not printed: it makes `{inside[:40]}` {look}"
            help = f"write {sign} for the sign, as in HLA-A\\*02:01, or × for times"
            yield Diagnostic(Severity.WARNING, "foreign-markup", what, place.part(first.at, first.length).span, help)


def _pair_carets(tokens: Sequence[_Token], sort: str) -> None:
    """`10^6^` is raised; in `10^6 to 10^7` a space stands between the two, so both are just signs."""
    waiting: int | None = None
    for index, token in enumerate(tokens):
        if token.sort == "word" and not token.escaped and not {*_GAPS}.isdisjoint(token.text):
            waiting = None
        elif token.sort == sort and waiting is None:
            waiting = index
        elif token.sort == sort and waiting is not None:
            if index > waiting + 1 and not _is_range(tokens, waiting, index):
                tokens[waiting].matched = token.matched = True
                waiting = None
            else:
                waiting = index


def _is_range(tokens: Sequence[_Token], first: int, last: int) -> bool:
    """`~5–~10 mg` says about five to about ten, and lowers nothing."""
    before, inside, after = _at(tokens, first - 1), tokens[first + 1], _at(tokens, last + 1)
    return tokens[first].text == "~" and before.is_gap(-1) and inside.text[:1].isdigit() and after.text[:1].isdigit()


def _runs(tokens: Iterable[_Token], place: Place) -> Iterator[Run]:
    on: set[tuple[str, str]] = set()
    styles: dict[str, bool] = {}
    for token in tokens:
        if token.matched:
            on ^= {(token.sort, token.text[0])}
            styles = dict.fromkeys((sort for sort, _ in on), True)
            continue
        where = place.part(token.at, token.length)
        run = replace(token.run or Run(token.text), link=token.link, place=where, **styles)
        yield replace(run, color=token.color, bold=True) if token.color and not token.link else run


_NO_RUN: Final = Run("")


def _signs_between(before: Run, run: Run) -> str:
    """What ends the styles of one run and begins those of the next."""
    linked, colored = before.link != run.link, before.color != run.color
    return (
        (f"]({before.link})" if linked and before.link else "")
        + (f"]{{.{before.color}}}" if colored and before.color else "")
        + ("^" if before.sup and not run.sup else "")
        + ("~" if before.sub and not run.sub else "")
        + ("~~" if before.strike != run.strike else "")
        + ("**" if before.bold != run.bold else "")
        + ("*" if before.italic != run.italic else "")
        + ("[" if (linked and run.link) or (colored and run.color) else "")
        + ("~" if run.sub and not before.sub else "")
        + ("^" if run.sup and not before.sup else "")
    )


def _written(before: Run, run: Run, after: Run) -> str:
    if run.cite:
        return f"[{'; '.join(f'@{key}' for key in run.cite)}]"
    if run.forms:
        forms = " ".join(f"{category} {{{words}}}" for category, words in run.forms)
        return f"{{{run.value}{run.format and f', {run.format}'}, plural, {forms}}}"
    if run.value:
        return f"{{{run.value}{run.format and f', {run.format}'}}}"
    if run.formula:
        return f"${run.formula.tex}$"
    if run.code:
        return _as_code(run.text)
    guarded = _foreign_in(run.text) | _spaces_beside_breaks(before, run, after)
    if run.text and (_is_guarded(run, 0, before, -1) or (before is _NO_RUN and run.text[0] == " ")):
        guarded.add(0)
    if before is _NO_RUN and _LONE_MARK.match(run.text):
        guarded.add(0)
    if run.text.startswith("@") and run.link != before.link:
        guarded.add(0)  # `[@` begins a citation
    if run.text and (_is_guarded(run, -1, after, 0) or (after is _NO_RUN and run.text[-1] == " ")):
        guarded.add(len(run.text) - 1)
    return "".join(
        "<br>"
        if sign == BREAK
        else f"\\{sign}"
        if sign in _SIGNS or index in guarded or (sign == " " and (run.sup or run.sub))
        else sign
        for index, sign in enumerate(run.text)
    )


def _spaces_beside_breaks(before: Run, run: Run, after: Run) -> set[int]:
    """Where spaces stand at the end of a line or at the beginning of one, and shall."""
    around, first = f"{before.text[-1:]}{run.text}{after.text[:1]}", len(before.text[-1:])
    if BREAK not in around:
        return set()
    beside = (around[max(at - 1, 0) : at + 2] for at in range(first, first + len(run.text)))
    return {at for at, (sign, near) in enumerate(zip(run.text, beside, strict=True)) if sign == " " and BREAK in near}


def _as_code(words: str) -> str:
    """Words between as many backticks as none of theirs stand in a row."""
    fence = "`" * (1 + max((len(found) for found in re.findall("`+", words)), default=0))
    gap = " " if words.strip(" ") and (words[0] in " `" or words[-1] in " `") else ""
    return f"{fence}{gap}{words}{gap}{fence}"


def _foreign_in(words: str) -> set[int]:
    """Where a sign would be part of an address, or of what other programs read."""
    return {found.end() - 1 for found in _PERHAPS_FOREIGN.finditer(words)}


_PERHAPS_FOREIGN: Final = regex(r"https?:(?=//)|mailto:|=(?==)|(?<==)=|-(?=-)|(?<=-)-|(?<=[\w)\]])\^|(?<=\])\[")


def _is_guarded(run: Run, own_end: int, other: Run, other_end: int) -> bool:
    """Whether the first or last letter of a run would keep a style sign beside it from being one."""
    own = run.text[own_end]
    if own not in _ESCAPABLE or not _has_more_style(run, other):
        return False
    # Of `~~*:*~~` each sign would see but the other one beside the colon.
    if own == " " or _has_more_style(other, run) or (run.strike and (run.bold or run.italic)):
        return True
    # A single letter may be escaped itself, for its other neighbour.
    stands_free = len(other.text) > 1 and other.text[other_end] in _EDGES and not (other.sup or other.sub or other.code)
    return not (other is _NO_RUN or stands_free)


def _has_more_style(run: Run, other: Run) -> bool:
    return any(getattr(run, style) and not getattr(other, style) for style in _STYLES)


_STYLES: Final = ("bold", "italic", "strike", "sup", "sub")
