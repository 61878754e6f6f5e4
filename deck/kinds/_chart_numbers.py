"""What does a chart slide show: which numbers, of its lines or of a data file, and do they make a chart of its sort?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from deck import chart, language, spreadsheet
from deck.data_file import BadData, Cell
from deck.diagnostics import Span
from deck.kinds._data_rows import Chosen, chosen_rows, selection, shown_cells
from deck.markup import Run, Text, in_unicode
from deck.material import Material, count
from deck.regex import regex
from deck.talk import Name, Number
from deck.value import replace
from deck.written_number import YEARS, read_format

if TYPE_CHECKING:
    from deck.kinds.chart import AxisWords, Chart, Numbers, Series

_NONE = ("–", "-", "—", "NA", "n/a", "NaN", "")
_FORMS: dict[str, chart.Form] = {"line": "line", "area": "area", "scatter": "dots", "interval": "dots"}
_DRAWN: dict[str, chart.Form] = {"column": "bar", "line": "line"}
_STACKED = ("bar", "column", "area")
_FROM_NOUGHT = ("bar", "column", "area", "combo", "doughnut")
"""Lengths and areas say how much there is: from elsewhere than nought they lie."""
_MOST_PARTS = 5
_FLAT = 50
"""A mark that is so many times smaller than another is a line on the floor."""
_EVEN = 1.25
"""Months are longer and shorter by a tenth."""
_DAY = regex(r"\d{4}-\d\d-\d\d")


def chart_of(says: Chart, material: Material) -> chart.Chart | None:
    """The chart of a slide; None, and a diagnostic for each mistake, where there is none."""
    return _Reader(says, material).read()


class _Table(NamedTuple):
    """The categories and, by series, the numbers of each of its fields."""

    categories: tuple[Text, ...]
    in_time: bool
    numbers: list[dict[str, chart.Numbers]]


class _Reader:
    def __init__(self, says: Chart, material: Material) -> None:
        self.says, self.material = says, material
        self.wrong = False
        self.wants = {"scatter": ("x", "values"), "interval": ("values", "low", "high")}.get(says.chart, ("values",))

    def read(self) -> chart.Chart | None:
        self._check_fields()
        if self.wrong:
            return None
        table = self._from_files() if self.says.csv is not None else self._written()
        if table is None or self.wrong:
            return None
        self._check_numbers(table)
        axes = self._axis("value_axis"), self._axis("category_axis")
        if self.wrong:
            return None
        return self._made(table, *axes)

    def _made(self, table: _Table, values: chart.Axis, across: chart.Axis) -> chart.Chart:
        says = self.says
        given = says.reference
        loud = tuple(place for place, one in enumerate(table.categories) if _is_bold(one))
        series = tuple(
            chart.Series(
                _plain(one.name),
                numbers["values"],
                _DRAWN[one.as_ or "column"] if says.chart == "combo" else _FORMS.get(says.chart, "bar"),
                one.tone or "",
                numbers.get("low", ()),
                numbers.get("high", ()),
                (_head(one.low, "low"), _head(one.high, "high")),
                numbers.get("x", ()),
                _is_bold(one.name),
            )
            for one, numbers in zip(says.series, table.numbers, strict=True)
        )
        return chart.Chart(
            says.chart,
            says.alt,
            tuple(map(_plain, table.categories)),
            series,
            values,
            across,
            says.stacked,
            says.labels,
            loud,
            chart.Reference(given.at, _plain(given.label) if given.label else None) if given else None,
            table.in_time,
            self._head(),
            self.material.at("labels" if says.labels is not None else "chart"),
        )

    def _head(self) -> str:
        title = self.says.category_axis.title
        if title is not None:
            return title.plain
        return str(self.says.categories) if isinstance(self.says.categories, Name) else ""

    # ------------------------------------------------------------------------------------------------ mistakes

    def error(self, code: str, message: str, where: Span | str, help: str) -> None:
        self.wrong = True
        span = self.material.at(where) if isinstance(where, str) else where
        self.material.report.error(code, message, span, help)

    def _check_fields(self) -> None:
        """What the sort of the chart has no use for, and what it lacks."""
        says, sort = self.says, self.says.chart
        if sort == "scatter" and says.categories:
            self.error("no-place", "a scatter chart has no categories", "categories", "give each series its `x`")
        if sort != "scatter" and not says.categories:
            help = "name what the values are of, or a field of the `csv`"
            self.error("missing-field", f"a {sort} chart needs `categories`", "chart", help)
        if says.stacked != "no" and sort not in _STACKED:
            help = "take it away; bars, columns and areas can be stacked"
            self.error("no-place", f"a {sort} chart is not stacked", "stacked", help)
        if sort == "area" and len(says.series) > 1 and says.stacked == "no":
            help = 'write `stacked: "yes"`, or draw lines'
            self.error("bad-chart", "areas in front of each other hide one another", "chart", help)
        if says.reference is not None and sort == "bar":
            help = "draw columns, or an interval chart"
            self.error("no-place", "a chart of lying bars has no place for a reference line", "reference", help)
        if sort == "doughnut":
            for name in ("value_axis", "category_axis", "reference"):
                if name in self.material.slide.places:
                    self.error("no-place", f"a doughnut has no place for `{name}`", name, "take it away")
            if len(says.series) > 1:
                help = "take one, or a stacked column chart"
                self.error("wrong-number", "a doughnut shows one series", says.series[1].name.span, help)
        if sort in ("bar", "interval") and says.category_axis.title is not None:
            help = "take it away: the names beside the plot say what they are"
            where = says.category_axis.title.span
            self.error("no-place", f"{_a(sort)} chart has no place for a title beside its names", where, help)
        if says.category_axis.log and sort != "scatter":
            self.error("no-place", "an axis of categories has no ratios", "category_axis", "take `log` away")
        if sort in _FROM_NOUGHT and says.value_axis.from_ not in (None, 0.0):
            help = "take `from` away, or draw lines or points"
            self.error("bad-chart", "bars, columns and areas begin at 0", "value_axis", help)
        if sort in _FROM_NOUGHT and says.value_axis.log:
            help = "take `log` away, or draw lines or points"
            self.error("bad-chart", "bars, columns and areas have no meaning on an axis of ratios", "value_axis", help)
        if says.csv is None:
            filters = (("join", says.join), ("only", says.only), ("except", says.except_))
            for name, value in (*filters, ("values", says.values), ("names", says.names)):
                if value:
                    self.error("table-shape", f"`{name}` belongs to a `csv`", name, "take it away, or give `csv`")
        for one in says.series:
            self._check_series(one)

    def _check_series(self, one: Series) -> None:
        sort = self.says.chart
        where = one.name.span
        for name in ("values", "low", "high", "x"):
            value = getattr(one, name)
            if name in self.wants and value is None:
                help = f"add `{name}:` to it"
                self.error("missing-field", f"a series of {_a(sort)} chart needs `{name}`", where, help)
            elif name not in self.wants and value is not None:
                self.error("no-place", f"{_a(sort)} chart has no place for `{name}`", _place(value), "take it away")
            elif value is not None and (self.says.csv is None) == isinstance(value, Name):
                self._check_shape(name, value)
        if one.as_ is not None and sort != "combo":
            self.error("no-place", f"`as` belongs to a combo chart, this is {_a(sort)} chart", where, "take it away")
        if sort == "combo" and one.as_ is None:
            self.error("missing-field", "a series of a combo chart says how it is drawn", where, "add `as: line`")

    def _check_shape(self, name: str, value: Numbers) -> None:
        if self.says.csv is not None:
            help = "name a field of the file"
            self.error("wrong-type", f"with `csv`, `{name}` is the field that has the numbers", _place(value), help)

    def _check_numbers(self, table: _Table) -> None:
        says, sort = self.says, self.says.chart
        for one, numbers in zip(says.series, table.numbers, strict=True):
            where = _place(one.values)
            found = [value for value in numbers["values"] if value is not None]
            if not found:
                self.error("bad-chart", f"`{one.name.plain}` has no number", where, "give it one, or take it away")
                continue
            if sort == "area" and len(found) < len(numbers["values"]):
                self.error("bad-chart", "an area has no gaps", where, "give every number, or draw a line")
            self._check_inside(one, numbers)
            if sort == "area" and len(numbers["values"]) == 1:
                self.error("bad-chart", "an area of one category has nothing to fill", where, "draw a column")
            parts = sort == "doughnut" or says.stacked != "no"
            if parts and min(found) < 0:
                help = "draw bars" if sort == "doughnut" else "take `stacked` away"
                help += ": beside each other they stand on both sides of 0"
                self.error("bad-chart", "a part of a whole cannot be below 0", where, help)
            if sort == "doughnut" and not any(found):
                self.error("bad-chart", "all parts are 0", where, "give numbers, or take the slide away")
            for low, value, high in zip(
                numbers.get("low", ()), numbers["values"], numbers.get("high", ()), strict=False
            ):
                if value is None or (low is None and high is None):
                    continue
                if low is None or high is None:
                    what = f"the interval around {value:g} has one end"
                    self.error("bad-chart", what, where, "give both, or – for both")
                    continue
                if not low <= value <= high:
                    what = f"the interval from {low:g} to {high:g} does not hold {value:g}"
                    self.error("bad-chart", what, where, "correct `values`, `low` or `high`")
            axes = {"values": says.value_axis, "x": says.category_axis}
            for name, axis in axes.items():
                every = [
                    v
                    for part in ({"values": ("values", "low", "high")}.get(name, (name,)))
                    for v in numbers.get(part, ())
                    if v is not None
                ]
                if axis.log and every and min(every) <= 0:
                    what = f"an axis of ratios has no place for {min(every):g}"
                    self.error("bad-chart", what, where, "take `log` away")
        if sort == "combo":
            self._warn_of_units(table)
        if sort == "doughnut" and not self.wrong and says.labels is not False:
            self._warn_of_thin_parts(table)
        if sort == "doughnut" and len(table.categories) > _MOST_PARTS:
            help = "put small ones together, or draw bars"
            self.error(
                "wrong-number", f"{count(len(table.categories), 'part')} cannot be told apart", "categories", help
            )

    def _warn_of_units(self, table: _Table) -> None:
        """Say of bars and a line in two units that the smaller lies on the floor: both stand on one axis."""
        most = [max((abs(v) for v in one["values"] if v is not None), default=0.0) for one in table.numbers]
        high, low = max(range(len(most)), key=most.__getitem__), min(range(len(most)), key=most.__getitem__)
        if 0 < most[low] * _FLAT < most[high]:
            small, large = (f"`{self.says.series[at].name.plain}`" for at in (low, high))
            what = f"{small} is hardly seen: it reaches {most[low]:g}, and {large} {most[high]:g} on the same axis"
            help = "give both in one unit, or show them in two charts"
            self.material.report.warning("bad-chart", what, _place(self.says.series[low].values), help)

    def _warn_of_thin_parts(self, table: _Table) -> None:
        values = [value or 0.0 for value in table.numbers[0]["values"]]
        least = chart.LEAST_PART * sum(values)
        thin = [one for one, value in zip(table.categories, values, strict=True) if 0 < value < least]
        if thin:
            names = ", ".join(f"`{one.plain}`" for one in thin)
            what = f"the ring has no room for the share of {names}"
            help = "put small parts together, or draw bars; `labels: false` where shares need not be read"
            self.material.report.warning("bad-chart", what, thin[0].span, help)

    def _check_inside(self, one: Series, numbers: dict[str, chart.Numbers]) -> None:
        """Every number has its place between the ends that the author gives an axis."""
        says = self.says
        if says.stacked != "no":
            return
        for axis, parts in ((says.value_axis, ("values", "low", "high")), (says.category_axis, ("x",))):
            for value in (v for part in parts for v in numbers.get(part, ()) if v is not None):
                if (axis.from_ is not None and value < axis.from_) or (axis.to is not None and value > axis.to):
                    end = (
                        f"begins at {axis.from_:g}"
                        if axis.from_ is not None and value < axis.from_
                        else f"ends at {axis.to:g}"
                    )
                    what = f"{value:g} has no place on an axis that {end}"
                    self.error("bad-chart", what, _place(one.values), "let the axis hold it")
                    return

    # ------------------------------------------------------------------------------------------------ written out

    def _written(self) -> _Table | None:
        categories = self.says.categories if isinstance(self.says.categories, tuple) else ()
        if isinstance(self.says.categories, Name):
            # One category needs no list.
            name = self.says.categories
            categories = (Text((Run(str(name)),), str(name)),)
        numbers = [self._series_written(one, len(categories)) for one in self.says.series]
        return _Table(*self._named(categories), numbers) if not self.wrong else None

    def _series_written(self, one: Series, wanted: int) -> dict[str, chart.Numbers]:
        found: dict[str, chart.Numbers] = {}
        for name in self.wants:
            given = getattr(one, name)
            parts: Sequence[Name] = (given,) if isinstance(given, Name) else given
            if self.says.chart == "scatter":
                wanted = wanted or len(parts)
            if len(parts) != wanted:
                of = "its `x`" if self.says.chart == "scatter" else "the categories"
                what = (
                    f"`{name}` has {count(len(parts), 'number')}, {of} {'has' if of == 'its `x`' else 'are'} {wanted}"
                )
                self.error("table-shape", what, _place(given), "write – for a number that is missing")
            found[name] = tuple(self._number(part) for part in parts)
        return found

    def _number(self, part: Name) -> float | None:
        if part.strip() in _NONE:
            return None
        try:
            return float(spreadsheet.number(part, spreadsheet.Column((), "", ",")))
        except spreadsheet.Unclear as unclear:
            self.error("wrong-type", str(unclear), part.span, unclear.help)
        except ValueError:
            help = "write a number with a decimal point, or – where there is none"
            self.error("wrong-type", f"`{part}` is not a number", part.span, help)
        return None

    def _named(self, categories: Sequence[Text]) -> tuple[tuple[Text, ...], bool]:
        """The categories as the language says them, and whether all are years or days."""
        days = [one.plain.strip() for one in categories]
        if days and all(map(_DAY.fullmatch, days)):
            self._warn_of_steps([_ordinal(one) for one in days])
            return tuple(map(self._as_day, categories)), True
        years = [one for one in days if re.fullmatch(r"\d{4}", one) and int(one) in YEARS]
        if len(years) == len(days):
            self._warn_of_steps([int(one) for one in years])
        return tuple(categories), bool(days) and len(years) == len(days)

    def _warn_of_steps(self, times: Sequence[int]) -> None:
        """Say of a line over days or years that are not equally far apart that it is drawn as if they were."""
        steps = [after - before for before, after in pairwise(times)]
        if self.says.chart in ("line", "area") and steps and (min(steps) <= 0 or max(steps) > _EVEN * min(steps)):
            what = "these times are not equally far apart, and stand so in a chart of categories"
            help = "write each of them, with – where there is no number; or draw a scatter chart with `x`"
            self.material.report.warning("bad-chart", what, self.material.at("categories"), help)

    def _as_day(self, text: Text) -> Text:
        try:
            day = spreadsheet.day(text.plain, spreadsheet.Column())
        except ValueError:
            self.error("wrong-type", f"`{text.plain}` is no day of the calendar", text.span, "correct it")
            return text
        said = language.day(day, self.material.talk.meta.language)
        return replace(text, runs=tuple(replace(run, text=said) for run in text.runs[:1]))

    # ------------------------------------------------------------------------------------------------ from files

    def _from_files(self) -> _Table | None:
        says = self.says
        named = [says.categories] if isinstance(says.categories, Name) else []
        if says.chart != "scatter" and not named:
            self.error("wrong-type", "with `csv`, `categories` is a field of the file", "categories", "name a field")
            return None
        if not says.csv:
            self.error("wrong-number", "`csv` names no file", "csv", "name one, or write the numbers")
            return None
        fields = [getattr(one, name) for one in says.series for name in self.wants]
        wanted = selection(says, (*named, *fields))
        chosen = chosen_rows(wanted, self.material)
        if chosen is None:
            self.wrong = True
            return None
        shown = shown_cells(replace(wanted, fields=tuple(named)), chosen, self.material)
        if shown is None:
            self.wrong = True
            return None
        numbers = [{name: self._column(getattr(one, name), chosen) for name in self.wants} for one in says.series]
        return _Table(*self._in_order(shown), numbers)

    def _in_order(self, shown: Sequence[Sequence[Text]]) -> tuple[tuple[Text, ...], bool]:
        return self._named([row[0] for row in shown if row])

    def _column(self, field: Name, chosen: Chosen) -> chart.Numbers:
        found: list[float | None] = []
        for row in chosen.rows:
            cell = row[field]
            if cell.strip() in _NONE:
                found.append(None)
                continue
            try:
                assert isinstance(cell, Cell)
                found.append(float(cell))
            except BadData as problem:
                self.error("bad-data", problem.what, field.span, problem.help)
                return ()
        return tuple(found)

    # ------------------------------------------------------------------------------------------------ axes

    def _axis(self, name: str) -> chart.Axis:
        given: AxisWords = getattr(self.says, name)
        low, high, step = given.from_, given.to, given.step
        if low is not None and high is not None and low >= high:
            self.error("bad-chart", f"the axis ends at {high:g}, where it begins at {low:g}", name, "exchange them")
        if given.log and any(one is not None and one <= 0 for one in (low, high)):
            self.error("bad-chart", "an axis of ratios begins and ends above 0", name, "write numbers above 0")
        if step is not None and low is not None and high is not None and (high - low) / step > 50:
            self.error("bad-chart", f"a step of {step:g} makes too many numbers", name, "take a larger `step`")
        form = read_format(given.format) if given.format is not None else None
        if given.format is not None and form is None:
            help = "write it as behind a value: `.1`, `+.1`, `%`, `2 mg`"
            self.error("wrong-type", f"`{given.format}` says nothing of how a number is written", name, help)
        return chart.Axis(_plain(given.title) if given.title else None, low, high, step, form, given.log)


def decimals(numbers: Sequence[float | None], most: int = 3) -> int:
    """How many decimals the numbers are written with, so that each is written whole; `most` at most."""
    exact = (Decimal(str(one)).normalize() for one in numbers if one is not None)
    return min(most, max((max(0, -int(one.as_tuple().exponent)) for one in exact), default=0))


def _ordinal(day: str) -> int:
    try:
        return spreadsheet.day(day, spreadsheet.Column()).toordinal()
    except ValueError:
        return 0


def _is_bold(text: Text) -> bool:
    return bool(text.runs) and all(run.bold for run in text.runs if run.text.strip())


def _plain(text: Text) -> Text:
    """As a chart can say it: raised digits as signs of their own, for not every program raises any in a chart; nothing
    in bold, which is how its author says what stands out."""
    loud = _is_bold(text)
    runs = (in_unicode(replace(run, bold=False) if loud else run) for run in text.runs)
    return replace(text, runs=tuple(runs))


def _head(field: Numbers | None, otherwise: str) -> str:
    """What a column of the workbook is called: as the field that it comes from."""
    return str(field) if isinstance(field, Name) and not isinstance(field, Number) else otherwise


def _place(value: Numbers) -> Span:
    if isinstance(value, Name):
        return value.span
    return value[0].span if value else Span.NOWHERE


def _a(sort: str) -> str:
    return f"an {sort}" if sort[0] in "aeio" else f"a {sort}"
