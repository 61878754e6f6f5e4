"""What does this diagnostic code mean? One page per code; a check's page is its docstring."""

from __future__ import annotations

from pathlib import Path

from deck import checks

_PAGES = Path(__file__).parent


def codes() -> tuple[str, ...]:
    """Every code that has an explanation."""
    return tuple(sorted({*(page.stem for page in _PAGES.glob("*.md")), *map(_code, checks.check_names())}))


def explanation(code: str) -> str | None:
    """The explanation of a code; None when there is no such code."""
    if code not in codes():
        return None
    name = code.replace("-", "_")
    if name in checks.check_names():
        return checks.docstring(name)
    return (_PAGES / f"{code}.md").read_text(encoding="utf-8").strip()


def _code(check: str) -> str:
    return check.replace("_", "-")
