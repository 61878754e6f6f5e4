"""YAML text -> plain data, and the Span of every key and value in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeAlias

import yaml

from deck.diagnostics import NOWHERE, Diagnostic, Report, Severity, Span

Data: TypeAlias = "dict[str, Data] | list[Data] | str | None"
Steps: TypeAlias = tuple[str | int, ...]

_LARGEST_BYTES: Final = 4 * 1024 * 1024
_DEEPEST: Final = 50
# The base loader leaves every scalar the string that was typed: no `no` -> False, no `12:30` -> 750.
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def load(path: Path, report: Report, name: str | None = None) -> Source | None:
    """Read one YAML file; `name` is how diagnostics call it."""
    name = path.name if name is None else name
    place = Span(name, 0, 0, 0)
    try:
        if not path.exists():
            report.error("no-such-file", f"`{name}` does not exist", help="check the name and the folder")
        elif not path.is_file():
            report.error("unreadable-file", f"`{name}` is not a file", place)
        elif path.stat().st_size > _LARGEST_BYTES:
            report.error("unreadable-file", f"`{name}` is larger than 4 MB", place, "a talk is text: is this the file?")
        else:
            return read_yaml(path.read_bytes(), report, name)
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        report.error("unreadable-file", f"`{name}` cannot be read: {reason.lower()}", place)
    return None


def read_yaml(content: bytes, report: Report, name: str) -> Source | None:
    """The same for text that is already in memory."""
    text = _decode(content, report, name)
    if text is None:
        return None
    lines = text.split("\n")
    if _has_control_characters(text, lines, report, name):
        return None
    found = Report()
    tree = _Tree(name, lines, found)
    try:
        root = tree.grow(text)
    except _Refused as refused:
        report.add(refused.diagnostic)
        return None
    except yaml.MarkedYAMLError as problem:
        # A syntax error stands alone: what was found before it may be its consequence.
        report.add(_explain(problem, lines, name))
        return None
    report.add(*found)
    if root is None or root.data is None:
        report.error("empty-file", f"`{name}` is empty", Span(name, 1, 1, 2), "`deck new` writes a talk to start from")
        return None
    return Source(name, root.data, lines, root)


class Source:
    """The data of one YAML file, and where each part of it stands."""

    def __init__(self, file: str, data: Data, lines: Sequence[str], root: _Node) -> None:
        self.file = file
        self.data = data
        self._lines = lines
        self._root = root

    def lines(self, file: str) -> Sequence[str]:
        """The source lines, in the form `render_text` asks for them."""
        return self._lines if file == self.file else ()

    def span(self, path: Steps) -> Span:
        """The first line of a value; for a path that is not there, of what would hold it."""
        return self._span(self._find(path))

    def key_span(self, path: Steps) -> Span:
        """The name in front of a value; for a list item, the value itself."""
        parent = self._find(path[:-1])
        key = parent.keys.get(path[-1]) if path and parent.keys is not None else None
        return self._first_line(key) if key is not None else self.span(path)

    def is_flow(self, path: Steps) -> bool:
        """Whether a list or mapping is written in brackets: `{name}` and `[text]` without quotes are."""
        event = self._find(path).event
        return bool(getattr(event, "flow_style", False))

    def inside(self, path: Steps, offset: int) -> Span:
        """One character of a text."""
        node = self._find(path)
        if not isinstance(node.data, str) or not 0 <= offset < len(node.data):
            return self._span(node)
        line, column = self._position(node.event, node.data, offset)
        return Span(self.file, line + 1, column + 1, column + 2)

    def _find(self, path: Steps) -> _Node:
        node = self._root
        for step in path:
            child = node.child(step)
            if child is None:
                return node
            node = child
        return node

    def _span(self, node: _Node) -> Span:
        if node.event.__class__ is yaml.ScalarEvent and node.event.style in ("|", ">"):
            return self._first_block_line(node.event)
        return self._first_line(node.event, node.end)

    def _first_line(self, event: Any, end_mark: Any = None) -> Span:
        start, end = event.start_mark, end_mark or event.end_mark
        line = self._lines[start.line] if start.line < len(self._lines) else ""
        column = start.column
        stop = end.column if end.line == start.line else len(line.rstrip())
        return Span(self.file, start.line + 1, column + 1, max(stop, column + 1) + 1)

    def _first_block_line(self, event: Any) -> Span:
        for number, text in self._block_lines(event):
            column = len(text) - len(text.lstrip(" "))
            return Span(self.file, number + 1, column + 1, len(text.rstrip()) + 1)
        start = event.start_mark
        return Span(self.file, start.line + 1, start.column + 1, start.column + 2)

    def _block_lines(self, event: Any) -> Iterator[tuple[int, str]]:
        """The lines of a `|` or `>` text that hold words."""
        last = min(event.end_mark.line + 1, len(self._lines))
        for number in range(event.start_mark.line + 1, last):
            if self._lines[number].strip():
                yield number, self._lines[number]

    def _position(self, event: Any, value: str, offset: int) -> tuple[int, int]:
        match event.style:
            case "|" | ">":
                return _find_in_lines(self._block_lines(event), value, offset)
            case '"' | "'":
                return self._position_in_quotes(event, offset)
            case _:
                return _find_in_lines(self._plain_lines(event), value, offset)

    def _plain_lines(self, event: Any) -> Iterator[tuple[int, str]]:
        start, end = event.start_mark, event.end_mark
        for number in range(start.line, end.line + 1):
            text = self._lines[number][: end.column] if number == end.line else self._lines[number]
            yield number, " " * start.column + text[start.column :] if number == start.line else text

    def _position_in_quotes(self, event: Any, offset: int) -> tuple[int, int]:
        start, end = event.start_mark, event.end_mark
        rows = list(self._lines[start.line : end.line + 1])
        rows[-1] = rows[-1][: end.column - 1]
        rows[0] = " " * (start.column + 1) + rows[0][start.column + 1 :]
        starts = [0]
        for text in rows[:-1]:
            starts.append(starts[-1] + len(text) + 1)
        at = _raw_index("\n".join(rows), start.column + 1, offset, doubled=event.style == "'")
        row = bisect_right(starts, at) - 1
        return start.line + row, at - starts[row]


def _find_in_lines(lines: Iterator[tuple[int, str]], value: str, offset: int) -> tuple[int, int]:
    """Follow the words of each source line through the value until they reach `offset`."""
    at, found = 0, (0, 0)
    for number, text in lines:
        words = text.strip(" \t")
        start = value.find(words, at)
        if start < 0:
            continue
        if start > offset and at:
            break
        column = len(text) - len(text.lstrip(" \t"))
        found = number, column + min(max(offset - start, 0), len(words))
        at = start + len(words)
        if offset < at:
            break
    return found


_SINGLE_TOKEN: Final = re.compile(r"''|[ \t\n]+|[^ \t\n]", re.DOTALL)
_DOUBLE_TOKEN: Final = re.compile(
    r"\\x[0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\U[0-9a-fA-F]{8}|\\\n[ \t]*|\\.|[ \t\n]+|[^ \t\n]", re.DOTALL
)


def _raw_index(raw: str, start: int, offset: int, doubled: bool) -> int:
    """Where in the quoted source text the value's character number `offset` was typed."""
    pattern = _SINGLE_TOKEN if doubled else _DOUBLE_TOKEN
    count = 0
    for token in pattern.finditer(raw, start):
        text = token.group()
        if text.startswith("\\\n"):
            continue
        breaks = text.count("\n")
        length = max(1, breaks - 1) if breaks else (len(text) if text[0] in " \t" else 1)
        if offset < count + length:
            return token.start() + (0 if breaks or length == 1 else offset - count)
        count += length
    return len(raw)


