"""What did the author mean where YAML cannot be read, and how is that written?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from deck.diagnostics import NOWHERE, Diagnostic, Severity, Span
from deck.value import Value

if TYPE_CHECKING:
    import yaml


def explained(problem: yaml.MarkedYAMLError, lines: Sequence[str], name: str) -> Diagnostic:
    """A YAML syntax error in the words of somebody who writes a talk."""
    mark = problem.problem_mark or problem.context_mark
    if mark is None:
        return Diagnostic(Severity.ERROR, "yaml-syntax", str(problem.problem), NOWHERE)
    number, column = _place_in(mark, lines)
    began = _place_in(problem.context_mark, lines) if problem.context_mark is not None else None
    fault = _Fault(str(problem.problem), str(problem.context), number, column, began, lines)
    answer = (
        _tab(fault) or _quote(fault) or _needs_quotes(fault) or _colon(fault) or _indentation(fault) or _other(fault)
    )
    end = answer.end or len(lines[answer.line].rstrip())
    span = Span(name, answer.line + 1, answer.start + 1, max(end, answer.start + 1) + 1)
    return Diagnostic(Severity.ERROR, "yaml-syntax", answer.message, span, answer.help)


def wants_quotes(sign: str) -> str:
    """What is wrong with a text that begins with a sign of YAML's own."""
    return f"text that starts with {'a backtick' if sign == '`' else f'`{sign}`'} needs quotes"


def in_quotes(text: str) -> str:
    """How to write a text so that YAML leaves it alone."""
    quote = '"' if "'" in text and '"' not in text and "\\" not in text else "'"
    if len(text) > 40 or quote in text:
        return "put the whole text in " + ("double quotes" if quote == '"' else "single quotes")
    return f"write {quote}{text}{quote}"


def _place_in(mark: Any, lines: Sequence[str]) -> tuple[int, int]:
    """Line and column of a mark; at the end of a file the parser points behind the last line."""
    last = len(lines) - 1
    return (mark.line, mark.column) if mark.line <= last else (last, len(lines[last]))


class _Fault(Value, frozen=True):
    problem: str
    context: str
    number: int
    column: int
    began: tuple[int, int] | None
    lines: Sequence[str]

    @property
    def line(self) -> str:
        return self.lines[self.number]


class _Answer(NamedTuple):
    """What is wrong and what to write instead; `end` 0 stands for the end of the line."""

    message: str
    help: str
    line: int
    start: int
    end: int = 0


_VALUE: Final = re.compile(r"^\s*(?:- +)*(?:[\w.-]+:[ \t]+)?(?=\S)")
_NEEDS_QUOTES: Final = "*&!%@`[{|>"


def _tab(fault: _Fault) -> _Answer | None:
    indent = fault.line[: len(fault.line) - len(fault.line.lstrip())]
    if "\t" not in indent:
        return None
    at = indent.index("\t")
    return _Answer("this line is indented with a tab", "indent with spaces", fault.number, at, at + 1)


def _quote(fault: _Fault) -> _Answer | None:
    if "unknown escape" in fault.problem:
        # The C parser points at the backslash, the Python one behind it.
        at = fault.column if fault.line.startswith("\\", fault.column) else fault.column - 1
        help = "use single quotes, or no quotes: there a backslash stays a backslash"
        return _Answer(f"`{fault.line[at : at + 2]}` means nothing in double quotes", help, fault.number, at, at + 2)
    if "quoted scalar" in fault.context and fault.began is not None:
        if "unexpected" not in fault.problem:
            return None
        number, column = fault.began
        sign = fault.lines[number][column : column + 1]
        help = f"end the text with {sign}; inside it, write ''" if sign == "'" else f"end the text with {sign}"
        return _Answer("this quote is never closed", help, number, column)
    value = _VALUE.match(fault.line)
    start = value.end() if value else 0
    sign = fault.line[start : start + 1]
    if sign in ("'", '"') and sign and fault.column > start and "expected" in fault.problem:
        other = '"' if sign == "'" and '"' not in fault.line else "'"
        words = "double" if other == '"' else "single"
        twice = "; a single quote inside single quotes is written twice" if sign == "'" else ""
        help = f"put the whole text in {words} quotes" + twice
        return _Answer("the text goes on behind its closing quote", help, fault.number, fault.column)
    return None


