"""Fill `{name}` with the values that figures/values.py computes from the talk's data."""

from __future__ import annotations

import datetime
import runpy
from collections.abc import Mapping

from deck.diagnostics import Report, Span, close_matches
from deck.markup import Run, Text
from deck.talk import Talk, map_texts, texts_in
from deck.value import replace
from deck.workspace import Workspace


def fill_values(talk: Talk, world: Workspace, report: Report) -> Talk:
    """The talk with every computed value in its place; the script runs only if a value is used."""
    if not any(run.value for text in texts_in(talk) for run in text.runs):
        return talk
    values = _values(world, report)
    if values is None:
        return talk

    def filled(text: Text) -> Text:
        if not any(run.value for run in text.runs):
            return text
        return replace(text, runs=tuple(_filled(run, values, text.span, report) for run in text.runs))

    return map_texts(talk, filled)


def shown(value: object) -> str:
    """A value as an English reader expects it."""
    match value:
        case datetime.date():
            return f"{value.day} {value:%B %Y}"
        case float():
            return f"{value:g}"
        case _:
            return str(value)


def _filled(run: Run, values: Mapping[str, object], span: Span, report: Report) -> Run:
    if not run.value:
        return run
    if run.value in values:
        return replace(run, text=shown(values[run.value]), value="")
    help = close_matches(run.value, tuple(values)) or "figures/values.py names the values there are"
    report.error("unknown-value", f"there is no value `{run.value}`", span, help)
    return replace(run, text="?", value="")


def _values(world: Workspace, report: Report) -> dict[str, object] | None:
    script = world.figures_folder / "values.py"
    name = world.relative(script)
    if not script.exists():
        report.error(
            "no-values",
            "the talk uses `{…}` values, but figures/values.py is missing",
            Span(name, 1, 1, 2),
            "write `def values(data)` there, or put \\ before the brace",
        )
        return None
    try:
        return dict(runpy.run_path(str(script))["values"](world.data_folder))
    except Exception as problem:  # the project's own script may fail in any way
        report.error("values-failed", f"{type(problem).__name__}: {problem}", _line_of(problem, str(script), name))
        return None


def _line_of(problem: BaseException, script: str, name: str) -> Span:
    trace = problem.__traceback__
    line = 1
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == script:
            line = trace.tb_lineno
        trace = trace.tb_next
    return Span(name, line, 1, 2)
