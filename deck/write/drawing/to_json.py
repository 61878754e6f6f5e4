"""What is painted on each page, in order, as plain data in points from the page's top left corner."""

from __future__ import annotations

import hashlib
import math
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from deck.brand.model import Bar, Brand, Color, Curve, Decor, Emblem, ShapeStyle
from deck.geometry import Box, Point
from deck.layout.set_text import mark_name
from deck.page import Connector, Element, Frame, Group, Image, LaidParagraph, Page, PictureBox, Piece, TableBox, TextBox
from deck.value import Value, replace

Mark = dict[str, object]
"""One painted thing: `draw` says which painter of the template takes it."""


class Drawing(Value, frozen=True):
    """The pages as data, and the picture files that they name."""

    pages: list[Mark]
    files: dict[str, bytes]


def to_json(pages: Sequence[Page], brand: Brand) -> Drawing:
    files: dict[str, bytes] = {}
    return Drawing([_page(page, brand, files) for page in pages], files)


class _Look(Value, frozen=True):
    """How a mark is painted; a colour of None is not painted."""

    fill: Color | None = None
    line: Color | None = None
    line_pt: float = 0.0
    dash: bool = False
    smooth: bool = False

    @property
    def data(self) -> Mark:
        return {
            "fill": self.fill.hex if self.fill else None,
            "line": self.line.hex if self.line else None,
            "line_pt": _pt(self.line_pt),
            # PowerPoint's "dash": four line widths painted, three left out.
            "dash": [_pt(4 * self.line_pt), _pt(3 * self.line_pt)] if self.dash else [],
            "cap": "round" if self.smooth else "butt",
            "join": "round" if self.smooth else "miter",
        }


class _Ground(Value, frozen=True):
    """What a mark is painted on."""

    brand: Brand
    language: str
    dark: bool
    files: dict[str, bytes]

    def under(self, fill: Color | None) -> _Ground:
        return replace(self, dark=_is_dark(fill)) if fill else self


def _page(page: Page, brand: Brand, files: dict[str, bytes]) -> Mark:
    ground = _Ground(brand, page.language, page.layout.dark, files)
    return {
        "width": _pt(brand.width),
        "height": _pt(brand.height),
        "ground": page.layout.background.hex,
        "decor": [_decor(decor, ground) for decor in page.layout.decor],
        "elements": [mark for element in page.elements for mark in _element(element, ground)],
    }


def _decor(decor: Decor, ground: _Ground) -> Mark:
    match decor:
        case Bar(box=box, fill=fill):
            return _rect(box, _Look(fill))
        case Curve(points=points, color=color, width_pt=width_pt):
            return _path(points, _Look(line=color, line_pt=width_pt, smooth=True))
        case Emblem(box=box, path=path):
            return _picture(box, path.read_bytes(), path.suffix, "", ground)


def _element(element: Element | Connector, ground: _Ground) -> Iterator[Mark]:
    match element:
        case TextBox():
            yield from _text_box(element, ground)
        case PictureBox(box=box, alt=alt, image=Image() as image):
            content, suffix = (image.svg, ".svg") if image.svg else (image.png, f".{image.kind}")
            yield _picture(box, content, suffix, alt.plain, ground)
        case TableBox():
            yield from _table(element, ground)
        case Connector():
            yield from _connector(element)
        case Group(children=children):
            for child in children:
                yield from _element(child, ground)


def _text_box(element: TextBox, ground: _Ground) -> Iterator[Mark]:
    style = element.style or (element.slot.style if element.slot else None)
    if style:
        yield from _shape(style, element.box, ground.brand.right_to_left)
    yield from _frame(element.frame, element.box, ground.under(style.fill if style else None))


