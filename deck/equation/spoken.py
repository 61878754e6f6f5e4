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


def in_words(node: Node, language: str) -> str:
    """The formula in words of a language; nothing where it is not known how formulas are said in it."""
    base = language.partition("-")[0]
    # A made-up language, by which layouts are tried, is heard by nobody.
    words = _WORDS.get("en" if base == "qps" else base)
    if words is None:
        return ""
    said = " ".join(_Speaker(words).say(node).split())
    return said.replace(" ,", ",").replace(",,", ",").rstrip(",")


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
        if text in self._words:
            return self._words[text]
        if sort in ("name", "limit"):
            return self._words.get(f"\\{text}", text)
        if sort in ("open", "close"):
            return self._fence(text, sort)
        if sort in ("letter", "upright") and len(text) == 1 and not text.isascii():
            # Letters of other alphabets say which they are: 𝐱 is x in bold, α is alpha.
            plain = unicodedata.normalize("NFKC", text)
            return plain if plain.isascii() else unicodedata.name(text, text).rpartition(" ")[2].lower()
        return text

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
        rows = [", ".join(filter(None, map(self.say, row))) for row in table.rows]
        if table.sort == "aligned":
            return "; ".join(" ".join(map(self.say, row)) for row in table.rows)
        if table.sort == "cases":
            return self._words["cases"].format("; ".join(rows))
        said = "; ".join(self._words["row"].format(number, row) for number, row in enumerate(rows, 1))
        return self._words["matrix"].format(len(table.rows), len(table.rows[0]), said)


_BESIDE: Final = ("′", "″", "‴", "∗", "+", "−", "⋆", "†")
"""What is said behind a letter, and is no power of it."""


def _is_short(node: Node) -> bool:
    """Whether nobody can mistake where it ends."""
    parts = parts_of(node)
    return len(parts) == 1 and (isinstance(parts[0], Sign) or (isinstance(parts[0], Scripts | Accent) and all(
        isinstance(one, Sign) for one in inside(parts[0])
    )))  # fmt: skip


