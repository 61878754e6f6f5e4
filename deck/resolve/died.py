"""A process died while it ran the talk's own code: what is said of it, and at which line?"""

from __future__ import annotations

import re
from pathlib import Path

from deck.diagnostics import Diagnostic, Severity
from deck.offspring import AFTER, Account, is_late, lowered, trail
from deck.own.run_script import code_line
from deck.workspace import Workspace

_HELP = "correct the script here, or look at the rest of the talk with --no-code"

_NOT_OF_A_SCRIPT = ("SIGKILL", "SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT", "SIGSEGV", "SIGABRT", "SIGBUS", "SIGILL")
"""What ends a process when no script runs and may come from elsewhere. An end of its own, or a timer, does not."""


def death_of(account: bytes, why: str, world: Workspace, late: bool = False) -> Diagnostic | None:
    """The mistake of the script that a process ran last, by its account; None where it ran none.

    Nor is there one where it was ended by others when the script had run.

    `why` is how it ended, in words that go on after "its process"; `late` says that it was ended for its time.
    """
    doing, last_words = Account.read(account)
    over = doing.startswith(AFTER)
    if not doing or (over and why.endswith(_NOT_OF_A_SCRIPT)):
        return None
    doing = doing.removeprefix(AFTER)
    path, function, seconds, _ = doing.split("\n")
    script = Path(path)
    name = world.relative(script)
    if over:
        why = f"left something behind that ended the process, which {why}"
    elif late or is_late(last_words):
        why = f"was not finished after {seconds} seconds"
    elif lowered(last_words):
        why = lowered(last_words)
    elif b"Stack overflow" in last_words or b"Segmentation fault" in last_words:
        why = "makes Python crash"
    elif why == "was ended by SIGABRT":
        why = "makes a library that it calls crash"
    else:
        why = f"ended the process that it ran in, which {why}"
    places = trail(last_words, script)
    line = next((place.line for place in reversed(places) if place.file == script), _begins(script, function))
    codes = {
        world.kinds_folder: "kind-failed",
        world.checks_folder: "check-failed",
        world.styles_folder: "style-failed",
        world.hooks_file: "hook-failed",
        world.figures_folder / "refresh.py": "refresh-failed",
    }
    code = codes.get(script) or codes.get(script.parent) or "values-failed"
    return Diagnostic(Severity.ERROR, code, f"`{name}` {why}", code_line(script, line, name), _HELP)


def _begins(script: Path, function: str) -> int:
    """The line where a function begins; 1 where it is not known."""
    lines = script.read_text(encoding="utf-8", errors="replace").splitlines()
    head = re.compile(rf"\s*def {re.escape(function)}\b")
    return next((at for at, line in enumerate(lines, 1) if function and head.match(line)), 1)
