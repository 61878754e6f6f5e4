"""What is a figure drawn from? Its script is read, not run: data files, and other scripts that it imports."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from deck.diagnostics import Span
from deck.value import Value
from deck.workspace import Workspace


def inputs(script: Path, data_folder: Path) -> tuple[Path, ...]:
    """The script, the modules of its folder that it imports, and every file named in a `canvas.data("…")`."""
    found: dict[Path, None] = {}
    waiting = [script]
    while waiting:
        path = waiting.pop()
        if path in found or not path.exists():
            continue
        found[path] = None
        modules, files = _named(path.read_bytes())
        waiting += [script.parent / f"{name}.py" for name in modules]
        found |= dict.fromkeys(data_folder / name for name in files)
    return tuple(found)


class Word(Value, frozen=True):
    """Words that a script says, and where."""

    text: str
    span: Span


def words(script: Path, world: Workspace) -> tuple[Word, ...]:
    """What the script and the modules of its folder say to a reader: literals of `say("…")`, and the list `WORDS`."""
    found: dict[str, Word] = {}
    for path in inputs(script, world.data_folder):
        if path.suffix != ".py":
            continue
        try:
            tree = ast.parse(path.read_bytes())
        except (SyntaxError, ValueError):
            continue
        for node in _said(tree):
            span = Span(world.relative(path), node.lineno, node.col_offset + 1, (node.end_col_offset or 0) + 1)
            found.setdefault(node.value, Word(node.value, span))
    return tuple(found.values())


def _said(tree: ast.Module) -> Iterator[Any]:
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(attr="say"), args=[ast.Constant(value=str()) as literal]):
                yield literal
            case ast.Assign(targets=[ast.Name(id="WORDS")], value=ast.Tuple(elts=listed) | ast.List(elts=listed)):
                yield from (one for one in listed if isinstance(one, ast.Constant) and isinstance(one.value, str))


@cache
def _named(code: bytes) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The modules that a script imports, and the literals given to a method called `data`.

    By their looks: what stands in a comment is found too, which does no harm, and to parse the scripts of a talk took a
    fifth of a build.
    """
    text = code.decode("utf-8", "replace")
    modules = {name.strip().split(" ")[0] for one in _IMPORT.findall(text) for name in "".join(one).split(",")}
    return tuple(sorted(modules)), tuple(sorted(set(_DATA.findall(text))))


_IMPORT = re.compile(r"^[ \t]*(?:from[ \t]+([\w.]+)[ \t]+import\b|import[ \t]+([\w., \t]+))", re.MULTILINE)
_DATA = re.compile(r"""\.data\(\s*["']([^"'\n]+)["']""")
