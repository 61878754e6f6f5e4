"""Which side effects were seen, in how many of how many people of each series? Series are never pooled."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from effects import CRS, ICANS, Row, row_of
from sheet import Lines, Sheet, sheet

from deck.interface import Canvas

SERIES = ("qin2023", "qin2025", "fischbach2024", "muller2024")
"""The columns: the diseases of this talk first."""
INFECTED, FEW_CELLS, MILD = ("qin2023", "Infection"), ("qin2025", "Cytopenia grade >=3"), ("qin2025", CRS)
BESIDE_FEW_CELLS = ("fischbach2024", FEW_CELLS[1])
"""The cell into which long words about the one before it reach."""
COMMON = ("qin2023", "muller2024")
"""The series that count cytokine release."""
COUNTED = (*((key, CRS) for key in COMMON), *((key, ICANS) for key in SERIES), INFECTED)
"""Every count that is drawn, with a mark for everybody treated: the series, and the event as in the data."""
SIGN, NAME, GAP, STRIP = 54.0, 212.0, 15.0, 9.0
"""Points: for a sign, for a name beside it at most, between columns, and around the words of the strip."""
BAR = 20.0
"""Points that a bar of people is high at most."""
NO_COUNT = "–"
"""In a cell for which no source of the talk has a number: an empty one would be read as nobody."""
NARROWEST = 96.0
"""Points that a column is wide at least, so that its head and its count have room."""


class Column(NamedTuple):
    """Where a series begins on the page, and how wide it is."""

    left: float
    wide: float


def draw(canvas: Canvas) -> None:
    """A row for each event, a column for each series, and a strip below with what is known of second cancers."""
    page = sheet(canvas)
    rows = canvas.data("toxicities.csv")
    low = draw_cancers(page, row_of(rows, "ema_prac2024", "Secondary malignancy of T-cell origin"))
    events = (
        ("thermometer", canvas.say("Cytokine release"), f"{canvas.say('CRS')} ({canvas.say('grade 1–2')})", CRS),
        ("brain", canvas.say("Neurotoxicity"), canvas.say("ICANS"), ICANS),
        ("germ", canvas.say("Infection"), grade(canvas, row_of(rows, *INFECTED)), INFECTED[1]),
        ("blood-drop", canvas.say("Low blood counts"), canvas.say("grade ≥3"), FEW_CELLS[1]),
    )
    names = page.set_alike([name for _, name, *_ in events], "label_bold", NAME, lines=1, size=20)
    details = page.set_alike([detail for _, _, detail, _ in events], "label", NAME, lines=1, size=18)
    people = {key: int(row_of(rows, key, ICANS)["n"]) for key in SERIES}
    start = SIGN + 2 * GAP + max(said.width for said in (*names, *details))
    columns, pitch = columns_of(people, start, page.wide)
    # What the talk is about stands on a ground of its own, through all rows.
    ours, last = columns["qin2025"], columns["fischbach2024"]
    page.card(
        ours.left - GAP / 2, low, last.left + last.wide - ours.left + GAP / 2, page.high - low, "pale", "pale", zorder=0
    )
    top = draw_heads(page, columns, rows)
    meaning = canvas.say("no count shown, not zero")
    page.write(page.set(f"{NO_COUNT} {meaning}", "label", start - GAP, lines=2, size=16), 0, top + 5, level="bottom")
    each = (top - low) / len(events)
    counts = {(key, event): count(canvas, row_of(rows, key, event)) for key, event in COUNTED}
    size = 28 if each > 64 else 24 if each > 54 else 20
    narrowest = min(column.wide for column in columns.values())
    numbers = dict(zip(counts, page.set_alike(list(counts.values()), "label_bold", narrowest, size=size), strict=True))
    for place, ((icon, *_, event), name, detail) in enumerate(zip(events, names, details, strict=True)):
        roof = top - place * each
        page.line((0, page.wide), (roof, roof), "rule", 1.25)
        middle = roof - each / 2
        page.icon(
            icon, SIGN / 2, middle, min(each - 8, SIGN / page.icon_wide(icon, 1) - 4), "danger", gid=f"sign-{icon}"
        )
        page.write(name, SIGN + GAP, middle + detail.height / 2, "ink")
        page.write(detail, SIGN + GAP, middle - name.height / 2)
        for key in SERIES:
            if (key, event) in numbers:
                draw_count(page, row_of(rows, key, event), numbers[key, event], columns[key], middle, each, pitch)
            elif (key, event) not in (FEW_CELLS, MILD, BESIDE_FEW_CELLS):
                draw_none(page, key, event, columns[key], middle)
    draw_said(page, rows, columns, top, each)


def columns_of(people: Mapping[str, int], start: float, end: float) -> tuple[dict[str, Column], float]:
    """Columns as wide as their rows of people, all of one size, or as their heads need; and what a person takes."""
    room = end - start - GAP * (len(people) - 1)
    least = min(NARROWEST, room / len(people))
    wide = list(people)
    while wide:
        pitch = (room - least * (len(people) - len(wide))) / sum(people[key] for key in wide)
        narrow = [key for key in wide if people[key] * pitch < least]
        if not narrow:
            break
        wide = [key for key in wide if key not in narrow]
    else:  # heads leave people no more room than they take themselves
        pitch = least / max(people.values())
    columns, left = {}, start
    for key, n in people.items():
        columns[key] = Column(left, max(n * pitch, least))
        left += columns[key].wide + GAP
    return columns, pitch


def draw_heads(page: Sheet, columns: Mapping[str, Column], rows: Sequence[Row]) -> float:
    """Over each column who was treated, and what the cells were aimed at; how low that goes."""
    canvas = page.canvas
    progressive = canvas.say("Progressive MS")
    whos = {
        "qin2023": canvas.say("NMOSD"),
        "qin2025": progressive,
        "fischbach2024": progressive,
        "muller2024": canvas.say("Lupus, myositis, systemic sclerosis"),
    }
    # Two series in one disease have one head.
    spans: dict[str, list[str]] = {}
    for key in SERIES:
        spans.setdefault(whos[key], []).append(key)
    rooms = {
        who: columns[keys[-1]].left + columns[keys[-1]].wide - columns[keys[0]].left for who, keys in spans.items()
    }
    size = min(float(page.set(who, "label_bold", room, 2, 18).font.get_size_in_points()) for who, room in rooms.items())
    heads = {keys[0]: page.set(who, "label_bold", rooms[who], 2, size) for who, keys in spans.items()}
    high = max(head.height for head in heads.values())
    targets = {key: page.set(target(row_of(list(rows), key, ICANS)), "label", size=size) for key in SERIES}
    for key, head in heads.items():
        page.write(head, columns[key].left, page.high - high, "ink", level="bottom")
    for key in SERIES:
        page.write(targets[key], columns[key].left, page.high - high, level="top")
    return page.high - high - targets[SERIES[0]].height - 5


def target(row: Row) -> str:
    """The marker that the cells of a series are aimed at."""
    return row["product_target"].partition(",")[0]


def draw_count(page: Sheet, row: Row, number: Lines, column: Column, middle: float, each: float, pitch: float) -> None:
    """How many of how many, and a bar with a part for each of these: filled for who was affected."""
    key, event = row["citation_key"], row["toxicity"]
    capitals = 0.8 * number.height
    tall = min(each - capitals - 20, BAR)
    up = middle + (tall + 4) / 2
    page.write(number, column.left, up, "ink", gid=f"count-{key}-{event}")
    low = middle - (capitals + 6) / 2 - tall / 2
    for person in range(int(row["n"])):
        fill = "danger" if person < int(row["events"]) else "paper"
        page.box(
            column.left + pitch * person + 1.5, low, pitch - 3, tall, fill, "danger",
            linewidth=1.5, gid=f"person-{key}-{event}.{person}",
        )  # fmt: skip


def draw_none(page: Sheet, key: str, event: str, column: Column, middle: float) -> None:
    page.write(page.set(NO_COUNT, "label", size=20), column.left, middle, gid=f"none-{key}-{event}")


def draw_said(page: Sheet, rows: Sequence[Row], columns: Mapping[str, Column], top: float, each: float) -> None:
    """What a paper says of an event without a count of people, in words."""
    canvas = page.canvas
    days = row_of(list(rows), *FEW_CELLS)["timing"].removeprefix("all within ").removesuffix(" days of infusion")
    column, other = columns[FEW_CELLS[0]], columns[BESIDE_FEW_CELLS[0]]
    words = canvas.say("all within {days} days").format(days=canvas.number(int(days)))
    within = page.set(words, "label_bold", column.wide + GAP / 2, lines=2, size=20)
    if within.count > 2 or within.too_wide:
        within = page.set(words, "label_bold", other.left + other.wide - column.left, lines=2, size=20)
    page.write(within, column.left, top - 3.5 * each, "ink", gid="said-low-counts")
    if column.left + within.width < other.left:
        draw_none(page, *BESIDE_FEW_CELLS, other, top - 3.5 * each)
    mild = page.set(grade(canvas, row_of(list(rows), *MILD)), "label_bold", column.wide, lines=2, size=20)
    page.write(mild, column.left, top - each / 2, "ink", gid="said-mild")


def count(canvas: Canvas, row: Row) -> str:
    said = canvas.say("{count} of {total}")
    return said.format(count=canvas.number(int(row["events"])), total=canvas.number(int(row["n"])))


def grade(canvas: Canvas, row: Row) -> str:
    """How severe it was."""
    return {
        "only grade 1 observed": canvas.say("only grade 1"),
        "no grade 4": canvas.say("no grade 4"),
    }[row["grade_detail"]]


def draw_cancers(page: Sheet, row: Row) -> float:
    """In a strip of its own what was seen where CAR T cells are licensed, all for cancer; how high it goes."""
    canvas = page.canvas
    people = canvas.say("Licensed products, all for cancer: {count} second T-cell cancers in about {n} people")
    words = people.format(count=canvas.number(int(row["events"])), n=canvas.number(int(row["n"])))
    start, part = SIGN + GAP, 0.62
    said = page.set(words, "label_bold", page.wide * part - start, lines=2, size=20)
    after = page.wide * part + GAP
    note = page.set(
        canvas.say("A reporting ratio; monitoring is lifelong"), "label", page.wide - after - GAP, lines=2, size=18
    )
    high = max(said.height, note.height) + 2 * STRIP
    page.card(1, 1, page.wide - 2, high - 2, "mist", "mist", zorder=0)
    page.icon("lens", SIGN / 2 + 4, high / 2, min(high - 2 * STRIP, SIGN), "danger", gid="sign-lens")
    page.write(said, start, high / 2, "ink", gid="second-cancers")
    page.write(note, after, high / 2)
    return high + 8
