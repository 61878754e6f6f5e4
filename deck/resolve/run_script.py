"""Run one function of one of the project's scripts, and say where it failed if it did."""

from __future__ import annotations

import runpy
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from deck.printing import own_output

_LONGEST = 300
"""Characters of what an exception says: some print whole tables."""


class ScriptFailed(Exception):
    """What Python says of a script of the project, the line of the script that it was at, and the way from there.

    `trail` has the file and line of each call in the script's folder, the innermost last; `raised` is what was.
    """

    def __init__(self, why: str, line: int, trail: tuple[tuple[Path, int], ...], raised: BaseException | None) -> None:
        super().__init__(why)
        self.line, self.trail, self.raised = line, trail, raised


def run_script(script: Path, function: str, *given: Any) -> Any:
    """What the function returns; ScriptFailed for whatever goes wrong in it."""
    try:
        with _beside(script.parent.resolve()), own_output():
            found = runpy.run_path(str(script)).get(function)
            if callable(found):
                return found(*given)
    except (Exception, SystemExit) as problem:  # somebody's own script may fail in any way
        trail = trail_of(problem, script)
        line = next((line for path, line in reversed(trail) if path == script), 1)
        raise ScriptFailed(said_by(problem), line, trail, problem) from problem
    raise ScriptFailed(f"it has no function `{function}`", 1, (), None)


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
    return tuple((script.parent / Path(file).name, line) for file, line in places if _is_beside(Path(file), script))


def _is_beside(file: Path, script: Path) -> bool:
    return file == script or file.parent == script.parent.resolve()
