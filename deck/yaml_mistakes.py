"""What did the author mean where YAML cannot be read, and how is that written?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from deck.diagnostics import NOWHERE, Diagnostic, Severity, Span
from deck.regex import regex
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
        _unmerged(fault)
        or _tab(fault)
        or _odd_space(fault)
        or _left_open(fault)
        or _quote(fault)
        or _comment(fault)
        or _spoken(fault)
        or _needs_quotes(fault)
        or _colon(fault)
        or _indentation(fault)
        or _other(fault)
    )
    end = answer.end or len(lines[answer.line].rstrip())
    span = Span(name, answer.line + 1, answer.start + 1, max(end, answer.start + 1) + 1)
    return Diagnostic(Severity.ERROR, "yaml-syntax", answer.message, span, answer.help)


def wants_quotes(sign: str) -> str:
    """What is wrong with a text that begins with a sign of YAML's own."""
    return f"text that starts with {'a backtick' if sign == '`' else f'`{sign}`'} needs quotes"


LONGEST_SHOWN: Final = 100
"""Characters of a text that is shown in the quotes that it needs."""


def in_quotes(text: str) -> str:
    """How to write a text so that YAML leaves it alone."""
    if len(text) <= LONGEST_SHOWN:
        return f"write {quoted(text)}"
    quote = _quote_for(text)
    doubled = "; a single quote inside them is written twice" if quote == "'" and "'" in text else ""
    return f"put the whole text in {_CALLED[quote]} quotes{doubled}"


def quoted(text: str) -> str:
    quote = _quote_for(text)
    inside = text.replace("'", "''") if quote == "'" else text
    return f"{quote}{inside}{quote}"


def _quote_for(text: str) -> str:
    return '"' if "'" in text and '"' not in text and "\\" not in text else "'"


_CALLED: Final = {'"': "double", "'": "single"}


def cell(text: str) -> str:
    """The first entry of what stands behind a bracket or a comma."""
    found = _CELL.match(text, len(text) - len(text.lstrip()))
    return text[: found.end()].rstrip() if found else text


# Markup in brackets of its own is a part of the text that it stands in: [words]{.red}, [words](address), [@key], [^1].
_MARKED: Final = r"\[[^\[\]]*\](?:\{\.[^}]*\}|\([^)\s]*\))|\[[@^][^\[\]]*\]"
_CELL: Final = regex(rf"""(?:"[^"]*"?|'[^']*'?)?(?:{_MARKED}|[^,\]}}])*""")


def without_quotes(text: str) -> str:
    """The text inside quotes that were meant to hold all of it, though their sign stands inside again: 'it's late'.

    Words in quotes at its beginning, as in "Yes" is an answer, are a part of the text.
    """
    sign, inside = text[:1], text[1:-1]
    again = inside.find(sign)
    if sign not in ("'", '"') or not text.endswith(sign) or again <= 0:
        return text
    closes = not inside[again - 1].isspace() and not inside[again + 1 : again + 2].isalnum()
    return text if closes else inside


def entries(line: str) -> int:
    """How many entries the list between brackets has that begins on the line."""
    count, at = 0, line.find("[") + 1
    while 0 < at < len(line):
        text = cell(line[at:])
        count += bool(text.strip())
        at += len(line[at:]) if not text else len(text)
        at = line.find(",", at) + 1 if line[at:].lstrip().startswith(",") else 0
    return count


def odd_space(line: str) -> tuple[int, str] | None:
    """Where a line is indented, or parted from its `-` or name, with a space that is none to YAML, and what to say."""
    if line.isascii() and "-\t" not in line:
        return None
    found = _ODD_SPACE.match(line)
    if found is None:
        return None
    sign, space = found["sign"], found["space"]
    name = "tab" if space == "\t" else _name_of(space)
    where = f"behind `{sign}`" if sign else "at the beginning of this line"
    return found.start("space"), f"a {name} stands {where}"


def _name_of(sign: str) -> str:
    return f"{unicodedata.name(sign).lower()} (U+{ord(sign):04X})"


