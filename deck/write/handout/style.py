"""What a handout style is: for whom, on which paper, with slides how large."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Literal

from deck.geometry import Box, mm
from deck.value import Value

Reader = Literal["attendee", "staff", "speaker"]

TEMPLATES = Path(__file__).parent / "styles"


class Paper(Value, frozen=True):
    """A sheet as it lies: the name that people ask for it by, and its size in points."""

    name: str
    width: float
    height: float

    @property
    def turned(self) -> Paper:
        return Paper(self.name, self.height, self.width)

    @property
    def text_area(self) -> Box:
        """The sheet without its margins, in points from its top left corner."""
        return Box(0, 0, self.width, self.height).without(SIDE, TOP, SIDE, BOTTOM)


TOP, SIDE, BOTTOM = mm(25), mm(15), mm(19)
PAPERS = {"a4": Paper("a4", mm(210), mm(297)), "letter": Paper("letter", 612, 792)}


class Grid(Value, frozen=True):
    """Slides in equal cells; with `lines` there are ruled lines for notes beside each."""

    columns: int
    rows: int
    lines: bool = False

    @property
    def count(self) -> int:
        return self.columns * self.rows


class Style(Value, frozen=True):
    """One way to put a talk on paper; its template lies beside its file in `styles/`."""

    name: str
    about: str
    template: str
    reader: Reader = "attendee"
    """Speaker notes are for the speaker alone: no other style is given them."""
    landscape: bool = False
    grid: Grid | None = None
    slide_share: float = 0.0
    """How wide a slide is shown, in shares of the text's width; 0 where none is."""
    figure_share: float = 0.0
    """How wide a figure that fills its slide is shown by itself; 0 where figures are only described."""
    in_short: bool = False
    """It tells the talk as a whole: neither slide by slide nor with what stands at the end of other handouts."""
    size_pt: float = 10.0
    """The size of running text."""
    brought: bytes = b""
    """Its template, where the talk brings it."""
    label: str = ""
    """What messages call that template."""

    @property
    def in_words(self) -> bool:
        """Whether attendees read it rather than look at slides."""
        return self.reader == "attendee" and self.grid is None and not self.slide_share

    @property
    def ends(self) -> bool:
        """Whether references, abbreviations and the like stand at its end."""
        return self.reader == "attendee" and not self.in_short

    @property
    def by_scene(self) -> bool:
        """Whether a list that goes on over several slides is one thing: it is read or said, not looked at."""
        return self.in_words or self.reader == "speaker"

    def on(self, paper: Paper) -> Paper:
        """The paper as this style holds it."""
        return paper.turned if self.landscape else paper


def known_styles() -> dict[str, Style]:
    """Every style by name, in the order in which people meet them: more slides a page, then more text."""
    found = [_style(module.name) for module in iter_modules([str(TEMPLATES)])]
    return {style.name: style for style in sorted(found, key=lambda style: style.name)}


def _style(module: str) -> Style:
    style = import_module(f"{__package__}.styles.{module}").STYLE
    assert isinstance(style, Style)
    return style
