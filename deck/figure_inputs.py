"""What is a figure drawn from? Its script is read, not run: data files, words, and other scripts that it imports."""

from __future__ import annotations

import ast
import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from deck.cache import Remembered, key_of
from deck.diagnostics import Span
from deck.figure import Declared
from deck.value import Value
from deck.workspace import Workspace

Tables = Mapping[str, tuple[ast.expr, ...]]
"""The words of every table that stands at the top of a module, by the table's name."""


def inputs(script: Path, world: Workspace) -> tuple[Path, ...]:
    """The script, the modules of its folder that it imports, and every file named in a `canvas.data("…")`."""
    return world.once(("inputs", script), lambda: _inputs(script, world))


def _inputs(script: Path, world: Workspace) -> tuple[Path, ...]:
    found: dict[Path, None] = {}
    waiting = [script]
    while waiting:
        path = waiting.pop()
        if path in found or not world.door.is_there(path, script.name):
            continue
        found[path] = None
        modules, files = _mentions(world.door.read(path, script.name), world.remembered)
        waiting += [script.parent / f"{name}.py" for name in modules]
        found |= dict.fromkeys(world.data_folder / name for name in files)
    return tuple(found)


def figures(world: Workspace) -> tuple[str, ...]:
    """The name of every script in figures/ that has a function `draw`."""
    scripts = world.door.listed(world.figures_folder, "*.py", "figures")
    return tuple(script.stem for script in scripts if _draws(_parsed(world.door.read(script, script.name))))


def _draws(tree: ast.Module) -> bool:
    return any(isinstance(node, ast.FunctionDef) and node.name == "draw" for node in tree.body)


class Word(Value, frozen=True):
    """Words that a script says, and where."""

    text: str
    span: Span


def words(script: Path, world: Workspace) -> tuple[Word, ...]:
    """What the script and the modules of its folder say to a reader, each text once: the literals that `say` is given,
    the tables at the top of a module from which it is given an entry, and the list `WORDS`."""
    return world.once(("words", script), lambda: _words_of(script, world))


def _words_of(script: Path, world: Workspace) -> tuple[Word, ...]:
    sources = {path: world.door.read(path, script.name) for path in inputs(script, world) if path.suffix == ".py"}
    key = key_of("words", _RULES, list(sources.values()))
    kept = world.remembered(f"figures/{key}.words", lambda: json.dumps(list(_words(sources))).encode())
    paths = list(sources)
    return tuple(Word(text, Span(world.relative(paths[module]), *place)) for text, module, place in json.loads(kept))


_RULES = 1
"""Goes up when the words of a script are found in another way."""


def _words(sources: Mapping[Path, bytes]) -> Iterator[tuple[str, int, tuple[int, int, int]]]:
    """Each text, the number of the module that says it, and its line and columns there.

    To parse all scripts takes longer than to lay a talk out, so it is remembered by what they say.
    """
    modules = {path: _parsed(source) for path, source in sources.items()}
    places: dict[ast.expr, Path] = {}
    tables: dict[str, tuple[ast.expr, ...]] = {}
    for path, tree in modules.items():
        places |= {node: path for node in ast.walk(tree) if isinstance(node, ast.Constant)}
        for name, entries in _tables(tree):
            tables[name] = (*tables.get(name, ()), *entries)
    numbers = {path: number for number, path in enumerate(sources)}
    found: set[str] = set()
    for tree in modules.values():
        for said in _said(tree, tables):
            if isinstance(said, ast.Constant) and isinstance(said.value, str) and said.value not in found:
                found.add(said.value)
                path = places[said]
                yield said.value, numbers[path], _stretch(said, sources[path])


def declared(script: Path, world: Workspace) -> Declared:
    """All that the script's figure may say and draw from."""
    found = inputs(script, world)
    files = (path.relative_to(world.data_folder).as_posix() for path in found if path.is_relative_to(world.data_folder))
    return Declared(frozenset(word.text for word in words(script, world)), frozenset(files))


def _mentions(source: bytes, remembered: Remembered) -> tuple[list[str], list[str]]:
    """The modules that a script imports, and the data files that it names."""

    def read() -> bytes:
        tree = _parsed(source)
        return "\n".join((" ".join(sorted(_imported(tree))), *_data(tree))).encode()

    name = f"figures/{hashlib.sha256(source).hexdigest()}.inputs"
    modules, *files = remembered(name, read).decode().split("\n")
    return modules.split(), files


def _parsed(source: bytes) -> ast.Module:
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError):
        return ast.Module([], [])  # running it will say what is wrong


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


def _tables(tree: ast.Module) -> Iterator[tuple[str, tuple[ast.expr, ...]]]:
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                yield name, tuple(_entries(value))
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                yield name, tuple(_entries(value))


def _entries(node: ast.expr) -> Iterator[ast.expr]:
    """The literals in a tuple, list, set or dictionary, and in those inside it; of a dictionary its values."""
    match node:
        case ast.Dict(values=parts) | ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Set(elts=parts):
            for part in parts:
                yield from _entries(part)
        case ast.Constant() | ast.Starred():
            yield node


def _said(tree: ast.Module, tables: Tables) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(attr="say"), args=[given]):
                yield from _meant(given, tables)
    for name, entries in _tables(tree):
        if name == "WORDS":
            for entry in entries:
                yield from _meant(entry, tables)


def _meant(node: ast.expr, tables: Tables) -> Iterator[ast.expr]:
    """The literals that an expression can stand for, as far as reading shows."""
    match node:
        case ast.Constant():
            yield node
        case ast.IfExp(body=one, orelse=other):
            yield from _meant(one, tables)
            yield from _meant(other, tables)
        case ast.Name(id=name):
            yield from (entry for entry in tables.get(name, ()) if isinstance(entry, ast.Constant))
        case ast.Subscript(value=inner) | ast.Starred(value=inner):
            yield from _meant(inner, tables)
        case ast.Call(func=ast.Attribute(value=inner, attr="get" | "values"), args=given):
            yield from _meant(inner, tables)
            for default in given[1:]:
                yield from _meant(default, tables)


def _stretch(node: ast.expr, source: bytes) -> tuple[int, int, int]:
    """Line, column and the column behind the end."""
    line = source.split(b"\n")[node.lineno - 1]
    # Python counts bytes; what runs on to further lines is marked on its first.
    end = node.end_col_offset if node.end_lineno == node.lineno else len(line)
    start, stop = (len(line[:place].decode(errors="replace")) for place in (node.col_offset, end))
    return node.lineno, start + 1, stop + 1
