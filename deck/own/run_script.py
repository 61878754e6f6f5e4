"""Run the talk's own code, and say where it failed if it did."""

from __future__ import annotations

import os
import runpy
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any, get_type_hints

from deck.diagnostics import Span
from deck.interrupts import is_interrupt
from deck.offspring import SECONDS, running
from deck.own_process import kept
from deck.printing import own_output
from deck.talk import Record

_LONGEST = 300
"""Characters of what an exception says: some print whole tables."""


class ScriptFailed(Exception):
    """What Python says of a script of the project, the line of the script that it was at, and the way from there.

    `trail` has the file and line of each call in the script's folder, the innermost last; `raised` is what was.
    """

    def __init__(self, why: str, line: int, trail: tuple[tuple[Path, int], ...], raised: BaseException | None) -> None:
        super().__init__(why)
        self.line, self.trail, self.raised = line, trail, raised


def run_script(
    script: Path,
    function: str,
    *given: Any,
    seconds: float = SECONDS,
    take: Callable[[Any], Any] = lambda returned: returned,
) -> Any:
    """What the function returns; ScriptFailed for whatever goes wrong in it, and while `take` looks at what it is."""
    with code_of(script, function, seconds):
        found = runpy.run_path(str(script)).get(function)
        if callable(found):
            return take(found(*given))
    raise ScriptFailed(f"it has no function `{function}`", 1, (), None)


def load_script(script: Path, code: bytes) -> ModuleType:
    """The script as a module that nobody else sees: neither another talk, nor the same one when it is read again."""
    module = ModuleType(f"{script.parent.name}/{script.stem}")
    module.__file__ = str(script)
    with code_of(script):
        # What a class says of its fields is looked up in the module by its name.
        sys.modules[module.__name__] = module
        try:
            exec(compile(code, str(script), "exec"), module.__dict__)
            for one in [module, *_neighbours(script.parent.resolve())]:
                _resolve_types(one)
        finally:
            del sys.modules[module.__name__]
    return module


@contextmanager
def code_of(script: Path, function: str = "", seconds: float = SECONDS) -> Iterator[None]:
    """Let the script's code run: it may import its neighbours and print. ScriptFailed for whatever goes wrong in it."""
    try:
        with _beside(script.parent.resolve()), own_output(), running(script, function, seconds), kept():
            yield
    except BaseException as problem:  # somebody's own script may fail in any way: panics and exits too
        if is_interrupt(problem):
            raise
        trail = trail_of(problem, script)
        line = next((line for path, line in reversed(trail) if path == script), 1)
        raise ScriptFailed(said_by(problem), line, trail, problem) from problem


def code_line(script: Path, number: int, name: str) -> Span:
    """A line of the script, as a message about it shows it; `name` is what messages call the script."""
    lines = script.read_text(encoding="utf-8", errors="replace").splitlines()
    line = lines[number - 1] if number <= len(lines) else ""
    column = len(line) - len(line.lstrip()) + 1
    return Span(name, number, column, max(len(line.rstrip()), column) + 1)


def _resolve_types(module: ModuleType) -> None:
    """Let its records know their fields' types themselves, for the module is forgotten."""
    for value in list(vars(module).values()):
        if isinstance(value, type) and issubclass(value, Record) and value.__module__ == module.__name__:
            own = get_type_hints(value, include_extras=True)
            value.__annotations__ = {name: own[name] for name in value.__annotations__}


def _neighbours(folder: Path) -> list[ModuleType]:
    loaded = list(sys.modules.values())
    return [module for module in loaded if os.path.dirname(getattr(module, "__file__", None) or "") == str(folder)]


def said_by(problem: BaseException) -> str:
    """What an exception says; of one of Python's own, its name first."""
    if type(problem).__module__.startswith("deck."):
        return str(problem)
    words = " ".join(str(problem).split())
    said = f"{type(problem).__name__}: {words}".removesuffix(": ")
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST]} …"


@contextmanager
def _beside(folder: Path) -> Iterator[None]:
    """Let a script import its neighbours, and forget these afterwards: another talk may have others of that name."""
    before = set(sys.modules)
    # Compiled files are matched by second and size: a number changed twice in a second would be drawn as it was.
    writing, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    sys.path.insert(0, str(folder))
    try:
        yield
    finally:
        sys.path.remove(str(folder))
        sys.dont_write_bytecode = writing
        for name in set(sys.modules) - before:
            where = getattr(sys.modules[name], "__file__", None)
            if where and Path(where).resolve().parent == folder:
                del sys.modules[name]


def trail_of(problem: BaseException, script: Path) -> tuple[tuple[Path, int], ...]:
    """Every place in the script's folder that the exception came through, as the script's own path names it."""
    places = []
    trace = problem.__traceback__
    while trace is not None:
        places.append((trace.tb_frame.f_code.co_filename, trace.tb_lineno))
        trace = trace.tb_next
    if isinstance(problem, SyntaxError) and problem.filename:
        places.append((problem.filename, problem.lineno or 1))
    # A script that calls itself for ever comes through one file a thousand times: each is looked at once.
    folder = script.parent.resolve()
    files = {file: Path(file) for file, _ in places}
    beside = {
        name: script.parent / file.name for name, file in files.items() if file == script or file.parent == folder
    }
    return tuple((beside[file], line) for file, line in places if file in beside)
