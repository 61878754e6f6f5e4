"""What a talk's own code may use of deck: these names, and nothing else.

`figures/` draws on a `Canvas`; `hooks.py` beside slides.yaml gets a `pptx.Presentation` and a `Deck`. Names are added
here, never taken away or changed in meaning without `VERSION` going up; a file that needs a certain one may say so:

    from deck.interface import VERSION
    assert VERSION == 1
"""

from __future__ import annotations

from typing import Any

from deck.figure import Canvas
from deck.page import Deck, Page

__all__ = ["VERSION", "Canvas", "Deck", "Page", "slide_of"]

VERSION = 1


def slide_of(presentation: Any, page: Page) -> Any:
    """The `pptx.slide.Slide` that shows a page of the deck."""
    return presentation.slides[page.number - 1]
