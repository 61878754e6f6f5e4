"""A formula on one line, for where nothing can stand above anything: x² ∕ 2, (a + b)/√n."""

from __future__ import annotations

from typing import Final

from deck.equation.signs import ACCENTS
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
    parts_of,
)

_HIGH: Final = dict(zip("0123456789+−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ", strict=True)) | {"′": "′", "″": "″"}
_LOW: Final = dict(zip("0123456789+−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", strict=True))


def linear(node: Node) -> str:
    """The formula in signs that stand one behind the other."""
    return " ".join(_linear(node).split())


def _linear(node: Node) -> str:
    match node:
        case Sign(text=text, sort=sort):
            spaced = {"relation": f" {text} ", "binary": f" {text} ", "between": f"{text} ", "name": f"{text} "}
            return spaced.get(sort, text)
        case Space(em=em):
            return " " if em > 0.1 else ""
        case Row(parts=parts):
            return "".join(
                # A sign before the first term, or behind another sign, is its own.
                one.text
                if isinstance(one, Sign) and one.sort == "binary" and (not n or _is_operator(parts[n - 1]))
                else _linear(one)
                for n, one in enumerate(parts)
            )
        case Fraction(top=top, bottom=bottom, bar=True):
            return f"{_held(top)}/{_held(bottom)}"
        case Fraction(top=top, bottom=bottom):
            return f"C({linear(top)}, {linear(bottom)})"
        case Root(of=of, degree=degree):
            return f"{_small(degree, _HIGH, '') if degree else ''}√{_held(of)}"
        case Scripts(base=base, low=low, high=high):
            lowered = _small(low, _LOW, "_") if low else ""
            raised = _small(high, _HIGH, "^") if high else ""
            gap = " " if isinstance(base, Sign) and base.sort in ("large", "integral", "limit") else ""
            return f"{_linear(base).rstrip()}{lowered}{raised}{gap}"
        case Fenced(before=before, of=of, after=after):
            return f"{before}{linear(of)}{after}"
        case Accent(name=name, of=of):
            return f"{_held(of)}{ACCENTS[name]}"
        case Line(of=of):
            return _held(of)
        case Table(rows=rows, before=before, after=after):
            return f"{before}{'; '.join(', '.join(filter(None, map(linear, row))) for row in rows)}{after}"


def _is_operator(node: Node) -> bool:
    return isinstance(node, Sign) and node.sort in ("binary", "relation", "open", "between")


def _held(node: Node) -> str:
    """Between brackets where it is more than one thing."""
    words = linear(node)
    alone = len(parts_of(node)) == 1 and isinstance(parts_of(node)[0], Sign | Scripts | Fenced | Accent | Root)
    letters = all(isinstance(one, Sign) and one.sort in ("letter", "number") for one in parts_of(node))
    return words if alone or (letters and len(parts_of(node)) < 3) else f"({words})"


def _small(node: Node, signs: dict[str, str], mark: str) -> str:
    words = linear(node)
    close = words.replace(" ", "")
    if close and all(sign in signs for sign in close):
        return "".join(signs[sign] for sign in close)
    return f"{mark}{words}" if len(words) == 1 else f"{mark}({words})"
