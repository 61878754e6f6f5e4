"""Two to four panels side by side, each with a large number or word, or a short text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from deck.kinds._frame import LAYOUTS, framed, sign_of
from deck.kinds._shown import MIDDLE, CropChoice, Focus, picture_of
from deck.kit import IconName
from deck.markup import Text
from deck.material import Material
from deck.scene import Block, Column, Paragraph, Row, Scene, Shape, Words
from deck.talk import Name, Record, SlideKind, Tone, described

_SHORT = 8
"""Letters of what is set at display size."""


class Panel(Record, frozen=True, kw_only=True):
    big: Annotated[Text | None, described("a number or a word, very large")] = None
    title: Annotated[Text | None, described("a heading")] = None
    text: Annotated[Text | None, described("a sentence or two")] = None
    points: Annotated[tuple[Text, ...], described("a short list")] = ()
    tone: Annotated[Tone, described("its look")] = "plain"
    file: Annotated[Name | None, described("a picture of the project above it: SVG, PNG or JPEG")] = None
    figure: Annotated[Name | None, described("or the name of a script in figures/, without .py")] = None
    alt: Annotated[Text | None, described("what a listener who cannot see the picture should learn")] = None
    crop: CropChoice = "fit"
    focus: Focus = MIDDLE
    icon: Annotated[IconName | None, described("a drawing of the kit above it; what it says, the words say too")] = None

    def under_icon(self, shape: Shape) -> Block:
        """The panel with its drawing above it, where it has one."""
        if self.icon is None:
            return shape
        return Column((sign_of(self.icon), shape), (1.0, 0.0), gap="tight")

    def block(self, name: str, material: Material, big: str) -> Block:
        """The panel, under its picture where it has one; `big` is the role of the large number or word."""
        words = tuple(self.paragraphs(big))
        shape = Shape(name, "panel", Words(words), self.tone)
        where = self.file if self.file is not None else self.figure
        if where is None:
            if self.alt:
                help = "name a `file` or a `figure`, or take `alt` away"
                material.report.error("no-place", "`alt` describes a picture, and there is none", self.alt.span, help)
            return self.under_icon(shape)
        if self.alt is None:
            help = "say with `alt: …` what a listener who cannot see the picture should learn"
            material.report.error("missing-field", "`alt` is missing", where.span, help)
            return shape
        picture = picture_of(self.file, self.figure, self.alt, self.crop, self.focus, material)
        if picture is None:
            return shape
        return Column((picture, shape), (1.0, 0.0), gap="tight") if words else picture

    def paragraphs(self, big: str) -> Iterator[Paragraph]:
        """`big` is the role of the large number or word."""
        if self.big:
            yield Paragraph(self.big, role=big)
        if self.title:
            yield Paragraph(self.title, role="card_title")
        if self.text:
            yield Paragraph(self.text)
        yield from (Paragraph(point, mark="dot") for point in self.points)


class Panels(SlideKind, frozen=True, kw_only=True):
    layouts = LAYOUTS

    panels: Annotated[tuple[Panel, ...], described("the panels, in reading order", min_length=2, max_length=4)]
    lead: Annotated[Text | None, described("one sentence above")] = None
    foot: Annotated[Text | None, described("one sentence below")] = None

    def compose(self, material: Material) -> Scene:
        # Only short words have room to be shouted, and only where two stand abreast.
        shouted = len(self.panels) == 2 and all(len(one.big.plain) <= _SHORT for one in self.panels if one.big)
        big = "display" if shouted else "number"
        blocks = tuple(panel.block(f"panel-{number}", material, big) for number, panel in enumerate(self.panels, 1))
        # Pictures over words are as high as each other, however long the words are.
        pictured = all(isinstance(block, Column) for block in blocks)
        return framed(material, Row(blocks, apart=1, aligned=pictured), self.lead, (self.foot,) if self.foot else ())
