"""How is a page painted as SVG, element by element, in reading order?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from deck.brand.model import Brand
from deck.geometry import Box
from deck.page import (
    UNCUT,
    ChartBox,
    Connector,
    Element,
    Frame,
    Group,
    IconBox,
    Image,
    Page,
    PictureBox,
    TableBox,
    TextBox,
)
from deck.value import Value
from deck.write.drawing.marks import Mark, place
from deck.write.drawing.paint_chart import drawn_part
from deck.write.drawing.paint_shapes import connector, icon, play_mark, shape
from deck.write.drawing.paint_text import Ground, spoken
from deck.write.drawing.shrink import Pictures
from deck.write.drawing.to_json import Artists, decor_marks, table_cells, table_ground
from deck.write.screen.svg_marks import mark, number, tag
from deck.write.screen.svg_text import lines


class Boxed(Value, frozen=True):
    """An element of a page as a preview points at it; `box` in points from the page's top left corner."""

    name: str
    box: Box
    fill: float
    """Which share of its height its text takes; 0 where it has none."""
    frames: tuple[Frame, ...] = ()


class Drawn(Value, frozen=True):
    """A page as SVG, and its elements in reading order: `data-box` in the SVG counts these, from 0."""

    svg: str
    boxes: tuple[Boxed, ...]
    pictures: frozenset[str]
    """Names of the pictures that it shows, its layout's too."""


class Painter:
    """Paints pages of one brand; `files` has the pictures that they name, each once."""

    def __init__(self, brand: Brand, address: Callable[[str], str] = lambda name: name) -> None:
        """`address` gives the address at which the browser finds a picture of `files`."""
        self._brand, self._address = brand, address
        self._pictures, self._artists = Pictures(None), Artists()
        self._decor: dict[str, tuple[str, frozenset[str]]] = {}
        self._named: set[str] = set()

    @property
    def files(self) -> dict[str, bytes]:
        return self._pictures.files

    def paint(self, page: Page) -> Drawn:
        ground = Ground(self._brand, page.language, page.layout.dark)
        boxes = tuple(_boxed(element) for element in page.elements)
        self._named = set()
        width, height = number(self._brand.width), number(self._brand.height)
        content = [
            tag("rect", {"width": width, "height": height, "fill": f"#{page.layout.background.hex}"}),
            self._decorated(page),
            *(
                tag("g", {"data-box": at}, "".join(self._element(element, ground)))
                for at, element in enumerate(page.elements)
            ),
        ]
        head: dict[str, object] = {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {width} {height}",
            "lang": page.language,
        }
        return Drawn(tag("svg", head, "".join(content)), boxes, frozenset(self._named))

    def _decorated(self, page: Page) -> str:
        """What the layout paints; the same for all of its pages."""
        key = page.layout.key
        if key not in self._decor:
            before, self._named = self._named, set()
            parts = page.layout.decor
            marks = (one for part in parts for one in decor_marks(part, self._brand, self._artists, self._pictures))
            self._decor[key] = tag("g", {"aria-hidden": "true"}, self._marks(marks)), frozenset(self._named)
            self._named = before
        painted, names = self._decor[key]
        self._named |= names
        return painted

    def _marks(self, marks: Iterable[Mark]) -> str:
        return "".join(mark(one, self._named_address) for one in marks)

    def _named_address(self, name: str) -> str:
        self._named.add(name)
        return self._address(name)

    def _element(self, element: Element | Connector, ground: Ground) -> Iterator[str]:
        match element:
            case TextBox():
                yield from self._text_box(element, ground)
            case PictureBox(image=Image() as image):
                yield self._picture(element, image)
                if element.has_play_mark:
                    colors = ground.brand.colors
                    yield self._marks(play_mark(element.box, colors["ink"], colors["paper"]))
            case IconBox(box=box, icon=name, color=color, turned=turned):
                yield self._marks([icon(name, box, color, ground.brand.colors["paper"], turned)])
            case TableBox():
                yield from self._table(element, ground)
            case ChartBox():
                yield self._marks(drawn_part(one) for one in element.drawn)
                for label in element.labels:
                    yield from lines(label.frame, label.box, ground)
            case Connector():
                yield self._marks(connector(element))
            case Group(children=children, alt=alt):
                painted = "".join(part for child in children for part in self._element(child, ground))
                said = spoken(alt.plain)
                yield tag("g", {"role": "img", "aria-label": said}, painted) if said else painted

    def _text_box(self, element: TextBox, ground: Ground) -> Iterator[str]:
        style = element.style or (element.slot.style if element.slot else None)
        if style:
            yield self._marks(shape(style, element.box, ground.brand.right_to_left))
        yield from lines(element.frame, element.box, ground.under(style.fill if style else None))

    def _table(self, table: TableBox, ground: Ground) -> Iterator[str]:
        yield self._marks(table_ground(table, ground))
        head = ground.under(ground.brand.table.head)
        for index, row in enumerate(table_cells(table, ground.brand.right_to_left)):
            for cell, box in row:
                yield from lines(cell, box, head if table.has_head and index == 0 else ground)

    def _picture(self, picture: PictureBox, image: Image) -> str:
        content, suffix = (image.svg, ".svg") if image.svg else (image.png, f".{image.kind}")
        name, said = self._pictures.add(content, suffix, picture.whole), spoken(picture.alt.plain)
        painted = mark({"draw": "picture", "file": name, "alt": said, **place(picture.whole)}, self._named_address)
        if picture.cut == UNCUT:
            return painted
        # A nested svg is a window: what reaches over its edge is not seen.
        seen = {name: number(side) for name, side in place(picture.box).items()}
        return tag("svg", {**seen, "viewBox": " ".join(seen.values()), "overflow": "hidden"}, painted)


def _boxed(element: Element) -> Boxed:
    match element:
        case TextBox(frame=frame, box=box):
            room = box.without(*frame.inset).height
            return Boxed(element.name, box, frame.height / room if room and frame.paragraphs else 0.0, (frame,))
        case TableBox(cells=cells, heights=heights, slot=slot, box=box):
            frames = tuple(cell for row in cells for cell in row)
            return Boxed(element.name, box, sum(heights) / (slot.box.height if slot else box.height), frames)
        case ChartBox(labels=labels):
            return Boxed(element.name, element.box, 0.0, tuple(label.frame for label in labels))
        case Group(children=children):
            inside = [child for child in children if isinstance(child, TextBox)]
            fill = max((_boxed(child).fill for child in inside), default=0.0)
            return Boxed(element.name, element.box, fill, tuple(child.frame for child in inside))
        case _:
            return Boxed(element.name, element.box, 0.0)
