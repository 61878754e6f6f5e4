"""A root with branches under it, and a bracket for what may go across them."""

from __future__ import annotations

from typing import Annotated

from deck.kinds._frame import LAYOUTS, framed, sign_of
from deck.kit import IconName
from deck.markup import Text
from deck.material import Material
from deck.scene import Block, Column, Diagram, Link, Paragraph, Row, Scene, Shape, Space, Words
from deck.talk import Record, SlideKind, Tone, described

_MARKED, _SHARE = 48.0, 0.6
"""Points that the drawing beside a label wants to be high at least, and what it gets of the room of the branches."""


class Node(Record, frozen=True, kw_only=True):
    text: Annotated[Text, described("its name")]
    note: Annotated[Text | None, described("a line under the name")] = None
    tone: Annotated[Tone, described("its look")] = "plain"

    def words(self) -> Words:
        note = (Paragraph(self.note, role="label"),) if self.note else ()
        return Words((Paragraph(self.text), *note))


class Branch(Node, frozen=True, kw_only=True):
    tag: Annotated[Text | None, described("a small label below it: what belongs here")] = None
    icon: Annotated[IconName | None, described("a drawing of the kit beside the label")] = None

    def block(self, name: str) -> Block:
        """Its name in a box, and under it, as a tag of the box, the line that goes with it."""
        box = Shape(name, "node", Words((Paragraph(self.text),)), self.tone)
        if not self.note:
            return box
        tag = Shape(f"{name}-note", "node_tag", Words((Paragraph(self.note),)), self.tone)
        return Column((box, tag), (1.0, 0.0), gap="none")

    def marker(self, name: str) -> Block:
        """What belongs there, under it."""
        if not self.tag:
            return Space()
        label = Words((Paragraph(self.tag),))
        if self.icon is None:
            return Shape(f"{name}-tag", "pill", label)
        drawing = sign_of(self.icon, wanted=_MARKED)
        return Column((Row((drawing, Shape(f"{name}-tag", "marker", label)), (1, 2), gap="tight"),), ground="marked")


class Tree(SlideKind, frozen=True, kw_only=True):
    layouts = LAYOUTS

    root: Annotated[Node, described("what everything belongs to")]
    branches: Annotated[tuple[Branch, ...], described("its kinds, in reading order", min_length=2, max_length=5)]
    alt: Annotated[Text, described("the tree in words")]
    across: Annotated[Node | None, described("a bracket under the branches: what may combine with each of them")] = None
    foot: Annotated[tuple[Text, ...], described("lines below")] = ()

    def compose(self, material: Material) -> Scene:
        names = [f"branch-{number}" for number in range(1, len(self.branches) + 1)]
        links = tuple(Link("root", name, "bottom", "top", arrow=False) for name in names)
        return framed(material, Diagram(self.alt, self._body(names), links), None, self.foot)

    def _body(self, names: list[str]) -> Column:
        root = Row((Space(), Shape("root", "node", self.root.words(), self.root.tone), Space()), (1, 3, 1))
        pairs = list(zip(names, self.branches, strict=True))
        branches = Row(tuple(node.block(name) for name, node in pairs))
        rows: list[Block] = [branches]
        weights = [1.0]
        if any(node.tag for node in self.branches):
            rows.append(Row(tuple(node.marker(name) for name, node in pairs)))
            weights.append(_SHARE if any(node.icon for node in self.branches) else 0.0)
        if self.across:
            rows.append(Shape("across", "bracket", self.across.words(), self.across.tone))
            weights.append(0.0)
        return Column((root, Column(tuple(rows), tuple(weights), gap="tight", apart=1)), (0.0, 1.0))
