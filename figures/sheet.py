"""Where do words and marks stand on a figure, and in how many lines and how large are the words set?

Nothing here knows how long a word is: what is written is measured, breaks where it may, and walks down the brand's
sizes to the smallest that can be read in the room.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PathCollection
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Circle, FancyBboxPatch, Rectangle
from matplotlib.path import Path
from matplotlib.patheffects import withStroke
from matplotlib.text import Text
from matplotlib.textpath import text_to_path

from deck.interface import Canvas, drawing, person

HINTED = 1.04
"""On a screen letters are fitted to pixels: a line may come out wider than its outlines by this share."""
SOFT_HYPHEN = "\u00ad"
# A line may end after a space, a hyphen, a slash or a soft hyphen, and between two signs of a script without spaces;
# but `CAR-T` and `T-Zelle` hold together, and no line begins with a closing mark or a small kana.
UNSPACED = "\u3040-\u30ff\u3400-\u9fff\uff01-\uff5e"
CLOSING = "、。，．：；！？・」』】）〉》ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ"
PIECE = re.compile(
    rf"[「『【（〈《]*[{UNSPACED}][{CLOSING}]*"
    rf"|(?:[^ /\-{SOFT_HYPHEN}{UNSPACED}]|-(?=[A-Za-z0-9](?![A-Za-z0-9]))|(?<=(?<![\w-])[A-Za-z])-(?=\w))*"
    rf"(?:[/\-{SOFT_HYPHEN}]| +|[{CLOSING}]+)?"
)
# Of these words and signs the next is a part: no line ends between CAR and T, T and cells, n and its number.
BOUND = re.compile(r"(?:^|[ /(-])(?:CAR[ -]|[BTn=±] )$")
# Scripts from a face of their own, whose lines may be higher than Latin ones.
TALL = re.compile("[\u0590-\u1fff\u2e80-\uffff]")
Anchor = Literal["start", "middle", "end"]
Level = Literal["top", "center", "bottom"]


@dataclass(frozen=True)
class Lines:
    """Words with the breaks, the face and the size that they are set in; width and height in points."""

    text: str
    font: FontProperties
    width: float
    height: float
    too_wide: str = ""
    """What had no room where it was wanted, which matters once it is written there."""

    @property
    def count(self) -> int:
        return self.text.count("\n") + 1


@dataclass(frozen=True)
class Sheet:
    """Axes over a part of the canvas in points from its lower left corner.

    A mirrored sheet runs from the right: what is placed at a start is then at the right, and words begin there. What is
    drawn on it need not know.
    """

    canvas: Canvas
    axes: Axes
    wide: float
    high: float
    mirrored: bool

    @cached_property
    def _renderer(self) -> Any:
        return FigureCanvasAgg(self.canvas.figure).get_renderer()  # type: ignore[no-untyped-call]

    def set(
        self, words: str, role: str, wide: float = float("inf"), lines: int = 1, size: float | None = None
    ) -> Lines:
        """The words in the largest size of the role, or from `size` down, at which `lines` lines of that width hold
        them whole; in the smallest size in as many lines as they need."""
        for points in self._sizes(role, size):
            font = self.canvas.font(role, points)
            broken = _broken(words, font, wide)
            if len(broken) <= lines and _fit(_pieces(words), font, wide):
                break
        too_wide = "" if _fit(_pieces(words), font, wide) else words
        broken = _evened(words, font, wide, broken)
        height = len(broken) * self._high("x", font)
        if TALL.search(words):
            height = max(height, self._high("\n".join(broken), font))
        width = max(_width(line, font) for line in broken)
        return Lines("\n".join(broken), font, width, height, too_wide)

    def _high(self, words: str, font: FontProperties) -> float:
        drawn = Text(0, 0, words, fontproperties=font, figure=self.canvas.figure)
        return float(drawn.get_window_extent(self._renderer).height * 72 / self.canvas.figure.dpi)

    def set_alike(
        self, words: Sequence[str], role: str, wide: float = float("inf"), lines: int = 1, size: float | None = None
    ) -> list[Lines]:
        """Words that belong together, all in the size that the longest of them needs."""
        size = min(float(self.set(each, role, wide, lines, size).font.get_size_in_points()) for each in words)
        return [self.set(each, role, wide, lines, size) for each in words]

    def write(
        self,
        lines: Lines,
        across: float,
        up: float,
        color: str = "text",
        anchor: Anchor = "start",
        level: Level = "center",
        *,
        gid: str | None = None,
        halo: str | None = None,
        zorder: float = 5,
    ) -> Text:
        """Words at a place: `anchor` says which end of them stands there, in reading direction, `level` which height.

        The middle of a line is the middle of its capitals and figures. A `halo` is a rim in the colour of the ground.
        """
        if lines.too_wide:
            help = "say it shorter, give it room, or show with soft hyphens where its words may break"
            self.canvas.does_not_fit(lines.too_wide, help)
        left, right = ("right", "left") if self.mirrored else ("left", "right")
        text = self.axes.text(
            across, up, lines.text, fontproperties=lines.font, color=self.canvas.color(color), gid=gid, zorder=zorder,
            ha={"start": left, "middle": "center", "end": right}[anchor], va=level,
        )  # fmt: skip
        if halo:
            text.set_path_effects([withStroke(linewidth=3.5, foreground=self.canvas.color(halo))])
        return text

    def line(self, across: Sequence[float], up: Sequence[float], color: str, width: float = 1.0, **look: Any) -> None:
        self.axes.plot(across, up, color=self.canvas.color(color), linewidth=width, **look)

    def box(
        self, start: float, low: float, wide: float, high: float, fill: str | None, edge: str | None = None, **look: Any
    ) -> Rectangle:
        patch = Rectangle((start, low), wide, high, **self._look(fill, edge), **look)
        self.axes.add_patch(patch)
        return patch

    def card(self, start: float, low: float, wide: float, high: float, fill: str, edge: str, **look: Any) -> None:
        """A box with the round corners of the brand's cards."""
        shape: dict[str, Any] = {"boxstyle": "round,pad=0,rounding_size=6", "linewidth": 1.0} | look
        self.axes.add_patch(FancyBboxPatch((start, low), wide, high, **self._look(fill, edge), **shape))

    def icon(
        self,
        name: str,
        across: float,
        up: float,
        high: float,
        color: str,
        *,
        gid: str | None = None,
        zorder: float = 3,
        turned: bool = False,
    ) -> None:
        """A drawing of the kit with its middle at a place, so high, in the shades of one colour.

        Drawn to the right it looks where reading goes; `turned`, the other way.
        """  # fmt: skip
        whole = drawing(name)
        scale, side = high / whole.height, -1 if turned else 1

        def at(x: float, y: float) -> tuple[float, float]:
            return across + side * (x - whole.width / 2) * scale, up + (whole.height / 2 - y) * scale

        for part in whole.parts:
            rings = [_outline([(do, [at(*spot) for spot in spots]) for do, spots in ring]) for ring in part.rings]
            fill = self.canvas.shade(color, part.shade)
            shape = PathCollection(rings, facecolor=fill, edgecolor="none", zorder=zorder)
            if part.shade == "full":
                shape.set_gid(gid)
                gid = None
            self.axes.add_collection(shape, autolim=False)

    def person(
        self, number: int, across: float, up: float, high: float, color: str, gid: str, *, filled: bool = True
    ) -> None:
        """One of a row of people, who are not one person many times; the outline of one who is not counted."""
        self.icon(person(number, filled=filled), across, up, high, color, gid=gid)

    def icon_wide(self, name: str, high: float) -> float:
        return drawing(name).proportion * high

    def round(
        self, across: float, up: float, radius: float, fill: str | None, edge: str | None = None, **look: Any
    ) -> None:
        shape: dict[str, Any] = {"linewidth": 2.0, "zorder": 3} | look
        self.axes.add_patch(Circle((across, up), radius, **self._look(fill, edge), **shape))

    def _look(self, fill: str | None, edge: str | None) -> dict[str, Any]:
        return {
            "facecolor": self.canvas.color(fill) if fill else "none",
            "edgecolor": self.canvas.color(edge) if edge else "none",
        }

    def _sizes(self, role: str, size: float | None) -> list[float]:
        """The brand's sizes from the largest that is wanted to the smallest that the role and the room allow."""
        wanted = self.canvas.brand.roles[role]
        largest = max(size or wanted.size, self.canvas.smallest)
        smallest = min(max(wanted.floor, self.canvas.smallest), largest)
        return sorted(
            {largest, smallest, *(s for s in self.canvas.brand.scale if smallest < s < largest)}, reverse=True
        )


