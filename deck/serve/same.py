"""What of a talk is as it was at the last build, so that it need not be made again?

Most edits change a few words of the talk or of a translation. Then brand, fonts, figures and data are as they were; and
while no line comes or goes, so is every slide on whose lines nothing was changed. Where a script has changed from which
figures are made and nothing else is, only they are drawn anew. Anything else begins afresh.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from deck.pipeline import Memory
from deck.regex import regex
from deck.serve.known import KnownPages
from deck.serve.watch import Inputs, Signature
from deck.talk import Talk
from deck.translation.message import name_of
from deck.value import Value, field, replace
from deck.workspace import Workspace

_MOST_BYTES = 64 << 20
"""Of pictures that are held in memory: figures that are drawn again and again leave the old ones there."""
_PART = regex(r"^([\w-]+):")
_NAME = regex(r"^ +[\"']?([\w-]+)[\"']?:")


class LastBuild(Value, frozen=True):
    """What a language has from its last build."""

    memory: Memory = field(default_factory=Memory)
    pages: KnownPages = field(default_factory=KnownPages)


class Same:
    """The world of a talk, and what is kept of its languages, for as long as it holds."""

    def __init__(self, talk: Path, runs_code: bool) -> None:
        self._talk, self._runs_code = talk, runs_code
        self._inputs: Inputs | None = None
        self._signature: Signature = {}
        self._lines: dict[Path, list[str]] = {}
        self._slides: list[tuple[int, str]] = []
        self._begin()

    def _begin(self) -> None:
        found = Workspace.find(self._talk, self._runs_code)
        self.world = replace(found, at_hand={})
        self._kept: dict[str, LastBuild] = {}
        self.reading = Memory()

    def look(self) -> None:
        """Before a build: find out what has changed since the last, and forget what no longer holds."""
        overlays = {path.as_posix() for path in self.world.locales_folder.glob("*.yaml")}
        texts = {self.world.slides_file.as_posix(), *overlays}
        inputs = self._inputs or Inputs(self.world)
        now = inputs.signature()
        changed = {path for path, look in now.items() if look != self._signature.get(path)} - texts
        for folder, ending in ((self.world.locales_folder, "*.yaml"), (self.world.figures_folder, "*.py")):
            pattern = (folder / ending).as_posix()
            if _names(now.get(pattern)) == _names(self._signature.get(pattern)):
                changed.discard(pattern)
        held = sum(len(one) for one in (self.world.at_hand or {}).values() if isinstance(one, bytes))
        if self._inputs is None or held > _MOST_BYTES or not all(map(self._is_for_figures, changed)):
            self._begin()
        elif changed:
            self.world.forget_scripts()
        lines = {path: _lines_of(path) for path in map(Path, sorted(texts))}
        for path in lines:
            if lines[path] != self._lines.get(path):
                self._touch(path, self._lines.get(path, []), lines[path])
        self._lines, self._signature = lines, now

    def is_outdated(self) -> bool:
        """Whether a file has changed since the last look."""
        inputs = self._inputs or Inputs(self.world)
        return any(look != self._signature.get(path) for path, look in inputs.signature().items())

    def _is_for_figures(self, path: str) -> bool:
        """Whether it is a script from which figures are made, and nothing else is."""
        uses = self.world.door.uses().get(Path(path), frozenset())
        named = {use for use in uses if use.endswith(".py") and "/" not in use}
        return (
            Path(path).parent == self.world.figures_folder
            and bool(named)
            and uses <= named - {"values.py"} | {"figures"}
        )

    def _touch(self, path: Path, before: Sequence[str], after: Sequence[str]) -> None:
        """Forget what stood on lines of a file that have changed."""
        is_talk = path == self.world.slides_file
        touched = self._touched(is_talk, before, after)
        if is_talk and touched is None:
            self.reading = Memory()
        elif is_talk and touched is not None:
            self.reading.slides.touch(touched)
        for locale in list(self._kept):
            if not is_talk and path.stem != locale:
                continue
            if touched is None:
                del self._kept[locale]
            else:
                self._kept[locale].memory.slides.touch(touched)
                self._kept[locale].pages.forget(touched)

    def _touched(self, is_talk: bool, before: Sequence[str], after: Sequence[str]) -> frozenset[str] | None:
        """The slides, and the figures of an overlay, on whose lines something was changed; None where it may be any."""
        if len(before) != len(after):
            return None
        changed = [at for at, (old, new) in enumerate(zip(before, after, strict=True), 1) if old != new]
        return _by_start(self._slides, changed) if is_talk else _by_name(after, changed)

    def last_build(self, locale: str) -> LastBuild:
        return self._kept.setdefault(locale, LastBuild())

    def built(self, talk: Talk | None, made_from: Mapping[str, str]) -> None:
        """After a build: what it was made from, for the next look."""
        self._slides = [(slide.span.line, slide.says.id) for slide in talk.slides] if talk else []
        inputs = Inputs(self.world, made_from)
        # Of a file that was not known when the build began, what it is now counts if that is what was read.
        found = {path: self._signature.get(path) or look for path, look in inputs.signature().items()}
        new = [path for path in found if path not in self._signature]
        self._signature = {path: look for path, look in found.items() if path not in new or inputs.holds(path)}
        self._inputs = inputs


def _by_start(slides: Sequence[tuple[int, str]], changed: Sequence[int]) -> frozenset[str] | None:
    """The slides in which lines are, by the lines on which slides begin."""
    found = set()
    for line in changed:
        inside = [id for start, id in slides if start <= line]
        if not inside:
            return None
        found.add(inside[-1])
    return frozenset(found)


def _by_name(lines: Sequence[str], changed: Sequence[int]) -> frozenset[str] | None:
    """The slides and figures whose translations lines are, by the names above them."""
    found = set()
    for line in changed:
        at = next((at for at in range(line - 1, -1, -1) if _PART.match(lines[at])), None)
        part = lines[at].rstrip() if at is not None else ""
        if at is None or part not in ("slides:", "figures:"):
            return None
        names = [one for row in range(at + 1, line) if (one := _NAME.match(lines[row]))]
        least = min((_indent(one.string) for one in names), default=0)
        above = [one[1] for one in names if _indent(one.string) == least]
        if not above:
            return None
        found.add(name_of((part[:-1], above[-1])))
    return frozenset(found)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _names(look: object) -> object:
    return [one[0] for one in look] if isinstance(look, tuple) else None


def _lines_of(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8", errors="replace").split("\n")
    except OSError:
        return []
