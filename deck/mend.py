"""How is a line of a talk written as the help of a diagnostic says?

The help is the one place that knows what was meant; here it is done, for what can be done on one line without a choice.
Nobody's file is changed here: `deck check --fix` shows the lines and asks, and a run that only reads goes on with them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from deck.diagnostics import Diagnostic
from deck.regex import regex
from deck.yaml_mistakes import entries, quoted, without_quotes

_WRITE = regex(r"write (?:'(?P<single>(?:[^']|'')*)'|\"(?P<double>[^\"]*)\")")
_MEANT = regex(r"did you mean `([^`]+)`\?")
_COLUMN = regex(r"(?:start|begin) it in column (\d+)")
_WHOLE = regex(r"put the whole text in (?:single |double )?quotes(?:;|$)")
_VALUE = regex(r"(\s*(?:- +)*(?:[\w.-]+:[ \t]+)?)(\S.*?)\s*")
_WORD = regex(r"[\w./@#-]+")
_SPELLED = frozenset({"unknown-field", "unknown-kind", "unknown-choice", "no-such-file"})
_NAME_WITHOUT_COLON = regex(r"(\s*(?:- +)*[a-z_]+)( +\S.*)?")
_PUT = regex(r"put `(.+?)` there")
_DOUBLE = regex(r'"((?:[^"\\]|\\.)*)"')


def mended(diagnostic: Diagnostic, lines: Sequence[str]) -> Iterator[str]:
    """The diagnostic's line as it may be meant, likeliest first; nothing where the help leaves a choice."""
    span = diagnostic.span
    if not 1 <= span.line <= len(lines):
        return
    line, start, end = lines[span.line - 1], span.column - 1, span.end - 1
    message, help = diagnostic.message, diagnostic.help
    if written := _WRITE.match(help):
        yield from _quoted(line, written, start)
    elif (meant := _MEANT.fullmatch(help)) and diagnostic.code in _SPELLED and _WORD.fullmatch(line[start:end]):
        yield line[:start] + meant[1] + line[end:]
    elif "indented with a tab" in message:
        yield from _in_spaces(lines, span.line - 1)
    elif diagnostic.code == "typing-slip" and (put := _PUT.match(help)):
        # A quote in double quotes has a backslash, which another sign needs not and may not have.
        escaped = start - 1 if line[start - 1 : start] == "\\" else start
        yield line[:escaped] + put[1] + line[max(end, escaped + 2) if line[escaped] == "\\" else end :]
    elif help.startswith("type a plain space there"):
        yield line[:start] + " " + line[start + 1 :]
    elif message.startswith("a point begins with `-`"):
        yield f"{line[:start]}-{line[end:]}"
    elif message.startswith("the colon is"):
        yield f"{line[:start].rstrip()}:{' ' * bool(line[end:].strip())}{line[end:].lstrip()}"
    elif message.startswith("a space is missing behind"):
        yield f"{line[:end]} {line[end:]}"
    elif message == "this quote is never closed":
        yield from _closed(lines, span.line - 1, start)
    elif "starts a list that does not end" in message:
        yield line.rstrip() + {"[": "]", "{": "}"}[line[start]]
    elif column := _COLUMN.search(help):
        yield " " * (int(column[1]) - 1) + line.lstrip(" ")
    elif _WHOLE.match(help) and (value := _VALUE.fullmatch(line)):
        yield value[1] + quoted(without_quotes(value[2]))
    elif "in double quotes" in message:
        yield from (_in_single(line, found) for found in _DOUBLE.finditer(line) if found.start() <= start < found.end())
    elif message.startswith("a `:` is missing") and (named := _NAME_WITHOUT_COLON.fullmatch(line)):
        yield f"{named[1]}:{named[2] or ''}"


def _in_spaces(lines: Sequence[str], at: int) -> Iterator[str]:
    """A line that begins with tabs, as its neighbours begin; else with two, four or eight spaces for each."""
    line = lines[at].lstrip()
    after = next((one for one in lines[at + 1 :] if one.strip()), "")
    before = next((one for one in reversed(lines[:at]) if one.strip()), "")
    for other in (before, after):
        indent = other[: len(other) - len(other.lstrip())]
        if other and "\t" not in indent and other.lstrip().startswith("-") == line.startswith("-"):
            yield indent + line
        if other is before and before.rstrip().endswith(":") and "\t" not in before:
            yield f"{' ' * (len(before) - len(before.lstrip(' -')) + 2)}{line}"
    indent = lines[at][: len(lines[at]) - len(line)]
    yield from (indent.replace("\t", " " * width) + line for width in (2, 4, 8))


def _quoted(line: str, written: re.Match[str], start: int) -> Iterator[str]:
    """The text that the help shows in quotes, put into them where it stands: at the mistake, or else once."""
    single = written["single"]
    text = single.replace("''", "'") if single is not None else written["double"]
    if not text:
        return
    places = [found.start() for found in re.finditer(re.escape(text), line)]
    at = [place for place in places if place <= start <= place + len(text)] or places
    if len(at) == 1:
        start, end = at[0], at[0] + len(text)
        if line[start - 1 : start] == line[end : end + 1] and line[start - 1 : start] in ("'", '"') and start:
            start, end = start - 1, end + 1  # those that it stands in are the ones that were meant
        yield line[:start] + written[0].removeprefix("write ") + line[end:]


def _closed(lines: Sequence[str], at: int, start: int) -> Iterator[str]:
    """The line with an end to the text that a quote begins: in a list where its row is as long as the one beside it."""
    line, sign = lines[at].rstrip(), lines[at][start]
    if not _IN_LIST.search(line[:start]):
        yield line + sign
        return
    behind = line[len(line.rstrip("]}")) :] or ("]" if line.rfind("[", 0, start) > line.rfind("{", 0, start) else "}")
    parts = line[start + 1 :].rstrip("]}").split(",")
    rows = [
        one for one in (lines[at - 1] if at else "", lines[at + 1] if at + 1 < len(lines) else "") if _ROW.match(one)
    ]
    wanted = next((entries(row) for row in rows if row.count(sign) % 2 == 0), 0)
    after = wanted - entries(line[:start]) - 1
    kept = len(parts) - after if 0 < after < len(parts) else len(parts)
    yield (
        line[:start]
        + sign
        + ",".join(parts[:kept]).rstrip()
        + sign
        + "".join(f",{one}" for one in parts[kept:])
        + behind
    )


_ROW = regex(r"\s*- *\[")
_IN_LIST = regex(r"(?:[\[{,]|[{,]\s*[\w.-]+:)\s*$")


def _in_single(line: str, found: re.Match[str]) -> str:
    inside = found[1].replace('\\"', '"').replace("'", "''")
    return f"{line[: found.start()]}'{inside}'{line[found.end() :]}"
