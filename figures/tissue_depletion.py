"""Did B cells disappear from the lymph node itself, and what was spared there?"""

from matplotlib.axes import Axes
from matplotlib.patches import Circle, FancyBboxPatch

from deck.figure import Canvas

Row = dict[str, str]

# The second count was read from the wording of a summary, so its label says so.
ROWS = ("lymph_node_b_cell_depletion_cd19_cart", "lymph_node_b_cell_depletion_rituximab")
WORDS = {
    "CD19 CAR-T": "After CD19 CAR T cells",
    "rituximab (comparison)": "After rituximab",
    "lymph_node_b_cell_depletion_cd19_cart": "each mark: one person",
    "lymph_node_b_cell_depletion_rituximab": "as read from a summary",
    "B cells and FDC networks gone": "Also gone",
    "plasma cells, T cells, macrophages unchanged": "Unchanged",
}
DETAILS = {
    "B cells and FDC networks gone": "networks of follicular dendritic cells",
    "plasma cells, T cells, macrophages unchanged": "plasma cells, T cells, macrophages",
}
RADIUS, PITCH = 18.5, 43.0
NAMES, MARKS = 2.0, 191.0
HEADING, SPARED = 36.0, 112.0


def draw(canvas: Canvas) -> None:
    """Two rows of one mark per person, and under them what else became of the node after CAR T cells."""
    axes = canvas.axes(0.0, 0.0, canvas.width, canvas.height)
    axes.set_xlim(0, canvas.width)
    axes.set_ylim(0, canvas.height)
    axes.set_axis_off()
    rows = {row["series"]: row for row in canvas.data("bcell_kinetics.csv") if row["verified"] == "verified"}
    axes.text(
        NAMES, canvas.height - 14, canvas.say("B cells fully gone from the lymph node"), va="center",
        color=canvas.color("ink"), fontproperties=canvas.font("card_title"),
    )  # fmt: skip
    pitch = (canvas.height - HEADING - SPARED) / len(ROWS)
    for place, series in enumerate(ROWS):
        draw_people(canvas, axes, rows[series], canvas.height - HEADING - pitch * (place + 0.5))
    draw_spared(canvas, axes, rows[ROWS[0]])


def draw_people(canvas: Canvas, axes: Axes, row: Row, up: float) -> None:
    """One row: who, a mark for each person (filled with a tick: gone), how many of how many."""
    gone, people = int(row["value"]), int(row["n"])
    axes.text(
        NAMES, up, canvas.say(WORDS[row["product_target"]]), va="center",
        color=canvas.color("text"), fontproperties=canvas.font("label"),
    )  # fmt: skip
    for person in range(people):
        draw_mark(canvas, axes, MARKS + RADIUS + PITCH * person, up, person < gone, row["series"])
    after = MARKS + PITCH * people + 2
    axes.text(
        after, up + 9, canvas.say("{gone} of {people}").format(gone=gone, people=people), va="center",
        color=canvas.color("primary" if gone else "muted"), fontproperties=canvas.font("card_title"),
    )  # fmt: skip
    axes.text(
        after, up - 12, canvas.say(WORDS[row["series"]]), va="center",
        color=canvas.color("muted"), fontproperties=canvas.font("source"),
    )  # fmt: skip


def draw_mark(canvas: Canvas, axes: Axes, across: float, up: float, gone: bool, series: str) -> None:
    color = canvas.color("primary" if gone else "muted")
    face = color if gone else canvas.color("paper")
    axes.add_patch(Circle((across, up), RADIUS, facecolor=face, edgecolor=color, linewidth=2.5, gid=series))
    if gone:
        tick = ((across - 9, across - 2, across + 10), (up, up - 8, up + 8))
        axes.plot(*tick, color=canvas.color("paper"), linewidth=3.5, solid_capstyle="round", solid_joinstyle="round")


def draw_spared(canvas: Canvas, axes: Axes, row: Row) -> None:
    """What else was seen in the node, in the words of the paper's abstract."""
    clauses = row["note"].removeprefix("abstract: ").split("; ")
    axes.add_patch(
        FancyBboxPatch(
            (2, 2), canvas.width - 4, SPARED - 2, boxstyle="round,pad=0,rounding_size=6",
            facecolor=canvas.color("mist"), edgecolor=canvas.color("rule"), linewidth=1,
        )
    )  # fmt: skip
    axes.text(
        14, SPARED - 22, canvas.say("In the nodes after CD19 CAR T cells"), va="center",
        color=canvas.color("muted"), fontproperties=canvas.font("label"),
    )  # fmt: skip
    for place, clause in enumerate(clauses):
        up = SPARED - 54 - 30 * place
        axes.text(
            14, up, canvas.say(WORDS[clause]), va="center",
            color=canvas.color("ink"), fontproperties=canvas.font("label_bold"),
        )  # fmt: skip
        axes.text(
            124, up, canvas.say(DETAILS[clause]), va="center",
            color=canvas.color("text"), fontproperties=canvas.font("label"),
        )  # fmt: skip
