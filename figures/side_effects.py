"""Which side effects were seen, in how many of how many people of each series? Series are never pooled."""

from collections.abc import Sequence

from effects import CRS, ICANS, Row, row_of
from sheet import Sheet, sheet

from deck.interface import Canvas

COMMON = ("qin2023", "muller2024")
"""The series that count cytokine release, each with a person for everybody treated."""
NERVES = ("muller2024", "qin2023", "qin2025", "fischbach2024")
INFECTED, FEW_CELLS = ("qin2023", "Infection"), ("qin2025", "Cytopenia grade >=3")
COUNTED = (*((key, CRS) for key in COMMON), *((key, ICANS) for key in NERVES), INFECTED)
"""Every count that is drawn: the series, and the event as in the data."""
GAP, INSIDE, STRIP = 16.0, 16.0, 14.0
"""Points between panels, inside them, and around the words of the strip."""
LEFT, SIGN = 0.6, 62.0
"""The share of the large panel of the width, and points for a sign beside words."""


def draw(canvas: Canvas) -> None:
    """What is common, large, with a person for each; beside it what else was seen; below it second cancers."""
    page = sheet(canvas)
    rows = canvas.data("toxicities.csv")
    low = draw_cancers(page, row_of(rows, "ema_prac2024", "Secondary malignancy of T-cell origin"))
    wide = page.wide * LEFT
    draw_common(page, rows, wide, low)
    draw_others(page, rows, wide + GAP, low)


def draw_common(page: Sheet, rows: Sequence[Row], wide: float, low: float) -> None:
    canvas = page.canvas
    page.card(1, low, wide - 2, page.high - low - 1, "mist", "mist", zorder=0)
    high = page.high - low
    sign = min(high - 2 * INSIDE, 0.2 * wide / page.icon_wide("thermometer", 1))
    page.icon("thermometer", INSIDE + page.icon_wide("thermometer", sign) / 2, low + high / 2, sign, "danger")
    left = 2 * INSIDE + page.icon_wide("thermometer", sign)
    room = wide - INSIDE - left
    words = canvas.say("Cytokine release") + f" ({canvas.say('CRS')})"
    name = page.set(words, "card_title", room, lines=1, size=26)
    top = page.high - INSIDE + 4
    page.write(name, left, top, "ink", level="top")
    top -= name.height + 4
    whos = {
        "qin2023": canvas.say("NMOSD"),
        "muller2024": canvas.say("Lupus, myositis, systemic sclerosis"),
    }
    found = [row_of(list(rows), key, CRS) for key in COMMON]
    numbers = page.set_alike([count(canvas, row) for row in found], "number", size=40)
    after = left + max(number.width for number in numbers) + 12
    said = [f"{whos[key]} ({grade(canvas, row)})" for key, row in zip(COMMON, found, strict=True)]
    labels = page.set_alike(said, "label", wide - INSIDE - after, lines=3, size=20)
    each = (top - low - INSIDE / 2) / len(found)
    pitch = room / max(int(row["n"]) for row in found)
    heads = [max(number.height * 0.9, label.height) for number, label in zip(numbers, labels, strict=True)]
    tall = min(pitch / page.icon_wide("patient", 1) * 1.02, each - max(heads) - 4)
    for row, number, label, head in zip(found, numbers, labels, heads, strict=True):
        page.write(number, left, top - head / 2, "ink", gid=f"count-{row['citation_key']}-{CRS}")
        page.write(label, after, top - head / 2)
        events, people = int(row["events"]), int(row["n"])
        up = top - head - 2 - tall / 2
        for person in range(people):
            page.person(
                person, left + pitch * (person + 0.5), up, tall, "danger",
                f"person-{row['citation_key']}.{person}", filled=person < events,
            )  # fmt: skip
        top -= each


