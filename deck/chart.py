"""What a chart shows: series of numbers over categories or over other numbers, and the axes to read them by."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal

from deck.diagnostics import Span
from deck.markup import Text
from deck.value import Value

if TYPE_CHECKING:
    from deck.written_number import Format

Sort = Literal["bar", "column", "line", "area", "scatter", "doughnut", "interval", "combo"]
Form = Literal["bar", "line", "area", "dots"]
"""How one series is drawn."""
Stacked = Literal["no", "yes", "share"]
LEAST_PART = 0.05
"""Of a ring: a smaller part has no room for its share."""
Numbers = tuple[float | None, ...]
"""Numbers in the order of the categories; None where there is none."""


class Axis(Value, frozen=True):
    """What the author says of an axis; None where the numbers decide."""

    title: Text | None = None
    low: float | None = None
    high: float | None = None
    step: float | None = None
    format: Format | None = None
    log: bool = False


class Series(Value, frozen=True):
    """Numbers that belong together."""

    name: Text
    values: Numbers
    form: Form = "bar"
    tone: str = ""
    """A tone of the brand; empty for the next one in order."""
    low: Numbers = ()
    """Where the interval around each value begins, in an interval chart; and ends in `high`."""
    high: Numbers = ()
    ends: tuple[str, str] = ("low", "high")
    """What these two are called in the workbook."""
    across: Numbers = ()
    """In a scatter chart, where each value stands from left to right."""
    loud: bool = False
    """The one that the slide is about."""


class Reference(Value, frozen=True):
    """A value that the others are compared with: a line across the chart."""

    at: float
    label: Text | None = None


class Chart(Value, frozen=True):
    """One chart, before anybody knows how large it is."""

    sort: Sort
    alt: Text
    categories: tuple[Text, ...]
    """Empty in a scatter chart."""
    series: tuple[Series, ...]
    values: Axis = Axis()
    across: Axis = Axis()
    """The axis of the categories; in a scatter chart that of the numbers from left to right."""
    stacked: Stacked = "no"
    labelled: bool | None = None
    """Whether each mark says its number; None where the room decides."""
    loud: tuple[int, ...] = ()
    """Places of the categories that the slide is about; the others are muted where there are any."""
    reference: Reference | None = None
    in_time: bool = False
    """The categories are years or days: they go from left to right in every language."""
    head: str = ""
    """What the column of the categories is called in the workbook."""
    span: Span = Span.NOWHERE
    """Where its author asks for numbers beside the marks, or for the chart."""

    @property
    def lies(self) -> bool:
        """Whether values are read from side to side."""
        return self.sort in ("bar", "interval")


_ROUGH = 1e-9


class Scale(Value, frozen=True):
    """An axis of numbers; of ratios where `base` is above 0."""

    low: float
    high: float
    step: float
    base: float = 0.0
    form: Format | None = None

    @property
    def ticks(self) -> tuple[float, ...]:
        """The numbers that are written at it, from the lowest on."""
        if self.base:
            first = math.log(self.low, self.base)
            count = math.floor(math.log(self.high, self.base) - first + _ROUGH)
            return tuple(tidy(self.low * self.base**n) for n in range(count + 1))
        count = math.floor((self.high - self.low) / self.step + _ROUGH)
        return tuple(tidy(self.low + n * self.step) for n in range(count + 1))

    def share(self, value: float) -> float:
        """How far along the axis a value stands: 0 at its beginning, 1 at its end."""
        if self.base:
            return math.log(max(value, self.low * 1e-6) / self.low) / math.log(self.high / self.low)
        return (value - self.low) / (self.high - self.low)

    @property
    def origin(self) -> float:
        """Where bars and areas begin, and where the other axis stands."""
        return self.low if self.base else min(max(0.0, self.low), self.high)


def tidy(value: float) -> float:
    """The number without what a computer adds far behind the point."""
    return float(f"{value:.12g}")
