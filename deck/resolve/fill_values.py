"""Fill `{name}` with the values that figures/values.py computes from the talk's data, as the language writes them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path

from deck import language
from deck.diagnostics import Report, Span, close_matches
from deck.markup import Run, Text
from deck.material import control_character, on_one_line
from deck.resolve.run_script import ScriptFailed, run_script
from deck.talk import Talk, map_texts, texts_in
from deck.value import Value, replace
from deck.workspace import Workspace


def fill_values(talk: Talk, world: Workspace, report: Report) -> Talk:
    """The talk with every computed value in its place; the script runs only if a value is used."""
    using = next((text.place_of(run).span for text in texts_in(talk) for run in text.runs if run.value), None)
    if using is None:
        return talk
    values = _values(world, using, report)
    if values is None:
        return talk

    writer = _Writer(talk.meta.language, talk.words.get("values", {}))

    def filled(text: Text) -> Text:
        if not any(run.value for run in text.runs):
            return text
        return replace(text, runs=tuple(_filled(run, values, text, writer, report) for run in text.runs))

    return map_texts(talk, filled)


class _Writer(Value, frozen=True):
    """Writes values as the reader's language does; `words` are the translations of what the script says."""

    language: str
    words: Mapping[str, str]

    def shown(self, value: object) -> str:
        """A number, a day, a month as `(year, month)`, a list of values, a text, or a text with `{fields}`.

        A text with fields is a mapping: its `text`, and what stands in its braces.
        """
        match value:
            case datetime.date():
                return language.day(value, self.language)
            case bool():
                return str(value)
            case int() | float():
                return language.number(value, self.language)
            case tuple((int(year), int(month))):
                return language.month(datetime.date(year, month, 1), self.language)
            case {"text": str(words), **fields}:
                written = {str(name): self.shown(field) for name, field in fields.items()}
                return self.words.get(words, words).format_map(written)
            case list() | tuple():
                return language.listed([self.shown(part) for part in value], self.language)
            case _:
                return self.words.get(str(value), str(value))

    def counted(self, value: object, forms: Mapping[str, str]) -> str:
        """The form that goes with the number, with the number in place of `#`."""
        category = language.plural(value, self.language) if isinstance(value, int | float) else "other"
        return forms.get(category, forms["other"]).replace("#", self.shown(value))


def _filled(run: Run, values: Mapping[str, object], text: Text, writer: _Writer, report: Report) -> Run:
    if not run.value:
        return run
    span = text.place_of(run).span
    if run.value in values:
        value = values[run.value]
        words = on_one_line(writer.counted(value, dict(run.forms)) if run.forms else writer.shown(value))
        if control_character(words):
            what = f"the value `{run.value}` holds an invisible control character"
            report.error("control-character", what, span, "correct figures/values.py, or the data that it reads")
            words = "?"
        return replace(run, text=words, value="", forms=(), dated=isinstance(value, datetime.date))
    help = close_matches(run.value, tuple(map(str, values))) or "figures/values.py names the values there are"
    report.error("unknown-value", f"there is no value `{run.value}`", span, help)
    return replace(run, text="?", value="", forms=())


def _values(world: Workspace, using: Span, report: Report) -> dict[str, object] | None:
    script = world.figures_folder / "values.py"
    name = world.relative(script)
    if not script.exists():
        report.error(
            "no-values",
            f"there is no `{name}` to compute values in braces",
            using,
            "write `def values(data)` there, or put \\ before the brace",
        )
        return None
    try:
        values = run_script(script, "values", world.data_folder)
    except ScriptFailed as problem:
        report.error("values-failed", f"`{name}` failed: {problem}", _code_line(script, problem.line, name), _LOOK)
        return None
    if isinstance(values, dict):
        return values
    report.error("values-failed", f"`{name}` computes no names with values", Span(name, 0, 0, 0), _RETURN)
    return None


_LOOK = "correct the script here; often a data file, or a column in it, has another name now"
_RETURN = 'let `values(data)` return them, as in {"trials": 12}'


def _code_line(script: Path, number: int, name: str) -> Span:
    lines = script.read_text(encoding="utf-8", errors="replace").splitlines()
    line = lines[number - 1] if number <= len(lines) else ""
    column = len(line) - len(line.lstrip()) + 1
    return Span(name, number, column, max(len(line.rstrip()), column) + 1)
