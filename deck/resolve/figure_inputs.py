"""What is a figure drawn from? Its script is read, not run: data files, and other scripts that it imports."""

from __future__ import annotations

import ast
from pathlib import Path


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
