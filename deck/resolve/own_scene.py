"""Is what a talk's own kind composes a scene? Records do not check what they are made of, and writers rely on it."""

from __future__ import annotations

import math
import types
import typing
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Literal, get_args, get_origin

from deck.scene import Bibliography, Column, Diagram, Flow, Gallery, Item, Picture, Row, Scene, Shape, Table, Words
from deck.value import Value


def problem_of(scene: object) -> str:
    """What is wrong with it, as the end of a sentence; empty where nothing is."""
    if not isinstance(scene, Scene):
        return f"it returns {_called(scene)}, and not `material.scene(…)`"
    slots: set[str] = set()
    for item in scene.items:
        if not isinstance(item, Item):
            return f"{_called(item)} is no Item"
        if item.slot in slots:
            return f"two items stand in `{item.slot}`"
        slots.add(item.slot)
        if problem := next(_problems(item, Item, f"`{item.slot}`"), "") or next(_of_blocks(item), ""):
            return problem
    return ""


def _problems(value: object, hint: Any, where: str) -> Iterator[str]:
    """Whatever is not of its type, in words."""
    origin, args = get_origin(hint), get_args(hint)
    if origin in (typing.Union, types.UnionType):
        fitting = [one for one in args if isinstance(one, type) and isinstance(value, one)]
        yield from _problems(value, fitting[0], where) if fitting else _wrong(value, _names(args), where)
    elif origin is tuple:
        if not isinstance(value, tuple):
            yield from _wrong(value, "a tuple", where)
        else:
            for part in value:
                yield from _problems(part, args[0], where)
    elif origin is Literal:
        if value not in args:
            yield f"in {where}, {_called(value)} is none of {', '.join(args)}"
    elif isinstance(hint, type) and issubclass(hint, Value) and isinstance(value, hint):
        for name, of in _fields(hint).items():
            yield from _problems(getattr(value, name), of, where)
    elif isinstance(hint, type) and not isinstance(value, (hint, int) if hint is float else hint):
        yield from _wrong(value, _names([hint]), where)


@cache
def _fields(of: type[Value]) -> Mapping[str, Any]:
    hints = typing.get_type_hints(of, vars(_module_of(of)))
    return {name: hints[name] for name in of.__struct_fields__}


def _module_of(of: type[Value]) -> types.ModuleType:
    import sys

    return sys.modules[of.__module__]


def _of_blocks(item: Item) -> Iterator[str]:
    """What types cannot say: weights go with blocks, links with shapes."""
    shapes: Counter[str] = Counter()
    body = item.content.body if isinstance(item.content, Diagram) else item.content
    waiting: list[object] = [body]
    while waiting:
        match waiting.pop():
            case Shape(id=name, words=words):
                shapes[name] += 1
                waiting.append(words)
            case Row(blocks=blocks, weights=weights) | Column(blocks=blocks, weights=weights) as box:
                waiting += blocks
                if not all(map(math.isfinite, weights)):
                    yield f"in `{item.slot}`, a weight of a {type(box).__name__} is no number"
                if not blocks:
                    yield f"in `{item.slot}`, a {type(box).__name__} has no blocks"
                if weights and len(weights) != len(blocks):
                    what = f"{len(weights)} weights for {len(blocks)} blocks"
                    yield f"in `{item.slot}`, a {type(box).__name__} has {what}"
                if weights and (min(weights) < 0 or (isinstance(box, Row) and not sum(weights))):
                    yield f"in `{item.slot}`, the weights of a {type(box).__name__} leave no room"
            case Words(paragraphs) | Flow(paragraphs=paragraphs):
                level = next((one.level for one in paragraphs if one.level not in range(9)), 0)
                if level:
                    yield f"in `{item.slot}`, a Paragraph has the level {level}: 0 to 8 can be shown"
            case Gallery(shown=shown):
                waiting += [part for one in shown for part in (one.picture, one.caption)]
                if not shown:
                    yield f"in `{item.slot}`, a Gallery shows no picture"
            case Picture(focus=focus):
                if len(focus) != 2 or not all(0 <= share <= 1 for share in focus):
                    yield f"in `{item.slot}`, the focus of a Picture is not two shares from 0 to 1"
            case Table() as table:
                yield from _of_table(table, item.slot)
    if isinstance(item.content, Flow | Bibliography) and item.slot not in item.content.slots:
        yield f"`{item.slot}` is none of the slots that its {type(item.content).__name__} fills"
    twice = next((name for name, times in shapes.items() if times > 1), None)
    if twice is not None:
        yield f"in `{item.slot}`, two shapes have the id `{twice}`"
    for link in item.content.links if isinstance(item.content, Diagram) else ():
        for end in (link.start, link.end):
            if end not in shapes:
                yield f"in `{item.slot}`, a link leads to `{end}`, which is the id of no shape"


def _of_table(table: Table, slot: str) -> Iterator[str]:
    columns = len(table.header)
    uneven = next((len(row) for row in table.rows if len(row) != columns), columns)
    if not columns or not table.rows:
        yield f"in `{slot}`, a Table has no {'rows' if columns else 'header'}"
    elif uneven != columns:
        yield f"in `{slot}`, a row of the Table has {uneven} cells, its header {columns}"
    elif table.widths and (len(table.widths) != columns or not min(table.widths) > 0):
        yield f"in `{slot}`, the widths of the Table are not one above 0 for each of its {columns} columns"


def _wrong(value: object, wanted: str, where: str) -> Iterator[str]:
    yield f"in {where}, {_called(value)} stands where {wanted} should"


def _names(of: Any) -> str:
    return " or ".join(getattr(one, "__name__", str(one)) for one in of)


def _called(value: object) -> str:
    shown = f"`{value}`" if isinstance(value, str | int | float) else f"a {type(value).__name__}"
    return "None" if value is None else shown
