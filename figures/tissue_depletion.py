"""Did B cells disappear from the lymph node itself, and what was spared there?"""

from matplotlib.patches import Circle
from matplotlib.path import Path
from sheet import Sheet, sheet

from deck.interface import Canvas

Row = dict[str, str]

CAR_T, RITUXIMAB = "lymph_node_b_cell_depletion_cd19_cart", "lymph_node_b_cell_depletion_rituximab"
RADIUS, SMALL, PITCH, BOX = 20.5, 8.0, 46.0, 14.0
"""Points: a person's mark, the mark of a finding, from one person to the next, and inside the edges of the box."""
TICK = Path([(-0.5, 0.0), (-0.1, -0.42), (0.6, 0.42)])


def draw(canvas: Canvas) -> None:
    """Two rows of one mark per person, and under them what else became of the node after CAR T cells."""
    page = sheet(canvas)
    rows = {row["series"]: row for row in canvas.data("bcell_kinetics.csv") if row["verified"] == "verified"}
    heading = page.set(canvas.say("B cells fully gone from the lymph node"), "card_title", page.wide)
    key = page.set(canvas.say("One mark = one person; filled: gone"), "label", page.wide, size=14)
    page.write(heading, 0, page.high, "ink", level="top")
    page.write(key, 0, page.high - heading.height, "muted", level="top")
    top, low = page.high - heading.height - key.height, draw_findings(page, rows[CAR_T])
    names = [canvas.say("After CD19 CAR T cells"), canvas.say("After rituximab")]
    # The second count was read from the wording of a summary, so its label says so.
    remarks = ["", canvas.say("as read from a summary")]
    said = page.set_alike(names, "label", page.wide * 0.3, lines=2)
    marks = max(name.width for name in said) + 14
    for place, series in enumerate((CAR_T, RITUXIMAB)):
        up = top - (top - low) * (place + 0.5) / 2
        page.write(said[place], 0, up)
        draw_people(page, rows[series], marks, up, remarks[place])


def draw_people(page: Sheet, row: Row, start: float, up: float, remark: str) -> None:
    """A mark for each person, filled with a tick where B cells were gone; how many of how many."""
    gone, people = int(row["value"]), int(row["n"])
    for person in range(people):
        draw_mark(page, start + RADIUS + PITCH * person, up, RADIUS, person < gone, row["series"])
    after = start + PITCH * people + 8
    number = page.canvas.number
    counts = page.canvas.say("{gone} of {people}").format(gone=number(gone), people=number(people))
    said = page.set(counts, "number", page.wide - after, size=26)
    below = page.set(remark, "source", page.wide - after, lines=2) if remark else None
    middle = up + below.height / 2 if below else up
    page.write(said, after, middle, "primary" if gone else "muted", gid=f"count-{row['series']}")
    if below:
        page.write(below, after, middle - said.height / 2, "muted", level="top")


def draw_mark(page: Sheet, across: float, up: float, radius: float, gone: bool, gid: str) -> None:
    canvas = page.canvas
    color = canvas.color("primary" if gone else "muted")
    face = color if gone else canvas.color("paper")
    mark = Circle((across, up), radius, facecolor=face, edgecolor=color, linewidth=max(radius / 7.5, 1.5))
    mark.set_gid(gid)
    page.axes.add_patch(mark)
    if gone:
        page.axes.plot(
            [across], [up], marker=TICK, markersize=radius * 1.1, markerfacecolor="none", color=canvas.color("paper"),
            markeredgewidth=radius / 5.5, linestyle="none",
        )  # fmt: skip


def draw_findings(page: Sheet, row: Row) -> float:
    """What else was seen in the node, as the paper's abstract says it; how high that goes."""
    canvas = page.canvas
    findings = {
        "B cells and FDC networks gone": (
            True, canvas.say("Also gone"), canvas.say("networks of follicular dendritic cells"),
        ),
        "plasma cells, T cells, macrophages unchanged": (
            False, canvas.say("Unchanged"), canvas.say("plasma cells, T cells, macrophages"),
        ),
    }  # fmt: skip
    found = [findings[clause] for clause in row["note"].removeprefix("abstract: ").split("; ")]
    names = page.set_alike([name for _, name, _ in found], "label_bold", page.wide * 0.35)
    start = BOX + 2 * SMALL + 10
    details = start + max(name.width for name in names) + 14
    said = page.set_alike([what for _, _, what in found], "label", page.wide - details - BOX)
    head = page.set(canvas.say("In the nodes after CD19 CAR T cells"), "label", page.wide - 2 * BOX)
    heights = [max(name.height, what.height) + 8 for name, what in zip(names, said, strict=True)]
    high = BOX / 2 + head.height + 4 + sum(heights) + BOX / 2
    page.card(1, 1, page.wide - 2, high - 2, "mist", "rule")
    page.write(head, BOX, high - BOX / 2, "muted", level="top")
    top = high - BOX / 2 - head.height - 4
    for (gone, _, _), name, what, tall in zip(found, names, said, heights, strict=True):
        draw_mark(page, BOX + SMALL, top - tall / 2, SMALL, gone, "finding")
        page.write(name, start, top - tall / 2, "ink")
        page.write(what, details, top - tall / 2)
        top -= tall
    return high
