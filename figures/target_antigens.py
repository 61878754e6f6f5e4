"""Which cells of the B lineage carry CD19, CD20 and BCMA?

The stages and the bars are those that the sources show (CD19: art2012, CD20: drugs2024, BCMA: qin2023). Under the stem
cell stand the names of the antigens and no bar. BCMA is drawn on plasma cells only; what was not verified for the
stages before is left open, and the figure says so.
"""

from itertools import pairwise
from typing import Any

from matplotlib.patches import Circle, Polygon
from sheet import Sheet, sheet

from deck.interface import Canvas

STEM = "stem cell"
STAGES = ("pro-B", "pre-B", "immature", "naive", "memory", "plasmablast", "plasma cell")
# First and last stage with the antigen at full height.
FULL = {"CD19": ("pro-B", "memory"), "CD20": ("pre-B", "memory"), "BCMA": ("plasma cell", "plasma cell")}
# CD19 falls from the full height: what is left of it (share of the bar) at the start and the end of a stage.
FADING = {"plasmablast": (1.0, 0.62), "plasma cell": (0.62, 0.24)}
ABSENT = {"CD20": ("pro-B", "plasmablast", "plasma cell")}
FILLS = {"CD19": "b_cell", "CD20": "comparator", "BCMA": "plasma"}
INKS = {"CD19": "accent_text", "CD20": "comparator", "BCMA": "plasma"}

CELL, BAR, INSET, NARROW = 31.0, 44.0, 5.0, 0.86
"""Points: a cell's radius, a bar's height, and what a bar keeps from the edge of its first and last stage; and the
width of the stem cell's column as a share of the others'."""


def draw(canvas: Canvas) -> None:
    page = sheet(canvas)
    height = page.high - CELL - 3
    low = lineage(page, height)
    lane = low / len(FULL)
    bottoms = {antigen: lane * (len(FULL) - 1 - row) + 2 for row, antigen in enumerate(FULL)}
    for stage in STAGES:
        guide(page, stage, low, bottoms)
    for antigen, bottom in bottoms.items():
        name_antigen(page, antigen, bottom)
        full_bar(page, antigen, bottom)
        say_absent(page, antigen, bottom)
        if antigen == "CD19":
            fading_bar(page, bottom)
        if antigen == "BCMA":
            open_question(page, bottom)


def guide(page: Sheet, stage: str, low: float, bottoms: dict[str, float]) -> None:
    """A faint line from a cell down to its bars, which leaves out what is said on its way and ends where nothing is."""
    across, start = middle(page, stage), low
    for antigen, bottom in bottoms.items():
        first, last = FULL[antigen]
        absent = stage in ABSENT.get(antigen, ())
        if not absent and not (place(first) <= place(stage) <= place(last) or (antigen == "CD19" and stage in FADING)):
            return
        page.line((across, across), (start, bottom + (BAR * 0.8 if absent else BAR)), "rule", zorder=0)
        start = bottom + (BAR * 0.2 if absent else 0.0)


def edges(page: Sheet, first: str, last: str) -> tuple[float, float]:
    """Start and end of the columns from one stage to another."""
    column = page.wide / (len(STAGES) + NARROW)
    start, end = (place(stage) for stage in (first, last))
    return max(start + NARROW - 1, 0) * column, (end + NARROW) * column


def place(stage: str) -> int:
    return (STEM, *STAGES).index(stage)


def middle(page: Sheet, stage: str) -> float:
    start, end = edges(page, stage, stage)
    return (start + end) / 2


def lineage(page: Sheet, height: float) -> float:
    """The cells, and an arrow from each to the next; where the lanes of the bars begin."""
    canvas = page.canvas
    names = {
        STEM: canvas.say("Stem cell"),
        "pro-B": canvas.say("Pro-B"),
        "pre-B": canvas.say("Pre-B"),
        "immature": canvas.say("Immature"),
        "naive": canvas.say("Naive"),
        "memory": canvas.say("Memory"),
        "plasmablast": canvas.say("Plasmablast"),
        "plasma cell": canvas.say("Plasma cell"),
    }
    column = page.wide / (len(STAGES) + NARROW)
    ours = page.set_alike([names[stage] for stage in STAGES], "label_bold", column - 2, lines=2)
    size = float(ours[0].font.get_size_in_points())
    said = {STEM: page.set(names[STEM], "label_bold", NARROW * column, lines=2, size=size)} | dict(
        zip(STAGES, ours, strict=True)
    )
    low = height - CELL - 6 - max(name.height for name in said.values()) - 4
    for stage, name in said.items():
        across = middle(page, stage)
        cell(page, stage, across, height)
        page.write(name, across, height - CELL - 6, "ink", "middle", "top")
    for stage, following in pairwise(names):
        start, end = middle(page, stage) + CELL + 8, middle(page, following) - CELL - 8
        look = {"arrowstyle": "-|>", "color": canvas.color("muted"), "linewidth": 2, "mutation_scale": 15}
        page.axes.annotate("", (end, height), (start, height), arrowprops=look | {"shrinkA": 0, "shrinkB": 0})
    return low