def _shape(style: ShapeStyle, box: Box, right_to_left: bool) -> Iterator[Mark]:
    if style.fill is None and style.line is None:
        return
    look = _Look(style.fill, style.line, style.line_pt, style.dash)
    match style.geometry:
        case "rect":
            yield _rect(box, look)
        case "roundRect":
            yield _rect(box, look, min(style.radius_pt, box.width / 2, box.height / 2))
        case "ellipse":
            yield {"draw": "ellipse", **_place(box), **look.data}
        case "homePlate":
            yield _path(_home_plate(box, right_to_left), look, closed=True)
        case "bracket":
            corners = ((box.x, box.y), (box.x, box.bottom), (box.right, box.bottom), (box.right, box.y))
            yield _path((Point(x, y) for x, y in corners), look)
        case unknown:
            raise ValueError(f"shape style `{style.name}` has the unknown geometry `{unknown}`")


def _home_plate(box: Box, right_to_left: bool) -> tuple[Point, ...]:
    # PowerPoint's own proportions: the point is half as deep as the shape is high.
    depth = min(box.width, box.height) / 2
    middle = box.y + box.height / 2
    back, shoulder, tip = (box.right, box.x + depth, box.x) if right_to_left else (box.x, box.right - depth, box.right)
    return (
        Point(back, box.y),
        Point(shoulder, box.y),
        Point(tip, middle),
        Point(shoulder, box.bottom),
        Point(back, box.bottom),
    )


def _table(table: TableBox, ground: _Ground) -> Iterator[Mark]:
    primary, rule = ground.brand.colors["primary"], ground.brand.colors["rule"]
    for index, (row, bounds) in enumerate(zip(table.cells, _rows(table), strict=True)):
        if index == 0:
            yield _rect(bounds, _Look(primary))
        else:
            foot = (Point(bounds.x, bounds.bottom), Point(bounds.right, bounds.bottom))
            yield _path(foot, _Look(line=rule, line_pt=_RULE_PT))
        below = ground.under(primary) if index == 0 else ground
        for frame, cell in zip(row, _cells(table, bounds, ground.brand.right_to_left), strict=True):
            yield from _frame(frame, cell, below)


_RULE_PT = 0.75


def _rows(table: TableBox) -> Iterator[Box]:
    top, width = table.box.y, sum(table.widths)
    for height in table.heights:
        yield Box(table.box.x, top, width, height)
        top += height


def _cells(table: TableBox, row: Box, right_to_left: bool) -> Iterator[Box]:
    left = row.x
    for width in table.widths:
        cell = Box(left, row.y, width, row.height)
        yield replace(cell, x=row.x + row.right - cell.right) if right_to_left else cell
        left += width


def _connector(connector: Connector) -> Iterator[Mark]:
    line = _Look(line=connector.color, line_pt=connector.width_pt)
    *body, before, tip = connector.points
    if not connector.arrow:
        yield _path(connector.points, line)
        return
    # PowerPoint's medium arrow head: three line widths long and wide, of a line that counts as 2 pt at least.
    length = 3 * max(connector.width_pt, 2.0)
    distance = math.dist((before.x, before.y), (tip.x, tip.y)) or 1.0
    along = Point((tip.x - before.x) / distance, (tip.y - before.y) / distance)
    base = Point(tip.x - along.x * length, tip.y - along.y * length)
    half = Point(-along.y * length / 2, along.x * length / 2)
    # The line ends inside its head: past the tip it would blunt it.
    neck = min(length / 2, distance)
    yield _path((*body, before, Point(tip.x - along.x * neck, tip.y - along.y * neck)), line)
    head = (tip, Point(base.x + half.x, base.y + half.y), Point(base.x - half.x, base.y - half.y))
    yield _path(head, _Look(connector.color), closed=True)


def _frame(frame: Frame, box: Box, ground: _Ground) -> Iterator[Mark]:
    area = box.without(*frame.inset)
    origin = Point(area.x, area.y + frame.top)
    for laid in frame.paragraphs:
        for index, line in enumerate(laid.lines):
            at = replace(origin, y=origin.y + line.baseline)
            if laid.mark and index == 0:
                yield _text(laid.mark, laid, at, ground.brand.marks[mark_name(laid.paragraph)].color, ground)
            for piece in chain.from_iterable(map(_unsqueezed, line.pieces)):
                yield _text(piece, laid, at, _color(piece, laid, ground), ground)


