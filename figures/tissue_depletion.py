"""Fast, deep, tissue: what becomes of B cells after one infusion, in depth, and in the lymph node itself?"""

from collections.abc import Callable

from sheet import Sheet, sheet

from deck.interface import Canvas

Row = dict[str, str]

CAR_T, RITUXIMAB = "lymph_node_b_cell_depletion_cd19_cart", "lymph_node_b_cell_depletion_rituximab"
APLASIA = "b_cell_aplasia_duration"
GAP, INSIDE, RULE = 20.0, 16.0, 10.0
"""Points between panels, between the edge of a panel and what is in it, and around a rule."""
SAID = 20
"""Points of what stands under the drawings, where there is room."""
# Where B cells live in a lymph node, from its middle, as shares of its height.
FOLLICLES = ((-0.22, 0.1), (0.02, 0.2), (0.24, 0.12), (-0.1, -0.1), (0.25, -0.12))


def draw(canvas: Canvas) -> None:
    """A panel for each word, all of one size, with what was found under it, then its drawing; in the third two lymph
    nodes and a person for each patient."""
    page = sheet(canvas)
    rows = {row["series"]: row for row in canvas.data("bcell_kinetics.csv") if row["verified"] == "verified"}
    words = (canvas.say("Fast"), canvas.say("Deep"), canvas.say("Tissue"))
    paint: tuple[Callable[[Sheet, dict[str, Row], float, float, float], None], ...] = (fast, deep, tissue)
    wide = (page.wide - GAP * (len(words) - 1)) / len(words)
    names = page.set_alike(list(words), "card_title", wide - 2 * INSIDE, size=28)
    people = canvas.say("n = {n}").format(n=canvas.number(int(rows[APLASIA]["n"])))
    found = [
        canvas.say("after one infusion") + f" ({people})",
        depth(canvas, rows)[0],
        canvas.say("B cells gone from the lymph node"),
    ]
    results = page.set_alike(found, "label_bold", wide - 2 * INSIDE, lines=2, size=SAID)
    said_high = max(result.height for result in results)
    for place, (name, result, panel) in enumerate(zip(names, results, paint, strict=True)):
        left = place * (wide + GAP)
        page.card(left + 1, 1, wide - 2, page.high - 2, "mist", "mist", zorder=0)
        page.write(name, left + INSIDE, page.high - INSIDE + 4, "ink", level="top")
        page.write(result, left + INSIDE, page.high - INSIDE - name.height, "ink", level="top")
        panel(page, rows, left + INSIDE, wide - 2 * INSIDE, page.high - INSIDE - name.height - said_high)


def fast(page: Sheet, rows: dict[str, Row], left: float, wide: float, top: float) -> None:
    """One bag, and the cells that come out of it."""
    low = INSIDE
    high = top - low - 6
    bag = min(high, wide * 0.66 / page.icon_wide("bag", 1))
    middle = low + high / 2
    across = left + page.icon_wide("bag", bag) / 2
    page.icon("bag", across, middle, bag, "car_t", gid="bag")
    room = left + wide - across - page.icon_wide("bag", bag) / 2
    for right, above, size in ((0.42, 0.3, 1.0), (0.62, -0.02, 0.84), (0.34, -0.3, 0.72)):
        page.icon("car-t-cell", left + wide - room * (1 - right), middle + bag * above, min(room, 92.0) * size, "car_t")


def depth(canvas: Canvas, rows: dict[str, Row]) -> list[str]:
    """What is gone and what is spared, as the paper's abstract says it."""
    findings = {
        "B cells and FDC networks gone": canvas.say("B cells fully gone"),
        "plasma cells, T cells, macrophages unchanged": canvas.say("plasma cells, T cells, macrophages unchanged"),
    }
    return [findings[clause] for clause in rows[CAR_T]["note"].removeprefix("abstract: ").split("; ")]


def deep(page: Sheet, rows: dict[str, Row], left: float, wide: float, top: float) -> None:
    """B cells, which are gone, over cells that are spared."""
    spared = page.set(depth(page.canvas, rows)[1], "label", wide, lines=3, size=18)
    page.write(spared, left, INSIDE - 4, "text", level="bottom")
    low = INSIDE - 4 + spared.height + 4
    each = (top - low - 2 * RULE) / 2
    size = min(each, wide / 3, 84.0)
    up = top - size / 2
    for number in range(3):
        across = left + wide * (number + 0.5) / 3
        page.icon("b-cell", across, up, size * 0.9, "b_cell", zorder=2)
        strike(page, across, up, size * 0.5)
    rule = up - size / 2 - RULE
    page.line((left, left + wide), (rule, rule), "rule", 1.25)
    high = min(rule - low - 4, 104.0)
    for number in range(2):
        page.icon("plasma-cell", left + wide * (2 * number + 1) / 4, (rule + low) / 2, high, "plasma")


def strike(page: Sheet, across: float, up: float, half: float) -> None:
    """Gone: crossed out, in strokes that are seen without colour."""
    for turn in (-1, 1):
        ends = (across - half * 0.72, across + half * 0.72), (up - turn * half * 0.72, up + turn * half * 0.72)
        page.line(*ends, "mist", 9, zorder=3.5, solid_capstyle="round")
        page.line(*ends, "ink", 4.5, zorder=3.6, solid_capstyle="round")


def tissue(page: Sheet, rows: dict[str, Row], left: float, wide: float, top: float) -> None:
    """Two lymph nodes one above the other, without and with B cells; beside each its count, a person each."""
    canvas = page.canvas
    names = [canvas.say("after CD19 CAR T cells"), canvas.say("after rituximab")]
    said = page.set_alike(names, "label", wide, lines=2, size=18)
    low, top = INSIDE - 4, top - RULE / 2
    shares = [(int(rows[series]["value"]), int(rows[series]["n"])) for series in (CAR_T, RITUXIMAB)]
    counts = [
        canvas.say("{gone} of {people}").format(gone=canvas.number(g), people=canvas.number(p)) for g, p in shares
    ]
    high = (top - low) / 2
    room = high - max(each.height for each in said) - RULE - 4
    node = min(room, wide * 0.42 / 1.19)
    beside = left + node * 1.19 + 14
    numbers = page.set_alike(counts, "number", left + wide - beside, size=30)
    for place, series in enumerate((CAR_T, RITUXIMAB)):
        (gone, of), roof = shares[place], top - place * high
        if place:
            page.line((left, left + wide), (roof, roof), "rule", 1.25)
            roof -= RULE / 2
        page.write(said[place], left, roof, "ink", level="top")
        up = roof - said[place].height - 2 - room / 2
        page.icon("lymph-node", left + node * 0.59, up, node, "comparator", gid=f"node-{series}")
        if gone < of:
            for right, above in FOLLICLES:
                spot = left + (0.59 + right) * node, up + (above + 0.06) * node
                page.icon("b-cell", *spot, node * 0.25, "b_cell")
        number = numbers[place]
        page.write(number, beside, up + room / 2, "ink", level="top", gid=f"count-{series}")
        pitch = (left + wide - beside) / of
        tall = min(room - 0.9 * number.height, pitch / page.icon_wide("patient", 1) * 0.94)
        for person in range(of):
            spot = beside + pitch * (person + 0.5), up - room / 2 + tall / 2
            page.person(person, *spot, tall, "ink", f"{series}.{person}", filled=person < gone)
