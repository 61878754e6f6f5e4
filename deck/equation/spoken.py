"""A formula in words, for who hears it: x squared over 2."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Final

from deck.equation.tree import (
    Accent,
    Fenced,
    Fraction,
    Line,
    Node,
    Root,
    Row,
    Scripts,
    Sign,
    Space,
    Table,
    inside,
    parts_of,
)
from deck.equation.words import words_of
from deck.regex import regex


def in_words(node: Node, language: str) -> str:
    """The formula in words of a language; nothing where it is not known how formulas are said in it."""
    base = language.partition("-")[0]
    # A made-up language, by which layouts are tried, is heard by nobody.
    words = words_of("en" if base == "qps" else base)
    if not words:
        return ""
    said = " ".join(_Speaker(words).say(node).split())
    return _PAUSES.sub(r"\1", said).rstrip(",،")


_PAUSES: Final = regex(r"\s*([,،])(?:\s*[,،])*")
"""Those at the end of one part and at the beginning of the next."""


class _Speaker:
    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = words

    def say(self, node: Node | None) -> str:
        match node:
            case None | Space():
                return ""
            case Sign(text=text, sort=sort):
                return self._sign(text, sort)
            case Row(parts=parts):
                return " ".join(map(self.say, parts))
            case Fraction(top=top, bottom=bottom, bar=False):
                return self._form("choose", top, bottom)
            case Fraction(top=top, bottom=bottom):
                return self._form("over" if _is_short(top) and _is_short(bottom) else "fraction", top, bottom)
            case Root(of=of, degree=None):
                return self._form("root" if _is_short(of) else "long root", of)
            case Root(of=of, degree=degree):
                return self._form("nth root" if _is_short(of) else "long nth root", degree, of)
            case Scripts():
                return self._scripts(node)
            case Fenced(before=before, of=of, after=after):
                return f"{self._fence(before, 'open')} {self.say(of)} {self._fence(after, 'close')}"
            case Accent(name=name, of=of):
                return self._form(name.removeprefix("wide"), of)
            case Line(name=name, of=of):
                return self._form(name, of)
            case Table():
                return self._table(node)

    def _form(self, name: str, *parts: Node | None) -> str:
        return self._words[name].format(*map(self.say, parts))

    def _sign(self, text: str, sort: str) -> str:
        match sort:
            case "name" | "limit":
                return self._words.get(f"\\{text}", text)
            case "open" | "close":
                return self._fence(text, sort)
            case "letter" | "upright":
                return self._letter(text) if len(text) == 1 else text
            case "text" | "number":
                return text
            case _:
                return self._words.get(text, text)

    def _letter(self, letter: str) -> str:
        """Letters of other alphabets say which they are: 𝐱 is x in bold, α is alpha."""
        if letter in self._words:
            return self._words[letter]
        plain = unicodedata.normalize("NFKC", letter)
        if plain in _DOTLESS:
            return _DOTLESS[plain]
        at = _GREEK.find(plain.lower().replace("ς", "σ"))
        if at < 0:
            return plain
        name = self._words["greek"].split()[at]
        return self._words["capital"].format(name) if plain.isupper() else name

    def _fence(self, sign: str, way: str) -> str:
        return self._words.get(f"{way} {sign}", self._words.get(sign, "")) if sign else ""

    def _scripts(self, node: Scripts) -> str:
        base, low, high = node.base, node.low, node.high
        if isinstance(base, Sign) and base.sort in ("large", "integral", "limit"):
            said = self.say(base)
            if low is not None and high is not None:
                return self._words["from to"].format(said, self.say(low), self.say(high))
            name = "as" if base.sort == "limit" and base.text.startswith("lim") else "over all"
            return self._words[name].format(said, self.say(low or high))
        if isinstance(base, Line) or node.stacked:
            note = " ".join(filter(None, (self.say(low), self.say(high))))
            return self._words["note"].format(self.say(base), note)
        said = self.say(base) if low is None else self._words["sub"].format(self.say(base), self.say(low))
        if high is None:
            return said
        for name in (f"power {high.text}", f"raised {high.text}") if isinstance(high, Sign) else ():
            if name in self._words:
                return self._words[name].format(said)
        if isinstance(high, Sign) and high.text in _BESIDE:
            return f"{said} {self.say(high)}"
        return self._words["power"].format(said, self.say(high))

    def _table(self, table: Table) -> str:
        pause, stop = f"{self._words[',']} ", f"{self._words[';']} "
        rows = [pause.join(filter(None, map(self.say, row))) for row in table.rows]
        if table.sort == "aligned":
            return stop.join(" ".join(map(self.say, row)) for row in table.rows)
        if table.sort == "cases":
            return self._words["cases"].format(stop.join(rows))
        said = stop.join(self._words["row"].format(number, row) for number, row in enumerate(rows, 1))
        return self._words["matrix"].format(len(table.rows), len(table.rows[0]), said)


_GREEK: Final = "αβγδεζηθικλμνξοπρστυφχψω"
_DOTLESS: Final = {"ı": "i", "ȷ": "j"}
_BESIDE: Final = ("′", "″", "‴", "∗", "+", "−", "⋆", "†")
"""What is said behind a letter, and is no power of it."""


def _is_short(node: Node) -> bool:
    """Whether nobody can mistake where it ends."""
    parts = parts_of(node)
    return len(parts) == 1 and (isinstance(parts[0], Sign) or (isinstance(parts[0], Scripts | Accent) and all(
        isinstance(one, Sign) for one in inside(parts[0])
    )))  # fmt: skip
