"""Where everything on a slide sits: boxes in points, chosen sizes, broken lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from deck.brand.model import Brand, Color, Layout, Role, ShapeStyle, Slot
from deck.diagnostics import Span
from deck.geometry import Box, Point
from deck.markup import Run, Text
from deck.phrases import Phrases
from deck.scene import Paragraph
from deck.talk import Meta
from deck.value import Value, replace


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


class Image(Value, frozen=True):
    """A drawn picture: a raster that every program shows, and the vector that newer ones prefer."""

    png: bytes
    """A photograph stays a JPEG: as a PNG it would be ten times as large."""
    svg: bytes = b""

    @property
    def kind(self) -> str:
        """png or jpeg, by which its file name ends."""
        return "jpeg" if self.png.startswith(b"\xff\xd8\xff") else "png"


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


class TableBox(Value, frozen=True):
    """Rows of cell frames; the first row is the header. Heights in points, one per row."""

    name: str
    box: Box
    alt: Text
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    cells: tuple[tuple[Frame, ...], ...]
    slot: Slot | None = None


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
    children: tuple[TextBox | PictureBox | Connector, ...]


Element = TextBox | PictureBox | TableBox | Group


class Page(Value, frozen=True):
    """One slide as it will be shown; the order of elements is the reading order."""

    id: str
    number: int
    layout: Layout
    elements: tuple[Element, ...]
    title: str
    language: str
    section: str = ""
    notes: tuple[Text, ...] = ()
    handout: tuple[Text, ...] = ()
    minutes: float | None = None
    cue: Text | None = None
    hidden: bool = False
    draft: tuple[str, ...] = ()
    span: Span = Span.NOWHERE
    kind: str = ""

    @property
    def pictures(self) -> Iterator[PictureBox]:
        for element in self.elements:
            match element:
                case PictureBox():
                    yield element
                case Group(children=children):
                    yield from (child for child in children if isinstance(child, PictureBox))

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
    """A finished talk: what it says of itself, and its pages in order."""

    meta: Meta
    pages: tuple[Page, ...]
    brand: Brand
    phrases: Phrases = Phrases()
    """What the program itself says in it, in its language."""
    translation: str = ""
    """Of a translation: who has seen it."""
