"""A formula -> what typst sets: every sign is written as its number, so that none of them means anything else."""

from __future__ import annotations

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
    parts_of,
)

_ACCENTS: Final = {
    "hat": "hat", "widehat": "hat", "tilde": "tilde", "widetilde": "tilde", "bar": "macron", "vec": "arrow",
    "dot": "dot", "ddot": "dot.double", "check": "caron", "breve": "breve", "acute": "acute", "grave": "grave",
}  # fmt: skip


def typeset(node: Node) -> str:
    """The code of a formula, as typst's `eval(…, mode: "math")` reads it."""
    match node:
        case Sign(text=text, sort=sort):
            return _sign(text, sort)
        case Space(em=em):
            return f"#h({em:.3f}em)"
        case Row(parts=parts):
            return " ".join(map(typeset, parts)) or '""'
        case Fraction(top=top, bottom=bottom, bar=bar):
            return f"{'frac' if bar else 'binom'}({typeset(top)}, {typeset(bottom)})"
        case Root(of=of, degree=None):
            return f"sqrt({typeset(of)})"
        case Root(of=of, degree=degree):
            return f"root({typeset(degree or Row())}, {typeset(of)})"
        case Scripts():
            return _scripts(node)
        case Fenced(before=before, of=of, after=after):
            return f"lr({_fence(before, 'opening')} {typeset(of)} {_fence(after, 'closing')})"
        case Accent(name=name, of=of):
            return f"accent({typeset(of)}, {_ACCENTS[name]})"
        case Line(name=name, of=of):
            return f"{name}({typeset(of)})"
        case Table():
            return _table(node)


def _sign(text: str, sort: str) -> str:
    if sort == "text":
        return f"words({_quoted(text)})"
    if sort in ("name", "limit"):
        return f"op({_quoted(text)}, limits: #{'true' if sort == 'limit' else 'false'})"
    if sort == "number":
        return _quoted(text)
    signs = "".join(f"\\u{{{ord(one):x}}}" for one in text)
    if sort == "upright":
        return f"upright({signs})"
    if text == "mod":
        return f'class("binary", {_quoted(text)})'
    if text == ":":
        return f'class("relation", {signs})'
    return signs


def _quoted(words: str) -> str:
    return '"{}"'.format(words.replace("\\", "\\\\").replace('"', '\\"'))


def _fence(sign: str, way: str) -> str:
    return f'class("{way}", \\u{{{ord(sign):x}}})' if sign else ""


def _scripts(node: Scripts) -> str:
    base = node.base
    written = typeset(base) if parts_of(base) else '""'
    low, high = (one and typeset(one) for one in (node.low, node.high))
    if isinstance(base, Line) and "brace" in base.name and node.stacked:
        # What stands beside a brace is its note.
        note = high if base.name == "overbrace" else low
        other = low if base.name == "overbrace" else high
        braced = f"{base.name}({typeset(base.of)}{f', {note}' if note else ''})"
        return braced if not other else f"attach({braced}, {'b' if base.name == 'overbrace' else 't'}: {other})"
    if node.stacked:
        written = f"limits({written})"
    given = [f"{side}: {code}" for side, code in (("b", low), ("t", high)) if code]
    return f"attach({', '.join([written, *given])})"


def _table(table: Table) -> str:
    def delim(sign: str) -> str:
        return f'"{sign}"' if sign else "none"

    if table.sort == "aligned":
        # One column of lines, in which places to align at are typst's own; each line is as large as by itself.
        lines = "; ".join(" & ".join(f"display({typeset(cell)})" for cell in row) for row in table.rows)
        return f"mat(delim: #none, row-gap: #0.5em, {lines})"
    rows = "; ".join(", ".join(map(typeset, row)) for row in table.rows)
    look = ", align: #left, column-gap: #1em" if table.sort == "cases" else ""
    return f"mat(delim: #({delim(table.before)}, {delim(table.after)}){look}, {rows})"
