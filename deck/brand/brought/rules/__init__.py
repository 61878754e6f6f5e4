"""What is worth mending in a template: one rule a file, whose docstring says why it matters.

A rule is `check(subject)`, which gives a `Finding` for each thing that it minds; layouts that have the same are told
together.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from deck.brand.brought.package import Package
from deck.brand.brought.read import Brought, Sheet
from deck.value import Value

_SHOWN = 4


class Subject:
    """What rules look at: the package, what was read of it, and the families that the talk has fonts of."""

    def __init__(self, package: Package, brought: Brought, families: Iterable[str] = ()) -> None:
        self.package, self.brought, self.families = package, brought, frozenset(families)

    @property
    def sheets(self) -> Iterator[Sheet]:
        return self.brought.sheets


class Finding(Value, frozen=True):
    """What is not good, and how it is mended in PowerPoint; `where` names the layout, or nothing for the whole file."""

    what: str
    help: str
    where: str = ""


class Told(Value, frozen=True):
    """A finding with all layouts that have it, and the rule's reason."""

    rule: str
    what: str
    help: str
    why: str


def lint(subject: Subject) -> Iterator[Told]:
    """Every rule's findings, rule after rule."""
    for name in names():
        found: dict[tuple[str, str], list[str]] = {}
        for one in import_module(f"{__name__}.{name}").check(subject):
            places = found.setdefault((one.what, one.help), [])
            if one.where and one.where not in places:
                places.append(one.where)
        for (what, help), places in found.items():
            where = f" on {_listed(places)}" if places else ""
            yield Told(name.replace("_", "-"), what + where, help, why(name))


def names() -> tuple[str, ...]:
    return tuple(sorted(module.name for module in iter_modules(__path__)))


@cache
def why(name: str) -> str:
    """The reason that a rule gives for itself, on one line."""
    text = (Path(__file__).parent / f"{name}.py").read_text(encoding="utf-8")
    return " ".join((ast.get_docstring(ast.parse(text)) or "").split())


def called(sheet: Sheet) -> str:
    """A layout as people find it in PowerPoint."""
    return f"`{' '.join(sheet.name.split()) or sheet.part.rpartition('/')[2]}`"


def _listed(places: list[str]) -> str:
    shown = ", ".join(places[:_SHOWN])
    return shown + (f" and {len(places) - _SHOWN} more" if len(places) > _SHOWN else "")