_ENGLISH: Final = {
    "+": "plus", "−": "minus", "±": "plus or minus", "∓": "minus or plus", "×": "times", "⋅": "times", "∗": "star",
    "÷": "divided by", "/": "divided by", "=": "equals", "≠": "is not equal to", "<": "is less than",
    ">": "is greater than", "≤": "is less than or equal to", "≥": "is greater than or equal to",
    "≪": "is much less than", "≫": "is much greater than", "≈": "is approximately", "≡": "is identical to",
    "∼": "is distributed as", "∝": "is proportional to", "∈": "in", "∉": "not in", "⊂": "is a subset of",
    "⊆": "is a subset of or equal to", "∪": "union", "∩": "intersection", "∣": "given", "|": "bar", "‖": "double bar",
    "→": "to", "⇒": "implies", "⟹": "implies", "⇔": "if and only if", "⟺": "if and only if", "↦": "maps to",
    "∞": "infinity", "∂": "partial", "∇": "nabla", "∀": "for all", "∃": "there is", "∅": "the empty set",
    "%": "percent",
    "!": "factorial", "…": "and so on", "⋯": "and so on", ",": ",", ";": ";", ":": "such that", ".": ".",
    "°": "degrees",
    "∑": "the sum", "∏": "the product", "∫": "the integral", "∬": "the double integral", "∮": "the contour integral",
    "⋃": "the union", "⋂": "the intersection", "∧": "and", "∨": "or", "¬": "not", "∘": "circle", "⊤": "top",
    "⊥": "bottom",
    "⟂": "is perpendicular to", "′": "prime", "″": "double prime", "†": "dagger", "≔": "is defined as", "⋆": "star",
    "\\lim": "the limit", "\\max": "the maximum", "\\min": "the minimum", "\\sup": "the supremum",
    "\\inf": "the infimum", "\\log": "log", "\\ln": "the natural log of", "\\exp": "the exponential of",
    "raised ⊤": "{} transposed",
    "open (": "open bracket", "close )": "close bracket", "open [": "open square bracket",
    "close ]": "close square bracket", "open {": "open brace", "close }": "close brace",
    "open |": "the absolute value of", "close |": "end of absolute value", "open ‖": "the norm of",
    "close ‖": "end of norm", "open ⌊": "the floor of", "close ⌋": "end of floor", "open ⌈": "the ceiling of",
    "close ⌉": "end of ceiling", "open ⟨": "open angle bracket", "close ⟩": "close angle bracket",
    "over": "{} over {}", "fraction": "the fraction {} over {}, end of fraction,", "choose": "{} choose {}",
    "root": "the square root of {}", "long root": "the square root of {}, end of root,",
    "nth root": "the root of degree {} of {}", "long nth root": "the root of degree {} of {}, end of root,",
    "from to": "{} from {} to {} of", "over all": "{} over {} of", "as": "{} as {} of", "note": "{} with {}",
    "sub": "{} sub {}", "power 2": "{} squared", "power 3": "{} cubed", "power": "{} to the power of {},",
    "hat": "{} hat", "tilde": "{} tilde", "bar": "{} bar", "vec": "vector {}", "dot": "{} dot", "ddot": "{} double dot",
    "check": "{} check", "breve": "{} breve", "acute": "{} acute", "grave": "{} grave", "overline": "{} bar",
    "underline": "{} underlined", "overbrace": "{}", "underbrace": "{}",
    "cases": "cases: {}", "matrix": "a matrix of {} rows and {} columns: {}", "row": "row {}: {}",
}  # fmt: skip
_GERMAN: Final = {
    "+": "plus", "−": "minus", "±": "plus minus", "∓": "minus plus", "×": "mal", "⋅": "mal", "∗": "Stern",
    "÷": "geteilt durch", "/": "durch", "=": "gleich", "≠": "ungleich", "<": "kleiner als", ">": "größer als",
    "≤": "kleiner oder gleich", "≥": "größer oder gleich", "≪": "sehr viel kleiner als", "≫": "sehr viel größer als",
    "≈": "ungefähr", "≡": "identisch mit", "∼": "verteilt wie", "∝": "proportional zu", "∈": "aus", "∉": "nicht aus",
    "⊂": "Teilmenge von", "⊆": "Teilmenge von oder gleich", "∪": "vereinigt mit", "∩": "geschnitten mit",
    "∣": "gegeben", "|": "Strich", "‖": "Doppelstrich", "→": "gegen", "⇒": "daraus folgt", "⟹": "daraus folgt",
    "⇔": "genau dann, wenn", "⟺": "genau dann, wenn", "↦": "wird abgebildet auf", "∞": "unendlich", "∂": "d partiell",
    "∇": "Nabla", "∀": "für alle", "∃": "es gibt", "∅": "die leere Menge", "%": "Prozent", "!": "Fakultät",
    "…": "und so weiter", "⋯": "und so weiter", ",": ",", ";": ";", ":": "sodass", ".": ".", "°": "Grad",
    "∑": "die Summe", "∏": "das Produkt", "∫": "das Integral", "∬": "das Doppelintegral", "∮": "das Ringintegral",
    "⋃": "die Vereinigung", "⋂": "der Durchschnitt", "∧": "und", "∨": "oder", "¬": "nicht", "∘": "Kreis", "⊤": "Top",
    "⊥": "Bottom", "⟂": "senkrecht zu", "′": "Strich", "″": "zwei Strich", "†": "Kreuz", "≔": "ist definiert als",
    "⋆": "Stern",
    "\\lim": "der Grenzwert", "\\max": "das Maximum", "\\min": "das Minimum", "\\sup": "das Supremum",
    "\\inf": "das Infimum", "\\log": "Logarithmus von", "\\ln": "der natürliche Logarithmus von",
    "\\exp": "die Exponentialfunktion von", "\\sin": "Sinus", "\\cos": "Kosinus", "\\tan": "Tangens",
    "raised ⊤": "{} transponiert",
    "open (": "Klammer auf", "close )": "Klammer zu", "open [": "eckige Klammer auf", "close ]": "eckige Klammer zu",
    "open {": "geschweifte Klammer auf", "close }": "geschweifte Klammer zu", "open |": "Betrag von",
    "close |": "Ende des Betrags", "open ‖": "Norm von", "close ‖": "Ende der Norm", "open ⌊": "abgerundet",
    "close ⌋": "Ende der Rundung", "open ⌈": "aufgerundet", "close ⌉": "Ende der Rundung",
    "open ⟨": "spitze Klammer auf", "close ⟩": "spitze Klammer zu",
    "over": "{} durch {}", "fraction": "Bruch: {} durch {}, Ende des Bruchs,", "choose": "{} über {}",
    "root": "Wurzel aus {}", "long root": "Wurzel aus {}, Ende der Wurzel,",
    "nth root": "{}-te Wurzel aus {}", "long nth root": "{}-te Wurzel aus {}, Ende der Wurzel,",
    "from to": "{} von {} bis {} über", "over all": "{} für {} über", "as": "{} für {} von", "note": "{} mit {}",
    "sub": "{} Index {}", "power 2": "{} hoch 2", "power 3": "{} hoch 3", "power": "{} hoch {},",
    "hat": "{} Dach", "tilde": "{} Tilde", "bar": "{} quer", "vec": "Vektor {}", "dot": "{} Punkt",
    "ddot": "{} zwei Punkt", "check": "{} Haken", "breve": "{} Breve", "acute": "{} Akut", "grave": "{} Gravis",
    "overline": "{} quer", "underline": "{} unterstrichen", "overbrace": "{}", "underbrace": "{}",
    "cases": "Fälle: {}", "matrix": "eine Matrix aus {} Zeilen und {} Spalten: {}", "row": "Zeile {}: {}",
}  # fmt: skip
_WORDS: Final[Mapping[str, Mapping[str, str]]] = {"en": _ENGLISH, "de": _GERMAN}
