"""Titles with HTML, JATS, MathML and entities in them -> runs, and runs -> words that are plain and mean the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from deck.csl.tex import without_tex
from deck.markup import Run, merged
from deck.value import Value, field, replace


def runs_of(written: str) -> tuple[Run, ...]:
    """The words with their italics, superscripts and subscripts; what only looks like a tag (`p <0.05`) stays."""
    written = _without_braces(without_tex(written))
    if not _is_marked(written):
        words = " ".join(written.split())
        return (Run(words),) if words else ()
    text = " ".join(re.sub(_OUTSIDE, _unwrapped, unescaped(written)).split())
    return tuple(merged(_spaced(_tree(text).runs(_Style()))))


def words_of(written: str) -> str:
    """The same where no style can be shown."""
    written = _without_braces(without_tex(written))
    if not _is_marked(written):
        return " ".join(written.split())
    return plain(runs_of(written))


def plain(runs: Iterable[Run]) -> str:
    """Words without styles that mean the same: 10⁶, CO₂; what Unicode cannot raise is marked, as in x^(2a!)."""
    return "".join(_plain(run) for run in runs)


def unescaped(written: str) -> str:
    """Entities as characters, also where a second or third program has encoded those of the first."""
    if "&" not in written or ";" not in written:
        return written
    # Imported here because most titles have none.
    from html import unescape

    for _ in range(_ENCODED_AT_MOST):
        before, written = written, re.sub(_ENTITY, lambda found: unescape(found[0]), written)
        if before == written:
            break
    return written


def _without_braces(written: str) -> str:
    """Without those by which BibTeX, and what exports from it, keeps capitals: `{DNA} repair in {M}ice`."""
    while "{" in written and (less := re.sub(_BRACES, r"\1", written)) != written:
        written = less
    return written


def _is_marked(written: str) -> bool:
    return "<" in written or ("&" in written and ";" in written)


# Around letters; a set of numbers and what TeX computes keep theirs.
_BRACES: Final = r"\{((?=[^{}]*[^\W\d_])[^{}\\$]*)\}"
# Patterns are compiled where they are first needed: most titles need none of them.
_ENCODED_AT_MOST: Final = 3
# With its semicolon: html.unescape alone takes AT&TIMES for a multiplication sign.
_ENTITY: Final = r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
_OUTSIDE: Final = r"(?s)<!\[CDATA\[(?P<data>.*?)\]\]>|<!--.*?-->|<\?.*?\?>"
_TAG: Final = (
    r"<(?P<close>/?)(?:(?P<prefix>[A-Za-z][\w.-]*):)?(?P<name>[A-Za-z][\w-]*)"
    r"(?P<attributes>(?: [\w:.-]+ ?= ?(?:\"[^\"<]*\"|'[^'<]*'))*) ?(?P<empty>/?)>"
)
_STYLES: Final[Mapping[str, str]] = {
    "i": "italic",
    "em": "italic",
    "italic": "italic",
    "b": "bold",
    "strong": "bold",
    "bold": "bold",
    "sup": "sup",
    "superscript": "sup",
    "sub": "sub",
    "subscript": "sub",
    "inf": "sub",
}
_WITHOUT_STYLE: Final = (
    " a abbr alternatives article-title big br break div ext-link font formula inline-formula math monospace "
    "named-content nobr overline p q roman s sc scp small smallcaps span strike styled-content tex-math title "
    "tt u underline xref "
)
_PREFIXES: Final = frozenset(("jats", "mml"))
_UNSHOWN: Final = frozenset(("annotation", "annotation-xml", "graphic", "inline-graphic", "script", "style"))
_LINE_BREAKS: Final = frozenset(("br", "break", "mspace"))
_BY_CSS: Final = (
    (r"vertical-align\s*:\s*super", "sup"),
    (r"vertical-align\s*:\s*sub\b", "sub"),
    (r"font-style\s*:\s*italic", "italic"),
    (r"font-weight\s*:\s*bold", "bold"),
)


def _unwrapped(found: re.Match[str]) -> str:
    return found["data"] or ""


class _Style(Value, frozen=True):
    bold: bool = False
    italic: bool = False
    sup: bool = False
    sub: bool = False

    def within(self, name: str, attributes: str) -> _Style:
        style = self._with(_STYLES.get(name, ""))
        for css, by_css in _BY_CSS if "style" in attributes else ():
            style = style._with(by_css) if re.search(css, attributes) else style
        return style

    def _with(self, name: str) -> _Style:
        match name:
            case "italic":
                # Italics in italics are upright, as in print.
                return replace(self, italic=not self.italic)
            case "bold":
                return replace(self, bold=True)
            case "sup" | "sub":
                return replace(self, sup=name == "sup", sub=name == "sub")
            case _:
                return self

    def run(self, text: str) -> Run:
        return Run(text, bold=self.bold, italic=self.italic, sup=self.sup, sub=self.sub)


class _Element(Value, frozen=True):
    name: str
    attributes: str = ""
    children: list[_Element | str] = field(default_factory=list)

    def runs(self, style: _Style) -> Iterator[Run]:
        style = style.within(self.name, self.attributes)
        write = _MATHEMATICS.get(self.name)
        if write is not None:
            yield from write([child for child in self.children if isinstance(child, _Element)], style)
            return
        if self.name in _LINE_BREAKS:
            yield style.run(" ")
        # A formula is often there twice, once for TeX.
        is_twice = any(isinstance(child, _Element) and child.name == "math" for child in self.children)
        for child in self.children:
            if isinstance(child, str):
                yield style.run(child)
            elif child.name not in _UNSHOWN and not (is_twice and child.name == "tex-math"):
                yield from child.runs(style)


def _tree(text: str) -> _Element:
    """The tags that are known, as far as they are balanced; every other `<` is a character."""
    open_ = [_Element("")]
    at = 0
    for tag in re.finditer(_TAG, text):
        name = tag["name"].lower()
        in_math = any(element.name == "math" for element in open_)
        if not (
            name in _STYLES or f" {name} " in _WITHOUT_STYLE or (tag["prefix"] or "").lower() in _PREFIXES or in_math
        ):
            continue
        between = text[at : tag.start()]
        open_[-1].children.append(between.strip() if in_math else between)
        at = tag.end()
        if tag["close"]:
            depth = next((depth for depth in range(len(open_) - 1, 0, -1) if open_[depth].name == name), len(open_))
            del open_[depth:]
            continue
        element = _Element(name, tag["attributes"])
        open_[-1].children.append(element)
        if not tag["empty"] and name not in _LINE_BREAKS and len(open_) < _DEEPEST:
            open_.append(element)
    open_[-1].children.append(text[at:])
    return open_[0]


_DEEPEST: Final = 50


def _spaced(runs: Iterable[Run]) -> list[Run]:
    """The runs with one space where tags had parted several, and none at the ends."""
    found: list[Run] = []
    for run in runs:
        words = re.sub(" +", " ", run.text)
        if words.startswith(" ") and (not found or found[-1].text.endswith(" ")):
            words = words[1:]
        if words:
            found.append(replace(run, text=words))
    if found and found[-1].text.endswith(" "):
        found[-1] = replace(found[-1], text=found[-1].text[:-1])
    return found


def _script(*names: str) -> Callable[[Sequence[_Element], _Style], Iterator[Run]]:
    """What stands beside a base, in the order in which MathML has it."""

    def write(parts: Sequence[_Element], style: _Style) -> Iterator[Run]:
        for place, part in enumerate(parts):
            name = names[place - 1] if 0 < place <= len(names) else ""
            yield from part.runs(style.within(name, ""))

    return write


def _fraction(parts: Sequence[_Element], style: _Style) -> Iterator[Run]:
    for place, part in enumerate(parts):
        if place:
            yield style.run("/")
        yield from part.runs(style)


def _root(parts: Sequence[_Element], style: _Style) -> Iterator[Run]:
    yield style.run("√")
    for part in parts[:1]:
        yield from part.runs(style)


def _fenced(parts: Sequence[_Element], style: _Style) -> Iterator[Run]:
    yield style.run("(")
    for place, part in enumerate(parts):
        if place:
            yield style.run(", ")
        yield from part.runs(style)
    yield style.run(")")


_MATHEMATICS: Final = {
    "msub": _script("sub"),
    "msup": _script("sup"),
    "msubsup": _script("sub", "sup"),
    "munder": _script("sub"),
    "mover": _script("sup"),
    "munderover": _script("sub", "sup"),
    "mfrac": _fraction,
    "mroot": _root,
    "mfenced": _fenced,
}

_RAISED: Final = str.maketrans(
    "0123456789+-−=()abcdefghijklmnoprstuvwxyzβγδθ",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵝᵞᵟᶿ",
)
_LOWERED: Final = str.maketrans("0123456789+-−=()aehijklmnoprstuvxβγ", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧ")


def _plain(run: Run) -> str:
    if not (run.sup or run.sub):
        return run.text
    letters, sign = (_RAISED, "^") if run.sup else (_LOWERED, "_")
    words = run.text.strip()
    if all(ord(letter) in letters for letter in words):
        return run.text.translate(letters)
    return f"{sign}{words}" if len(words) == 1 else f"{sign}({words})"
