"""Where everything on a slide sits: boxes in points, chosen sizes, broken lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from deck.brand.model import Brand, Color, Layout, Role, ShapeStyle, Slot
from deck.chart import Chart, Scale
from deck.diagnostics import Span
from deck.geometry import Box, Point
from deck.markup import Run, Text
from deck.phrases import Phrases
from deck.scene import NO_LOOK, Citations, Crop, Item, Media, Paragraph, RowLook, Scene, title_of
from deck.talk import EventRules, Handout, Meta, Slide, Talk
from deck.value import Value, replace

if TYPE_CHECKING:
    from deck.written_number import Format


class Piece(Value, frozen=True):
    """A stretch of one line in one face: what a drawing back end sets without thinking."""

    text: str
    x: float
    """Points from the left edge of the frame's text area."""
    width: float
    family: str
    run: Run
    size_pt: float
    """Smaller than the paragraph's size, and raised, for a superscript."""
    advances: tuple[float, ...] = ()
    """How far each character takes the line on, in points, where each is to be placed by itself."""


class Line(Value, frozen=True):
    """One line of text: `baseline` in points below the top of the frame's text area."""

    pieces: tuple[Piece, ...]
    baseline: float
    width: float

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


class Stretch(Value, frozen=True):
    """Text of one run in one font family."""

    text: str
    run: Run
    family: str


class LaidParagraph(Value, frozen=True):
    """A paragraph with its chosen size and its lines; `mark` is the bullet as drawn on the first line."""

    paragraph: Paragraph
    role: Role
    size_pt: float
    color: Color
    align: str
    """Physical: left, right or center."""
    indent_pt: float
    hanging_pt: float
    before_pt: float
    stretches: tuple[Stretch, ...] = ()
    """The whole text, cut by run and family: what an editable output writes."""
    lines: tuple[Line, ...] = ()
    mark: Piece | None = None
    fragile: tuple[int, ...] = ()
    """Lines, counted from 0, whose first word another program may put on the line before."""
    widest_pt: float = 0.0
    """How wide its widest stretch is in which no line may end; 0 where all of it stands on one line."""
    step_pt: float = 0.0
    """From line to line, where a formula in it is higher than a line is; else 0."""

    @property
    def has_quiet_links(self) -> bool:
        """Whether its links look like the words around them: a line of sources is all links, and no web page."""
        return self.role.name in ("source", "cited")


class Frame(Value, frozen=True):
    """Text inside a box: the text area is the box without its insets, its lines stand at `top` below it."""

    paragraphs: tuple[LaidParagraph, ...] = ()
    inset: tuple[float, float, float, float] = (0, 0, 0, 0)
    """Left, top, right, bottom, in points."""
    anchor: str = "top"
    top: float = 0.0
    """Where the first line's box begins, in points below the top of the text area (by anchor)."""
    height: float = 0.0

    @property
    def lines(self) -> Iterator[Line]:
        return (line for laid in self.paragraphs for line in laid.lines)


class TextBox(Value, frozen=True):
    """Text in a placeholder (`slot`) or in a shape of the brand (`style`), or both."""

    name: str
    box: Box
    frame: Frame
    slot: Slot | None = None
    style: ShapeStyle | None = None
    part: int = 0
    """Which part of its content it belongs to that may appear by itself, counted from 1; 0: it is there from the
    beginning."""

    @property
    def is_decorative(self) -> bool:
        """Whether there is nothing to read in it: a scrim behind text."""
        return self.slot is None and all(laid.paragraph.text.is_empty for laid in self.frame.paragraphs)

    @property
    def said(self) -> str:
        """What it says with its ticks and crosses in words; empty where it has none: its text says all then."""
        paragraphs = [laid.paragraph for laid in self.frame.paragraphs]
        if not any(one.said for one in paragraphs):
            return ""
        return " ".join(
            _as_sentence(f"{one.said}: {one.text.plain}" if one.said else one.text.plain) for one in paragraphs
        )


def _as_sentence(said: str) -> str:
    return said if said.endswith((".", "!", "?")) else f"{said}."


