"""Where does everything on the shipped slides sit? A text that a person can review; a layout change is a diff."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from deck.diagnostics import Report
from deck.geometry import PT_PER_MM, Box, Point
from deck.page import Connector, Deck, Frame, Group, IconBox, LaidParagraph, Page, PictureBox, TableBox, TextBox
from deck.pipeline import build
from deck.workspace import Workspace

PROJECT = Path(__file__).parents[1]
GOLDEN = Path(__file__).parent / "golden" / "pages.txt"
LEGEND = """\
Every slide of slides.yaml as it is laid out. Boxes: left top, width x height, in millimetres.
Before each paragraph its role and size in points; each line of a paragraph stands on a line of its own after a bar.
In tables a row stands on one line: cells parted by semicolons, lines by bars.
"""


def dump(deck: Deck) -> str:
    return "\n".join([LEGEND, *(line for page in deck.pages for line in (*on_page(page), ""))])


def on_page(page: Page) -> Iterator[str]:
    hidden = ", hidden" if page.hidden else ""
    yield f"=== {page.number} {page.id}: layout {page.layout.key}, section {page.section}{hidden}"
    for element in page.elements:
        yield from on_element(page, element, "")


def on_element(
    page: Page, element: TextBox | PictureBox | IconBox | TableBox | Group | Connector, indent: str
) -> Iterator[str]:
    name = f"{indent}{element.name.removeprefix(page.id + '.')}"
    match element:
        case TextBox():
            look = f"  [{element.style.name}]" if element.style else ""
            yield f"{name}  {box_mm(element.box)}{look}"
            yield from in_frame(element.frame, indent + "  ")
        case PictureBox():
            yield f"{name}  {box_mm(element.box)}  {element.figure or element.file}"
        case IconBox():
            yield f"{name}  {box_mm(element.box)}"
        case TableBox():
            yield f"{name}  {box_mm(element.box)}, {how(element.cells[-1][0].paragraphs[0])}"
            yield f"{indent}  columns {sizes_mm(element.widths)}, rows {sizes_mm(element.heights)}"
            for row in element.cells:
                yield f"{indent}  " + " ; ".join(" | ".join(line.text.strip() for line in cell.lines) for cell in row)
        case Group():
            yield f"{name}  {box_mm(element.box)}  group of {len(element.children)}"
            for child in element.children:
                yield from on_element(page, child, indent + "  ")
        case Connector():
            ends = " -> ".join(end.rpartition(".")[2] for end in (element.start, element.end))
            yield f"{name}  {ends}  {' '.join(point_mm(point) for point in element.points)}"


def in_frame(frame: Frame, indent: str) -> Iterator[str]:
    for laid in frame.paragraphs:
        yield f"{indent}{how(laid)}"
        for line in laid.lines:
            yield f"{indent}| {line.text.rstrip()}"


def how(laid: LaidParagraph) -> str:
    mark = f" {laid.mark.text}" if laid.mark else ""
    return f"{laid.role.name} {laid.size_pt:g} {laid.align}{mark}"


def box_mm(box: Box) -> str:
    return f"{mm(box.x)} {mm(box.y)}, {mm(box.width)} x {mm(box.height)}"


def sizes_mm(sizes: tuple[float, ...]) -> str:
    return " ".join(mm(size) for size in sizes)


def point_mm(point: Point) -> str:
    return f"({mm(point.x)} {mm(point.y)})"


def mm(points: float) -> str:
    return f"{points / PT_PER_MM:.1f}"


def test_the_pages_of_the_shipped_talk(golden: Callable[[Path, str], None]) -> None:
    deck = build(Workspace.find(PROJECT / "slides.yaml"), Report())
    assert deck is not None
    golden(GOLDEN, dump(deck))