def _outline(strokes: Sequence[tuple[str, Sequence[tuple[float, float]]]]) -> Path:
    """What a drawing's outline is to matplotlib."""
    codes = {"M": [Path.MOVETO], "L": [Path.LINETO], "C": [Path.CURVE4] * 3, "Z": [Path.CLOSEPOLY]}
    spots = [spot for do, where in strokes for spot in (where or [(0.0, 0.0)])]
    return Path(spots, [code for do, _ in strokes for code in codes[do]])


def sheet(canvas: Canvas, *, turns: bool = True) -> Sheet:
    """A sheet over the whole canvas. It is mirrored for readers from right to left unless what it shows does not turn
    with the reader: a map, an axis of time."""
    axes = canvas.axes(0.0, 0.0, canvas.width, canvas.height)
    mirrored = turns and canvas.brand.right_to_left
    axes.set(xlim=(canvas.width, 0) if mirrored else (0, canvas.width), ylim=(0, canvas.height))
    axes.set_axis_off()
    return Sheet(canvas, axes, canvas.width, canvas.height, mirrored)


def _broken(words: str, font: FontProperties, wide: float) -> list[str]:
    lines: list[str] = []
    for paragraph in words.split("\n"):
        line = ""
        for piece in _pieces(paragraph):
            # A piece that no line can hold falls apart into letters.
            for part in [piece] if _fit([piece], font, wide) else piece:
                if line and _width(_shown(line + part), font) > wide:
                    lines.append(_shown(line))
                    line = part
                else:
                    line += part
        lines.append(_shown(line))
    return lines


