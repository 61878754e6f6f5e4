"""A formula on one line, for where nothing can stand above anything: x²/2, (a + b)/√n."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final, Literal, NamedTuple

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
_SPACED: Final = {"relation": " {} ", "binary": " {} ", "between": "{} ", "name": "{} "}


class Stretch(NamedTuple):
    """Signs that look alike."""

    text: str
    italic: bool = False
    stands: Literal["", "low", "high"] = ""


def linear(node: Node) -> str:
    """The formula in signs that stand one behind the other."""
    groups = groupby(stretches(node), key=lambda one: one.stands)
    return "".join(_plain("".join(one.text for one in group), stands) for stands, group in groups)


def stretches(node: Node) -> tuple[Stretch, ...]:
    """The same with letters in italics, and what is lowered or raised as such."""
    found: list[Stretch] = []
    for one in _of(node):
        text = one.text.lstrip(" ") if (found and found[-1].text.endswith(" ")) or not found else one.text
        if found and text and found[-1][1:] == one[1:]:
            found[-1] = one._replace(text=found[-1].text + text)
        elif text:
            found.append(one._replace(text=text))
    if found:
        found[-1] = found[-1]._replace(text=found[-1].text.rstrip(" "))
    return tuple(one for one in found if one.text)


def _of(node: Node) -> Iterator[Stretch]:
    match node:
        case Sign(text=text, sort=sort):
            yield Stretch(_SPACED.get(sort, "{}").format(text), sort == "letter")
        case Space(em=em):
            yield Stretch(" " if em > 0.1 else "")
        case Row(parts=parts):
            yield from _in_row(parts)
        case Fraction(top=top, bottom=bottom, bar=True):
            yield from (*_held(top), Stretch("/"), *_held(bottom))
        case Fraction(top=top, bottom=bottom):
            yield from (Stretch("C("), *stretches(top), Stretch(", "), *stretches(bottom), Stretch(")"))
        case Root(of=of, degree=degree):
            yield from _small(degree, "high") if degree else ()
            yield from (Stretch("√"), *_held(of))
        case Scripts(base=base, low=low, high=high):
            *before, last = [*_of(base)] or [Stretch("")]
            yield from (*before, last._replace(text=last.text.rstrip(" ")))
            yield from _small(low, "low") if low else ()
            yield from _small(high, "high") if high else ()
            if isinstance(base, Sign) and base.sort in ("large", "integral", "limit"):
                yield Stretch(" ")
        case Fenced(before=before_sign, of=of, after=after):
            yield from (Stretch(before_sign), *stretches(of), Stretch(after))
        case Accent(name=name, of=of):
            *others, last = _held(of)
            yield from (*others, last._replace(text=last.text + ACCENTS[name]))
        case Line(of=of):
            yield from _held(of)
        case Table(rows=rows, before=before_sign, after=after):
            yield Stretch(before_sign)
            for number, row in enumerate(rows):
                yield Stretch("; " if number else "")
                cells = [cell for one in row if (cell := stretches(one))]
                for place, cell in enumerate(cells):
                    yield from (Stretch(", " if place and node.sort != "aligned" else ""), *cell)
            yield Stretch(after)


def _in_row(parts: Sequence[Node]) -> Iterator[Stretch]:
    for number, one in enumerate(parts):
        alone = isinstance(one, Sign) and one.sort == "binary" and (not number or _is_operator(parts[number - 1]))
        # A sign before the first term, or behind another sign, is its own.
        yield from (Stretch(one.text),) if alone and isinstance(one, Sign) else _of(one)


def _is_operator(node: Node) -> bool:
    return isinstance(node, Sign) and node.sort in ("binary", "relation", "open", "between")


def _held(node: Node) -> tuple[Stretch, ...]:
    """Between brackets where it is more than one thing."""
    found = stretches(node) or (Stretch("()"),)
    parts = parts_of(node)
    alone = len(parts) == 1 and isinstance(parts[0], Sign | Scripts | Fenced | Accent | Root)
    letters = len(parts) < 3 and all(isinstance(one, Sign) and one.sort in ("letter", "number") for one in parts)
    return found if alone or letters else (Stretch("("), *found, Stretch(")"))


def _small(node: Node, stands: Literal["low", "high"]) -> Iterator[Stretch]:
    """What is lowered or raised; where something in it is as well, in a row behind a sign that says so."""
    found = stretches(node)
    if any(one.stands for one in found):
        yield from (Stretch("^(" if stands == "high" else "_("), *found, Stretch(")"))
    else:
        yield from (one._replace(stands=stands, text=one.text.replace(" ", "")) for one in found)


def _plain(text: str, stands: str) -> str:
    """In letters that are small by themselves, where Unicode has them."""
    if not stands:
        return text
    signs = _HIGH if stands == "high" else _LOW
    if all(sign in signs for sign in text):
        return "".join(signs[sign] for sign in text)
    mark = "^" if stands == "high" else "_"
    return f"{mark}{text}" if len(text) == 1 else f"{mark}({text})"
