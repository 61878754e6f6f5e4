"""Give every block of a row or column its box, and every text its lines."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import groupby

from deck.brand.model import ShapeStyle, Slot
from deck.geometry import Box, Point, hull
from deck.kit import drawing, is_turned
from deck.layout.grow import roles_of
from deck.layout.set_gallery import picture_box
from deck.layout.set_text import SLACK, Setting, Sizes, TypeSetter, pitch
from deck.markup import Text
from deck.material import literal
from deck.page import Connector, Frame, Group, IconBox, PictureBox, TextBox
from deck.scene import Block, Column, Content, Diagram, Gap, Icon, Link, Picture, Row, Shape, Space, Words
from deck.value import Value, replace

Arranged = TextBox | PictureBox | IconBox
Inset = tuple[float, float, float, float]

_LEAST_DRAWN = 60.0
"""Points that a drawing or a code beside words wants to be high: text does not grow until it is a speck."""

_BAR = 4.0
"""Points that the bar at the edge of a band is wide: a colour alone would not say which lines are meant."""
_ON_DISC = 0.8
"""How much of a disc's diameter the longer side of a drawing on it takes: few fill the corners of their sheet."""
_WIDEST = 1.6
"""How many times as wide as high a drawing before words may be: drawings of one row then look equally large."""
_AIR = 40.0
"""Points that may part a row of text from what is above and below it, where there is room."""
_NO_INSET = (0.0, 0.0, 0.0, 0.0)
_DRAWN, _HUGGED = 2.0, 1.15
"""How much higher than its text a diagram may be drawn, and a row of cards: neither is a box with a line in it."""
# A side of a shape, as a fraction of its width and height.
_MIDDLES = {"left": (0.0, 0.5), "right": (1.0, 0.5), "top": (0.5, 0.0), "bottom": (0.5, 1.0)}


def wanted_height(content: Content, slot: Slot, setter: TypeSetter, sizes: Sizes) -> float | None:
    """How high blocks would stand in a slot; None for all that fills whatever it gets."""
    arranger = Arranger(setter, sizes, "", Setting.of_slot(slot))
    match content:
        case Diagram(body=body):
            return _DRAWN * arranger.height(body, slot.box.width)
        case Column(airy=True) as block:
            return arranger.height(block, slot.box.width) + _AIR * (_rows(block) - 1)
        case Row() | Column() as block if not _is_elastic(block):
            return _HUGGED * arranger.height(block, slot.box.width)
        case _:
            return None


