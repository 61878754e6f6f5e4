"""Numbers as bars, lines, areas, points, intervals or a ring: a chart of PowerPoint's own, with its workbook."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Literal

from deck.chart import Sort
from deck.kinds._frame import LAYOUTS, framed
from deck.markup import Text
from deck.material import Material
from deck.scene import Scene
from deck.talk import Name, Number, Record, SlideKind, Tone, described
from deck.value import replace

Drawn = Literal["column", "line"]
Numbers = tuple[Number, ...] | Name


class Series(Record, frozen=True, kw_only=True):
    """Numbers that belong together, and how they look."""

    name: Annotated[Text, described("what the numbers are of; one in bold is the one that the talk is about")]
    values: Annotated[Numbers, described("a number for each category, – where there is none; with `csv` a field")]
    low: Annotated[Numbers | None, described("of an interval chart: where each interval begins")] = None
    high: Annotated[Numbers | None, described("of an interval chart: where each interval ends")] = None
    x: Annotated[Numbers | None, described("of a scatter chart: where each value stands from left to right")] = None
    tone: Annotated[Tone | None, described("its colour; without one, the next in order")] = None
    as_: Annotated[Drawn | None, described("of a combo chart: how this series is drawn")] = None


class AxisWords(Record, frozen=True, kw_only=True):
    """What an axis says; what is not given follows from the numbers."""

    title: Annotated[Text | None, described("what is measured, with its unit")] = None
    from_: Annotated[float | None, described("where it begins")] = None
    to: Annotated[float | None, described("where it ends")] = None
    step: Annotated[float | None, described("from one number to the next", gt=0)] = None
    format: Annotated[str | None, described("how numbers are written, as behind a value: `.1`, `+.1`, `%`")] = None
    log: Annotated[bool, described("whether equal distances are equal ratios")] = False


class Compared(Record, frozen=True, kw_only=True):
    """A line across the chart at one value."""

    at: Annotated[float, described("the value")]
    label: Annotated[Text | None, described("what it means: no difference")] = None


class Chart(SlideKind, frozen=True, kw_only=True):
    layouts = LAYOUTS

    chart: Annotated[Sort, described("how the numbers are drawn")]
    alt: Annotated[Text, described("what the chart shows, in a sentence; its numbers are read out by themselves")]
    categories: Annotated[
        tuple[Text, ...] | Name, described("what the values are of; one in bold stands out; with `csv` a field")
    ] = ()
    series: Annotated[tuple[Series, ...], described("the numbers", min_length=1, max_length=5)]
    stacked: Annotated[
        Literal["no", "yes", "share"], described("bars, columns or areas on each other; `share`: of the whole")
    ] = "no"
    labels: Annotated[bool | None, described("whether each mark says its number; without it, where there is room")] = (
        None
    )
    value_axis: Annotated[AxisWords, described("the axis of the values")] = AxisWords()
    category_axis: Annotated[AxisWords, described("the axis of the categories, or of `x` in a scatter chart")] = (
        AxisWords()
    )
    reference: Annotated[Compared | None, described("a line at a value that the others are compared with")] = None
    lead: Annotated[Text | None, described("one sentence above")] = None
    foot: Annotated[tuple[Text, ...], described("notes under the chart")] = ()
    csv: Annotated[
        Name | tuple[Name, ...] | None, described("a CSV file of the project to take the numbers from, or several")
    ] = None
    join: Annotated[Name | None, described("a second CSV, joined on the fields that both have")] = None
    only: Annotated[dict[Name, tuple[str, ...]], described("keep rows whose field has one of these values")] = {}
    except_: Annotated[
        dict[Name, tuple[str, ...]], described("leave out rows whose field has one of these values")
    ] = {}
    values: Annotated[dict[Name, dict[str, Text]], described("what to show for a field's raw values")] = {}
    names: Annotated[
        tuple[Name, ...], described("fields of the `csv` whose cells are names, the same in every language")
    ] = ()

    def with_shown_cells(self, material: Material, is_told: Callable[[str], bool]) -> Chart:
        if not self.csv or not isinstance(self.categories, Name):
            return self
        # Imported here because a talk without data files needs none of it.
        from deck.kinds._data_rows import selection, with_cells_in_words

        return replace(self, values=with_cells_in_words(selection(self, (self.categories,)), material, is_told))

    def compose(self, material: Material) -> Scene:
        # Imported here because a talk without charts needs none of it.
        from deck.kinds._chart_numbers import chart_of

        chart = chart_of(self, material)
        return framed(material, chart, self.lead, self.foot) if chart else material.scene()
