"""Change a few characters of a YAML file and nothing else."""

from __future__ import annotations

from deck.source import Source, Steps


class Splice:
    """Changes to one file, made all at once by `text`; what is not changed stays as it was typed."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._changes: list[tuple[int, int, str]] = []

    @property
    def text(self) -> str:
        """The file with all changes made."""
        text = self._source.text
        for start, end, new in sorted(self._changes, key=lambda change: change[:2], reverse=True):
            text = text[:start] + new + text[end:]
        return text

    def replace(self, steps: Steps, start: int, end: int, new: str) -> None:
        """Put other characters in the place of `start` to `end` of a text; between equal ones, they are put there."""
        begin, behind = self._place(steps, start), self._place(steps, end)
        quoted = self._source.text[self._source.extent(steps)[0]] == '"'
        self._changes.append((begin, behind, new.replace("\\", "\\\\") if quoted else new))

    def put_before(self, steps: Steps, line: str) -> None:
        """Put a line above that of a key."""
        self.put_in(steps, f"{line}\n")

    def put_in(self, steps: Steps, words: str) -> None:
        """Put words in front of a key."""
        at = self._source.key_offset(steps)
        self._changes.append((at, at, words))

    def _place(self, steps: Steps, at: int) -> int:
        """Where in the file a character of a text was typed; behind the last, where the text ends."""
        words = self._source.words(steps)
        span = self._source.inside(steps, min(at, len(words) - 1))
        return self._source.offset(span) + (at >= len(words))
