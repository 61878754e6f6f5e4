"""Words to tell a talk of figures in."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from deck.brand.load import load_brand
from deck.brand.model import Brand
from deck.geometry import Box
from deck.page import Deck, Image
from deck.resolve.draw_one import Job, Order
from tests.story import PROJECT, Story, tell

SQUARE = """\
def draw(canvas):
    axes = canvas.axes(0, 0, canvas.width, canvas.height); axes.set_axis_off(); axes.plot([0, 1])
"""
BOX = Box(0, 0, 300, 200)


def slides(*figures: str) -> str:
    """A slide for each name; the figure is named in line 4 + 5 × its place of what the test wrote."""
    return "".join(
        f"- id: slide-{place}\n  kind: figure\n  title: Figure {place}\n  figure: {name}\n  alt: what it shows\n"
        for place, name in enumerate(figures)
    )


def told(folder: Path, scripts: Mapping[str, str], *figures: str, more: Mapping[str, str] | None = None) -> Story:
    """A talk that shows these figures, or a slide for each script."""
    files = {f"figures/{name}.py": script for name, script in scripts.items()}
    return tell(folder, slides(*(figures or scripts)), {**files, **(more or {})}, drawn=False)


def image(deck: Deck, slide: int = 0) -> Image:
    found = next(deck.pages[slide].pictures).image
    assert found is not None
    return found


def brand() -> Brand:
    found = load_brand(PROJECT / "assets" / "brand")[0]
    assert found is not None
    return found


def jobs(folder: Path, scripts: Mapping[str, str], limit: float = 60.0) -> tuple[Order, list[Job]]:
    """The same without a talk."""
    for name, script in scripts.items():
        (folder / f"{name}.py").write_text(script, encoding="utf-8")
    order = Order(brand(), folder, "en")
    return order, [Job(name, BOX, folder / f"{name}.py", limit=limit) for name in scripts]
