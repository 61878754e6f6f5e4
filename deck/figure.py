"""Canvas: the only thing a script in figures/ imports from deck."""

from __future__ import annotations

import datetime
import io
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from deck import language
from deck.brand.model import Brand
from deck.geometry import Box
from deck.value import Value, field

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties

SMALLEST = 14
"""Points: no text in a figure is smaller on the slide."""
PIXELS_PER_INCH = 200
LARGEST_PIXELS = 2400


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

    @classmethod
    def of_size(
        cls,
        name: str,
        box: Box,
        brand: Brand,
        data_folder: Path,
        language: str = "en",
        words: Mapping[str, str] = MappingProxyType({}),
    ) -> Canvas:
        """An empty canvas; `box` in points, so that 14 pt on it are 14 pt on the slide."""
        from matplotlib.figure import Figure

        figure = Figure(figsize=(box.width / 72, box.height / 72))
        return cls(name, figure, brand, data_folder, language, words)

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
        return f"#{self.brand.colors[name].hex}"

    def font(self, role: str, size: float | None = None) -> FontProperties:
        """Face and size of a role of the brand's type scale; `size` in points sets another one, 14 or more.

        Raises ValueError for a size that cannot be read from the last row.
        """
        from matplotlib.font_manager import FontProperties

        if size is not None and size < SMALLEST:
            raise ValueError(f"{size:g} pt is too small to be read: a figure's text has {SMALLEST} pt or more")
        wanted = self.brand.roles[role]
        family = self.brand.family(wanted)
        path = next(f.path for f in self.brand.faces if (f.family, f.bold, f.italic) == (family, wanted.bold, False))
        return FontProperties(fname=str(path), size=size or wanted.size)

    def data(self, name: str) -> Any:
        """A file of figures/data: the rows of a CSV as dictionaries, or a JSON value.

        `name` is written as a literal in the script: what a figure is drawn from is found by reading it.
        """
        text = (self.data_folder / name).read_text(encoding="utf-8-sig")
        if name.endswith(".json"):
            import json

            return json.loads(text)
        import csv

        return list(csv.DictReader(io.StringIO(text)))

    def say(self, words: str) -> str:
        """Words of the figure in the reader's language.

        `words` is a literal, so that what there is to translate is found by reading the script; words that come from
        data stand in the module's list `WORDS`. A translation that is missing leaves the words as they are written.
        """
        return self.words.get(words, words)

    def number(self, value: float, decimals: int | None = None) -> str:
        """A number as the reader's language writes it; `decimals` fixes how many digits follow the point."""
        return language.number(value, self.language, decimals)

    def percent(self, share: float, decimals: int = 0) -> str:
        """A share of one, in per cent."""
        return language.percent(share, self.language, decimals)

    def day(self, date: datetime.date) -> str:
        """A day in full, as in 25 April 2026."""
        return language.day(date, self.language)

    def month(self, date: datetime.date) -> str:
        """A month with its year, as in July 2026."""
        return language.month(date, self.language)

    def drawn(self) -> tuple[bytes, bytes]:
        """The drawing as (SVG with its text as paths, PNG), the same bytes every time."""
        import matplotlib as mpl

        with mpl.rc_context({"svg.fonttype": "path", "svg.hashsalt": self.name}):
            svg = self._saved("svg", {"Date": None, "Creator": None})
        width, height = self.figure.get_size_inches()
        dpi = min(PIXELS_PER_INCH, LARGEST_PIXELS / max(width, height))
        return _without_doctype(svg), self._saved("png", {"Software": None}, dpi=dpi)

    def _saved(self, kind: str, metadata: dict[str, None], **options: Any) -> bytes:
        buffer = io.BytesIO()
        self.figure.savefig(buffer, format=kind, metadata=metadata, transparent=True, **options)
        return buffer.getvalue()


def _without_doctype(svg: bytes) -> bytes:
    """matplotlib names a DTD on the web; nothing that opens the deck should ask for it."""
    start = svg.find(b"<!DOCTYPE")
    return svg if start < 0 else svg[:start] + svg[svg.index(b">", start) + 1 :].lstrip()


def draw_placeholder(canvas: Canvas) -> None:
    """A quiet frame that says which figure will stand here."""
    from matplotlib.patches import FancyBboxPatch

    axes = canvas.figure.add_axes((0.0, 0.0, 1.0, 1.0))
    width, height = canvas.figure.get_size_inches() * 72
    axes.set_xlim(0, width)
    axes.set_ylim(0, height)
    axes.set_axis_off()
    frame = FancyBboxPatch(
        (1, 1), width - 2, height - 2, boxstyle="round,pad=0,rounding_size=6", linewidth=1, linestyle=(0, (6, 4)),
        edgecolor=canvas.color("muted"), facecolor=canvas.color("mist"),
    )  # fmt: skip
    axes.add_patch(frame)
    said: dict[str, Any] = {"ha": "center", "va": "center", "color": canvas.color("muted")}
    axes.text(width / 2, height / 2 + 14, "Figure to come", fontproperties=canvas.font("card_title"), **said)
    axes.text(width / 2, height / 2 - 14, f"figures/{canvas.name}.py", fontproperties=canvas.font("label"), **said)
