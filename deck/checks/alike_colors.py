"""Two series of a chart are told apart by their colours alone, and these look alike.

Why: about one man in twelve confuses red with green, and a projector in a bright room drains all colours.

What is compared: the colours of the series that a legend names, as they are, and as people see them who lack the cones
for red or for green (after Machado, Oliveira and Fernandes 2009). Lines and points of several series have marks of
different shapes, and parts of a ring stand beside their names in the same order.

What to do: give one another `tone:`, or show fewer series.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from deck.brand.seen_colors import difference
from deck.diagnostics import Diagnostic, Severity
from deck.markup import Text
from deck.page import ChartBox, Deck

_LEAST = 10.0
"""How far apart two colours are that are told apart at a glance from a legend (CIE 1976); 2.3 is just seen."""
_FILLED = ("bar", "area")
_EYES = {"everybody": "look alike", "red": "look alike to who lacks red", "green": "look alike to who lacks green"}


def check(deck: Deck) -> Iterator[Diagnostic]:
    for page in deck.pages:
        for box in page.elements:
            if isinstance(box, ChartBox) and box.legend is not None and not box.names_at_ends:
                pairs = zip(box.chart.series, box.colors, strict=False)
                series = [(one.name, colors[0].hex) for one, colors in pairs if colors and one.form in _FILLED]
                if found := _alike(series):
                    first, second, how = found
                    message = f"`{first.plain}` and `{second.plain}` on slide {page.number} `{page.id}` {how}"
                    help = "give one of them another `tone:`, or show fewer series"
                    yield Diagnostic(Severity.WARNING, "alike-colors", message, second.span, help)


def _alike(series: Sequence[tuple[Text, str]]) -> tuple[Text, Text, str] | None:
    """The first two that are told apart by nothing, and by whom not."""
    for (one, color), (other, another) in combinations(series, 2):
        for eyes, how in _EYES.items():
            if difference(color, another, eyes) < _LEAST:
                return one, other, how
    return None
