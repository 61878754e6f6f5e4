"""Canvas: what a script in figures/ draws on."""

from __future__ import annotations

import datetime
import io
import re
import sys
import textwrap
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar
from unicodedata import bidirectional

from deck import language
from deck.brand.model import Brand
from deck.brand.theme_colors import shaded
from deck.data_file import read_data
from deck.diagnostics import close_matches
from deck.few_colors import with_few_colors
from deck.geometry import Box
from deck.regex import regex
from deck.value import Value, field
from deck.written_number import Format, NoNumber, written

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties

SMALLEST = 14
"""Points: no text in a figure is smaller on the slide, unless the brand lets its labels be."""
PIXELS_PER_INCH = 200
LARGEST_PIXELS = 2400
RULES = 5
"""Goes up when a canvas draws the same script in another way, so that what was remembered is drawn again."""
_LEFT_TO_RIGHT_MARK, _RIGHT_TO_LEFT_MARK = "\u200e", "\u200f"
Kept = TypeVar("Kept")


class Refused(ValueError):
    """What a canvas does not do, and what to do instead, in words for the author of a script."""

    def __init__(self, what: str, help: str) -> None:
        super().__init__(what)
        self.help = help


class Declared(Value, frozen=True):
    """The words and data files that are found by reading a script: its figure may use no others."""

    words: frozenset[str]
    data: frozenset[str]


