"""Change an overlay without writing it anew: only the lines of what changes change, and comments stay."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from deck.source import Source, Steps
from deck.translation.message import Path
from deck.translation.write_overlay import Tree, key, lines, quoted, scalar


class OnOneLine(Exception):
    """Something is to be added to a part that is written with braces or brackets."""

    def __init__(self, steps: Steps) -> None:
        super().__init__(".".join(map(str, steps)))
        self.steps = steps


class Edits:
    """Changes to one file, made all at once by `text`."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self._changes: list[tuple[int, int, str]] = []

    def text(self) -> str:
        """The file with all changes made."""
        before, pieces, at = self.source.text, [], 0
        # What is put in at one place stays in the order in which it came.
        for start, end, new in sorted(self._changes, key=lambda one: one[:2]):
            pieces += [before[at:start], new]
            at = max(at, end)
        text = "".join([*pieces, before[at:]])
        return text if text.endswith("\n") else text + "\n"

    def set(self, steps: Steps, field: str, value: str) -> None:
        """Set a field of an entry; one that is not there is written before its `source`, or at its end."""
        names = self._keys(steps)
        flow = self.source.is_on_one_line(steps)
        if field in names:
            self._set_value((*steps, field), value, flow)
            return
        beside = "source" if field == "was" else names[-1]
        column = self._column(self.source.key_offset((*steps, beside)))
        written = f"{field}: {quoted(value) if flow else scalar(value, column)}"
        between = ", " if flow else f"\n{' ' * column}"
        if field == "was":
            start = self.source.key_offset((*steps, beside))
            self._changes.append((start, start, written + between))
        else:
            end = self.source.extent((*steps, beside))[1]
            end = end if flow else self._line_end(end)
            self._changes.append((end, end, between + written))

    def replace(self, steps: Steps, tree: Tree) -> None:
        """Write another mapping or list in the place of one in block style."""
        if self.source.is_on_one_line(steps):
            raise OnOneLine(steps)
        start, end = self.source.extent(steps)
        column = self._column(start)
        self._changes.append((start, end, "\n".join(lines(tree, column))[column:]))

    def drop(self, steps: Steps, *fields: str) -> None:
        """Take fields out of an entry, those that it has; one at least stays."""
        names = self._keys(steps)
        kept = [name for name in names if name not in fields]
        last = names.index(kept[-1])
        for at, name in enumerate(names[:last]):
            if name in fields:
                self._changes.append(
                    (self.source.key_offset((*steps, name)), self.source.key_offset((*steps, names[at + 1])), "")
                )
        if last + 1 < len(names):
            start, end = self.source.extent((*steps, kept[-1]))[1], self.source.extent((*steps, names[-1]))[1]
            self._changes.append((start, end, ""))

    def add(
        self,
        steps: Steps,
        tree: Mapping[str | int, Tree],
        after: Steps | None,
        remarks: Mapping[Path, str] | None = None,
    ) -> None:
        """Add keys or items to the mapping or list at `steps`, behind the one at `after` (None: as the first)."""
        names = self._keys(steps)
        if self.source.is_on_one_line(steps):
            if names:
                raise OnOneLine(steps)
            start, end = self.source.extent(steps)  # `[]` or `{}`
            self._changes.append((start, end, ""))
        if not names:  # `slides:` with nothing under it
            end = self.source.key_offset(steps)
            end = self._line_end(end)
            column = self._column(self.source.key_offset(steps)) + 2
            self._insert_line(end, tree, column, remarks)
            return
        first = names[0]
        column = self._column(self.source.key_offset((*steps, first)))
        if after is None:
            start = self.source.text.rfind("\n", 0, self.source.key_offset((*steps, first))) + 1
            # The first key of a list item stands behind its dash.
            if self.source.text[start : self.source.key_offset((*steps, first))].strip():
                self._insert_line(self.source.extent((*steps, first))[1], tree, column, remarks)
            else:
                self._changes.append((start, start, "".join(f"{line}\n" for line in lines(tree, column, remarks))))
        else:
            self._insert_line(self.source.extent(after)[1], tree, column, remarks)

    def append(self, tree: Mapping[str | int, Tree], remarks: Mapping[Path, str] | None = None) -> None:
        """Add keys at the end of the file."""
        written = "\n".join(lines(tree, 0, remarks))
        self._changes.append((len(self.source.text.rstrip("\n")), len(self.source.text), f"\n{written}\n"))

    def remove(self, steps: Steps) -> None:
        """Take out a key or an item with all that is under it."""
        if self.source.is_on_one_line(steps[:-1]):
            raise OnOneLine(steps[:-1])
        text = self.source.text
        start, end = self.source.key_offset(steps), self.source.extent(steps)[1]
        line = text.rfind("\n", 0, start) + 1
        if not text[line:start].strip():
            self._changes.append((line, min(len(text), self._line_end(end) + 1), ""))
            return
        siblings = self._keys(steps[:-1])
        after = siblings[siblings.index(steps[-1]) + 1 :]
        if after:  # the first key behind a dash: the next takes its place
            self._changes.append((start, self.source.key_offset((*steps[:-1], after[0])), ""))
        else:
            self._changes.append((start, end, ""))

    def remark(self, steps: Steps, words: str) -> None:
        """Write a comment above a key or an item."""
        start = self.source.key_offset(steps)
        line = self.source.text.rfind("\n", 0, start) + 1
        if not self.source.text[line:start].strip():
            self._changes.append((line, line, f"{' ' * (start - line)}# {words}\n"))

    def rename(self, steps: Steps, name: str) -> None:
        """Give a key another name."""
        start = self.source.key_offset(steps)
        self._changes.append((start, self.source.key_end(steps), key(name)))

    def _set_value(self, steps: Steps, value: str, flow: bool) -> None:
        start, end = self.source.extent(steps)
        column = self._column(self.source.key_offset(steps))
        new = quoted(value) if flow or (start < end and not value) else scalar(value, column)
        if start == end:  # nothing stands there yet: behind the colon
            start = end = self.source.text.index(":", self.source.key_end(steps)) + 1
            new = f" {new}" if new else ""
        self._changes.append((start, end, new))

    def _insert_line(
        self, at: int, tree: Mapping[str | int, Tree], column: int, remarks: Mapping[Path, str] | None
    ) -> None:
        at = self._line_end(at)
        self._changes.append((at, at, "".join(f"\n{line}" for line in lines(tree, column, remarks))))

    def _line_end(self, at: int) -> int:
        found = self.source.text.find("\n", at)
        return len(self.source.text) if found < 0 else found

    def _column(self, offset: int) -> int:
        return offset - (self.source.text.rfind("\n", 0, offset) + 1)

    def _keys(self, steps: Steps) -> list[str | int]:
        """The names in a mapping, or the places of a list."""
        data: Any = self.source.data
        for step in steps:
            data = data[step]
        return list(data) if isinstance(data, dict) else list(range(len(data or ())))
