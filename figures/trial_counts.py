"""How do the trials divide by phase, target, cell source and disease? One message each."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from sheet import Lines, Sheet, sheet
from trials import counted, disease_names, in_order, most_first, phase_names
from values import CELL_SOURCES, DISEASES, FIRST_PHASES, PHASES, Row, diseases, slug

from deck.interface import Canvas

# These stand only where there is such a trial: their absence is no message.
ONLY_IF_THERE = ("not stated", "Phase 2/3")
CD19 = "CD19"
MOST = 4
"""Classes that a strip names; the rest are summed up."""
GAP, NEAR, LARGE, STRIP = 16.0, 9.0, 64.0, 22.0
"""Points between columns, and between two names; and how high the large strip and a small one are."""
EMPTY = 3.0
"""Squares in whose room a class without a trial stands, so that its name is under no other's."""
LOWER = 0.4
"""The share of the height of the three small readings."""
APART = 1.2
"""Points from the edge of a trial's square to the middle between it and the next."""


@dataclass(frozen=True)
class Reading:
    """One way to divide the trials: the number to remember, what it counts, and all classes with their counts."""

    name: str
    held: int
    message: str
    names: Mapping[str, str]
    counts: Mapping[str, int]
    stressed: Sequence[str]
    overlaps: bool = False
    """Whether a trial may be in several classes: then the strip shows the stressed ones and the others are said."""

    @property
    def shown(self) -> dict[str, int]:
        return {entry: count for entry, count in self.counts.items() if count or entry not in ONLY_IF_THERE}


def draw(canvas: Canvas) -> None:
    """One reading large, with a square for each trial and each class named under its own; the others smaller, side by
    side under it."""
    trials = counted(canvas)
    page = sheet(canvas)
    first, *others = readings(canvas, trials)
    total = canvas.number(len(trials))
    pattern = canvas.say("{count} of {total}")
    low = page.high * LOWER
    number = page.set(pattern.format(count=canvas.number(first.held), total=total), "display", size=80)
    message = page.set(first.message, "card_title", page.wide - number.width - 2 * GAP, lines=2, size=34)
    top = page.high
    page.write(number, 0, top - number.height / 2, "car_t", gid=f"{first.name}.held")
    page.write(message, number.width + 2 * GAP, top - number.height / 2, "ink")
    top -= max(number.height, message.height) + 8
    squares = len(trials) + EMPTY * list(first.shown.values()).count(0)
    names = named(page, first, page.wide / squares)
    draw_strip(page, first, names, 0, page.wide, top, min(LARGE, top - low - GAP - names_high(names)), squares)
    page.line((0, page.wide), (low, low), "rule")
    wide = (page.wide - 2 * GAP * (len(others) - 1)) / len(others)
    texts = [pattern.format(count=canvas.number(one.held), total=total) for one in others]
    numbers = page.set_alike(texts, "number", wide, size=36)
    messages = page.set_alike([one.message for one in others], "label", wide, lines=2, size=20)
    if max(each.count for each in messages) > 2:
        messages = page.set_alike([one.message for one in others], "label", wide, lines=3, size=18)
    for place, (one, number, message) in enumerate(zip(others, numbers, messages, strict=True)):
        left, top = place * (wide + 2 * GAP), low - GAP / 2
        page.write(number, left, top, "ink", level="top", gid=f"{one.name}.held")
        top -= number.height
        page.write(message, left, top, level="top")
        top -= max(each.height for each in messages) + 6
        draw_strip(page, one, {}, left, wide, top, min(STRIP, top - 2), len(trials))


def readings(canvas: Canvas, trials: list[Row]) -> list[Reading]:
    cells = {
        "autologous": canvas.say("Own"),
        "allogeneic": canvas.say("Donor"),
        "in vivo": canvas.say("In vivo"),
        "not stated": canvas.say("Not stated"),
    }
    by_phase = in_order((t["phase"] for t in trials), PHASES)
    by_target = few(most_first(t["target"] for t in trials), canvas.say("Other targets"), aims_at_cd19)
    by_cells = in_order((t["cell_source"] for t in trials), (*CELL_SOURCES, "not stated"))
    by_disease = in_order((name for t in trials for name in diseases(t)), DISEASES)
    with_cd19 = [target for target in by_target if aims_at_cd19(target)]
    return [
        Reading(
            "phase", sum(by_phase[phase] for phase in FIRST_PHASES), canvas.say("in early phase I or phase I"),
            phase_names(canvas), by_phase, FIRST_PHASES,
        ),
        Reading(
            "target", sum(aims_at_cd19(t["target"]) for t in trials),
            canvas.say("aim at CD19, alone or with another target"), {"not stated": canvas.say("Not stated")},
            by_target, with_cd19,
        ),
        Reading(
            "cells", by_cells["autologous"], canvas.say("use the patient’s own cells"), cells, by_cells,
            ("autologous",),
        ),
        Reading(
            "disease", by_disease["MS"], canvas.say("include MS; some name more than one disease"),
            disease_names(canvas), by_disease, ("MS",), overlaps=True,
        ),
    ]  # fmt: skip


