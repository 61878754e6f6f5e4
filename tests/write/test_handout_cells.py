"""Do slides stand exactly where they are said to stand, equally large, and in reading order?"""

from __future__ import annotations

import io

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat

from deck.geometry import Box
from deck.write.drawing import draw
from deck.write.handout.cells import cells
from deck.write.handout.style import PAPERS, known_styles
from tests.write.paper import Printer, frames_of, told, words_of

GRIDS = {name: style for name, style in known_styles().items() if style.grid}
WIDE = 16 / 9


@pytest.fixture(scope="module")
def seven(tmp_path_factory: pytest.TempPathFactory) -> Printer:
    slides = "\n".join(f"- {{id: s{n}, kind: statement, title: Slide {n}, quote: [Sentence {n}]}}" for n in range(1, 8))
    return told(tmp_path_factory.mktemp("seven"), slides)


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("proportions", [WIDE, 4 / 3])
@pytest.mark.parametrize("name", GRIDS)
def test_cells_are_equal_stand_inside_the_margins_and_do_not_touch(name, proportions, paper):
    grid, sheet = GRIDS[name].grid, GRIDS[name].on(PAPERS[paper])
    assert grid is not None
    found = cells(grid, sheet, proportions, right_to_left=False)
    assert len(found) == grid.columns * grid.rows == int(name[0])
    assert {(round(cell.slide.width, 6), round(cell.slide.height, 6)) for cell in found} == {
        (round(found[0].slide.width, 6), round(found[0].slide.width / proportions, 6))
    }
    boxes = [box for cell in found for box in (cell.head, cell.slide, cell.lines_box) if box.width]
    assert all(sheet.text_area.contains(box) for box in boxes)
    assert not any(overlap(one, other) for place, one in enumerate(boxes) for other in boxes[:place])


