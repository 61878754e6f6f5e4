"""Fast, deep, tissue: what becomes of B cells after one infusion, in depth, and in the lymph node itself?"""

from collections.abc import Callable

from sheet import Sheet, sheet

from deck.interface import Canvas

Row = dict[str, str]

CAR_T, RITUXIMAB = "lymph_node_b_cell_depletion_cd19_cart", "lymph_node_b_cell_depletion_rituximab"
APLASIA = "b_cell_aplasia_duration"
GAP, INSIDE, RULE = 20.0, 16.0, 10.0
"""Points between panels, between the edge of a panel and what is in it, and around a rule."""
SHARES = 0.2, 0.25, 0.55
"""The shares of the width that the panels have."""
COUNT, NODE = 44, 150.0
"""Points of a count, and of a lymph node at most, where there is room."""
SAID, LEAST = 20, 18
"""Points of what was found, where there is room, and the least in a scene."""
# Where B cells live in a lymph node, from its middle, as shares of its height.
FOLLICLES = ((-0.22, 0.1), (0.02, 0.2), (0.24, 0.12), (-0.1, -0.1), (0.25, -0.12))


def draw(canvas: Canvas) -> None:
    """A panel for each word, with what was found under it, then its drawing; the third, which the slide is about, the
    widest: two lymph nodes and a person for each patient."""
    page = sheet(canvas)
    rows = {row["series"]: row for row in canvas.data("bcell_kinetics.csv") if row["verified"] == "verified"}
    words = (canvas.say("Fast"), canvas.say("Deep"), canvas.say("Tissue"))
    paint: tuple[Callable[[Sheet, dict[str, Row], float, float, float], None], ...] = (fast, deep, tissue)
    room = page.wide - GAP * (len(words) - 1)
    widths = [room * share for share in SHARES]
    names = page.set_alike(words, "card_title", min(widths) - 2 * INSIDE, size=28)
    people = canvas.say("n = {n}").format(n=canvas.number(int(rows[APLASIA]["n"])))
    found = [
        canvas.say("after one infusion") + f" ({people})",
        depth(canvas, rows)[0],
        canvas.say("B cells gone from the lymph node"),
    ]
    for size, lines in ((SAID, 2), (LEAST, 2), (LEAST, 3)):
        results = [
            page.set(each, "label_bold", wide - 2 * INSIDE, lines, size)
            for each, wide in zip(found, widths, strict=True)
        ]
        if all(result.font.get_size_in_points() == size for result in results):
            break
    # The first two are read as a pair, and their drawings begin at one height.
    pair = max(result.height for result in results[:2])
    left = 0.0
    for number, (name, result, wide, panel) in enumerate(zip(names, results, widths, paint, strict=True)):
        page.card(left + 1, 1, wide - 2, page.high - 2, "mist", "mist", zorder=0)
        page.write(name, left + INSIDE, page.high - INSIDE + 4, "ink", level="top")
        page.write(result, left + INSIDE, page.high - INSIDE - name.height, "ink", level="top")
        panel(
            page,
            rows,
            left + INSIDE,
            wide - 2 * INSIDE,
            page.high - INSIDE - name.height - (pair if number < 2 else result.height),
        )
        left += wide + GAP


def fast(page: Sheet, rows: dict[str, Row], left: float, wide: float, top: float) -> None:
    """One bag, and under it the cells that come out of it."""
    low = INSIDE
    high = top - low - 10
    bag = min(high * 0.62, wide / page.icon_wide("bag", 1))
    page.icon("bag", left + wide / 2, low + high - bag / 2, bag, "car_t", gid="bag")
    cell = min(high - bag - 6, wide * 0.42)
    for across, above, size in ((0.5, 0.44, 1.0), (0.15, 0.6, 0.72), (0.85, 0.6, 0.72)):
        page.icon("car-t-cell", left + wide * across, low + cell * above, cell * size, "car_t")


def depth(canvas: Canvas, rows: dict[str, Row]) -> list[str]:
    """What is gone and what is spared, as the paper's abstract says it."""
    findings = {
        "B cells and FDC networks gone": canvas.say("B cells fully gone"),
        "plasma cells, T cells, macrophages unchanged": canvas.say("plasma cells, T cells, macrophages unchanged"),
    }
    return [findings[clause] for clause in rows[CAR_T]["note"].removeprefix("abstract: ").split("; ")]


def deep(page: Sheet, rows: dict[str, Row], left: float, wide: float, top: float) -> None:
    """B cells, which are gone, over cells that are spared."""
    spared = page.set(depth(page.canvas, rows)[1], "label", wide, lines=4, size=LEAST)
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
    high = min(rule - low - 4, wide / 2 / page.icon_wide("plasma-cell", 1), 104.0)
    for number in range(2):
        page.icon("plasma-cell", left + wide * (2 * number + 1) / 4, (rule + low) / 2, high, "plasma")


def strike(page: Sheet, across: float, up: float, half: float) -> None:
    """Gone: crossed out, in strokes that are seen without colour."""
    for turn in (-1, 1):
        ends = (across - half * 0.72, across + half * 0.72), (up - turn * half * 0.72, up + turn * half * 0.72)
        page.line(*ends, "mist", 9, zorder=3.5, solid_capstyle="round")
        page.line(*ends, "ink", 4.5, zorder=3.6, solid_capstyle="round")


def tissue(page: Sheet, rows: dict[str, Row], left: float, wide: float, top: float) -> None:
    """Two lymph nodes side by side, without and with B cells; under each its count, and a person for each patient."""
    canvas = page.canvas
    half = (wide - 2 * RULE) / 2
    names = [canvas.say("after CD19 CAR T cells"), canvas.say("after rituximab")]
    said = page.set_alike(names, "label", half, lines=2, size=18)
    shares = [(int(rows[series]["value"]), int(rows[series]["n"])) for series in (CAR_T, RITUXIMAB)]
    counts = [
        canvas.say("{gone} of {people}").format(gone=canvas.number(g), people=canvas.number(p)) for g, p in shares
    ]
    numbers = page.set_alike(counts, "number", half, size=COUNT)
    pitch = half / max(of for _, of in shares)
    tall = pitch / page.icon_wide("patient", 1) * 0.94
    roof = top - RULE - max(each.height for each in said)
    node = min(NODE, half / page.icon_wide("lymph-node", 1), roof - INSIDE - tall - 0.9 * numbers[0].height - RULE)
    middle = left + half + RULE
    page.line((middle, middle), (INSIDE, top - RULE), "rule", 1.25)
    for place, series in enumerate((CAR_T, RITUXIMAB)):
        gone, of = shares[place]
        start = left + place * (half + 2 * RULE)
        page.write(said[place], start, top - RULE, "ink", level="top")
        across, up = start + page.icon_wide("lymph-node", node) / 2, roof - RULE / 2 - node / 2
        page.icon("lymph-node", across, up, node, "comparator", gid=f"node-{series}")
        if gone < of:
            for right, above in FOLLICLES:
                page.icon("b-cell", across + right * node, up + (above + 0.06) * node, node * 0.24, "b_cell")
        page.write(numbers[place], start, INSIDE + tall + 4, "ink", level="bottom", gid=f"count-{series}")
        for person in range(of):
            spot = start + pitch * (person + 0.5), INSIDE + tall / 2
            page.person(person, *spot, tall, "ink", f"{series}.{person}", filled=person < gone)
