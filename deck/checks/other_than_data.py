"""A text says another number than the chart or table of its slide has for the same thing.

Why: data change, and what was typed beside them stays. The room sees both.

What is compared: a number in any text of the slide, its notes or handout, whose clause names a category or row of the
chart or table, and the series or column where there are several. It is told where it lies within a quarter of what the
data have there, and is no number of theirs, rounded or not, and no sum or difference of two. Round numbers, lengths of
time, P values and clauses with several numbers are left alone.

What to do: look up which is right. `{name}` in a text takes its number from the data, and moves with them.

    title: In 2023 relapses fell to 0.21
    series: {name: Relapses, values: [0.41, 0.28, 0.19]}    # 2021, 2022, 2023
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import combinations

from deck.chart import Chart
from deck.diagnostics import Diagnostic, Severity
from deck.language import decimal_mark
from deck.markup import Text
from deck.page import Deck, Page
from deck.regex import regex
from deck.scene import Table
from deck.texts import texts
from deck.value import Value

_NEAR = 0.25
"""How far from what the data say a number may be and still be taken for it: what is further is of something else."""
_MOST_SUMS = 60
"""Numbers of a grid of which sums and differences are tried."""
_LEAST_NAME = 3
"""Letters: what is shorter stands in other words too."""
_DIGIT = regex(r"\d")
_NUMBER = regex(r"(?<![\w.,/–])[−-]?(\d+(?:[.,٫\u202f\u00a0 ’']\d{3})*(?:[.,٫]\d+)?)(?![\w/–])")
_CLAUSE = regex(r"[;:!?()\n](?=\s|$|\W)|[.,](?:\s|$)")
_TIME = regex(
    r"[\s\u00a0-]?(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|sekunden?|minuten?|stunden?|tagen?|tage?|"
    r"wochen?|monaten?|monate?|jahren?|jahre?|secondes?|heures?|jours?|semaines?|mois|ans?|années?|uur|uren|dag|dagen|"
    r"week|weken|maand|maanden|jaar|jaren|ثانية|دقيقة|ساعة|ساعات|يوم|يومًا|أيام|أسبوع|أسبوعًا|أسابيع|شهر|شهرًا|أشهر|"
    r"سنة|سنوات|عام|عامًا|أعوام)\b"
)
_OF_P_OR_N = regex(r"\b[pn]\s*[=<>≤≥]\s*$")


class _Cell(Value, frozen=True):
    """Numbers that stand in one place, and what it is called: by its row or category, by its column or series."""

    row: str
    column: str
    numbers: tuple[float, ...]


class _Said(Value, frozen=True):
    """One number of a clause, and what else the clause says, in small letters."""

    text: Text
    at: tuple[int, int]
    typed: str
    number: float
    clause: str


def check(deck: Deck) -> Iterator[Diagnostic]:
    for page in deck.pages:
        if page.part > 1 or page.slide.unreadable:
            continue
        grids = [item.content for item in page.scene.items if isinstance(item.content, Chart | Table)]
        mark = decimal_mark(page.language) if grids else ""
        for grid in grids:
            yield from _told(page, grid, mark)


def _told(page: Page, grid: Chart | Table, mark: str) -> Iterator[Diagnostic]:
    cells = list(_of_chart(grid) if isinstance(grid, Chart) else _of_table(grid, mark))
    if not cells:
        return
    every = sorted({number for cell in cells for number in cell.numbers})
    what = "chart" if isinstance(grid, Chart) else "table"
    for said in _numbers(page, grid, mark):
        found = _meant(said.clause, cells)
        if found is None or not _is_near(said.number, found.numbers) or _is_known(said, every, mark):
            continue
        has = ", ".join(f"{number:g}" for number in found.numbers)
        names = " and ".join(f"`{name}`" for name in (found.row, found.column) if name)
        message = f"slide {page.number} `{page.id}` says {said.typed}, and its {what} has {has} for {names}"
        help = "look up which is right; `{name}` in a text takes its number from the data"
        yield Diagnostic(Severity.WARNING, "other-than-data", message, said.text.place_at(*said.at).span, help)


# ---------------------------------------------------------------------------------------------------- what the data say


def _of_chart(chart: Chart) -> Iterator[_Cell]:
    form = chart.values.format
    scale = 100.0 if form is not None and form.unit == "%" else 1.0
    for series in chart.series:
        column = series.name.plain if len(chart.series) > 1 else ""
        for at, category in enumerate(chart.categories):
            held = [part[at] for part in (series.values, series.low, series.high) if at < len(part)]
            numbers = tuple(scale * number for number in held if number is not None)
            if numbers:
                yield _Cell(category.plain, column, numbers)


def _of_table(table: Table, mark: str) -> Iterator[_Cell]:
    numeric = [
        place
        for place in range(1, len(table.header))
        if any(_in(row[place].plain, mark) for row in table.rows if place < len(row))
    ]
    for row in table.rows:
        for place in numeric:
            numbers = tuple(_in(row[place].plain, mark)) if place < len(row) else ()
            if numbers:
                head = table.header[place].plain.partition("(")[0].strip()
                yield _Cell(row[0].plain.strip(), head if len(numeric) > 1 else "", numbers)


def _in(words: str, mark: str) -> list[float]:
    return [_value(found[1], mark) for found in _NUMBER.finditer(words)]


def _value(typed: str, mark: str) -> float:
    whole, _, rest = typed.rpartition(mark) if mark in typed else (typed, "", "")
    digits = "".join(filter(str.isdigit, whole))
    try:
        return float(f"{digits or 0}.{rest or 0}")
    except ValueError:
        return math.nan


# ---------------------------------------------------------------------------------------------------- what is said


def _numbers(page: Page, grid: Chart | Table, mark: str) -> Iterator[_Said]:
    """The numbers of the slide's own words that stand alone in their clauses."""
    own = set(map(id, texts((grid,)))) - {id(grid.alt)}
    seen: set[int] = set()
    for text in (*page.shown, grid.alt, *page.notes, *page.handout):
        if id(text) in own or id(text) in seen or not _DIGIT.search(text.letters):
            continue
        seen.add(id(text))
        yield from _of_text(text, grid, mark)


