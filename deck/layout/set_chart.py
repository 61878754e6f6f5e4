"""Where do the marks of a chart stand, and what is written beside them? By the same numbers for every output.

All of it is worked out as it stands where text is read from left to right; `_Turn` puts it where it stands in the deck.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from deck.brand.model import Color
from deck.chart import Chart, Scale, Series, tidy
from deck.geometry import Box, Point
from deck.layout.chart_colors import MARKS, color_on, colors_of, own_color
from deck.layout.chart_scale import said, scale_of
from deck.layout.chart_table import form_of, mark_said, shown, told
from deck.layout.chart_words import ChartWords
from deck.layout.set_text import Sizes, TypeSetter
from deck.markup import Text
from deck.page import ChartBox, Drawn, TextBox
from deck.value import Value, replace
from deck.written_number import Format

DOT_PT, LINE_PT, RULE_PT, EDGE_PT = 8.0, 2.25, 0.75, 0.75
TICK_PT = 4.0
WHISKER_PT, REFERENCE_PT = 2.0, 1.5
_GAP = 6.0
"""Points between a mark, or the plot, and what is written beside it."""
_ABOVE = 3.0
"""Points between a mark and its number above or below it."""
_UNDER = 8.0
"""Points between a plot and what is written under it: between LibreOffice's 6 and ONLYOFFICE's 11."""
_SWATCH = 0.6
"""A legend's sample of colour, in sizes."""
_BETWEEN = 1.4
"""Between two entries of a legend, in sizes."""
_WIDEST_BAR = 110.0
_MOST_NAMED = 0.42
"""The share of its width that a chart gives to names beside it."""
_MOST_LINES = 3
_MOST_MARKS = 24
"""So many marks say their numbers by themselves."""


def set_chart(chart: Chart, name: str, box: Box, setter: TypeSetter, sizes: Sizes) -> ChartBox:
    """The chart in that box, its text at the size of its role.

    What has no room stands there all the same: whoever asked compares each label with its box.
    """
    if chart.sort == "doughnut":
        from deck.layout.set_ring import set_ring

        return set_ring(chart, name, box, setter, sizes)
    return _Set(chart, name, box, setter, sizes).made()


class _Turn(Value, frozen=True):
    """Puts what stands in a box from left to right into it from right to left, where the chart does."""

    box: Box
    is_on: bool

    def box_of(self, box: Box) -> Box:
        return replace(box, x=self.box.x + self.box.right - box.right) if self.is_on else box

    def point(self, x: float, y: float) -> Point:
        return Point(self.box.x + self.box.right - x if self.is_on else x, y)

    def side(self, side: str) -> str:
        return {"left": "right", "right": "left"}.get(side, side) if self.is_on else side


