"""Run a function of one of the project's own scripts, and say where it failed if it did."""

from __future__ import annotations

import runpy
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


class ScriptFailed(Exception):
    """What Python says of a script of the project, and the line of the script that it was at."""

    def __init__(self, why: str, line: int) -> None:
        super().__init__(why)
        self.line = line


def run_script(script: Path, function: str, *given: Any) -> Any:
    """What the function returns; ScriptFailed for whatever goes wrong in it."""
    try:
        with _beside(script.parent.resolve()):
            found = runpy.run_path(str(script)).get(function)
            if callable(found):
                return found(*given)
    except (Exception, SystemExit) as problem:  # somebody's own script may fail in any way
        raise ScriptFailed(f"{type(problem).__name__}: {problem}", _line(problem, str(script))) from problem
    raise ScriptFailed(f"it has no function `{function}`", 1)


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


def _line(problem: BaseException, script: str) -> int:
    if isinstance(problem, SyntaxError) and problem.filename == script:
        return problem.lineno or 1
    line, trace = 1, problem.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == script:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