class Arranger(Value, frozen=True):
    """Arranges the blocks of one scene; `prefix` makes names unique in the deck."""

    setter: TypeSetter
    sizes: Sizes
    prefix: str
    setting: Setting
    """How words stand that are in no shape."""
    circles: Mapping[str, float] = {}
    """How large the circles of a style may be, where others of it in the diagram have less room."""

    def arrange(self, block: Block, box: Box) -> list[Arranged]:
        """The block's shapes, in reading order, inside `box`. Text that needs more room than it gets stays there:
        whoever asked compares each frame with its box."""
        match block:
            case Words():
                frame = self.setter.frame(block, self.setting, box, self.sizes)
                return [TextBox(f"{self.prefix}.words-{round(box.y)}-{round(box.x)}", box, frame)]
            case Shape():
                style = self.setter.brand.shape(block.style, block.tone)
                if style.geometry == "circle":
                    box = self._square(box, self.circles.get(style.name, math.inf))
                frame = self.setter.frame(block.words, Setting.of_style(style, box), box, self.sizes)
                shape = TextBox(f"{self.prefix}.{block.id}", box, frame, style=style)
                return [*self._behind_lines(shape)] if any(one.lit for one in block.words.paragraphs) else [shape]
            case Picture():
                name = f"{self.prefix}.{block.figure or block.file or block.leads_to or 'media'}"
                return [picture_box(block, name, box)]
            case Icon():
                return [*self._drawn(block, box)]
            case Row():
                shapes = self._all(self._aligned(block, box), self._in_row(block, box), block.apart)
                return _level(shapes, {f"{self.prefix}.{name}" for name in block.level}) if block.level else shapes
            case Column():
                inside = box.without(*(max(0.0, side) for side in self._inset(block)))
                boxes = self._parted(block, inside) if block.airy else self._in_column(block, inside)
                shapes = self._all(block.blocks, boxes, block.apart)
                return [self._ground(block, box), *shapes] if block.ground else shapes
            case Space():
                return []

    def _drawn(self, icon: Icon, box: Box) -> Iterator[IconBox]:
        """A drawing in its place, or on its disc."""
        brand = self.setter.brand
        proportion = 1.0 if icon.disc else drawing(icon.name).proportion
        if icon.at_start:
            high = min(box.height, icon.wanted)
            wide = min(box.width, high * proportion, high * _WIDEST)
            box = Box(box.right - wide if brand.right_to_left else box.x, box.y, wide, high)
        name = f"{self.prefix}.{icon.name}-{round(box.y)}-{round(box.x)}"
        color = brand.colors.get(icon.color, brand.colors["primary"])
        if icon.disc in brand.colors:
            side = min(box.width, box.height, icon.wanted)
            box = box.centred(side, side)
            yield IconBox(f"{name}-disc", box, "disc", brand.colors[icon.disc])
            across = drawing(icon.name).proportion
            high = _ON_DISC * side / max(across, 1)
            box = box.centred(high * across, high)
        yield IconBox(name, box, icon.name, color, brand.right_to_left and is_turned(icon.name))

    def _inset(self, column: Column) -> Inset:
        """How far inside its place a column stands: inside that of its ground."""
        return self.setter.brand.shape(column.ground, column.tone).inset if column.ground else _NO_INSET

    def _inside(self, column: Column) -> tuple[float, float]:
        """How much narrower and lower what stands in a column is than its ground."""
        left, top, right, bottom = (max(0.0, side) for side in self._inset(column))
        return left + right, top + bottom

    def _ground(self, column: Column, box: Box) -> TextBox:
        """What a column stands on. Where its insets reach out of its place, so does the ground: the words on it stand
        where those without one do."""
        style = self.setter.brand.shape(column.ground, column.tone)
        outset = (min(0.0, side) for side in style.inset)
        name = f"{self.prefix}.{column.ground}-{round(box.y)}-{round(box.x)}"
        return TextBox(name, box.without(*outset), Frame(), style=style)

    def _behind_lines(self, shape: TextBox) -> Iterator[TextBox]:
        """The shape in layers: its ground, a band behind each row of lines that the talk is about, and its text."""
        style, inset = shape.style, shape.frame.inset
        assert style is not None
        yield replace(shape, name=f"{shape.name}-ground", frame=Frame())
        brand, top = self.setter.brand, shape.box.y + inset[1] + shape.frame.top
        looks = brand.shapes["code_band"], brand.shapes["code_bar"]
        for number, (start, end) in enumerate(_lit(shape.frame), 1):
            edge = style.line_pt / 2
            band = Box(shape.box.x + edge, top + start, shape.box.width - 2 * edge, end - start)
            bar = replace(band, width=_BAR)
            for name, box, look in zip(("band", "bar"), (band, bar), looks, strict=True):
                yield TextBox(f"{shape.name}-{name}-{number}", box, Frame(), style=look)
        yield replace(shape, style=replace(style, fill=None, line=None))

    def _square(self, box: Box, largest: float) -> Box:
        """The largest square in the middle of the box: circles under one another are then joined by a straight line."""
        side = min(box.width, box.height, largest)
        return box.centred(side, side)

    def diagram(self, diagram: Diagram, box: Box) -> Group:
        """The diagram's shapes with its connectors, as one group that fills `box`."""
        children = self.arrange(diagram.body, box)
        if uneven := _least_of_uneven(children):
            children = replace(self, circles=uneven).arrange(diagram.body, box)
        shapes = {child.name: child for child in children if isinstance(child, TextBox)}
        links = [self._connector(number, link, shapes) for number, link in enumerate(diagram.links, 1)]
        # Lines lie behind the shapes that they join.
        return Group(self.prefix, box, diagram.alt, (*links, *children))

    def height(self, block: Block, width: float) -> float:
        """How high the block wants to be at this width."""
        box = Box(0, 0, width, 0)
        match block:
            case Words():
                _, top, _, bottom = self.setting.inset
                return self.setter.height(block, self.setting, width, self.sizes) - top - bottom
            case Shape():
                style = self.setter.brand.shape(block.style, block.tone)
                return self.setter.height(block.words, Setting.of_style(style, box), width, self.sizes)
            case Row():
                columns, boxes = _headed(block), self._in_row(block, box)
                if columns:
                    heads, rests = self._under_heads(columns, boxes)
                    return heads + max(self._gap(one.gap) + self._inside(one)[1] for one in columns) + rests
                return max(self.height(child, b.width) for child, b in zip(block.blocks, boxes, strict=True))
            case Column(ground=ground) if ground:
                beside, above = self._inside(block)
                return above + self.height(replace(block, ground=""), width - beside)
            case Column():
                weights = block.weights or (1.0,) * len(block.blocks)
                heights = [self.height(child, width) for child in block.blocks]
                if block.spare or block.airy:
                    return self._gap(block.gap) * (len(heights) - 1) + sum(heights)
                # Those that share by weight are as high as the one among them needs that needs most for its share.
                shares = max(
                    (high / weight for high, weight in zip(heights, weights, strict=True) if weight), default=0.0
                )
                alone = sum(high for high, weight in zip(heights, weights, strict=True) if not weight)
                return self._gap(block.gap) * (len(heights) - 1) + alone + shares * sum(weights)
            case Icon(wanted=wanted, disc=disc) if disc:
                return min(width, wanted)
            case Icon(name=name, wanted=wanted, at_start=at_start):
                return wanted if at_start else min(width / drawing(name).proportion, wanted)
            case Picture():
                return min(width, _LEAST_DRAWN)
            case Space():
                return 0.0

    def _all(self, blocks: Sequence[Block], boxes: Sequence[Box], apart: int) -> list[Arranged]:
        """The shapes of all blocks; from the block `apart` on, each block is the next of the parts that may appear."""
        found: list[Arranged] = []
        last = 0
        for number, (block, box) in enumerate(zip(blocks, boxes, strict=True), 1):
            shapes = self.arrange(block, box)
            if apart and number >= apart and shapes:
                shapes = [replace(shape, part=last + 1) for shape in shapes]
            elif last:
                shapes = [replace(shape, part=shape.part + last) if shape.part else shape for shape in shapes]
            last = max((last, *(shape.part for shape in shapes)))
            found += shapes
        return found

    def _aligned(self, row: Row, box: Box) -> Sequence[Block]:
        """The blocks of a row; where their heads are aligned, each stands in a head as high as the highest.

        Where there is less room than both want, heads and what they are heads of share it; where words can be no
        smaller, drawings above them are.
        """
        columns = _headed(row)
        if not columns:
            return row.blocks
        above = max(self._gap(one.gap) + self._inside(one)[1] for one in columns)
        room = max(1.0, box.height - above)
        heads, rests = (min(high, room) for high in self._under_heads(columns, self._in_row(row, box)))
        if heads + rests > room and self._is_drawn_on_least(columns):
            heads = max(min(heads, _LEAST_DRAWN), room - rests)
        if all(one.weights == _HEAD_TAKES_THE_REST for one in columns):
            heads = max(heads, room - rests)
        share = heads / max(room, heads + rests)
        return [replace(one, weights=(share, 1 - share)) for one in columns]

    def _under_heads(self, columns: Sequence[Column], boxes: Sequence[Box]) -> tuple[float, float]:
        """How high the highest head wants to be, and the highest of what stands under one."""
        wanted = [
            [self.height(part, box.width - self._inside(one)[0]) for part in one.blocks]
            for one, box in zip(columns, boxes, strict=True)
        ]
        return max(head for head, _ in wanted), max(rest for _, rest in wanted)

    def _is_drawn_on_least(self, columns: Sequence[Column]) -> bool:
        """Whether there are only drawings in these heads, and only words of the least size under them."""
        if not all(_is_drawn(one.blocks[0]) for one in columns):
            return False
        roles = [role for one in columns for role in roles_of(one.blocks[1], self.setting, self.setter)]
        return all(self.sizes.get(role.name, role.size) <= role.floor for role in roles)

    def _in_row(self, row: Row, box: Box) -> list[Box]:
        weights = row.weights or (1.0,) * len(row.blocks)
        gap = self._gap(row.gap)
        room = box.width - gap * (len(row.blocks) - 1)
        boxes, x = [], box.x
        for weight in weights:
            width = room * weight / sum(weights)
            boxes.append(replace(box, x=x, width=width))
            x += width + gap
        if self.setter.brand.right_to_left:
            boxes = [replace(b, x=box.x + box.right - b.right) for b in boxes]
        return boxes

    def _in_column(self, column: Column, box: Box) -> list[Box]:
        weights = column.weights or (1.0,) * len(column.blocks)
        gap = self._gap(column.gap)
        room = max(0.0, box.height - gap * (len(column.blocks) - 1))
        # A word that is too wide makes a block infinitely high, which is no mistake of what stands below.
        wanted = [min(self.height(block, box.width), room) for block in column.blocks]
        grows = [weight > 0 and not (column.spare or column.airy) for weight in weights]
        natural = [0.0 if grown else height for height, grown in zip(wanted, grows, strict=True)]
        if sum(natural) > room:
            # Blocks that want more than there is share what there is: their text is then seen not to fit.
            natural = [height * room / sum(natural) for height in natural]
        shares = _shared(room - sum(natural), weights)
        wanted = [height if grown else 0.0 for height, grown in zip(wanted, grows, strict=True)]
        boxes, y = [], box.y
        for share, height in zip(_fair(shares, wanted, weights), natural, strict=True):
            boxes.append(replace(box, y=y, height=share + height))
            y += share + height + gap
        return boxes

    def _parted(self, column: Column, box: Box) -> list[Box]:
        """The rows as high as they need, what is left over between them; a row with a ground fills its part of that."""
        gap, last = self._gap(column.gap), len(column.blocks) - 1
        wanted = [self.height(block, box.width) for block in column.blocks]
        half = (box.height - gap * last - sum(wanted)) / 2 / max(1, _rows(column) - 1)
        if half <= 0 or math.isinf(half):
            return self._in_column(column, box)
        boxes, y = [], box.y
        for place, (block, weight, high) in enumerate(zip(column.blocks, _weights(column), wanted, strict=True)):
            # A row that is alone, as on a band of its own, stands in the middle.
            above, below = (half * bool(weight) * parts for parts in (place > 0 or not last, place < last))
            if isinstance(block, Column) and block.ground:
                boxes.append(replace(box, y=y, height=above + high + below))
            else:
                boxes.append(replace(box, y=y + above, height=high))
            y += above + high + below + gap
        return boxes

    def _gap(self, gap: Gap) -> float:
        return self.setter.brand.gaps[gap]

    def _connector(self, number: int, link: Link, shapes: dict[str, TextBox]) -> Connector:
        style: ShapeStyle = self.setter.brand.shape("link", link.tone)
        start, end = shapes[f"{self.prefix}.{link.start}"], shapes[f"{self.prefix}.{link.end}"]
        sides = self._side(link.start_side), self._side(link.end_side)
        points = _route(_middle(start.box, sides[0]), _middle(end.box, sides[1]), sides[0])
        assert style.line is not None
        return Connector(
            f"{self.prefix}.link-{number}",
            start.name,
            end.name,
            *sides,
            points,
            style.line,
            style.line_pt,
            link.arrow,
        )

    def _side(self, side: str) -> str:
        start, end = ("right", "left") if self.setter.brand.right_to_left else ("left", "right")
        return {"start": start, "end": end}.get(side, side)