def cell(page: Sheet, stage: str, x: float, y: float) -> None:
    """A round cell; its nucleus shrinks with age, and the plasma cell's stands to one side and gives antibodies. The
    stem cell, which is not yet of the line, is dashed."""
    canvas, plasma = page.canvas, stage == "plasma cell"
    look: dict[str, Any] = {"linestyle": (0, (3, 2))} if stage == STEM else {}
    tone = "muted" if stage == STEM else "plasma" if plasma else "b_cell"
    rim = Circle((x, y), CELL, facecolor=canvas.shade(tone, "soft"), edgecolor=canvas.color(tone), linewidth=3, **look)
    rim.set_gid(stage)
    page.axes.add_patch(rim)
    aside = CELL * 0.36 if plasma else 0.0
    nucleus = CELL * (0.76 - 0.045 * place(stage))
    page.axes.add_patch(Circle((x - aside, y), nucleus, facecolor=canvas.color(tone), edgecolor="none"))
    if plasma:
        for rise in (-15.0, 0.0, 15.0):
            antibody(page, x + CELL + 7 - abs(rise) / 5, y + rise)


def antibody(page: Sheet, x: float, y: float) -> None:
    for across, up in (([x, x + 5], [y, y]), ([x + 10, x + 5, x + 10], [y + 4, y, y - 4])):
        page.line(across, up, "ink", 2, solid_capstyle="round")


def name_antigen(page: Sheet, antigen: str, bottom: float) -> None:
    page.write(page.set(antigen, "card_title"), 4, bottom + BAR / 2, INKS[antigen], gid=f"name-{antigen}")


def full_bar(page: Sheet, antigen: str, bottom: float) -> None:
    start, end = edges(page, *FULL[antigen])
    end -= 0 if antigen == "CD19" else INSET
    page.box(start + INSET, bottom, end - start - INSET, BAR, FILLS[antigen], gid=antigen)


def fading_bar(page: Sheet, bottom: float) -> None:
    """CD19 after the memory cell: lower, hatched and said in a word, so that no eye depends on the shade."""
    canvas = page.canvas
    words = {"plasmablast": canvas.say("fading"), "plasma cell": canvas.say("part of them")}
    look = {"plasmablast": ("mid", "////"), "plasma cell": ("soft", "//")}
    wide = page.wide / (len(STAGES) + NARROW) - 2
    said = dict(zip(words, page.set_alike(list(words.values()), "label_bold", wide), strict=True))
    # Short words stand on one line with each other, above the bar; a stack of them close to its own part.
    short = all(lines.count == 1 for lines in said.values())
    for stage, (at_start, at_end) in FADING.items():
        start, end = edges(page, stage, stage)
        end -= INSET if stage == "plasma cell" else 0
        fill, hatch = look[stage]
        corners = [(start, bottom), (start, bottom + BAR * at_start), (end, bottom + BAR * at_end), (end, bottom)]
        wedge = Polygon(
            corners,
            facecolor=canvas.shade("b_cell", fill),
            edgecolor=canvas.color("accent_text"),
            hatch=hatch,
            linewidth=1.5,
        )
        wedge.set_gid(f"CD19-{stage}")
        page.axes.add_patch(wedge)
        up = bottom + BAR * (1 if short else at_start) + 3
        page.write(said[stage], (start + end) / 2, up, "accent_text", "middle", "bottom", halo="paper")


def say_absent(page: Sheet, antigen: str, bottom: float) -> None:
    for stage in ABSENT.get(antigen, ()):
        start, end = edges(page, stage, stage)
        said = page.set(page.canvas.say("no {antigen}").format(antigen=antigen), "label", end - start - 6, lines=2)
        page.write(said, (start + end) / 2, bottom + BAR / 2, "muted", "middle", halo="paper")


def open_question(page: Sheet, bottom: float) -> None:
    start, end = edges(page, "pro-B", "plasmablast")
    words = page.canvas.say("earlier stages not shown")
    said = page.set(words, "label", end - start - 16)
    page.write(said, end - 8, bottom + BAR / 2, "muted", "end", halo="paper")
