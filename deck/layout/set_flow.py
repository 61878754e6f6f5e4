"""Where do the boxes of a directed graph stand, and how do its arrows run, so that the eye follows them one way?

In layers, as Sugiyama, Tagawa and Toda (1981) do: an arrow that would close a circle is turned while layers are found;
a box stands one layer behind the last of those that lead to it; an arrow over several layers has a place kept for it in
each of them; boxes of a layer are put into the order of the boxes that lead to them, forth and back; and each then
stands as near to the middle of those that lead to it as the order leaves room for.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from deck.brand.model import ShapeStyle
from deck.geometry import Box, Point, hull
from deck.layout.flow_tracks import TRACK_PT, Bend, Tracks, tracks
from deck.layout.set_text import Setting, Sizes, TypeSetter
from deck.page import Connector, Group, TextBox
from deck.scene import Edge, Flowchart, Node, Words
from deck.value import replace

_BETWEEN = 20.0
"""Points between two boxes of a layer."""
_GAP = 20.0
"""Points between two layers, if nothing is written between them."""
_AROUND = 8.0
"""Points between a group's edge and the boxes in it, and around the words of an arrow."""
_KEPT = 16.0
"""How much room an arrow that passes a layer takes in it, in points."""
_SWEEPS = 8
_HEAD = 10.0
"""Points of an arrow's head, over which no words stand."""
_ABOVE = 0.4
"""The share of the room that is left over that lies above."""
_AIR = 4.0
"""Points between the words of an arrow and where it turns."""
_LANES = 12.0
"""Points between two arrows that run side by side."""
_MOST_LANES = 100
_LEVEL = 0.5
"""Points by which two middles may differ and an arrow between them still be straight."""
_ROUNDS = 12
_TURN = 7.0
"""Points from a layer, or from the ground of its group, to the first place where an arrow may turn behind it."""
_SLACK = 1.04
"""How much wider than its longest line a box is, for programs that measure letters a little wider."""
_WIDEST = 300.0
"""Points: a box with a few words in it is no wider, whatever the room."""


def set_flow(flow: Flowchart, name: str, box: Box, setter: TypeSetter, sizes: Sizes) -> Group:
    """The boxes and arrows, in the order in which arrows are followed.

    Where there is too little room all of it is drawn closer than it may be, and the group says by how much.
    """
    return _Set(flow, name, box, setter, sizes).group()


def flow_height(flow: Flowchart, width: float, setter: TypeSetter, sizes: Sizes) -> float:
    """How high the flow stands at that width; infinite where a word is wider than its box."""
    made = _Set(flow, "", Box(0, 0, width, 0), setter, sizes)
    return math.inf if made.has_wide_words else made.needed


class _Course(NamedTuple):
    """How an arrow to a later layer runs: its bends, and whether it comes in at a side."""

    bends: tuple[Bend, ...]
    at_side: bool = False


class _Lane(NamedTuple):
    """Where an arrow passes layers, and how far its words reach to each side."""

    at: float
    layers: range
    half: float

    def meets(self, at: float, layers: range, half: float) -> bool:
        return abs(self.at - at) < max(_LANES, self.half + half) and bool(set(self.layers) & set(layers))


