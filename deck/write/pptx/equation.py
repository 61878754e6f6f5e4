"""A formula as PowerPoint's own (OMML), and what programs show that have no formulas.

PowerPoint writes what holds a formula twice: as it is, for programs that know `a14`, and behind it as a picture. A
formula by itself is a picture there; among words it is their signs in a row, which can still be read and edited.

PowerPoint looks up which namespace the choice requires. LibreOffice and ONLYOFFICE go by its usual prefix instead, and
LibreOffice then drops the formula: without a word where it has no Math, and out of every line of text. Under a prefix
of our own both show what stands in for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Any, Final

from lxml import etree
from pptx.oxml.ns import qn

from deck.equation.signs import ACCENTS
from deck.equation.tree import (
    Accent,
    Fenced,
    Formula,
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

_M: Final = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_A14: Final = "http://schemas.microsoft.com/office/drawing/2010/main"
_MC: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_PREFIX: Final = "math"
FACE: Final = "Cambria Math"
"""PowerPoint's face for formulas; it knows no other."""
_SPACES: Final = ((0.19, "\u2009"), (0.24, "\u205f"), (0.3, "\u2005"), (0.4, "\u2004"), (0.7, "\u2002"))
_STOPS: Final = ("relation", "between", "close")
_BAR: Final = "\u0305"
_FORMULA: Final = f"{{{_A14}}}m"


def formula_element(formula: Formula, run: Any, align: str) -> Any:
    """`a14:m` with the formula, for a paragraph; `run` is an `a:r` that looks as the words around it do."""
    holder = etree.Element(_FORMULA, nsmap={_PREFIX: _A14, "m": _M})
    inside = holder
    if formula.display:
        inside = etree.SubElement(holder, _m("oMathPara"))
        _value(etree.SubElement(inside, _m("oMathParaPr")), "jc", align)
    etree.SubElement(inside, _m("oMath")).extend(_Writer(run, formula.display).row(parts_of(formula.tree)))
    return holder


def has_formula(shape: Any) -> bool:
    return next(shape.iter(_FORMULA), None) is not None


def alternatives(shape: Any, otherwise: Any) -> Any:
    """`mc:AlternateContent`: the shape for programs that know formulas, and what others show."""
    both = etree.Element(f"{{{_MC}}}AlternateContent", nsmap={"mc": _MC, _PREFIX: _A14})
    choice = etree.SubElement(both, f"{{{_MC}}}Choice")
    choice.set("Requires", _PREFIX)
    choice.append(shape)
    etree.SubElement(both, f"{{{_MC}}}Fallback").append(otherwise)
    return both


def in_signs(shape: Any, signs: Sequence[Sequence[Any]]) -> Any:
    """A copy of the shape with runs in place of its formulas, in their order."""
    plain = deepcopy(shape)
    for formula, runs in zip(list(plain.iter(_FORMULA)), signs, strict=True):
        for run in runs:
            formula.addprevious(run)
        formula.getparent().remove(formula)
    return plain