class Canvas(Value, frozen=True):
    """A matplotlib figure of exactly the size it has on the slide, with the brand's colours and type."""

    name: str
    figure: Figure
    brand: Brand
    data_folder: Path
    language: str = "en"
    """BCP 47 tag of the reader's language."""
    words: Mapping[str, str] = field(default_factory=dict)
    """The translations of what the script says, by what it says."""
    declared: Declared | None = None
    """None where the script was not read: then it may say and draw from anything."""
    unfit: list[tuple[str, str, int]] = field(default_factory=list)
    """What does not fit, what to do, and the line of the script that says it."""

    @classmethod
    def of_size(
        cls,
        name: str,
        box: Box,
        brand: Brand,
        data_folder: Path,
        language: str = "en",
        words: Mapping[str, str] = MappingProxyType({}),
        declared: Declared | None = None,
    ) -> Canvas:
        """An empty canvas; `box` in points, so that 14 pt on it are 14 pt on the slide."""
        from matplotlib.figure import Figure

        figure = Figure(figsize=(box.width / 72, box.height / 72))
        return cls(name, figure, brand, data_folder, language, words, declared)

    @property
    def width(self) -> float:
        """In points."""
        return float(self.figure.get_figwidth() * 72)

    @property
    def height(self) -> float:
        """In points."""
        return float(self.figure.get_figheight() * 72)

    def axes(self, left: float, bottom: float, width: float, height: float) -> Axes:
        """Axes at a place in points from the lower left corner."""
        across, up = self.width, self.height
        return self.figure.add_axes((left / across, bottom / up, width / across, height / up))

    def color(self, name: str) -> str:
        """A colour of the brand's palette, as matplotlib takes it."""
        return f"#{_named(name, self.brand.colors, 'colour').hex}"

    @property
    def smallest(self) -> float:
        """The size in points that no text may go below: a brand for small rooms may have smaller labels than ours."""
        return min(SMALLEST, self.brand.roles["label"].floor)

    def shade(self, name: str, shade: str) -> str:
        """A colour of the palette as the parts of a drawing of the kit in that shade have it."""
        return f"#{shaded(_named(name, self.brand.colors, 'colour'), shade, self.brand.colors['paper']).hex}"

    def font(self, role: str, size: float | None = None) -> FontProperties:
        """Face and size of a role of the brand's type scale; `size` in points sets another one, not below
        `smallest`.

        What the face has no glyph for is set in the face of the language's script, or in the brand's fallbacks.
        Raises ValueError for a size that cannot be read from the last row.
        """
        from matplotlib.font_manager import FontProperties

        if size is not None and size < self.smallest:
            help = f"a figure's text has {self.smallest:g} pt or more; say less in it, or make room"
            raise Refused(f"{size:g} pt is too small to be read from the last row", help)
        wanted = _named(role, self.brand.roles, "role")
        faces = (self._file(family, wanted.bold) for family in self._families(self.brand.family(wanted)))
        return FontProperties(family=[_family(path) for path in faces if path], size=size or wanted.size)

    def _families(self, base: str) -> tuple[str, ...]:
        """The families that are asked for a glyph, in turn."""
        of_scripts = self.brand.scripts
        own = [of_scripts[script] for script in (language.script(self.language),) if script in of_scripts]
        return tuple(dict.fromkeys((base, *own, *self.brand.fallbacks, *of_scripts.values())))

    def _file(self, family: str, bold: bool) -> Path | None:
        upright = {face.bold: face.path for face in self.brand.faces if face.family == family and not face.italic}
        return upright.get(bold) or upright.get(False)

    def data(self, name: str) -> Any:
        """A file of figures/data: the rows of a CSV as dictionaries, or a JSON value.

        `name` is written as a literal in the script: what a figure is drawn from is found by reading it. A column that
        is missing, or a cell of which `int(…)`, `float(…)` or `row.day("…")` can make nothing, is named by its place.
        """
        if self.declared is not None and name not in self.declared.data:
            help = 'write the name of the file there as it is, as in `canvas.data("trials.csv")`'
            raise Refused(f"reading the script does not show that it draws from `{name}`", help)
        return read_data(self.data_folder / name)

    def say(self, words: str) -> str:
        """Words of the figure in the reader's language.

        `words` is a literal, or an entry of a table of literals at the top of the module, as in `say(NAMES[code])`:
        what there is to translate is found by reading the script. Words that come about in another way stand in the
        module's list `WORDS`. A translation that is missing leaves the words as they are written; one of words that
        are broken into lines is broken into as many.
        """
        if self.declared is not None and words not in self.declared.words:
            help = "translators find the words of a script by reading it: put these into its list `WORDS`"
            raise Refused(f"reading the script does not show that it says {words!r}", help)
        said = self.words.get(words)
        if said is None:
            return words
        said = language.bound(said, self.language)
        if "\n" in words and "\n" not in said:
            said = _in_lines(said, words.count("\n") + 1)
        if language.is_right_to_left(self.language):
            # Else a line that begins with CD19 would be set from the left.
            return "\n".join(_RIGHT_TO_LEFT_MARK + line for line in said.split("\n"))
        return said

    def number(self, value: float, decimals: int | None = None) -> str:
        """A number as the reader's language writes it; `decimals` fixes how many digits follow the point.

        What would be all noughts then is written as a bound, as in <0.01.
        """
        return self._written(value, Format(decimals))

    def percent(self, share: float, decimals: int = 0) -> str:
        """A share of one, in per cent."""
        said = self._written(share, Format(decimals, unit="%"))
        # Behind Arabic letters the sign would go to the other side of its number.
        return _LEFT_TO_RIGHT_MARK + said if language.is_right_to_left(self.language) else said

    def _written(self, value: float, form: Format) -> str:
        try:
            return written(value, self.language, form)
        except NoNumber as problem:
            raise Refused(
                f"{value!r} {problem}, so it cannot be written", "look where the script has it from"
            ) from None

    def day(self, date: datetime.date) -> str:
        """A day in full, as in 25 April 2026."""
        return language.day(date, self.language)

    def month(self, date: datetime.date) -> str:
        """A month with its year, as in July 2026."""
        return language.month(date, self.language)

    @contextmanager
    def styled(self) -> Iterator[None]:
        """Within it, whatever the script leaves to matplotlib looks like the brand, on every computer."""
        import matplotlib as mpl
        from cycler import cycler

        size, text, muted = self.brand.roles["label"].size, self.color("text"), self.color("muted")
        look: dict[Any, Any] = {
            "font.family": self.font("label").get_family(), "text.color": text, "axes.labelcolor": text,
            **self._formulas(), "axes.edgecolor": muted, "grid.color": self.color("rule"),
            "axes.prop_cycle": cycler(color=[self.color(n) for n in ("primary", "accent", "teal", "muted")]),
            # Fitted to the pixels, letters would have other widths there than in the vector picture.
            "text.hinting": "none", "lines.linewidth": 2.0,
            **dict.fromkeys(("xtick.color", "ytick.color"), muted),
            **dict.fromkeys(("xtick.labelcolor", "ytick.labelcolor"), text),
            **dict.fromkeys(("font.size", "axes.labelsize", "axes.titlesize", "legend.fontsize"), size),
            **dict.fromkeys(("xtick.labelsize", "ytick.labelsize"), size),
        }  # fmt: skip
        with mpl.rc_context():
            # What somebody keeps in a matplotlibrc is not a part of the talk.
            mpl.rcdefaults()
            mpl.rcParams.update(look)
            yield

    def _formulas(self) -> dict[str, Any]:
        """`$…$` is set as mathematics in the brand's font; signs that it lacks come from one that matplotlib has."""
        base = self.brand.base
        faces = {(face.bold, face.italic): face.path for face in self.brand.faces if face.family == base}
        plain, slanted, bold = (False, False), (False, True), (True, False)
        styles = {
            "rm": plain,
            "it": slanted,
            "bf": bold,
            "bfit": (True, True),
            "sf": plain,
            "tt": plain,
            "cal": slanted,
        }
        named = {f"mathtext.{name}": _as_pattern(_family(faces[how])) for name, how in styles.items() if how in faces}
        return {"mathtext.fontset": "custom", "mathtext.fallback": "stixsans", **named}

    def does_not_fit(self, words: str, help: str) -> None:
        """Say that some words cannot be set whole where they are wanted."""
        frame: Any = sys._getframe(1)
        while frame is not None and Path(frame.f_code.co_filename).stem != self.name:
            frame = frame.f_back
        slip = f"`{words}` does not fit in its place", help, frame.f_lineno if frame else 0
        if slip not in self.unfit:
            self.unfit.append(slip)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was drawn: neither a mark nor a word."""
        drawn = set(self.figure.get_children()) - {self.figure.patch, *self.figure.axes}
        return not drawn and not any(axes.has_data() or axes.texts or axes.artists for axes in self.figure.axes)

    def drawn(self) -> tuple[bytes, bytes]:
        """The drawing as (SVG with its text as paths, PNG), the same bytes every time."""
        return self.saved("svg"), self.saved("png")

    def saved(self, kind: str) -> bytes:
        """The drawing as `svg`, `png` or `pdf`, the same bytes every time."""
        if language.is_right_to_left(self.language):
            _begin_lines_right(self.figure)
        match kind:
            case "svg":
                return _rounded(_without_doctype(self._saved("svg", {"Date": None, "Creator": None})))
            case "png":
                dpi = min(PIXELS_PER_INCH, LARGEST_PIXELS / max(self.figure.get_size_inches()))
                # In a hurry: it is written again, with fewer colours.
                return with_few_colors(
                    self._saved("png", {"Software": None}, dpi=dpi, pil_kwargs={"compress_level": 1})
                )
            case _:
                return self._saved("pdf", {"CreationDate": None, "Creator": None, "Producer": None})

    def _saved(self, kind: str, metadata: dict[str, None], **options: Any) -> bytes:
        import matplotlib as mpl

        buffer = io.BytesIO()
        with mpl.rc_context({"svg.fonttype": "path", "svg.hashsalt": self.name, "pdf.fonttype": 42}):
            self.figure.savefig(buffer, format=kind, metadata=metadata, transparent=True, **options)
        return buffer.getvalue()


def warm_up() -> None:
    """Load what every drawing needs, before processes are made that share it."""
    import matplotlib.backends.backend_agg
    import matplotlib.backends.backend_svg
    import matplotlib.figure  # noqa: F401


def _begin_lines_right(figure: Figure) -> None:
    """Lines of one text begin one under the other, at the side where they are read from, whatever is first on them.

    A script breaks words into lines by itself: of "cells by CAR-T against CD19", a line that begins with CAR-T would be
    set from the left, and be read as CD19 against CAR-T.
    """
    from matplotlib.text import Text

    for text in figure.findobj(Text):
        if not isinstance(text, Text):
            continue
        lines = text.get_text().split("\n")
        begun = "\n".join(_from_right(line) for line in lines)
        if begun != text.get_text():
            text.set_text(begun)
        if len(lines) > 1 and text.get_horizontalalignment() == "left":
            text.set_multialignment("right")


def _from_right(line: str) -> str:
    """The line with its direction said, where it has letters that are read from right to left."""
    letters = not line.startswith(_RIGHT_TO_LEFT_MARK) and any(bidirectional(one) in ("R", "AL") for one in line)
    return _RIGHT_TO_LEFT_MARK + line if letters else line


@cache
def _family(path: Path) -> str:
    """A family of its own for a font file: matplotlib falls back from family to family, not from file to file."""
    from matplotlib.font_manager import FontEntry, fontManager

    name = f"deck {path}"
    fontManager.ttflist.append(FontEntry(fname=str(path), name=name))
    return name


def _as_pattern(family: str) -> str:
    """The name of a family where matplotlib takes a pattern of fontconfig's."""
    return re.sub(r"([\\\-:,])", r"\\\1", family)


