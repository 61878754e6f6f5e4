"""What is wrong with the talk, where, what to do next, and how that is printed."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from typing import Any, ClassVar, Final, TypeVar

from deck.value import Value, replace


class Span(Value, frozen=True):
    """A stretch of one source line: 1-based line and column, and the column behind its last character."""

    file: str
    line: int
    column: int
    end: int

    NOWHERE: ClassVar[Span]


NOWHERE: Final = Span("", 0, 0, 0)
Span.NOWHERE = NOWHERE


class Severity(Enum):
    """How much a diagnostic matters: only an error makes a build fail."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Diagnostic(Value, frozen=True):
    """One mistake: `message` says what, `help` says what to do, `label` stands behind the caret."""

    severity: Severity
    code: str
    message: str
    span: Span = NOWHERE
    help: str = ""
    label: str = ""
    notes: tuple[str, ...] = ()


class Ignored(Value, frozen=True):
    """Why a diagnostic does not apply, and where the talk says so."""

    reason: str
    span: Span


Found = tuple[Diagnostic, ...]
"""What a stage has found wrong; it returns them beside its value, and looks at nobody else's."""
Outcome = TypeVar("Outcome")


class Report:
    """Collects diagnostics, so that one run shows every mistake: of a stage by itself, in the pipeline of all."""

    def __init__(self, *diagnostics: Diagnostic) -> None:
        self._found: dict[Diagnostic, None] = dict.fromkeys(diagnostics)
        self.ignored: dict[Diagnostic, Ignored] = {}
        """What was found, and does not apply here, as the talk says."""
        self.tolerated: dict[Diagnostic, Ignored] = {}
        """What was found, and is no more than a note here, as the talk says."""

    def add(self, *diagnostics: Diagnostic) -> None:
        self._found.update(dict.fromkeys(diagnostics))

    def ignore(self, ignored: Mapping[Diagnostic, Ignored]) -> None:
        """Take these away, and keep them with what the talk says of them."""
        self._found = {one: None for one in self._found if one not in ignored}
        self.ignored.update(ignored)

    def tolerate(self, lowered: Mapping[Diagnostic, Ignored]) -> None:
        """Let these be notes, with what the talk says of them."""
        notes = {
            one: replace(one, severity=Severity.NOTE, notes=(*one.notes, f"a note here: {why.reason}"))
            for one, why in lowered.items()
        }
        self.replace(notes)
        self.tolerated.update({notes[one]: why for one, why in lowered.items()})

    def replace(self, changed: Mapping[Diagnostic, Diagnostic]) -> None:
        """Put others in the place of these."""
        self._found = {changed.get(one, one): None for one in self._found}

    def take(self, outcome: tuple[Outcome, Found]) -> Outcome:
        """The value of a stage, whose diagnostics are added."""
        value, found = outcome
        self.add(*found)
        return value

    @property
    def found(self) -> Found:
        """Every diagnostic once, in the order in which they were found."""
        return tuple(self._found)

    def error(self, code: str, message: str, span: Span = NOWHERE, help: str = "", label: str = "") -> None:
        self.add(Diagnostic(Severity.ERROR, code, message, span, help, label))

    def warning(self, code: str, message: str, span: Span = NOWHERE, help: str = "", label: str = "") -> None:
        self.add(Diagnostic(Severity.WARNING, code, message, span, help, label))

    def note(self, code: str, message: str, span: Span = NOWHERE, help: str = "", label: str = "") -> None:
        self.add(Diagnostic(Severity.NOTE, code, message, span, help, label))

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Every diagnostic once, in the order of the files; those without a place come last."""
        return tuple(sorted(self._found, key=_place))

    @property
    def has_errors(self) -> bool:
        return any(diagnostic.severity is Severity.ERROR for diagnostic in self._found)

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self.diagnostics)

    def __len__(self) -> int:
        return len(self._found)


def _place(diagnostic: Diagnostic) -> tuple[bool, str, int, int]:
    span = diagnostic.span
    return not span.file, span.file, span.line, span.column


def close_matches(word: str, known: Iterable[str]) -> str:
    """A help line with the known name that looks most like `word`, or nothing."""
    # Imported here because most runs have no mistake, and difflib costs start-up time.
    from difflib import get_close_matches

    word, by_folded = word.casefold(), {name.casefold(): name for name in known}
    found = [one for one in get_close_matches(word, by_folded) if one[:1] == word[:1] or _is_like(word, one)]
    return f"did you mean `{by_folded[found[0]]}`?" if found else ""


def _is_like(one: str, other: str) -> bool:
    """Whether words of unlike beginnings are one and the same mistyped; an orange is no danger."""
    from difflib import SequenceMatcher

    return SequenceMatcher(None, one, other).ratio() >= _ALIKE


_ALIKE = 0.75


def render_json(report: Report, escaped: bool = False) -> str:
    """The report for editors and scripts: a list of objects, one per diagnostic; `escaped`, in ASCII alone."""
    return json.dumps([_as_object(diagnostic) for diagnostic in report], ensure_ascii=escaped, indent=2)


def _as_object(diagnostic: Diagnostic) -> dict[str, object]:
    span = diagnostic.span
    return {
        "severity": diagnostic.severity.value,
        "code": diagnostic.code,
        "message": diagnostic.message,
        "file": span.file,
        "line": span.line,
        "column": span.column,
        "end": span.end,
        "help": diagnostic.help,
        "notes": list(diagnostic.notes),
    }


def without_places(found: Iterable[Diagnostic]) -> list[dict[str, Any]]:
    """Diagnostics as a build keeps them for the next one, where they may stand at other lines."""
    return [
        {"severity": one.severity.value, "code": one.code, "message": one.message, "help": one.help} for one in found
    ]


def at_place(kept: Iterable[dict[str, Any]], span: Span) -> tuple[Diagnostic, ...]:
    """What a build kept; ValueError, TypeError or KeyError where somebody else did."""
    return tuple(Diagnostic(**{**said, "severity": Severity(said["severity"]), "span": span}) for said in kept)


def render_text(diagnostic: Diagnostic, lines: Callable[[str], Sequence[str]], color: bool) -> str:
    """The picture a person reads: what, where, the source line with a caret, and what to do next."""
    paint = _paint if color else _leave_plain
    severity, span = diagnostic.severity, diagnostic.span
    gutter = " " * len(str(span.line)) if span.file else ""
    tone = _TONES[severity]
    picture = [paint(f"{severity.value}[{diagnostic.code}]", tone) + paint(f": {_visible(diagnostic.message)}", _BOLD)]
    if span.file:
        where = f"{span.file}:{span.line}:{span.column}" if span.line else span.file
        picture.append(f"{gutter}{paint('-->', _QUIET)} {_visible(where)}")
        picture += _source_picture(diagnostic, lines(span.file), gutter, paint)
    extras = [("note", note) for note in diagnostic.notes] + ([("help", diagnostic.help)] if diagnostic.help else [])
    picture += [f"{gutter} {paint('=', _QUIET)} {paint(name, _BOLD)}: {_visible(text)}" for name, text in extras]
    return "\n".join(picture)


_WIDTH = 110
_ELLIPSIS = "…"
_LONG_WORD = 100
"""Characters of a word without end that are shown."""
_BOLD, _QUIET = "1", "1;34"
_TONES = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.NOTE: "1;36"}
_Paint = Callable[[str, str], str]


def _paint(text: str, tone: str) -> str:
    return f"\x1b[{tone}m{text}\x1b[0m"


def _leave_plain(text: str, tone: str) -> str:
    return text


def _source_picture(diagnostic: Diagnostic, lines: Sequence[str], gutter: str, paint: _Paint) -> list[str]:
    span = diagnostic.span
    if not 1 <= span.line <= len(lines):
        return []
    cells = [_cell(character) for character in lines[span.line - 1]]
    first = min(max(span.column - 1, 0), len(cells))
    last = min(max(span.end - 1, first), len(cells))
    room = _WIDTH - len(gutter) - 3
    start, stop = _window(cells, first, last, room)
    shown = (_ELLIPSIS if start else "") + "".join(text for text, _ in cells[start:stop])
    shown += _ELLIPSIS if stop < len(cells) else ""
    indent = (1 if start else 0) + _width(cells[start:first])
    carets = max(1, _width(cells[first : min(last, stop)]))
    label = _visible(diagnostic.label)
    # The label matters more than the length of the underline.
    carets = max(1, min(carets, room - indent - len(label) - 1)) if label else carets
    bar = paint("|", _QUIET)
    mark = paint("^" * carets + (f" {label}" if label else ""), _TONES[diagnostic.severity])
    return [
        f"{gutter} {bar}",
        f"{paint(str(span.line), _QUIET)} {bar} {shown}".rstrip(),
        f"{gutter} {bar} {' ' * indent}{mark}",
    ]


def _window(cells: Sequence[tuple[str, int]], first: int, last: int, room: int) -> tuple[int, int]:
    """The part of a long line that is shown: the marked place, and what stands before it."""
    if _width(cells) <= room:
        return 0, len(cells)
    room -= 2 * len(_ELLIPSIS)
    start, before = first, 0
    while start and before + cells[start - 1][1] <= room // 3:
        start -= 1
        before += cells[start][1]
    stop, used = start, 0
    while stop < len(cells) and used + cells[stop][1] <= room:
        used += cells[stop][1]
        stop += 1
    while start and used + cells[start - 1][1] <= room:
        start -= 1
        used += cells[start][1]
    return start, stop


def _width(cells: Sequence[tuple[str, int]]) -> int:
    return sum(width for _, width in cells)


def _cell(character: str) -> tuple[str, int]:
    """What a terminal shows for one character, and how many columns that takes."""
    if character == "\t":
        return "    ", 4
    if " " <= character <= "~":
        return character, 1
    category = unicodedata.category(character)
    if category in ("Cc", "Cs", "Zl", "Zp") or character in _REORDERING:
        return "\N{REPLACEMENT CHARACTER}", 1
    if category in ("Mn", "Me", "Cf"):
        return character, 0
    return character, 2 if unicodedata.east_asian_width(character) in "WF" else 1


# Text in an error message must not be able to reorder the message.
_REORDERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def _visible(text: str) -> str:
    if len(text) > 2 * _LONG_WORD:
        text = re.sub(
            rf"\S{{{2 * _LONG_WORD},}}",
            lambda word: f"{word[0][:_LONG_WORD]}{_ELLIPSIS}{word[0][-1] if word[0][0] == word[0][-1] else ''}",
            text,
        )
    return text if text.isprintable() else "".join(_cell(character)[0] for character in text.replace("\n", " "))
