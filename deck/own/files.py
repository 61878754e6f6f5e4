"""What a talk brings of its own to an open set: the files of `kinds/`, `checks/` and `styles/` beside slides.yaml."""

from __future__ import annotations

import ast
from collections.abc import Collection
from pathlib import Path
from types import ModuleType

from deck.diagnostics import Diagnostic, Report, Severity, Span
from deck.own.run_script import ScriptFailed, load_script
from deck.value import Value
from deck.workspace import Workspace


class Own(Value, frozen=True):
    """A file of the talk in one of the open sets."""

    name: str
    path: Path
    label: str
    """As messages call it."""
    code: bytes

    def load(self) -> ModuleType:
        """Its module; ScriptFailed where it has a mistake."""
        return load_script(self.path, self.code)

    @property
    def about(self) -> str:
        """What it says of itself; read, not run. Empty where it says nothing or cannot be read."""
        try:
            return ast.get_docstring(ast.parse(self.code)) or ""
        except (SyntaxError, ValueError):
            return ""

    def line(self, number: int) -> Span:
        """One of its lines, without the white space before it."""
        lines = self.code.decode("utf-8", errors="replace").splitlines()
        line = lines[number - 1] if number <= len(lines) else ""
        column = len(line) - len(line.lstrip()) + 1
        return Span(self.label, number, column, max(len(line.rstrip()), column) + 1)

    def line_of(self, *begins: str) -> int:
        """The first line that begins with one of these; 1 where none does."""
        lines = self.code.decode("utf-8", errors="replace").splitlines()
        return next((at for at, line in enumerate(lines, 1) if line.lstrip().startswith(begins)), 1)

    def at_fault(self, problem: ScriptFailed) -> int:
        """The line at which it failed; a name that nobody knows is also looked for in the types of fields."""
        if isinstance(problem.raised, NameError) and problem.line == 1 and problem.raised.name:
            lines = self.code.decode("utf-8", errors="replace").splitlines()
            return next((at for at, line in enumerate(lines, 1) if f"{problem.raised.name}" in line), 1)
        return problem.line


def own_files(
    folder: Path, what: str, taken: Collection[str], world: Workspace
) -> tuple[tuple[Own, ...], tuple[Diagnostic, ...]]:
    """The talk's files in that folder. One that is called like something of the program's own replaces nothing."""
    found: list[Own] = []
    report = Report()
    for path in world.scripts(folder):
        label = world.relative(path)
        code = world.read_project_file(path, Span(label, 0, 0, 0), report)
        if code is None:
            continue
        if path.stem in taken:
            message = f"there is a {what} `{path.stem}` already, which `{label}` cannot replace"
            report.error("name-taken", message, Span(label, 1, 1, 2), "give the file another name")
        else:
            found.append(Own(path.stem, path, label, code))
    return tuple(found), tuple(report)


def left_out(what: str, missing: str, span: Span = Span.NOWHERE) -> Diagnostic:
    """The talk's own code was not run; `missing` is what the deck lacks without it."""
    message = f"{what} was left out, as `--no-code` asks: {missing}"
    help = "build without --no-code if you trust the talk's code"
    return Diagnostic(Severity.WARNING, "code-left-out", message, span, help)