class _Set:
    """A chart with two axes."""

    def __init__(self, chart: Chart, name: str, box: Box, setter: TypeSetter, sizes: Sizes) -> None:
        self.chart, self.box = chart, box
        self.write = ChartWords(name, setter, sizes, chart.span)
        self.brand = setter.brand
        self.tag = setter.brand.language
        # Axes of numbers and of time go from left to right in every language; names beside intervals are mirrored.
        rtl = setter.brand.right_to_left
        self.from_right = rtl and not chart.in_time and chart.sort not in ("scatter", "interval")
        self.turn = _Turn(box, self.from_right or (rtl and chart.sort == "interval"))
        self.value_form = form_of(chart)
        self.labels: list[TextBox] = []
        self.drawn: list[Drawn] = []
        self.colors = colors_of(chart, self.brand.colors)
        self.names = [one.name for one in chart.series]
        self.ends_named = chart.sort == "line" and len(chart.series) > 1
        self.gap_width, self.skip = 60, 1
        self.of = -1
        """The series whose marks are drawn."""

    # ------------------------------------------------------------------------------------------------ what is asked

    def _numbers(self) -> list[float]:
        return [v for one in self.chart.series for v in (*one.values, *one.low, *one.high) if v is not None]

    def _heights(self) -> list[float]:
        """All numbers that the value axis has to hold."""
        chart = self.chart
        found = self._numbers()
        if chart.stacked == "yes":
            found = [sum(one.values[at] or 0.0 for one in chart.series) for at in range(len(chart.categories))]
        elif chart.stacked == "share":
            return [0.0, 1.0]
        return [*found, chart.reference.at] if chart.reference else found

    def _scale(self, from_nought: bool, steps: int, length: float, room: float) -> Scale:
        """The axis of the values, `length` points long; a number at the end of a bar below nought needs `room`."""
        axis = self.chart.values
        if self.chart.stacked == "share" and axis.format is None:
            axis = replace(axis, format=Format(unit="%"))
        found = scale_of(axis, self._heights(), from_nought, steps)
        lowest = min(self._heights())
        if lowest < 0 and self.has_bars and self.says_values and axis.low is None:
            while found.share(lowest) * length < room:
                found = replace(found, low=tidy(found.low - found.step))
        return found

    @property
    def has_bars(self) -> bool:
        return any(one.form == "bar" for one in self.chart.series)

    def _wants_values(self) -> bool:
        """Whether marks say their numbers: as the author says, else where there are few and each stands alone."""
        chart = self.chart
        if chart.labelled is not None:
            return chart.labelled
        marks = sum(value is not None for one in chart.series for value in one.values)
        return chart.sort in ("bar", "column", "interval") and chart.stacked == "no" and marks <= _MOST_MARKS

    # ------------------------------------------------------------------------------------------------ the whole

    def made(self) -> ChartBox:
        chart, box, write = self.chart, self.box, self.write
        self.says_values = self._wants_values()
        self.has_value_axis = not (self.says_values and chart.sort in ("bar", "column") and chart.stacked == "no")
        top, legend = self._head(box.y)
        bottom = box.bottom - self._under()
        plot = self._lying(top, bottom) if chart.lies else self._standing(top, bottom)
        if self.ends_named and self._names_collide(plot):
            # A legend after all.
            self.ends_named = False
            self.labels, self.drawn = [], []
            return self.made()
        self._marks(plot)
        if chart.labelled is None and self.says_values and any(map(self._is_crowded, self.labels)):
            # Nobody asked for numbers that have no room: an axis says them.
            self.chart = replace(chart, labelled=False)
            self.labels, self.drawn = [], []
            return self.made()
        placed = self.turn.box_of(plot)
        return ChartBox(
            write.name,
            box,
            told(chart, self.tag),
            chart,
            placed,
            write.size,
            write.role.color,
            self.brand.colors["rule"],
            self.colors,
            tuple(self.labels),
            tuple(self.drawn),
            self.values,
            self.across,
            self.value_form,
            self.says_values,
            self.ends_named,
            legend,
            self.has_value_axis,
            self.gap_width,
            self.skip,
            self.from_right,
        )

    def _is_crowded(self, label: TextBox) -> bool:
        lines = list(label.frame.lines)
        is_number = label.name.rpartition(".")[2].startswith("value-") and not label.name.endswith("-title")
        return is_number and (len(lines) > 1 or any(line.width > label.box.width for line in lines))

    def _head(self, top: float) -> tuple[float, Box | None]:
        """Above the plot: the legend, and what a standing value axis measures. Where the plot may begin."""
        chart, write = self.chart, self.write
        legend = None
        if self._in_legend() and not self.ends_named:
            # It begins where reading does, whichever way the axes go.
            turn, self.turn = self.turn, _Turn(self.box, self.brand.right_to_left)
            legend = self._legend(top)
            self.turn = turn
            top = legend.bottom + _GAP
        title = chart.values.title if not chart.lies else None
        if title is not None:
            room = Box(self.box.x, top, self.box.width, write.pitch)
            self._say("value-title", title, room, "left")
            top += write.pitch + _GAP
        at_top = chart.lies and chart.reference is not None and chart.reference.label is not None
        return top + (write.pitch + _GAP / 2 if at_top else 0.0), legend

    def _under(self) -> float:
        """How much stands under the names at the foot of the plot: what the axis there measures."""
        title = self._foot_title()
        return self.write.pitch + _GAP if title is not None else 0.0

    def _foot_title(self) -> Text | None:
        return self.chart.values.title if self.chart.lies else self.chart.across.title

    def _legend(self, top: float) -> Box:
        """The names of all series with a sample of each colour, in a row; in several where one is too short."""
        write, gap = self.write, _BETWEEN * self.write.size
        swatch = _SWATCH * write.size
        x, y, rows, right = self.box.x, top, 1, self.box.x
        for place, name in self._in_legend():
            width = write.width(name)
            whole = swatch + _GAP + width
            if x > self.box.x and x + whole > self.box.right:
                x, y, rows = self.box.x, y + write.pitch, rows + 1
            self._swatch(place - 1, Box(x, y + (write.pitch - swatch) / 2, swatch, swatch))
            room = Box(x + swatch + _GAP, y, min(width, self.box.right - x - swatch - _GAP), write.pitch)
            self._say(f"legend-{place}", name, room, "left")
            x += whole + gap
            right = max(right, x - gap)
        return self.turn.box_of(Box(self.box.x, top, right - self.box.x, rows * write.pitch))

    def _in_legend(self) -> list[tuple[int, Text]]:
        """What is named above the plot, by number: several series, and a reference whose name bars would hide."""
        found = list(enumerate(self.names, 1)) if len(self.names) > 1 else []
        reference = self.chart.reference
        if reference is not None and reference.label is not None and hides_its_reference(self.chart):
            found.append((len(self.names) + 1, reference.label))
        return found

    def _swatch(self, series: int, box: Box) -> None:
        if series == len(self.chart.series):
            middle = box.y + box.height / 2
            self._line([(box.x, middle), (box.right, middle)], self.brand.colors["muted"], REFERENCE_PT, dash=True)
            return
        one, color = self.chart.series[series], self._own(series)
        if one.form == "line":
            middle = box.y + box.height / 2
            self._line([(box.x, middle), (box.right, middle)], color, LINE_PT)
            self._dot(box.x + box.width / 2, middle, color, series)
        elif one.form == "dots":
            self._dot(box.x + box.width / 2, box.y + box.height / 2, color, series)
        else:
            self._rect(box.x, box.y, box.right, box.bottom, color)

    # ------------------------------------------------------------------------------------------------ columns, lines …

    def _standing(self, top: float, bottom: float) -> Box:
        """The plot of a chart whose values are read upwards, with what stands around it."""
        chart, write, box = self.chart, self.write, self.box
        above = write.pitch + _ABOVE if self.says_values and chart.stacked == "no" else write.size / 2
        # A rough height decides how many numbers there are, and these how wide they are.
        steps = max(2, min(6, int((bottom - top) / (2.2 * write.pitch))))
        bars = self.has_bars or any(one.form == "area" for one in chart.series)
        self.values = self._scale(bars, steps, bottom - top - above, write.pitch)
        ticks = [write.number(said(self.values, tick, self.tag)) for tick in self.values.ticks]
        left = write.widest(ticks) + _GAP if self.has_value_axis else 0.0
        right = self._right_of_plot()
        across = Box(box.x + left, top, max(1.0, box.width - left - right), 1.0)
        self.across = None
        if chart.sort == "scatter":
            numbers = [v for one in chart.series for v in one.across if v is not None]
            self.across = scale_of(chart.across, numbers, False, max(2, min(8, int(across.width / (4 * write.size)))))
            high = write.pitch
        else:
            high = self._category_height(across.width)
        plot = Box(across.x, top + above, across.width, max(1.0, bottom - high - _UNDER - top - above))
        self._value_ticks(plot, ticks)
        if self.across is not None:
            self._number_ticks(plot, self.across)
        else:
            self._category_names(plot, high)
        self._foot(plot, plot.bottom + _UNDER + high)
        return plot

    def _right_of_plot(self) -> float:
        write, chart = self.write, self.chart
        if self.ends_named:
            widest = write.widest(self.names)
            if widest <= _MOST_NAMED * self.box.width:
                # Names begin behind the last point, which stands half a step inside the plot.
                return widest + 2 * _GAP
            self.ends_named = False
        if chart.sort == "scatter":
            return 1.5 * write.size
        if chart.sort == "area":
            return write.width(chart.categories[-1]) / 2
        return 0.0

    def _category_height(self, width: float) -> float:
        """How high the names under the plot are; of years and days only so many are named as have room."""
        chart, write = self.chart, self.write
        band = width / max(1, self._steps)
        if chart.in_time:
            wanted = write.widest(chart.categories) + write.size / 2
            self.skip = max(1, math.ceil(wanted / band - 1e-6))
            return write.pitch
        return min(_MOST_LINES, max(write.lines(one, band - _GAP) for one in chart.categories)) * write.pitch

    @property
    def _steps(self) -> int:
        """How many steps the categories are apart: an area goes from the first to the last, others begin before it."""
        count = len(self.chart.categories)
        return max(1, count - 1) if self.chart.sort == "area" else count

    def _middle(self, plot: Box, category: int) -> float:
        band = plot.width / self._steps
        return plot.x + band * (category if self.chart.sort == "area" else category + 0.5)

    def _x(self, plot: Box, scale: Scale, value: float) -> float:
        """Where a number stands from left to right."""
        share = min(1.0, max(0.0, scale.share(value)))
        return plot.x + plot.width * (1 - share if self.turn.is_on and not self.from_right else share)

    def _y(self, plot: Box, value: float) -> float:
        assert self.values is not None
        return plot.bottom - plot.height * self.values.share(value)

    def _value_ticks(self, plot: Box, ticks: Sequence[Text]) -> None:
        write = self.write
        assert self.values is not None
        for number, (tick, text) in enumerate(zip(self.values.ticks, ticks, strict=True), 1):
            y = self._y(plot, tick)
            if not self.has_value_axis:
                continue
            if tick != self.values.origin:
                self._rule([(plot.x, y), (plot.right, y)])
            room = Box(self.box.x, y - write.pitch / 2, plot.x - _GAP - self.box.x, write.pitch)
            self._say(f"tick-{number}", text, room, "right")

    def _number_ticks(self, plot: Box, scale: Scale) -> None:
        write = self.write
        ticks = scale.ticks
        step = plot.width / max(1, len(ticks) - 1)
        for number, tick in enumerate(ticks, 1):
            x = self._x(plot, scale, tick)
            room = Box(x - step / 2, plot.bottom + _UNDER, step, write.pitch)
            self._say(
                f"{'tick' if self.chart.lies else 'across'}-{number}",
                write.number(said(scale, tick, self.tag)),
                room,
                "center",
            )

    def _category_names(self, plot: Box, high: float) -> None:
        band = plot.width / self._steps
        for category, text in enumerate(self.chart.categories):
            if category % self.skip:
                continue
            room = Box(
                self._middle(plot, category) - self.skip * band / 2 + _GAP / 2,
                plot.bottom + _UNDER,
                self.skip * band - _GAP,
                high,
            )
            self._say(f"category-{category + 1}", text, room, "center")

    def _foot(self, plot: Box, y: float) -> None:
        title = self._foot_title()
        if title is not None:
            room = Box(plot.x, y + _GAP, plot.width, self.write.pitch)
            self._say("category-title" if not self.chart.lies else "value-title", title, room, "center")

    # ------------------------------------------------------------------------------------------------ bars, intervals

    def _lying(self, top: float, bottom: float) -> Box:
        """The plot of a chart whose values are read from side to side, with its names beside it."""
        chart, write, box = self.chart, self.write, self.box
        names = min(write.widest(chart.categories), _MOST_NAMED * box.width)
        left = names + 2 * _GAP
        self.said = [[self._mark_said(one, at) for at in range(len(chart.categories))] for one in chart.series]
        right = _GAP + (write.widest([t for row in self.said for t in row if t]) if self.says_values else write.size)
        width = max(1.0, box.width - left - right)
        steps = max(2, min(6, int(width / (5 * write.size))))
        self.values = self._scale(chart.sort == "bar", steps, width, right)
        self.across = None
        high = write.pitch + _UNDER if self.has_value_axis else 0.0
        plot = Box(box.x + left, top, width, max(1.0, bottom - top - high))
        if self.has_value_axis:
            for tick in self.values.ticks:
                if tick != self.values.origin and chart.sort == "bar":
                    x = plot.x + plot.width * self.values.share(tick)
                    self._rule([(x, plot.y), (x, plot.bottom)])
            self._number_ticks(plot, self.values)
        row = plot.height / len(chart.categories)
        for category, text in enumerate(chart.categories):
            room = Box(box.x, plot.y + category * row, names + 0.5, row)
            self._say(f"category-{category + 1}", text, room, "right", "centre")
        self._foot(plot, plot.bottom + high)
        return plot

    def _mark_said(self, one: Series, at: int) -> Text | None:
        words = mark_said(one, at, self.value_form, self.tag)
        return self.write.number(words) if words else None

    # ------------------------------------------------------------------------------------------------ marks

    def _marks(self, plot: Box) -> None:
        chart = self.chart
        if chart.sort == "interval":
            self._reference(plot)
            self._intervals(plot)
            self.of = -1
            self._base(plot)
            return
        if chart.stacked != "no" or chart.sort == "area":
            self._stacks(plot)
        elif self.has_bars:
            self._bars(plot)
        self.of = -1
        self._base(plot)
        self._reference(plot)
        for number, one in enumerate(chart.series):
            self.of = number
            if one.form == "line":
                self._polyline(plot, number, one)
            elif one.form == "dots":
                self._dots(plot, number, one)
        self.of = -1

    def _base(self, plot: Box) -> None:
        """The axis of the categories."""
        assert self.values is not None
        at = self.values.share(self.values.origin)
        if self.chart.sort == "interval":
            self._rule([(plot.x, plot.bottom), (plot.right, plot.bottom)], "muted")
            for tick in self.values.ticks:
                x = self._x(plot, self.values, tick)
                self._rule([(x, plot.bottom), (x, plot.bottom + TICK_PT)], "muted")
        elif self.chart.lies:
            x = plot.x + plot.width * at
            self._rule([(x, plot.y), (x, plot.bottom)], "muted")
        else:
            y = plot.bottom - plot.height * at
            self._rule([(plot.x, y), (plot.right, y)], "muted")

    def _bar_widths(self, band: float, beside: int) -> tuple[float, float]:
        """How wide a bar is, and how far the first one of a category begins behind its band's beginning."""
        self.gap_width = 60
        width = band / (beside + 0.6)
        if width > _WIDEST_BAR:
            self.gap_width = min(500, round(100 * (band / _WIDEST_BAR - beside)))
            width = band / (beside + self.gap_width / 100)
        return width, (band - beside * width) / 2

    def _bars(self, plot: Box) -> None:
        chart = self.chart
        bars = [number for number, one in enumerate(chart.series) if one.form == "bar"]
        band = (plot.height if chart.lies else plot.width) / len(chart.categories)
        width, first = self._bar_widths(band, len(bars))
        for place, number in enumerate(bars):
            self.of = number
            for at, value in enumerate(chart.series[number].values):
                if value is None:
                    continue
                begin = at * band + first + place * width
                self._bar(plot, begin, width, 0.0, value, self.colors[number][at])
                if self.says_values:
                    self._bar_says(plot, begin, width, value, number, at)

    def _bar(self, plot: Box, begin: float, width: float, low: float, high: float, color: Color) -> None:
        assert self.values is not None
        ends = sorted(min(1.0, max(0.0, self.values.share(v))) for v in (low or self.values.origin, high))
        if self.chart.lies:
            across = [plot.x + plot.width * end for end in ends]
            self._rect(across[0], plot.y + begin, across[1], plot.y + begin + width, color)
        else:
            across = [plot.bottom - plot.height * end for end in ends]
            self._rect(plot.x + begin, across[1], plot.x + begin + width, across[0], color)

    def _bar_says(self, plot: Box, begin: float, width: float, value: float, series: int, at: int) -> None:
        write = self.write
        assert self.values is not None
        text = write.number(shown(value, self.value_form, self.tag))
        name = f"value-{series + 1}-{at + 1}"
        share = self.values.share(value)
        if self.chart.lies:
            x = plot.x + plot.width * share
            middle = plot.y + begin + width / 2
            room = Box(x + _GAP, middle - width / 2, self.box.right - x - _GAP, max(width, 0.1))
            if value < 0:
                room = Box(self.box.x, room.y, x - _GAP - self.box.x, room.height)
            self._say(name, text, room, "left" if value >= 0 else "right", "centre")
            return
        y = plot.bottom - plot.height * share
        # Beside others of its category a number may be as wide as its bar, alone as wide as its category.
        alone = sum(one.form == "bar" for one in self.chart.series) == 1
        wide = plot.width / len(self.chart.categories) if alone else width
        top = y - write.pitch - _ABOVE if value >= 0 else y + _ABOVE
        room = Box(plot.x + begin + width / 2 - wide / 2, top, wide, write.pitch)
        self._say(name, text, room, "center")

    def _stacks(self, plot: Box) -> None:
        chart = self.chart
        count = len(chart.categories)
        wholes = [sum(one.values[at] or 0.0 for one in chart.series) or 1.0 for at in range(count)]
        part_of = wholes if chart.stacked == "share" else [1.0] * count
        below = [0.0] * count
        band = (plot.height if chart.lies else plot.width) / count
        width, first = self._bar_widths(band, 1)
        for number, one in enumerate(chart.series):
            self.of = number
            above = [low + (value or 0.0) / of for low, value, of in zip(below, one.values, part_of, strict=True)]
            if one.form == "area":
                edge = [(self._middle(plot, at), self._y(plot, high)) for at, high in enumerate(above)]
                foot = [(self._middle(plot, at), self._y(plot, low)) for at, low in enumerate(below)]
                self._fill([*edge, *reversed(foot)], self._own(number))
            else:
                for at, (low, high) in enumerate(zip(below, above, strict=True)):
                    if high > low:
                        self._bar(plot, at * band + first, width, low, high, self.colors[number][at])
                        self._part_says(plot, at * band + first, width, (low, high), number, at)
            below = above

    def _part_says(
        self, plot: Box, begin: float, width: float, ends: tuple[float, float], series: int, at: int
    ) -> None:
        """The number of a part inside it, where there is room for it."""
        write, value = self.write, self.chart.series[series].values[at]
        if not self.says_values or value is None:
            return
        assert self.values is not None
        low, high = (self.values.share(end) for end in ends)
        text = write.number(shown(value, self.value_form, self.tag))
        if self.chart.lies:
            room = Box(plot.x + plot.width * low, plot.y + begin, plot.width * (high - low), width)
        else:
            room = Box(plot.x + begin, plot.bottom - plot.height * high, width, plot.height * (high - low))
        if room.height >= write.pitch and room.width >= write.width(text):
            color = color_on(self.colors[series][at], self.brand.colors)
            self._say(f"value-{series + 1}-{at + 1}", text, room, "center", "centre", color)

    def _polyline(self, plot: Box, number: int, one: Series) -> None:
        color = self._own(number)
        points = [
            None if value is None else (self._middle(plot, at), self._y(plot, value))
            for at, value in enumerate(one.values)
        ]
        for before, after in pairwise(points):
            if before and after:
                self._line([before, after], color, LINE_PT)
        for at, point in enumerate(points):
            if point:
                self._dot(*point, color, number)
                if self.says_values:
                    text = self._mark_said(one, at)
                    band = plot.width / self._steps
                    room = Box(
                        point[0] - band / 2, point[1] - self.write.pitch - DOT_PT / 2 - _ABOVE, band, self.write.pitch
                    )
                    self._say(f"value-{number + 1}-{at + 1}", text, room, "center")
        if self.ends_named and (end := self._end(plot, one)):
            x, y = end[0] + DOT_PT / 2 + _GAP / 2, end[1] - self.write.pitch / 2
            self._say(f"name-{number + 1}", one.name, Box(x, y, self.box.right - x, self.write.pitch), "left")

    def _end(self, plot: Box, one: Series) -> tuple[float, float] | None:
        found = ((at, value) for at, value in reversed(list(enumerate(one.values))) if value is not None)
        return next(((self._middle(plot, at), self._y(plot, value)) for at, value in found), None)

    def _names_collide(self, plot: Box) -> bool:
        ends = sorted(end[1] for one in self.chart.series if (end := self._end(plot, one)))
        return any(below - above < 0.9 * self.write.pitch for above, below in pairwise(ends))

    def _dots(self, plot: Box, number: int, one: Series) -> None:
        assert self.across is not None
        for at, (across, value) in enumerate(zip(one.across, one.values, strict=True)):
            if across is None or value is None:
                continue
            x, y = plot.x + plot.width * self.across.share(across), self._y(plot, value)
            self._dot(x, y, self._own(number), number)
            if self.says_values and (text := self._mark_said(one, at)):
                wide = self.write.width(text) + 1
                room = Box(x - wide / 2, y - self.write.pitch - DOT_PT / 2 - _ABOVE, wide, self.write.pitch)
                self._say(f"value-{number + 1}-{at + 1}", text, room, "center")

    def _intervals(self, plot: Box) -> None:
        chart = self.chart
        assert self.values is not None
        row = plot.height / len(chart.categories)

        for number, one in enumerate(chart.series):
            self.of = number
            for at, value in enumerate(one.values):
                if value is None:
                    continue
                y = plot.y + row * (at + in_row(number, len(chart.series)))
                color = self.colors[number][at]
                low, high = one.low[at], one.high[at]
                if low is not None and high is not None:
                    self._line(
                        [(self._x(plot, self.values, low), y), (self._x(plot, self.values, high), y)],
                        color,
                        WHISKER_PT,
                    )
                self._dot(self._x(plot, self.values, value), y, color, number)
                if self.says_values and (text := self.said[number][at]):
                    room = Box(
                        plot.right + _GAP,
                        y - row / 2 / len(chart.series),
                        self.box.right - plot.right - _GAP,
                        row / len(chart.series),
                    )
                    self._say(f"value-{number + 1}-{at + 1}", text, room, "left", "centre")

    def _reference(self, plot: Box) -> None:
        chart, write = self.chart, self.write
        if chart.reference is None or self.values is None:
            return
        label = chart.reference.label
        color = self.brand.colors["muted"]
        if chart.lies:
            x = self._x(plot, self.values, chart.reference.at)
            self._line([(x, plot.y), (x, plot.bottom)], color, REFERENCE_PT, dash=True)
            if label is not None:
                wide = write.width(label) + 1
                left = min(max(self.box.x, x - wide / 2), max(self.box.x, self.box.right - wide))
                room = Box(left, plot.y - write.pitch - _GAP / 2, min(wide, self.box.width), write.pitch)
                self._say("reference", label, room, "center")
            return
        y = self._y(plot, chart.reference.at)
        begin, end = plot.x, plot.right
        if chart.sort != "scatter":
            begin, end = self._middle(plot, 0), self._middle(plot, len(chart.categories) - 1)
        self._line([(begin, y), (end, y)], color, REFERENCE_PT, dash=True)
        if label is not None and not hides_its_reference(chart):
            wide = write.width(label) + 1
            self._say("reference", label, Box(end - wide / 2, y - write.pitch - _ABOVE, wide, write.pitch), "center")

    # ------------------------------------------------------------------------------------------------ painting

    def _own(self, series: int) -> Color:
        """The colour of a series as a whole."""
        return own_color(self.chart, series, self.brand.colors)

    def _say(self, name: str, text: Text | None, box: Box, align: str, anchor: str = "top", color: str = "") -> None:
        if text is not None:
            side = self.turn.side(align)
            self.labels.append(self.write.label(name, text, self.turn.box_of(box), side, anchor, color))

    def _rect(self, left: float, top: float, right: float, bottom: float, color: Color) -> None:
        self._fill([(left, top), (right, top), (right, bottom), (left, bottom)], color)

    def _fill(self, points: Sequence[tuple[float, float]], color: Color) -> None:
        edge = self.brand.colors["paper"] if self.chart.stacked != "no" and self.has_bars else None
        self.drawn.append(
            Drawn(tuple(self.turn.point(*one) for one in points), color, edge, EDGE_PT if edge else 0.0, series=self.of)
        )

    def _line(self, points: Sequence[tuple[float, float]], color: Color, width: float, dash: bool = False) -> None:
        self.drawn.append(
            Drawn(tuple(self.turn.point(*one) for one in points), None, color, width, dash, series=self.of)
        )

    def _rule(self, points: Sequence[tuple[float, float]], color: str = "rule") -> None:
        self._line(points, self.brand.colors[color], RULE_PT)

    def _dot(self, x: float, y: float, color: Color, series: int) -> None:
        half = DOT_PT / 2
        match MARKS[series % len(MARKS)]:
            case "circle":
                corners = (self.turn.point(x - half, y - half), self.turn.point(x + half, y + half))
                self.drawn.append(Drawn(corners, color, is_round=True, series=self.of))
            case "square":
                self._rect(x - half, y - half, x + half, y + half, color)
            case "diamond":
                self._fill([(x, y - half), (x + half, y), (x, y + half), (x - half, y)], color)
            case "triangle":
                self._fill([(x, y - half), (x + half, y + half), (x - half, y + half)], color)
            case "dash":
                self._rect(x - half, y - half / 2, x + half, y + half / 2, color)


def hides_its_reference(chart: Chart) -> bool:
    """Whether what is written at a line across the plot would stand on bars or areas."""
    return not chart.lies and any(one.form in ("bar", "area") for one in chart.series)


def in_row(number: int, count: int) -> float:
    """How far down its row an interval of one of several series stands."""
    return 0.5 + (number - (count - 1) / 2) * 0.8 / count