@pytest.mark.parametrize("name", GRIDS)
def test_a_sheet_that_is_read_from_right_to_left_is_the_mirror_of_the_other(name):
    grid, sheet = GRIDS[name].grid, GRIDS[name].on(PAPERS["a4"])
    assert grid is not None
    left = cells(grid, sheet, WIDE, right_to_left=False)
    right = cells(grid, sheet, WIDE, right_to_left=True)
    for one, other in zip(left, right, strict=True):
        assert one.slide.x == pytest.approx(sheet.width - other.slide.right)
        assert (one.slide.y, one.lines) == (other.slide.y, other.lines)
    if grid.columns > 1:
        assert right[0].slide.x > right[1].slide.x and right[1].slide.y == right[0].slide.y


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("name", GRIDS)
def test_the_pdf_has_its_slides_exactly_in_the_cells(seven, name, paper):
    style = GRIDS[name]
    assert style.grid is not None
    wanted = cells(style.grid, style.on(PAPERS[paper]), WIDE, right_to_left=False)
    pdf = seven.pdf(name, paper=PAPERS[paper])
    seen = frames_of(pdf)
    assert len(seen) == style.grid.count
    for frame, cell in zip(seen, wanted, strict=True):
        assert frame == pytest.approx((cell.slide.x, cell.slide.y, cell.slide.width, cell.slide.height), abs=0.02)
    # The eighth cell of seven slides is empty.
    last = (7 - 1) % style.grid.count + 1
    assert len(frames_of(pdf, (7 - 1) // style.grid.count)) == last


@pytest.mark.parametrize("name", GRIDS)
def test_each_number_stands_in_the_head_of_its_own_cell_and_no_title_twice(seven, name):
    style = GRIDS[name]
    assert style.grid is not None
    words = words_of(seven.pdf(name))[0]
    for number, cell in enumerate(cells(style.grid, style.on(PAPERS["a4"]), WIDE, right_to_left=False), 1):
        head = [word["text"] for word in words if inside(word, cell.head) and word["size"] > 4]
        assert head == [str(number)]


def test_three_slides_have_ruled_lines_beside_them_at_equal_distances():
    style = GRIDS["3up"]
    assert style.grid is not None
    for cell in cells(style.grid, PAPERS["a4"], WIDE, right_to_left=False):
        steps = {round(below - above, 6) for above, below in zip(cell.lines, cell.lines[1:], strict=False)}
        assert len(cell.lines) >= 6 and len(steps) == 1
        assert cell.lines_box.x > cell.slide.right and cell.lines[-1] <= cell.lines_box.bottom


def test_three_slides_are_as_large_as_the_page_allows():
    style = GRIDS["3up"]
    assert style.grid is not None
    # A label of 18 pt on the slide is 6.6 pt on paper.
    assert all(cell.slide.width > 0.36 * 960 for cell in cells(style.grid, PAPERS["a4"], WIDE, right_to_left=False))


def test_a_title_that_is_not_on_its_slide_stands_in_its_head(tmp_path):
    title = "A message that needs nearly all of the room which two lines of a title have on a slide, and more"
    slides = (
        f"- {{id: s{n}, kind: statement, section: Part {n} whose name is long as well, title: '{title}', quote: [A],"
        " title_shown: false}"
        for n in (1, 2)
    )
    talk = told(tmp_path, "\n".join(slides))
    for name in ("6up", "3up"):
        style = GRIDS[name]
        assert style.grid is not None
        words = words_of(talk.pdf(name))[0]
        for cell in cells(style.grid, PAPERS["a4"], WIDE, right_to_left=False)[:2]:
            head = " ".join(word["text"] for word in words if inside(word, cell.head))
            assert title in head and "whose name is long as well" in head


def inside(word: dict[str, float], box: Box) -> bool:
    middle = (word["top"] + word["bottom"]) / 2
    return box.x - 1 <= word["x0"] and word["x1"] <= box.right + 1 and box.y <= middle <= box.bottom


def overlap(one: Box, other: Box) -> bool:
    return (
        one.x < other.right - 0.01
        and other.x < one.right - 0.01
        and one.y < other.bottom - 0.01
        and other.y < one.bottom - 0.01
    )


def test_a_thumbnail_is_the_slide_itself_only_smaller(tmp_path):
    slides = """\
- id: list
  kind: bullets
  title: A list
  lead: What it is about
  bullets: [First **bold** point, "Second, 10^6^ cells", "See [the web](https://example.org)"]
- id: table
  kind: table
  title: A table
  alt: Rows
  columns: [A, B]
  rows: [[One, Two], [Three, Four]]
- {id: tree, kind: statement, title: A statement, quote: [Ten words that are set in the middle of it all]}
"""
    talk = told(tmp_path, slides)
    shown = thumbnails(talk)
    drawn = [Image.open(io.BytesIO(png)).convert("L") for png in draw(talk.deck.pages, talk.deck.brand, "png", ppi=96)]
    for number, thumbnail in enumerate(shown):
        distances = [distance(thumbnail, slide) for slide in drawn]
        assert min(distances) == distances[number] < 2.5
        assert sorted(distances)[1] > 2 * distances[number]


def thumbnails(talk: Printer) -> list[Image.Image]:
    """The slides of a 2-up handout as pictures."""
    pdf = talk.pdf("2up")
    book = pypdfium2.PdfDocument(pdf)
    pictures = []
    for number in range(len(talk.deck.pages)):
        page = book[number // 2].render(scale=2, grayscale=True).to_pil()
        left, top, width, height = frames_of(pdf, number // 2)[number % 2]
        pictures.append(page.crop(tuple(round(2 * side) for side in (left, top, left + width, top + height))))
    return pictures


def distance(one: Image.Image, other: Image.Image) -> float:
    """How far two pictures of one size are apart, in shades of grey on average, less their frames."""
    size = (480, 270)
    inside = (4, 4, 476, 266)
    apart = ImageChops.difference(one.resize(size).crop(inside), other.resize(size).crop(inside))
    return float(ImageStat.Stat(apart).mean[0])
