"""What was seen in the nervous system of five people with progressive MS before and after BCMA CAR T cells?"""

from collections.abc import Callable

from matplotlib.patches import FancyArrowPatch
from sheet import Sheet, sheet

from deck.interface import Canvas

PEOPLE = 0.21
"""The share of the width of the people who were treated."""
GAP, INSIDE = 14.0, 12.0
"""Points between panels and inside them."""
BCMA = "autologous BCMA CAR-T (CT103A)"


def draw(canvas: Canvas) -> None:
    """The people at the start; then a column for each finding, before treatment above and after it below."""
    page = sheet(canvas)
    draw_people(page, page.wide * PEOPLE - GAP)
    left = page.wide * PEOPLE
    page.card(left + 1, 1, page.wide - left - 2, page.high - 2, "mist", "mist", zorder=0)
    rows = page.set_alike([canvas.say("Before"), canvas.say("After")], "label_bold", 120, size=20)
    head = page.set(
        canvas.say("In the central nervous system and its fluid (CSF)"), "label_bold", page.wide - left, size=20
    )
    page.write(head, left + INSIDE, page.high - INSIDE / 2, "ink", level="top")
    start = left + INSIDE + max(row.width for row in rows) + GAP
    findings = [
        (plasma_cells, canvas.say("Plasma cell depletion in the CNS was demonstrated")),
        (car_t_cells, canvas.say("CAR-T cells showed prolonged expansion and reduced exhaustion in CSF")),
        (microglia, canvas.say("Decrease of microglial activation in CSF post-treatment")),
    ]
    wide = (page.wide - INSIDE - start - 2 * GAP) / len(findings)
    said = page.set_alike([words for _, words in findings], "label", wide + GAP - 4, lines=5, size=18)
    foot = INSIDE + max(each.height for each in said) + 6
    top = page.high - INSIDE / 2 - head.height - 4
    high = (top - foot) / 2
    for place, row in enumerate(rows):
        page.write(row, left + INSIDE, top - high * (place + 0.5), "muted")
    paint: Callable[[Sheet, float, float, float, bool], None]
    for place, ((paint, _), words) in enumerate(zip(findings, said, strict=True)):
        middle = start + (wide + GAP) * place + wide / 2
        page.write(words, middle, foot - 6, "text", "middle", "top")
        for number, after in enumerate((False, True)):
            paint(page, middle, top - high * (number + 0.5), min(high - 8, wide * 0.5), after)
        arrow(page, middle, top - high + 7, top - high - 7)


def draw_people(page: Sheet, wide: float) -> None:
    """One person for each who was treated, and what they were treated with."""
    canvas = page.canvas
    [row] = {row["n"] for row in canvas.data("bcell_kinetics.csv") if row["citation_key"] == "qin2025"}
    words = canvas.say("Five progressive MS patients were treated with anti-BCMA CAR-T therapy")
    said = page.set(words, "label_bold", wide, lines=6, size=20)
    page.write(said, 0, 2, "ink", level="bottom")
    low = said.height + GAP
    people = int(row)
    first = -(-people // 2)
    high = (page.high - low - GAP) / 2
    for person in range(people):
        line, place = (0, person) if person < first else (1, person - first)
        across = wide * (place + 0.5 + 0.5 * line) / first
        up = page.high - high / 2 - line * (high + GAP)
        page.icon("patient", across, up, min(high, wide / first * 2.1), "ink", gid=f"patient.{person}")


def plasma_cells(page: Sheet, across: float, up: float, size: float, after: bool) -> None:
    for right, above in ((-0.6, 0.06), (0.06, -0.08), (0.72, 0.06)):
        if not after:
            page.icon("plasma-cell", across + size * right, up + size * above, size * 0.7, "plasma")
    if after:
        page.round(across, up, size * 0.4, None, "plasma", linestyle=(0, (3, 2)), gid="plasma-cells.gone")


def car_t_cells(page: Sheet, across: float, up: float, size: float, after: bool) -> None:
    if not after:
        page.round(across, up, size * 0.4, None, "car_t", linestyle=(0, (3, 2)), gid="car-t-cells.none")
        return
    for right, above, share in ((-0.72, 0.0, 0.84), (0.72, 0.0, 0.84), (0.0, 0.0, 1.0)):
        page.icon("car-t-cell", across + size * right, up + size * above, size * share, "car_t")


def microglia(page: Sheet, across: float, up: float, size: float, after: bool) -> None:
    """Activated it is large."""
    page.icon("microglia", across, up, size * (0.55 if after else 1.12), "comparator", gid=f"microglia.{after}")


def arrow(page: Sheet, across: float, start: float, end: float) -> None:
    page.axes.add_patch(
        FancyArrowPatch(
            (across, start), (across, end), arrowstyle="-|>", mutation_scale=14, linewidth=2.5, shrinkA=0, shrinkB=0,
            color=page.canvas.color("ink"), zorder=4,
        )
    )  # fmt: skip
