"""What does a chart say to whoever cannot see it? Its numbers as a table, and as words behind its description."""

from __future__ import annotations

from decimal import Decimal

from deck import language
from deck.chart import Chart, Series
from deck.written_number import Format, written

_MOST_TOLD = 60
"""Of more numbers than that, each series tells its first and its last."""


def form_of(chart: Chart) -> Format:
    """How its numbers are written: as the author says, else all with as many decimals as one of them needs."""
    found = (v for one in chart.series for v in (*one.values, *one.low, *one.high) if v is not None)
    exact = (Decimal(str(value)).normalize() for value in found)
    places = max((max(0, -int(one.as_tuple().exponent)) for one in exact), default=0)
    return chart.values.format or Format(decimals=min(places, _MOST_DECIMALS))


_MOST_DECIMALS = 3


def shown(value: float, form: Format, tag: str) -> str:
    return written(Decimal(str(value)), tag, form)


def mark_said(one: Series, at: int, form: Format, tag: str) -> str:
    """The number of a mark, with its interval where it has one; nothing where there is none."""
    value = one.values[at]
    if value is None:
        return ""
    words = shown(value, form, tag)
    low, high = (ends[at] if ends else None for ends in (one.low, one.high))
    if low is not None and high is not None:
        words += f"\N{NO-BREAK SPACE}({shown(low, form, tag)}–{shown(high, form, tag)})"
    # From right to left the two ends of an interval would change places.
    return f"\N{LEFT-TO-RIGHT MARK}{words}" if "(" in words and language.is_right_to_left(tag) else words


def as_table(chart: Chart, tag: str) -> list[list[str]]:
    """Its numbers as a table, the heads first: a column for each series, of a scatter chart two.

    What a field of a CSV file is called is no word for readers: categories have a head where the axis has a title.
    """
    form = form_of(chart)
    head = chart.across.title.plain if chart.across.title else ""
    if chart.sort != "scatter":
        rows = [[head, *(one.name.plain for one in chart.series)]]
        for at, category in enumerate(chart.categories):
            rows.append([category.plain, *(mark_said(one, at, form, tag) for one in chart.series)])
        return rows
    across = chart.across.format or Format()
    heads = [words for one in chart.series for words in (head, one.name.plain)]
    count = max(len(one.values) for one in chart.series)
    return [heads, *(_points(chart, at, across, form, tag) for at in range(count))]


def _points(chart: Chart, at: int, across: Format, form: Format, tag: str) -> list[str]:
    cells: list[str] = []
    for one in chart.series:
        x = one.across[at] if at < len(one.across) else None
        cells += [
            shown(x, across, tag) if x is not None else "",
            mark_said(one, at, form, tag) if x is not None else "",
        ]
    return cells


def told(chart: Chart, tag: str) -> str:
    """Its description, and its numbers in words."""
    colon, form = language.colon(tag), form_of(chart)
    parts = []
    for one in chart.series:
        names = [category.plain for category in chart.categories]
        if chart.sort == "scatter":
            names = [shown(x, chart.across.format or Format(), tag) if x is not None else "" for x in one.across]
        said = [f"{name} {words}" for at, name in enumerate(names) if (words := mark_said(one, at, form, tag))]
        if len(said) * len(chart.series) > _MOST_TOLD:
            said = [said[0], "…", said[-1]]
        parts.append(f"{one.name.plain}{colon}{'; '.join(said)}.")
    alt = chart.alt.plain.strip()
    return " ".join((alt if alt.endswith((".", "!", "?", "؟", "。")) else f"{alt}.", *parts))
