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
GAP, NEAR, STRIP = 16.0, 9.0, 36.0
"""Points between columns, and between two names; and how high a strip is."""
COLUMNS = (0.37, 0.4, 0.43, 0.47)
"""Shares of the width of the numbers and messages: the first in which each message has room."""
APART = 1.2
"""Points from the edge of a trial's square to the middle between it and the next."""
BREAKS = (float("inf"), 170.0, 140.0, 120.0, 100.0, 84.0, 70.0)
"""Points: where the names under a strip break into lines; the first that leaves room for all is taken."""


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
    tones: Mapping[str, str] | None = None

    @property
    def shown(self) -> dict[str, int]:
        return {entry: count for entry, count in self.counts.items() if count or entry not in ONLY_IF_THERE}


def draw(canvas: Canvas) -> None:
    """Rows, each with a large count, what it counts, and a strip of all trials in which the counted ones are filled."""
    trials = counted(canvas)
    page = sheet(canvas)
    found = readings(canvas, trials)
    total = canvas.number(len(trials))
    pattern = canvas.say("{count} of {total}")
    texts = [pattern.format(count=canvas.number(one.held), total=total) for one in found]
    numbers = page.set_alike(texts, "number", size=36)
    after = max(number.width for number in numbers) + GAP
    for share in COLUMNS:
        start = max(page.wide * share, after + 120)
        messages = page.set_alike([one.message for one in found], "label", start - after - GAP, lines=3, size=18)
        if max(message.count for message in messages) <= 3 and messages[0].font.get_size_in_points() == 18:
            break
    labels = [named(page, one, page.wide - start, 18) for one in found]
    smallest = min(said.font.get_size_in_points() for each in labels for said in each.values())
    if smallest < 18:
        labels = [named(page, one, page.wide - start, 16) for one in found]
    high = page.high / len(found)
    for place, (one, number, message) in enumerate(zip(found, numbers, messages, strict=True)):
        top = page.high - high * place
        whole = STRIP + 3 + max(said.height for said in labels[place].values())
        middle = top - high / 2
        page.write(number, 0, middle, "ink", gid=f"{one.name}.held")
        page.write(message, after, middle)
        draw_strip(page, one, labels[place], start, middle + whole / 2, len(trials))
        if place:
            page.line((0, page.wide), (top, top), "rule")


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
            "phase", sum(by_phase[phase] for phase in FIRST_PHASES), canvas.say("are in early phase I or phase I"),
            phase_names(canvas), by_phase, FIRST_PHASES,
        ),
        Reading(
            "target", sum(aims_at_cd19(t["target"]) for t in trials),
            canvas.say("aim at CD19, alone or with another target"), {"not stated": canvas.say("Not stated")},
            by_target, with_cd19,
        ),
        Reading(
            "cells", by_cells["autologous"], canvas.say("use the patient’s own cells"), cells, by_cells,
            ("autologous",), tones={"allogeneic": "donor"},
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


def named(page: Sheet, one: Reading, room: float, largest: float) -> dict[str, Lines]:
    """Each class with its count, in one size for all, in as few lines as leave room for all of them."""
    shown = one.shown
    words = [f"{one.names.get(entry, entry)}: {page.canvas.number(count)}" for entry, count in shown.items()]
    for widest in BREAKS:
        for size in sorted({largest, 16}, reverse=True):
            said = page.set_alike(words, "label", widest, lines=2, size=size)
            if sum(each.width for each in said) + NEAR * (len(said) - 1) <= room:
                return dict(zip(shown, said, strict=True))
    return dict(zip(shown, said, strict=True))


def draw_strip(page: Sheet, one: Reading, labels: Mapping[str, Lines], start: float, top: float, total: int) -> None:
    """A strip of as many squares as there are trials, by class; under it the classes with their counts."""
    pitch = (page.wide - start) / total
    low = top - STRIP
    shown = {one.stressed[0]: one.held, "": total - one.held} if one.overlaps else one.shown
    ends = list(accumulate(shown.values(), initial=0))
    middles = {}
    for (entry, count), first in zip(shown.items(), ends, strict=False):
        left, wide = start + pitch * first, pitch * count
        middles[entry] = left + wide / 2
        tone = "car_t" if entry in one.stressed else (one.tones or {}).get(entry, "")
        gid = f"{one.name}.{slug(entry)}" if entry and count else None
        if tone:
            page.box(left, low, wide, STRIP, tone, gid=gid, linewidth=0)
        else:
            page.box(left, low + 0.75, wide, STRIP - 1.5, "pale", "car_t", gid=gid, linewidth=1.5)
        # Classes part more than trials do, and no square is cut for it.
        for number in range(count):
            across = left + pitch * number
            before = 3 * APART if first and not number else APART
            behind = 3 * APART if number == count - 1 and first + count < total else APART
            page.line((across, across), (low - 1, top + 1), "paper", 2 * before, solid_capstyle="butt")
            if not tone:
                page.box(
                    across + before, low + 0.75, pitch - before - behind, STRIP - 1.5, "pale", "car_t", linewidth=1.5
                )
    wanted = [middles.get(entry, start + pitch * total) for entry in labels]
    for (entry, said), across in zip(
        labels.items(), spread(list(labels.values()), wanted, start, page.wide), strict=True
    ):
        page.write(said, across, low - 3, "ink", "middle", "top", gid=f"{one.name}.{slug(entry)}.count")


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
