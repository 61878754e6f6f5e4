"""How far has each trial come, in which diseases, and with which kind of cells?"""

from typing import NamedTuple

from sheet import Lines, Sheet, sheet
from trials import counted, disease_names, in_order, phase_names
from values import DISEASE_GROUPS, PHASES, Row, slug

from deck.interface import Canvas

# Phase II/III has a column only when there is such a trial: an empty one would take room from the message.
RARE_PHASES = ("Phase 2/3",)
GROUPS = ("MS", "MS|NMOSD", "MS|MOGAD", "MS|NMOSD|MOGAD", "NMOSD", "NMOSD|MOGAD", "MOGAD")
assert set(GROUPS) == set(DISEASE_GROUPS)
COUNT, GAP, SIZE, EMPTY = 44.0, 4.0, 0.85, 0.72
"""Points: the column of a group's sum, and between bands; a mark's own width as a share of a step, and the width of a
column without a mark as a share of the others'."""
NAMES = (0.143, 0.18, 0.22)
"""Shares of the width of the groups' names: the first in which two lines hold each."""
STEPS = (36.0, 35.0, 34.0, 32.0, 30.0, 28.0, 26.0, 24.0, 22.0, 20.0)
"""Points from one mark to the next: the largest for which there is room."""


class Mark(NamedTuple):
    """The look of a kind of cells: shape and filling tell it even where colours do not."""

    shape: str
    color: str
    filled: bool


MARKS = {
    "autologous": Mark("o", "car_t", filled=True),
    "allogeneic": Mark("s", "donor", filled=False),
    "in vivo": Mark("^", "ink", filled=True),
    "not stated": Mark("D", "muted", filled=False),
}


class Band(NamedTuple):
    """The row of a disease group."""

    group: str
    name: Lines
    top: float
    high: float


