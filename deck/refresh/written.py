"""A text file with the place of every part: what is changed is spliced in, all else stays byte for byte."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from deck.diagnostics import Report, Span
from deck.workspace import Workspace

Change = tuple[int, int, str]
"""Where the text begins and ends that goes away, and what comes in its place."""

_BOM = "\ufeff"


class Written:
    """The text of one file as it was read."""

    def __init__(self, name: str, path: Path, data: bytes | None) -> None:
        """`data` is None for a file that is not there yet; raises UnicodeDecodeError for what is not UTF-8."""
        text = (data or b"").decode("utf-8")
        self.name = name
        self.path = path
        self.read = data
        self.text = text.removeprefix(_BOM)
        self.newline = "\r\n" if "\r\n" in text else "\n"
        self._begins = _BOM if text.startswith(_BOM) else ""

    def spliced(self, changes: Iterable[Change]) -> bytes:
        """The file with other text at some places; what is put in at one place stands in the order given."""
        parts, at = [self._begins], 0
        for start, end, new in sorted(changes, key=lambda change: change[:2]):
            parts += [self.text[at:start], new]
            at = end
        return "".join([*parts, self.text[at:]]).encode("utf-8")

    def span(self, at: int, end: int = 0) -> Span:
        """From one place to another, as far as they are on one line; a single character without an end."""
        before = self.text[:at].replace("\r\n", "\n").replace("\r", "\n")
        column = at - max(self.text.rfind("\n", 0, at), self.text.rfind("\r", 0, at))
        stretch = self.text[at:end].splitlines()
        return Span(
            self.name, before.count("\n") + 1, column, column + max(1, len(stretch[0].rstrip()) if stretch else 0)
        )


def read_written(path: Path, world: Workspace, report: Report) -> Written | None:
    """A file of the project, with a diagnostic where it cannot be read; one that is not there yet is empty."""
    name = world.relative(path)
    if not path.exists():
        return Written(name, path, None)
    data = world.read_project_file(path, Span(name, 0, 0, 0), report)
    if data is None:
        return None
    try:
        return Written(name, path, data)
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        report.error("unreadable-file", f"`{name}` is not UTF-8 text", Span(name, line, 1, 2), "save it as UTF-8")
        return None
