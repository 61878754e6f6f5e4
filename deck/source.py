"""YAML text -> plain data, and the Span of every key and value in it."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import Any, Final, TypeAlias

import yaml

from deck.diagnostics import Diagnostic, Report, Severity, Span, close_matches
from deck.door import Door, Refused
from deck.regex import regex
from deck.value import replace
from deck.yaml_mistakes import ODD_SPACE_HELP, cell, explained, in_quotes, odd_space, wants_quotes

Data: TypeAlias = "dict[str, Data] | list[Data] | str | None"
Steps: TypeAlias = tuple[str | int, ...]

_LARGEST_BYTES: Final = 4 * 1024 * 1024
_DEEPEST: Final = 50
# The base loader leaves every scalar the string that was typed: no `no` -> False, no `12:30` -> 750.
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def load(path: Path, report: Report, name: str | None = None, door: Door | None = None) -> Source | None:
    """Read one YAML file; `name` is how diagnostics call it."""
    name = path.name if name is None else name
    content = content_of(path, report, name, door or Door())
    return read_yaml(content, report, name) if content is not None else None


def content_of(path: Path, report: Report, name: str, door: Door) -> bytes | None:
    """What the file holds; None, and a diagnostic, where it is no file that a talk may be made of."""
    place = Span(name, 0, 0, 0)
    try:
        return door.read(path, name, _LARGEST_BYTES)
    except FileNotFoundError:
        door.is_file(path, name)
        near = [entry.name for entry in path.parent.glob("*.yaml") if entry.exists()]
        help = close_matches(path.name, near) or "check the name and the folder"
        report.error("no-such-file", f"there is no file `{name}`", help=help)
    except Refused as refused:
        help = "a talk is text: is this the file?" if refused.code == "too-large" else refused.help
        report.error(refused.code, refused.said(name), place, help)
    except ValueError as problem:  # a zero byte in a name
        report.error("unreadable-file", f"cannot read `{name}`: {problem}", place)
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
        report.add(explained(problem, lines, name))
        return None
    report.add(*found)
    if root is None or root.data is None:
        whole = Span(name, 1, 1, max(len(lines[0]), 1) + 1)
        report.error("empty-file", f"`{name}` is empty", whole, "`deck new` writes a talk to start from")
        return None
    return Source(name, root.data, lines, root)


class Source:
    """The data of one YAML file, and where each part of it stands."""

    def __init__(self, file: str, data: Data, lines: Sequence[str], root: _Node) -> None:
        self.file = file
        self.data = data
        self._lines = lines
        self._root = root

    def become(self, other: Source) -> None:
        """Be what another reading of the same file has found: whoever holds this sees the file as it is now."""
        self.__dict__.clear()
        self.__dict__.update(other.__dict__)

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *accumulate(len(line) + 1 for line in self._lines)]

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

    def item_span(self, path: Steps) -> Span:
        """An item of a list; of one that is empty its `-`."""
        event: Any = self._find(path).event
        line, column = event.start_mark.line, event.start_mark.column
        dash = self._lines[line].rfind("-", 0, column) if line < len(self._lines) else -1
        if event.__class__ is yaml.ScalarEvent and not event.style and not event.value and dash >= 0:
            return Span(self.file, line + 1, dash + 1, dash + 2)
        return self.span(path)

    def inside(self, path: Steps, offset: int) -> Span:
        """One character of a text."""
        node = self._find(path)
        scalar = node.event.__class__ is yaml.ScalarEvent
        if not scalar or not isinstance(node.data, str) or not 0 <= offset < len(node.data):
            return self._span(node)
        found = self._position(node.event, node.data, offset)
        if found is None:
            return self._span(node)
        line, column = found
        return Span(self.file, line + 1, column + 1, column + 2)

    def stretch(self, path: Steps, start: int, end: int) -> Span:
        """Several characters of a text, as far as they stand on the line of the first."""
        first, last = self.inside(path, start), self.inside(path, max(end - 1, start))
        same = last.line == first.line
        return replace(first, end=max(first.end, last.end if same else len(self._lines[first.line - 1].rstrip()) + 1))

    def words(self, path: Steps) -> str:
        """A text, as its places count its characters."""
        data = self._find(path).data
        return data if isinstance(data, str) else ""

    def name(self, path: Steps) -> str:
        """A path as people read it: `slides[atmp].quote[1]`; slides have names, the items of other lists numbers."""
        name, data = "", self.data
        for step in path:
            here = step in data if isinstance(data, dict) else isinstance(data, list) and step in range(len(data))
            data = data[step] if here else data  # type: ignore[index]
            known = isinstance(step, int) and name == "slides" and isinstance(data, dict)
            named = data.get("id") if known and isinstance(data, dict) else None
            name += f"[{named or step + 1}]" if isinstance(step, int) else f".{step}" if name else step
        return name

    def lines_of(self, path: Steps) -> Sequence[tuple[int, int, str]]:
        """Of a text that is written without quotes on several lines, each: column, offset in the text, words."""
        node = self._find(path)
        event = node.event
        if event.__class__ is not yaml.ScalarEvent or event.style in ("'", '"') or not isinstance(node.data, str):
            return ()
        found, at = [], 0
        for _, text in self._block_lines(event) if event.style else self._plain_lines(event):
            words = text.strip(" \t")
            start = node.data.find(words, at)
            if words and start >= 0:
                found.append((len(text) - len(text.lstrip(" \t")), start, words))
                at = start + len(words)
        return found

    def dash_column(self, path: Steps) -> int:
        """The column of the `-` in front of an item, counted from 0; -1 where the list is on one line."""
        start: Any = self._find(path).event.start_mark
        line: str = self._lines[start.line]
        return line.rfind("-", 0, start.column)

    def typed(self, path: Steps) -> str:
        """What stands in the file for a value, as far as its first line goes."""
        node = self._find(path)
        span = self._first_line(node.event, None if node.event.__class__ is yaml.ScalarEvent else node.end)
        line = self._lines[span.line - 1]
        return line[span.column - 1 : self._typed_end(node, line, span.end - 1)].rstrip(" ,")

    def is_alone_on_its_line(self, path: Steps) -> bool:
        """Whether nothing but a comment follows a value: it stands in no list with brackets."""
        return not any(getattr(self._find(path[:size]).event, "flow_style", False) for size in range(len(path)))

    def rest_of_line(self, span: Span) -> str:
        """What stands in the file from the beginning of a stretch to the end of its line."""
        return self._lines[span.line - 1][span.column - 1 :].rstrip()

    def _typed_end(self, node: _Node, line: str, end: int) -> int:
        """A pair inside brackets has no end of its own: it ends where its value does."""
        if not getattr(node.event, "flow_style", False) or line[node.event.start_mark.column] in "[{":
            return end
        ends = [child.event.end_mark for child in (node.children or {}).values()]
        keys = [key.end_mark for key in (node.keys or {}).values()]
        same = [mark.column for mark in (*ends, *keys) if mark.line == node.event.start_mark.line]
        last = max(same, default=end)
        return last + 1 if line[last : last + 1] == ":" else last

    def colon(self, path: Steps) -> Span:
        """The `:` behind the first name of a mapping."""
        node = self._find(path)
        keys = list((node.keys or {}).values())
        key: Any = keys[0] if keys else node.event
        line = self._lines[key.end_mark.line]
        at = max(line.find(":", key.end_mark.column), key.start_mark.column)
        return Span(self.file, key.end_mark.line + 1, at + 1, at + 2)

    def comment_behind(self, path: Steps) -> Span | None:
        """A `# …` with a single space before it: behind a text it is words more often than a comment."""
        if not self._has_comments:
            return None
        event: Any = self._find(path).event
        if event.__class__ is not yaml.ScalarEvent or event.style:
            return None
        end: Any = event.end_mark
        number, column = end.line, end.column
        rest = self._lines[number][column:]
        if not event.value or not _COMMENT.match(rest):
            return None
        return Span(self.file, number + 1, column + 2, column + 1 + len(rest.rstrip()))

    @cached_property
    def _has_comments(self) -> bool:
        return any(" # " in line or line.endswith(" #") for line in self._lines)

    @cached_property
    def text(self) -> str:
        """The whole file, with `\n` at the end of each line."""
        return "\n".join(self._lines)

    def extent(self, path: Steps) -> tuple[int, int]:
        """Where a value begins and ends, as offsets in `text`: up to its last character, without comments after it."""
        node = self._find(path)
        return self._offset(node.event.start_mark), self._end(node)

    def offset(self, span: Span) -> int:
        """Where a stretch begins, as an offset in `text`."""
        return self._offset_of(span.line - 1, span.column - 1)

    def key_offset(self, path: Steps) -> int:
        """Where the name in front of a value begins; for a list item, its `-`."""
        parent = self._find(path[:-1])
        key = parent.keys.get(path[-1]) if parent.keys is not None else None
        if key is not None:
            return self._offset(key.start_mark)
        start = self._offset(self._find(path).event.start_mark)
        return self.text.rindex("-", 0, start)

    def key_end(self, path: Steps) -> int:
        """Where the name in front of a value ends."""
        keys = self._find(path[:-1]).keys or {}
        return self._offset(keys[path[-1]].end_mark)

    def is_on_one_line(self, path: Steps) -> bool:
        """Whether a mapping or list is written with braces or brackets."""
        return bool(getattr(self._find(path).event, "flow_style", False))

    def _end(self, node: _Node) -> int:
        if node.event.__class__ is yaml.ScalarEvent:
            return self._scalar_end(node.event)
        if node.event.flow_style or not node.children:
            return self._offset(node.end or node.event.end_mark)
        return max(self._end(child) for child in node.children.values())

    def _scalar_end(self, event: Any) -> int:
        if event.style not in ("|", ">"):
            return self._offset(event.end_mark)
        rows = [number for number, _ in self._block_lines(event)]
        last = rows[-1] if rows else event.start_mark.line
        return self._offset_of(last, len(self._lines[last].rstrip()))

    def _offset(self, mark: Any) -> int:
        return self._offset_of(mark.line, mark.column)

    def _offset_of(self, line: int, column: int) -> int:
        return self._starts[line] + column if line < len(self._starts) else len(self.text)

    def _find(self, path: Steps) -> _Node:
        """The node at a path; a list of one may be written as that one thing."""
        node = self._root
        for step in path:
            child = node.child(step)
            if child is not None:
                node = child
            elif step != 0 or isinstance(node.data, list):
                return node
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
        # It ends at the start of the line that follows it, or at the end of a file without a last line break.
        end = event.end_mark
        last = min(end.line + bool(end.column), len(self._lines))
        for number in range(event.start_mark.line + 1, last):
            if self._lines[number].strip():
                yield number, self._lines[number]

    def _position(self, event: Any, value: str, offset: int) -> tuple[int, int] | None:
        match event.style:
            case "|" | ">":
                return _find_in_lines(self._block_lines(event), value, offset)
            case '"' | "'":
                return self._positionin_quotes(event, offset)
            case _:
                return _find_in_lines(self._plain_lines(event), value, offset)

    def _plain_lines(self, event: Any) -> Iterator[tuple[int, str]]:
        start, end = event.start_mark, event.end_mark
        for number in range(start.line, end.line + 1):
            text = self._lines[number][: end.column] if number == end.line else self._lines[number]
            yield number, " " * start.column + text[start.column :] if number == start.line else text

    def _positionin_quotes(self, event: Any, offset: int) -> tuple[int, int]:
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


def _find_in_lines(lines: Iterator[tuple[int, str]], value: str, offset: int) -> tuple[int, int] | None:
    """Follow the words of each source line through the value until they reach `offset`."""
    at, found = 0, None
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


_COMMENT: Final = regex(r" #(?: |$)")
_SINGLE_TOKEN: Final = regex(r"''|[ \t\n]+|[^ \t\n]", re.DOTALL)
_DOUBLE_TOKEN: Final = regex(
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


# What YAML or PowerPoint's XML cannot hold, and line breaks that only some programs see.
CONTROL: Final = regex(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff\u202d\u202e\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_CONTROL_HELP: Final = "delete it; it often comes along with text pasted from PowerPoint or a PDF"


def _has_control_characters(text: str, lines: Sequence[str], report: Report, name: str) -> bool:
    if CONTROL.search(text) is None:
        return False
    for number, line in enumerate(lines, 1):
        for found in list(CONTROL.finditer(line))[:1]:
            message = f"invisible control character U+{ord(found.group()):04X}{_named(found.group())}"
            span = Span(name, number, found.start() + 1, found.start() + 2)
            meant = _meant(line, found.start())
            help = f"write `{meant}`: it was read in another encoding than it was saved in" if meant else _CONTROL_HELP
            report.error("control-character", message, span, help)
    return True


def _meant(line: str, at: int) -> str:
    """The sign of which a control character is the second or third byte, as in â€ and U+009D for a quotation mark."""
    for start in range(max(at - 2, 0), at):
        try:
            # What Western Windows has no letter for was kept as it was.
            data = b"".join(one.encode("latin-1" if ord(one) < 0x100 else "cp1252") for one in line[start : at + 1])
            meant = data.decode("utf-8")
        except UnicodeError:
            continue
        if len(meant) == 1 and meant.isprintable():
            return meant
    return ""


def _named(sign: str) -> str:
    """What a sign that nobody sees is called, where it has a name."""
    name = unicodedata.name(sign, "zero width no-break space" if sign == "\ufeff" else "").lower()
    return f" ({name})" if name else ""


_COMMAND_OF_TEX: Final = regex(r"(?<!\\)(?:\\\\)*(\\[abefrv][a-z]+)")
"""Of TeX, where YAML reads its first letter as the name of a control character."""


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
    children: dict[str | int, _Node] | None = None

    def child(self, step: str | int) -> _Node | None:
        return self.children.get(step) if self.children else None


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
        self._has_odd_spaces = any(map(odd_space, lines))

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
                help = in_quotes(self._rest(event))
                if self._awaits_key:
                    raise _Refused(wants_quotes("*"), self._mark(event), help)
                self._report.error("yaml-syntax", wants_quotes("*"), self._mark(event), help)
                self._place(_Node(event, self._rest(event)))
            case yaml.DocumentStartEvent if self._root is not None:
                message = "a second document starts here"
                raise _Refused(message, self._mark(event), "keep one talk in one file: delete the line `---`")

    @property
    def _awaits_key(self) -> bool:
        return bool(self._open) and self._open[-1].keys is not None and self._key[-1] is None

    def _take_scalar(self, event: Any) -> None:
        if self._awaits_key:
            self._take_key(event)
            return
        value: str | None = event.value
        if not event.style:
            self._check_for_lost_words(event)
            if self._has_odd_spaces:
                self._check_spaces(event)
            value = None if value in ("", "~", "null") else value
        elif event.style == '"' and CONTROL.search(event.value):
            where = self._mark(event)
            word = _COMMAND_OF_TEX.search(self._lines[where.line - 1][where.column - 1 : where.end - 1])
            if word:
                message = (
                    f"`{word[1][:2]}` in double quotes is an invisible character, not the beginning of `{word[1]}`"
                )
                self._report.error("yaml-syntax", message, where, "use single quotes: there a backslash stays one")
            else:
                message = "this text holds an invisible control character"
                self._report.error("control-character", message, where, "delete the escape, such as `\\x07`")
            value = CONTROL.sub("", event.value)
        if self._refuse_tag_and_anchor(event):
            value = self._rest(event)
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
        if self._awaits_key:
            start = self._rest(event)[:1]
            what = wants_quotes(start) if start in ("{", "[") else "a name must be one word"
            raise _Refused(what, self._mark(event), in_quotes(self._rest(event)))
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
        data = parent.data
        children = parent.children = parent.children or {}
        if isinstance(data, list):
            children[len(data)] = node
            data.append(node.data)
        elif isinstance(data, dict):
            key = self._key[-1]
            self._key[-1] = None
            if parent.keys is not None and parent.keys[key.value] is key:
                children[key.value] = node
                data[key.value] = node.data

    def _refuse_tag_and_anchor(self, event: Any) -> bool:
        if event.anchor is None and event.tag is None:
            return False
        sign = "&" if event.anchor is not None else "!"
        message = wants_quotes(sign)
        self._report.error("yaml-syntax", message, self._mark(event), in_quotes(self._rest(event)))
        return True

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
        rest = line[event.start_mark.column :].rstrip()
        return cell(rest) if self._open and self._open[-1].event.flow_style else rest

    def _check_spaces(self, event: Any) -> None:
        """Spaces that YAML does not take for any: what they indent, or part from a dash, is one long text to it."""
        for number in range(event.start_mark.line, min(event.end_mark.line + 1, len(self._lines))):
            found = odd_space(self._lines[number])
            if found is not None:
                at, message = found
                raise _Refused(message, Span(self._name, number + 1, at + 1, at + 2), ODD_SPACE_HELP)


def _hash_words(lines: Sequence[str]) -> dict[int, int]:
    """The lines with a `#word` in them, and its column: a hashtag more often than a comment."""
    found = ((number, _HASH_WORD.search(line)) for number, line in enumerate(lines) if "#" in line)
    return {number: match.start() for number, match in found if match}


_HASH_WORD: Final = regex(r"(?<=[ \t])#\w")
