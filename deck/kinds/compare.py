"""Two to four things beside each other, or two by two, point by point; ticks and crosses are read out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from deck.kinds._frame import LAYOUTS, framed
from deck.markup import Text
from deck.material import Material
from deck.scene import Block, Column, Paragraph, Row, Scene, Shape, Space, Words
from deck.talk import Record, SlideKind, Tone, described


class Verdict(Record, frozen=True, kw_only=True):
    yes: Annotated[Text | None, described("a point that is so, or speaks for it: with a tick")] = None
    no: Annotated[Text | None, described("a point that is not so, or speaks against it: with a cross")] = None


class Compared(Record, frozen=True, kw_only=True):
    title: Annotated[Text, described("what is compared")]
    points: Annotated[tuple[Text | Verdict, ...], described("what is to be said of it, in order", min_length=1)]
    tone: Annotated[Tone, described("its look")] = "primary"

    def block(self, name: str, material: Material) -> Column:
        head = Shape(f"{name}-head", "compare_head", Words((Paragraph(self.title),)), self.tone)
        body = Shape(name, "panel", Words(tuple(self._paragraphs(material))))
        return Column((head, body), (0.0, 1.0), gap="tight")

    def _paragraphs(self, material: Material) -> Iterator[Paragraph]:
        for point in self.points:
            if isinstance(point, Text):
                yield Paragraph(point, mark="dot")
            elif point.yes is not None and point.no is None:
                yield Paragraph(point.yes, mark="yes", said=material.say("yes").plain)
            elif point.no is not None and point.yes is None:
                yield Paragraph(point.no, mark="no", said=material.say("no").plain)
            else:
                where = (point.yes or self.title).span
                help = "write two points, or one without `yes:` and `no:`"
                material.report.error("no-place", "a point is either a `yes` or a `no`", where, help)


class Compare(SlideKind, frozen=True, kw_only=True):
    layouts = LAYOUTS

    columns: Annotated[
        tuple[Compared, ...], described("what is compared, in reading order", min_length=2, max_length=4)
    ]
    form: Annotated[Literal["row", "square"], described("all beside each other, or four of them two by two")] = "row"
    across: Annotated[tuple[Text, ...], described("over a square: what its two columns are", max_length=2)] = ()
    down: Annotated[tuple[Text, ...], described("beside a square: what its two rows are", max_length=2)] = ()
    lead: Annotated[Text | None, described("one sentence above")] = None
    foot: Annotated[Text | None, described("one sentence below")] = None

    def compose(self, material: Material) -> Scene:
        blocks = [one.block(f"column-{number}", material) for number, one in enumerate(self.columns, 1)]
        if not self._is_sound(material):
            return material.scene()
        row = Row(tuple(blocks), aligned=True, apart=1)
        body: Row | Column = row if self.form == "row" else self._square(blocks)
        return framed(material, body, self.lead, (self.foot,) if self.foot else ())

    def _is_sound(self, material: Material) -> bool:
        wrong = []
        if self.form == "square" and len(self.columns) != 4:
            wrong.append(("columns", "a square has four parts", "give four, or take `form` away"))
        for name, given in (("across", self.across), ("down", self.down)):
            if given and self.form == "row":
                wrong.append((name, f"`{name}` belongs to a square", "add `form: square`, or take it away"))
            elif len(given) == 1:
                wrong.append((name, f"`{name}` needs two entries", "say what each half of the square is"))
        for field, what, help in wrong:
            material.report.error("no-place", what, material.at(field), help)
        return not wrong

    def _square(self, blocks: list[Column]) -> Column:
        rows: list[Block] = [Row(tuple(blocks[at : at + 2]), aligned=True, apart=1) for at in (0, 2)]
        if self.down:
            rows = [Row((_head(text, "lane"), row), _BESIDE) for text, row in zip(self.down, rows, strict=True)]
        if not self.across:
            return Column(tuple(rows))
        heads: Block = Row(tuple(_head(text, "column_head") for text in self.across))
        if self.down:
            heads = Row((Space(), heads), _BESIDE)
        return Column((heads, *rows), (0.0, 1.0, 1.0), gap="tight")


_BESIDE = (1.0, 5.0)
"""Shares of the names of a square's rows, and of the square."""


def _head(text: Text, style: str) -> Shape:
    return Shape(f"{style}-{text.name}", style, Words((Paragraph(text),)))
