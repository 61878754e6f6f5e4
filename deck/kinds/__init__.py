"""The slide kinds: one file each, named as an author writes `kind:`; a talk may bring its own."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from importlib import import_module
from pkgutil import iter_modules

from deck.talk import SlideKind
from deck.value import Value


class OwnKind(Value, frozen=True):
    """A kind that a talk brings; one without its class has a mistake, or may not run."""

    name: str
    label: str
    """Its file, as messages call it."""
    about: str = ""
    kind: type[SlideKind] | None = None
    left_out: bool = False


class Kinds:
    """The kinds of one talk: the program's and its own, by name."""

    def __init__(self, own: Iterable[OwnKind] = ()) -> None:
        self.own = {one.name: one for one in own}
        self.names = tuple(sorted({*kind_names(), *self.own}))
        self._found = {one.name: one.kind for one in self.own.values() if one.kind is not None}

    @property
    def usable(self) -> tuple[str, ...]:
        return tuple(name for name in self.names if name not in self.own or self.own[name].kind is not None)

    def __getitem__(self, name: str) -> type[SlideKind]:
        if name not in self._found:
            self._found[name] = kind(name)
        return self._found[name]

    def about(self, name: str) -> str:
        """A kind in one line: the first of its file."""
        said = self.own[name].about if name in self.own else sys.modules[self[name].__module__].__doc__
        return next(iter((said or "").strip().splitlines()), "")


def is_own_kind(says: SlideKind) -> bool:
    """Whether a slide is of a kind that the talk brings along."""
    return not type(says).__module__.startswith(f"{__name__}.")


def kind_names() -> tuple[str, ...]:
    """Every kind that has a file here, by name."""
    return tuple(sorted(module.name for module in iter_modules(__path__) if not module.name.startswith("_")))


def kind(name: str) -> type[SlideKind]:
    """The program's kind of that name; the one class in its file that is a slide kind."""
    module = import_module(f"{__name__}.{name}")
    found = kinds_in(vars(module), module.__name__)
    if len(found) != 1:
        raise TypeError(f"deck/kinds/{name}.py must define exactly one SlideKind, it defines {len(found)}")
    return found[0]


def kinds_in(names: dict[str, object], module: str) -> list[type[SlideKind]]:
    """The slide kinds that a module defines itself."""
    return [
        value
        for value in names.values()
        if isinstance(value, type) and issubclass(value, SlideKind) and value.__module__ == module
    ]