def _of_text(text: Text, grid: Chart | Table, mark: str) -> Iterator[_Said]:
    letters = "".join(" " * len(run.text) if run.cite or run.sup or run.sub else run.text for run in text.runs)
    names = _names(grid)
    begin = 0
    for end in [*(found.start() for found in _CLAUSE.finditer(letters)), len(letters)]:
        clause, at = letters[begin:end], begin
        begin = end + 1
        # Numbers of names, as years are, count nothing.
        free = clause
        for name in names:
            place = free.casefold().find(name)
            while place >= 0:
                free = free[:place] + " " * len(name) + free[place + len(name) :]
                place = free.casefold().find(name)
        found = list(_NUMBER.finditer(free))
        if len(found) != 1 or len(_DIGIT.findall(free)) != len(_DIGIT.findall(found[0][0])):
            continue
        [one] = found
        if _TIME.match(free.casefold(), one.end()) or _OF_P_OR_N.search(free[: one.start()].casefold()):
            continue
        value = _value(one[1], mark)
        yield _Said(text, (at + one.start(1), at + one.end(1)), one[1], value, clause.casefold())


def _names(grid: Chart | Table) -> list[str]:
    if isinstance(grid, Chart):
        named = [*(one.plain for one in grid.categories), *(one.name.plain for one in grid.series)]
    else:
        named = [*(row[0].plain for row in grid.rows), *(one.plain.partition("(")[0] for one in grid.header)]
    return sorted(
        {name.strip().casefold() for name in named if len(name.strip()) >= _LEAST_NAME}, key=len, reverse=True
    )


def _meant(clause: str, cells: Sequence[_Cell]) -> _Cell | None:
    """The one place that a clause names; None where it names none, or several."""
    rows = _named(clause, {cell.row for cell in cells})
    columns = _named(clause, {cell.column for cell in cells} - {""})
    found = [cell for cell in cells if cell.row in rows and (not cell.column or cell.column in columns)]
    return found[0] if len(found) == 1 and len(rows) == 1 and len(columns) <= 1 else None


def _named(clause: str, names: set[str]) -> set[str]:
    """The names that stand in a clause as words of their own; of one in another the longer alone."""
    found = set[str]()
    left = clause
    for name in sorted(names, key=len, reverse=True):
        if len(name) < _LEAST_NAME:
            continue
        place = left.find(name.casefold())
        end = place + len(name)
        if place < 0 or left[place - 1 : place].isalnum() or left[end : end + 1].isalnum():
            continue
        found.add(name)
        left = left[:place] + " " * len(name) + left[end:]
    return found


def _is_near(said: float, numbers: Sequence[float]) -> bool:
    return any(number and abs(said - number) <= _NEAR * abs(number) for number in numbers)


def _is_known(said: _Said, every: Sequence[float], mark: str) -> bool:
    """Whether the data have it, or it follows from them, or it was said roughly."""
    digits = said.typed.replace(mark, "").strip("0")
    figures = len("".join(filter(str.isdigit, digits)))
    if figures < 2 or math.isnan(said.number):
        # 400 and 0.2 are what people say for much that lies around.
        return True
    tried = [*every]
    if len(every) <= _MOST_SUMS:
        pairs = list(combinations(every, 2))
        tried += [one + other for one, other in pairs] + [abs(one - other) for one, other in pairs]
        tried += [sum(every)]
    return any(_rounded(number, figures) == _rounded(said.number, figures) for number in tried)


def _rounded(number: float, figures: int) -> str:
    return f"{abs(number):.{figures - 1}e}"
