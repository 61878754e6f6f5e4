"""A list of points: dots, ticks or numbers, in one or two columns, or beside the card of a paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Literal

from deck.kinds._card import card_of
from deck.markup import Text
from deck.material import Material
from deck.scene import Column, Flow, Item, Paragraph, Scene, Shape, Space, Words
from deck.talk import Name, Record, SlideKind, described


class SubBullet(Record, frozen=True, kw_only=True):
    text: Annotated[Text, described("the point")]
    sub: Annotated[tuple[Text, ...], described("points under it")] = ()


class Bullet(Record, frozen=True, kw_only=True):
    text: Annotated[Text, described("the point")]
    sub: Annotated[tuple[Text | SubBullet, ...], described("points under it, three levels in all")] = ()


class Bullets(SlideKind, frozen=True, kw_only=True):
    layouts = {
        "text": ("body",),
        "text_lead": ("lead", "body"),
        "text_paper": ("body", "diagram"),
        "two_columns": ("left", "right"),
        "text_callout": ("body", "callout"),
    }

    bullets: Annotated[tuple[Text | Bullet, ...], described("the points, in order", min_length=1)]
    lead: Annotated[Text | None, described("one sentence above the points")] = None
    callout: Annotated[Text | None, described("what to take home, in a box under the points")] = None
    marks: Annotated[Literal["dot", "tick", "number"], described("what stands before each point")] = "dot"
    start: Annotated[int, described("the first number, where a list of numbers goes on from another slide", ge=1)] = 1
    columns: Annotated[int, described("one column, or two", ge=1, le=2)] = 1
    paper: Annotated[Name | None, described("citation key of a paper whose card stands beside the points")] = None

    def compose(self, material: Material) -> Scene:
        if self.start != 1 and self.marks != "number":
            material.refuse(
                "start", "`start` counts numbers, and there are none", "add `marks: number`, or take it away"
            )
        if self.callout and (self.lead or self.paper is not None or self.columns == 2):
            help = "take `lead`, `paper` or `columns` away, or the callout"
            material.refuse("callout", "a `callout` stands under points alone", help)
        elif self.callout:
            box = Column((Shape("callout", "callout", Words((Paragraph(self.callout),))),))
            return material.scene(
                material.item("body", Flow(("body",), tuple(self._paragraphs()))), material.item("callout", box)
            )
        if self.lead and (self.paper is not None or self.columns == 2):
            material.refuse("lead", "`lead` has no place above two columns or beside a paper", "put it into the kicker")
        if self.paper is not None and self.columns == 2:
            material.refuse("columns", "beside a paper there is room for one column", "take `columns` or `paper` away")
        if self.paper is not None:
            card = card_of(self.paper, material, "paper")
            body = material.item("body", Words(tuple(self._paragraphs())))
            return material.scene(body, material.item("diagram", Column((card, Space()), (0.0, 1.0))))
        if self.columns == 2:
            return material.scene(*self._halves(material))
        flow = material.item("body", Flow(("body",), tuple(self._paragraphs())))
        if self.lead:
            return material.scene(material.words("lead", self.lead), flow)
        return material.scene(flow)

    def _paragraphs(self) -> Iterator[Paragraph]:
        for number, bullet in enumerate(self.bullets, self.start):
            text, sub = (bullet.text, bullet.sub) if isinstance(bullet, Bullet) else (bullet, ())
            yield Paragraph(text, mark=self.marks, number=number, keep=bool(sub))
            yield from _under(sub, 1)

    def _halves(self, material: Material) -> list[Item]:
        paragraphs = list(self._paragraphs())
        starts = [at for at, paragraph in enumerate(paragraphs) if paragraph.level == 0]
        middle = starts[(len(starts) + 1) // 2] if len(starts) > 1 else len(paragraphs)
        halves = (("left", paragraphs[:middle]), ("right", paragraphs[middle:]))
        return [material.item(slot, Words(tuple(half))) for slot, half in halves if half]


def _under(points: Sequence[Text | SubBullet], level: int) -> Iterator[Paragraph]:
    """Points under a point, each with those under it."""
    for point in points:
        text, sub = (point.text, point.sub) if isinstance(point, SubBullet) else (point, ())
        yield Paragraph(text, level=level, mark="dot", keep=bool(sub))
        yield from _under(sub, level + 1)