ODD_SPACE_HELP: Final = "type a plain space there; others come along with text pasted from a web page or a PDF"
_ODD_SPACE: Final = regex(
    r"[ \t]*(?:- +)*(?P<sign>-|[\w.-]+:|)(?P<space>[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000]|(?<=-)\t)"
)


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


_VALUE: Final = regex(r"^\s*(?:- +)*(?:[\w.-]+:[ \t]+)?(?=\S)")
_NEEDS_QUOTES: Final = "*&!%@`[{|>"


def _unmerged(fault: _Fault) -> _Answer | None:
    """Both versions of some lines, as git leaves them."""
    began = next((number for number, line in enumerate(fault.lines) if line.startswith("<<<<<<< ")), None)
    if began is not None:
        help = "keep one of the two versions, and delete the lines that begin with `<<<<<<<`, `=======` and `>>>>>>>`"
        return _Answer("two versions of these lines were not merged", help, began, 0)
    return None


def _tab(fault: _Fault) -> _Answer | None:
    indent = fault.line[: len(fault.line) - len(fault.line.lstrip())]
    if "\t" not in indent:
        return None
    at = indent.index("\t")
    return _Answer("this line is indented with a tab", "indent with spaces", fault.number, at, at + 1)


def _odd_space(fault: _Fault) -> _Answer | None:
    """The parser often minds the line after the one that is wrong."""
    began = fault.began[0] if fault.began is not None else fault.number
    for number in sorted({fault.number, began, _line_before(fault)}):
        found = odd_space(fault.lines[number])
        if found is not None:
            return _Answer(found[1], ODD_SPACE_HELP, number, found[0], found[0] + 1)
    return None


def _line_before(fault: _Fault) -> int:
    return next((n for n in range(fault.number - 1, -1, -1) if fault.lines[n].strip()), fault.number)


def _comment(fault: _Fault) -> _Answer | None:
    """A text of several lines, or a list in brackets, that ` #` has cut short."""
    in_list = "flow" in fault.context and fault.began is not None
    number = fault.began[0] if in_list and fault.began is not None else _line_before(fault)
    line = fault.lines[number]
    found = _LOST.search(line)
    goes_on = _indent(fault.line) > len(line) - len(line.lstrip()) and not _NAMED.match(fault.line)
    if found is None or number == fault.number or line.lstrip().startswith("#") or not (in_list or goes_on):
        return None
    what = "the end of this list is" if in_list else "what stands behind it is"
    help = "put the text in quotes; for a comment, begin a line with `#`"
    return _Answer(f"` #` starts a comment: {what} lost", help, number, found.start() + 1)


_LOST: Final = regex(r"(?<=\S) #(?!#)")
_NAMED: Final = regex(r"\s*(?:- +)*[\w.-]+:(?:\s|$)")


def _quote(fault: _Fault) -> _Answer | None:
    half = _HALF_A_SIGN.search(fault.line) if "Unicode character escape" in fault.problem else None
    if half is not None:
        message = f"`{half[0]}` is a half of one sign, as programs write an emoji"
        return _Answer(message, "type the sign itself", fault.number, *half.span())
    if "hexdecimal" in fault.problem or "hexadecimal" in fault.problem:
        at = max(fault.line.rfind("\\", 0, fault.column + 1), 0)
        help = "use single quotes, or no quotes: there a backslash stays a backslash"
        return _Answer(f"`{fault.line[at : at + 3]}` means nothing in double quotes", help, fault.number, at, at + 2)
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
        help = in_quotes(without_quotes(fault.line[start:].rstrip()))
        return _Answer("the text goes on behind its closing quote", help, fault.number, fault.column)
    return None


_HALF_A_SIGN: Final = regex(r"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")


def _left_open(fault: _Fault) -> _Answer | None:
    """A text whose quote is missing goes on to that with which the next one begins; what stands there is no mistake."""
    if "expected" not in fault.problem:
        return None
    for sign in "\"'":
        if sign not in fault.line[: fault.column + 1]:
            continue
        for number in range(fault.number - 1, max(fault.number - _FURTHEST, -1), -1):
            value = _VALUE.match(fault.lines[number])
            start = value.end() if value else 0
            at = _opens_alone(fault.lines[number], start, sign)
            if at >= 0:
                return _Answer("this quote is never closed", f"end the text with {sign}", number, at)
            if sign in fault.lines[number]:
                break
    return None


