"""Boxes and arrows: who was screened and who was analysed, how a system is built, what is decided when."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Annotated, Literal

from deck.diagnostics import Span, close_matches
from deck.kinds._frame import LAYOUTS, framed
from deck.markup import Text
from deck.material import Material
from deck.scene import Cluster, Edge, Flowchart, Paragraph, Scene, Words
from deck.scene import Node as Box
from deck.talk import Name, Record, SlideKind, Tone, described

_ARROW = "->"


class Node(Record, frozen=True, kw_only=True):
    text: Annotated[Text, described("what stands in the box")]
    points: Annotated[tuple[Text, ...], described("lines under it")] = ()
    tone: Annotated[Tone, described("its look")] = "plain"
    choice: Annotated[bool, described("`true` for a decision: an ellipse, with a word on each of its arrows")] = False


class Arrow(Record, frozen=True, kw_only=True):
    from_: Annotated[Name, described("the box where it begins")]
    to: Annotated[Name, described("the box where it ends")]
    text: Annotated[Text | None, described("a word or two on it")] = None
    tone: Annotated[Tone, described("its look")] = "plain"


class Group(Record, frozen=True, kw_only=True):
    title: Annotated[Text, described("what these boxes are together")]
    boxes: Annotated[tuple[Name, ...], described("their names", min_length=1)]


class Flow(SlideKind, frozen=True, kw_only=True):
    layouts = LAYOUTS

    boxes: Annotated[dict[Name, Text | Node], described("the boxes by a name that arrows use: a text, or more")]
    arrows: Annotated[
        tuple[Name | Arrow, ...],
        described("what leads to what: `one -> two -> three`, or with a text on it", min_length=1),
    ]
    groups: Annotated[tuple[Group, ...], described("boxes on a common ground, under a name")] = ()
    direction: Annotated[Literal["down", "across"], described("from top to bottom, or in reading direction")] = "down"
    alt: Annotated[Text, described("what leads to what, in words")]
    lead: Annotated[Text | None, described("one sentence above")] = None
    foot: Annotated[tuple[Text, ...], described("notes below")] = ()

    def compose(self, material: Material) -> Scene:
        edges = list(self._edges(material))
        groups = tuple(
            Cluster(Words((Paragraph(group.title),)), names)
            for group in self.groups
            if (names := tuple(str(name) for name in group.boxes if self._is_known(name, material)))
        )
        self._report_lonely(edges, material)
        if not edges:
            return material.scene()
        nodes = tuple(_node(str(name), box) for name, box in self.boxes.items())
        flow = Flowchart(self.alt, nodes, tuple(edges), groups, self.direction)
        return framed(material, flow, self.lead, self.foot)

    def _edges(self, material: Material) -> Iterator[Edge]:
        seen: set[tuple[str, str]] = set()
        for arrow in self.arrows:
            for start, end, words, tone in _pairs(arrow, material):
                if not (self._is_known(start, material) and self._is_known(end, material)):
                    continue
                pair = str(start), str(end)
                if start == end or pair in seen:
                    what = f"`{start}` leads to itself" if start == end else f"`{start} -> {end}` is written twice"
                    material.report.error("bad-flow", what, end.span, "take one of the two away")
                    continue
                seen.add(pair)
                yield Edge(*pair, Words((Paragraph(words),)) if words is not None else None, tone)

    def _is_known(self, name: Name, material: Material) -> bool:
        if name in self.boxes:
            return True
        help = close_matches(name, self.boxes) or f"its boxes are {', '.join(self.boxes)}"
        material.report.error("bad-flow", f"there is no box `{name}`", name.span, help)
        return False

    def _report_lonely(self, edges: list[Edge], material: Material) -> None:
        """A box that no arrow reaches is most likely one that an arrow was forgotten for."""
        joined = {name for edge in edges for name in (edge.start, edge.end)}
        for name in self.boxes if edges else ():
            if name not in joined:
                help = "add an arrow, or take the box away"
                material.report.error("bad-flow", f"no arrow leads to or from `{name}`", name.span, help)


def _pairs(arrow: Name | Arrow, material: Material) -> Iterator[tuple[Name, Name, Text | None, Tone]]:
    """An arrow, or the arrows of a row of them."""
    if isinstance(arrow, Arrow):
        yield arrow.from_, arrow.to, arrow.text, arrow.tone
        return
    stops = list(_stops(arrow))
    if len(stops) < 2 or not all(stops):
        help = "write `one -> two`, or `{from: one, to: two, text: …}`"
        material.report.error("bad-flow", f"`{arrow}` is no arrow", arrow.span, help)
        return
    yield from ((one, other, None, "plain") for one, other in pairwise(stops))


def _stops(row: Name) -> Iterator[Name]:
    """The names in a row of arrows, each where it was written."""
    at = 0
    for part in row.split(_ARROW):
        name = part.strip()
        start = at + len(part) - len(part.lstrip())
        span = row.span
        if span.line and span.end - span.column == len(row):
            span = Span(span.file, span.line, span.column + start, span.column + start + max(len(name), 1))
        yield Name(name, span)
        at += len(part) + len(_ARROW)


def _node(name: str, box: Text | Node) -> Box:
    if isinstance(box, Text):
        return Box(name, Words((Paragraph(box),)))
    points = tuple(Paragraph(point, role="label") for point in box.points)
    return Box(name, Words((Paragraph(box.text), *points)), box.tone, box.choice)
