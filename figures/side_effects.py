"""Which side effects were seen, in how many of how many people of each series? Series are never pooled."""

from collections.abc import Sequence
from dataclasses import dataclass

from effects import CRS, ICANS, STAR, Row, row_of
from matplotlib.patches import Circle, Wedge
from sheet import Lines, Sheet, sheet

from deck.interface import Canvas

SERIES = ("muller2024", "qin2023", "qin2025", "fischbach2024")
EVENTS = (
    ("thermometer", CRS, ("muller2024", "qin2023")),
    ("brain", ICANS, SERIES),
    ("germ", "Infection", ("qin2023",)),
    ("blood-drop", "Cytopenia grade >=3", ("qin2025",)),
)
"""Pictogram, event as in the data, and the series whose abstract counts it."""
SHARES = (1.63, 1.53, 1.4, 1.3)
"""How the columns of the series share their room."""
GAP, ICON, NAMES, STRIP = 12.0, 54.0, 0.292, 14.0
"""Points between columns and for a pictogram; the share of the names of the width; and around the strip's words."""


@dataclass(frozen=True)
class Grid:
    """Where the columns of the series begin and end."""

    start: float
    end: float

    def column(self, place: int) -> float:
        room = self.end - self.start - GAP * (len(SHARES) - 1)
        return self.start + place * GAP + room * sum(SHARES[:place]) / sum(SHARES)

    def wide(self, place: int) -> float:
        return (self.end - self.start - GAP * (len(SHARES) - 1)) * SHARES[place] / sum(SHARES)


def draw(canvas: Canvas) -> None:
    """A row for each event and a column for each series: a disc, filled as far as people were affected."""
    page = sheet(canvas)
    rows = canvas.data("toxicities.csv")
    start = page.wide * NAMES
    grid = Grid(start, page.wide)
    low = draw_cancers(page, row_of(rows, "ema_prac2024", "Secondary malignancy of T-cell origin"))
    said = explanation(page, start - GAP)
    top = min(draw_heads(page, grid, rows), page.high - said.height - 8)
    high = (top - low) / len(EVENTS)
    names = event_names(page, start - ICON - GAP / 2, high)
    size = count_size(page, grid, rows, high)
    page.write(said, 0, top + 4, "muted", level="bottom")
    for place, (icon, event, counts) in enumerate(EVENTS):
        up = top - high * (place + 0.5)
        page.line((0, page.wide), (up + high / 2, up + high / 2), "rule")
        page.icon(icon, ICON / 2, up, min(high - 8, ICON - 12), "danger", gid=f"sign-{icon}")
        draw_name(page, names[place], ICON, up, start - GAP / 2, high)
        for column, key in enumerate(SERIES):
            cell = grid.column(column), up, grid.wide(column)
            if key in counts:
                draw_count(page, *cell, row_of(rows, key, event), high, size)
            else:
                page.write(page.set("–", "label", size=18), grid.column(column) + 4, up, "muted")


def explanation(page: Sheet, wide: float) -> Lines:
    """What the signs in the columns say; it stands over the names of the events."""
    words = page.canvas.say("Each series by itself. –: no count seen. *: our reading")
    return page.set(words, "label", wide, 5, 16)


def event_names(page: Sheet, wide: float, high: float) -> list[tuple[Lines, Lines | None]]:
    canvas = page.canvas
    names = (
        (canvas.say("Cytokine release"), canvas.say("CRS")),
        (canvas.say("Neurotoxicity"), canvas.say("ICANS")),
        (canvas.say("Infection"), ""),
        (canvas.say("Low blood counts"), canvas.say("grade ≥3")),
    )
    said = page.set_alike([name for name, _ in names], "label_bold", wide, lines=1, size=largest(high))
    return [
        (name, page.set(short, "label", wide, size=16) if short else None)
        for name, (_, short) in zip(said, names, strict=True)
    ]


def largest(high: float) -> float:
    """Points of what leaves a second, smaller line room in a row so high."""
    return next(size for size in (24, 22, 20, 18, 16) if 1.2 * (size + 14) < high or size == 16)


def draw_name(page: Sheet, name: tuple[Lines, Lines | None], start: float, up: float, end: float, high: float) -> None:
    """A name with its short form behind it, or under it where there is no room."""
    said, short = name
    if short and said.count > 1:
        # A line of its own for the short form would stand on the next row.
        points = float(said.font.get_size_in_points())
        words = f"{said.text} {short.text}".replace("\n", " ")
        said, short = page.set(words, "label_bold", end - start, 2, points), None
    if short is None:
        page.write(said, start, up, "ink")
    elif said.count == 1 and start + said.width + 8 + short.width <= end:
        page.write(said, start, up, "ink")
        page.write(short, start + said.width + 8, up - 1, "muted")
    else:
        write_two(page, said, short, start, up, high)


