"""Which diagnostic codes do the sources use? Read from their syntax trees: whatever is passed for a `code`."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

_CODE = re.compile(r"[a-z]+(-[a-z]+)+")
_Function = ast.FunctionDef | ast.AsyncFunctionDef


def codes_in(folder: Path) -> set[str]:
    """Every code; a code that cannot be found in the sources is an error, so that none stays unseen."""
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(folder.rglob("*.py"))}
    takers = _takers(trees.values())
    found = {code for tree in trees.values() for code in _defaults(tree)}
    for path, tree in trees.items():
        for call, around in _calls(tree):
            for passed in _passed(call, takers):
                known = set(_meant(passed, around, tree))
                assert known or _is_none(passed) or _is_handed_on(passed, around), (
                    f"{path}:{call.lineno}: which code is this?"
                )
                found |= known
    return found


def _takers(trees: Iterable[ast.Module]) -> dict[str, set[int]]:
    """The functions and records that take a `code: str`, and at which place."""
    found = defaultdict(set)
    for node in (node for tree in trees for node in ast.walk(tree)):
        if isinstance(node, _Function):
            for place, argument in enumerate(one for one in node.args.args if one.arg != "self"):
                if _is_code(argument.arg, argument.annotation):
                    found[node.name].add(place)
        elif isinstance(node, ast.ClassDef):
            fields = [one for one in node.body if isinstance(one, ast.AnnAssign)]
            for place, field in enumerate(fields):
                if isinstance(field.target, ast.Name) and _is_code(field.target.id, field.annotation):
                    found[node.name].add(place)
            for made in (one for one in node.body if isinstance(one, ast.FunctionDef) and one.name == "__init__"):
                for place, argument in enumerate(made.args.args[1:]):
                    if _is_code(argument.arg, argument.annotation):
                        found[node.name].add(place)
    return dict(found)


def _is_code(name: str, annotation: ast.expr | None) -> bool:
    return name == "code" and isinstance(annotation, ast.Name) and annotation.id == "str"


def _defaults(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, _Function):
            last = node.args.args[len(node.args.args) - len(node.args.defaults) :]
            for argument, default in zip(last, node.args.defaults, strict=True):
                if argument.arg == "code":
                    yield from _words(default)


def _calls(tree: ast.Module) -> Iterator[tuple[ast.Call, ast.AST]]:
    """Each call with the innermost function around it."""

    def walk(node: ast.AST, around: ast.AST) -> Iterator[tuple[ast.Call, ast.AST]]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Call):
                yield child, around
            yield from walk(child, child if isinstance(child, _Function) else around)

    yield from walk(tree, tree)


def _passed(call: ast.Call, takers: dict[str, set[int]]) -> Iterator[ast.expr]:
    function = call.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    places = takers.get(name, set())
    yield from (keyword.value for keyword in call.keywords if keyword.arg == "code" and places)
    for place in places:
        if place < len(call.args):
            passed = call.args[place]
            # Two functions of one name may take it at different places: there the other one takes a sentence.
            if len(places) == 1 or set(_words(passed)):
                yield passed


def _meant(passed: ast.expr, around: ast.AST, tree: ast.Module) -> Iterator[str]:
    """A code that is written there, or else those that its name stands for in the function or the module, or that a
    function of the module answers with."""
    yield from _words(passed)
    if isinstance(passed, ast.Call):
        called = getattr(passed.func, "id", "")
        yield from (
            word for node in tree.body if isinstance(node, _Function) and node.name == called for word in _words(node)
        )
    if isinstance(passed, ast.Name) and not _is_handed_on(passed, around):
        constants = [
            node.value
            for node in tree.body
            if isinstance(node, ast.Assign) and any(getattr(one, "id", "") == passed.id for one in node.targets)
        ]
        yield from (word for node in constants or [around] for word in _words(node))


def _is_none(passed: ast.expr) -> bool:
    """Whether it is said that there is no code: of what is no mistake of the talk."""
    return isinstance(passed, ast.Constant) and passed.value == ""


def _is_handed_on(passed: ast.expr, around: ast.AST) -> bool:
    """Whether it is what the function itself was given, or a record that carries it: who made these is read instead."""
    if isinstance(passed, ast.Attribute) and passed.attr == "code":
        return True
    given = [argument.arg for argument in around.args.args] if isinstance(around, _Function) else []
    return isinstance(passed, ast.Name) and passed.id in given


def _words(node: ast.AST) -> Iterator[str]:
    for one in ast.walk(node):
        if isinstance(one, ast.Constant) and isinstance(one.value, str) and _CODE.fullmatch(one.value):
            yield one.value
