"""What is a figure drawn from? Its script is read, not run: data files, and other scripts that it imports."""

from __future__ import annotations

import ast
from collections.abc import Iterator
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
        try:
            tree = ast.parse(path.read_bytes())
        except (SyntaxError, ValueError):
            continue  # running it will say what is wrong
        waiting += [script.parent / f"{name}.py" for name in _imported(tree)]
        found |= dict.fromkeys(data_folder / name for name in _data(tree))
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


def _imported(tree: ast.Module) -> set[str]:
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    return names | {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}


def _data(tree: ast.Module) -> list[str]:
    """The literals given to a method called `data`."""
    return sorted(
        node.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "data"
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    )