def _opens_alone(line: str, start: int, sign: str) -> int:
    """Where the line begins a text with that quote, its value or an entry of a list, and does not end it; else -1."""
    if line[start:].count(sign) % 2 == 0:
        return -1
    last = line.rfind(sign)
    before = line[start:last].rstrip()[-1:]
    # An apostrophe stands in the middle of a word.
    return last if last == start or (line[start : start + 1] in ("[", "{") and before in ("[", ",", "{", ":")) else -1


_FURTHEST: Final = 40
_STARRED: Final = regex(r" *\* +\S")


def _spoken(fault: _Fault) -> _Answer | None:
    """A point such as `- Dose: HR: 0.5`, of which YAML minds what stands behind its first colon."""
    point = _SPOKEN.match(fault.line)
    if point is None or fault.column < point.end("head") or "<block end>" in fault.problem:
        return None
    if "mapping values" in fault.problem and ": " not in fault.line[point.end("head") + 1 :]:
        return None  # YAML minds the only colon there: that of a point under a point
    at = point.end("head")
    return _Answer(_HOLDS_A_COLON, in_quotes(point["words"]), fault.number, at, at + 1)


# What is no name of a field: a capital, a digit or a space stands in it.
_SPOKEN: Final = regex(r"^\s*- +(?P<words>(?P<head>(?![a-z_]+:)[^\s\"'\[{:*&!%@`|>][^:]*):\s+(?=[\S]).*?)\s*$")


def _needs_quotes(fault: _Fault) -> _Answer | None:
    value = _VALUE.match(fault.line)
    start = value.end() if value else 0
    sign = fault.line[start : start + 1]
    in_cell = _cell_fault(fault)
    if in_cell is not None:
        return in_cell
    if _STARRED.match(fault.line):
        help = f"write `- {fault.line[start + 1 :].strip()}`"
        return _Answer("a point begins with `-` here, not with `*`", help, fault.number, start, start + 1)
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


def _cell_fault(fault: _Fault) -> _Answer | None:
    """An entry of a list in brackets that needs quotes of its own."""
    bracket, start = _cell_start(fault.line, fault.column)
    if not bracket:
        return None
    named = _NAME_AND_SPACE.match(fault.line, start) if bracket == "{" else None
    start = named.end() if named else start
    text = cell(fault.line[start:])
    if bracket == "{" and not named and text[:1] in _NEEDS_QUOTES and text:
        begun = begun_before(fault.line, start)
        if begun >= 0:
            whole = fault.line[begun : start + len(text)].rstrip()
            return _Answer(_HOLDS_A_COMMA, in_quotes(whole), fault.number, begun, begun + len(whole))
    if fault.line.startswith(",", start) and fault.line[:start].rstrip()[-1:] in (",", "["):
        message, help = "nothing stands before this comma", 'write "" for an entry that stays empty'
        return _Answer(message, help, fault.number, start, start + 1)
    if text[:1] == "@" and fault.line[start - 1] == "[":  # a citation: the whole text needs quotes
        return None
    end = start + len(text)
    if text[:1] in ("'", '"'):
        closing = text.find(text[0], 1)
        if 0 < closing < len(text) - 1:
            whole = _quoted_entry(fault.line[start:]) or text
            help = in_quotes(without_quotes(whole))
            end = start + len(whole)
            return _Answer("the text goes on behind its closing quote", help, fault.number, closing + start + 1, end)
        return None
    marked = _MARKED_INSIDE.search(text)
    if marked is not None and marked.start() > 0 and fault.column >= start + marked.start():
        return _Answer("text that holds `[` needs quotes in a list", in_quotes(text), fault.number, start, end)
    if text and (text[0] in _NEEDS_QUOTES or text[:2] == "- "):
        return _Answer(wants_quotes(text[0]), in_quotes(text), fault.number, start, end)
    colon = _COLON_INSIDE.search(text)
    if colon is not None and named:
        at = start + colon.start()
        return _Answer(_HOLDS_A_COLON, in_quotes(text), fault.number, at, at + 1)
    return None


