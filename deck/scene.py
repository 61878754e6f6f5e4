"""What a slide shows: contents addressed to named slots, with no coordinates, sizes or colours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from deck.chart import Chart
from deck.diagnostics import Span
from deck.markup import Text
from deck.media.captions import Captions
from deck.media.medium import Medium
from deck.talk import Name, Slide, Slots
from deck.value import Value, field

Mark = Literal["none", "dot", "tick", "ring", "number", "line", "yes", "no"]
Gap = Literal["none", "tight", "normal", "wide"]
Crop = Literal["fit", "fill"]
"""Whether all of a picture is shown, or as much as fills its place."""
Side = Literal["start", "end", "top", "bottom"]
"""A side of a shape in reading direction: `start` is left in English and right in Arabic."""


class Paragraph(Value, frozen=True):
    """One paragraph; `role` says how it is set where that differs from its slot or shape."""

    text: Text
    level: int = 0
    mark: Mark = "none"
    role: str = ""
    color: str = ""
    keep: bool = False
    """Stays with the paragraph after it when a list continues on another slide (a heading)."""
    new_column: bool = False
    number: int = 0
    """What a mark of `number` prints, or one of `line`: where a line stands in its file."""
    lit: bool = False
    """A line of code that the talk is about: it stands on a band across its box."""
    said: str = ""
    """What the mark says to whoever hears it, where that is more than that a point begins."""


class Words(Value, frozen=True):
    """Paragraphs set one under the other in one frame."""

    paragraphs: tuple[Paragraph, ...]


class Flow(Value, frozen=True):
    """Paragraphs that fill several slots in order, and continue on a further slide when these are full."""

    slots: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]


class Bibliography(Value, frozen=True):
    """What the talk cites, numbered; becomes a flow when the citations are known. `only` narrows it down."""

    slots: tuple[str, ...]
    only: tuple[Name, ...] = ()


class Media(Value, frozen=True):
    """A film or sound that a slide plays."""

    file: str
    medium: Medium
    captions: Captions | None = None
    at_start: bool = False
    """Whether it stands where a line begins, and leaves the rest of its place to what is beside it."""
    data: bytes = b""
    """What the deck carries of the file; known when pictures are drawn."""


class Picture(Value, frozen=True):
    """A figure of `figures/` (by name), a picture file of the project (by path), or a QR code (by its address)."""

    alt: Text
    figure: str = ""
    file: str = ""
    span: Span = Span.NOWHERE
    crop: Crop = "fit"
    focus: tuple[float, ...] = (0.5, 0.5)
    """What a crop keeps in view: shares of the picture's own width and height, from its top left corner."""
    ratio: float = 0.0
    """Width over height, where that is known before the picture is read."""
    leads_to: str = ""
    """Instead of a picture, the address that a QR code leads to."""
    media: Media | None = None
    """What plays in its place; the picture is what is seen before, and on paper."""


class Shown(Value, frozen=True):
    """A picture with what is said under it."""

    picture: Picture
    caption: Words = Words(())


class Gallery(Value, frozen=True):
    """Pictures side by side or in rows, as large as the place allows; those of a row are equally high."""

    shown: tuple[Shown, ...]


class RowLook(Value, frozen=True):
    """What a row of a table is besides its cells."""

    kind: Literal["row", "group", "total"] = "row"
    """A group is a row that names those after it: its first cell goes across all columns."""
    indent: int = 0
    marked: bool = False
    """The row that the talk is about."""


NO_LOOK = RowLook()


class Icon(Value, frozen=True):
    """A drawing of the kit, as large as its place holds it; what it says, words beside it say too."""

    name: str
    color: str = "primary"
    """A colour of the brand."""
    wanted: float = 72.0
    """Points that it wants to be high, if it is not too wide then: text beside it grows only where there is more."""
    at_start: bool = False
    """Stands where the lines under it begin, no higher than it wants to be, instead of in the middle of its place."""
    disc: str = ""
    """A colour of the brand: it stands on a disc of that, which is as large as it wants to be. So drawings of every
    form are of one size and stand on one axis."""


class Table(Value, frozen=True):
    """A header row and body rows of equal length; it continues on a further slide when the slot is full."""

    header: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]
    alt: Text
    widths: tuple[float, ...] = ()
    """Relative column widths; empty: by content."""
    looks: tuple[RowLook, ...] = ()
    """What each row is; empty: rows like any other."""
    spans: tuple[tuple[int, ...], ...] = ()
    """Cells that take more than one place: row (without the header), column, how many rows, how many columns."""
    apart: bool = False
    """Whether rows appear click by click: each is a table of its own then, which makes no room for one that grows."""


class Space(Value, frozen=True):
    """Nothing, where a row or column needs a gap of a cell's size."""


class Shape(Value, frozen=True):
    """A native shape with text; `id` is what links hold on to, `style` and `tone` name its look in the brand."""

    id: str
    style: str
    words: Words = Words(())
    tone: str = "plain"


