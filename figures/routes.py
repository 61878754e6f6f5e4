"""By which three routes does a patient get CAR T cells, and which steps need a laboratory?"""

from itertools import pairwise

from matplotlib.patches import FancyArrowPatch
from sheet import Lines, Sheet, sheet

from deck.interface import Canvas

NAMES, PAD, LETTER = 0.26, 8.0, 15.0
"""The share of the lanes' names of the width; points around words, and the radius of a letter."""
COLLECT, GENE, GROW, PREPARE, INFUSE = range(5)
# For each lane the tone of its letter, and its steps: what is drawn in each column, in which colour.
LANES = (
    ("car_t", ((COLLECT, "patient", "car_t"), (GENE, "gene", "car_t"), (GROW, "flask", "car_t"),
                    (PREPARE, "bag", "comparator"), (INFUSE, "car-t-cell", "car_t"))),
    ("donor", ((COLLECT, "patient", "donor"), (GENE, "gene", "donor"), (GROW, "flask", "donor"),
                    (PREPARE, "bag", "comparator"), (INFUSE, "car-t-cell", "car_t"))),
    ("ink", ((INFUSE, "vector", "car_t"),)),
)  # fmt: skip
GHOSTS = (GENE, GROW)
"""Steps of the laboratory, which a lane without them shows as gone."""


def draw(canvas: Canvas) -> None:
    """A lane for each route, a column for each step, and behind two of them the laboratory as a band."""
    page = sheet(canvas)
    columns = [
        canvas.say("Collect"), canvas.say("Add CAR gene"), canvas.say("Grow"), canvas.say("Prepare"),
        canvas.say("Infuse"),
    ]  # fmt: skip
    start = page.wide * NAMES
    wide = (page.wide - start) / len(columns)
    middles = [start + wide * (place + 0.5) for place in range(len(columns))]
    band = page.set(canvas.say("Laboratory"), "label_bold", 2 * wide - PAD, size=18)
    heads = page.set_alike(columns, "label_bold", wide - PAD / 2, lines=1, size=20)
    if any(head.count > 1 or head.font.get_size_in_points() < 18 for head in heads):
        heads = page.set_alike(columns, "label_bold", wide - PAD / 2, lines=2, size=20)
    top = page.high - band.height - 6
    page.card(start + wide, 1, 2 * wide, page.high - 2, "mist", "mist", zorder=0)
    page.write(band, start + 2 * wide, page.high - 5, "muted", "middle", "top")
    top -= max(head.height for head in heads) + 4
    for middle, head in zip(middles, heads, strict=True):
        page.write(head, middle, top, "ink", "middle", "bottom")
    high = top / len(LANES)
    names = lane_names(page, start - 2 * LETTER - 2 * PAD)
    for place, ((tone, steps), (letter, name)) in enumerate(zip(LANES, names, strict=True)):
        low = top - high * (place + 1)
        if place:
            page.line((0, page.wide), (low + high, low + high), "rule", zorder=1)
        said = None
        if len(steps) == 1:
            # No cells are collected: there is room for its name.
            room = start + wide * 0.64 - 2 * LETTER - PAD
            said = page.set(canvas.say("formed inside the body"), "label", room, 1, 18)
            name = page.set(canvas.say("In vivo CAR-T cell therapy"), "label_bold", room, 2, 18)
        # The lowest lane ends with the page.
        up = max(low + high / 2, (name.height + said.height) / 2 + 1) if said else low + high / 2
        draw_name(page, letter, tone, name, up, said)
        draw_lane(page, place, steps, middles, low, high, wide)


def lane_names(page: Sheet, wide: float) -> list[tuple[str, Lines]]:
    """The letter and the name of each lane."""
    canvas = page.canvas
    lanes = [
        (canvas.say("a"), canvas.say("Ex vivo autologous CAR-T cell therapy")),
        (canvas.say("b"), canvas.say("Ex vivo allogeneic CAR-T cell therapy")),
        (canvas.say("c"), canvas.say("In vivo CAR-T cell therapy")),
    ]
    names = page.set_alike([name for _, name in lanes], "label_bold", wide, lines=3, size=18)
    return [(letter, name) for (letter, _), name in zip(lanes, names, strict=True)]


def draw_name(page: Sheet, letter: str, tone: str, name: Lines, up: float, note: Lines | None) -> None:
    said = page.set(letter, "label_bold", size=18)
    wide = max(2 * LETTER, said.width + PAD)
    high = 2 * LETTER - 2
    page.card(1, up - high / 2, wide - 2, high, tone, tone, boxstyle=f"round,pad=0,rounding_size={high / 2}", zorder=3)
    page.write(said, wide / 2, up, "paper", "middle")
    middle = up + (note.height / 2 if note else 0)
    page.write(name, wide + PAD, middle, "ink")
    if note:
        page.write(note, wide + PAD, middle - name.height / 2, level="top")


def draw_lane(
    page: Sheet, place: int, steps: tuple[tuple[int, str, str], ...], middles: list[float], low: float, high: float,
    wide: float,
) -> None:  # fmt: skip
    """The pictograms of a lane over their words, with arrows from one to the next."""
    canvas = page.canvas
    words = {
        (0, COLLECT): canvas.say("Patient’s cells"), (1, COLLECT): canvas.say("Donor’s cells"),
        (0, PREPARE): canvas.say("Chemotherapy"), (1, PREPARE): canvas.say("Chemotherapy"),
        (0, INFUSE): canvas.say("CAR T cells"), (1, INFUSE): canvas.say("CAR T cells"),
        (2, INFUSE): canvas.say("Vector"),
    }  # fmt: skip
    keys = list(words)
    alike = dict(zip(keys, page.set_alike(list(words.values()), "label", wide + PAD, lines=2, size=18), strict=True))
    for lane in (0, 1):
        prepare, infuse = alike[lane, PREPARE], alike[lane, INFUSE]
        if (prepare.width + infuse.width) / 2 > wide - PAD:
            # Side by side they would touch.
            points = float(infuse.font.get_size_in_points())
            alike[lane, INFUSE] = page.set(words[lane, INFUSE], "label", wide * 0.75, 2, points)
    said = {column: alike[place, column] for column, _, _ in steps if (place, column) in alike}
    foot = max(each.height for each in alike.values())
    size = min(high - foot - 8, 64.0)
    up = low + foot + 6 + (high - foot - 8) / 2
    for column, name, color in steps:
        tall = size if page.icon_wide(name, size) < wide * 0.6 else wide * 0.6 / page.icon_wide(name, 1)
        page.icon(name, middles[column], up, tall, color, gid=f"step-{place}-{column}")
        if column in said:
            page.write(said[column], middles[column], low + 4 + foot, "text", "middle", "top")
    for one, other in pairwise(column for column, _, _ in steps):
        arrow(page, middles[one] + wide * 0.34, middles[other] - wide * 0.34, up)
    if not set(GHOSTS) & {column for column, _, _ in steps}:
        for column in GHOSTS:
            page.round(middles[column], up, size * 0.45, "mist", "muted", linestyle=(0, (3, 2)), gid=f"ghost-{column}")
        arrow(page, middles[COLLECT] + wide * 0.16, middles[INFUSE] - wide * 0.34, up)


def arrow(page: Sheet, start: float, end: float, up: float) -> None:
    page.axes.add_patch(
        FancyArrowPatch(
            (start, up), (end, up), arrowstyle="-|>", mutation_scale=15, linewidth=2.5, shrinkA=0, shrinkB=0,
            color=page.canvas.color("ink"), zorder=2,
        )
    )  # fmt: skip
