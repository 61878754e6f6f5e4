"""Where was something written: in which file, at which path in the talk, on which stretch of a line?"""

from __future__ import annotations

from typing import Any, Protocol

from deck.diagnostics import NOWHERE, Span


class Written(Protocol):
    """The file that a place is in, as `deck.source` reads one."""

    def span(self, path: tuple[str | int, ...]) -> Span: ...
    def stretch(self, path: tuple[str | int, ...], start: int, end: int) -> Span: ...
    def words(self, path: tuple[str | int, ...]) -> str: ...
    def name(self, path: tuple[str | int, ...]) -> str: ...


class Place:
    """A value of a YAML file, or a stretch of its characters; line and column are worked out when they are asked for.

    All places are equal: what holds one is compared by its content.
    """

    __slots__ = ("_end", "_file", "_path", "_span", "_start", "_steps")

    def __init__(
        self,
        file: Written | None,
        steps: tuple[str | int, ...] = (),
        path: str = "",
        start: int = -1,
        end: int = -1,
        span: Span | None = None,
    ) -> None:
        self._file = file
        self._steps = steps
        self._path = path
        self._start = start
        self._end = end
        self._span = span

    @classmethod
    def at(cls, span: Span, path: str = "") -> Place:
        """A place outside YAML, or one of which only the span is known."""
        return cls(None, path=path, span=span)

    @property
    def source(self) -> Written | None:
        """The file that it stands in, where that is YAML."""
        return self._file

    @property
    def span(self) -> Span:
        """The stretch of one line: of what goes on over several, the first."""
        if self._span is None:
            assert self._file is not None
            whole = self._start < 0
            self._span = (
                self._file.span(self._steps) if whole else self._file.stretch(self._steps, self._start, self._end)
            )
        return self._span

    @property
    def file(self) -> str:
        return self.span.file

    @property
    def path(self) -> str:
        """Where it stands in the talk, in whatever file: `slides[atmp].quote[1]`."""
        if not self._path and self._file is not None:
            self._path = self._file.name(self._steps)
        return self._path

    @property
    def steps(self) -> tuple[str | int, ...]:
        """Where it stands in its file; empty where that is not known."""
        return self._steps

    @property
    def is_known(self) -> bool:
        return self._file is not None or self._span is not NOWHERE

    def part(self, start: int, length: int) -> Place:
        """So many of its characters, as they were typed between its quotes."""
        if self._file is None:
            return self
        first = max(self._start, 0) + start
        return Place(self._file, self._steps, self._path, first, first + max(length, 1))

    def through(self, other: Place) -> Place:
        """From its own beginning to the end of another in the same text."""
        if not self.is_known:
            return other
        if self._file is None or self._file is not other._file or self._steps != other._steps or other._start < 0:
            return self
        return Place(self._file, self._steps, self._path, max(self._start, 0), max(self._end, other._end))

    def of(self, words: str) -> Place:
        """The first of its characters that say these words; itself where they do not stand there like this."""
        at = self._typed().find(words) if words else -1
        return self.part(at, len(words)) if at >= 0 else self

    def behind(self, words: str) -> Place:
        """The same for words that follow on it, as an address does on what is clicked."""
        if self._file is None:
            return self
        at = self._file.words(self._steps).find(words, max(self._end, 0)) if words else -1
        return Place(self._file, self._steps, self._path, at, at + len(words)) if at >= 0 else self

    def of_letters(self, letters: str, start: int, end: int) -> Place:
        """Where `letters[start:end]` were typed, if this is where the letters come from; itself if they are not."""
        typed = self._typed()
        found = _followed(letters[:end], typed)
        if found is None or not start < end:
            return self
        return self.part(found[start], found[end - 1] + 1 - found[start])

    def _typed(self) -> str:
        if self._file is None:
            return ""
        typed = self._file.words(self._steps)
        return typed if self._start < 0 else typed[self._start : self._end]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Place)

    def __hash__(self) -> int:
        return 0

    def __repr__(self) -> str:
        return f"Place({self.path!r})"

    def __reduce__(self) -> Any:
        return Place.at, (self.span, self.path)


def _followed(letters: str, typed: str) -> list[int] | None:
    """For each letter where it was typed: signs of markup stand between them, and a line break may be a space."""
    found: list[int] = []
    at = 0
    for letter in letters:
        while at < len(typed) and not (typed[at] == letter or (letter.isspace() and typed[at].isspace())):
            at += 1
        if at == len(typed):
            return None
        found.append(at)
        at += 1
    return found


NO_PLACE = Place.at(NOWHERE)
