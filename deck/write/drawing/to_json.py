"""What is painted on each page, in reading order, as plain data in points from the page's top left corner."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from deck.brand.model import Art, Bar, Brand, Curve, Decor, Emblem, Icon
from deck.door import read_regular
from deck.geometry import Box, Point
from deck.page import (
    UNCUT,
    ChartBox,
    Connector,
    Element,
    Frame,
    Group,
    IconBox,
    Image,
    Page,
    PictureBox,
    TableBox,
    TextBox,
)
from deck.value import Value
from deck.write.drawing.marks import Look, Mark, path, place, pt, rect
from deck.write.drawing.paint_shapes import connector, icon, play_mark, shape
from deck.write.drawing.paint_text import Ground, frame, heading, locale_of, spoken
from deck.write.drawing.shrink import Pictures

if TYPE_CHECKING:
    from deck.brand.brought.art import Artist


class Drawing(Value, frozen=True):
    """The pages as data, and the picture files that they name."""

    pages: list[Mark]
    files: dict[str, bytes]


def to_json(pages: Sequence[Page], brand: Brand, ppi: float | None = None) -> Drawing:
    """A sheet for each page; with `ppi`, pictures keep no more pixels than that many an inch where they are shown."""
    pictures, artists = Pictures(ppi), Artists()
    sections = [page.section for page in pages]
    sheets = [
        _sheet(page, brand, pictures, artists, begins=page.section if page.section not in sections[:index] else "")
        for index, page in enumerate(pages)
    ]
    files = pictures.files | (for_formulas() if any(map(_has_formulas, pages)) else {})
    return Drawing(sheets, files)


def _has_formulas(page: Page) -> bool:
    runs = (run for frame, _ in page.frames for laid in frame.paragraphs for run in laid.paragraph.text.runs)
    return any(run.formula for run in runs)


def for_formulas() -> dict[str, bytes]:
    """What typst needs besides to set formulas."""
    # Imported here because few talks have formulas.
    from deck.press.formulas import FILE, FORMULA

    return {FILE: FORMULA}


def _sheet(page: Page, brand: Brand, pictures: Pictures, artists: Artists, begins: str) -> Mark:
    ground = Ground(brand, page.language, page.layout.dark)
    elements = [mark for element in page.elements for mark in _element(element, ground, pictures)]
    language, region = locale_of(page.language)
    return {
        "id": page.id,
        "number": page.number,
        "title": spoken(page.title) or page.id,
        "section": page.section,
        "begins": begins,
        **({"again": True} if page.step > 1 else {}),
        "headed": any(mark["draw"] == "heading" for mark in elements),
        "lang": language,
        "region": region,
        "width": pt(brand.width),
        "height": pt(brand.height),
        "ground": page.layout.background.hex,
        "styles": ground.styles.listed,
        "decor": [mark for decor in page.layout.decor for mark in decor_marks(decor, brand, artists, pictures)],
        "elements": elements,
    }


class Artists:
    """Who paints the layouts of a brought template; asked for it, the template is read once for a drawing."""

    def __init__(self) -> None:
        self._known: dict[str, Artist] = {}

    def __call__(self, brand: Brand) -> Artist:
        # Imported here because most brands make their template themselves.
        from deck.brand.brought.art import Artist

        file = brand.template
        assert file is not None
        if file.digest not in self._known:
            mirrored = brand.right_to_left != file.right_to_left
            self._known[file.digest] = Artist(read_regular(file.path), brand.base, mirrored)
        return self._known[file.digest]


def decor_marks(decor: Decor, brand: Brand, artist: Artists, pictures: Pictures) -> Iterator[Mark]:
    """What a layout paints behind everything."""
    paper = brand.colors["paper"]
    match decor:
        case Bar(box=box, fill=fill):
            yield rect(box, Look(fill))
        case Curve(points=points, color=color, width_pt=width_pt):
            yield path(points, Look(line=color, line_pt=width_pt, smooth=True))
        case Emblem(box=box, svg=svg):
            yield _picture(box, pictures.add(svg, ".svg", box), "")
        case Art(part=part):
            box = Box(0, 0, brand.width, brand.height)
            yield _picture(box, pictures.add(artist(brand).art(part), ".svg", box), "")
        case Icon(box=box, name=name, color=color, turned=turned):
            yield icon(name, box, color, paper, turned)


def _element(element: Element | Connector, ground: Ground, pictures: Pictures) -> Iterator[Mark]:
    match element:
        case TextBox():
            yield from _text_box(element, ground)
        case PictureBox(box=box, whole=whole, alt=alt, image=Image() as image):
            content, suffix = (image.svg, ".svg") if image.svg else (image.png, f".{image.kind}")
            mark = _picture(whole, pictures.add(content, suffix, whole), spoken(alt.plain))
            yield {**mark, "seen": place(box)} if element.cut != UNCUT else mark
            if element.has_play_mark:
                yield from play_mark(box, ground.brand.colors["ink"], ground.brand.colors["paper"])
        case IconBox(box=box, icon=name, color=color, turned=turned):
            yield icon(name, box, color, ground.brand.colors["paper"], turned)
        case TableBox():
            yield from _table(element, ground)
        case ChartBox():
            # Imported here because most decks have no charts.
            from deck.write.drawing.paint_chart import chart

            yield from chart(element, ground)
        case Connector():
            yield from connector(element)
        case Group():
            yield from _group(element, ground, pictures)


def _text_box(element: TextBox, ground: Ground) -> Iterator[Mark]:
    slot = element.slot
    style = element.style or (slot.style if slot else None)
    if style:
        yield from shape(style, element.box, ground.brand.right_to_left)
    below = ground.under(style.fill if style else None)
    match slot.type if slot else "":
        case "title" | "ctrTitle":
            yield from heading(element.frame, element.box, below)
        case "ftr" | "sldNum" | "dt" as kind:
            marks = list(frame(element.frame, element.box, below))
            yield {"draw": "artifact", "kind": "page-number" if kind == "sldNum" else "footer", "marks": marks}
        case _:
            yield from frame(element.frame, element.box, below)


def _group(group: Group, ground: Ground, pictures: Pictures) -> Iterator[Mark]:
    marks = [mark for child in group.children for mark in _element(child, ground, pictures)]
    alt = spoken(group.alt.plain)
    if alt:
        yield {"draw": "figure", "alt": alt, "marks": marks}
    else:
        yield from marks


def _table(table: TableBox, ground: Ground) -> Iterator[Mark]:
    yield from table_ground(table, ground)
    head = ground.under(ground.brand.table.head)
    yield {
        "draw": "table",
        "rows": [
            [list(frame(cell, box, head if table.has_head and index == 0 else ground)) for cell, box in row]
            for index, row in enumerate(table_cells(table, ground.brand.right_to_left))
        ],
        "spans": _spans(table),
        "head": table.has_head,
    }


def table_ground(table: TableBox, ground: Ground) -> Iterator[Mark]:
    """What is painted under the text of a table: its head, marked rows, and the lines between rows."""
    look = ground.brand.table
    for index, bounds in enumerate(_rows(table)):
        if index == 0 and table.has_head:
            yield rect(bounds, Look(look.head))
        else:
            if table.look(index).marked:
                yield rect(bounds, Look(ground.brand.colors["pale"]))
            for left, right in _feet(table, index, bounds, ground.brand.right_to_left):
                foot = (Point(left, bounds.bottom), Point(right, bounds.bottom))
                yield path(foot, Look(line=look.rule, line_pt=look.rule_pt))
            if table.look(index).kind == "total":
                top = (Point(bounds.x, bounds.y), Point(bounds.right, bounds.y))
                yield path(top, Look(line=ground.brand.colors["ink"], line_pt=2 * look.rule_pt))


def table_cells(table: TableBox, right_to_left: bool) -> Iterator[list[tuple[Frame, Box]]]:
    """Row by row, what is set in each cell, and the box of the cell on the page."""
    merged = table.merged
    for index, row in enumerate(_rows(table)):
        left, cells = row.x, []
        for column, (cell, own) in enumerate(zip(table.cells[index], table.widths, strict=True)):
            down, across = merged.get((index, column), (1, 1))
            width, height = sum(table.widths[column : column + across]), sum(table.heights[index : index + down])
            x = row.x + row.right - left - width if right_to_left else left
            cells.append((cell, Box(x, row.y, width, height)))
            left += own
        yield cells


def _feet(table: TableBox, index: int, row: Box, right_to_left: bool) -> Iterator[tuple[float, float]]:
    """From where to where the line under a row goes: not through cells that go on below."""
    going_on = {
        column
        for (top, left), (down, across) in table.merged.items()
        if top <= index < top + down - 1
        for column in range(left, left + across)
    }
    begin = at = row.x
    for column, width in enumerate((*table.widths, 0.0)):
        if column in going_on or column == len(table.widths):
            if at > begin:
                yield (row.x + row.right - at, row.x + row.right - begin) if right_to_left else (begin, at)
            begin = at + width
        at += width


def _spans(table: TableBox) -> list[list[list[int]]]:
    """For each cell how many rows and columns it takes, none where another takes its place."""
    merged, covered = table.merged, table.covered
    return [
        [[] if (row, column) in covered else list(merged.get((row, column), (1, 1))) for column in range(len(cells))]
        for row, cells in enumerate(table.cells)
    ]


def _rows(table: TableBox) -> Iterator[Box]:
    top, width = table.box.y, sum(table.widths)
    for height in table.heights:
        yield Box(table.box.x, top, width, height)
        top += height


def _picture(box: Box, file: str, alt: str) -> Mark:
    return {"draw": "picture", "file": file, "alt": alt, **place(box)}