def _named(name: str, known: Mapping[str, Kept], what: str) -> Kept:
    if name not in known:
        help = close_matches(name, known) or f"it has {', '.join(known)}"
        raise Refused(f"the brand has no {what} `{name}`", help)
    return known[name]


def _in_lines(words: str, count: int) -> str:
    """The words in so many lines, as even as can be; a text without spaces stays on one."""
    for width in range(-(-len(words) // count), len(words)):
        lines = textwrap.wrap(words, width, break_long_words=False, break_on_hyphens=False)
        if len(lines) <= count:
            return "\n".join(lines)
    return words


def _without_doctype(svg: bytes) -> bytes:
    """matplotlib names a DTD on the web; nothing that opens the deck should ask for it."""
    start = svg.find(b"<!DOCTYPE")
    return svg if start < 0 else svg[:start] + svg[svg.index(b">", start) + 1 :].lstrip()


def _rounded(svg: bytes) -> bytes:
    """Paths to a hundredth of a point: nobody sees more, and it takes a third off what a deck has to compress."""
    return _PATH.sub(lambda path: _LONG_NUMBER.sub(_to_hundredths, path[0]), svg)


_PATH, _LONG_NUMBER = regex(rb' d="[^"]*"'), regex(rb"-?\d+\.\d{3,}")


def _to_hundredths(number: re.Match[bytes]) -> bytes:
    return (b"%.2f" % float(number[0])).rstrip(b"0").rstrip(b".")


def draw_placeholder(canvas: Canvas) -> None:
    """A quiet frame that says which figure will stand here."""
    # Imported here because it loads YAML, which a process that draws has no other need of.
    from deck.phrases import Phrases

    words = Phrases(canvas.language).say("figure-to-come")
    _draw_frame(canvas, "mist", "muted", [(words, "card_title"), (f"figures/{canvas.name}.py", "label")])


def draw_problem(canvas: Canvas, problem: str) -> None:
    """In place of a figure that could not be drawn: why, for whoever looks at a preview."""
    characters = max(int(canvas.width // 9), 20)
    room = max(int(canvas.height // 20) - 2, 1)
    lines = textwrap.wrap(problem, characters, max_lines=room, placeholder=" …")
    _draw_frame(
        canvas,
        "paper",
        "warning",
        [("This figure could not be drawn", "card_title"), *((line, "label") for line in lines)],
    )


def _draw_frame(canvas: Canvas, ground: str, tone: str, lines: list[tuple[str, str]]) -> None:
    from matplotlib.patches import FancyBboxPatch

    width, height = canvas.width, canvas.height
    axes = canvas.axes(0, 0, width, height)
    axes.set(xlim=(0, width), ylim=(0, height))
    axes.set_axis_off()
    frame = FancyBboxPatch(
        (1, 1), width - 2, height - 2, boxstyle="round,pad=0,rounding_size=6", linewidth=1, linestyle=(0, (6, 4)),
        edgecolor=canvas.color(tone), facecolor=canvas.color(ground),
    )  # fmt: skip
    axes.add_patch(frame)
    said: dict[str, Any] = {"ha": "center", "va": "center", "color": canvas.color(tone)}
    up = height / 2 + 14 * (len(lines) - 1)
    for words, role in lines:
        axes.text(width / 2, up, words, fontproperties=canvas.font(role), **said)
        up -= 28
