"""How do the trials divide by disease, target, cell source, phase and status?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sheet import Lines, Sheet, sheet
from trials import counted, disease_names, in_order, most_first, phase_names
from values import CELL_SOURCES, DISEASES, FIRST_PHASES, PHASES, STATUSES, Row, diseases, slug

from deck.interface import Canvas

# These stand only where there is such a trial: their absence is no message.
ONLY_IF_THERE = ("not stated", "Phase 2/3")
HEAD, NUMBER, SUM, BAR, GUTTER, GAP = 29.0, 34.0, 62.0, 9.0, 24.0, 9.0
"""Points: a panel's head, the column of numbers, the sum beside stressed rows, a bar's height, between columns, and
between two panels of a column."""
SHORTEST, LONGEST = 60, 190
"""Points: the bounds of the bar that all trials would have."""
WORDS_WIDE = range(300, 60, -10)
"""Points: where words break into lines; the first that leaves room for all is taken."""
MOST = 7
"""Rows that a column has room for."""


@dataclass(frozen=True)
class Panel:
    """One way to divide the trials: how many in each class."""

    name: str
    title: Lines
    names: Mapping[str, Lines]
    counts: Mapping[str, int]
    stressed: Sequence[str] = ()

    @property
    def wide(self) -> float:
        """What its words need beside the numbers."""
        return max(*(name.width for name in self.names.values()), self.title.width - NUMBER - self.aside)

    @property
    def high(self) -> float:
        """What its rows need under its head, set close."""
        return sum(name.height + BAR + 3 for name in self.names.values())

    @property
    def aside(self) -> float:
        return SUM if self.stressed else 0.0


def draw(canvas: Canvas) -> None:
    """Columns of one or two panels; the length of a bar means the same in all of them."""
    trials = counted(canvas)
    page = sheet(canvas)
    columns = arranged(page, trials)
    air = min(spare(column, page.high) for column in columns)
    bar = next((bar for bar in range(LONGEST, SHORTEST, -1) if needed(columns, bar) <= page.wide), SHORTEST)
    gutter = (page.wide - needed(columns, bar)) / (len(columns) - 1) + GUTTER
    notes = {
        "disease": canvas.say("One trial may count in several diseases"),
        "phase": canvas.say("Pale: all {n} trials").format(n=canvas.number(len(trials))),
    }
    left = 0.0
    for column in columns:
        wide, top = width(column, bar), page.high
        for panel in column:
            top = draw_panel(page, panel, left, top, wide, air, bar, len(trials)) - GAP
        if column[0].name in notes:
            note = page.set(notes[column[0].name], "source", wide - NUMBER, lines=3)
            page.write(note, left + NUMBER, top, "muted", level="top")
        left += wide + gutter


def arranged(page: Sheet, trials: list[Row]) -> list[list[Panel]]:
    """The columns, with their words broken into lines as little as leaves room for all."""

    def too_much(columns: list[list[Panel]]) -> float:
        low = min(spare(column, page.high) for column in columns)
        return max(needed(columns, SHORTEST) - page.wide, 0) + MOST * max(-low, 0)

    best = panels(page, trials, WORDS_WIDE[0])
    for widest in WORDS_WIDE[1:]:
        if not too_much(best):
            break
        best = min(best, panels(page, trials, widest), key=too_much)
    return best


def panels(page: Sheet, trials: list[Row], widest: float) -> list[list[Panel]]:
    canvas = page.canvas

    def panel(
        name: str, title: str, names: Mapping[str, str], counts: Mapping[str, int], stressed: Sequence[str] = ()
    ) -> Panel:
        """The classes that are shown; one without a name of its own is called as in the data."""
        shown = {entry: count for entry, count in counts.items() if count or entry not in ONLY_IF_THERE}
        said = {entry: page.set(names.get(entry, entry), "label", widest, size=14) for entry in shown}
        return Panel(name, page.set(title, "label_bold", widest + NUMBER), said, shown, stressed)

    cells = {
        "autologous": canvas.say("Autologous (own)"),
        "allogeneic": canvas.say("Allogeneic (donor)"),
        "in vivo": canvas.say("In vivo"),
        "not stated": canvas.say("Not stated"),
    }
    statuses = {
        "RECRUITING": canvas.say("Recruiting"),
        "NOT_YET_RECRUITING": canvas.say("Not yet recruiting"),
        "ACTIVE_NOT_RECRUITING": canvas.say("Closed to recruitment"),
    }
    by_disease = in_order((name for t in trials for name in diseases(t)), DISEASES)
    by_cells = in_order((t["cell_source"] for t in trials), (*CELL_SOURCES, "not stated"))
    by_phase = in_order((t["phase"] for t in trials), PHASES)
    by_status = in_order((t["status"] for t in trials), STATUSES)
    by_target = few(most_first(t["target"] for t in trials), canvas.say("Other targets"))
    targets = {"not stated": canvas.say("Not stated")}
    return [
        [panel("disease", canvas.say("Disease"), disease_names(canvas), by_disease)],
        [panel("target", canvas.say("Target"), targets, by_target)],
        [
            panel("cells", canvas.say("Cells"), cells, by_cells),
            panel("status", canvas.say("Status"), statuses, by_status),
        ],
        [panel("phase", canvas.say("Phase"), phase_names(canvas), by_phase, FIRST_PHASES)],
    ]


def few(counts: Mapping[str, int], others: str) -> Mapping[str, int]:
    """The most frequent, which come first, and the sum of the others where there are more than a column holds."""
    if len(counts) <= MOST:
        return counts
    first = dict(list(counts.items())[: MOST - 1])
    return first | {others: sum(counts.values()) - sum(first.values())}


def width(column: list[Panel], bar: float) -> float:
    return NUMBER + max(max(panel.wide, bar) + panel.aside for panel in column)


def spare(column: list[Panel], high: float) -> float:
    """How much more room than it needs a row may have."""
    rows = sum(len(panel.counts) for panel in column)
    return (high - (len(column) - 1) * GAP - sum(HEAD + panel.high for panel in column)) / max(rows, MOST)


def needed(columns: list[list[Panel]], bar: float) -> float:
    return sum(width(column, bar) for column in columns) + GUTTER * (len(columns) - 1)


def draw_panel(
    page: Sheet, panel: Panel, left: float, top: float, wide: float, air: float, bar: float, total: int
) -> float:
    """A panel whose top left corner is there; how low it goes."""
    page.write(panel.title, left, top - 9, "ink")
    page.line((left, left + wide), (top - 21, top - 21), "muted")
    top -= HEAD
    first, last = top, top
    for entry, count in panel.counts.items():
        low = draw_bar(page, panel, entry, left + NUMBER, top, bar, bar * count / total)
        last = low if entry in panel.stressed else last
        top = low - air - 2
    if panel.stressed:
        say_sum(page, panel, left + wide - SUM, first - 2, last, total)
    return top


def draw_bar(page: Sheet, panel: Panel, entry: str, start: float, top: float, bar: float, long: float) -> float:
    """Number, name and bar, and behind the bar the length that all trials would have; how low that goes."""
    gid, name = f"{panel.name}.{slug(entry)}", panel.names[entry]
    low = top - name.height - BAR - 1
    number = page.set(page.canvas.number(panel.counts[entry]), "card_title")
    page.write(number, start - 8, (top + low) / 2, "ink", "end", gid=f"{gid}.count")
    page.write(name, start, top, level="top")
    page.box(start, low, bar, BAR, "pale")
    # The accent alone is too close to the pale: its edge parts them.
    fill, edge = ("accent", "accent_text") if entry in panel.stressed else ("primary", None)
    page.box(start, low, long, BAR, fill, edge, gid=gid)
    # A bar of nothing still has a foot, so that 0 is seen as a count and not as a gap.
    page.line((start, start), (low, low + BAR), "muted", 1.5, solid_capstyle="butt")
    return low


def say_sum(page: Sheet, panel: Panel, left: float, top: float, bottom: float, total: int) -> None:
    """Bracket the stressed rows, which stand first, and say their sum."""
    page.line([left + 3, left + 8, left + 8, left + 3], [top, top, bottom, bottom], "accent", 2)
    number = page.canvas.number
    together = sum(panel.counts[entry] for entry in panel.stressed)
    words = page.set(f"{number(together)}/{number(total)}", "label_bold", SUM - 12)
    page.write(words, left + 13, (top + bottom) / 2, "accent_text", gid="first_phases.count")