class Row(Value, frozen=True):
    """Blocks side by side; `weights` share out the width (default: equal shares)."""

    blocks: tuple[Block, ...]
    weights: tuple[float, ...] = ()
    gap: Gap = "normal"
    aligned: bool = False
    """Its blocks are columns whose first blocks are equally high: heads over what they are heads of."""
    level: tuple[str, ...] = ()
    """Shapes in it, by `id`: those with one line stand on one baseline, whatever their sizes."""
    apart: int = 0
    """Its blocks from this one on, counted from 1, may appear click by click; 0: all of it at once."""


class Column(Value, frozen=True):
    """Blocks one under the other; a weight of 0 is as high as its text, the others share the rest."""

    blocks: tuple[Block, ...]
    weights: tuple[float, ...] = ()
    gap: Gap = "normal"
    spare: bool = False
    """Each block is as high as its text needs; only what is then left over is shared by weight."""
    airy: bool = False
    """The same for rows of text: up to a measure what is left over parts them, half above each and half below."""
    apart: int = 0
    """As that of a row."""
    ground: str = ""
    """The style of a shape that it stands on, inside the insets of that; below 0 they reach out of its place."""
    tone: str = "plain"
    """Of its ground."""


class Link(Value, frozen=True):
    """A connector glued to two shapes of the same diagram."""

    start: str
    end: str
    start_side: Side = "end"
    end_side: Side = "start"
    tone: str = "plain"
    arrow: bool = True


class Diagram(Value, frozen=True):
    """Native shapes and connectors that are one picture to a reader who cannot see them."""

    alt: Text
    body: Block
    links: tuple[Link, ...] = ()
    told: tuple[tuple[str, ...], ...] = ()
    """Its shapes by `id` as rows of a table, the heads first, where it tells by what stands under what; "" for none."""


class Event(Value, frozen=True):
    """Something that happened, at a moment or over a time."""

    id: str
    words: Words
    """When, as it is read, and what."""
    begin: float
    """Where it stands: the day, counted as `datetime.date` does, or its place in a row."""
    end: float | None = None
    """Where a span ends."""
    tone: str = "plain"


class Timeline(Value, frozen=True):
    """Events along a line from left to right, in the order of time, as one picture to who cannot see them."""

    alt: Text
    events: tuple[Event, ...]
    dated: bool
    """Distances are those of a calendar; else all are equal."""


class Node(Value, frozen=True):
    """A box of a flow; at a choice its arrows say which way is which."""

    id: str
    words: Words
    tone: str = "plain"
    is_choice: bool = False


class Edge(Value, frozen=True):
    """An arrow from one box to another, with a word or two on it."""

    start: str
    end: str
    words: Words | None = None
    tone: str = "plain"


class Cluster(Value, frozen=True):
    """Boxes on a common ground, under a name."""

    words: Words
    nodes: tuple[str, ...]


class Flowchart(Value, frozen=True):
    """A directed graph, as one picture to who cannot see it."""

    alt: Text
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    groups: tuple[Cluster, ...] = ()
    direction: Literal["down", "across"] = "down"


Block = Words | Shape | Picture | Icon | Row | Column | Space
Content = (
    Words | Flow | Bibliography | Picture | Gallery | Table | Diagram | Timeline | Flowchart | Chart | Row | Column
)


EVERY_SLIDE = ("title", "kicker", "source", "badge")
"""The slots of what any slide may show besides its kind's own fields."""


class Item(Value, frozen=True):
    """One content in one slot of the layout; the order of items is the reading order in everything that is made."""

    slot: str
    content: Content
    span: Span = Span.NOWHERE
    background: bool = False
    """Lies behind all that is no background: painted first, decorative unless it has an alternative text, which is read
    with the title."""
    shown: bool = True
    """A title that is not shown is told to outlines and screen readers only."""


class Scene(Value, frozen=True):
    """One slide of the talk, before anybody knows how large anything is."""

    slide: Slide
    """What the author says, with the citations of its notes numbered."""
    layouts: Mapping[str, Slots]
    """Where it can stand, best first; the brand decides."""
    items: tuple[Item, ...]
    otherwise: Scene | None = None
    """How the slide stands where this has no room, even with text as small as it may be."""
    parts: tuple[tuple[Item, ...], ...] = ()
    """What each of several slides shows, where one has no room at all for what is no list."""

    @property
    def id(self) -> str:
        return self.slide.says.id

    @property
    def title(self) -> str:
        """The title as it is printed; empty where there is none."""
        return title_of(self.items)


def title_of(items: Sequence[Item]) -> str:
    """What the title says among these items."""
    return next(
        (i.content.paragraphs[0].text.plain for i in items if i.slot == "title" and isinstance(i.content, Words)), ""
    )


def title_is_shown(items: Sequence[Item]) -> bool:
    return any(i.slot == "title" and i.shown for i in items)


class Citations(Value, frozen=True):
    """What the talk cites: the number of each paper by its key, in the order of first appearance."""

    numbers: Mapping[str, int] = field(default_factory=dict)
