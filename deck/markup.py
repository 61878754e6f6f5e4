"""Inline markup <-> runs: `**bold** *italic* ^sup^ [text](url) [@key] {name}`, and back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from deck.diagnostics import NOWHERE, Report, Span

Locate = Callable[[int], Span]
"""Where a character offset of the text stands in its source file."""

_KEY = re.compile(r"[A-Za-z0-9][\w:.+-]*")
_NAME = re.compile(r"[A-Za-z_][\w.]*")
_SCHEME = re.compile(r"^(https?://|mailto:|#)", re.IGNORECASE)
_SPECIAL = re.compile(r"\\.|\*\*|\*|\^|\[@|\[|\{", re.DOTALL)
_ESCAPED = re.compile(r"([\\*^\[\]{}])")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style. A citation (`cite`) or a computed value (`value`) has no text until resolved."""

    text: str
    bold: bool = False
    italic: bool = False
    sup: bool = False
    link: str = ""
    cite: tuple[str, ...] = ()
    value: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """What an author wrote in one place: its runs, the markup they came from, and where."""

    runs: tuple[Run, ...]
    source: str = ""
    span: Span = NOWHERE

    @property
    def plain(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def is_empty(self) -> bool:
        return not any(run.text.strip() or run.cite or run.value for run in self.runs)


def parse(source: str, locate: Locate, report: Report) -> Text:
    """The runs of a text; a line break counts as a space. Mistakes are reported where they stand."""
    runs = tuple(merged(_Parser(source, locate, report).runs(Run(""), 0, len(source))))
    return Text(runs, source, locate(0))


def write(runs: Iterable[Run]) -> str:
    """Markup that parses back to these runs (with equal neighbours merged)."""
    return "".join(_written(run) for run in merged(runs))


def merged(runs: Iterable[Run]) -> Iterator[Run]:
    """The runs with empty ones left out and equal neighbours joined."""
    waiting: Run | None = None
    for run in runs:
        if not (run.text or run.cite or run.value):
            continue
        if waiting is None:
            waiting = run
        elif replace(waiting, text="") == replace(run, text="") and not (run.cite or run.value):
            waiting = replace(waiting, text=waiting.text + run.text)
        else:
            yield waiting
            waiting = run
    if waiting is not None:
        yield waiting


def paragraphs(source: str) -> Iterator[tuple[str, int]]:
    """The paragraphs of a longer text, parted by blank lines, each with its offset."""
    for match in re.finditer(r"\S(?:.|\n(?!\s*\n))*", source):
        yield match[0].rstrip(), match.start()


_FIELDS: dict[str, Literal["bold", "italic", "sup"]] = {"**": "bold", "*": "italic", "^": "sup"}


def _styled(style: Run, field: Literal["bold", "italic", "sup"]) -> Run:
    match field:
        case "bold":
            return replace(style, bold=True)
        case "italic":
            return replace(style, italic=True)
        case "sup":
            return replace(style, sup=True)


class _Parser:
    def __init__(self, source: str, locate: Locate, report: Report) -> None:
        self.source = source
        self.locate = locate
        self.report = report

    def runs(self, style: Run, start: int, end: int) -> Iterator[Run]:
        """Runs of source[start:end] in `style`."""
        at = start
        while (match := _SPECIAL.search(self.source, at, end)) is not None:
            yield self._plain(style, at, match.start())
            found, at = self._special(style, match, end)
            yield from found
        yield self._plain(style, at, end)

    def _plain(self, style: Run, start: int, end: int) -> Run:
        return replace(style, text=re.sub(r"[ \t]*\n[ \t]*", " ", self.source[start:end]))

    def _special(self, style: Run, match: re.Match[str], end: int) -> tuple[list[Run], int]:
        token, start, inside = match[0], match.start(), match.end()
        if token[0] == "\\":
            literal = token[1] if _ESCAPED.match(token[1]) else token
            return [replace(style, text=literal)], inside
        if token in ("**", "*", "^"):
            return self._pair(style, token, start, inside, end)
        if token == "[@":
            return self._citation(style, start, inside, end)
        if token == "[":
            return self._link(style, start, inside, end)
        return self._value(style, start, inside, end)

    def _pair(self, style: Run, token: str, start: int, inside: int, end: int) -> tuple[list[Run], int]:
        field = _FIELDS[token]
        close = self._closing(token, inside, end)
        opens = inside < end and not self.source[inside].isspace()
        if close < 0 or not opens or getattr(style, field):
            if token == "**" and opens and not getattr(style, field):
                self._error(
                    "unclosed-markup",
                    "`**` opens bold text that is never closed",
                    start,
                    "close it with `**`, or write \\*\\* for two stars",
                )
            return [replace(style, text=token)], inside
        return list(self.runs(_styled(style, field), inside, close)), close + len(token)

    def _closing(self, token: str, inside: int, end: int) -> int:
        at = inside
        while (match := _SPECIAL.search(self.source, at, end)) is not None:
            if match[0] == token and match.start() > inside and not self.source[match.start() - 1].isspace():
                # In ***both*** the inner style closes first.
                if token == "**" and self.source[match.end() : match.end() + 1] == "*" and match.end() < end:
                    return match.start() + 1
                return match.start()
            if match[0] == "[" or match[0] == "[@":
                close = self._bracket(match.end(), end)
                at = close + 1 if close >= 0 else match.end()
            else:
                at = match.end()
        return -1

    def _citation(self, style: Run, start: int, inside: int, end: int) -> tuple[list[Run], int]:
        close = self.source.find("]", inside, end)
        if close < 0:
            self._error("unclosed-markup", "`[@` opens a citation that is never closed", start, "close it with `]`")
            return [replace(style, text="[@")], inside
        keys = [part.strip().removeprefix("@") for part in self.source[inside:close].split(";")]
        for key in keys:
            if not _KEY.fullmatch(key):
                self._error("bad-citation", f"`{key}` is not a citation key", start, "write [@key], or [@one; @two]")
                return [], close + 1
        return [replace(style, text="", cite=tuple(keys))], close + 1

    def _link(self, style: Run, start: int, inside: int, end: int) -> tuple[list[Run], int]:
        close = self._bracket(inside, end)
        target = close + 2
        stop = self.source.find(")", target, end) if close >= 0 and self.source[close + 1 : target] == "(" else -1
        if stop < 0:
            return [replace(style, text="[")], inside
        url = self.source[target:stop].replace("\\(", "(").strip()
        label = list(self.runs(replace(style, link=url), inside, close))
        if not _SCHEME.match(url) or re.search(r"[\x00-\x20\x7f]", url):
            self._error(
                "bad-link",
                f"`{url}` is not a link that a deck may carry",
                start,
                "links begin with https://, http://, mailto: or #slide-id",
            )
            return [replace(run, link="") for run in label], stop + 1
        return label, stop + 1

    def _bracket(self, inside: int, end: int) -> int:
        """Where the bracket closes that was opened before `inside`."""
        depth, at = 1, inside
        while at < end:
            char = self.source[at]
            if char == "\\":
                at += 1
            elif char in "[]":
                depth += 1 if char == "[" else -1
                if depth == 0:
                    return at
            at += 1
        return -1

    def _value(self, style: Run, start: int, inside: int, end: int) -> tuple[list[Run], int]:
        close = self.source.find("}", inside, end)
        name = self.source[inside:close].strip() if close >= 0 else ""
        if not _NAME.fullmatch(name):
            self._error(
                "bad-value",
                "`{` begins a computed value, but no `{name}` follows",
                start,
                "write {name}, or \\{ for a brace",
            )
            return [replace(style, text="{")], inside
        return [replace(style, text="", value=name)], close + 1

    def _error(self, code: str, message: str, at: int, help: str) -> None:
        self.report.error(code, message, self.locate(at), help)


def _written(run: Run) -> str:
    if run.cite:
        inner = f"[{'; '.join('@' + key for key in run.cite)}]"
    elif run.value:
        inner = f"{{{run.value}}}"
    else:
        inner = _ESCAPED.sub(r"\\\1", run.text)
    for wanted, token in ((run.sup, "^"), (run.italic, "*"), (run.bold, "**")):
        if wanted:
            inner = f"{token}{inner}{token}"
    return f"[{inner}]({run.link})" if run.link else inner
