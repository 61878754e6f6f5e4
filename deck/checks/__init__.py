"""The checks of a finished deck: one rule per file.

The file's name is the rule's code (`needs_approval.py` is `needs-approval`), its docstring what `deck explain` prints.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from deck.diagnostics import Diagnostic
from deck.page import Deck


def run_checks(deck: Deck) -> Iterator[Diagnostic]:
    """Every rule's findings, rule after rule."""
    for name in check_names():
        yield from _module(name).check(deck)


@cache
def check_names() -> tuple[str, ...]:
    """Every rule that has a file here, as its file is called."""
    return tuple(sorted(module.name for module in iter_modules(__path__) if not module.name.startswith("_")))


def docstring(name: str) -> str:
    """What the rule says of itself."""
    return (_module(name).__doc__ or "").strip()


def _module(name: str) -> ModuleType:
    return import_module(f"{__name__}.{name}")