def _needs_quotes(fault: _Fault) -> _Answer | None:
    value = _VALUE.match(fault.line)
    start = value.end() if value else 0
    sign = fault.line[start : start + 1]
    if (
        fault.began is not None
        and "flow" in fault.context
        and fault.lines[fault.began[0]][fault.began[1] :][:1] in ("[", "{")
    ):
        number, column = fault.began
        sign = fault.lines[number][column]
        closing = "]" if sign == "[" else "}"
        message = f"`{sign}` starts a list that does not end here as it should"
        help = f"text that starts with `{sign}` needs quotes; a list ends with `{closing}`"
        return _Answer(message, help, number, column)
    if sign and sign in _NEEDS_QUOTES and fault.column >= start:
        return _Answer(wants_quotes(sign), in_quotes(fault.line[start:].rstrip()), fault.number, start)
    if "sequence entries" in fault.problem and fault.line[:start].strip(" -"):
        help = "put it in single quotes, or begin the list on the next line"
        return _Answer(wants_quotes("-"), help, fault.number, start)
    if "cannot start any token" in fault.problem:
        sign = fault.line[fault.column : fault.column + 1]
        return _Answer(wants_quotes(sign), "put it in single quotes", fault.number, fault.column)
    return None


_NO_SPACE: Final = re.compile(r"^\s*(?:- +)*[\w.-]+(:)(?=\S)")


def _colon(fault: _Fault) -> _Answer | None:
    if "could not find expected ':'" in fault.problem:
        number = fault.began[0] if fault.began is not None else fault.number
        return _missing_colon(fault.lines, number)
    if "mapping values" not in fault.problem:
        return None
    before = fault.line[: fault.column]
    value = _VALUE.match(fault.line)
    if ": " in before and value:
        message = "this text holds a `:` followed by a space, which YAML reads as a name"
        help = in_quotes(fault.line[value.end() :].rstrip())
        return _Answer(message, help, fault.number, fault.column, fault.column + 1)
    previous = next((n for n in range(fault.number - 1, -1, -1) if fault.lines[n].strip()), fault.number)
    if not re.search(r":(\s|$)", fault.lines[previous]) and _indent(fault.lines[previous]) == _indent(fault.line):
        return _missing_colon(fault.lines, previous)
    return None


def _missing_colon(lines: Sequence[str], number: int) -> _Answer:
    line = lines[number]
    squeezed = _NO_SPACE.match(line)
    if squeezed:
        return _Answer("a space is missing behind `:`", "write `name: value`", number, *squeezed.span(1))
    return _Answer("a `:` is missing on this line", "write `name: value`", number, _indent(line))


def _indent(line: str) -> int:
    """The column of the first word, behind the dashes of a list."""
    return len(line) - len(line.lstrip(" -"))


def _indentation(fault: _Fault) -> _Answer | None:
    starts = ("mapping values", "did not find expected key", "did not find expected '-'", "sequence entries")
    if not any(start in fault.problem for start in starts):
        return None
    at = len(fault.line) - len(fault.line.lstrip())
    help = "lines that belong together start in the same column; two spaces deeper belongs to the line above"
    if fault.began is not None and fault.began[0] < fault.number:
        number, column = fault.began
        help = f"start it in column {column + 1}, as line {number + 1} does, or deeper than the line above it"
    return _Answer("this line does not line up with the lines above", help, fault.number, at)


def _other(fault: _Fault) -> _Answer:
    message = f"YAML cannot be read here: {fault.problem}"
    return _Answer(message, "put text with special signs in quotes", fault.number, fault.column, fault.column + 1)
