"""What the schema says of an element: its attributes, what they may hold, and which children stand in which order.

`tables.json` holds the schema of presentations (Open XML SDK, newest version), made by `make_tables.py`. Of its 1500
types a deck uses about a hundred: each is read when an element is of it, and what was found out once, of a set of
attributes or a row of children, is looked up from then on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

import msgspec

from deck.value import Value
from deck.write.pptx.schema.model import Model, fit
from deck.write.pptx.schema.values import Check, check_of, is_plain

__all__ = ["SPOKEN", "UNKNOWN", "Plan", "Row", "Schema", "Type", "schema"]

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
SPOKEN = ("name", "descr", "title", "tooltip")
"""Attributes that somebody reads or hears: no control characters in them."""
_XML = "{http://www.w3.org/XML/1998/namespace}"


class _Said(msgspec.Struct):
    """A type as it stands in the tables."""

    a: dict[str, tuple[int, int]] = {}
    m: list[Any] | None = None
    t: int | None = None


class _Tables(msgspec.Struct):
    made: str
    spaces: dict[str, str]
    values: list[msgspec.Raw]
    types: list[msgspec.Raw]
    elements: dict[str, list[int]]


class Plan(Value, frozen=True):
    """What to look at in an element that has these attributes."""

    checks: tuple[tuple[int, Check], ...]
    """The place of an attribute among them, and whether its value is one that it may have."""
    related: tuple[int, ...]
    """The places of those that name a relationship."""
    foreign: tuple[str, ...]
    """Those of a namespace that the schema does not have: right only where the part says to ignore it."""
    problems: tuple[str, ...]
    is_odd: bool
    """Whether there are any but the first."""


class Row(Value, frozen=True):
    """What children in this order are."""

    types: tuple[Type | None, ...]
    """From the last to the first, as they are asked for."""
    problem: str = ""
    at: int = -1
    """The child that is wrong, from the first; -1: none, but the parent lacks one."""
    is_plain: bool = True
    """Whether nothing is wrong, and none is of a namespace that the schema does not have."""


class Type:
    """A type of element; `None` in the place of one is anything that the schema does not know."""

    def __init__(self, schema: Schema, said: _Said) -> None:
        self._schema = schema
        self.attributes = {schema.clark(name): value for name, (value, _) in said.a.items()}
        self.required = frozenset(schema.clark(name) for name, (_, required) in said.a.items() if required)
        self.text = schema.check(said.t) if said.t is not None else None
        self.may_hold_text = said.t is not None
        self._model = Model.of(said.m, schema.clark) if said.m else None
        self.takes_any = self._model is not None and self._model.takes_any
        self.is_strict = not self.may_hold_text
        """Whether there is no place for text between its children."""
        self.plans: dict[tuple[str, ...], Plan] = {}
        self.rows: dict[tuple[Any, ...], Row] = {}
        self.bare = self.row(()).problem
        """What is wrong with an element of this type that has no children."""
        self.is_odd = bool(self.bare or self.text)
        """Whether one without children is to be looked at."""

    def plan(self, names: tuple[str, ...]) -> Plan:
        found = self.plans.get(names)
        if found is None:
            found = self.plans[names] = self._made_plan(names)
        return found

    def row(self, tags: tuple[Any, ...]) -> Row:
        """What children are that have these tags, from the last to the first."""
        found = self.rows.get(tags)
        if found is None:
            found = self.rows[tags] = self._made_row(tags[::-1])
        return found

    def value_says(self, name: str) -> str:
        """What an attribute may hold, in words."""
        return self._schema.says(self.attributes[name])

    def _made_plan(self, names: tuple[str, ...]) -> Plan:
        checks, related, foreign, problems = [], [], [], []
        for place, name in enumerate(names):
            if name.startswith(R):
                related.append(place)
            if name in self.attributes:
                check = self._schema.check(self.attributes[name])
                if check or name in SPOKEN:
                    checks.append((place, check or is_plain))
            elif name.startswith("{") and not self._schema.knows_space(name):
                if not name.startswith((_XML, MC)):
                    foreign.append(name)
            else:
                problems.append(f"it has no attribute {_short(name)}")
        missing = sorted(self.required - set(names))
        problems += [f"it lacks its attribute {_short(name)}" for name in missing]
        is_odd = bool(related or foreign or problems)
        return Plan(tuple(checks), tuple(related), tuple(foreign), tuple(problems), is_odd)

    def _made_row(self, tags: tuple[Any, ...]) -> Row:
        own = [place for place, tag in enumerate(tags) if isinstance(tag, str) and self._schema.knows_space(tag)]
        wanted = [tags[place] for place in own]
        types: list[Type | None] = [None] * len(tags)
        numbers, problem, at = fit(self._model, wanted) if self._model else ([], _no_room(wanted), 0)
        for place, number in zip(own, numbers, strict=False):
            types[place] = self._schema.type(number) if number is not None else UNKNOWN
        at = own[at] if problem and at >= 0 else -1
        return Row(tuple(reversed(types)), problem, at, not problem and len(own) == len(tags))


def _no_room(tags: Sequence[str]) -> str:
    return "{parent} has no children" if tags else ""


class _Unknown(Type):
    """Of an element that may be anything: whoever knows its tag may tell."""

    def __init__(self) -> None:
        pass

    def __bool__(self) -> bool:
        return False


UNKNOWN: Final = _Unknown()


class Schema:
    """All types, read when they are asked for."""

    def __init__(self, data: bytes) -> None:
        self._tables = msgspec.json.decode(data, type=_Tables)
        self._spaces = frozenset(f"{{{uri}}}" for uri in self._tables.spaces.values())
        self._types: dict[int, Type] = {}
        self._checks: dict[int, Check | None] = {}
        self._prefixes = {f"{{{uri}}}": prefix for prefix, uri in self._tables.spaces.items()}

    def of_element(self, tag: str) -> Sequence[Type]:
        """The types that an element of this tag may have, wherever it stands."""
        space, _, name = tag.rpartition("}")
        prefix = self._prefixes.get(space + "}", "")
        return [self.type(number) for number in self._tables.elements.get(f"{prefix}:{name}", ())]

    def type(self, number: int) -> Type:
        found = self._types.get(number)
        if found is None:
            said = msgspec.json.decode(self._tables.types[number], type=_Said)
            found = self._types[number] = Type(self, said)
        return found

    def check(self, number: int) -> Check | None:
        """Whether a text is such a value; None where any text is."""
        if number not in self._checks:
            self._checks[number] = check_of(self._value(number))
        return self._checks[number]

    def says(self, number: int) -> str:
        return " or ".join(_in_words(one) for one in self._value(number))

    def _value(self, number: int) -> list[Any]:
        value: list[Any] = msgspec.json.decode(self._tables.values[number])
        return value

    def clark(self, name: str) -> str:
        """A name with its namespace, as lxml writes it."""
        prefix, colon, local = name.rpartition(":")
        return f"{{{self._tables.spaces[prefix]}}}{local}" if colon and prefix in self._tables.spaces else name

    def knows_space(self, name: str) -> bool:
        return name.rpartition("}")[0] + "}" in self._spaces


@cache
def schema() -> Schema:
    return Schema((Path(__file__).parent / "tables.json").read_bytes())


def _short(name: str) -> str:
    return name.rpartition("}")[2]


def _in_words(value: list[Any]) -> str:
    match value:
        case ["e", list(words)]:
            shown = ", ".join(words[:8]) + (", …" if len(words) > 8 else "")
            return f"one of {shown}" if len(words) > 1 else shown
        case ["n", least, most]:
            return f"a whole number from {least} to {most}"
        case ["d", *_]:
            return "a number"
        case ["b" | "o"]:
            return "true or false"
        case ["t"]:
            return "a date with a time"
        case ["s" | "h", least, most, pattern]:
            length = f" of {least} to {most} characters" if least or most else ""
            return f"a text{length}{f' like {pattern}' if pattern else ''}"
        case ["l", list(inner)]:
            return "a list, each " + " or ".join(_in_words(one) for one in inner)
    return {"6": "base64", "h": "hexadecimal digits"}.get(value[0], "a text")


def candidates(tag: str, children: tuple[str, ...], names: tuple[str, ...]) -> Type | None:
    """The type of an element that stands where anything may: the first that fits it, or the first at all."""
    known = list(schema().of_element(tag))
    fitting: Iterator[Type] = (one for one in known if not one.row(children).problem and not one.plan(names).problems)
    return next(fitting, known[0] if known else None)
