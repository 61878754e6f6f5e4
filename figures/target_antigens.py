"""Which cells of the B lineage carry CD19, CD20 and BCMA?

The stages and the bars are those that the sources show (CD19: art2012, CD20: drugs2024, BCMA: qin2023). BCMA is drawn
on plasma cells only; what was not verified for the stages before is left open, and the figure says so.
"""

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from deck.figure import Canvas

if TYPE_CHECKING:
    from matplotlib.axes import Axes

STAGES = {
    "pro-B": "Pro-B",
    "pre-B": "Pre-B",
    "immature": "Immature",
    "naive": "Naive",
    "memory": "Memory",
    "plasmablast": "Plasmablast",
    "plasma cell": "Plasma cell",
}
# First and last stage with the antigen at full height.
FULL = {"CD19": ("pro-B", "memory"), "CD20": ("pre-B", "memory"), "BCMA": ("plasma cell", "plasma cell")}
# CD19 falls from the full height: what is left of it (share of the bar) at the start and the end of a stage.
FADING = {"plasmablast": (1.0, 0.62), "plasma cell": (0.62, 0.24)}
ABSENT = {"CD20": ("pro-B", "plasmablast", "plasma cell")}

CELL = 28.0
LABEL = 20.0
CAPITAL = 0.73
"""Height of a capital letter, as a share of the type size."""
BAR = 42.0
INSET = 5.0
"""Points that a bar keeps from the edge of its first and last stage."""


def draw(canvas: Canvas) -> None:
    axes = canvas.axes(0, 0, canvas.width, canvas.height)
    axes.set_xlim(0, canvas.width)
    axes.set_ylim(0, canvas.height)
    axes.set_axis_off()
    cells = canvas.height - CELL - 8
    lane = (cells - CELL - LABEL - 16) / len(FULL)
    lineage(canvas, axes, cells)
    for place, antigen in enumerate(FULL):
        bottom = lane * (len(FULL) - 1 - place) + (lane - BAR) / 3
        full_bar(canvas, axes, antigen, bottom)
        say_absent(canvas, axes, antigen, bottom)
    cd19_bottom = lane * (len(FULL) - 1) + (lane - BAR) / 3
    fading_bar(canvas, axes, cd19_bottom)
    open_question(canvas, axes, (lane - BAR) / 3)


def edges(canvas: Canvas, first: str, last: str) -> tuple[float, float]:
    """Left and right of the columns from one stage to another."""
    names = list(STAGES)
    column = canvas.width / len(names)
    return names.index(first) * column, (names.index(last) + 1) * column


def middle(canvas: Canvas, stage: str) -> float:
    left, right = edges(canvas, stage, stage)
    return (left + right) / 2


def lineage(canvas: Canvas, axes: "Axes", height: float) -> None:
    """The cells, an arrow from each to the next, and a faint guide from each down to its bars."""
    names = list(STAGES)
    for stage in names:
        x = middle(canvas, stage)
        cell(canvas, axes, stage, x, height)
        axes.text(
            x, height - CELL - 6 - LABEL / 2, canvas.say(STAGES[stage]), ha="center", va="center",
            fontproperties=canvas.font("label_bold"), color=canvas.color("ink"),
        )  # fmt: skip
        axes.plot([x, x], [0, height - CELL - LABEL - 12], color=canvas.color("rule"), linewidth=1, zorder=0)
    for stage, following in pairwise(names):
        axes.annotate(
            "", (middle(canvas, following) - CELL - 9, height), (middle(canvas, stage) + CELL + 9, height),
            arrowprops={"arrowstyle": "-|>", "color": canvas.color("muted"), "linewidth": 2, "mutation_scale": 16,
                        "shrinkA": 0, "shrinkB": 0},
        )  # fmt: skip


