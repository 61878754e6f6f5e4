"""What was seen in the nervous system of five people with progressive MS before and after BCMA CAR T cells?"""

from collections.abc import Callable

from matplotlib.patches import FancyArrowPatch
from sheet import Lines, Sheet, sheet

from deck.interface import Canvas

GAP, INSIDE = 16.0, 14.0
"""Points between panels, and inside them."""
SPOTS = (-0.07, 0.25), (0.07, -0.25)
"""Where two cells stand around the middle of their place, as shares of its height."""
CELL = 0.5
"""The share of the height of its place that a cell has."""


def draw(canvas: Canvas) -> None:
    """Above what was done; under it the two places that were looked into, with what was seen there before and after."""
    page = sheet(canvas)
    top = say_treated(page) - GAP
    paint: Callable[[Sheet, float, float, float, bool], None]
    findings = [
        (plasma_cells, canvas.say("Plasma cell depletion in the CNS was demonstrated")),
        (car_t_cells, canvas.say("CAR-T cells showed prolonged expansion and reduced exhaustion in CSF")),
        (microglia, canvas.say("Decrease of microglial activation in CSF post-treatment")),
    ]
    places = [canvas.say("Nervous system (CNS)"), canvas.say("Spinal fluid (CSF)")]
    wide = (page.wide - GAP) / len(findings) - 2 * INSIDE
    heads = page.set_alike(places, "label_bold", wide, size=20)
    said = page.set_alike([words for _, words in findings], "label", wide, lines=4, size=18)
    times = page.set_alike([canvas.say("Before"), canvas.say("After")], "label", wide / 2, size=18)
    foot = INSIDE / 2 + max(each.height for each in said) + 4
    roof = top - INSIDE / 2 - heads[0].height - 4
    column, left = wide + 2 * INSIDE, 0.0
    for head, count in zip(heads, (1, len(findings) - 1), strict=True):
        page.card(left + 1, 1, count * column - 2, top - 2, "mist", "mist", zorder=0)
        page.write(head, left + INSIDE, top - INSIDE / 2, "ink", level="top")
        left += count * column + GAP
    for place, ((paint, _), words) in enumerate(zip(findings, said, strict=True)):
        start = column * place + (GAP if place else 0.0) + INSIDE
        page.write(words, start, foot - 4, "text", level="top")
        before_and_after(page, paint, times, start, wide, foot, roof)


def before_and_after(
    page: Sheet, paint: Callable[[Sheet, float, float, float, bool], None], times: list[Lines], start: float,
    wide: float, low: float, high: float,
) -> None:  # fmt: skip
    """A finding, side by side, with an arrow from before to after."""
    room = high - low - times[0].height - 16
    middle = low + times[0].height + 4 + room / 2
    for number, (time, after) in enumerate(zip(times, (False, True), strict=True)):
        across = start + wide * (0.25 + 0.5 * number)
        paint(page, across, middle, min(room, wide * 0.48 / CELL), after)
        page.write(time, across, low + 2, "muted", "middle", "bottom")
    arrow(page, start + wide * 0.5 - 9, start + wide * 0.5 + 11, middle)


def say_treated(page: Sheet) -> float:
    """Who was treated, and with what, on a line; how low that goes."""
    words = page.canvas.say("Five progressive MS patients were treated with anti-BCMA CAR-T therapy")
    said = page.set(words, "card_title", page.wide, lines=1, size=24)
    # Dots above Arabic letters reach higher than capitals, and stay on the picture.
    page.write(said, 0, page.high - said.height / 2 - 4, "ink")
    return page.high - said.height - 4


def plasma_cells(page: Sheet, across: float, up: float, size: float, after: bool) -> None:
    """Two of them; where they were, after."""
    for right, above in SPOTS:
        spot = across + size * right, up + size * above
        if after:
            page.round(*spot, size * CELL * 0.36, None, "plasma", linestyle=(0, (3, 2)), gid="plasma-cells.gone")
        else:
            page.icon("plasma-cell", *spot, size * CELL, "plasma")


def car_t_cells(page: Sheet, across: float, up: float, size: float, after: bool) -> None:
    """Where they will be, before; two of them."""
    for right, above in SPOTS:
        spot = across + size * right, up + size * above
        if after:
            page.icon("car-t-cell", *spot, size * CELL, "car_t")
        else:
            page.round(*spot, size * CELL * 0.36, None, "car_t", linestyle=(0, (3, 2)), gid="car-t-cells.none")


def microglia(page: Sheet, across: float, up: float, size: float, after: bool) -> None:
    """Activated it is large."""
    page.icon("microglia", across, up, size * (0.42 if after else 0.7), "comparator", gid=f"microglia.{after}")


def arrow(page: Sheet, start: float, end: float, up: float) -> None:
    page.axes.add_patch(
        FancyArrowPatch(
            (start, up), (end, up), arrowstyle="-|>", mutation_scale=16, linewidth=3, shrinkA=0, shrinkB=0,
            color=page.canvas.color("ink"), zorder=4,
        )
    )  # fmt: skip