class _Writer:
    """Elements of OMML, each with the look of the words around it."""

    def __init__(self, run: Any, display: bool) -> None:
        self._display = display
        self._words = run[0]
        self._look = deepcopy(run[0])
        for face in ("latin", "ea", "cs", "sym"):
            for known in self._look.findall(qn(f"a:{face}")):
                self._look.remove(known)
        for face in ("latin", "ea", "cs"):
            etree.SubElement(self._look, qn(f"a:{face}")).set("typeface", FACE)
        self._look.set("b", "0")
        for name in ("baseline", "strike"):
            self._look.attrib.pop(name, None)

    def row(self, parts: Sequence[Node]) -> list[Any]:
        """Parts one behind the other; a sum, and a function, hold what they are of."""
        found: list[Any] = []
        at = 0
        while at < len(parts):
            node = parts[at]
            end = next((n for n in range(at + 1, len(parts)) if _ends(parts[n], n == at + 1)), len(parts))
            sort = _sort(node)
            if sort in ("large", "integral") and end > at + 1:
                found.append(self._nary(node, parts[at + 1 : end]))
                at = end
            elif sort in ("name", "limit") and end > at + 1:
                found.append(self._made("func", [("fName", self._one(node)), ("e", self.row(parts[at + 1 : end]))]))
                at = end
            else:
                found += self._one(node)
                at += 1
        return [*_joined(found)]

    def _one(self, node: Node | None) -> list[Any]:
        match node:
            case None:
                return []
            case Sign(text=text, sort=sort):
                return [self._run(text, sort)]
            case Space(em=em):
                space = next((sign for most, sign in _SPACES if em < most), "\u2003" * max(1, round(em)))
                return [self._run(space, "sign")] if em > 0 else []
            case Row(parts=parts):
                return self.row(parts)
            case Fraction(top=top, bottom=bottom, bar=bar):
                halves = [("num", self._one(top)), ("den", self._one(bottom))]
                made = self._made("f", halves, *(() if bar else (("type", "noBar"),)))
                return [made if bar else self._fenced("(", [made], ")")]
            case Root(of=of, degree=degree):
                hidden = () if degree is not None else (("degHide", "1"),)
                return [self._made("rad", [("deg", self._one(degree)), ("e", self._one(of))], *hidden)]
            case Scripts():
                return [self._scripts(node)]
            case Fenced(before=before, of=of, after=after):
                return [self._fenced(before, self._one(of), after)]
            case Accent(name=name, of=of):
                sign = _BAR if name == "bar" else ACCENTS[name]
                return [self._made("acc", [("e", self._one(of))], ("chr", sign))]
            case Line(name="overline" | "underline" as name, of=of):
                return [self._made("bar", [("e", self._one(of))], ("pos", "top" if name == "overline" else "bot"))]
            case Line(name=name, of=of):
                over = name == "overbrace"
                look = (("chr", "⏞"), ("pos", "top"), ("vertJc", "bot")) if over else (("chr", "⏟"),)
                return [self._made("groupChr", [("e", self._one(of))], *look)]
            case Table():
                return [self._table(node)]

    def _run(self, text: str, sort: str) -> Any:
        run = etree.Element(_m("r"))
        look = deepcopy(self._words if sort == "text" else self._look)
        if sort == "text":
            etree.SubElement(etree.SubElement(run, _m("rPr")), _m("nor"))
        elif sort in ("upright", "name", "limit"):
            _value(etree.SubElement(run, _m("rPr")), "sty", "p")
        look.set("i", "1" if sort not in ("text", "upright", "name", "limit", "number") else "0")
        run.append(look)
        words = etree.SubElement(run, _m("t"))
        words.text = text
        if text != text.strip():
            words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        return run

    def _made(self, name: str, parts: Sequence[tuple[str, Sequence[Any]]], *look: tuple[str, str]) -> Any:
        """A structure with its properties, of which the last says how it looks itself."""
        made = etree.Element(_m(name))
        properties = etree.SubElement(made, _m(f"{name}Pr"))
        for key, value in look:
            _value(properties, key, value)
        etree.SubElement(properties, _m("ctrlPr")).append(deepcopy(self._look))
        for part, content in parts:
            etree.SubElement(made, _m(part)).extend(content)
        return made

    def _fenced(self, before: str, inside: Sequence[Any], after: str) -> Any:
        return self._made("d", [("e", inside)], ("begChr", before), ("endChr", after))

    def _nary(self, node: Node, of: Sequence[Node]) -> Any:
        base, low, high = (node.base, node.low, node.high) if isinstance(node, Scripts) else (node, None, None)
        assert isinstance(base, Sign)
        stacked = (base.sort == "large" and self._display) or (isinstance(node, Scripts) and node.stacked)
        look = [("chr", base.text), ("limLoc", "undOvr" if stacked else "subSup")]
        look += [(name, "1") for name, part in (("subHide", low), ("supHide", high)) if part is None]
        return self._made("nary", [("sub", self._one(low)), ("sup", self._one(high)), ("e", self.row(of))], *look)

    def _scripts(self, node: Scripts) -> Any:
        base, low, high = self._one(node.base), node.low, node.high
        sort = _sort(node)
        brace = isinstance(node.base, Line) and "brace" in node.base.name
        if node.stacked or brace or (self._display and sort in ("limit", "large")):
            made = base
            for name, part in (("limLow", low), ("limUpp", high)):
                if part is not None:
                    made = [self._made(name, [("e", made), ("lim", self._one(part))])]
            return made[0]
        if low is not None and high is not None:
            return self._made("sSubSup", [("e", base), ("sub", self._one(low)), ("sup", self._one(high))])
        if low is not None:
            return self._made("sSub", [("e", base), ("sub", self._one(low))])
        return self._made("sSup", [("e", base), ("sup", self._one(high))])

    def _table(self, table: Table) -> Any:
        if table.sort == "aligned":
            lines = []
            for row in table.rows:
                cells = [self.row(parts_of(cell)) for cell in row]
                # What stands behind each of these signs is aligned.
                lines.append(
                    [one for n, cell in enumerate(cells) for one in ([self._run("&", "sign")] * (n > 0) + cell)]
                )
            return self._made("eqArr", [("e", [*_joined(line)]) for line in lines])
        matrix = etree.Element(_m("m"))
        properties = etree.SubElement(matrix, _m("mPr"))
        column = etree.SubElement(etree.SubElement(etree.SubElement(properties, _m("mcs")), _m("mc")), _m("mcPr"))
        _value(column, "count", str(len(table.rows[0])))
        _value(column, "mcJc", "left" if table.sort == "cases" else "center")
        etree.SubElement(properties, _m("ctrlPr")).append(deepcopy(self._look))
        for row in table.rows:
            line = etree.SubElement(matrix, _m("mr"))
            for cell in row:
                etree.SubElement(line, _m("e")).extend(self.row(parts_of(cell)))
        return self._fenced(table.before, [matrix], table.after) if table.before or table.after else matrix


def _sort(node: Node) -> str:
    """What a sign is, or one with something under, over or behind it."""
    base = node.base if isinstance(node, Scripts) else node
    return base.sort if isinstance(base, Sign) else ""


def _ends(node: Node, first: bool) -> bool:
    """Whether what a sum is of ends before that; a minus in front of it is its own."""
    sort = _sort(node)
    return sort in _STOPS or (sort == "binary" and not first and isinstance(node, Sign) and node.text in "+−±∓")


def _joined(elements: Sequence[Any]) -> Iterator[Any]:
    """Runs of one look as one."""
    last: Any = None
    for element in elements:
        if last is not None and element.tag == last.tag == _m("r") and _looks(element) == _looks(last):
            last[-1].text += element[-1].text
            continue
        if last is not None:
            yield last
        last = element
    if last is not None:
        yield last


def _looks(run: Any) -> list[bytes]:
    return [etree.tostring(one) for one in run[:-1]]


def _m(name: str) -> str:
    return f"{{{_M}}}{name}"


def _value(parent: Any, name: str, value: str) -> None:
    etree.SubElement(parent, _m(name)).set(_m("val"), value)
