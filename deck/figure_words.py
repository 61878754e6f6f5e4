"""Are the words of a figure large enough, whole, inside it and apart, and which line of its script wrote them?"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from deck.figure import Canvas
from deck.figure_legends import told_apart_by_color
from deck.regex import regex
from deck.value import Value

if TYPE_CHECKING:
    from logging import LogRecord

    from matplotlib.text import Text

_SLACK = 0.75
"""Points: letters are round, and their boxes are not."""
_SHARE = 0.12
"""Of the smaller of two boxes: two texts that share less are seen apart."""
_SEEN = 5
"""Mistakes of one kind that are told; who corrects these sees the others."""
_LONGEST = 40


class Slip(Value, frozen=True):
    """What is wrong with some words, and the line of the script that wrote them: 0 where nobody knows."""

    what: str
    help: str
    line: int
    is_error: bool = True
    code: str = ""
    """Where it is not the words of the figure that are wrong."""


class Words:
    """The texts of a figure, the lines that wrote them, and their boxes in points when they are drawn."""

    def __init__(self, canvas: Canvas, script: Path | None) -> None:
        self._canvas, self._script = canvas, script
        self._lines: dict[Any, int] = {}
        self._boxes: dict[Any, tuple[float, float, float, float]] = {}
        self.missing = ""
        """Characters of formulas that no font has."""

    @contextmanager
    def recorded(self) -> Iterator[None]:
        """Within it, texts remember the line that wrote them, and where they were drawn."""
        from matplotlib.text import Text

        patched: Any = Text
        make, draw = patched.__init__, patched.draw

        def made(text: Any, /, *given: Any, **named: Any) -> None:
            self._lines[text] = self._line()
            make(text, *given, **named)

        def drawn(text: Any, renderer: Any, /, *given: Any, **named: Any) -> None:
            draw(text, renderer, *given, **named)
            if text.get_visible() and text.get_text().strip():
                scale = 72 / self._canvas.figure.dpi
                left, low, right, high = (float(side) for side in Text.get_window_extent(text, renderer).extents)
                self._boxes[text] = (scale * left, scale * low, scale * right, scale * high)

        # Imported here because figures that are remembered write no words.
        import logging

        log = logging.getLogger("matplotlib.mathtext")
        patched.__init__, patched.draw = made, drawn
        log.addFilter(self._hear)
        try:
            yield
        finally:
            patched.__init__, patched.draw = make, draw
            log.removeFilter(self._hear)

    def _hear(self, record: LogRecord) -> bool:
        """Hear which characters of a formula have no glyph; nothing of it is printed."""
        found = re.search(r"does not have a glyph for .*\[U\+([0-9a-fA-F]+)", record.getMessage())
        if found and chr(int(found[1], 16)) not in self.missing:
            self.missing += chr(int(found[1], 16))
        return False

    def _line(self) -> int:
        """The script's line at work; of ticks, which are made while a figure is drawn, that of their axes."""
        frame: Any = sys._getframe(2)
        axes = 0
        while frame is not None and self._script is not None:
            if frame.f_code.co_filename == str(self._script):
                return int(frame.f_lineno)
            title = getattr(getattr(frame.f_locals.get("self"), "axes", None), "title", None)
            axes = axes or self._lines.get(title, 0)
            frame = frame.f_back
        return axes

    def line_of_failure(self, problem: BaseException) -> int:
        """The line of the text that could not be drawn; 0 where it was something else."""
        trace, line = problem.__traceback__, 0
        while trace is not None:
            if trace.tb_frame.f_code.co_filename.endswith("text.py"):
                line = self._lines.get(trace.tb_frame.f_locals.get("self"), line)
            trace = trace.tb_next
        return line

    def _line_of(self, text: Any) -> int:
        return self._lines.get(text, 0)

    def settle(self) -> None:
        """Draw once unseen, so that all texts are there; those that are money and no formula are said to be none."""
        from matplotlib.text import Text

        figure = self._canvas.figure
        _take_money_for_words(figure.findobj(Text))
        self._boxes.clear()
        figure.draw_without_rendering()
        if _take_money_for_words(figure.findobj(Text)):
            self._boxes.clear()
            figure.draw_without_rendering()

    def slips(self) -> tuple[Slip, ...]:
        """What is wrong with the words as they were drawn last."""
        found = (*self._small(), *self._outside(), *self._over_each_other(), *self._by_color())
        return (*(Slip(*said) for said in self._canvas.unfit), *found)

    def _small(self) -> list[Slip]:
        smallest = self._canvas.smallest
        small = [text for text in self._boxes if text.get_fontsize() < smallest - 0.01]
        help = f"text in a figure has {smallest:g} pt or more: say less in it, or make room"
        return [
            Slip(
                f"{_quoted(text)} has {text.get_fontsize():g} pt, too small for the last row", help, self._line_of(text)
            )
            for text in _one_of_each_line(small, self._line_of)
        ]

    def _outside(self) -> list[Slip]:
        wide, high = self._canvas.width, self._canvas.height
        out = [
            text
            for text, (left, low, right, top) in ((text, _letters(box)) for text, box in self._boxes.items())
            if left < -_SLACK or low < -_SLACK or right > wide + _SLACK or top > high + _SLACK
        ]
        help = "move it, break it into lines, or give the axes a wider margin"
        return [
            Slip(f"{_quoted(text)} reaches over the edge of the figure", help, self._line_of(text))
            for text in _one_of_each_line(out, self._line_of)
        ]

    def _over_each_other(self) -> list[Slip]:
        # Of texts that stand aslant, boxes say nothing.
        upright = [(text, _letters(box)) for text, box in self._boxes.items() if text.get_rotation() % 90 == 0]
        found: list[Slip] = []
        help = "make room between them, or leave one out"
        # From left to right, so that only neighbours are compared.
        upright.sort(key=lambda each: each[1][0])
        for place, (text, box) in enumerate(upright):
            for other, its_box in upright[place + 1 :]:
                if its_box[0] >= box[2] or len(found) >= _SEEN:
                    break
                if _covers(box, its_box) and text.get_text() != other.get_text():
                    said = f"{_quoted(text)} and {_quoted(other)} are written over each other"
                    found.append(Slip(said, help, self._line_of(other) or self._line_of(text), is_error=False))
        return found

    def _by_color(self) -> list[Slip]:
        help = "give each a marker, dashes or a hatch of its own, or write its name beside it and leave the legend out"
        return [
            Slip(
                f"its legend tells {_quoted(one)} and {_quoted(other)} apart by colour alone",
                help,
                self._line_of(one),
                is_error=False,
                code="color-alone",
            )
            for one, other in told_apart_by_color(self._canvas.figure)
        ]


