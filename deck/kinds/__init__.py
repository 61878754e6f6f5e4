"""The slide kinds: one file each, named as an author writes `kind:`."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from deck.talk import SlideKind


@cache
def kind_names() -> tuple[str, ...]:
    """Every kind that has a file here, by name."""
    return tuple(sorted(module.name for module in iter_modules(__path__) if not module.name.startswith("_")))


@cache
def kind(name: str) -> type[SlideKind]:
    """The kind of that name; the one class in its file that is a slide kind."""
    module = import_module(f"{__name__}.{name}")
    found = [
        value
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, SlideKind) and value.__module__ == module.__name__
    ]
    if len(found) != 1:
        raise TypeError(f"deck/kinds/{name}.py must define exactly one SlideKind, it defines {len(found)}")
    return found[0]