def _quoted_entry(text: str) -> str:
    """What begins with a quote and ends with one that an entry can end with: behind it stand a comma or a bracket."""
    found = _QUOTED_ENTRY.match(text)
    return found[0] if found else ""


_QUOTED_ENTRY: Final = regex(r"""(["']).*?\1(?=\s*[,\]}])""")
_MARKED_INSIDE: Final = regex(_MARKED)


def begun_before(line: str, start: int) -> int:
    """Where the text of the name begins that stands between braces before this entry, which has none; else -1."""
    named = [found.end() for found in _NAMED_IN_BRACES.finditer(line, 0, start)]
    return named[-1] if named else -1


_NAMED_IN_BRACES: Final = regex(r"(?<=[{,])\s*[\w.-]+:[ \t]+(?=[^\s\"'\[{])")
_HOLDS_A_COMMA: Final = "a comma ends a text between `{ }`: this one goes on behind it"
_NAME_AND_SPACE: Final = regex(r"[\w.-]+:[ \t]+(?=\S)")
_COLON_INSIDE: Final = regex(r":(?=\s|$)")
_HOLDS_A_COLON: Final = "this text holds a `:` followed by a space, which YAML reads as a name"


def _cell_start(line: str, column: int) -> tuple[str, int]:
    """The bracket that is open at this column, and where the entry begins that holds it; nothing where none is."""
    value = _VALUE.match(line)
    at = value.end() if value else 0
    starts: list[int] = []
    brackets = ""
    while at < column:
        sign = line[at]
        if sign in "[{" and (not starts or not line[starts[-1] : at].strip()):
            starts.append(at + 1)
            brackets += sign
        elif sign in "]}" and starts:
            starts.pop()
            brackets = brackets[:-1]
        elif sign == "," and starts:
            starts[-1] = at + 1
        elif sign in "'\"" and starts and not line[starts[-1] : at].strip():
            closing = line.find(sign, at + 1)
            at = closing if closing >= 0 else at
        at += 1
    if not starts:
        return "", 0
    return brackets[-1], starts[-1] + len(line[starts[-1] :]) - len(line[starts[-1] :].lstrip())


_ITEM: Final = regex(r"^\s*(?:- +)+(?P<words>\S.*?)\s*$")
# What a field without its colon looks like: `id x`.
_FIELD_AND_VALUE: Final = regex(r"[a-z_]+ +\S+")
_STUCK_DASH: Final = regex(r"^\s*(-)(?=[^\s-])(?P<words>.*?)\s*$")
_WIDE_COLON: Final = regex(r"^\s*(?:- +)*[\w.-]+ ?([\uff1a\ua789\ufe55\u02d0\u2236])")
_ENDS_IN_COLON: Final = regex(r"^\s*(?:- +)+(?P<words>\S.*:)\s*$")
_NO_SPACE: Final = regex(r"^\s*(?:- +)*[\w.-]+(:)(?=\S)")


def _colon(fault: _Fault) -> _Answer | None:
    if "could not find expected ':'" in fault.problem:
        number = fault.began[0] if fault.began is not None else fault.number
        return _colon_in_second_line(fault, number) or _missing_colon(fault.lines, number)
    if "mapping values" not in fault.problem:
        return None
    before = fault.line[: fault.column]
    value = _VALUE.match(fault.line)
    point, above = _POINT_WITH_COLON.match(fault.line), _ITEM.match(fault.lines[_line_before(fault)])
    if point is not None and above is not None:
        quoted = in_quotes(point["words"]).removeprefix("write ")
        help = f"do without the colon, or write the point above as `- {{text: {above['words']}, sub: [{quoted}]}}`"
        return _Answer(_HOLDS_A_COLON, help, fault.number, fault.column, fault.column + 1)
    if ": " in before and value:
        help = in_quotes(fault.line[value.end() :].rstrip())
        return _Answer(_HOLDS_A_COLON, help, fault.number, fault.column, fault.column + 1)
    previous = next((n for n in range(fault.number - 1, -1, -1) if fault.lines[n].strip()), fault.number)
    if not re.search(r":(\s|$)", fault.lines[previous]) and _indent(fault.lines[previous]) == _indent(fault.line):
        return _colon_in_second_line(fault, previous) or _missing_colon(fault.lines, previous)
    return None