def parted(group: Group) -> list[Group]:
    """A group for each part that appears by itself, in their order: no program shows a group bit by bit.

    A connector appears with the later of the shapes that it joins. The first group says what the whole does, each other
    the words in it.
    """
    parts = {child.name: child.part for child in group.children if not isinstance(child, Connector)}
    found: dict[int, list[Arranged | Connector]] = {}
    for child in group.children:
        ends = (child.start, child.end) if isinstance(child, Connector) else (child.name,)
        found.setdefault(max(parts[name] for name in ends), []).append(child)
    first = min(found)
    return [
        replace(
            group,
            name=f"{group.name}.part-{part}",
            box=hull([child.box for child in found[part] if not isinstance(child, Connector)]),
            alt=group.alt if part == first else _words_of(found[part], group.alt),
            children=tuple(found[part]),
            part=part,
            needed=group.needed if part == first else 0.0,
        )
        for part in sorted(found)
    ]


def _words_of(shapes: Sequence[Arranged | Connector], alt: Text) -> Text:
    """The words of these shapes in a row, in place of an alternative text."""
    boxes = (shape for shape in shapes if isinstance(shape, TextBox))
    said = [laid.paragraph.text.plain for box in boxes for laid in box.frame.paragraphs]
    return literal("; ".join(one for one in said if one.strip()), alt.span)