class Image(Value, frozen=True):
    """A drawn picture: a raster that every program shows, and the vector that newer ones prefer."""

    png: bytes
    """A photograph stays a JPEG: as a PNG it would be ten times as large."""
    svg: bytes = b""

    @property
    def kind(self) -> str:
        """png or jpeg, by which its file name ends."""
        return "jpeg" if self.png.startswith(b"\xff\xd8\xff") else "png"


Cut = tuple[float, float, float, float]
"""Left, top, right, bottom: shares of an image's sides."""
UNCUT: Cut = (0.0, 0.0, 0.0, 0.0)


class PictureBox(Value, frozen=True):
    name: str
    box: Box
    alt: Text
    figure: str = ""
    file: str = ""
    image: Image | None = None
    """None until the figures are drawn."""
    slot: Slot | None = None
    span: Span = Span.NOWHERE
    crop: Crop = "fit"
    focus: tuple[float, ...] = (0.5, 0.5)
    leads_to: str = ""
    """The address of a QR code."""
    media: Media | None = None
    cut: Cut = UNCUT
    """What a crop leaves out of the image; known when it has been read."""
    part: int = 0

    @property
    def whole(self) -> Box:
        """Where the image would stand if nothing of it were cut off."""
        left, top, right, bottom = self.cut
        width, height = self.box.width / (1 - left - right), self.box.height / (1 - top - bottom)
        return Box(self.box.x - left * width, self.box.y - top * height, width, height)

    @property
    def has_play_mark(self) -> bool:
        """Whether a drawing says that it plays; what is drawn instead of a picture of it says so by itself."""
        return self.media is not None and bool(self.file)

    @property
    def is_decorative(self) -> bool:
        """Whether nobody misses anything who does not see it: it has no alternative text."""
        return self.alt.is_empty


PLAY_MARK = 0.16
"""How much of the smaller side of a picture the mark on it has as its radius that says: this plays."""


def triangle(middle: Point, radius: float) -> tuple[Point, Point, Point]:
    """The sign for "play" in a circle, which points to the right in every language."""
    x, y, side = middle.x, middle.y, radius * 0.5
    # Moved so that its weight, and not its box, stands in the middle.
    return Point(x - 0.8 * side, y - side), Point(x - 0.8 * side, y + side), Point(x + side, y)


class IconBox(Value, frozen=True):
    """A drawing of the kit, which says nothing that is not said beside it."""

    name: str
    box: Box
    icon: str
    color: Color
    turned: bool = False
    """From left to right, for readers from right to left."""
    part: int = 0


class TableBox(Value, frozen=True):
    """Rows of cell frames; the first row is the header. Heights in points, one per row."""

    name: str
    box: Box
    alt: Text
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    cells: tuple[tuple[Frame, ...], ...]
    slot: Slot | None = None
    looks: tuple[RowLook, ...] = ()
    """What each row is, the header's first."""
    spans: tuple[tuple[int, ...], ...] = ()
    """Cells that take more than one place: row, column, how many rows, how many columns; the others there are empty."""
    piece: tuple[int, int] = (1, 1)
    """Which of how many tables it is, where rows appear click by click; the first has the head."""

    @property
    def has_head(self) -> bool:
        return self.piece[0] == 1

    @property
    def merged(self) -> dict[tuple[int, int], tuple[int, int]]:
        """How many rows and columns a cell takes that takes more than one place, by its row and column."""
        return {(row, column): (down, across) for row, column, down, across in self.spans}

    @property
    def covered(self) -> set[tuple[int, int]]:
        """Row and column of the places that a cell takes besides its own."""
        return {
            (r, c)
            for row, column, down, across in self.spans
            for r in range(row, row + down)
            for c in range(column, column + across)
            if (r, c) != (row, column)
        }

    def look(self, row: int) -> RowLook:
        return self.looks[row] if self.looks else NO_LOOK


_AROUND = 10.0


