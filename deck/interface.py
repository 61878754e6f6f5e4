"""What a talk's own code may use of deck: these names, and nothing else.

A talk brings code beside its slides.yaml; each file has one thing that is looked for in it:

    figures/NAME.py       def draw(canvas: Canvas)          draws a figure
    figures/values.py     def values(data: Path) -> dict    computes the numbers in braces; `read_data` reads a file
    figures/refresh.py    def known(tables: Tables) -> dict[str, str], follow(tables, snapshot: Snapshot)
                                                            says what a registry's new state means for its tables;
                                                            `python -m pydoc deck.refresh.interface` tells how
    hooks.py              def finish(presentation, deck)    changes the pptx.Presentation; `slide_of` finds a slide
    kinds/NAME.py         class …(SlideKind, …)             a slide kind: its fields, `layouts`, and `compose`
    checks/NAME.py        def check(deck: Deck)             yields a Diagnostic for each mistake
    styles/NAME.py        STYLE = Style(…)                  a handout style; its typst template lies beside it

Files that begin with `_` are what others beside them import. Names are added here, never taken away or changed in
meaning without `VERSION` going up; a file that needs a certain one may say so:

    from deck.interface import VERSION
    assert VERSION == 1
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from deck.data_file import read_data as read_data
    from deck.diagnostics import Diagnostic as Diagnostic
    from deck.diagnostics import Severity as Severity
    from deck.diagnostics import Span as Span
    from deck.diagnostics import close_matches as close_matches
    from deck.figure import SMALLEST as SMALLEST
    from deck.figure import Canvas as Canvas
    from deck.kit import drawing as drawing
    from deck.kit import person as person
    from deck.markup import Run as Run
    from deck.markup import Text as Text
    from deck.material import Material as Material
    from deck.material import joined as joined
    from deck.material import literal as literal
    from deck.page import Deck as Deck
    from deck.page import Page as Page
    from deck.refresh.csv_text import Row as _Row
    from deck.refresh.csv_text import Sheet as Sheet
    from deck.refresh.difference import Section as Section
    from deck.refresh.interface import Tables as Tables
    from deck.refresh.snapshot import Site as Site
    from deck.refresh.snapshot import Snapshot as Snapshot
    from deck.refresh.snapshot import Trial as Trial
    from deck.refresh.snapshot import last_day as last_day
    from deck.scene import Bibliography as Bibliography
    from deck.scene import Column as Column
    from deck.scene import Diagram as Diagram
    from deck.scene import Flow as Flow
    from deck.scene import Item as Item
    from deck.scene import Link as Link
    from deck.scene import Paragraph as Paragraph
    from deck.scene import Picture as Picture
    from deck.scene import Row as Row
    from deck.scene import Scene as Scene
    from deck.scene import Shape as Shape
    from deck.scene import Space as Space
    from deck.scene import Table as Table
    from deck.scene import Words as Words
    from deck.talk import Name as Name
    from deck.talk import Prose as Prose
    from deck.talk import Record as Record
    from deck.talk import SlideKind as SlideKind
    from deck.talk import Tone as Tone
    from deck.talk import described as described
    from deck.texts import texts as texts
    from deck.write.handout.style import Grid as Grid
    from deck.write.handout.style import Style as Style

    TableRow = _Row

VERSION = 1

# Looked up when somebody asks: a kind needs nothing of what draws figures or asks registries.
_HOMES = {
    "deck.data_file": ("read_data",),
    "deck.diagnostics": ("Diagnostic", "Severity", "Span", "close_matches"),
    "deck.figure": ("Canvas", "SMALLEST"),
    "deck.kit": ("drawing", "person"),
    "deck.markup": ("Run", "Text"),
    "deck.material": ("Material", "joined", "literal"),
    "deck.page": ("Deck", "Page"),
    "deck.refresh.csv_text": ("Sheet", "TableRow"),
    "deck.refresh.difference": ("Section",),
    "deck.refresh.interface": ("Tables",),
    "deck.refresh.snapshot": ("Site", "Snapshot", "Trial", "last_day"),
    "deck.scene": (
        *("Bibliography", "Column", "Diagram", "Flow", "Item", "Link", "Paragraph", "Picture", "Row", "Scene"),
        *("Shape", "Space", "Table", "Words"),
    ),
    "deck.talk": ("Name", "Prose", "Record", "SlideKind", "Tone", "described"),
    "deck.texts": ("texts",),
    "deck.write.handout.style": ("Grid", "Style"),
}
_CALLED_THERE = {"TableRow": "Row"}
_HOME = {name: module for module, names in _HOMES.items() for name in names}

__all__ = ["VERSION", "slide_of", *_HOME]


def slide_of(presentation: Any, page: Page) -> Any:
    """The `pptx.slide.Slide` that shows a page of the deck."""
    return presentation.slides[page.number - 1]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"deck.interface has no `{name}`; `python -m pydoc deck.interface` lists what it has")
    return getattr(import_module(_HOME[name]), _CALLED_THERE.get(name, name))


def __dir__() -> list[str]:
    return __all__