# TeX's rule as pandoc has it: no space inside the signs, and no digit behind the second.
_FORMULA = regex(r"(?<!\\)\$(?=\S)(?:[^$\\]|\\.)*?(?<=\S)(?<!\\)\$(?!\d)", re.DOTALL)


def _take_money_for_words(texts: Sequence[Text]) -> bool:
    """Whether any text with dollar signs was found to hold no formula."""
    changed = False
    for text in texts:
        words = text.get_text()
        if "$" in words and text.get_parse_math() and not is_formula(words):
            text.set_parse_math(False)
            text.set_text(words.replace(r"\$", "$"))
            changed = True
    return changed


def is_formula(words: str) -> bool:
    """Whether each dollar sign of some words begins or ends a formula."""
    return "$" not in re.sub(r"\\\$", "", _FORMULA.sub("", words)) and bool(_FORMULA.search(words))


def _one_of_each_line(texts: Sequence[Any], line_of: Any) -> list[Any]:
    """The ticks of an axis are wrong together, and are told once."""
    found = {(line_of(text), text.axes if not line_of(text) else None): text for text in reversed(texts)}
    return list(reversed(found.values()))[:_SEEN]


def _letters(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """A box less the room above and below that most letters leave."""
    left, low, right, high = box
    room = 0.15 * min(high - low, right - left)
    return left, low + room, right, high - room


def _covers(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    if wide <= 1 or high <= 1:
        return False
    smaller = min((box[2] - box[0]) * (box[3] - box[1]) for box in (one, other))
    return wide * high > _SHARE * smaller


def _quoted(text: Any) -> str:
    words = " ".join(text.get_text().split())
    return f"`{words if len(words) <= _LONGEST else words[: _LONGEST - 1] + '…'}`"