def draw(canvas: Canvas) -> None:
    trials = counted(canvas)
    by_group = {group: n for group, n in in_order((t["indication"] for t in trials), GROUPS).items() if n}
    by_phase = in_order((t["phase"] for t in trials), PHASES)
    phases = [phase for phase in PHASES if by_phase[phase] or phase not in RARE_PHASES]
    page = sheet(canvas)
    for share in NAMES:
        said = [group_name(canvas, group) for group in by_group]
        names = page.set_alike(said, "label", page.wide * share, lines=2, size=18)
        if max(name.count for name in names) <= 2:
            break
    labels = COUNT + max(name.width for name in names) + 10
    shares = [1.0 if by_phase[phase] else EMPTY for phase in phases]
    pitch = (page.wide - labels) / sum(shares)
    lefts = [labels + pitch * sum(shares[:place]) for place in range(len(phases))]
    words = canvas.say("Registered is not open; in our sources no product is licensed for these diseases")
    caveat = page.set(words, "label_bold", page.wide - 10, lines=1, size=18)
    page.write(caveat, 10, 0, "ink", level="bottom")
    legend = set_legend(page, [s for s in MARKS if any(t["cell_source"] == s for t in trials)], labels)
    foot = caveat.height + 6 + legend.high
    columns = [(left, pitch * share) for left, share in zip(lefts, shares, strict=True)]
    head = name_phases(page, {phase: by_phase[phase] for phase in phases}, columns)
    fullest = [max(len(here(trials, group, phase)) for phase in phases) for group in by_group]
    room = head - foot - GAP * (len(fullest) - 1)
    for step in STEPS:
        needed = [
            max(name.height, step * -(-n // per_line(pitch, step))) for name, n in zip(names, fullest, strict=True)
        ]
        if sum(needed) <= room:
            break
    bands = rows(dict(zip(by_group, names, strict=True)), needed, head, foot)
    draw_legend(page, legend, caveat.height + 6, step)
    # The bands end where nothing follows: the last columns stay white if they are empty.
    full = max(place for place, phase in enumerate(phases) if by_phase[phase]) + 1
    for band in bands:
        page.box(0, band.top - band.high, lefts[full - 1] + pitch * shares[full - 1], band.high, "mist")
        name_group(page, band, by_group[band.group])
    for column, phase in enumerate(phases):
        left, wide = columns[column]
        if not by_phase[phase]:
            say_none(page, left + 8, foot, wide - 16, head - foot)
        for band in bands:
            there = here(trials, band.group, phase)
            draw_marks(page, there, f"{slug(band.group)}.{slug(phase)}", left, band, wide, step)


def here(trials: list[Row], group: str, phase: str) -> list[Row]:
    return [trial for trial in trials if (trial["indication"], trial["phase"]) == (group, phase)]


def group_name(canvas: Canvas, group: str) -> str:
    names = [disease_names(canvas)[disease] for disease in group.split("|")]
    return " + ".join(names) if len(names) > 1 else canvas.say("{disease} only").format(disease=names[0])


def per_line(wide: float, step: float) -> int:
    return max(int((wide - 12) // step), 1)


def rows(names: dict[str, Lines], needed: list[float], top: float, bottom: float) -> list[Band]:
    """Each group's band, as high as its marks or its name need; what is left over is shared."""
    spare = (top - bottom - GAP * (len(needed) - 1) - sum(needed)) / len(needed)
    bands = []
    for (group, name), high in zip(names.items(), needed, strict=True):
        bands.append(Band(group, name, top, high + spare))
        top -= high + spare + GAP
    return bands


def name_group(page: Sheet, band: Band, count: int) -> None:
    middle = band.top - band.high / 2
    number = page.set(page.canvas.number(count), "card_title")
    page.write(number, 10, middle, "ink", gid=f"group.{slug(band.group)}")
    page.write(band.name, COUNT, middle, "ink")


def name_phases(page: Sheet, counts: dict[str, int], columns: list[tuple[float, float]]) -> float:
    """Name and sum over each column, of which left edge and width are given; how low that goes."""
    names = phase_names(page.canvas)
    widths = [wide - 4 for _, wide in columns]
    said = [
        page.set(names[phase], "label_bold", wide, lines=2, size=18) for phase, wide in zip(counts, widths, strict=True)
    ]
    size = min(float(name.font.get_size_in_points()) for name in said)
    said = [page.set(names[phase], "label_bold", wide, 2, size) for phase, wide in zip(counts, widths, strict=True)]
    base = page.high - max(name.height for name in said)
    for column, ((phase, count), name) in enumerate(zip(counts.items(), said, strict=True)):
        middle = columns[column][0] + columns[column][1] / 2
        page.write(name, middle, base, "ink", "middle", "bottom")
        number = page.set(page.canvas.number(count), "card_title")
        page.write(number, middle, base, "ink", "middle", "top", gid=f"phase.{slug(phase)}")
    return base - page.set("0", "card_title").height - 2


def say_none(page: Sheet, left: float, low: float, wide: float, high: float) -> None:
    page.box(left, low + 1, wide, high - 2, "paper", "ink", linewidth=2, linestyle=(0, (5, 4)), gid="none")
    words = page.canvas.say("none yet")
    said = page.set(words, "card_title", wide - 12, lines=3)
    if said.too_wide:
        said = page.set(words, "label_bold", wide - 6, lines=3)
    page.write(said, left + wide / 2, low + high / 2, "ink", "middle")


def draw_marks(page: Sheet, trials: list[Row], cell: str, left: float, band: Band, wide: float, step: float) -> None:
    ranked = sorted((trial["cell_source"] for trial in trials), key=list(MARKS).index)
    lines = max(-(-len(ranked) // per_line(wide, step)), 1)
    each = -(-len(ranked) // lines)
    places: dict[str, list[tuple[float, float]]] = {}
    for index, source in enumerate(ranked):
        line, place = divmod(index, each)
        across = left + wide / 2 + step * (place - (each - 1) / 2)
        up = band.top - band.high / 2 + step * ((lines - 1) / 2 - line)
        places.setdefault(source, []).append((across, up))
    for source, spots in places.items():
        scatter(page, source, spots, f"{cell}.{slug(source)}", step)


def scatter(page: Sheet, source: str, spots: list[tuple[float, float]], gid: str, step: float) -> None:
    mark = MARKS[source]
    color = page.canvas.color(mark.color)
    # A hollow mark's line stands half outside its shape: of one size with a filled one it would look larger.
    size = SIZE * step - (0 if mark.filled else 2.5)
    face = color if mark.filled else page.canvas.color("paper")
    across, up = zip(*spots, strict=True)
    page.axes.scatter(
        across, up, s=size**2, marker=mark.shape, facecolor=face, edgecolor=color,
        linewidth=0 if mark.filled else 2.5, gid=gid,
    )  # fmt: skip


class Legend(NamedTuple):
    """What a mark stands for, and each shape's meaning with its place: across and up."""

    one: Lines
    said: list[tuple[str, Lines, float, float]]
    high: float


def set_legend(page: Sheet, sources: list[str], start: float) -> Legend:
    """What a mark and its shape say, in as many lines as that takes."""
    canvas = page.canvas
    meanings = {
        "autologous": canvas.say("autologous: the patient’s own cells"),
        "allogeneic": canvas.say("allogeneic: cells of a donor"),
        "in vivo": canvas.say("in vivo: made in the body"),
        "not stated": canvas.say("cell source not stated"),
    }
    mark = SIZE * STEPS[0]
    said = {source: page.set(meanings[source], "label", page.wide - 60, size=16) for source in sources}
    one = page.set(canvas.say("One mark = one trial"), "label", size=16)
    places, across, line = [], max(start, one.width + 40), 0
    for source, words in said.items():
        if across + mark + 8 + words.width > page.wide and across > start:
            across, line = 10.0, line + 1
        places.append((source, words, across, line))
        across += mark + 8 + words.width + 26
    pitch = max(one.height, mark) + 2
    return Legend(
        one,
        [(source, words, left, pitch * (line - at + 0.5)) for source, words, left, at in places],
        pitch * (line + 1) + 8,
    )


def draw_legend(page: Sheet, legend: Legend, low: float, step: float) -> None:
    """From so far up."""
    top = max(up for *_, up in legend.said)
    page.write(legend.one, 10, low + top)
    for source, words, left, up in legend.said:
        scatter(page, source, [(left + SIZE * STEPS[0] / 2, low + up)], f"legend.{slug(source)}", step)
        page.write(words, left + SIZE * STEPS[0] + 8, low + up)