def _lit(frame: Frame) -> Iterator[tuple[float, float]]:
    """From where to where each row of lines goes that the talk is about, in points below the first line's top."""
    top = 0.0
    for lit, lines in groupby(frame.paragraphs, key=lambda laid: laid.paragraph.lit):
        height = sum(laid.before_pt + len(laid.lines) * pitch(laid) for laid in lines)
        if lit:
            yield top, top + height
        top += height


def _level(shapes: Sequence[Arranged], names: Set[str]) -> list[Arranged]:
    """The shapes, of those named each so much lower that its only line stands as low as the lowest."""
    lines = {
        one.name: one.box.y + one.frame.inset[1] + line.baseline
        for one in shapes
        if isinstance(one, TextBox) and one.name in names and len(found := list(one.frame.lines)) == 1
        for line in found
    }
    lowest = max(lines.values(), default=0.0)
    return [
        replace(one, box=replace(one.box, y=one.box.y + lowest - lines[one.name])) if one.name in lines else one
        for one in shapes
    ]


def _shared(room: float, weights: Sequence[float]) -> list[float]:
    return [room * weight / sum(weights) if weight else 0.0 for weight in weights]


def _fair(shares: Sequence[float], wanted: Sequence[float], weights: Sequence[float]) -> Sequence[float]:
    """The shares as they are; where one is too small and others have more than they want, as much as each wants."""
    room = sum(shares)
    if all(share >= want - SLACK for share, want in zip(shares, wanted, strict=True)) or sum(wanted) >= room:
        return shares
    more = _shared(room - sum(wanted), weights)
    return [want + free for want, free in zip(wanted, more, strict=True)]


