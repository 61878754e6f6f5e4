"""A root with branches under it, and a bracket for what may go across them."""

from __future__ import annotations

from typing import Annotated

from deck.kinds._frame import LAYOUTS, framed
from deck.markup import Text
from deck.material import Material
from deck.scene import Block, Column, Diagram, Link, Paragraph, Row, Scene, Shape, Space, Words
from deck.talk import Record, SlideKind, Tone, described


class Node(Record, frozen=True, kw_only=True):
    text: Annotated[Text, described("its name")]
    note: Annotated[Text | None, described("a line under the name")] = None
    tone: Annotated[Tone, described("its look")] = "plain"

    def words(self) -> Words:
        note = (Paragraph(self.note, role="label"),) if self.note else ()
        return Words((Paragraph(self.text), *note))


class Branch(Node, frozen=True, kw_only=True):
    tag: Annotated[Text | None, described("a small label below it: what belongs here")] = None


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
        branches = Row(
            tuple(Shape(name, "node", node.words(), node.tone) for name, node in zip(names, self.branches, strict=True))
        )
        rows: list[Block] = [branches]
        weights = [1.0]
        if any(node.tag for node in self.branches):
            rows.append(Row(tuple(self._tag(name, node) for name, node in zip(names, self.branches, strict=True))))
            weights.append(0.0)
        if self.across:
            rows.append(Shape("across", "bracket", self.across.words(), self.across.tone))
            weights.append(0.0)
        return Column((root, Column(tuple(rows), tuple(weights), gap="tight")), (0.0, 1.0))

    def _tag(self, name: str, node: Branch) -> Block:
        return Shape(f"{name}-tag", "pill", Words((Paragraph(node.tag),))) if node.tag else Space()
