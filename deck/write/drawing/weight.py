"""Is a PDF too large for those who send it around, and which pictures make it so?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from deck.brand.model import Brand
from deck.diagnostics import Report
from deck.page import Deck, Image, Page, PictureBox
from deck.value import Value, replace
from deck.write.drawing.render import compile, folders_of, slide_files


def report_size(pdf: bytes, max_mb: float | None, what: str, deck: Deck, pages: Sequence[Page], report: Report) -> None:
    """An error where it has more megabytes than are allowed, which names the heaviest pictures of these pages."""
    if max_mb is None or len(pdf) <= max_mb * 1e6:
        return
    found = heaviest(pages, deck.brand)[:3]
    named = ", ".join(f"`{one.picture}` on slide `{one.slide}` ({amount(one.bytes)})" for one in found)
    report.error(
        "file-too-large",
        f"{what} has {amount(len(pdf))}, and {amount(round(max_mb * 1e6))} are allowed",
        help=f"make the largest pictures simpler or smaller: {named}" if found else "it has no pictures: allow more",
    )


def amount(size: int) -> str:
    """Bytes, as people say how large a file is."""
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{max(1, round(size / 1e3))} kB"


class Weight(Value, frozen=True):
    """How many bytes of a PDF a picture takes, and the slide that shows it first."""

    bytes: int
    picture: str
    slide: str


def heaviest(pages: Sequence[Page], brand: Brand) -> list[Weight]:
    """The pictures of the pages, those first that take most room in a PDF."""
    weights = {}
    for page, picture, image in _pictures(pages):
        if image not in weights:
            files = {"main.typ": _ALONE, **slide_files([replace(page, elements=(picture,))], brand)}
            size = len(compile(files, folders_of(brand.faces))[0])
            weights[image] = Weight(size, picture.figure or picture.file or picture.name, page.id)
    return sorted(weights.values(), key=lambda weight: -weight.bytes)


_ALONE = b"""
#import "slide.typ": slide
#slide(json("pages.json").first(), tagged: false)
"""


def _pictures(pages: Sequence[Page]) -> Iterator[tuple[Page, PictureBox, Image]]:
    for page in pages:
        yield from ((page, picture, picture.image) for picture in page.pictures if picture.image is not None)