# A point under a point, of some words before its colon: one word in small letters is a field more often.
_POINT_WITH_COLON: Final = regex(r"^\s*- +(?P<words>(?![a-z_]+:)[^\s\"'\[{][^:]*:\s.*?)\s*$")


def _colon_in_second_line(fault: _Fault, number: int) -> _Answer | None:
    """An item that goes on in the next line, where a colon stands."""
    item, second = _ITEM.match(fault.lines[number]), fault.lines[number + 1] if number + 1 < len(fault.lines) else ""
    colon = _COLON_INSIDE.search(second)
    if item is None or colon is None or _FIELD_AND_VALUE.fullmatch(item["words"]) or second.lstrip()[:1] == "-":
        return None
    help = in_quotes(f"{item['words']} {second.strip()}")
    return _Answer(_HOLDS_A_COLON, help, number + 1, colon.start(), colon.start() + 1)


def _missing_colon(lines: Sequence[str], number: int) -> _Answer:
    line = lines[number]
    wide = _WIDE_COLON.match(line)
    if wide:
        help = "type a plain `:` there, with a space behind it where words follow"
        return _Answer(
            f"the colon is a {_name_of(wide[1])}, which YAML takes for a letter", help, number, *wide.span(1)
        )
    above = lines[number - 1] if number else ""
    headed = _ENDS_IN_COLON.match(above)
    if headed and not _FIELD_AND_VALUE.fullmatch(line.strip()) and _indent(above) == _indent(line):
        help = in_quotes(f"{headed['words']} {line.strip()}")
        return _Answer("this text ends in a `:`, which YAML reads as a name", help, number - 1, headed.end("words") - 1)
    stuck = _STUCK_DASH.match(line)
    if stuck:
        return _Answer("a space is missing behind `-`", f"write `- {stuck['words']}`", number, *stuck.span(1))
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
    slipped = _off_by_one(fault, at)
    if slipped is not None:
        number, column = slipped
        help = f"start it in column {column + 1}, as line {number + 1} does"
        return _Answer("this line does not line up with the lines above", help, fault.number, at)
    help = "lines that belong together start in the same column; two spaces deeper belongs to the line above"
    if fault.began is not None and fault.began[0] < fault.number:
        number, column = fault.began
        first, own = _KEY_OF_ITEM.match(fault.lines[number]), _KEY.match(fault.line)
        if first and own and first[1] == own[1]:
            return _Answer("a `-` is missing before this name", f"write `- {fault.line.strip()}`", fault.number, at)
        help = f"start it in column {column + 1}, as line {number + 1} does, or deeper than the line above it"
    return _Answer("this line does not line up with the lines above", help, fault.number, at)


_KEY_OF_ITEM: Final = regex(r"^\s*- +([\w.-]+):(?:\s|$)")
_KEY: Final = regex(r"^\s*([\w.-]+):(?:\s|$)")


def _off_by_one(fault: _Fault, at: int) -> tuple[int, int] | None:
    """The nearest line above that begins one column beside this one, with a dash if this one does."""
    dash = fault.line[at : at + 1] == "-"
    for number in range(fault.number - 1, max(fault.number - 20, -1), -1):
        line = fault.lines[number]
        column = len(line) - len(line.lstrip())
        if line.strip() and abs(column - at) == 1 and (line[column] == "-") == dash:
            return number, column
    return None


def _other(fault: _Fault) -> _Answer:
    ended = next((at for at in range(fault.number, -1, -1) if fault.lines[at].rstrip() == "..."), None)
    if "<document start>" in fault.problem and ended is not None:
        return _Answer("`...` ends a file for YAML, and more follows", "delete the line `...`", ended, 0)
    message = f"YAML cannot be read here: {fault.problem}"
    return _Answer(message, "put text with special signs in quotes", fault.number, fault.column, fault.column + 1)
