"""What does this diagnostic code mean? One page per code; a check's page is its docstring, a talk's own check's too."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from deck import checks

if TYPE_CHECKING:
    from deck.workspace import Workspace

_PAGES = Path(__file__).parent


def codes(world: Workspace | None = None) -> tuple[str, ...]:
    """Every code that has an explanation; with those of a talk's own checks."""
    ours = {*(page.stem for page in _PAGES.glob("*.md")), *map(_code, checks.check_names())}
    return tuple(sorted(ours | _own_pages(world).keys()))


def explanation(code: str, world: Workspace | None = None) -> str | None:
    """The explanation of a code; None when there is no such code."""
    if code not in codes(world):
        return None
    name = code.replace("-", "_")
    if name in checks.check_names():
        return checks.docstring(name)
    page = _PAGES / f"{code}.md"
    return page.read_text(encoding="utf-8").strip() if page.exists() else _own_pages(world)[code]


def first_sentence(name: str, world: Workspace | None = None) -> str:
    """What a code says, on one line."""
    return " ".join((explanation(name, world) or name).partition("\n\n")[0].split())


def _own_pages(world: Workspace | None) -> dict[str, str]:
    if world is None or not world.scripts(world.checks_folder):
        return {}
    # Imported here because most talks bring no rules.
    from deck.own.files import own_files

    files, _ = own_files(world.checks_folder, "check", checks.check_names(), world)
    return {_code(file.name): file.about or f"`{file.label}` does not say what it looks for." for file in files}


def _code(check: str) -> str:
    return check.replace("_", "-")