class Drawn(Value, frozen=True):
    """A painted part of a chart: a line through points, or the area inside them."""

    points: tuple[Point, ...]
    fill: Color | None = None
    line: Color | None = None
    line_pt: float = 0.0
    dash: bool = False
    is_round: bool = False
    """A dot: in the circle between two points, the corners of the square around it."""
    series: int = -1
    """Whose mark it is; -1: the chart's own."""


class ChartBox(Value, frozen=True):
    """A chart: how the program that shows the deck is to draw it, and the same drawn, for all that is no deck."""

    name: str
    box: Box
    told: str
    """What it shows, and its numbers in words."""
    chart: Chart
    plot: Box
    """Inside the axes."""
    size_pt: float
    """Of all that it says."""
    color: Color
    """Of all that it says, and `rule` of its lines."""
    rule: Color
    colors: tuple[tuple[Color, ...], ...]
    """By series, the colour of each of its marks."""
    labels: tuple[TextBox, ...]
    """What it says, each in the room that it has."""
    drawn: tuple[Drawn, ...]
    values: Scale | None = None
    across: Scale | None = None
    value_form: Format | None = None
    """How the number of a mark is written."""
    says_values: bool = False
    names_at_ends: bool = False
    """Series are named where their lines end, and not in a legend."""
    legend: Box | None = None
    has_value_axis: bool = True
    gap_width: int = 60
    """Between two categories, in per cent of a bar."""
    skip: int = 1
    """Of so many categories one is named."""
    from_right: bool = False
    """The first category stands at the right."""
    slot: Slot | None = None

    @property
    def frame(self) -> Box:
        """The box with room around it: programs squeeze a chart of which anything stands outside its frame, and keep
        more distance between an axis and its numbers than others."""
        return Box(
            self.box.x - _AROUND, self.box.y - _AROUND, self.box.width + 2 * _AROUND, self.box.height + 2 * _AROUND
        )

    def label(self, name: str) -> TextBox | None:
        return next((one for one in self.labels if one.name == f"{self.name}.{name}"), None)


class Connector(Value, frozen=True):
    """A line glued to two shapes by name and side (physical: left, right, top, bottom)."""

    name: str
    start: str
    end: str
    start_side: str
    end_side: str
    points: tuple[Point, ...]
    """Two points for a straight line, four for an elbow."""
    color: Color
    width_pt: float
    arrow: bool


class Group(Value, frozen=True):
    """Shapes and connectors that are one picture to a reader who cannot see them."""

    name: str
    box: Box
    alt: Text
    children: tuple[TextBox | PictureBox | IconBox | Connector, ...]
    part: int = 0
    needed: float = 0.0
    """How many points high the room has to be for all of it, where that is more than each shape can say by itself."""
    room: float = 0.0
    """And how high it is."""


class Target(Value, frozen=True):
    """What appears: an element by its name, or some of its paragraphs or rows, or one series of a chart."""

    name: str
    paragraphs: tuple[int, int] | None = None
    """The first and the last, counted from 0."""
    series: int | None = None
    rows: tuple[int, int] | None = None
    """Of a table, the first and the last; the head is row 0."""


Step = tuple[Target, ...]
"""What appears with one click."""


Element = TextBox | PictureBox | IconBox | TableBox | ChartBox | Group


def opened(*elements: Element) -> Iterator[TextBox | PictureBox | IconBox | TableBox | Connector]:
    """The elements, with what is in a group instead of the group, and what a chart says instead of the chart."""
    for element in elements:
        if isinstance(element, Group):
            yield from element.children
        elif isinstance(element, ChartBox):
            yield from element.labels
        else:
            yield element


