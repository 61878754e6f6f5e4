"""A process died while it ran the talk's own code: what is said of it, and at which line?"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from deck.diagnostics import Diagnostic, Severity
from deck.offspring import AFTER, Account, Failure, failure, is_late, lowered, trail
from deck.own.run_script import code_line
from deck.workspace import Workspace

_HELP = "correct the script here, or look at the rest of the talk with --no-code"
_HELP_CHANGED = (
    "let the script change nothing that belongs to Python, to a library or to deck; if it does not, this is a bug in "
    "deck: please report what `deck -v` prints"
)

_NOT_OF_A_SCRIPT = ("SIGKILL", "SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT")
"""What ends a process when no script runs and may come from elsewhere. An end of its own, or a timer, does not."""
_CRASHES = ("SIGSEGV", "SIGABRT", "SIGBUS", "SIGILL")


def death_of(account: bytes, why: str, world: Workspace, late: bool = False) -> Diagnostic | None:
    """The mistake of the script that a process ran last, by its account; None where it ran none.

    Nor is there one where it was ended by others when the script had run.

    `why` is how it ended, in words that go on after "its process"; `late` says that it was ended for its time.
    """
    doing, last_words = Account.read(account)
    over = doing.startswith(AFTER)
    if not doing or (over and why.endswith(_NOT_OF_A_SCRIPT)):
        return None
    failed = failure(last_words)
    if failed:
        return _changed(*_to_blame(failed), f"failed: {failed.said}", world)
    doing = doing.removeprefix(AFTER)
    path, function, seconds, _ = doing.split("\n")
    script = Path(path)
    name = world.relative(script)
    if over and why.endswith(_CRASHES):
        return _changed(script, function, _changing_line(script), why, world)
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
    return Diagnostic(Severity.ERROR, _code(script, world), f"`{name}` {why}", code_line(script, line, name), _HELP)


def _changed(script: Path, function: str, line: int, how: str, world: Workspace) -> Diagnostic:
    """The program failed when the script had run, by no fault that it knows."""
    name = world.relative(script)
    what = f"after `{name}` ran, the program {how}; the script may have changed the program itself"
    span = code_line(script, line or _begins(script, function), name)
    return Diagnostic(Severity.ERROR, _code(script, world), what, span, _HELP_CHANGED)


def _to_blame(failed: Failure) -> tuple[Path, str, int]:
    """Of the scripts that had run, one that changes what is not its own, with the line where it does, or the last."""
    lines = [(script, function, _changing_line(script)) for script, function in failed.ran]
    return next((one for one in lines if one[2]), lines[-1])


def _changing_line(script: Path) -> int:
    """Where a script gives something it has imported another attribute; 0 where nothing of that is seen."""
    try:
        parts = list(ast.walk(ast.parse(script.read_bytes())))
    except (OSError, SyntaxError, ValueError):
        return 0
    imports = [one for one in parts if isinstance(one, ast.Import | ast.ImportFrom)]
    known = {(name.asname or name.name).partition(".")[0] for one in imports for name in one.names}
    lines = [
        one.lineno
        for part in parts
        for one in _attributes_set(part)
        if known & {name.id for name in ast.walk(one) if isinstance(name, ast.Name)}
    ]
    return min(lines, default=0)


def _attributes_set(part: ast.AST) -> Iterator[ast.expr]:
    match part:
        case ast.Attribute(ctx=ast.Store() | ast.Del()):
            yield part
        case ast.Call(func=ast.Name(id="setattr" | "delattr"), args=[_, *_]):
            yield part


def _code(script: Path, world: Workspace) -> str:
    """By which pages and checks call the failure of such a script."""
    codes = {
        world.kinds_folder: "kind-failed",
        world.checks_folder: "check-failed",
        world.styles_folder: "style-failed",
        world.hooks_file: "hook-failed",
        world.figures_folder / "refresh.py": "refresh-failed",
    }
    return codes.get(script) or codes.get(script.parent) or "values-failed"


def _begins(script: Path, function: str) -> int:
    """The line where a function begins; 1 where it is not known."""
    lines = script.read_text(encoding="utf-8", errors="replace").splitlines()
    head = re.compile(rf"\s*def {re.escape(function)}\b")
    return next((at for at, line in enumerate(lines, 1) if function and head.match(line)), 1)