def draw_others(page: Sheet, rows: Sequence[Row], left: float, low: float) -> None:
    """Three signs, one under the other, each with its name and what was counted."""
    canvas = page.canvas
    infection, cells = row_of(list(rows), *INFECTED), row_of(list(rows), *FEW_CELLS)
    nerves = [count(canvas, row_of(list(rows), key, ICANS)) for key in NERVES]
    days = int(cells["timing"].removeprefix("all within ").removesuffix(" days of infusion"))
    # A line ends between two counts, not inside one.
    one_by_one = " ·\n".join(nerves).replace(" ", "\N{NO-BREAK SPACE}").replace("\n", " ")
    within = canvas.say("all within {days} days").format(days=canvas.number(days))
    nerve = canvas.say("Neurotoxicity") + f" ({canvas.say('ICANS')})"
    others = (
        ("brain", nerve, one_by_one, canvas.say("each series by itself")),
        (
            "germ", canvas.say("Infection"), count(canvas, infection),
            f"{canvas.say('NMOSD')} ({grade(canvas, infection)})",
        ),
        (
            "blood-drop", canvas.say("Low blood counts"), within,
            f"{canvas.say('Progressive MS')} ({canvas.say('grade ≥3')})",
        ),
    )  # fmt: skip
    start, wide = left + SIGN + 12, page.wide - left - SIGN - 12
    names = page.set_alike([name for _, name, _, _ in others], "label_bold", wide, lines=1, size=22)
    counts = page.set_alike([said for _, _, said, _ in others], "label_bold", wide, lines=2, size=20)
    details = page.set_alike([note for *_, note in others], "label", wide, lines=2, size=18)
    wholes = [sum(one.height for one in each) for each in zip(names, counts, details, strict=True)]
    spare = (page.high - low - sum(wholes)) / (len(others) - 1 / 2)
    gids = (None, f"count-{'-'.join(INFECTED)}", None)
    top = page.high
    for place, ((icon, *_), name, said, note) in enumerate(zip(others, names, counts, details, strict=True)):
        if place:
            page.line((left, page.wide), (top, top), "rule", 1.25)
            top -= spare / 2
        middle = top - wholes[place] / 2
        sign = min(SIGN, wholes[place], SIGN / page.icon_wide(icon, 1))
        page.icon(icon, left + SIGN / 2, middle, sign, "danger", gid=f"sign-{icon}")
        page.write(name, start, top, "ink", level="top")
        page.write(said, start, top - name.height, "ink", level="top", gid=gids[place] or f"said-{icon}")
        page.write(note, start, top - name.height - said.height, "muted", level="top")
        top -= wholes[place] + spare / 2


def count(canvas: Canvas, row: Row) -> str:
    said = canvas.say("{count} of {total}")
    return said.format(count=canvas.number(int(row["events"])), total=canvas.number(int(row["n"])))


def grade(canvas: Canvas, row: Row) -> str:
    """How severe it was."""
    return {
        "grade 1 in 10": canvas.say("grade 1–2"),
        "grade 1 or 2 only": canvas.say("grade 1–2"),
        "no grade 4": canvas.say("no grade 4"),
    }[row["grade_detail"].partition(";")[0]]


def draw_cancers(page: Sheet, row: Row) -> float:
    """In a strip of its own what was seen where CAR T cells are licensed, all for cancer; how high it goes."""
    canvas = page.canvas
    people = canvas.say("Licensed products, all for cancer: {count} second T-cell cancers in about {n} people")
    words = people.format(count=canvas.number(int(row["events"])), n=canvas.number(int(row["n"])))
    start = SIGN + STRIP
    note = page.set(
        canvas.say("A reporting ratio; monitoring is lifelong"),
        "label",
        page.wide * (1 - LEFT) - GAP - SIGN - 12,
        2,
        18,
    )
    said = page.set(words, "label_bold", page.wide * LEFT - start, lines=2, size=20)
    high = max(said.height, note.height, 44.0)
    page.icon("lens", SIGN / 2, high / 2, min(high, SIGN), "danger", gid="sign-lens")
    page.write(said, start, high / 2, "ink", gid="second-cancers")
    page.write(note, page.wide * LEFT + GAP + SIGN + 12, high / 2, "text")
    return high + GAP