class Page(Value, frozen=True):
    """One slide as it will be shown; the order of elements is the reading order.

    A long list is shown on several pages. What belongs to the slide as a whole, such as its notes, the first one has.
    """

    scene: Scene
    number: int
    layout: Layout
    items: tuple[Item, ...]
    """What of the scene this page shows: all of it, or its part of a long list."""
    elements: tuple[Element, ...]
    language: str
    shown: tuple[Text, ...] = ()
    """Every text that is seen on it, in reading order; without what every slide has, such as its number."""
    part: int = 1
    parts: int = 1
    steps: tuple[Step, ...] = ()
    """What appears click by click, in this order; all else is there from the beginning."""
    step: int = 0
    """Of a page that shows what is seen after so many clicks, and not all: one more than these."""

    @property
    def slide(self) -> Slide:
        return self.scene.slide

    @property
    def id(self) -> str:
        # A full stop cannot stand in an author's id: no other slide has this name.
        own = self.scene.id if self.part == 1 else f"{self.scene.id}.{self.part}"
        # A link leads to the first of those that show a slide click by click.
        return own if self.step <= 1 else f"{own}.step-{self.step}"

    @property
    def title(self) -> str:
        return title_of(self.items)

    @property
    def kind(self) -> str:
        return self.slide.kind

    @property
    def span(self) -> Span:
        return self.slide.span

    @property
    def section(self) -> str:
        """What its section is called in the language of the deck."""
        return self.slide.section.called.plain

    @property
    def hidden(self) -> bool:
        return self.slide.says.hidden

    @property
    def spoken(self) -> tuple[Text, ...]:
        """What is to be said."""
        return self.slide.says.notes if self.part == 1 else ()

    @property
    def at_hand(self) -> tuple[Text, ...]:
        return self.slide.says.at_hand if self.part == 1 else ()

    @property
    def notes(self) -> tuple[Text, ...]:
        """All that only the speaker sees."""
        return (*self.spoken, *self.at_hand)

    @property
    def handout(self) -> tuple[Text, ...]:
        if self.part > 1:
            return ()
        match self.slide.says.handout:
            case Handout() as told:
                return tuple(text for part in told.parts for text in part)
            case text:
                return text

    @property
    def minutes(self) -> float | None:
        return self.slide.says.minutes if self.part == 1 else None

    @property
    def cue(self) -> Text | None:
        return self.slide.says.cue if self.part == 1 else None

    @property
    def pictures(self) -> Iterator[PictureBox]:
        return (element for element in opened(*self.elements) if isinstance(element, PictureBox))

    @property
    def plays(self) -> tuple[PictureBox, ...]:
        """What plays on it, in the order in which it does."""
        return tuple(picture for picture in self.pictures if picture.media is not None)

    @property
    def frames(self) -> Iterator[tuple[Frame, Box]]:
        """Every stretch of text that is set by itself, with its box; a cell's box says only how large it is."""
        for element in opened(*self.elements):
            match element:
                case TextBox(frame=frame, box=box):
                    yield frame, box
                case TableBox(cells=cells, widths=widths, heights=heights):
                    for row, height in zip(cells, heights, strict=True):
                        yield from ((cell, Box(0, 0, width, height)) for cell, width in zip(row, widths, strict=True))

    def with_pictures(self, drawn: Callable[[PictureBox], PictureBox]) -> Page:
        """The page with every picture replaced by what `drawn` makes of it."""

        def redrawn(element: Element) -> Element:
            match element:
                case PictureBox():
                    return drawn(element)
                case Group(children=children):
                    return replace(
                        element, children=tuple(drawn(c) if isinstance(c, PictureBox) else c for c in children)
                    )
                case _:
                    return element

        return replace(self, elements=tuple(redrawn(element) for element in self.elements))


class Deck(Value, frozen=True):
    """A finished talk: what its author says, what its slides show, and where that stands, page by page."""

    talk: Talk
    scenes: tuple[Scene, ...]
    pages: tuple[Page, ...]
    citations: Citations
    brand: Brand
    rules: EventRules | None = None
    """What the event asks for, where the talk names it."""

    @property
    def meta(self) -> Meta:
        return self.talk.meta

    @property
    def without_hidden(self) -> Deck:
        """The deck as those get it who are not to have its hidden slides."""
        return replace(self, pages=tuple(page for page in self.pages if not page.hidden))

    @property
    def phrases(self) -> Phrases:
        """What the program itself says in it, in its language."""
        return self.talk.phrases

    @property
    def translation(self) -> str:
        """Of a translation: who has seen it."""
        return self.talk.translation