def draw_heads(page: Sheet, grid: Grid, rows: Sequence[Row]) -> float:
    """Who was treated, how many, and against what target; how low that goes."""
    canvas = page.canvas
    whos = {
        "muller2024": canvas.say("Lupus, myositis, systemic sclerosis"),
        "qin2023": canvas.say("NMOSD"),
        "qin2025": canvas.say("Progressive MS"),
        "fischbach2024": canvas.say("Progressive MS"),
    }
    words = []
    for key in SERIES:
        row = row_of(list(rows), key, ICANS)
        words.append(f"{row['product_target'].split(',')[0]}, n = {canvas.number(int(row['n']))}")
    room = [grid.wide(n) + (GAP / 2 if n + 1 < len(SERIES) else 0) for n in range(len(SERIES))]
    said = [page.set(whos[key], "label_bold", wide, lines=2, size=18) for key, wide in zip(SERIES, room, strict=True)]
    points = min(float(each.font.get_size_in_points()) for each in said)
    said = [page.set(whos[key], "label_bold", wide, 2, points) for key, wide in zip(SERIES, room, strict=True)]
    under = [page.set(group, "label", grid.wide(n), lines=2, size=points) for n, group in enumerate(words)]
    high = max(each.height for each in said)
    for place, (name, group) in enumerate(zip(said, under, strict=True)):
        page.write(name, grid.column(place), page.high - high, "ink", level="bottom")
        page.write(group, grid.column(place), page.high - high, "muted", level="top")
    return page.high - high - max(each.height for each in under) - 4


def count_size(page: Sheet, grid: Grid, rows: Sequence[Row], high: float) -> float:
    """Points in which every count has room beside its disc: all are set in those of the longest."""
    shown = [
        (column, row_of(list(rows), key, event))
        for _, event, keys in EVENTS
        for column, key in enumerate(SERIES)
        if key in keys
    ]
    sizes = [
        page.set(count(page.canvas, row), "label_bold", grid.wide(column) - beside(high), size=largest(high))
        for column, row in shown
    ]
    return min(float(said.font.get_size_in_points()) for said in sizes)


def beside(high: float) -> float:
    """Points that the disc in a row so high takes, with the space behind it."""
    return 2 * radius_of(high) + 10


def radius_of(high: float) -> float:
    return min(high * 0.36, 22.0)


def count(canvas: Canvas, row: Row) -> str:
    star = STAR if "reading" in row["note"] else ""
    said = canvas.say("{count} of {total}")
    return said.format(count=canvas.number(int(row["events"])), total=canvas.number(int(row["n"]))) + star


def draw_count(page: Sheet, left: float, up: float, wide: float, row: Row, high: float, size: float) -> None:
    canvas, share = page.canvas, int(row["events"]) / int(row["n"])
    radius = radius_of(high)
    disc = left + radius + 2, up
    color = canvas.color("danger")
    gid = f"{row['citation_key']}-{row['toxicity']}"
    page.axes.add_patch(Circle(disc, radius, facecolor=canvas.color("paper"), edgecolor=color, linewidth=2, gid=gid))
    if share:
        # From the top, with the clock where one reads from the left.
        wedge = Wedge(disc, radius, 90 - 360 * share, 90, facecolor=color, gid=f"share-{gid}")
        page.axes.add_patch(wedge)
    after = left + beside(high)
    said = page.set(count(canvas, row), "label_bold", left + wide - after, size=size)
    detail = grade(canvas, row)
    below = page.set(detail, "label", left + wide + GAP / 2 - after, size=16) if detail else None
    end = after + said.width + 6
    on_line = below is not None and said.height + below.height > high and end + below.width <= left + wide + GAP / 2
    if below and not on_line and below.count > 1:
        canvas.does_not_fit(detail, "say it in fewer letters")
        below = None
    if below and on_line:
        page.write(below, end, up, "muted")
    if below and not on_line:
        write_two(page, said, below, after, up, high, gid=f"count-{gid}")
    else:
        page.write(said, after, up, "ink", gid=f"count-{gid}")


def write_two(
    page: Sheet, above: Lines, below: Lines, left: float, up: float, high: float, gid: str | None = None
) -> None:
    """One line above another, no further apart than a row so high lets them stay off its rules."""
    apart = min((above.height + below.height) / 2, high / 2 - 1) / 2
    page.write(above, left, up + apart, "ink", gid=gid)
    page.write(below, left, up - apart, "muted")


def grade(canvas: Canvas, row: Row) -> str:
    """How severe it was, where that is a message: of what nobody had, and of what its name says, there is none."""
    return {
        "grade 1 in 10": canvas.say("grade 1–2"),
        "grade 1 or 2 only": canvas.say("grade 1–2"),
        "no grade 4": canvas.say("no grade 4"),
        "mild": canvas.say("mild"),
        "none reported": "",
        "despite CAR-T cells in CSF": "",
        "grade >=3": "",
        "": "",
    }[row["grade_detail"].partition(";")[0]]


def draw_cancers(page: Sheet, row: Row) -> float:
    """In a panel of its own what was seen where CAR T cells are licensed, all for cancer; how high it goes."""
    canvas = page.canvas
    people = canvas.say("Licensed products, all for cancer: {count} second T-cell cancers in about {n} people")
    words = people.format(count=canvas.number(int(row["events"])), n=canvas.number(int(row["n"])))
    start, wide = ICON + STRIP, page.wide - ICON - 3 * STRIP
    note = page.set(canvas.say("A reporting ratio; monitoring is lifelong"), "label", wide * 0.3, lines=2, size=18)
    said = page.set(words, "label_bold", wide - note.width - STRIP, lines=2, size=20)
    high = max(said.height, note.height) + STRIP
    page.card(1, 1, page.wide - 2, high, "mist", "mist", zorder=0)
    page.icon("lens", start / 2 + 4, 1 + high / 2, min(high - 8, ICON), "danger", gid="sign-lens")
    page.write(said, start, 1 + high / 2, "ink", gid="second-cancers")
    page.write(note, page.wide - STRIP - note.width, 1 + high / 2, "text")
    return high + 6