def _decode(content: bytes, report: Report, name: str) -> str | None:
    content = content.removeprefix(b"\xef\xbb\xbf")
    try:
        return content.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as problem:
        before = content[: problem.start].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        line = before.count(b"\n") + 1
        column = len(before.rpartition(b"\n")[2].decode("utf-8")) + 1
        help = "save the file as UTF-8 in your editor"
        report.error("unreadable-file", f"`{name}` is not UTF-8 text", Span(name, line, column, column + 1), help)
        return None


# What YAML and PowerPoint's XML can hold, less the line breaks that only some programs see.
_CONTROL: Final = re.compile("[^\t\n -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_CONTROL_HELP: Final = "delete it; it often comes along with text pasted from PowerPoint or a PDF"


def _has_control_characters(text: str, lines: Sequence[str], report: Report, name: str) -> bool:
    if _CONTROL.search(text) is None:
        return False
    for number, line in enumerate(lines, 1):
        for found in list(_CONTROL.finditer(line))[:1]:
            message = f"invisible control character U+{ord(found.group()):04X}"
            span = Span(name, number, found.start() + 1, found.start() + 2)
            report.error("control-character", message, span, _CONTROL_HELP)
    return True


class _Refused(Exception):
    def __init__(self, message: str, span: Span, help: str) -> None:
        super().__init__(message)
        self.diagnostic = Diagnostic(Severity.ERROR, "yaml-syntax", message, span, help)


@dataclass(slots=True)
class _Node:
    """One value, the parser event that began it, and what it holds."""

    event: Any
    data: Data
    end: Any = None
    keys: dict[str | int, Any] | None = None
    children: dict[str | int, _Node] = field(default_factory=dict)

    def child(self, step: str | int) -> _Node | None:
        return self.children.get(step)


class _Tree:
    """Builds data and nodes from parser events, in one pass and without recursion."""

    def __init__(self, name: str, lines: Sequence[str], report: Report) -> None:
        self._name = name
        self._lines = lines
        self._report = report
        self._root: _Node | None = None
        self._open: list[_Node] = []
        self._key: list[Any] = []
        self._hashes = _hash_words(lines)

    def grow(self, text: str) -> _Node | None:
        loader = _Loader(text)
        try:
            while loader.check_event():
                self._take(loader.get_event())
        finally:
            loader.dispose()
        return self._root

    def _take(self, event: Any) -> None:
        match event.__class__:
            case yaml.ScalarEvent:
                self._take_scalar(event)
            case yaml.MappingStartEvent:
                self._begin(_Node(event, {}, keys={}))
            case yaml.SequenceStartEvent:
                self._begin(_Node(event, []))
            case yaml.MappingEndEvent | yaml.SequenceEndEvent:
                self._open.pop().end = event.end_mark
                self._key.pop()
            case yaml.AliasEvent:
                message = "text that starts with `*` needs quotes"
                self._report.error("yaml-syntax", message, self._mark(event), _in_quotes(self._rest(event)))
                self._place(_Node(event, self._rest(event)))
            case yaml.DocumentStartEvent if self._root is not None:
                message = "a second document starts here"
                raise _Refused(message, self._mark(event), "keep one talk in one file: delete the line `---`")

    def _take_scalar(self, event: Any) -> None:
        if self._open and self._open[-1].keys is not None and self._key[-1] is None:
            self._take_key(event)
            return
        value: str | None = event.value
        if not event.style:
            self._check_for_lost_words(event)
            value = None if value in ("", "~", "null") else value
        elif event.style == '"' and _CONTROL.search(event.value):
            message = "this text holds an invisible control character"
            self._report.error("control-character", message, self._mark(event), "delete the escape, such as `\\x07`")
            value = _CONTROL.sub("", event.value)
        self._refuse_tag_and_anchor(event)
        self._place(_Node(event, value))

    def _take_key(self, event: Any) -> None:
        self._refuse_tag_and_anchor(event)
        keys = self._open[-1].keys
        first = keys.get(event.value) if keys is not None else None
        self._key[-1] = event
        if keys is not None and first is None:
            keys[event.value] = event
        elif first is not None:
            where = f"`{event.value}` is first written at {self._name}:{first.start_mark.line + 1}"
            message = f"`{event.value}` is written twice"
            help = "delete one of the two, or start a new list item with `-`"
            span = self._mark(event)
            self._report.add(Diagnostic(Severity.ERROR, "duplicate-key", message, span, help, notes=(where,)))

    def _begin(self, node: _Node) -> None:
        event = node.event
        self._refuse_tag_and_anchor(event)
        if self._open and self._open[-1].keys is not None and self._key[-1] is None:
            start = self._rest(event)[:1]
            what = _wants_quotes(start) if start in ("{", "[") else "a name must be one word"
            raise _Refused(what, self._mark(event), _in_quotes(self._rest(event)))
        if len(self._open) >= _DEEPEST:
            message = f"lists are nested more than {_DEEPEST} deep"
            raise _Refused(message, self._mark(event), "text that starts with `[`, `{` or `-` needs quotes")
        self._place(node)
        self._open.append(node)
        self._key.append(None)

    def _place(self, node: _Node) -> None:
        if not self._open:
            self._root = node
            return
        parent = self._open[-1]
        if isinstance(parent.data, list):
            parent.children[len(parent.data)] = node
            parent.data.append(node.data)
        elif isinstance(parent.data, dict):
            key = self._key[-1]
            self._key[-1] = None
            if parent.keys is not None and parent.keys[key.value] is key:
                parent.children[key.value] = node
                parent.data[key.value] = node.data

    def _refuse_tag_and_anchor(self, event: Any) -> None:
        if event.anchor is None and event.tag is None:
            return
        sign = "&" if event.anchor is not None else "!"
        message = _wants_quotes(sign)
        self._report.error("yaml-syntax", message, self._mark(event), _in_quotes(self._rest(event)))

    def _check_for_lost_words(self, event: Any) -> None:
        end = event.end_mark
        at = self._hashes.get(end.line, -1) if self._hashes else -1
        if at < end.column or self._lines[end.line][end.column : at].strip():
            return
        word = self._lines[end.line][at:].split()[0]
        span = Span(self._name, end.line + 1, at + 1, at + 1 + len(word))
        help = "put the whole text in quotes; for a comment, write a space behind `#`"
        self._report.error("lost-words", f"`{word}` would be lost: ` #` starts a comment", span, help)

    def _mark(self, event: Any) -> Span:
        start, end = event.start_mark, event.end_mark
        stop = end.column if end.line == start.line else len(self._lines[start.line].rstrip())
        return Span(self._name, start.line + 1, start.column + 1, max(stop, start.column + 1) + 1)

    def _rest(self, event: Any) -> str:
        line: str = self._lines[event.start_mark.line]
        return line[event.start_mark.column :].rstrip()


def _hash_words(lines: Sequence[str]) -> dict[int, int]:
    """The lines with a `#word` in them, and its column: a hashtag more often than a comment."""
    found = ((number, _HASH_WORD.search(line)) for number, line in enumerate(lines) if "#" in line)
    return {number: match.start() for number, match in found if match}


_HASH_WORD: Final = re.compile(r"(?<=[ \t])#\w")
_VALUE: Final = re.compile(r"^\s*(?:- +)*(?:[\w.-]+:[ \t]+)?(?=\S)")
_NEEDS_QUOTES: Final = "*&!%@`[{|>"


def _wants_quotes(sign: str) -> str:
    return f"text that starts with {'a backtick' if sign == '`' else f'`{sign}`'} needs quotes"


def _in_quotes(text: str) -> str:
    quote = '"' if "'" in text and '"' not in text and "\\" not in text else "'"
    if len(text) > 40 or quote in text:
        return "put the whole text in " + ("double quotes" if quote == '"' else "single quotes")
    return f"write {quote}{text}{quote}"


def _explain(problem: yaml.MarkedYAMLError, lines: Sequence[str], name: str) -> Diagnostic:
    """A YAML syntax error in the words of somebody who writes a talk."""
    mark = problem.problem_mark or problem.context_mark
    if mark is None:
        return Diagnostic(Severity.ERROR, "yaml-syntax", str(problem.problem), NOWHERE)
    number, column = _place_in(mark, lines)
    began = _place_in(problem.context_mark, lines) if problem.context_mark is not None else None
    fault = _Fault(str(problem.problem), str(problem.context), number, column, began, lines)
    message, help, at_line, at_column = (
        _tab(fault) or _quote(fault) or _needs_quotes(fault) or _colon(fault) or _indentation(fault) or _other(fault)
    )
    span = Span(name, at_line + 1, at_column + 1, at_column + 2)
    return Diagnostic(Severity.ERROR, "yaml-syntax", message, span, help)


def _place_in(mark: Any, lines: Sequence[str]) -> tuple[int, int]:
    """Line and column of a mark; at the end of a file the parser points behind the last line."""
    last = len(lines) - 1
    return (mark.line, mark.column) if mark.line <= last else (last, len(lines[last]))


@dataclass(frozen=True, slots=True)
class _Fault:
    problem: str
    context: str
    number: int
    column: int
    began: tuple[int, int] | None
    lines: Sequence[str]

    @property
    def line(self) -> str:
        return self.lines[self.number]


_Explanation: TypeAlias = tuple[str, str, int, int]


def _tab(fault: _Fault) -> _Explanation | None:
    indent = fault.line[: len(fault.line) - len(fault.line.lstrip())]
    if "\t" not in indent:
        return None
    return "this line is indented with a tab", "indent with spaces", fault.number, indent.index("\t")


def _quote(fault: _Fault) -> _Explanation | None:
    if "unknown escape" in fault.problem:
        # The C parser points at the backslash, the Python one behind it.
        at = fault.column if fault.line.startswith("\\", fault.column) else fault.column - 1
        help = "use single quotes, or no quotes: there a backslash stays a backslash"
        return f"`{fault.line[at : at + 2]}` means nothing in double quotes", help, fault.number, at
    if "quoted scalar" in fault.context and fault.began is not None:
        if "unexpected" not in fault.problem:
            return None
        number, column = fault.began
        sign = fault.lines[number][column : column + 1]
        help = f"end the text with {sign}; inside it, write ''" if sign == "'" else f"end the text with {sign}"
        return "this quote is never closed", help, number, column
    value = _VALUE.match(fault.line)
    start = value.end() if value else 0
    sign = fault.line[start : start + 1]
    if sign in ("'", '"') and sign and fault.column > start and "expected" in fault.problem:
        other = '"' if sign == "'" and '"' not in fault.line else "'"
        words = "double" if other == '"' else "single"
        twice = "; a single quote inside single quotes is written twice" if sign == "'" else ""
        help = f"put the whole text in {words} quotes" + twice
        return "the text goes on behind its closing quote", help, fault.number, fault.column
    return None


def _needs_quotes(fault: _Fault) -> _Explanation | None:
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
        return message, help, number, column
    if sign and sign in _NEEDS_QUOTES and fault.column >= start:
        message = _wants_quotes(sign)
        return message, _in_quotes(fault.line[start:].rstrip()), fault.number, start
    if "sequence entries" in fault.problem and fault.line[:start].strip(" -"):
        return _wants_quotes("-"), "put it in single quotes, or begin the list on the next line", fault.number, start
    if "cannot start any token" in fault.problem:
        sign = fault.line[fault.column : fault.column + 1]
        return _wants_quotes(sign), "put it in single quotes", fault.number, fault.column
    return None


_NO_SPACE: Final = re.compile(r"^\s*(?:- +)*[\w.-]+(:)(?=\S)")


def _colon(fault: _Fault) -> _Explanation | None:
    if "could not find expected ':'" in fault.problem:
        number = fault.began[0] if fault.began is not None else fault.number
        return _missing_colon(fault.lines, number)
    if "mapping values" not in fault.problem:
        return None
    before = fault.line[: fault.column]
    value = _VALUE.match(fault.line)
    if ": " in before and value:
        message = "this text holds a `:` followed by a space, which YAML reads as a name"
        return message, _in_quotes(fault.line[value.end() :].rstrip()), fault.number, fault.column
    previous = next((n for n in range(fault.number - 1, -1, -1) if fault.lines[n].strip()), fault.number)
    if not re.search(r":(\s|$)", fault.lines[previous]) and _indent(fault.lines[previous]) == _indent(fault.line):
        return _missing_colon(fault.lines, previous)
    return None


def _missing_colon(lines: Sequence[str], number: int) -> _Explanation:
    line = lines[number]
    squeezed = _NO_SPACE.match(line)
    if squeezed:
        return "a space is missing behind `:`", "write `name: value`", number, squeezed.start(1)
    return "a `:` is missing on this line", "write `name: value`", number, _indent(line)


def _indent(line: str) -> int:
    """The column of the first word, behind the dashes of a list."""
    return len(line) - len(line.lstrip(" -"))


def _indentation(fault: _Fault) -> _Explanation | None:
    starts = ("mapping values", "did not find expected key", "did not find expected '-'", "sequence entries")
    if not any(start in fault.problem for start in starts):
        return None
    at = len(fault.line) - len(fault.line.lstrip())
    help = "lines that belong together start in the same column; two spaces deeper belongs to the line above"
    if fault.began is not None and fault.began[0] < fault.number:
        number, column = fault.began
        help = f"start it in column {column + 1}, as line {number + 1} does, or deeper than the line above it"
    return "this line does not line up with the lines above", help, fault.number, at


def _other(fault: _Fault) -> _Explanation:
    return (
        f"YAML cannot be read here: {fault.problem}",
        "put text with special signs in quotes",
        fault.number,
        fault.column,
    )