def _unsqueezed(piece: Piece) -> Iterator[Piece]:
    """The piece, one by one where typst would push full-width punctuation together, which layout does not."""
    if not all(map(_is_full_width, piece.text)) or not any(map(_is_punctuation, piece.text)):
        yield piece
        return
    width = piece.width / len(piece.text)
    for index, character in enumerate(piece.text):
        # The joiner keeps the empty half of an opening bracket, which typst cuts off at the start of a line.
        yield replace(piece, text=f"\N{WORD JOINER}{character}", x=piece.x + index * width, width=width)


def _is_full_width(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


def _is_punctuation(character: str) -> bool:
    return unicodedata.category(character).startswith("P")


def _color(piece: Piece, laid: LaidParagraph, ground: _Ground) -> Color:
    # The colour of links is chosen for light grounds; the underline is enough on a dark one.
    return ground.brand.colors["link"] if piece.run.link and not ground.dark else laid.color


def _text(piece: Piece, laid: LaidParagraph, at: Point, color: Color, ground: _Ground) -> Mark:
    language, region = _language(piece.run.lang or ground.language)
    raised = _RAISE * laid.size_pt if piece.run.sup else 0.0
    return {
        "draw": "text",
        "x": _pt(at.x + piece.x),
        "y": _pt(at.y - raised),
        "text": piece.text,
        "family": piece.family,
        "size": _pt(piece.size_pt),
        "bold": piece.run.bold or laid.role.bold,
        "italic": piece.run.italic,
        "color": color.hex,
        "underline": bool(piece.run.link),
        "url": "" if (piece.run.link or "").startswith("#") else piece.run.link or "",
        "lang": language,
        "region": region,
        "rtl": _reads_right_to_left(piece.text, ground.brand.right_to_left),
    }


_RAISE = 0.33
"""How far a superscript stands above the baseline, in shares of the paragraph's size."""


def _language(tag: str) -> tuple[str, str | None]:
    """The language and the region of a tag such as en-GB or zh-Hans-CN."""
    language, *rest = tag.split("-")
    return language.lower(), next((part.upper() for part in rest if len(part) == 2), None)


def _reads_right_to_left(text: str, otherwise: bool) -> bool:
    kinds = (unicodedata.bidirectional(character) for character in text)
    strong = next((kind for kind in kinds if kind in ("L", "R", "AL")), None)
    return strong != "L" if strong else otherwise


def _picture(box: Box, content: bytes, suffix: str, alt: str, ground: _Ground) -> Mark:
    # Named by content, so that a logo on forty pages is one file.
    name = hashlib.sha256(content).hexdigest()[:16] + suffix.lower()
    ground.files[name] = content
    return {"draw": "picture", "file": name, "alt": alt, **_place(box)}


def _rect(box: Box, look: _Look, radius: float = 0.0) -> Mark:
    return {"draw": "rect", **_place(box), "radius": _pt(radius), **look.data}


def _path(points: Iterable[Point], look: _Look, closed: bool = False) -> Mark:
    return {"draw": "path", "points": [[_pt(point.x), _pt(point.y)] for point in points], "closed": closed, **look.data}


def _place(box: Box) -> dict[str, float]:
    return {"x": _pt(box.x), "y": _pt(box.y), "width": _pt(box.width), "height": _pt(box.height)}


def _pt(value: float) -> float:
    return round(value, 3)


def _is_dark(color: Color) -> bool:
    """Whether white stands out from the colour better than black, by WCAG's relative luminance."""
    red, green, blue = (_linear(int(color.hex[start : start + 2], 16) / 255) for start in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 0.179


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
