"""What a formula is made of, whatever it is written in."""

from __future__ import annotations

from typing import Literal

from deck.value import Value

Sort = Literal["letter", "upright", "number", "text", "name", "limit", "large", "integral", "binary", "relation",
               "open", "close", "between", "sign"]  # fmt: skip
"""What a sign does: a `name` is a function (sin), a `limit` one with something below it (max), `large` a sum."""


class Sign(Value, frozen=True):
    """A letter, a number, an operator, or words between them."""

    text: str
    sort: Sort = "sign"


class Space(Value, frozen=True):
    em: float


class Row(Value, frozen=True):
    """Parts one behind the other."""

    parts: tuple[Node, ...] = ()


class Fraction(Value, frozen=True):
    top: Node
    bottom: Node
    bar: bool = True
    """Without one, it stands between brackets: so many of so many."""


class Root(Value, frozen=True):
    of: Node
    degree: Node | None = None


class Scripts(Value, frozen=True):
    """Something lowered or raised behind a base, or under and over it."""

    base: Node
    low: Node | None = None
    high: Node | None = None
    stacked: bool = False
    """Under and over it in every place; a sum has its limits there in a display only."""


class Fenced(Value, frozen=True):
    """Between brackets that are as high as what they hold; an empty one is not seen."""

    before: str
    of: Node
    after: str


class Accent(Value, frozen=True):
    """A sign over a letter; `name` is TeX's."""

    name: str
    of: Node


class Line(Value, frozen=True):
    """A line or a brace along the whole of something; `name` is TeX's."""

    name: str
    of: Node


class Table(Value, frozen=True):
    """Rows of cells: a matrix, cases, or lines that are aligned."""

    rows: tuple[tuple[Node, ...], ...]
    before: str = ""
    after: str = ""
    sort: Literal["matrix", "cases", "aligned"] = "matrix"


Node = Sign | Space | Row | Fraction | Root | Scripts | Fenced | Accent | Line | Table


class Formula(Value, frozen=True):
    """A formula as it was written, what it is made of, and how large it is once that is known."""

    tex: str
    tree: Node
    display: bool = False
    """By itself, as large as it likes; else in a line of text."""
    width: float = 0.0
    """In shares of the size of the text, as the two others."""
    ascent: float = 0.0
    descent: float = 0.0
    drawing: bytes = b""
    """It as an SVG in black; of one by itself in plain paths."""
    png: bytes = b""
    """Of one by itself, in the colour that it has on slides."""
    said: str = ""
    """How it is said, once it is known in which language."""


def parts_of(node: Node | None) -> tuple[Node, ...]:
    """The parts of a row, or what is none as its only one."""
    return () if node is None else node.parts if isinstance(node, Row) else (node,)


def inside(node: Node) -> tuple[Node, ...]:
    """What a node holds."""
    match node:
        case Row(parts=parts):
            return parts
        case Fraction(top=top, bottom=bottom):
            return top, bottom
        case Root(of=of, degree=degree):
            return (of,) if degree is None else (degree, of)
        case Scripts(base=base, low=low, high=high):
            return tuple(one for one in (base, low, high) if one is not None)
        case Fenced(of=of) | Accent(of=of) | Line(of=of):
            return (of,)
        case Table(rows=rows):
            return tuple(cell for row in rows for cell in row)
        case _:
            return ()


def words_in(node: Node) -> str:
    """The words of a formula that are those of a language."""
    if isinstance(node, Sign):
        return node.text if node.sort == "text" else ""
    return " ".join(filter(None, map(words_in, inside(node))))
