"""Words in a colour cannot be read on what is behind them, or nothing but the colour tells them from others.

Why: `[words]{.danger}` are what matters most. WCAG 2 asks for a contrast of 4.5:1, and for more than a colour: about
one man in twelve confuses red with green. Words in a colour are bold; in a title, where all words are, that says
nothing.

What is measured: the colour beside the ground of the slide, shape or cell of a table that the words stand on. Too
little contrast is an error, a colour alone a warning.

What to do: take one of the colours that are named, or set the words on another ground; in a title, say it in words.
"""

from __future__ import annotations

from collections.abc import Iterator

from deck.brand.model import Brand, Color
from deck.brand.theme_colors import ENOUGH, contrast
from deck.diagnostics import Diagnostic, Severity
from deck.page import Deck, Frame, LaidParagraph, Page, TableBox, TextBox, opened
from deck.resolve.known_colors import readable
from deck.resolve.set_scrims import mixed


def check(deck: Deck) -> Iterator[Diagnostic]:
    told = set()
    for page in deck.pages:
        # A list that goes on repeats its title.
        for one in _on(page, deck.brand) if _is_colored(page) else ():
            if one.span not in told:
                told.add(one.span)
                yield one


def _is_colored(page: Page) -> bool:
    return any(run.color and not run.code for text in page.shown for run in text.runs)


def _on(page: Page, brand: Brand) -> Iterator[Diagnostic]:
    behind: list[TextBox] = []
    for element in opened(*page.elements):
        match element:
            case TextBox(frame=frame, style=style):
                yield from _of(frame, _ground(element, behind, page), brand)
                if style is not None and style.fill is not None:
                    behind.append(element)
            case TableBox():
                paper = page.layout.ground_at(element.box).hex
                for row, cells in enumerate(element.cells):
                    marked = brand.colors["pale"].hex if element.look(row).marked else paper
                    ground = marked if row else brand.table.head.hex
                    for cell in cells:
                        yield from _of(cell, ground, brand)


def _ground(element: TextBox, behind: list[TextBox], page: Page) -> str:
    """What the middle of a text stands on: its own shape, the last that was painted under it, or the slide."""
    ground = page.layout.ground_at(element.box).hex
    for one in (*behind, element):
        style, at = one.style, element.box.centre
        inside = one.box.x <= at.x <= one.box.right and one.box.y <= at.y <= one.box.bottom
        if inside and style is not None and style.fill is not None:
            ground = mixed(style.fill.hex, ground, style.opacity)
    return ground


def _of(frame: Frame, ground: str, brand: Brand) -> Iterator[Diagnostic]:
    for laid in frame.paragraphs:
        for run in laid.paragraph.text.runs:
            if run.color and not run.code and run.place.is_known:
                place, color = laid.paragraph.text.place_of(run).span, brand.colors[run.color]
                said = f"`{run.text if len(run.text) <= 40 else run.text[:39] + '…'}`"
                if contrast(color.hex, ground) < ENOUGH:
                    what = (
                        f"{said} in `{run.color}` has a contrast of {contrast(color.hex, ground):.2f}:1 to its ground"
                    )
                    help = f"it needs {ENOUGH}:1: {_others(laid, ground, brand)}"
                    yield Diagnostic(Severity.ERROR, "faint-emphasis", what, place, help)
                elif _is_alone(laid, color):
                    what = f"nothing but its colour tells {said} from the words around it, which are bold too"
                    help = "say it in words, or take the colour away"
                    yield Diagnostic(Severity.WARNING, "faint-emphasis", what, place, help)


def _others(laid: LaidParagraph, ground: str, brand: Brand) -> str:
    names = readable(brand, ground, laid.color.hex)
    return f"take {', '.join(names)}" if names else "on this ground take none, and write **bold**"


def _is_alone(laid: LaidParagraph, color: Color) -> bool:
    others = [run for run in laid.paragraph.text.runs if not run.color and run.text.strip()]
    bold = laid.role.bold or all(run.bold for run in others)
    return bool(others) and bold and color.hex != laid.color.hex
