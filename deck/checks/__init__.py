"""The checks of a finished deck: one rule per file; a talk may bring its own.

The file's name is the rule's code (`needs_approval.py` is `needs-approval`), its docstring what `deck explain` prints.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deck.diagnostics import Diagnostic
    from deck.page import Deck
    from deck.workspace import Workspace


def run_checks(deck: Deck, world: Workspace) -> Iterator[Diagnostic]:
    """Every rule's findings, rule after rule."""
    for name in check_names():
        yield from import_module(f"{__name__}.{name}").check(deck)
    if world.scripts(world.checks_folder):
        # Imported here because most talks bring no rules.
        from deck.checks._own import run_own

        yield from run_own(deck, world)


def check_names() -> tuple[str, ...]:
    """Every rule that has a file here, as its file is called."""
    return tuple(sorted(module.name for module in iter_modules(__path__) if not module.name.startswith("_")))


def docstring(name: str) -> str:
    """What the rule says of itself; its text is read, not run, for `deck explain` needs nothing else of it."""
    import ast

    text = (Path(__file__).parent / f"{name}.py").read_text(encoding="utf-8")
    return ast.get_docstring(ast.parse(text)) or ""
