"""The talk's own last word: `hooks.py` beside slides.yaml may change the presentation before it is saved."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from deck.diagnostics import NOWHERE, Diagnostic, Report, Severity, Span
from deck.offspring import seconds_for
from deck.own.run_script import ScriptFailed, code_line, run_script
from deck.page import Deck
from deck.value import Value
from deck.workspace import Workspace
from deck.write.pptx.invariants import Violation

_FUNCTION = "finish"
_SHOWN = 5
_CONTRACT = "write `def finish(presentation, deck)`, which gets a pptx.Presentation and the deck"


class Hook(Value, frozen=True):
    """A talk's `hooks.py`; `digest` is that of its bytes."""

    script: Path
    name: str
    """As messages call it."""
    digest: str
    line: int
    """Where its function begins."""

    def finish(self, presentation: Any, deck: Deck) -> None:
        """Let it change the presentation; HookFailed where it raises something."""
        try:
            run_script(self.script, _FUNCTION, presentation, deck, seconds=seconds_for(len(deck.pages)))
        except ScriptFailed as problem:
            message = f"`{self.name}` failed: {problem}"
            raise HookFailed(self._error("hook-failed", message, problem.line, _CONTRACT)) from problem

    def broke(self, found: Sequence[Violation]) -> HookFailed:
        """The hook left a package that PowerPoint would repair or refuse."""
        more = (f"… and {len(found) - _SHOWN} more",) if len(found) > _SHOWN else ()
        message = f"what `{self.name}` did breaks the deck"
        help = "nothing was written; correct the function here"
        notes = (*map(str, found[:_SHOWN]), *more)
        return HookFailed(self._error("hook-broke-deck", message, self.line, help, notes))

    def _error(self, code: str, message: str, line: int, help: str, notes: tuple[str, ...] = ()) -> Diagnostic:
        span = code_line(self.script, line, self.name)
        return Diagnostic(Severity.ERROR, code, message, span, help, notes=notes)


class HookFailed(Exception):
    """A mistake in the talk's own code, with its place; nothing is written."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def hook_of(world: Workspace, deck: Deck, report: Report) -> Hook | None:
    """The talk's hook, if it has one; where no code may run it is left out, and that is said."""
    script = world.hooks_file
    if not world.door.is_there(script, "hook"):
        return None
    name = world.relative(script)
    data = world.read_project_file(script, Span(name, 0, 0, 0), report)
    if data is None:
        return None
    if not world.runs_code:
        message = f"`{name}` was left out, as `--no-code` asks: what it changes is missing"
        if deck.meta.status == "final":
            help = "build without --no-code, or say `status: draft` in the talk"
            report.error("code-left-out", f"{message}, and the talk is final", NOWHERE, help)
        else:
            report.warning("code-left-out", message, NOWHERE, "build without --no-code if you trust the talk's code")
        return None
    before, found, _ = data.partition(f"def {_FUNCTION}(".encode())
    return Hook(script, name, hashlib.sha256(data).hexdigest(), before.count(b"\n") + 1 if found else 1)
