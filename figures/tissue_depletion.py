"""Fast, deep, tissue: what becomes of B cells after one infusion, in depth, and in the lymph node itself?"""

from collections.abc import Callable

from sheet import Sheet, sheet

from deck.interface import Canvas

Row = dict[str, str]

CAR_T, RITUXIMAB = "lymph_node_b_cell_depletion_cd19_cart", "lymph_node_b_cell_depletion_rituximab"
APLASIA = "b_cell_aplasia_duration"
GAP, INSIDE = 16.0, 14.0
"""Points between panels, and between the edge of a panel and what is in it."""
SHARES = (0.7, 0.9, 1.9)
"""How the panels share out the width."""
# Where B cells live in a lymph node, from its middle, as shares of its height.
FOLLICLES = ((-0.22, 0.1), (0.02, 0.2), (0.24, 0.12), (-0.1, -0.1), (0.25, -0.12))


def draw(canvas: Canvas) -> None:
    """A panel for each word; in the third two lymph nodes and a person for each patient."""
    page = sheet(canvas)
    rows = {row["series"]: row for row in canvas.data("bcell_kinetics.csv") if row["verified"] == "verified"}
    words = (canvas.say("Fast"), canvas.say("Deep"), canvas.say("Tissue"))
    paint: tuple[Callable[[Sheet, dict[str, Row], float, float, float], None], ...] = (fast, deep, tissue)
    room = page.wide - GAP * (len(words) - 1)
    names = page.set_alike(list(words), "card_title", room / 4, size=28)
    left = 0.0
    for name, share, panel in zip(names, SHARES, paint, strict=True):
        wide = room * share / sum(SHARES)
        page.card(left + 1, 1, wide - 2, page.high - 2, "mist", "mist", zorder=0)
        page.write(name, left + INSIDE, page.high - INSIDE, "ink", level="top")
        panel(page, rows, left + INSIDE, wide - 2 * INSIDE, page.high - INSIDE - name.height - 6)
        left += wide + GAP


def fast(page: Sheet, rows: dict[str, Row], left: float, wide: float, top: float) -> None:
    """One bag, and the cells that come out of it."""
    canvas = page.canvas
    people = canvas.say("n = {n}").format(n=canvas.number(int(rows[APLASIA]["n"])))
    said = page.set(canvas.say("after one infusion") + f" ({people})", "label", wide, lines=3, size=20)
    page.write(said, left, INSIDE, level="bottom")
    low = INSIDE + said.height + 8
    high = top - low
    bag = min(high, 150.0)
    middle = low + high / 2
    page.icon("bag", left + wide * 0.3, middle, bag, "car_t", gid="bag")
    for right, above, size in ((0.68, 0.2, 0.42), (0.86, -0.08, 0.34), (0.66, -0.3, 0.3)):
        page.icon("car-t-cell", left + wide * right, middle + bag * above, min(bag * size, wide * 0.34), "car_t")


def deep(page: Sheet, rows: dict[str, Row], left: float, wide: float, top: float) -> None:
    """What is gone and what is spared, as the paper's abstract says it."""
    canvas = page.canvas
    findings = {
        "B cells and FDC networks gone": canvas.say("B cells fully gone"),
        "plasma cells, T cells, macrophages unchanged": canvas.say("plasma cells, T cells, macrophages unchanged"),
    }
    said = [findings[clause] for clause in rows[CAR_T]["note"].removeprefix("abstract: ").split("; ")]
    gone = page.set(said[0], "label_bold", wide, lines=3, size=20)
    spared = page.set(said[1], "label", wide, lines=4, size=18)
    page.write(spared, left, INSIDE, "text", level="bottom")
    low = INSIDE + spared.height + 4
    each = (top - low - gone.height - 10) / 2
    size = min(each, wide / 3.3, 74.0)
    for number in range(3):
        across = left + wide * (number + 0.5) / 3
        page.icon("b-cell", across, top - each / 2, size * 0.86, "b_cell", zorder=2)
        strike(page, across, top - each / 2, size * 0.5)
        if number < 2:
            page.icon("plasma-cell", left + wide * (number + 0.7) / 2.6, low + each / 2, size * 0.9, "plasma")
    page.write(gone, left, top - each - 2, "ink", level="top")


def strike(page: Sheet, across: float, up: float, half: float) -> None:
    """Gone: crossed out, in strokes that are seen without colour."""
    for turn in (-1, 1):
        ends = (across - half * 0.72, across + half * 0.72), (up - turn * half * 0.72, up + turn * half * 0.72)
        page.line(*ends, "mist", 9, zorder=3.5, solid_capstyle="round")
        page.line(*ends, "ink", 4.5, zorder=3.6, solid_capstyle="round")


def tissue(page: Sheet, rows: dict[str, Row], left: float, wide: float, top: float) -> None:
    """Two lymph nodes, one without and one with B cells; under each how many of how many, one person each."""
    canvas = page.canvas
    names = [canvas.say("after CD19 CAR T cells"), canvas.say("after rituximab")]
    # The second count was read from the wording of a summary, so its label says so.
    remarks = [canvas.say("B cells gone from the lymph node"), canvas.say("as read from a summary")]
    half = (wide - 2 * GAP) / 2
    shares = [(int(rows[series]["value"]), int(rows[series]["n"])) for series in (CAR_T, RITUXIMAB)]
    said = page.set_alike(names, "label_bold", half, lines=2, size=18)
    below = page.set_alike(remarks, "label", half, lines=3, size=18)
    foot = INSIDE + max(each.height for each in below)
    people = min(56.0, (top - foot) * 0.28)
    low = foot + people + 14
    top -= max(each.height for each in said) + 4
    counts = [
        canvas.say("{gone} of {people}").format(gone=canvas.number(g), people=canvas.number(p)) for g, p in shares
    ]
    numbers = page.set_alike(counts, "number", half * 0.6, size=30)
    high = min(top - low, (half - max(each.width for each in numbers) - 6) / 1.19)
    for place, series in enumerate((CAR_T, RITUXIMAB)):
        (gone, of), start = shares[place], left + place * (half + 2 * GAP)
        page.write(said[place], start, top + 4, "ink", level="bottom")
        page.write(below[place], start, foot, level="top")
        middle = start + high * 0.59, (top + low) / 2
        page.icon("lymph-node", *middle, high, "comparator", gid=f"node-{series}")
        if gone < of:
            for right, above in FOLLICLES:
                page.icon("b-cell", middle[0] + right * high, middle[1] + (above + 0.06) * high, high * 0.25, "b_cell")
        page.write(numbers[place], start + half, middle[1], "ink", "end", gid=f"count-{series}")
        for person in range(of):
            name = "patient" if person < gone else "patient-hollow"
            across = start + half * (person + 0.5) / of
            page.icon(name, across, foot + 7 + people / 2, people, "ink", gid=f"{series}.{person}")