class _Set:
    def __init__(self, flow: Flowchart, name: str, box: Box, setter: TypeSetter, sizes: Sizes) -> None:
        self.flow, self.name, self.box, self.setter, self.sizes = flow, name, box, setter, sizes
        self.brand = setter.brand
        self.nodes = {node.id: node for node in flow.nodes}
        self.layer_of = layers(list(self.nodes), [(edge.start, edge.end) for edge in flow.edges])
        self.count = max(self.layer_of.values(), default=0) + 1
        self.rows, self.chains = self._in_layers()
        self.rows = ordered(self.rows, self._neighbours())
        self.width = max(1.0, self._box_width())
        self.has_wide_words = False
        self.heights = {node.id: self._height_of(node) for node in flow.nodes}
        self.lanes: list[_Lane] = []
        self.sides: set[tuple[str, bool]] = set()
        self._give_places()

    # ------------------------------------------------------------------------------------------------ layers

    def _in_layers(self) -> tuple[list[list[str]], dict[int, list[str]]]:
        """The boxes layer by layer, and for each arrow the boxes and kept places that it runs along."""
        rows: list[list[str]] = [[] for _ in range(self.count)]
        for node in self.flow.nodes:
            rows[self.layer_of[node.id]].append(node.id)
        chains = {}
        for number, edge in enumerate(self.flow.edges):
            low, high = sorted((self.layer_of[edge.start], self.layer_of[edge.end]))
            kept = [f"{number}@{layer}" for layer in range(low + 1, high)]
            for layer, place in enumerate(kept, low + 1):
                rows[layer].append(place)
            forth = self.layer_of[edge.start] <= self.layer_of[edge.end]
            chains[number] = [edge.start, *(kept if forth else reversed(kept)), edge.end]
        return rows, chains

    def _neighbours(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {place: set() for row in self.rows for place in row}
        for chain in self.chains.values():
            for one, other in pairwise(chain):
                found[one].add(other)
                found[other].add(one)
        return found

    # ------------------------------------------------------------------------------------------------ sizes

    @property
    def goes_down(self) -> bool:
        return self.flow.direction == "down"

    def _style(self, node: Node) -> ShapeStyle:
        return self.brand.shape("flow_choice" if node.is_choice else "flow_box", node.tone)

    def _box_width(self) -> float:
        """How wide every box is: as wide as the fullest layer leaves room for, or as the longest words want."""
        if self.goes_down:
            full = max(sum(place in self.nodes for place in row) for row in self.rows)
            kept = max(sum(place not in self.nodes for place in row) for row in self.rows)
            room = (self.box.width - _BETWEEN * (full + kept - 1) - _KEPT * kept) / max(full, 1)
        else:
            room = (self.box.width - sum(self._gaps())) / self.count
        wanted = max((self._natural(node) for node in self.flow.nodes), default=room)
        return min(room, wanted, max(_WIDEST, room / 2) if self.goes_down else room)

    def _natural(self, node: Node) -> float:
        """How wide a box would be with its longest text on one line."""
        style, wide = self._style(node), 0.0
        for _ in range(_ROUNDS):  # what a geometry keeps free grows with its size
            setting = Setting.of_style(style, Box(0, 0, wide, wide / 2))
            lines = [
                self.setter.natural(one.text, replace(setting, role=self.setter.role_of(one, setting)), self.sizes)[1]
                for one in node.words.paragraphs
            ]
            wide = _SLACK * max(lines, default=0.0) + setting.inset[0] + setting.inset[2] + 1.0
        return wide

    def _height_of(self, node: Node) -> float:
        style, high = self._style(node), 0.0
        for _ in range(_ROUNDS):
            setting = Setting.of_style(style, Box(0, 0, self.width, high))
            high = self.setter.height(node.words, setting, self.width, self.sizes)
            if math.isinf(high):
                # A word is wider than its box, which the box itself tells: the others keep their places.
                self.has_wide_words = True
                high = self.setter.frame(node.words, setting, Box(0, 0, self.width, 0), self.sizes).height
                return high + setting.inset[1] + setting.inset[3]
        return high + 0.1

    def _words_size(self, words: Words) -> tuple[float, float]:
        """How wide and how high the words of an arrow or a group stand on one line."""
        setting = Setting.of_style(self.brand.shapes["flow_words"], Box(0, 0, 0, 0))
        _, wide = self.setter.natural(words.paragraphs[0].text, setting, self.sizes)
        wide += 2 * _AROUND
        return wide, self.setter.height(words, setting, wide, self.sizes)

    def _gaps(self) -> list[float]:
        """How far each layer is from the next at the least, with room for words between them and heads of groups."""
        return [_GAP + self._words_before(layer) + sum(self._grounds(layer)) for layer in range(1, self.count)]

    def _eased(self) -> list[float]:
        """How far each layer would be from the next with a track for all that turn half way between them."""
        eased = []
        for layer in range(1, self.count):
            behind, before = self._kept_free(layer)
            aside = TRACK_PT * (self.tracks[layer].lines - 1)
            eased.append(2 * max(behind, before) + aside if self.tracks[layer].lines else 0.0)
        return eased

    def _words_before(self, layer: int) -> float:
        """How far the words of arrows into a layer reach along the flow."""
        sizes = [
            self._words_size(edge.words)
            for number, edge in enumerate(self.flow.edges)
            if edge.words is not None and self._layer_of_words(number) == layer
        ]
        return max((high if self.goes_down else wide for wide, high in sizes), default=0.0)

    def _grounds(self, layer: int) -> tuple[float, float]:
        """How far the grounds of groups reach into the gap before a layer: those that end there, and that begin."""
        ends = any(self._last_layer(group.nodes) == layer - 1 for group in self.flow.groups)
        heads = any(self._first_layer(group.nodes) == layer for group in self.flow.groups)
        return _AROUND * ends, (_AROUND + self._head * self.goes_down) * heads

    def _kept_free(self, layer: int) -> tuple[float, float]:
        """How far from the layer before it, and from a layer itself, arrows into it turn."""
        behind, before = self._grounds(layer)
        words = self._words_before(layer)
        return behind + _TURN, before + (words + _HEAD + _AIR if words else _TURN)

    def _layer_of_words(self, number: int) -> int:
        """Before which layer the words of an arrow stand: before the box that it leads to."""
        edge = self.flow.edges[number]
        return max(self.layer_of[edge.start], self.layer_of[edge.end])

    def _first_layer(self, names: Sequence[str]) -> int:
        return min(self.layer_of[name] for name in names)

    def _last_layer(self, names: Sequence[str]) -> int:
        return max(self.layer_of[name] for name in names)

    @property
    def _head(self) -> float:
        """How high the name of a group stands."""
        return max((self._words_size(group.words)[1] for group in self.flow.groups), default=0.0)

    # ------------------------------------------------------------------------------------------------ places

    def _give_places(self) -> None:
        """Where each box stands along and across the flow, from nought on; and how much room all of them need."""
        sizes = {
            place: (self.width if self.goes_down else self.heights[place]) if place in self.nodes else _KEPT
            for row in self.rows
            for place in row
        }
        outer, head = (_AROUND, self._head) if self.flow.groups else (0.0, 0.0)
        room = self.box.width if self.goes_down else self.box.height - 2 * outer - head
        for asides in (True, False):
            across = balanced(self.rows, self._neighbours(), sizes, _BETWEEN, set(self.nodes), asides)
            low = min(at - sizes[place] / 2 for place, at in across.items())
            high = max(at + sizes[place] / 2 for place, at in across.items())
            if high - low <= room:
                break
        # A group has its name above its boxes.
        begins = any(self._first_layer(group.nodes) == 0 for group in self.flow.groups)
        before = (outer + head) * begins if self.goes_down else outer + head
        beside = outer if self.goes_down else outer * begins
        self.across = {place: at - low for place, at in across.items()}
        self.courses = self._courses()
        self.tracks = self._tracks()
        thick = [self._thickness(row) for row in self.rows]
        self.gaps = self._gaps()
        along = sum(thick) + sum(self.gaps)
        wide = high - low
        extent_x, extent_y = (wide, along) if self.goes_down else (along, wide)
        self.needed = before + extent_y + outer
        spare = self.box.height - self.needed if self.goes_down else self.box.width - along - 2 * outer
        if self.gaps and spare > 0:
            eased = [max(0.0, wanted - gap) for wanted, gap in zip(self._eased(), self.gaps, strict=True)]
            share = min(1.0, spare / (sum(eased) or 1.0))
            more = min((spare - share * sum(eased)) / len(self.gaps), _GAP)
            self.gaps = [gap + share * ease + more for gap, ease in zip(self.gaps, eased, strict=True)]
            wider = share * sum(eased) + more * len(self.gaps)
            extent_x, extent_y = (extent_x, extent_y + wider) if self.goes_down else (extent_x + wider, extent_y)
        self.starts = [0.0]
        for size, gap in zip(thick, self.gaps, strict=False):
            self.starts.append(self.starts[-1] + size + gap)
        free = max(0.0, self.box.height - before - extent_y - outer)
        self.left = self.box.x + max(beside, (self.box.width - extent_x) / 2)
        self.top = self.box.y + before + _ABOVE * free
        # What has no room is drawn closer than it may be.
        self.shrink = min(1.0, self.box.height / self.needed)

    def _thickness(self, row: Sequence[str]) -> float:
        """How far a layer reaches along the flow."""
        if not self.goes_down:
            return self.width
        return max((self.heights[place] for place in row if place in self.nodes), default=0.0)

    def _point(self, along: float, across: float) -> Point:
        """A point of the flow on the slide."""
        x, y = (across, along) if self.goes_down else (along, across)
        x = self.left + x
        turned = self.box.x + self.box.right - x if self.brand.right_to_left else x
        return Point(turned, self.box.y + (self.top - self.box.y + y) * self.shrink)

    def _placed(self) -> dict[str, Box]:
        """The box of each node on the slide."""
        found = {}
        for name in self.nodes:
            begin, middle = self.starts[self.layer_of[name]], self.across[name]
            if self.goes_down:
                corners = (begin, middle - self.width / 2), (begin + self.heights[name], middle + self.width / 2)
            else:
                half = self.heights[name] / 2
                corners = (begin, middle - half), (begin + self.width, middle + half)
            ends = [self._point(*corner) for corner in corners]
            found[name] = hull([Box(end.x, end.y, 0, 0) for end in ends])
        return found

    def group(self) -> Group:
        boxes = self._placed()
        grounds, children = list(self._group_shapes(boxes)), list[TextBox]()
        parts = {name: number for number, name in enumerate(self._in_reading_order(), 1)}
        lines = [self._arrow(number, edge, boxes, parts) for number, edge in enumerate(self.flow.edges)]
        for name in parts:
            for number, edge in enumerate(self.flow.edges):
                if edge.words is not None and edge.end == name:
                    children.append(self._words_of(number, edge, lines[number], max(parts[edge.start], parts[name])))
            node = self.nodes[name]
            style = self._style(node)
            frame = self.setter.frame(node.words, Setting.of_style(style, boxes[name]), boxes[name], self.sizes)
            children.append(TextBox(f"{self.name}.box-{name}", boxes[name], frame, style=style, part=parts[name]))
        return Group(
            self.name, self.box, self.flow.alt, (*grounds, *lines, *children), needed=self.needed, room=self.box.height
        )

    def _in_reading_order(self) -> list[str]:
        """The boxes layer by layer, each layer in reading direction: no box before those that lead to it."""
        return [place for row in self.rows for place in row if place in self.nodes]

    def _group_shapes(self, boxes: Mapping[str, Box]) -> Iterator[TextBox]:
        """A ground behind the boxes of each group, with its name."""
        for number, group in enumerate(self.flow.groups, 1):
            inside = hull([boxes[name] for name in group.nodes])
            # An arrow into the middle of its first box runs past its name.
            wide, _ = self._words_size(group.words)
            more = max(0.0, wide + _AROUND - inside.width / 2) if self.goes_down else 0.0
            left = inside.x - _AROUND - (0.0 if self.brand.right_to_left else more)
            ground = Box(
                left,
                inside.y - _AROUND - self._head,
                inside.width + 2 * _AROUND + more,
                inside.height + 2 * _AROUND + self._head,
            )
            style = self.brand.shape("flow_group", "plain")
            frame = self.setter.frame(group.words, Setting.of_style(style, ground), ground, self.sizes)
            yield TextBox(f"{self.name}.group-{number}", ground, frame, style=style)

    # ------------------------------------------------------------------------------------------------ arrows

    def _arrow(self, number: int, edge: Edge, boxes: Mapping[str, Box], parts: Mapping[str, int]) -> Connector:
        style = self.brand.shape("link", edge.tone)
        start, end = boxes[edge.start], boxes[edge.end]
        sides, points = self._route(number, start, end)
        assert style.line is not None
        return Connector(
            f"{self.name}.arrow-{number + 1}",
            f"{self.name}.box-{edge.start}",
            f"{self.name}.box-{edge.end}",
            *sides,
            points,
            style.line,
            style.line_pt,
            True,
        )

    def _route(self, number: int, start: Box, end: Box) -> tuple[tuple[str, str], tuple[Point, ...]]:
        """From which side to which side an arrow runs, and its bends."""
        chain = self.chains[number]
        one, other = self.layer_of[chain[0]], self.layer_of[chain[-1]]
        return (
            self._forth(number, chain, one, other)
            if one < other
            else self._back(self.flow.edges[number], start, end, chain)
        )

    def _courses(self) -> dict[int, _Course]:
        """How each arrow to a later layer runs."""
        return {
            number: self._course(number, chain)
            for number, chain in self.chains.items()
            if self.layer_of[chain[0]] < self.layer_of[chain[-1]]
        }

    def _course(self, number: int, chain: Sequence[str]) -> _Course:
        one, other = self.layer_of[chain[0]], self.layer_of[chain[-1]]
        begin, end = self.across[chain[0]], self.across[chain[-1]]
        if other - one > 1 and self._has_way_beside(number, begin, one, other):
            self.lanes.append(_Lane(begin, range(one + 1, other + 1), self._half_of_words(self.flow.edges[number])))
            self.sides.add((chain[-1], begin > end))
            return _Course((), at_side=True)
        if abs(begin - end) < _LEVEL:
            end = begin
        lane = self._lane(chain, one, other, self.flow.edges[number]) if other - one > 1 else begin
        bends, at = [], begin
        for layer, to in ((one + 1, lane), (other, end)):
            if abs(to - at) >= _LEVEL:
                bends.append(Bend(layer, chain[0], chain[-1], at, to))
                at = to
        return _Course(tuple(bends))

    def _has_way_beside(self, number: int, begin: float, one: int, other: int) -> bool:
        """Whether an arrow over several layers can run straight on, and in at the side of its last box.

        Then it shares nothing with the arrows that come from the layers between.
        """
        edge = self.flow.edges[number]
        end, half = self.across[edge.end], self._size(edge.end) / 2
        beyond = begin > end
        low, high = (end + half, begin) if beyond else (begin, end - half)
        touched = [two for two in self.flow.edges if edge.end in (two.start, two.end)]
        returns = any(self.layer_of[two.start] >= self.layer_of[two.end] for two in touched)
        named = not self.goes_down and not beyond and any(edge.end in group.nodes for group in self.flow.groups)
        beside = (name for name in self.rows[other] if name in self.nodes and name != edge.end)
        return (
            not (returns or named or (edge.end, beyond) in self.sides)
            and high - low >= _LANES
            and self._is_free(begin, range(one + 1, other), self._half_of_words(edge))
            and not any(lane.meets(begin, range(other, other + 1), 0.0) for lane in self.lanes)
            and all(
                self.across[name] + self._size(name) / 2 + _KEPT / 2 <= low
                or self.across[name] - self._size(name) / 2 - _KEPT / 2 >= high
                for name in beside
            )
        )

    def _size(self, name: str) -> float:
        """How far a box reaches across the flow."""
        return self.width if self.goes_down else self.heights[name]

    def _tracks(self) -> dict[int, Tracks]:
        """On which track the arrows of each box turn, before each layer."""
        return {layer: tracks(self._bends(layer)) for layer in range(1, self.count)}

    def _bends(self, layer: int) -> list[Bend]:
        """Where arrows turn before a layer."""
        return [bend for course in self.courses.values() for bend in course.bends if bend.layer == layer]

    def _forth(
        self, number: int, chain: Sequence[str], one: int, other: int
    ) -> tuple[tuple[str, str], tuple[Point, ...]]:
        """Out at the far side, across between the layers, and in at the near side, or at that which it runs along."""
        begin, end = self.across[chain[0]], self.across[chain[-1]]
        size = self.heights[chain[0]] if self.goes_down else self.width
        course = self.courses[number]
        stations = [(self.starts[one] + size, begin)]
        out, into = ("bottom", "top") if self.goes_down else ("right", "left")
        if course.at_side:
            middle = self.starts[other] + (self.heights[chain[-1]] if self.goes_down else self.width) / 2
            half = self._size(chain[-1]) / 2
            stations += [(middle, begin), (middle, end + half if begin > end else end - half)]
            before, beyond = ("left", "right") if self.goes_down else ("top", "bottom")
            into = beyond if begin > end else before
        else:
            for bend in course.bends:
                turn = self._turn(bend)
                stations += [(turn, stations[-1][1]), (turn, bend.to)]
            stations.append((self.starts[other], stations[-1][1]))
        if self.brand.right_to_left:
            out, into = _TURNED.get(out, out), _TURNED.get(into, into)
        return (out, into), tuple(self._point(*station) for station in stations)

    def _turn(self, bend: Bend) -> float:
        """Where an arrow turns before a layer: as near to half way as words, heads of groups and other tracks let it.

        LibreOffice turns every arrow half way.
        """
        gap, found = self.gaps[bend.layer - 1], self.tracks[bend.layer]
        behind, before = self._kept_free(bend.layer)
        aside = min(TRACK_PT * (found.lines - 1), max(0.0, gap - behind - _HEAD))
        first = max(behind, min((gap - aside) / 2, gap - before - aside))
        each = aside / max(1, found.lines - 1)
        return self.starts[bend.layer] - gap + first + each * found.of[bend.start]

    def _lane(self, chain: Sequence[str], one: int, other: int, edge: Edge) -> float:
        """Where an arrow passes the layers between its ends: where it meets no box, and best straight on."""
        kept = [self.across[place] for place in chain[1:-1]]
        tried = (self.across[chain[0]], self.across[chain[-1]], *kept)
        return self._taken(tried, range(one + 1, other), kept[0] >= self.across[chain[0]], self._half_of_words(edge))

    def _with_words(self, name: str) -> float:
        """How far a box, or the words of an arrow from or to it, reaches to each side of its middle."""
        words = [self._half_of_words(edge) for edge in self.flow.edges if name in (edge.start, edge.end)]
        return max([self._size(name) / 2, *words])

    def _half_of_words(self, edge: Edge) -> float:
        """How far the words of an arrow reach to each side of it, where it runs along the flow."""
        if edge.words is None:
            return 0.0
        wide, high = self._words_size(edge.words)
        return (wide if self.goes_down else high) / 2

    def _taken(self, tried: Sequence[float], between: range, beyond: bool, half: float) -> float:
        """The first of these lanes that is free, or one beside the last of them; no other arrow has it from then on."""
        free = next((at for at in tried if self._is_free(at, between, half)), None)
        lane = (max if beyond else min)(tried) if free is None else free
        beside = [lane + (at if beyond else -at) * _LANES for at in range(_MOST_LANES)]
        lane = next((at for at in beside if self._is_free(at, between, half)), lane)
        self.lanes.append(_Lane(lane, between, half))
        return lane

    def _is_free(self, at: float, between: range, half: float) -> bool:
        """Whether an arrow with words that reach so far to each side can run there."""
        return all(
            abs(self.across[name] - at) >= max(self._size(name) / 2 + _KEPT / 2, self._with_words(name) + half)
            for layer in between
            for name in self.rows[layer]
            if name in self.nodes
        ) and not any(lane.meets(at, between, half) for lane in self.lanes)

    def _back(
        self, edge: Edge, start: Box, end: Box, chain: Sequence[str]
    ) -> tuple[tuple[str, str], tuple[Point, ...]]:
        """Out at a side, along past all that stands between, and in at the same side."""
        kept = [self.across[place] for place in chain[1:-1]]
        ends = self.across[chain[0]], self.across[chain[-1]]
        beyond = not kept or sum(kept) / len(kept) >= sum(ends) / 2
        size = self.width if self.goes_down else max(self.heights[name] for name in (chain[0], chain[-1]))
        edges = [at + (size / 2 + _BETWEEN / 2) * (1 if beyond else -1) for at in ends] + kept
        layers = sorted((self.layer_of[chain[0]], self.layer_of[chain[-1]]))
        outermost = max(edges) if beyond else min(edges)
        half = self._half_of_words(edge)
        lane = self._point(0, self._taken((outermost,), range(layers[0], layers[1] + 1), beyond, half))
        if self.goes_down:
            right = beyond != self.brand.right_to_left
            first, last = ((box.right if right else box.x, box.y + box.height / 2) for box in (start, end))
            bends = (Point(lane.x, first[1]), Point(lane.x, last[1]))
            side = "right" if right else "left"
        else:
            first, last = ((box.x + box.width / 2, box.bottom if beyond else box.y) for box in (start, end))
            bends = (Point(first[0], lane.y), Point(last[0], lane.y))
            side = "bottom" if beyond else "top"
        return (side, side), (Point(*first), *bends, Point(*last))

    def _words_of(self, number: int, edge: Edge, line: Connector, part: int) -> TextBox:
        """The words of an arrow on a ground that hides it: on a stretch that it has for itself."""
        assert edge.words is not None
        style = self.brand.shapes["flow_words"]
        wide, high = self._words_size(edge.words)
        before, last, head = self._stretch_of_words(edge, line.points)
        length = max(abs(before.x - last.x), abs(before.y - last.y), 1.0)
        share = 0.5 * (1 - min(head / length, 0.9))
        middle = Point(before.x + (last.x - before.x) * share, before.y + (last.y - before.y) * share)
        place = Box(middle.x - wide / 2, middle.y - high / 2, wide, high)
        frame = self.setter.frame(edge.words, Setting.of_style(style, place), place, self.sizes)
        return TextBox(f"{self.name}.words-{number + 1}", place, frame, style=style, part=part)

    def _stretch_of_words(self, edge: Edge, points: Sequence[Point]) -> tuple[Point, Point, float]:
        """From where to where an arrow runs under its words, and how much of that is its head.

        That is its last stretch where no other arrow joins it there, else the first, or the one that runs aside.
        """
        if len(points) == 3:
            return points[0], points[1], 0.0
        one, other = self.layer_of[edge.start], self.layer_of[edge.end]
        if len(points) > 4 or one >= other:
            # Past other layers, or back.
            middle = len(points) // 2
            return points[middle - 1], points[middle], 0.0
        joined = [
            two
            for number, two in enumerate(self.flow.edges)
            if two is not edge and two.end == edge.end and number in self.courses and not self.courses[number].at_side
        ]
        forked = [two for two in self.flow.edges if two is not edge and two.start == edge.start]
        if len(points) == 2:
            # Behind the place where its siblings turn away from it, or before that where others join it.
            turns = [bend for bend in self._bends(other) if edge.start == bend.start or edge.end == bend.end]
            place = self._point(self._turn(turns[0]), self.across[edge.end]) if turns else points[0]
            return (place, points[1], _HEAD) if not turns or turns[0].start == edge.start else (points[0], place, 0.0)
        if not joined:
            return points[-2], points[-1], _HEAD
        return (points[1], points[2], 0.0) if forked else (points[0], points[1], 0.0)


_TURNED = {"left": "right", "right": "left"}


# ---------------------------------------------------------------------------------------------------- layers


def layers(names: Sequence[str], edges: Sequence[tuple[str, str]]) -> dict[str, int]:
    """The layer of each box: one behind the last of those that lead to it; arrows that close a circle do not count."""
    leading = {name: [start for start, end in forward(names, edges) if end == name] for name in names}
    found: dict[str, int] = {}

    def layer(name: str) -> int:
        if name not in found:
            found[name] = 1 + max((layer(one) for one in leading[name]), default=-1)
        return found[name]

    for name in names:
        layer(name)
    return found


def forward(names: Sequence[str], edges: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The arrows without those that lead back to where they come from."""
    following = {name: [end for start, end in edges if start == name and end != name] for name in names}
    back: set[tuple[str, str]] = set()
    done: set[str] = set()

    def walk(name: str, above: tuple[str, ...]) -> None:
        for after in following[name]:
            if after in above or after == name:
                back.add((name, after))
            elif after not in done:
                walk(after, (*above, name))
        done.add(name)

    into = {end for _, end in edges}
    for name in sorted(names, key=lambda one: one in into):
        if name not in done:
            walk(name, ())
    return [edge for edge in edges if edge not in back and edge[0] != edge[1]]


def ordered(rows: list[list[str]], neighbours: Mapping[str, set[str]]) -> list[list[str]]:
    """Each layer in the order of the middles of its neighbours, forth and back; of all orders tried the one with the
    fewest crossings, and of equals the one nearest to how it was written."""
    best = rows
    for sweep in range(_SWEEPS):
        forth = sweep % 2 == 0
        rows = [list(row) for row in rows]
        order = range(1, len(rows)) if forth else range(len(rows) - 2, -1, -1)
        for layer in order:
            beside = rows[layer - 1 if forth else layer + 1]
            places = {name: at for at, name in enumerate(beside)}
            here = {name: float(at) for at, name in enumerate(rows[layer])}

            def middle(name: str, places: Mapping[str, int] = places, here: Mapping[str, float] = here) -> float:
                known = [places[one] for one in neighbours[name] if one in places]
                return sum(known) / len(known) if known else here[name]

            rows[layer] = sorted(rows[layer], key=middle)
        if crossings(rows, neighbours) < crossings(best, neighbours):
            best = rows
    return best


def crossings(rows: Sequence[Sequence[str]], neighbours: Mapping[str, set[str]]) -> int:
    """How many pairs of arrows cross between neighbouring layers."""
    count = 0
    for above, below in pairwise(rows):
        places = {name: at for at, name in enumerate(below)}
        ends = [(at, places[one]) for at, name in enumerate(above) for one in neighbours[name] if one in places]
        count += sum(a < c and b > d for a, b in ends for c, d in ends)
    return count


def balanced(
    rows: Sequence[Sequence[str]],
    neighbours: Mapping[str, set[str]],
    sizes: Mapping[str, float],
    between: float,
    boxes: Collection[str],
    asides: bool = False,
) -> dict[str, float]:
    """The middle of each place across the flow: of a box in the middle of those before it, and of those behind it where
    it has none before it or several behind; a place that is kept for an arrow gives way to boxes.

    With `asides` what ends there gives way to what leads on beside it: the way through the flow is straight.
    """
    at: dict[str, float] = {}
    for row in rows:
        begin = -(sum(sizes[name] for name in row) + between * (len(row) - 1)) / 2
        for name in row:
            at[name] = begin + sizes[name] / 2
            begin += sizes[name] + between
    layer_of = {name: layer for layer, row in enumerate(rows) for name in row}
    aside = _asides(neighbours, layer_of) if asides else frozenset()
    weights = {name: 1.0 if name in boxes and name not in aside else _LIGHT for name in at}

    def middle(name: str, side: int) -> float:
        near = [one for one in neighbours[name] if layer_of[one] == layer_of[name] + side]
        known = [one for one in near if one in boxes and one not in aside] or near
        if side > 0 and not (len(known) > 1 or not any(layer_of[one] < layer_of[name] for one in neighbours[name])):
            return at[name]
        return sum(at[one] for one in known) / len(known) if known else at[name]

    for sweep in range(2 * _SWEEPS + 1):
        forth = sweep % 2 == 0
        for row in rows if forth else reversed(rows):
            wanted = [middle(name, -1 if forth else 1) for name in row]
            own = [weights[name] for name in row]
            at.update(zip(row, spread(wanted, [sizes[name] for name in row], own, between), strict=True))
    return at


_LIGHT = 0.001
"""How much a place counts that is kept for an arrow, or a box that stands aside, beside a box."""


def _asides(neighbours: Mapping[str, set[str]], layer_of: Mapping[str, int]) -> frozenset[str]:
    """The boxes that lead nowhere, while another one behind the same box leads on."""

    def behind(name: str) -> list[str]:
        return [one for one in neighbours[name] if layer_of[one] > layer_of[name]]

    return frozenset(
        name
        for name in layer_of
        if not behind(name)
        for before in neighbours[name]
        if any(behind(other) for other in behind(before))
    )


def spread(wanted: Sequence[float], sizes: Sequence[float], weights: Sequence[float], between: float) -> list[float]:
    """Middles in order, `between` apart at the least, that are the least weighted squares away from those that are
    wanted: the pool of adjacent violators."""
    offsets = [0.0]
    for one, other in pairwise(sizes):
        offsets.append(offsets[-1] + (one + other) / 2 + between)
    pools: list[tuple[float, float, int]] = []
    for want, offset, own in zip(wanted, offsets, weights, strict=True):
        mean, weight, count = want - offset, own, 1
        while pools and pools[-1][0] > mean:
            before, more, others = pools.pop()
            mean = (mean * weight + before * more) / (weight + more)
            weight, count = weight + more, count + others
        pools.append((mean, weight, count))
    flat = [mean for mean, _, count in pools for _ in range(count)]
    return [mean + offset for mean, offset in zip(flat, offsets, strict=True)]