def cell(canvas: Canvas, axes: "Axes", stage: str, x: float, y: float) -> None:
    """A round cell; its nucleus shrinks with age, and the plasma cell's stands to one side and gives antibodies."""
    from matplotlib.patches import Circle

    age = list(STAGES).index(stage)
    plasma = stage == "plasma cell"
    axes.add_patch(
        Circle((x, y), CELL, facecolor=canvas.color("pale"), edgecolor=canvas.color("ink"), linewidth=2, gid=stage)
    )
    nucleus = CELL * (0.76 - 0.05 * age)
    aside = CELL * 0.36 if plasma else 0.0
    axes.add_patch(Circle((x - aside, y), nucleus, facecolor=canvas.color("muted"), edgecolor="none"))
    if plasma:
        for rise in (-15.0, 0.0, 15.0):
            antibody(canvas, axes, x + CELL + 7 - abs(rise) / 5, y + rise)


def antibody(canvas: Canvas, axes: "Axes", x: float, y: float) -> None:
    ink: dict[str, Any] = {"color": canvas.color("ink"), "linewidth": 2, "solid_capstyle": "round"}
    axes.plot([x, x + 5], [y, y], **ink)
    axes.plot([x + 10, x + 5, x + 10], [y + 4, y, y - 4], **ink)


def baseline(canvas: Canvas, role: str, bottom: float) -> float:
    """Where words of a role stand so that their capitals are in the middle of a bar."""
    return bottom + (BAR - CAPITAL * float(canvas.font(role).get_size_in_points())) / 2


def full_bar(canvas: Canvas, axes: "Axes", antigen: str, bottom: float) -> None:
    from matplotlib.patches import Rectangle

    left, right = edges(canvas, *FULL[antigen])
    left += INSET
    right -= 0 if antigen == "CD19" else INSET
    axes.add_patch(
        Rectangle((left, bottom), right - left, BAR, color=canvas.color(fill(antigen)), linewidth=0, gid=antigen)
    )
    on_bar = canvas.color("ink" if antigen == "BCMA" else "paper")
    axes.text(
        left + 12, baseline(canvas, "card_title", bottom), antigen, va="baseline", color=on_bar,
        fontproperties=canvas.font("card_title"),
    )  # fmt: skip


def fill(antigen: str) -> str:
    return {"CD19": "primary", "CD20": "teal", "BCMA": "accent"}[antigen]


def fading_bar(canvas: Canvas, axes: "Axes", bottom: float) -> None:
    """CD19 after the memory cell: lower, hatched and said in a word, so that no eye depends on the shade."""
    from matplotlib.patches import Polygon

    said = {"plasmablast": canvas.say("fading"), "plasma cell": canvas.say("part of them")}
    hatches = {"plasmablast": "////", "plasma cell": "//"}
    for stage, (start, end) in FADING.items():
        left, right = edges(canvas, stage, stage)
        right -= INSET if stage == "plasma cell" else 0
        corners = [(left, bottom), (left, bottom + BAR * start), (right, bottom + BAR * end), (right, bottom)]
        axes.add_patch(
            Polygon(
                corners, facecolor=canvas.color("sky" if stage == "plasmablast" else "pale"),
                edgecolor=canvas.color("primary"), hatch=hatches[stage], linewidth=1.5, gid=f"CD19-{stage}",
            )
        )  # fmt: skip
        axes.text(
            (left + right) / 2, bottom + BAR * start + 4, said[stage], ha="center", va="bottom",
            color=canvas.color("primary"), fontproperties=canvas.font("label_bold"),
            backgroundcolor=canvas.color("paper"), zorder=0.5,
        )  # fmt: skip


def say_absent(canvas: Canvas, axes: "Axes", antigen: str, bottom: float) -> None:
    words = {"CD20": canvas.say("no CD20")}
    for stage in ABSENT.get(antigen, ()):
        axes.text(
            middle(canvas, stage), baseline(canvas, "label", bottom), words[antigen], ha="center", va="baseline",
            color=canvas.color("muted"), fontproperties=canvas.font("label"), backgroundcolor=canvas.color("paper"),
        )  # fmt: skip


def open_question(canvas: Canvas, axes: "Axes", bottom: float) -> None:
    _, right = edges(canvas, "pro-B", "plasmablast")
    axes.text(
        right - 8, baseline(canvas, "label", bottom),
        canvas.say("Earlier stages not drawn: not verified in our sources"), ha="right", va="baseline",
        color=canvas.color("muted"), fontproperties=canvas.font("label"),
        backgroundcolor=canvas.color("paper"),
    )  # fmt: skip