def aims_at_cd19(target: str) -> bool:
    return CD19 in target.split("/")


def few(counts: Mapping[str, int], others: str, held: Callable[[str], bool]) -> Mapping[str, int]:
    """The most frequent, which come first, and the sum of the others where there are more than a strip names; none that
    is `held` is among these, so that the names say what the large count says."""
    if len(counts) <= MOST:
        return counts
    first = dict(list(counts.items())[: MOST - 1])
    first |= {name: count for name, count in counts.items() if held(name)}
    return first | {others: sum(counts.values()) - sum(first.values())}


def named(page: Sheet, one: Reading, pitch: float) -> dict[str, Lines]:
    """Each class with its count, in one size for all, each in the room that its squares have, or a little more."""
    shown = one.shown
    words = [f"{one.names.get(entry, entry)}: {page.canvas.number(count)}" for entry, count in shown.items()]
    rooms = [max(count, 2.6) * pitch for count in shown.values()]
    sizes = [
        float(page.set(each, "label", room, 2, 18).font.get_size_in_points())
        for each, room in zip(words, rooms, strict=True)
    ]
    return {
        entry: page.set(each, "label", room, 2, min(sizes))
        for entry, each, room in zip(shown, words, rooms, strict=True)
    }


def names_high(names: Mapping[str, Lines]) -> float:
    return max((said.height for said in names.values()), default=0.0) + 6


def draw_strip(
    page: Sheet,
    one: Reading,
    names: Mapping[str, Lines],
    start: float,
    wide: float,
    top: float,
    high: float,
    squares: float,
) -> None:
    """A strip of as many squares as there are trials, by class; under each class its name, if there are names, and for
    one without a trial an empty place. Classes without names are not parted: what counts is one."""
    pitch = wide / squares
    low = top - high
    part = 3 * APART if names else APART
    shown = {one.stressed[0]: one.held, "": round(squares) - one.held} if one.overlaps else one.shown
    rooms = [count or (EMPTY if names else 0) for count in shown.values()]
    ends = list(accumulate(rooms, initial=0.0))
    middles = {}
    for (entry, count), first, room in zip(shown.items(), ends, rooms, strict=False):
        left, across = start + pitch * first, pitch * room
        middles[entry] = left + across / 2
        if not count:
            if room:
                page.line((left, left), (low - 1, top + 1), "paper", 6 * APART, solid_capstyle="butt")
                inner = across - 4 * APART
                page.box(
                    left + 3 * APART, low + 0.75, inner, high - 1.5, "paper", "muted", linewidth=1.5, linestyle="--"
                )
            continue
        stressed = entry in one.stressed
        gid = f"{one.name}.{slug(entry)}" if entry and count else None
        if stressed:
            page.box(left, low, across, high, "car_t", gid=gid, linewidth=0)
        else:
            page.box(left, low + 0.75, across, high - 1.5, "pale", "car_t", gid=gid, linewidth=1.5)
        # Classes part more than trials do, and no square is cut for it.
        for number in range(count):
            at = left + pitch * number
            before = part if first and not number else APART
            behind = part if number == count - 1 and first + count < ends[-1] else APART
            page.line((at, at), (low - 1, top + 1), "paper", 2 * before, solid_capstyle="butt")
            if not stressed:
                page.box(at + before, low + 0.75, pitch - before - behind, high - 1.5, "pale", "car_t", linewidth=1.5)
    wanted = [middles.get(entry, start + wide) for entry in names]
    for (entry, said), at in zip(names.items(), spread(list(names.values()), wanted, start, start + wide), strict=True):
        page.write(said, at, low - 5, "ink", "middle", "top", gid=f"{one.name}.{slug(entry)}.count")


def spread(said: Sequence[Lines], wanted: Sequence[float], start: float, end: float) -> list[float]:
    """The middles of names on one line, as near to where they are wanted as leaves a gap between any two."""
    places, edge = [], start - NEAR
    for each, middle in zip(said, wanted, strict=True):
        place = max(middle, edge + NEAR + each.width / 2)
        places.append(place)
        edge = place + each.width / 2
    edge = end + NEAR
    for number in range(len(places) - 1, -1, -1):
        places[number] = min(places[number], edge - NEAR - said[number].width / 2)
        edge = places[number] - said[number].width / 2
    return places
