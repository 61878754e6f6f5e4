"""A list of points: dots, ticks, rings or numbers, in one or two columns, or beside the card of a paper."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Annotated, Literal

from deck.kinds._card import card_of
from deck.kinds._frame import GROUND, hairline, sign_of
from deck.kit import IconName
from deck.markup import Run, Text, merged
from deck.material import Material, count, literal
from deck.scene import Block, Column, Flow, Item, Paragraph, Row, Scene, Shape, Space, Words
from deck.talk import Name, Record, SlideKind, described
from deck.value import replace

_ONE_COLUMN, _MOST_ROWS = 4, 8
"""Rows that stand in one column, and in two."""
_BESIDE = 6.0
"""How many times as wide as their drawing the words beside it are."""
_DRAWN, _DRAWN_LARGE = 44.0, 76.0
"""Points that the drawing of a tile wants to be high, and that of a point beside the lead."""
_LED, _LED_ACROSS = 3.0, 7.37
"""How many times as wide as their drawing the words of such a point are, beside another and over the whole width."""


class LastBullet(Record, frozen=True, kw_only=True):
    text: Annotated[Text, described("the point")]
    term: Annotated[Text | None, described("what the point explains")] = None


class SubBullet(Record, frozen=True, kw_only=True):
    text: Annotated[Text, described("the point")]
    term: Annotated[Text | None, described("what the point explains")] = None
    sub: Annotated[tuple[Text | LastBullet, ...], described("points under it")] = ()


class Bullet(Record, frozen=True, kw_only=True):
    text: Annotated[Text, described("the point")]
    term: Annotated[Text | None, described("what the point explains: stands before it, in bold")] = None
    sub: Annotated[tuple[Text | SubBullet, ...], described("points under it, three levels in all")] = ()


class Bullets(SlideKind, frozen=True, kw_only=True):
    layouts = {
        "text": ("body",),
        "text_lead": ("lead", "body"),
        **dict.fromkeys(("rows", "diagram"), ("diagram",)),
        "text_paper": ("body", "diagram"),
        "two_columns": ("left", "right"),
        "text_callout": ("body", "callout"),
        **dict.fromkeys(("rows_lead", "diagram_lead"), ("lead", "diagram")),
    }

    bullets: Annotated[tuple[Text | Bullet, ...], described("the points, in order", min_length=1)]
    lead: Annotated[Text | None, described("one sentence above the points")] = None
    callout: Annotated[Text | None, described("what to take home, in a box under the points")] = None
    marks: Annotated[Literal["dot", "tick", "ring", "number"], described("what stands before each point")] = "dot"
    start: Annotated[int, described("the number of the first point, where a list goes on", ge=1, le=999)] = 1
    sub_marks: Annotated[Literal["dot", "number"], described("what stands before each point under a point")] = "dot"
    columns: Annotated[int, described("one column, or two", ge=1, le=2)] = 1
    form: Annotated[
        Literal["list", "rows", "tiles"],
        described("a list; up to eight points in rows between lines; or as tiles, each under a drawing of the kit"),
    ] = "list"
    icons: Annotated[tuple[IconName, ...], described("a drawing of the kit for each tile or row, in their order")] = ()
    paper: Annotated[Name | None, described("citation key of a paper whose card stands beside the points")] = None

    def compose(self, material: Material) -> Scene:
        if self.icons and (self.form == "list" or len(self.icons) != len(self.bullets)):
            help = "write `form: tiles` or `form: rows`, and a drawing for each point, or take `icons` away"
            material.refuse("icons", f"`icons` for {count(len(self.bullets), 'point')}: {len(self.icons)}", help)
        if self.form != "list":
            return self._in_rows(material)
        if self.callout and (self.lead or self.paper is not None or self.columns == 2):
            help = "take `lead`, `paper` or `columns` away, or the callout"
            material.refuse("callout", "a `callout` stands under points alone", help)
        elif self.callout:
            box = Column((Shape("callout", "callout", Words((Paragraph(self.callout),))),))
            return material.scene(
                material.item("body", Flow(("body",), tuple(self._paragraphs(material)))), material.item("callout", box)
            )
        if self.lead and (self.paper is not None or self.columns == 2):
            material.refuse("lead", "`lead` has no place above two columns or beside a paper", "put it into the kicker")
        if self.paper is not None and self.columns == 2:
            material.refuse("columns", "beside a paper there is room for one column", "take `columns` or `paper` away")
        if self.start != 1 and self.marks != "number":
            material.refuse("start", "points without numbers have no first one", "write `marks: number` beside it")
        if self.paper is not None:
            card = card_of(self.paper, material, "paper")
            body = material.item("body", Words(tuple(self._paragraphs(material))))
            return material.scene(body, material.item("diagram", Column((card, Space()), (0.0, 1.0))))
        if self.columns == 2:
            return material.scene(*self._halves(material))
        return self._in_list(material)

    def _in_list(self, material: Material) -> Scene:
        """The points one under the other, which go on on a further slide where they are many."""
        flow = material.item("body", Flow(("body",), tuple(self._paragraphs(material))))
        if self.lead:
            return material.scene(material.words("lead", self.lead), flow)
        return material.scene(flow)

    def _in_rows(self, material: Material) -> Scene:
        """Each point behind its mark, with a line under it; the first half beside the second where they are many."""
        for field, given in (("callout", self.callout), ("paper", self.paper), ("columns", self.columns == 2)):
            if given:
                material.refuse(field, f"`{field}` has no place beside `form: {self.form}`", "take one of the two away")
        if len(self.bullets) > _MOST_ROWS or any(isinstance(one, Bullet) and one.sub for one in self.bullets):
            help = f"give {_MOST_ROWS} points at most, with none under them, or write `form: list`"
            material.refuse("form", f"so many points do not stand in {self.form}", help)
        if self.form == "tiles":
            under, beside = (material.scene(material.item("diagram", tiles)) for tiles in self._tiles(material))
            tiles = replace(under, otherwise=replace(beside, otherwise=self._in_list(material)))
            return self._led(self.lead, material, tiles) if self.lead else tiles
        half = len(self.bullets) if len(self.bullets) <= _ONE_COLUMN else math.ceil(len(self.bullets) / 2)
        columns = [self._column(at, half, material) for at in range(0, len(self.bullets), half)]
        rows = material.item("diagram", Row(tuple(columns), gap="wide") if len(columns) > 1 else columns[0])
        return material.scene(material.words("lead", self.lead), rows) if self.lead else material.scene(rows)

    def _led(self, lead: Text, material: Material, otherwise: Scene) -> Scene:
        """The lead on a ground of its own, from top to bottom of the slide; beside it the points, each behind its
        drawing: one under the other where they are few or an odd number, which would leave a hole, and else two in a
        row."""
        in_pairs = replace(self._led_by(lead, material, 2), otherwise=otherwise)
        if len(self.bullets) > _ONE_COLUMN and len(self.bullets) % 2 == 0:
            return in_pairs
        return replace(self._led_by(lead, material, 1), otherwise=in_pairs)

    def _led_by(self, lead: Text, material: Material, abreast: int) -> Scene:
        many = len(self.bullets) > _ONE_COLUMN
        style = "counted" if abreast > 1 else "beside"
        cells: list[Block] = []
        for number, point in enumerate(self.bullets):
            words = Shape(f"point-{number + 1}", style, Words((Paragraph(_said(point, material)),)))
            look = {"wanted": _DRAWN if many else _DRAWN_LARGE, "at_start": abreast > 1, "disc": GROUND}
            icon = sign_of(self.icons[number], **look) if self.icons else None
            # One that is left over has the row to itself: no place stays empty.
            alone = many and number + 1 == len(self.bullets) and number % abreast == 0
            wide = _LED_ACROSS if alone or (many and abreast == 1) else _LED
            cells.append(Row((icon, words), (1.0, wide), gap="tight") if icon else words)
        blocks: list[Block] = []
        for at in range(0, len(cells), abreast):
            blocks += [hairline(f"point-{at}")] if blocks else []
            blocks.append(Row(tuple(cells[at : at + abreast])))
        weights = tuple(float(at % 2 == 0) for at in range(len(blocks)))
        points = material.item("diagram", Column(tuple(blocks), weights, gap="tight", spare=True))
        said = replace(lead, runs=tuple(merged(replace(run, bold=True) for run in lead.runs)))
        scene = material.scene(material.words("lead", said), points)
        return replace(scene, layouts={"led": ("lead", "diagram"), **scene.layouts})

    def _tiles(self, material: Material) -> tuple[Column, Column]:
        """The lead and the points in tiles of one width: each under its drawing; and, where that lacks the room, beside
        it in wider tiles."""
        lead = [Shape("lead", "tile_lead", Words((Paragraph(self.lead),)))] if self.lead else []
        # Where the points fill rows by themselves, the lead has one of its own: no place stays empty.
        across = lead if len(self.bullets) % 2 == 0 else []
        first: list[Block] = [] if across else [*lead]
        under, beside = [*first], [*first]
        for number, point in enumerate(self.bullets):
            words = Shape(f"point-{number + 1}", "counted", Words((Paragraph(_said(point, material)),)))
            name = self.icons[number] if self.icons else None
            icon = [sign_of(name, wanted=_DRAWN, at_start=True)] if name else []
            under.append(Column((*icon, words), (*(0.0 for _ in icon), 1.0), gap="tight", ground="tile"))
            words = replace(words, style="beside")
            row = Row((replace(icon[0], at_start=False), words), (1.0, _BESIDE), gap="tight") if icon else words
            beside.append(Column((row,), ground="tile"))
        abreast = 4 if len(under) > 2 * 3 else 3 if len(under) > 4 else 2
        above = tuple(Row((one,)) for one in across)
        # Rows of one height where drawings lead; as high as its words where these need all the room there is.
        return _in_grid(above, under, abreast), replace(_in_grid(above, beside, 2), spare=True)

    def _mark(self, number: int) -> Block:
        """What stands before a row: its drawing, or its number in a ring."""
        if number <= len(self.icons):
            icon = self.icons[number - 1]
            return sign_of(icon, wanted=_DRAWN)
        return Shape(f"point-{number}-mark", "ring", Words((Paragraph(literal(str(number), self.title.span)),)))

    def _column(self, first: int, rows: int, material: Material) -> Column:
        """So many rows from that point on; those that are missing leave room."""
        blocks: list[Block] = []
        for number, point in enumerate(self.bullets[first : first + rows], first + 1):
            name = f"point-{number}"
            mark = self._mark(number)
            words = Shape(name, "row", Words((Paragraph(_said(point, material)),)))
            blocks += [Row((mark, words), (1, 9 if rows < len(self.bullets) else 20)), hairline(name)]
        missing = rows - len(blocks) // 2
        return Column(
            (*blocks, *(Space() for _ in range(missing))),
            (*(1.0, 0.0) * (len(blocks) // 2), *(1.0,) * missing),
            gap="none",
        )

    def _paragraphs(self, material: Material) -> Iterator[Paragraph]:
        for number, bullet in enumerate(self.bullets, self.start):
            sub = bullet.sub if isinstance(bullet, Bullet) else ()
            yield Paragraph(_said(bullet, material), mark=self.marks, number=number, keep=bool(sub))
            yield from _under(sub, 1, self.sub_marks, material)

    def _halves(self, material: Material) -> list[Item]:
        paragraphs = list(self._paragraphs(material))
        starts = [at for at, paragraph in enumerate(paragraphs) if paragraph.level == 0]
        middle = starts[(len(starts) + 1) // 2] if len(starts) > 1 else len(paragraphs)
        halves = (("left", paragraphs[:middle]), ("right", paragraphs[middle:]))
        return [material.item(slot, Words(tuple(half))) for slot, half in halves if half]


def _in_grid(above: tuple[Row, ...], cells: list[Block], abreast: int) -> Column:
    """Cells of one size, so many in a row, under rows that are as high as their text."""
    cells = [*cells, *[Space()] * (-len(cells) % abreast)]
    rows = tuple(Row(tuple(cells[at : at + abreast]), gap="tight") for at in range(0, len(cells), abreast))
    return Column((*above, *rows), (*(0.0 for _ in above), *(1.0 for _ in rows)), gap="tight")


def _under(
    points: Sequence[Text | SubBullet | LastBullet], level: int, mark: Literal["dot", "number"], material: Material
) -> Iterator[Paragraph]:
    """Points under a point, each with those under it."""
    for number, point in enumerate(points, 1):
        sub = point.sub if isinstance(point, SubBullet) else ()
        yield Paragraph(_said(point, material), level=level, mark=mark, number=number, keep=bool(sub))
        yield from _under(sub, level + 1, mark, material)


def _said(point: Text | Bullet | SubBullet | LastBullet, material: Material) -> Text:
    """A point's words, behind the term that they explain."""
    if isinstance(point, Text):
        return point
    if point.term is None:
        return point.text
    before, _, after = material.talk.phrases.say("term", term="\n").partition("\n")
    term = (Run(before, bold=True), *(replace(run, bold=True) for run in point.term.runs), Run(after, bold=True))
    return replace(point.text, runs=tuple(merged((*term, Run(" "), *point.text.runs))))