def _evened(words: str, font: FontProperties, wide: float, broken: list[str]) -> list[str]:
    """The same number of lines with the shortest longest one, so that no word stands alone on the last."""
    longest = max((_width(_shown(piece), font) for piece in _pieces(words)), default=wide)
    narrower = max(max((_width(line, font) for line in broken), default=0.0) - 1, 0)
    if len(broken) < 2 or longest > narrower:
        return broken
    tighter = _broken(words, font, narrower)
    return _evened(words, font, narrower, tighter) if len(tighter) == len(broken) else broken


def _pieces(words: str) -> list[str]:
    """What stays together on a line."""
    pieces: list[str] = []
    for piece in PIECE.findall(words):
        if pieces and BOUND.search(pieces[-1]):
            pieces[-1] += piece
        elif piece:
            pieces.append(piece)
    return pieces


def _fit(pieces: list[str], font: FontProperties, wide: float) -> bool:
    return all(_width(_shown(piece), font) <= wide for piece in pieces)


def _shown(line: str) -> str:
    """A line as it is read: a soft hyphen is seen only where the line ends with it."""
    line = line.rstrip()
    return line.replace(SOFT_HYPHEN, "") + ("-" if line.endswith(SOFT_HYPHEN) else "")


def _width(line: str, font: FontProperties) -> float:
    return float(text_to_path.get_text_width_height_descent(line or " ", font, False)[0]) * HINTED