def _least_of_uneven(shapes: Sequence[Arranged]) -> Mapping[str, float]:
    """The smallest circle of each style that has larger ones beside it: equal things have equal sizes."""
    sides: dict[str, set[float]] = {}
    for shape in shapes:
        if isinstance(shape, TextBox) and shape.style is not None and shape.style.geometry == "circle":
            sides.setdefault(shape.style.name, set()).add(shape.box.width)
    return {name: min(widths) for name, widths in sides.items() if max(widths) - min(widths) > 0.5}


def _rows(column: Column) -> int:
    """How many of its blocks what is left over parts."""
    return sum(map(bool, _weights(column)))


def _weights(column: Column) -> tuple[float, ...]:
    return column.weights or (1.0,) * len(column.blocks)


def _is_elastic(block: Block) -> bool:
    """Whether a block uses whatever height there is: for a picture, or for space above or below."""
    match block:
        case Picture():
            return True
        case Icon(at_start=at_start):
            return not at_start
        case Column(blocks=blocks, weights=weights):
            spaces = any(isinstance(one, Space) and weight for one, weight in zip(blocks, weights, strict=False))
            return spaces or any(map(_is_elastic, blocks))
        case Row(blocks=blocks):
            return any(map(_is_elastic, blocks))
        case _:
            return False


_HEAD_TAKES_THE_REST = (1.0, 0.0)


def _headed(row: Row) -> Sequence[Column]:
    """The columns of a row whose heads are aligned; none where they are not."""
    return [block for block in row.blocks if isinstance(block, Column)] if row.aligned else []


def _is_drawn(block: Block) -> bool:
    match block:
        case Row(blocks=blocks):
            return all(map(_is_drawn, blocks))
        case _:
            return isinstance(block, Icon | Space)


def _middle(box: Box, side: str) -> Point:
    across, down = _MIDDLES[side]
    return Point(box.x + box.width * across, box.y + box.height * down)


def _route(start: Point, end: Point, side: str) -> tuple[Point, ...]:
    """A straight line where one is level or upright, else an elbow that leaves and arrives square."""
    if abs(start.x - end.x) < 0.5 or abs(start.y - end.y) < 0.5:
        return start, end
    if side in ("top", "bottom"):
        y = (start.y + end.y) / 2
        return start, Point(start.x, y), Point(end.x, y), end
    x = (start.x + end.x) / 2
    return start, Point(x, start.y), Point(x, end.y), end
